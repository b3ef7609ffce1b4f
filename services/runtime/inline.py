"""SQLite's transactions: each runs whole in one thread, the writing ones in the only thread that writes a file.

aiosqlite hands every single statement to a thread and waits for it to come back. With sixty statements in a transaction and a busy
event loop, nearly all of the time goes into waiting for the interpreter's lock at each hand-over, and other writers sleep in SQLite's
busy handler meanwhile. Here the hand-over happens once per transaction: the coroutine that does the work runs in the thread, on
a session whose awaits never wait, and writers queue where waiting costs nothing. Readers have threads of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar, cast
from weakref import WeakKeyDictionary, WeakValueDictionary

from sqlalchemy import Connection, CursorResult, Engine, Result, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

from services.runtime.database import open_sync_sqlite

T = TypeVar("T")
READERS: Final = 4
"""Threads that read a file: more gain nothing while they share the interpreter's lock."""


class SqliteWriter:
    """The one thread of this process that writes a SQLite file. Connects at the first transaction."""

    def __init__(self, url: str) -> None:
        self.engine = open_sync_sqlite(url, is_writer=True)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")

    async def run(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Commit what `work` does, or roll back what it raises. `work` may await nothing but its session.

        Once begun it runs to its end, also when the caller is cancelled.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    def _run(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return _finish(cast("Coroutine[Any, Any, T]", work(cast(AsyncSession, _InlineSession(session)))))


async def write(engine: AsyncEngine, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Commit what `work` does with a session, or roll back what it raises, on either database."""
    writer = writer_of(engine)
    if writer is not None:
        return await writer.run(work)
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        return await work(session)


def writer_of(engine: AsyncEngine) -> SqliteWriter | None:
    """The writer of the engine's file, shared by all engines on it and gone with the last of them; None for another database."""
    if engine.dialect.name != "sqlite":
        return None
    if engine not in _BY_ENGINE:
        url = engine.url.render_as_string(hide_password=False)
        _BY_ENGINE[engine] = writer = _BY_URL.get(url) or SqliteWriter(url)
        _BY_URL[url] = writer
    return _BY_ENGINE[engine]


_BY_ENGINE: Final[WeakKeyDictionary[AsyncEngine, SqliteWriter]] = WeakKeyDictionary()
_BY_URL: Final[WeakValueDictionary[str, SqliteWriter]] = WeakValueDictionary()


_PLANNED_FOR_VALUES: Final = text("SET LOCAL plan_cache_mode = force_custom_plan")
"""PostgreSQL plans a statement that comes again for any values, from the sixth time on: for those of a page, not knowing its length."""


class SqliteReader:
    """Threads of this process that read a SQLite file beside its writer. They connect when first used."""

    def __init__(self, url: str) -> None:
        self.engine = open_sync_sqlite(url).execution_options(readonly=True)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")

    async def run(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """What `work` finds. It may await nothing but its connection, and runs to its end, also when the caller is cancelled."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    def _run(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with self.engine.connect() as connection:
            return _finish(cast("Coroutine[Any, Any, T]", work(cast(AsyncConnection, _InlineConnection(connection)))))


async def read(engine: AsyncEngine, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """What `work` finds with a connection in a reading transaction, on either database."""
    reader = reader_of(engine)
    if reader is not None:
        return await reader.run(work)
    async with engine.connect() as connection:
        await connection.execute(_PLANNED_FOR_VALUES)
        return await work(connection)


def reader_of(engine: AsyncEngine) -> SqliteReader | None:
    """The reader of the engine's file, gone with the engine; None for another database."""
    if engine.dialect.name != "sqlite":
        return None
    if engine not in _READER_BY_ENGINE:
        _READER_BY_ENGINE[engine] = SqliteReader(engine.url.render_as_string(hide_password=False))
    return _READER_BY_ENGINE[engine]


_READER_BY_ENGINE: Final[WeakKeyDictionary[AsyncEngine, SqliteReader]] = WeakKeyDictionary()


class _InlineConnection:
    """What statements need of an AsyncConnection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, *arguments: Any, **options: Any) -> CursorResult[Any]:
        return self._connection.execute(*arguments, **options)

    async def exec_driver_sql(self, *arguments: Any, **options: Any) -> CursorResult[Any]:
        return self._connection.exec_driver_sql(*arguments, **options)

    def get_bind(self) -> Connection:
        return self._connection


class _InlineSession:
    """What transactions need of an AsyncSession."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def connection(self) -> AsyncConnection:
        return cast(AsyncConnection, _InlineConnection(self._session.connection()))

    async def execute(self, *arguments: Any, **options: Any) -> Result[Any]:
        return self._session.execute(*arguments, **options)

    async def get(self, *arguments: Any, **options: Any) -> Any:
        return self._session.get(*arguments, **options)

    async def get_one(self, *arguments: Any, **options: Any) -> Any:
        return self._session.get_one(*arguments, **options)

    async def scalar(self, *arguments: Any, **options: Any) -> Any:
        return self._session.scalar(*arguments, **options)

    async def flush(self) -> None:
        self._session.flush()

    async def delete(self, row: object) -> None:
        self._session.delete(row)

    def add(self, row: object) -> None:
        self._session.add(row)

    def get_bind(self) -> Engine | Connection:
        return self._session.get_bind()


def _finish(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits."""
    try:
        work.send(None)
    except StopIteration as end:
        return cast(T, end.value)
    work.close()
    raise RuntimeError("a transaction awaited something other than its session")
