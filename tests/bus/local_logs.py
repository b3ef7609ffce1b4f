"""Local logs to test with, a clock that stands still, and other processes that use the same log."""

from __future__ import annotations

import multiprocessing
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from services.bus.local_log import LocalLog
from services.bus.ports import Consumer
from services.runtime.clock import Clock


class SetClock:
    """Stands still until told."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def pass_hours(self, hours: int) -> None:
        self._now += timedelta(hours=hours)


@asynccontextmanager
async def opened(
    path: Path, clock: Clock | None = None, *, session_timeout_s: float = 10.0, heartbeat_s: float = 1.0
) -> AsyncIterator[LocalLog]:
    bus = LocalLog(path, clock, session_timeout_s=session_timeout_s, heartbeat_s=heartbeat_s)
    await bus.start()
    try:
        yield bus
    finally:
        await bus.close()


@contextmanager
def spawned(work: Callable[..., None], *arguments: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process that does `work(*arguments, told)`, and the end of the pipe on which it tells; killed at the end."""
    context = multiprocessing.get_context("spawn")
    told, teller = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(*arguments, teller))
    process.start()
    teller.close()
    try:
        yield process, told
    finally:
        process.kill()
        process.join()
        process.close()
        told.close()


async def has_partitions(consumer: Consumer, partitions: int) -> bool:
    """Let the consumer learn of changes; whether it has that many partitions."""
    await consumer.poll(max_records=100, timeout_s=0.02)
    return len(consumer.assignment) == partitions
