"""One transaction of ingest: retried when the database asks for it, and never left half-cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.runtime.inline import write

T = TypeVar("T")

_ATTEMPTS: Final = 5
_RETRIED: Final = frozenset({"40P01", "40001"})
"""PostgreSQL: deadlock detected, serialization failure."""


async def transact(engine: AsyncEngine, work: Callable[[AsyncSession], Awaitable[T]], *, readonly: bool = False) -> T:
    """Commit what `work` does with a session. Once begun it runs to its end even when the caller is cancelled:

    a cancelled database call leaks its connection with the locks that it holds.
    """
    task = asyncio.ensure_future(_transact(engine, work, readonly=readonly))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()
        raise


async def _transact(engine: AsyncEngine, work: Callable[[AsyncSession], Awaitable[T]], *, readonly: bool) -> T:
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            if not readonly:
                return await write(engine, work)
            async with AsyncSession(engine.execution_options(readonly=True), expire_on_commit=False) as session, session.begin():
                return await work(session)
        except DBAPIError as error:
            if attempt == _ATTEMPTS or getattr(error.orig, "sqlstate", None) not in _RETRIED:
                raise
            await asyncio.sleep(0.01 * 2**attempt)
    raise AssertionError("the last attempt returned or raised")
