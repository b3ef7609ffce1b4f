"""One way to open a database: SQLite through aiosqlite, or PostgreSQL through asyncpg.

SQLite runs in WAL with synchronous=FULL (NORMAL loses the last commits at a power loss), and every writing transaction
begins IMMEDIATE, so that it waits for the other writer instead of failing in the middle. Reading transactions set
the execution option `readonly`.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic_core import from_json, to_json
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from services.runtime.errors import BadSetting, DatabaseUnavailable

BUSY_TIMEOUT_MS = 20_000
"""How long a SQLite writer waits for another. Longer than the longest transaction by far."""

_WAL_PAGES: Final = 8_000
"""Pages of 4 KiB that the log may have before they are written back: 32 MB."""
_CACHE_KIB: Final = 32 * 1024
"""Of pages that the writer keeps. SQLite's own 2 MB are less than the pages that some articles change. More costs more than it saves: in
a file below 1 GB SQLite walks through all of them after each commit in which pages changed places."""
_JSON: Final[dict[str, Any]] = {"json_serializer": lambda value: to_json(value).decode(), "json_deserializer": from_json}
"""pydantic's JSON is several times as fast as the standard library's."""


def open_engine(url: str, *, pool_size: int = 5) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///PATH` or `postgresql+asyncpg://…`. Connects to nothing yet. Raises `BadSetting`."""
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise BadSetting(
            "CLAIMWIRE_DATABASE_URL is not a database address; use sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER@HOST/NAME"
        ) from error
    if backend == "sqlite":
        engine = create_async_engine(url, pool_size=pool_size, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, **_JSON)
        _set_up_sqlite(engine.sync_engine)
        return engine
    if backend == "postgresql":
        return create_async_engine(url, pool_size=pool_size, pool_pre_ping=True, **_JSON)
    raise BadSetting(f"CLAIMWIRE_DATABASE_URL names {backend!r}; Claimwire runs on sqlite+aiosqlite and postgresql+asyncpg")


def open_sync_sqlite(url: str, *, is_writer: bool = False) -> Engine:
    """The same SQLite database for code that runs in threads of its own."""
    engine = create_engine(make_url(url).set(drivername="sqlite"), connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, **_JSON)
    _set_up_sqlite(engine)
    if is_writer:
        event.listen(engine, "connect", _prepare_writer)
    return engine


async def check_reachable(engine: AsyncEngine) -> None:
    """Raises `DatabaseUnavailable` when the database does not answer."""
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (OSError, OperationalError) as error:
        raise DatabaseUnavailable(f"the database at {engine.url.render_as_string(hide_password=True)} does not answer: {error}") from error


def _set_up_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own; `_begin_sqlite` does
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_writer(connection: Any, _record: Any) -> None:
    """A page that many articles change (of an index, say) goes from the log into the file once in some fifty articles, not in three."""
    connection.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES}")
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")


def _begin_sqlite(connection: Connection) -> None:
    readonly = connection.get_execution_options().get("readonly", False)
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
