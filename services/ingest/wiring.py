"""Builds the ingest service from settings."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from services.bus.ports import Bus
from services.ingest import leases
from services.ingest.fetcher import Fetcher
from services.ingest.network import Resolver
from services.ingest.parser import Parser
from services.ingest.politeness import Gatekeeper
from services.ingest.poll_feed import PollFeed
from services.ingest.read_item import ReadItem
from services.ingest.robots import Robots
from services.ingest.service import IngestService
from services.ingest.settings import IngestSettings
from services.ingest.submit import Submitter
from services.runtime.clock import Clock
from services.runtime.database import open_engine
from services.runtime.pool import WorkerPool
from services.runtime.settings import RuntimeSettings


def worker_pool(settings: IngestSettings) -> WorkerPool:
    """The processes that parse what comes from outside; not started yet."""
    return WorkerPool(
        "services.ingest.worker:load",
        size=settings.workers,
        deadline_s=settings.worker_deadline_s,
        memory_bytes=settings.worker_memory_bytes,
        options={"languages": sorted(settings.languages)},
    )


@contextlib.asynccontextmanager
async def ingest_service(
    runtime: RuntimeSettings, settings: IngestSettings, clock: Clock, bus: Bus, *, resolver: Resolver | None = None
) -> AsyncIterator[IngestService]:
    """The service with its workers started; the bus is the caller's."""
    async with contextlib.AsyncExitStack() as stack:
        engine = open_engine(runtime.database, pool_size=settings.concurrent_fetches + 4)
        stack.push_async_callback(engine.dispose)
        fetcher = Fetcher(settings, clock, resolver)
        stack.push_async_callback(fetcher.close)
        pool = worker_pool(settings)
        await pool.start()
        stack.push_async_callback(pool.close)
        holder = stack.enter_context(leases.holder())
        gatekeeper = Gatekeeper(engine, Robots(fetcher, settings, clock), leases.Pace(settings), clock)
        parser = Parser(pool)
        poll_feed = PollFeed(engine, fetcher, gatekeeper, parser, settings, clock, holder)
        read_item = ReadItem(engine, fetcher, gatekeeper, parser, settings, clock, holder)
        yield IngestService(engine, bus, poll_feed, read_item, settings, clock, holder)


@contextlib.asynccontextmanager
async def submitter(runtime: RuntimeSettings, settings: IngestSettings, clock: Clock) -> AsyncIterator[Submitter]:
    """Reads and accepts files, whether or not a monitor runs: the relay of the next one to run publishes them."""
    async with contextlib.AsyncExitStack() as stack:
        engine = open_engine(runtime.database)
        stack.push_async_callback(engine.dispose)
        pool = worker_pool(settings)
        await pool.start()
        stack.push_async_callback(pool.close)
        yield Submitter(engine, Parser(pool), settings, clock)
