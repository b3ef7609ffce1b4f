"""The worker pool: what goes wrong in a worker stays there."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from services.runtime.errors import WorkerCrashed, WorkerRaised, WorkerTimedOut
from services.runtime.pool import WorkerPool
from tests.waiting import until

Opened = Callable[..., AbstractAsyncContextManager[WorkerPool]]
MIB = 1024 * 1024


@asynccontextmanager
async def opened(**changes: Any) -> AsyncIterator[WorkerPool]:
    settings: dict[str, Any] = {"size": 1, "deadline_s": 5.0, "memory_bytes": 200 * MIB, **changes}
    pool = WorkerPool("tests.runtime.pool_work:load", **settings)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


async def test_result_comes_back_and_options_reach_the_factory() -> None:
    async with opened(options={"greeting": "hello "}) as pool:
        assert await pool.run(b"world") == b"hello world"


async def test_work_past_its_deadline_is_killed_and_the_next_piece_succeeds() -> None:
    async with opened(deadline_s=0.5) as pool:
        with pytest.raises(WorkerTimedOut):
            await pool.run(b"sleep 60")
        assert await pool.run(b"ok") == b"ok"


async def test_a_dying_worker_fails_its_own_piece_only() -> None:
    async with opened(size=2) as pool:
        results = await asyncio.gather(pool.run(b"sleep 0.3"), pool.run(b"die"), pool.run(b"ok"), return_exceptions=True)
        assert results[0] == b"sleep 0.3"
        assert isinstance(results[1], WorkerCrashed)
        assert "exit status 3" in str(results[1])
        assert results[2] == b"ok"


async def test_an_exception_is_raised_here_and_the_worker_stays() -> None:
    async with opened() as pool:
        pid = await pool.run(b"pid")
        with pytest.raises(WorkerRaised, match="ValueError: odd") as raised:
            await pool.run(b"raise odd")
        assert raised.value.kind == "ValueError"
        assert await pool.run(b"pid") == pid


async def test_memory_beyond_the_limit_is_refused_to_the_worker() -> None:
    async with opened(memory_bytes=50 * MIB) as pool:
        with pytest.raises(WorkerRaised, match="MemoryError"):
            await pool.run(b"grow %d" % (500 * MIB))
        assert await pool.run(b"ok") == b"ok"


async def test_a_worker_that_has_grown_is_replaced() -> None:
    async with opened(memory_bytes=100 * MIB) as pool:
        pid = await pool.run(b"pid")
        await pool.run(b"grow %d" % (60 * MIB))
        assert await pool.run(b"pid") != pid


async def test_a_worker_is_replaced_after_its_number_of_tasks() -> None:
    async with opened(max_tasks=2) as pool:
        pids = [await pool.run(b"pid") for _ in range(4)]
        assert pids[0] == pids[1] != pids[2] == pids[3]


async def test_a_result_above_the_limit_is_a_crash_and_not_a_memory_hog() -> None:
    async with opened(max_result_bytes=MIB) as pool:
        with pytest.raises(WorkerCrashed):
            await pool.run(b"answer %d" % (3 * MIB))
        assert await pool.run(b"ok") == b"ok"


async def test_a_cancelled_caller_frees_its_worker() -> None:
    async with opened() as pool:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await pool.run(b"sleep 60")
        assert await pool.run(b"ok") == b"ok"


async def test_a_worker_that_cannot_load_fails_the_start_with_its_reason() -> None:
    pool = WorkerPool("tests.runtime.pool_work:refuse", size=1, deadline_s=5, memory_bytes=MIB)
    with pytest.raises(WorkerRaised, match="no model here"):
        await pool.start()


async def test_close_leaves_no_process() -> None:
    async with opened(size=2) as pool:
        pids = [int(pid) for pid in await asyncio.gather(pool.run(b"pid"), pool.run(b"pid"))]
    await until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids), within_s=5)
