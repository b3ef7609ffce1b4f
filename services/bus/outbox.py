"""The transactional outbox: records written in the same database transaction as the state they tell of, and relayed to the bus.

A record that the relay published but could not delete before a crash is published again; consumers know it by its deterministic id.
Records of one key keep their order because whoever writes them holds that key's row, and one relay at a time reads a producer's rows.
"""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final, Literal, cast

import structlog
from sqlalchemy import Column, LargeBinary, Table, delete, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlmodel import Field, SQLModel

from services.bus.errors import BusUnavailable
from services.bus.ports import Bus, NewRecord
from services.runtime.bulk import insert_rows
from services.runtime.columns import BigNumber, Json
from services.runtime.failpoints import reached
from services.runtime.inline import write

log = structlog.get_logger()

Producer = Literal["ingest", "store"]

_BATCH_BYTES: Final = 4 * 1024 * 1024
_BATCH_RECORDS: Final = 200
_IDLE_S: Final = 0.25
"""How often the outbox is looked at without a wake-up: another process (`claimwire submit`) may have written to it."""
_PAUSE_S: Final = 1.0


class OutboxRow(SQLModel, table=True):
    """A record that waits for the bus. Rows are deleted once published."""

    __tablename__ = "outbox"

    id: int | None = Field(default=None, sa_column=Column(BigNumber, primary_key=True, autoincrement=True))
    producer: str = Field(index=True)
    topic: str
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    value: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    headers: list[list[str]] = Field(sa_column=Column(Json, nullable=False))


_OUTBOX: Final = cast(Table, OutboxRow.__table__)  # type: ignore[attr-defined]


async def enqueue(session: AsyncSession, producer: Producer, records: Sequence[NewRecord]) -> None:
    """Add records within the caller's transaction."""
    if records:
        await insert_rows(await session.connection(), _OUTBOX, [_as_row(producer, record) for record in records])


async def relay(engine: AsyncEngine, bus: Bus, producer: Producer, stop: asyncio.Event, wake: asyncio.Event) -> None:
    """Publish the producer's rows in order until `stop` is set; `wake` says that new ones were committed.

    Waits and tries again while the database or the bus is away. Of several relays of one producer, one works and the others stand by.
    """
    while not stop.is_set():
        try:
            async with sole_relay(engine, producer) as connection:
                while connection and not stop.is_set():
                    wake.clear()
                    if not await _publish_some(engine, bus, producer):
                        await connection.execute(text("SELECT 1"))  # notices a lost lock
                        await _first_of(stop, wake, timeout_s=_IDLE_S)
        except (BusUnavailable, DBAPIError, OSError) as error:
            log.warning("outbox waits", producer=producer, error=str(error))
        await _first_of(stop, timeout_s=_PAUSE_S)


async def _publish_some(engine: AsyncEngine, bus: Bus, producer: Producer) -> bool:
    """Publish the oldest rows; False when there were none."""
    query = select(OutboxRow).where(OutboxRow.producer == producer).order_by(OutboxRow.id).limit(_BATCH_RECORDS)  # type: ignore[arg-type]
    async with AsyncSession(engine.execution_options(readonly=True)) as session:
        rows = (await session.execute(query)).scalars().all()
    chosen: list[OutboxRow] = []
    size = 0
    for row in rows:
        size += len(row.value)
        if chosen and size > _BATCH_BYTES:
            break
        chosen.append(row)
    if not chosen:
        return False
    await bus.publish([_as_record(row) for row in chosen])
    reached(producer, "outbox_published")
    published = delete(OutboxRow).where(OutboxRow.id.in_([row.id for row in chosen]))  # type: ignore[union-attr]

    async def forget(session: AsyncSession) -> None:
        await (await session.connection()).execute(published)

    await write(engine, forget)
    return True


@contextlib.asynccontextmanager
async def sole_relay(engine: AsyncEngine, producer: Producer) -> AsyncIterator[AsyncConnection | None]:
    """A connection that holds the producer's relay lock, or None while another process holds it.

    PostgreSQL's session lock goes with the connection, so that a dead relay never blocks the next one. SQLite belongs to one process.
    """
    is_postgresql = engine.dialect.name == "postgresql"
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"} if is_postgresql else {"readonly": True}
    async with engine.execution_options(**options).connect() as connection:
        if not is_postgresql:
            yield connection
            return
        key = zlib.crc32(f"claimwire outbox {producer}".encode())
        has_lock = (await connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key})).scalar_one()
        try:
            yield connection if has_lock else None
        finally:
            if has_lock:
                with contextlib.suppress(DBAPIError, OSError):
                    await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})


async def _first_of(*events: asyncio.Event, timeout_s: float) -> None:
    """Wait until one of the events is set or the time is up."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def _as_row(producer: Producer, record: NewRecord) -> dict[str, Any]:
    headers = [[name, value.decode()] for name, value in record.headers]
    return {"producer": producer, "topic": record.topic, "key": record.key, "value": record.value, "headers": headers}


def _as_record(row: OutboxRow) -> NewRecord:
    return NewRecord(row.topic, row.key, row.value, tuple((name, value.encode()) for name, value in row.headers))
