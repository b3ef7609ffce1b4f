"""Who works on what: feeds and items are leased to one process at a time, and hosts give out turns, in the database.

All functions take a session and leave the commit to the caller.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import uuid4

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import SQLModel, col

from services.ingest.addresses import is_this_machine
from services.ingest.settings import IngestSettings
from services.ingest.tables import FeedSource, Host, Item

_CANDIDATES_PER_PLACE: Final = 4
"""Several candidates may share a host, which gives out one turn at a time."""

Row = TypeVar("Row", FeedSource, Item)


_LIVING: Final[set[str]] = set()
"""Holders of this process."""


@contextlib.contextmanager
def holder() -> Iterator[str]:
    """Names a worker on leases as long as it lives: the machine, the process id, and a token, since process ids come back."""
    name = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:12]}"
    _LIVING.add(name)
    try:
        yield name
    finally:
        _LIVING.discard(name)


def is_dead(name: str) -> bool:
    """Whether a holder is certainly gone: its process ran on this machine and does not any more. Others' leases have to run out."""
    machine, _, rest = name.partition(":")
    pid = rest.partition(":")[0]
    if machine != socket.gethostname() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return name not in _LIVING
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two requests to a host."""

    settings: IngestSettings

    def interval_s(self, host: str, crawl_delay_s: float | None) -> float:
        if is_this_machine(host):
            return self.settings.local_host_interval_s
        return max(self.settings.host_interval_s, min(crawl_delay_s or 0.0, self.settings.max_crawl_delay_s))


async def has_due(session: AsyncSession, now: datetime) -> bool:
    """Whether `claim` would find something."""
    for query in (_due(FeedSource, now), _due(Item, now)):
        if (await session.execute(query.limit(1))).first() is not None:
            return True
    return False


async def claim(
    session: AsyncSession, table: type[Row], *, holder: str, now: datetime, until: datetime, limit: int, pace: Pace
) -> list[Row]:
    """Lease up to `limit` due rows whose hosts have a turn free, longest due first, and take those turns."""
    query = _due(table, now).limit(limit * _CANDIDATES_PER_PLACE).with_for_update(of=table, skip_locked=True)
    candidates = (await session.execute(query)).all()
    wanted: list[Row] = []
    intervals_s: dict[str, float] = {}
    for row, delay in candidates:
        is_first = row.host not in intervals_s
        interval_s = intervals_s.setdefault(row.host, pace.interval_s(row.host, delay))
        if len(wanted) < limit and (is_first or interval_s == 0):
            wanted.append(row)
    hosts = sorted({row.host for row in wanted if intervals_s[row.host]})
    refused = {host for host in hosts if not await take_turn(session, host, now=now, interval_s=intervals_s[host])}
    claimed = [row for row in wanted if row.host not in refused]
    for row in claimed:
        row.leased_by, row.leased_until = holder, until
    await session.flush()
    return claimed


async def take_turn(session: AsyncSession, host: str, *, now: datetime, interval_s: float) -> bool:
    """Take the host's turn if it is free now; the next one is `interval_s` later."""
    following = now + timedelta(seconds=interval_s)
    statement = insert_into(session, Host).values(name=host, next_request_at=following)
    statement = statement.on_conflict_do_update(
        index_elements=["name"], set_={"next_request_at": following}, where=col(Host.next_request_at) <= now
    ).returning(col(Host.name))
    return (await session.execute(statement)).first() is not None


async def renew(session: AsyncSession, *, holder: str, until: datetime) -> None:
    """Keep all leases of a living process."""
    for table in (FeedSource, Item):
        await session.execute(update(table).where(col(table.leased_by) == holder).values(leased_until=until))


async def release(session: AsyncSession, *, holders: Sequence[str]) -> None:
    """Give up all leases of these processes."""
    for table in (FeedSource, Item):
        await session.execute(update(table).where(col(table.leased_by).in_(holders)).values(leased_by=None, leased_until=None))


async def holders_now(session: AsyncSession) -> set[str]:
    """All processes that hold a lease."""
    found: set[str] = set()
    for table in (FeedSource, Item):
        held = select(col(table.leased_by)).where(col(table.leased_by).is_not(None)).distinct()
        found.update(str(name) for name in (await session.execute(held)).scalars())
    return found


def insert_into(session: AsyncSession | AsyncConnection, table: type[SQLModel]) -> Any:
    """An INSERT that can say what happens on conflict, in the dialect of the session's database."""
    dialect = session.dialect.name if isinstance(session, AsyncConnection) else session.get_bind().dialect.name
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def _due(table: type[Row], now: datetime) -> Any:
    """(row, crawl delay of its host) of unleased due rows whose host has a turn free."""
    due_at = col(FeedSource.next_poll_at) if table is FeedSource else col(Item.next_attempt_at)
    return (
        select(table, Host.crawl_delay_s)  # type: ignore[call-overload]
        .outerjoin(Host, col(Host.name) == col(table.host))
        .where(due_at <= now)
        .where(or_(col(table.leased_until).is_(None), col(table.leased_until) <= now))
        .where(or_(col(Host.name).is_(None), col(Host.next_request_at) <= now))
        .order_by(due_at)
    )
