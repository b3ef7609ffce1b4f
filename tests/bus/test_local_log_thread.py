"""Jobs that share a transaction do not share their fate."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from services.bus.errors import BusUnavailable
from services.bus.local_log_thread import Job, SqlThread
from tests.waiting import until


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[SqlThread]:
    writer = SqlThread(tmp_path / "some.db", writes=True)
    writer.start()
    await writer.run(lambda connection: connection.execute("CREATE TABLE numbers (number INTEGER UNIQUE)"))
    yield writer
    await writer.close()


def add(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("INSERT INTO numbers VALUES (?)", (number,))


def numbers(connection: sqlite3.Connection) -> list[int]:
    return [number for (number,) in connection.execute("SELECT number FROM numbers ORDER BY number")]


async def together(writer: SqlThread, *jobs: Job) -> list[Any]:
    """Hand in the jobs while the thread is busy, so that they share the next transaction."""
    begun, held = threading.Event(), threading.Event()

    def keep_busy(connection: sqlite3.Connection) -> None:
        begun.set()
        held.wait(10)

    busy = asyncio.create_task(writer.run(keep_busy))
    await until(begun.is_set)
    running: list[asyncio.Task[Any]] = [asyncio.create_task(writer.run(job)) for job in jobs]
    await asyncio.sleep(0)
    held.set()
    await busy
    return await asyncio.gather(*running, return_exceptions=True)


async def test_job_that_fails_leaves_nothing_and_disturbs_no_other(writer: SqlThread) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        add(connection, 2)
        raise ValueError("mine")

    def fail_in_sqlite(connection: sqlite3.Connection) -> None:
        add(connection, 3)
        add(connection, 1)

    outcomes = await together(writer, lambda c: add(c, 1), fail, fail_in_sqlite, lambda c: add(c, 4))
    assert [type(outcome) for outcome in outcomes] == [type(None), ValueError, BusUnavailable, type(None)]
    assert await writer.run(numbers) == [1, 4]


async def test_jobs_that_wait_share_one_transaction(writer: SqlThread) -> None:
    statements: list[str] = []
    await writer.run(lambda connection: connection.set_trace_callback(statements.append))
    statements.clear()
    await together(writer, *(partial(add, number=number) for number in range(5)))
    assert [statement for statement in statements if statement == "COMMIT"] == ["COMMIT"] * 2  # one is the job that kept it busy
    assert len([statement for statement in statements if statement.startswith("INSERT")]) == 5


async def test_cancelled_caller_does_not_stop_the_job(writer: SqlThread) -> None:
    held = threading.Event()
    busy = asyncio.create_task(writer.run(lambda connection: held.wait(10)))
    adding = asyncio.create_task(writer.run(lambda connection: add(connection, 7)))
    await asyncio.sleep(0)
    adding.cancel()
    held.set()
    await busy
    await until(lambda: adding.done())
    assert await writer.run(numbers) == [7]


async def test_closing_finishes_what_was_handed_in(writer: SqlThread, tmp_path: Path) -> None:
    adding = [asyncio.create_task(writer.run(partial(add, number=number))) for number in range(20)]
    await asyncio.sleep(0)
    await writer.close()
    await asyncio.gather(*adding)
    connection = sqlite3.connect(tmp_path / "some.db")
    assert numbers(connection) == list(range(20))
    connection.close()
