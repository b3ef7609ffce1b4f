"""What looking at an article's page decides. Pure: no I/O, no clock, no settings. When to look again, and what a look means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from services.ingest.outcomes import NEVER_RETRIED, Outcome
from services.ingest.tables import ItemState

FIRST_RETRY_S: Final = 30.0
MAX_RETRY_S: Final = 6 * 3_600.0
PAGE_TYPES: Final = frozenset({"", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream"})
"""Some servers do not say or say it wrong; what is certainly no page is not parsed."""
_ASKS_FIRST: Final = re.compile(
    r"/(?:log-?in|sign-?in|sign-?up|register|consent|subscribe|captcha|challenge|verify)(?:[/.]|$)", re.IGNORECASE
)
_ASKING_HOSTS: Final = ("consent.", "login.", "signin.", "account.", "accounts.", "auth.", "sso.")


@dataclass(frozen=True, slots=True)
class NextLook:
    """The item's state after a look, and when the next one is due; `at` is None when it was the last."""

    state: ItemState
    attempts: int
    at: datetime | None


def refusal_of_redirect(asked: str, got: str) -> Outcome | None:
    """Why a page that came from `got` is not the article at `asked`, as far as the addresses tell: dead articles are redirected to the
    front page, and readers without an account or a cookie to a page that asks for one.
    """
    if asked == got:
        return None
    before, after = urlsplit(asked), urlsplit(got)
    if after.path in ("", "/") and not after.query and before.path not in ("", "/"):
        return Outcome.REJECTED_NO_CONTENT
    is_new = after.path != before.path or after.hostname != before.hostname
    if is_new and (_ASKS_FIRST.search(after.path) or (after.hostname or "").startswith(_ASKING_HOSTS)):
        return Outcome.REJECTED_CHALLENGE
    return None


def next_recheck_at(first_seen_at: datetime, now: datetime, ages_s: Sequence[float]) -> datetime | None:
    """The next of the ages, counted from the first sight, at which the page is looked at again; None when it has passed them all."""
    moments = (first_seen_at + timedelta(seconds=age) for age in sorted(ages_s))
    return next((moment for moment in moments if moment > now), None)


def after_content(
    *, is_article: bool | None, before: ItemState, first_seen_at: datetime, now: datetime, ages_s: Sequence[float]
) -> NextLook:
    """After an answer came. `is_article`: whether it held one; None when the server said that nothing changed.

    A refused page may hold its article an hour later, so it is looked at again too; a page that was read once counts as read.
    """
    state = before if is_article is None or before is ItemState.READ else ItemState.READ if is_article else ItemState.REFUSED
    return NextLook(state, 0, next_recheck_at(first_seen_at, now, ages_s))


def after_failure(
    outcome: Outcome,
    *,
    before: ItemState,
    attempts: int,
    max_attempts: int,
    first_seen_at: datetime,
    now: datetime,
    ages_s: Sequence[float],
    retry_after_s: float | None = None,
) -> NextLook:
    """After no answer came. A host that was merely busy costs no attempt. An article that was read once is given up on schedule only."""
    if outcome is Outcome.FAILED_HOST_BUSY:
        return NextLook(before, attempts, now + timedelta(seconds=max(FIRST_RETRY_S, retry_after_s or 0.0)))
    attempts += 1
    if before is ItemState.READ:
        return NextLook(before, attempts, next_recheck_at(first_seen_at, now + timedelta(seconds=retry_after_s or 0.0), ages_s))
    if outcome in NEVER_RETRIED or attempts >= max_attempts:
        return NextLook(ItemState.FAILED, attempts, None)
    wait_s = max(min(FIRST_RETRY_S * 4.0 ** (attempts - 1), MAX_RETRY_S), retry_after_s or 0.0)
    return NextLook(before, attempts, now + timedelta(seconds=wait_s))


def after_change(last_fetched_at: datetime | None, now: datetime, *, pause_s: float) -> datetime:
    """When to look at a page whose feed entry changed: now, but not sooner than `pause_s` after the last look."""
    return now if last_fetched_at is None else max(now, last_fetched_at + timedelta(seconds=pause_s))


def earlier_look(planned: datetime | None, *, claimed: datetime | None, asked: datetime | None) -> datetime | None:
    """The next look, when one was planned after a fetch and a feed's changed entry may have asked for one during it.

    `claimed`: the item's due time when the fetch began; `asked`: its due time in the database now.
    """
    if asked is None or asked == claimed:
        return planned
    return min(planned, asked) if planned else asked
