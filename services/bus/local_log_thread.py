"""SQLite off the event loop: a thread with one connection that runs small jobs, many writing jobs per transaction.

A commit waits for the disk (synchronous=FULL), which costs far more than the statements before it. So all writing jobs that
wait when a transaction begins share it; each runs inside a savepoint, so that a failing one takes nothing with it.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from services.bus.errors import BusUnavailable

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], Any]
_Ticket = tuple[Job, "asyncio.Future[Any]"]

JOBS_PER_TRANSACTION: Final = 256
"""Bounds how long the first job of a transaction waits for the others."""

JOURNAL_BYTES: Final = 64 * 1024 * 1024
"""The write-ahead log is cut back to this after a burst; it would keep its largest size for ever."""

BUSY_TIMEOUT_S: Final = 20.0
"""How long to wait for another process's transaction; such a transaction takes milliseconds."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are written out by those who make them."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA journal_size_limit={JOURNAL_BYTES}")
    return connection


class SqlThread:
    """Runs jobs one after the other in a thread of its own. `writes` says whether they may change the file."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._path = path
        self._writes = writes
        self._queue: SimpleQueue[_Ticket | None] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._work, name=f"local-log-{'writer' if writes else 'reader'}", daemon=True)
        self._closed = False

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def run(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """The job's result, after its transaction is durable. Raises what the job raises; `BusUnavailable` for SQLite's errors."""
        if self._loop is None or self._closed:
            raise BusUnavailable(f"the log in {self._path} is not open")
        answer: asyncio.Future[T] = self._loop.create_future()
        self._queue.put((job, answer))
        return await answer

    async def close(self) -> None:
        """Finish what was handed in, then end the thread."""
        if self._loop is not None and not self._closed:
            self._closed = True
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        connection: sqlite3.Connection | None = None
        open_for_more = True
        while open_for_more:
            ticket = self._queue.get()
            tickets = [] if ticket is None else [ticket]
            open_for_more = ticket is not None
            while open_for_more and self._writes and len(tickets) < JOBS_PER_TRANSACTION:
                try:
                    ticket = self._queue.get_nowait()
                except Empty:
                    break
                if ticket is None:
                    open_for_more = False
                else:
                    tickets.append(ticket)
            if not tickets:
                continue
            try:
                connection = connection or connect(self._path)
                answers = self._transact(connection, [job for job, _ in tickets])
            except sqlite3.Error as error:
                answers = [self._unavailable(error)] * len(tickets)
            self._deliver(tickets, answers)
        if connection is not None:
            connection.close()

    def _transact(self, connection: sqlite3.Connection, jobs: list[Job]) -> list[Any]:
        """The jobs' results or exceptions, in order. Raises `sqlite3.Error` when nothing of it was committed."""
        answers: list[Any] = []
        connection.execute("BEGIN IMMEDIATE" if self._writes else "BEGIN")
        try:
            for job in jobs:
                connection.execute("SAVEPOINT job")
                try:
                    answers.append(job(connection))
                except sqlite3.Error as error:
                    connection.execute("ROLLBACK TO job")
                    answers.append(self._unavailable(error))
                except Exception as error:  # noqa: BLE001  (handed to the caller of the job)
                    connection.execute("ROLLBACK TO job")
                    answers.append(error)
                connection.execute("RELEASE job")
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return answers

    def _unavailable(self, error: sqlite3.Error) -> BusUnavailable:
        return BusUnavailable(f"the log in {self._path} cannot be used: {error}; check the disk's free space and the folder's permissions")

    def _deliver(self, tickets: list[_Ticket], answers: list[Any]) -> None:
        def hand_over() -> None:
            for (_, answer), result in zip(tickets, answers, strict=True):
                if answer.done():  # the caller was cancelled
                    continue
                if isinstance(result, BaseException):
                    answer.set_exception(result)
                else:
                    answer.set_result(result)

        assert self._loop is not None
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(hand_over)
