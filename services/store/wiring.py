"""Builds the store from its settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from services.runtime.clock import Clock
from services.runtime.database import open_engine
from services.runtime.pool import WorkerPool
from services.runtime.settings import RuntimeSettings
from services.store.handle_claims import StoreHandler
from services.store.settings import StoreSettings
from services.store.worker import read_in

DEADLINE_S: Final = 60.0
"""Reading a message takes some hundredths of a second."""
MEMORY_BYTES: Final = 1024 * 1024 * 1024
MAX_TASKS: Final = 100_000
"""Messages after which the process is replaced, which takes a second. What it remembers is bounded."""


@asynccontextmanager
async def store_handler(runtime: RuntimeSettings, settings: StoreSettings, clock: Clock) -> AsyncIterator[StoreHandler]:
    """The store's handler with its own engine and reading process, closed at the end. The outbox relay is the caller's: it waits for
    `handler.wake`."""
    engine = open_engine(runtime.database)
    pool = WorkerPool("services.store.worker:load", size=1, deadline_s=DEADLINE_S, memory_bytes=MEMORY_BYTES, max_tasks=MAX_TASKS)
    try:
        await pool.start()
        yield StoreHandler(engine, clock, group=settings.consumer_group, attempts=settings.attempts, read=read_in(pool))
    finally:
        await pool.close()
        await engine.dispose()
