"""Conditional GET: validators of a body, and whether a client already has it (RFC 9110, section 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


def validators(body: bytes, changed: datetime) -> dict[str, str]:
    """`ETag` and `Last-Modified` of a body that last changed at `changed`."""
    return {
        "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "last-modified": format_datetime(changed.astimezone(UTC).replace(microsecond=0), usegmt=True),
    }


def is_current(request: Mapping[str, str], own: Mapping[str, str]) -> bool:
    """Whether the client's copy is the current one.

    `If-None-Match` wins over `If-Modified-Since`; a date that cannot be read counts for nothing.
    """
    tags = request.get("if-none-match")
    if tags is not None:
        given = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in given or own["etag"] in given
    since = _http_date(request.get("if-modified-since"))
    changed = _http_date(own["last-modified"])
    return since is not None and changed is not None and changed <= since


def _http_date(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
