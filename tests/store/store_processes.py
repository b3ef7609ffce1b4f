"""A store in a process of its own, for the tests: spawned with this function."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier

from schemas.claims import ClaimsExtracted
from services.runtime.database import open_engine
from tests.store.store_suite import store_all


def store_partition(url: str, messages: Sequence[ClaimsExtracted], partition: int, start: Barrier) -> None:
    """Store a partition's messages in their order, from when all have started."""

    async def run() -> None:
        engine = open_engine(url)
        start.wait(60)
        await store_all(engine, messages, partition)
        await engine.dispose()

    asyncio.run(run())
