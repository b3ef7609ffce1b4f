"""The ledger's writes: what a poll discovered, what a look at a page gave, what is accepted.

All functions take a session and leave the commit to the caller, so that what belongs together commits together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import SQLModel, col

from schemas.articles import ArticleFetched
from services.bus.outbox import enqueue
from services.ingest.articles import as_record
from services.ingest.leases import insert_into
from services.ingest.outcomes import Outcome
from services.ingest.poll import NEW_HOSTS_WINDOW, Comparison, Discovery, compare
from services.ingest.read import after_change
from services.ingest.tables import ArticleLedger, ArticleRevision, FeedSource, Host, Item, Sighting

_CHUNK: Final = 400
"""Rows per statement: databases limit the parameters of one."""

Leased = TypeVar("Leased", FeedSource, Item)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Accepted:
    """How the acceptance of an article ended, and how many revisions of it there are now."""

    outcome: Outcome
    revisions: int


async def accept(session: AsyncSession, article: ArticleFetched, *, now: datetime, max_revisions: int) -> Accepted:
    """Enter the article's revision and put its message in the outbox, unless this revision is there already."""
    article_id, revision = article.article_id, article.revision
    connection = await session.connection()  # the plain statements below need nothing of the session, and it costs a third of their time
    revisions = await _lock_article(connection, article, now)
    if revisions >= max_revisions and await session.get(ArticleRevision, (article_id, revision)) is None:
        return Accepted(Outcome.REJECTED_TOO_MANY_REVISIONS, revisions)
    message = article.model_dump_json().encode()
    statement = insert_into(session, ArticleRevision).values(
        article_id=article_id,
        revision=revision,
        number=revisions + 1,
        lane=article.lane,
        accepted_at=now,
        message=message,
        size=len(message),
    )
    is_new = (await connection.execute(statement.on_conflict_do_nothing().returning(col(ArticleRevision.number)))).first() is not None
    values = {"latest_revision": revision, "revisions": revisions + 1} if is_new else {"latest_revision": revision}
    await connection.execute(update(ArticleLedger).where(col(ArticleLedger.article_id) == article_id).values(**values))
    if not is_new:
        return Accepted(Outcome.UNCHANGED, revisions)
    await enqueue(session, "ingest", [as_record(article)])
    return Accepted(Outcome.OK, revisions + 1)


async def _lock_article(connection: AsyncConnection, article: ArticleFetched, now: datetime) -> int:
    """Enter the article if it is new, and hold its row; how many revisions it has."""
    statement = insert_into(connection, ArticleLedger).values(
        article_id=article.article_id, canonical_url=article.canonical_url, revisions=0, accepted_at=now
    )
    statement = statement.on_conflict_do_update(index_elements=["article_id"], set_={"canonical_url": article.canonical_url})
    return int((await connection.execute(statement.returning(col(ArticleLedger.revisions)))).scalar_one())


async def still_leased(session: AsyncSession, table: type[Leased], key: UUID, *, holder: str) -> Leased | None:
    """The row, locked, when its lease is still ours; None when another process has taken it over or somebody removed it."""
    row = (await session.execute(select(table).where(col(table.id) == key).with_for_update())).scalar_one_or_none()
    return row if row is not None and row.leased_by == holder else None


async def record_entries(
    session: AsyncSession, feed: FeedSource, found: Sequence[Discovery], *, now: datetime, max_new_hosts: int, recheck_pause_s: float
) -> Comparison:
    """Enter what a poll found: new items, sightings, and an early look at pages whose entries changed."""
    if feed.new_hosts_since is None or now - feed.new_hosts_since >= NEW_HOSTS_WINDOW:
        feed.new_hosts, feed.new_hosts_since = 0, now
    comparison = await _compare(session, feed, found, new_hosts_left=max(max_new_hosts - feed.new_hosts, 0))
    feed.new_hosts += comparison.new_hosts
    await _insert(session, Host, [{"name": name, "next_request_at": now} for name in sorted({d.host for d in comparison.unknown})])
    await _insert(session, Item, [_new_item(discovery, now) for discovery in comparison.unknown])
    seen = [*comparison.unknown, *comparison.elsewhere]
    await _insert(
        session,
        Sighting,
        [{"feed_id": feed.id, "item_id": d.item, "fingerprint": d.entry.fingerprint, "first_seen_at": now} for d in seen],
    )
    await _look_early(session, feed, comparison.changed, now=now, pause_s=recheck_pause_s)
    return comparison


async def address_is_free(session: AsyncSession, url: str) -> bool:
    """Whether no feed has this address."""
    return (await session.execute(select(col(FeedSource.id)).where(col(FeedSource.url) == url))).first() is None


async def _compare(session: AsyncSession, feed: FeedSource, found: Sequence[Discovery], *, new_hosts_left: int) -> Comparison:
    items = [discovery.item for discovery in found]
    known_items = {row[0] for row in await _rows(session, select(col(Item.id)), col(Item.id), items)}
    sighted = select(col(Sighting.item_id), col(Sighting.fingerprint)).where(col(Sighting.feed_id) == feed.id)
    fingerprints = dict(map(tuple, await _rows(session, sighted, col(Sighting.item_id), items)))
    hosts = sorted({discovery.host for discovery in found})
    known_hosts = {row[0] for row in await _rows(session, select(col(Host.name)), col(Host.name), hosts)}
    return compare(
        found, known_items=known_items, fingerprints=fingerprints, known_hosts=known_hosts | {feed.host}, new_hosts_left=new_hosts_left
    )


async def _look_early(session: AsyncSession, feed: FeedSource, changed: Sequence[Discovery], *, now: datetime, pause_s: float) -> None:
    """Have the pages of changed entries looked at, and remember what the entries say now."""
    fingerprints = {discovery.item: discovery.entry.fingerprint for discovery in changed}
    for keys in _chunks(list(fingerprints)):
        items = select(Item).where(col(Item.id).in_(keys)).order_by(col(Item.id)).with_for_update()
        for item in (await session.execute(items)).scalars():
            look_at = after_change(item.last_fetched_at, now, pause_s=pause_s)
            item.next_attempt_at = min(item.next_attempt_at or look_at, look_at)
        seen = select(Sighting).where(col(Sighting.feed_id) == feed.id, col(Sighting.item_id).in_(keys))
        for sighting in (await session.execute(seen)).scalars():
            sighting.fingerprint = fingerprints[sighting.item_id]
        await session.flush()


def _new_item(discovery: Discovery, now: datetime) -> dict[str, Any]:
    entry = discovery.entry
    return {
        "id": discovery.item,
        "url": discovery.url,
        "host": discovery.host,
        "state": "new",
        "attempts": 0,
        "first_seen_at": now,
        "next_attempt_at": now,
        "feed_date": entry.published or entry.updated,
    }


async def _insert(session: AsyncSession, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    for chunk in _chunks(rows):
        await session.execute(insert_into(session, table).on_conflict_do_nothing(), chunk)


async def _rows(session: AsyncSession, query: Any, column: Any, values: Collection[Any]) -> list[Any]:
    found: list[Any] = []
    for chunk in _chunks(list(values)):
        found.extend((await session.execute(query.where(column.in_(chunk)))).all())
    return found


def _chunks(rows: Sequence[T]) -> Iterator[list[T]]:
    return (list(rows[start : start + _CHUNK]) for start in range(0, len(rows), _CHUNK))


def lease_end(now: datetime, lease_s: float) -> datetime:
    """When a lease taken now runs out."""
    return now + timedelta(seconds=lease_s)
