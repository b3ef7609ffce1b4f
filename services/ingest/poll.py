"""What a poll of a feed decides. Pure: no I/O, no clock, no settings.

When to poll again, whether to ask with or without conditions, which entries are new or changed, and when a feed has moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.ingest.reading import FeedEntry
from services.ingest.tables import item_id
from services.ingest.urls import canonical, host_of

MAX_BACK_OFF_S: Final = 6 * 3_600.0
"""A feed that is down for a day is still found again within a quarter of one."""
FULL_POLL_EVERY: Final = timedelta(hours=24)
"""A server that says 304 for ever is asked without conditions this often."""
POLLS_UNTIL_MOVED: Final = 3
"""Permanent redirects in a row before the feed's stored address changes: one alone may be a mistake."""
NEW_HOSTS_WINDOW: Final = timedelta(hours=1)
_JITTER: Final = 0.1


def next_poll_at(now: datetime, *, feed: UUID, interval_s: float, failures: int = 0, retry_after_s: float | None = None) -> datetime:
    """When to poll again: after the interval, doubled with each failure in a row, and never before the server wants it.

    Spread by up to a tenth of the interval, the same for the same feed, so that feeds added together are not polled together for ever.
    """
    wait_s = interval_s * (1 + _JITTER * feed.int % 1_000 / 1_000)
    if failures:
        wait_s = min(interval_s * 2.0 ** min(failures, 30), max(MAX_BACK_OFF_S, interval_s))
    return now + timedelta(seconds=max(wait_s, retry_after_s or 0.0))


def asks_conditionally(last_full_at: datetime | None, now: datetime) -> bool:
    """Whether the stored validators are sent: not when the last full answer is a day old."""
    return last_full_at is not None and now - last_full_at < FULL_POLL_EVERY


def digest_of(body: bytes) -> str:
    """Tells whether a feed's bytes changed."""
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class Discovery:
    """An entry that leads to an item."""

    item: UUID
    url: str
    """Canonical address of the entry."""
    host: str
    entry: FeedEntry


def discoveries(entries: Sequence[FeedEntry]) -> list[Discovery]:
    """The items that the entries lead to, sorted by id so that several processes lock rows in one order."""
    found: dict[UUID, Discovery] = {}
    for entry in entries:
        if url := canonical(entry.url):
            found.setdefault(item_id(url), Discovery(item_id(url), url, host_of(url), entry))
    return [found[key] for key in sorted(found)]


@dataclass(slots=True)
class Comparison:
    """A feed's entries against what is known."""

    unknown: list[Discovery] = field(default_factory=list)
    """No item yet."""
    elsewhere: list[Discovery] = field(default_factory=list)
    """Known from another feed."""
    changed: list[Discovery] = field(default_factory=list)
    """This feed lists it with other words than before: its page may have changed."""
    postponed: int = 0
    """Left for later polls, because they would bring in too many new hosts at once."""
    new_hosts: int = 0


def compare(
    found: Sequence[Discovery],
    *,
    known_items: set[UUID],
    fingerprints: Mapping[UUID, str],
    known_hosts: set[str],
    new_hosts_left: int,
) -> Comparison:
    """Sort entries into new, known and changed. `fingerprints`: this feed's sightings by item."""
    result = Comparison()
    hosts = set(known_hosts)
    for discovery in found:
        if discovery.item in known_items:
            before = fingerprints.get(discovery.item)
            if before is None:
                result.elsewhere.append(discovery)
            elif before != discovery.entry.fingerprint:
                result.changed.append(discovery)
            continue
        if discovery.host not in hosts:
            if result.new_hosts >= new_hosts_left:
                result.postponed += 1
                continue
            hosts.add(discovery.host)
            result.new_hosts += 1
        result.unknown.append(discovery)
    return result


def moved(address: str, moved_to: str | None, *, before: str | None, polls: int) -> tuple[str | None, int, bool]:
    """(`moved_to`, polls in a row, whether the stored address changes now) after a poll that ended at `moved_to`."""
    if moved_to is None or moved_to == address:
        return None, 0, False
    polls = polls + 1 if moved_to == before else 1
    return moved_to, polls, polls >= POLLS_UNTIL_MOVED
