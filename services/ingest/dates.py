"""Reads the dates that pages and feeds give. Pure: what is relative to today is no date here."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from dateutil import parser as dateutil  # type: ignore[import-untyped]

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""Before the web; an earlier date is a default value of somebody's software."""
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?", re.DOTALL)
_HAS_FULL_DATE: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|(?=.*\b\d{4}\b)(?=.*\b\d{1,2}(st|nd|rd|th)?\b)(?=.*[a-z]{3})", re.IGNORECASE | re.DOTALL
)
"""Year first, or a month in letters: 04/03/2026 is two different days."""
_MAX_CHARS: Final = 80
_ZONES: Final = {
    "EST": -18_000, "EDT": -14_400, "ET": -18_000, "CST": -21_600, "CDT": -18_000, "MST": -25_200, "MDT": -21_600, "PST": -28_800,
    "PDT": -25_200, "CET": 3_600, "CEST": 7_200, "EET": 7_200, "EEST": 10_800,
}  # fmt: skip
"""Seconds from UTC of zone names that mean one zone in news."""


def read_date(value: object) -> datetime | None:
    """The moment that `value` (ISO 8601, RFC 822, or written out with day, month and year) names, in UTC; None when it names none.

    Without a time zone it is taken as UTC.
    """
    if not isinstance(value, str) or not 8 <= len(text := value.strip()) <= _MAX_CHARS:
        return None
    moment = _iso(text) or _rfc822(text) or _written_out(text)
    if moment is None:
        return None
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment.replace(microsecond=0) if EARLIEST <= moment < LATEST else None


def _iso(text: str) -> datetime | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _written_out(text: str) -> datetime | None:
    if not _HAS_FULL_DATE.search(text):  # dateutil would fill what is missing from today's date
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", dateutil.UnknownTimezoneWarning)
            moment = dateutil.parse(text, default=datetime(1, 1, 1), tzinfos=_ZONES)  # noqa: DTZ001 - year 1 is refused by the caller
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return moment if isinstance(moment, datetime) else None
