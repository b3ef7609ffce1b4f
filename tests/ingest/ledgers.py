"""Ledgers and services for tests."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import SQLModel

from schemas.articles import ArticleFetched
from services.bus.errors import BusUnavailable
from services.bus.ports import NewRecord
from services.ingest import leases
from services.ingest.fetcher import Fetcher
from services.ingest.network import Resolver
from services.ingest.parser import Parser, Workers
from services.ingest.politeness import Gatekeeper
from services.ingest.poll_feed import PollFeed
from services.ingest.read_item import ReadItem
from services.ingest.robots import Robots
from services.ingest.service import IngestService
from services.ingest.settings import IngestSettings
from services.runtime.clock import Clock, SystemClock
from services.runtime.database import open_engine


@contextlib.asynccontextmanager
async def open_ledger(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on an empty database that has all tables known so far."""
    engine = open_engine(url, pool_size=10)
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    try:
        yield engine
    finally:
        await engine.dispose()


async def rows(engine: AsyncEngine, query: Any) -> list[Any]:
    """All of a query's first column."""
    async with AsyncSession(engine.execution_options(readonly=True), expire_on_commit=False) as session:
        return list((await session.execute(query)).scalars())


async def every(engine: AsyncEngine, table: type[SQLModel]) -> list[Any]:
    return await rows(engine, select(table))


class BusOfLists:
    """Only what the relay needs of a bus."""

    def __init__(self, is_away_for: int = 0) -> None:
        self.records: list[NewRecord] = []
        self.refused = 0
        self._is_away_for = is_away_for

    async def publish(self, records: Sequence[NewRecord]) -> None:
        if self.refused < self._is_away_for:
            self.refused += 1
            raise BusUnavailable("away")
        self.records.extend(records)

    def articles(self) -> list[ArticleFetched]:
        return [ArticleFetched.model_validate_json(record.value) for record in self.records]


@contextlib.asynccontextmanager
async def running(
    engine: AsyncEngine,
    settings: IngestSettings,
    workers: Workers,
    *,
    clock: Clock | None = None,
    resolver: Resolver | None = None,
    bus_is_away_for: int = 0,
) -> AsyncIterator[BusOfLists]:
    """A service at work, and the bus that it publishes to."""
    clock = clock or SystemClock()
    bus, stop = BusOfLists(bus_is_away_for), asyncio.Event()
    fetcher = Fetcher(settings, clock, resolver)
    with leases.holder() as holder:
        gatekeeper = Gatekeeper(engine, Robots(fetcher, settings, clock), leases.Pace(settings), clock)
        poll_feed = PollFeed(engine, fetcher, gatekeeper, Parser(workers), settings, clock, holder)
        read_item = ReadItem(engine, fetcher, gatekeeper, Parser(workers), settings, clock, holder)
        service = IngestService(engine, bus, poll_feed, read_item, settings, clock, holder)  # type: ignore[arg-type]
        work = asyncio.create_task(service.run(stop))
        try:
            yield bus
        finally:
            stop.set()
            await asyncio.wait_for(work, 10)
            await fetcher.close()
