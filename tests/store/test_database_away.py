"""What the store does while the database is away, locked or at odds with another store."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.bus.consume import RetryLater
from services.bus.ports import TopicPartition
from services.runtime.database import open_engine
from services.store import statements
from services.store.handle_claims import StoreHandler
from services.store.read import ReadModel
from tests.store.newswriting import FixedClock, record_of
from tests.store.store_suite import FIRST, POST, database, store_on


class Deadlock(Exception):
    """What a driver raises when PostgreSQL undoes a transaction."""

    sqlstate = "40P01"


async def test_unreachable_database_means_later() -> None:
    engine = open_engine("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    handler = StoreHandler(engine, FixedClock(), group="g")
    with pytest.raises(RetryLater):
        await handler.take_over([FIRST])
    await engine.dispose()


@pytest.mark.parametrize(("deadlocks", "is_stored"), [(1, True), (4, True), (5, False)])
async def test_deadlocked_transaction_is_repeated_a_few_times(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, deadlocks: int, is_stored: bool
) -> None:
    left = deadlocks
    advance = statements.advance_offset

    async def unlucky(connection: AsyncConnection, group: str, partition: TopicPartition, offset: int, epoch: int) -> bool:
        nonlocal left
        if left:
            left -= 1
            raise DBAPIError("UPDATE", {}, Deadlock())
        return await advance(connection, group, partition, offset, epoch)

    async with database(sqlite_url) as engine:
        handler = store_on(engine)
        await handler.take_over([FIRST])
        monkeypatch.setattr(statements, "advance_offset", unlucky)
        if is_stored:
            await handler.handle(record_of(POST, 0))
        else:
            with pytest.raises(RetryLater):
                await handler.handle(record_of(POST, 0))
        assert (await ReadModel(engine).counts()).articles == int(is_stored)
