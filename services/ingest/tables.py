"""The ledger's tables: feeds, items, hosts, accepted revisions.

A lease (`leased_by`, `leased_until`) marks what a process is working on, so that several processes do nothing twice.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Uuid
from sqlmodel import Field, SQLModel

from schemas import ids
from services.runtime.columns import UtcDateTime

_MOMENT: Final[Any] = UtcDateTime


class FeedState(StrEnum):
    """Whether a feed is polled."""

    ACTIVE = "active"
    FAILING = "failing"
    """The last polls failed; the next one waits longer each time."""
    PAUSED = "paused"
    GONE = "gone"
    """The server says that the feed is gone for good."""


class ItemState(StrEnum):
    """How far an article's address has come."""

    NEW = "new"
    READ = "read"
    """At least one revision was accepted; it is looked at again for a day."""
    REFUSED = "refused"
    """There is no article, as far as was seen."""
    FAILED = "failed"
    """It could not be had."""


class FeedSource(SQLModel, table=True):
    """A feed that is polled."""

    __tablename__ = "feed_source"

    id: UUID = Field(primary_key=True)
    url: str = Field(unique=True)
    name: str
    host: str
    state: str = FeedState.ACTIVE
    etag: str | None = None
    last_modified: str | None = None
    content_digest: str | None = None
    """SHA-256 of the last body: most servers that do not know 304 send the same bytes again."""
    last_full_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    """Last answer with a body: some servers say 304 for ever."""
    next_poll_at: datetime | None = Field(default=None, sa_type=_MOMENT, index=True)
    """Null when it is not polled."""
    failures: int = 0
    """Failed polls since the last good one."""
    moved_to: str | None = None
    moved_polls: int = 0
    """Polls in a row that were redirected for good to `moved_to`."""
    new_hosts: int = 0
    new_hosts_since: datetime | None = Field(default=None, sa_type=_MOMENT)
    last_outcome: str | None = None
    last_polled_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    added_at: datetime = Field(sa_type=_MOMENT)
    leased_by: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=_MOMENT)


class Host(SQLModel, table=True):
    """A host and when it may be asked again: the interval holds across all processes."""

    __tablename__ = "fetch_host"

    name: str = Field(primary_key=True)
    next_request_at: datetime = Field(sa_type=_MOMENT)
    crawl_delay_s: float | None = None
    """What its robots.txt asks for."""


class Item(SQLModel, table=True):
    """An address that may hold an article, or a submitted file: one row however many feeds list it."""

    __tablename__ = "item"

    id: UUID = Field(primary_key=True)
    url: str
    host: str
    state: str = ItemState.NEW
    outcome: str | None = None
    detail: str | None = None
    attempts: int = 0
    """Failed attempts since the last good one."""
    first_seen_at: datetime = Field(sa_type=_MOMENT)
    last_fetched_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    next_attempt_at: datetime | None = Field(default=None, sa_type=_MOMENT)
    """Null when nothing is left to do."""
    etag: str | None = None
    last_modified: str | None = None
    feed_date: datetime | None = Field(default=None, sa_type=_MOMENT)
    """Publication date by the feed that listed it first, for pages that give none."""
    article_id: UUID | None = Field(default=None, index=True)
    revision: str | None = None
    """The revision that the last look gave."""
    leased_by: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=_MOMENT)

    __table_args__ = (Index("item_due", "next_attempt_at", "host"), Index("item_host_due", "host", "next_attempt_at"))


class Sighting(SQLModel, table=True):
    """A feed that lists an item."""

    __tablename__ = "sighting"

    feed_id: UUID = Field(sa_column=Column(Uuid, ForeignKey("feed_source.id", ondelete="CASCADE"), primary_key=True))
    item_id: UUID = Field(sa_column=Column(Uuid, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True, index=True))
    fingerprint: str
    """Of the feed's entry; another one means that the outlet changed something."""
    first_seen_at: datetime = Field(sa_type=_MOMENT)


class ArticleLedger(SQLModel, table=True):
    """An article. Its row is locked while a revision is accepted, which keeps revisions in the order of the outbox."""

    __tablename__ = "article_ledger"

    article_id: UUID = Field(primary_key=True)
    canonical_url: str
    revisions: int = 0
    latest_revision: str | None = None
    accepted_at: datetime = Field(sa_type=_MOMENT)


class ArticleRevision(SQLModel, table=True):
    """An accepted revision with its message: what a wiped bus is refilled from."""

    __tablename__ = "ledger_revision"

    article_id: UUID = Field(sa_column=Column(Uuid, ForeignKey("article_ledger.article_id", ondelete="CASCADE"), primary_key=True))
    revision: str = Field(primary_key=True)
    number: int
    """Counts the article's revisions from 1."""
    lane: str
    accepted_at: datetime = Field(sa_type=_MOMENT, index=True)
    message: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """The `ArticleFetched` as JSON."""
    size: int


def feed_id(url: str) -> UUID:
    """UUIDv5 of the feed's address as it was added."""
    return uuid5(ids.CLAIMWIRE, f"feed\x1f{url}")


def item_id(url: str) -> UUID:
    """UUIDv5 of the entry's canonical address, or of a submitted file's."""
    return uuid5(ids.CLAIMWIRE, f"item\x1f{url}")
