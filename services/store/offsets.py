"""The store's own offsets, for operators: forget them when the bus they point into is gone."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from services.store.tables import OFFSET


async def forget_offsets(engine: AsyncEngine) -> None:
    """Read every partition from its beginning again. What was stored stays and is known when it comes again; a store at work is fenced."""
    async with engine.begin() as connection:
        await connection.execute(delete(OFFSET))
