"""What the audit asks the bus: whether it still holds what the store expects, and whether what is on its way is really there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from schemas.articles import ArticleFetched
from schemas.claims import ClaimsExtracted
from schemas.topics import ARTICLES, ARTICLES_BACKFILL, CLAIMS
from services.bus.outbox import OutboxRow
from services.bus.ports import Bus, TopicPartition
from services.dead_letters import everything_on
from services.ingest.tables import ArticleRevision
from services.store.tables import OFFSET, REVISION

Revision = tuple[UUID, str]

OVERDUE: Final = timedelta(hours=1)
"""Younger revisions are on their way and not looked for; older ones may wait for a service that is down, or be lost."""


async def offset_faults(connection: AsyncConnection, bus: Bus) -> list[str]:
    """Partitions of which the store has passed more than the bus ever held."""
    passed = await _passed(connection)
    reader = bus.consumer(f"audit-{uuid4().hex}", [CLAIMS.name])
    await reader.start()
    try:
        while not reader.assignment:
            await reader.poll(max_records=1, timeout_s=0.5)
        ends = await reader.end_offsets(reader.assignment)
    finally:
        await reader.close()
    return [
        f"{partition.topic}/{partition.partition}: the store expects offset {offset}, the bus ends at {ends.get(partition, 0)} "
        "(`claimwire replay --bus-lost` where the bus lost its log)"
        for partition, offset in passed.items()
        if offset > ends.get(partition, 0)
    ]


async def lost_faults(connection: AsyncConnection, bus: Bus, dead: Collection[Revision | None], now: datetime) -> list[str]:
    """Revisions accepted long ago that are neither stored nor among the `dead`, and that nothing will bring. Reads the bus only then."""
    same = (REVISION.c.article_id == col(ArticleRevision.article_id)) & (REVISION.c.revision == col(ArticleRevision.revision))
    query = select(col(ArticleRevision.article_id), col(ArticleRevision.revision)).where(
        col(ArticleRevision.accepted_at) < now - OVERDUE, ~exists().where(same)
    )
    overdue = {(article, revision) for article, revision in await connection.execute(query)} - set(dead)
    if not overdue:
        return []
    keys = {str(article).encode() for article, _ in overdue}
    rows = select(col(OutboxRow.topic), col(OutboxRow.value)).where(col(OutboxRow.producer) == "ingest", col(OutboxRow.key).in_(keys))
    coming = {revision_in(topic, value) for topic, value in await connection.execute(rows)}
    passed, skipped, extracted = await _passed(connection), set(), set()
    async for record in everything_on(bus, [ARTICLES, ARTICLES_BACKFILL, CLAIMS]):
        if record.key not in keys:
            continue
        revision = revision_in(record.topic, record.value)
        if record.offset < passed.get(record.source, 0):
            skipped.add(revision)
        elif record.topic == CLAIMS.name:
            coming.add(revision)
        else:
            extracted.add(revision)  # or will be: how far extract has come is not asked
    lost = (overdue - coming) & (skipped | (overdue - extracted))
    return [
        f"article {article}: revision {revision[:12]} was accepted and is not stored; "
        + ("the store has passed its claims" if (article, revision) in skipped else "it is neither in the outbox nor on the bus")
        + " (`claimwire replay` sends it again)"
        for article, revision in sorted(lost)
    ]


def revision_in(topic: str, value: bytes) -> Revision | None:
    """The article revision that a message carries, where it can be read."""
    try:
        is_extracted = topic == CLAIMS.name
        article = ClaimsExtracted.model_validate_json(value).article if is_extracted else ArticleFetched.model_validate_json(value)
    except ValueError:
        return None
    return article.article_id, article.revision


async def _passed(connection: AsyncConnection) -> dict[TopicPartition, int]:
    rows = (await connection.execute(select(OFFSET).where(OFFSET.c.topic == CLAIMS.name))).mappings().all()
    return {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}
