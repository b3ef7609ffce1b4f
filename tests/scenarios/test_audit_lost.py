"""The audit looks for what is long on its way: it is in the outbox or on the bus, or it is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from schemas.topics import CLAIMS, TOPICS
from services.audit_bus import lost_faults, revision_in
from services.bus.local_log import LocalLog
from services.bus.outbox import OutboxRow
from services.bus.ports import NewRecord, Record, TopicPartition
from services.dead_letters import everything_on
from services.ingest.articles import as_record
from services.ingest.ledger import accept
from services.migrations import migrate
from services.runtime.database import open_engine
from services.runtime.inline import write
from tests.store.newswriting import record_of
from tests.store.store_suite import POST, store_on

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@dataclass
class Place:
    """A database and a bus, and in them one accepted article that nothing has happened to."""

    engine: AsyncEngine
    bus: LocalLog

    async def faults(self, now: datetime = NOW, dead: object = None) -> list[str]:
        async with self.engine.connect() as connection:
            return await lost_faults(connection, self.bus, [dead] if dead else [], now)  # type: ignore[list-item]

    async def empty_outbox(self) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(delete(OutboxRow))

    async def publish_claims(self) -> Record:
        claims = record_of(POST, 0)
        await self.bus.publish([NewRecord(CLAIMS.name, claims.key or b"", claims.value, claims.headers)])
        (record,) = [record async for record in everything_on(self.bus, [CLAIMS])]
        return record


@pytest.fixture
async def place(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    engine, bus = open_engine(sqlite_url), LocalLog(tmp_path / "bus.db")
    await migrate(engine)
    await bus.start()
    await bus.ensure_topics(TOPICS)

    async def work(session: AsyncSession) -> None:
        await accept(session, POST.article, now=NOW - timedelta(hours=3), max_revisions=9)

    await write(engine, work)
    yield Place(engine, bus)
    await bus.close()
    await engine.dispose()


async def test_what_waits_in_the_outbox_is_on_its_way(place: Place) -> None:
    assert await place.faults() == []


async def test_what_is_nowhere_is_lost(place: Place) -> None:
    await place.empty_outbox()
    (fault,) = await place.faults()
    assert "neither in the outbox nor on the bus" in fault
    assert await place.faults(now=NOW - timedelta(hours=2.5)) == [], "it may be on its way still"
    assert await place.faults(dead=(POST.article.article_id, POST.article.revision)) == []


async def test_what_is_on_the_bus_is_on_its_way(place: Place) -> None:
    await place.empty_outbox()
    await place.bus.publish([as_record(POST.article)])
    assert await place.faults() == []


async def test_claims_that_the_store_passed_without_storing_them_are_lost(place: Place) -> None:
    await place.empty_outbox()
    record = await place.publish_claims()
    assert await place.faults() == []
    store = store_on(place.engine)
    await store.take_over([TopicPartition(CLAIMS.name, record.partition)])
    await store.skip(record)
    (fault,) = await place.faults()
    assert "the store has passed its claims" in fault


async def test_claims_that_are_stored_are_not_looked_for(place: Place) -> None:
    await place.empty_outbox()
    record = await place.publish_claims()
    store = store_on(place.engine)
    await store.take_over([TopicPartition(CLAIMS.name, record.partition)])
    await store.handle(record)
    assert await place.faults() == []


def test_a_message_that_cannot_be_read_carries_no_revision() -> None:
    assert revision_in(CLAIMS.name, b"{}") is None
