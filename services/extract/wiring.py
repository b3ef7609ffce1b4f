"""Builds extract from its settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.extract.handle_article import ExtractHandler
from services.extract.settings import ExtractSettings
from services.runtime.clock import Clock
from services.runtime.pool import WorkerPool
from services.runtime.settings import RuntimeSettings

MAX_RESULT_BYTES = 8 * 1024 * 1024
"""A result that no record of the bus could carry is refused at the worker already."""


@asynccontextmanager
async def worker_pool(settings: ExtractSettings) -> AsyncIterator[WorkerPool]:
    """The language workers, started; they are stopped at the end."""
    pool = WorkerPool(
        "services.extract.worker:load",
        size=settings.workers,
        deadline_s=settings.deadline_s,
        memory_bytes=settings.memory_mb * 1024 * 1024,
        max_tasks=settings.max_tasks,
        max_result_bytes=MAX_RESULT_BYTES,
        options={"model": settings.model},
    )
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


@asynccontextmanager
async def extract_handler(runtime: RuntimeSettings, settings: ExtractSettings, clock: Clock) -> AsyncIterator[ExtractHandler]:
    """The handler with its worker processes started; they are stopped at the end. `runtime` is unused: extract keeps nothing."""
    async with worker_pool(settings) as pool:
        yield ExtractHandler(pool, clock)
