"""Sends accepted revisions again: what a bus that lost its log is refilled from."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Integer, Uuid, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from schemas.articles import ArticleFetched
from services.bus.outbox import enqueue
from services.ingest.articles import as_record
from services.ingest.tables import ArticleRevision
from services.ingest.transactions import transact
from services.runtime.columns import UtcDateTime

_BATCH: Final = 200
_TYPES: Final = (UtcDateTime(), Uuid(), Integer())


async def replay(engine: AsyncEngine, *, since: datetime | None = None) -> int:
    """Put the messages of all revisions accepted at or after `since` into the outbox again, revisions of one article in order; how many.

    The messages carry the ids that they had: who has seen them knows them.
    """
    sent = 0
    after: tuple[datetime, object, int] | None = None
    while True:
        batch = await transact(engine, lambda session, after=after: _send_some(session, since, after))  # type: ignore[misc]
        if not batch:
            return sent
        sent += len(batch)
        after = batch[-1]


async def _send_some(
    session: AsyncSession, since: datetime | None, after: tuple[datetime, object, int] | None
) -> list[tuple[datetime, object, int]]:
    place = (col(ArticleRevision.accepted_at), col(ArticleRevision.article_id), col(ArticleRevision.number))
    query = select(ArticleRevision).order_by(*place).limit(_BATCH)
    if since is not None:
        query = query.where(place[0] >= since)
    if after is not None:
        query = query.where(tuple_(*place) > tuple_(*after, types=_TYPES))
    rows = list((await session.execute(query)).scalars())
    await enqueue(session, "ingest", [as_record(ArticleFetched.model_validate_json(row.message)) for row in rows])
    return [(row.accepted_at, row.article_id, row.number) for row in rows]
