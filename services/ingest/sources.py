"""The feeds that are watched: add, list, pause, remove. For the command line and the API; light, it imports no parser and no client.

Each function is one transaction.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from services.ingest.addresses import AddressPolicy, fetchable
from services.ingest.errors import BadSource, FetchFailed
from services.ingest.leases import insert_into
from services.ingest.opml import ListedFeed, read_opml
from services.ingest.settings import IngestSettings
from services.ingest.tables import FeedSource, FeedState, Item, ItemState, Sighting, feed_id
from services.ingest.transactions import transact
from services.ingest.urls import host_of
from services.runtime.clock import Clock
from services.runtime.text import one_line

MAX_PAGE: Final = 500


class SourceView(BaseModel):
    """A feed as users see it."""

    id: UUID
    url: str
    name: str
    state: str = Field(description="`active`, `failing`, `paused` or `gone`.")
    last_polled_at: datetime | None
    last_outcome: str | None = Field(description="How the last poll ended; `docs/outcomes.md` explains the words.")
    next_poll_at: datetime | None
    failures: int = Field(description="Failed polls since the last good one.")
    articles: int = Field(description="Articles read so far that this feed lists.")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A part of the list; `next` continues it, None at the end."""

    items: list[SourceView]
    next: str | None


async def add(engine: AsyncEngine, url: str, clock: Clock, *, settings: IngestSettings | None = None, name: str = "") -> SourceView:
    """Watch the feed at `url`; adding it again changes nothing, but wakes a paused one. Raises `BadSource`."""
    return (await add_many(engine, [ListedFeed(url, name)], clock, settings=settings))[0]


async def add_many(
    engine: AsyncEngine, feeds: Sequence[str | ListedFeed], clock: Clock, *, settings: IngestSettings | None = None
) -> list[SourceView]:
    """Watch all these feeds, or none: raises `BadSource` for the first that cannot be."""
    settings = settings or IngestSettings()
    now = clock.now()
    listed = [ListedFeed(feed, "") if isinstance(feed, str) else feed for feed in feeds]
    wanted = {check_address(feed.url, settings): one_line(feed.name, max_chars=200) for feed in listed}

    async def work(session: AsyncSession) -> list[SourceView]:
        await _insert(session, wanted, now)
        rows = [await _row_of(session, address) for address in wanted]
        for row in rows:
            if row.state in (FeedState.PAUSED, FeedState.GONE):
                _wake(row, now)
        await session.flush()
        return await _views(session, rows)

    return await transact(engine, work)


async def import_opml(engine: AsyncEngine, content: bytes, clock: Clock, *, settings: IngestSettings | None = None) -> list[SourceView]:
    """Watch all feeds that an OPML document lists. Raises `BadSource`."""
    return await add_many(engine, read_opml(content), clock, settings=settings)


async def list_page(engine: AsyncEngine, *, limit: int = 50, cursor: str | None = None) -> SourcePage:
    """Feeds in the order they were added. `cursor`: a page's `next`. Raises `BadSource` for a cursor that is not of this list."""
    limit = max(1, min(limit, MAX_PAGE))
    query = select(FeedSource).order_by(col(FeedSource.added_at), col(FeedSource.id)).limit(limit + 1)
    if cursor:
        added_at, key = _read_cursor(cursor)
        is_same_moment = and_(col(FeedSource.added_at) == added_at, col(FeedSource.id) > key)
        query = query.where(or_(col(FeedSource.added_at) > added_at, is_same_moment))

    async def work(session: AsyncSession) -> SourcePage:
        rows = list((await session.execute(query)).scalars())
        return SourcePage(await _views(session, rows[:limit]), _cursor(rows[limit - 1]) if len(rows) > limit else None)

    return await transact(engine, work, readonly=True)


async def get(engine: AsyncEngine, source: UUID) -> SourceView | None:
    """One feed, None when there is none of that id."""

    async def work(session: AsyncSession) -> SourceView | None:
        row = await session.get(FeedSource, source)
        return (await _views(session, [row]))[0] if row else None

    return await transact(engine, work, readonly=True)


async def pause(engine: AsyncEngine, source: UUID) -> SourceView | None:
    """Poll it no more until it is resumed; None when there is none of that id."""

    def change(row: FeedSource) -> None:
        row.state, row.next_poll_at = FeedState.PAUSED, None

    return await _change(engine, source, change)


async def resume(engine: AsyncEngine, source: UUID, clock: Clock) -> SourceView | None:
    """Poll it again, at once; None when there is none of that id."""
    return await _change(engine, source, lambda row: _wake(row, clock.now()))


async def remove(engine: AsyncEngine, source: UUID) -> bool:
    """Forget the feed; its articles stay. Whether it was there."""
    statement = delete(FeedSource).where(col(FeedSource.id) == source).returning(col(FeedSource.id))

    async def work(session: AsyncSession) -> bool:
        return (await session.execute(statement)).first() is not None

    return await transact(engine, work)


async def states(engine: AsyncEngine) -> dict[str, int]:
    """How many feeds are in each state."""

    async def work(session: AsyncSession) -> dict[str, int]:
        counted = select(col(FeedSource.state), func.count()).group_by(col(FeedSource.state))
        return {str(row[0]): int(row[1]) for row in (await session.execute(counted)).all()}

    return await transact(engine, work, readonly=True)


def check_address(url: str, settings: IngestSettings) -> str:
    """The feed's address as it is stored. Raises `BadSource` with what is wrong, `https://` added where no scheme was given."""
    text = url.strip()
    if text and "://" not in text[:12]:
        text = f"https://{text}"
    try:
        return str(fetchable(text, AddressPolicy(settings.allow_networks, frozenset(settings.allow_ports))))
    except FetchFailed as error:
        raise BadSource(f"this address cannot be watched: {error.detail}") from error


async def _insert(session: AsyncSession, wanted: Mapping[str, str], now: datetime) -> None:
    """Add the feeds that are not there yet, under this address or, having moved since, under another."""
    rows = [
        {
            "id": feed_id(address),
            "url": address,
            "name": name or address,
            "host": host_of(address),
            "state": FeedState.ACTIVE.value,
            "failures": 0,
            "moved_polls": 0,
            "new_hosts": 0,
            "next_poll_at": now,
            "added_at": now,
        }
        for address, name in wanted.items()
    ]
    for row in sorted(rows, key=lambda row: str(row["id"])):
        await session.execute(insert_into(session, FeedSource).values(**row).on_conflict_do_nothing())


async def _row_of(session: AsyncSession, address: str) -> FeedSource:
    is_it = or_(col(FeedSource.url) == address, col(FeedSource.id) == feed_id(address))
    found = select(FeedSource).where(is_it).order_by(col(FeedSource.url) != address).limit(1)
    row: FeedSource = (await session.execute(found)).scalar_one()
    return row


async def _change(engine: AsyncEngine, source: UUID, change: Callable[[FeedSource], None]) -> SourceView | None:
    async def work(session: AsyncSession) -> SourceView | None:
        row = await session.get(FeedSource, source, with_for_update=True)
        if row is None:
            return None
        change(row)
        await session.flush()
        return (await _views(session, [row]))[0]

    return await transact(engine, work)


def _wake(row: FeedSource, now: datetime) -> None:
    row.state, row.next_poll_at, row.failures = FeedState.ACTIVE, now, 0


async def _views(session: AsyncSession, rows: Sequence[FeedSource]) -> list[SourceView]:
    counted = (
        select(col(Sighting.feed_id), func.count())
        .join(Item, col(Item.id) == col(Sighting.item_id))
        .where(col(Sighting.feed_id).in_([row.id for row in rows]), col(Item.state) == ItemState.READ)
        .group_by(col(Sighting.feed_id))
    )
    articles = {row[0]: int(row[1]) for row in (await session.execute(counted)).all()}
    return [
        SourceView(
            id=row.id,
            url=row.url,
            name=row.name,
            state=row.state,
            last_polled_at=row.last_polled_at,
            last_outcome=row.last_outcome,
            next_poll_at=row.next_poll_at,
            failures=row.failures,
            articles=articles.get(row.id, 0),
        )
        for row in rows
    ]


def _cursor(row: FeedSource) -> str:
    return base64.urlsafe_b64encode(f"{row.added_at.isoformat()}|{row.id}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        added_at, _, key = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        moment = datetime.fromisoformat(added_at)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment, UUID(key)
    except (ValueError, binascii.Error) as error:
        raise BadSource("the cursor is not one of this list") from error
