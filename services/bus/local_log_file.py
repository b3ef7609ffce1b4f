"""The log's file as its users share it: a writing and a reading thread, this process's presence, and word of changes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

import structlog

from services.bus.errors import BusUnavailable
from services.bus.local_log_presence import Presence
from services.bus.local_log_records import create_schema, forget_old
from services.bus.local_log_thread import SqlThread
from services.runtime.clock import Clock

T = TypeVar("T")
log = structlog.get_logger()

WATCH_INTERVAL_S: Final = 0.04
"""How soon a change by another process is seen at the latest; a look costs about a tenth of a millisecond."""

RETENTION_INTERVAL_S: Final = 600.0
"""Retention is counted in hours: ten minutes later does not matter."""


class LogFile:
    """An open log. Not thread-safe: belongs to the event loop that started it."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._writer = SqlThread(path, writes=True)
        self._reader = SqlThread(path, writes=False)
        self.presence = Presence(path)
        self._alarms: set[asyncio.Event] = set()
        self._waiting = 0
        self._chores: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Raises `BusUnavailable` when the file cannot be made, locked or understood."""
        try:
            await asyncio.to_thread(self._path.parent.mkdir, parents=True, exist_ok=True)
            await asyncio.to_thread(self.presence.begin)
        except OSError as error:
            raise BusUnavailable(f"the log's folder {self._path.parent} cannot be used: {error}; choose another data folder") from error
        self._writer.start()
        self._reader.start()
        try:
            await self._writer.run(create_schema)
        except BaseException:
            await self.close()
            raise
        self._chores = [asyncio.create_task(self._watch()), asyncio.create_task(self._forget_now_and_then())]

    async def close(self) -> None:
        for chore in self._chores:
            chore.cancel()
        for chore in self._chores:
            with suppress(asyncio.CancelledError):
                await chore
        self._chores.clear()
        await self._writer.close()
        await self._reader.close()
        self.presence.end()

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock.now().timestamp()

    async def read(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """The result of a job that only reads, all from one state of the file."""
        return await self._reader.run(job)

    async def write(self, job: Callable[[sqlite3.Connection], T], *, wakes: bool) -> T:
        """The result of a job, once it is durable. `wakes`: whoever waits for a change shall look."""
        result = await self._writer.run(job)
        if wakes:
            self.wake()
        return result

    def call_on_change(self, alarm: asyncio.Event, *, wanted: bool = True) -> None:
        """Set `alarm` at every change from now on, or no longer. Clear it before looking, so that no change falls between."""
        if wanted:
            self._alarms.add(alarm)
        else:
            self._alarms.discard(alarm)

    async def wait_for(self, alarm: asyncio.Event, timeout_s: float) -> None:
        """Return at the alarm or after the time."""
        self._waiting += 1
        try:
            async with asyncio.timeout(timeout_s):
                await alarm.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting -= 1

    async def forget_old(self) -> int:
        """Apply the topics' retention; how many records were deleted."""
        forgotten = 0
        while some := await self._writer.run(lambda connection: forget_old(connection, self.now())):
            forgotten += some
        return forgotten

    def wake(self) -> None:
        """Let everybody who waits for a change look."""
        for alarm in self._alarms:
            alarm.set()

    async def _watch(self) -> None:
        """Wake those who wait when any other connection has committed, in this process or another one."""
        seen = None
        while True:
            await asyncio.sleep(WATCH_INTERVAL_S)
            if not self._waiting:
                continue
            try:
                version = await self._reader.run(lambda connection: connection.execute("PRAGMA data_version").fetchone()[0])
            except BusUnavailable:
                continue  # whoever reads or writes next is told
            if version != seen:
                seen = version
                self.wake()

    async def _forget_now_and_then(self) -> None:
        while True:
            try:
                forgotten = await self.forget_old()
            except BusUnavailable as error:
                log.warning("bus.retention_failed", error=str(error))
            else:
                if forgotten:
                    log.info("bus.retention", records=forgotten)
            await asyncio.sleep(RETENTION_INTERVAL_S)
