"""`python -m bench.scale --claims N --database sqlite|postgresql`: the store filled with N invented claims, and what it costs then.

Articles of ten claims go through the store's own handler, message by message as the consume loop hands them over. Printed are the cost of
an article as the store grows (time of the clock, and of this process), the times of requests to the gateway, and bytes on disk per claim.
The last line is `growth G`: the cost of an article at the end over that at 10,000 claims, of a second database that is filled so far and
then goes on in turns with the first; on SQLite by time of the process, in which all work is done, on PostgreSQL by the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import fmean
from typing import Final, NamedTuple

import httpx2
import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bench.synthetic import CLAIMS as PER_ARTICLE
from bench.synthetic import messages
from schemas import ids
from schemas.topics import CLAIMS
from services.api.app import create_app
from services.api.settings import ApiSettings
from services.bus.envelope import wrap
from services.bus.outbox import OutboxRow
from services.bus.ports import Record, TopicPartition
from services.migrations import migrate
from services.runtime.clock import SystemClock
from services.runtime.database import open_engine
from services.runtime.garbage import settle_garbage_collector
from services.runtime.inline import write
from services.store.handle_claims import StoreHandler
from services.store.tables import CLAIM, ENTITY, SOURCE, THREAD
from tests import real_parts

FIRST: Final = 10_000
"""Claims at which the cost of an article is taken for the first time."""
WINDOW: Final = 500
"""Articles over which a cost is the mean."""
TURNS: Final = 4
"""Windows in which the full database and the second one take turns."""
ASKED: Final = 100
"""Requests of each kind."""
out = Console(soft_wrap=True)


class Cost(NamedTuple):
    """Milliseconds of an article: by the clock, and of this process."""

    claims: int
    wall_ms: float
    cpu_ms: float


class Filling:
    """A database on its way: articles go on where it stands."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine, self._handler = engine, StoreHandler(engine, SystemClock(), group="bench")

    async def begin(self) -> None:
        """Make its tables, or take over those that are there."""
        await migrate(self._engine)
        partition = TopicPartition(CLAIMS.name, 0)
        self._offset = (await self._handler.take_over([partition]))[partition]

    async def to(self, claims: int) -> None:
        """Store articles until so many claims are there, and print the cost of some windows."""
        while (before := self._offset * PER_ARTICLE) < claims:
            cost = await self.window()
            step = FIRST if before < 10 * FIRST else 5 * FIRST
            if cost.claims // step > before // step:
                out.print(f"{cost.claims:>9,} claims  {cost.wall_ms:7.1f} ms  {cost.cpu_ms:7.1f} ms of this process")

    async def window(self) -> Cost:
        """Store the next `WINDOW` articles. Returns the cost of one."""
        wall = cpu = 0.0
        for offset, value in enumerate(messages(WINDOW, self._offset), self._offset):
            new = wrap(CLAIMS, value, event_id=ids.event_id("bench", offset), key=b"", producer="extract", at=SystemClock().now())
            record = Record(CLAIMS.name, 0, offset, new.key, new.value, new.headers)
            began, used = time.perf_counter(), time.process_time()
            await self._handler.handle(record)
            wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - used
        self._offset += WINDOW
        await write(self._engine, _relayed)
        return Cost(self._offset * PER_ARTICLE, 1000 * wall / WINDOW, 1000 * cpu / WINDOW)


async def take_turns(full: Filling, other: Filling, *, by_clock: bool) -> float:
    """The cost of an article in the full database over that in the other one, window by window in turns."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(TURNS):
        for filling, own in zip((full, other), costs, strict=True):
            own.append(await filling.window())
    means = [Cost(own[0].claims, fmean(cost.wall_ms for cost in own), fmean(cost.cpu_ms for cost in own)) for own in costs]
    for claims, wall, cpu in means:
        out.print(f"{claims:>9,} claims  {wall:7.1f} ms  {cpu:7.1f} ms of this process, in turns")
    at_end, at_first = (cost.wall_ms if by_clock else cost.cpu_ms for cost in means)
    return at_end / at_first


async def _relayed(session: AsyncSession) -> None:
    """The relay's part: what is published is forgotten."""
    await (await session.connection()).execute(delete(OutboxRow))


async def ask(engine: AsyncEngine) -> Table:
    """Times of requests, each with other values; `ASKED` of each kind. On a busy machine the time of the process says more."""
    async with engine.connect() as connection:
        threads = list((await connection.execute(select(THREAD.c.thread_id).order_by(THREAD.c.thread_id).limit(50 * ASKED))).scalars())
        largest = list((await connection.execute(select(THREAD.c.thread_id).order_by(THREAD.c.claims.desc()).limit(20))).scalars())
        names = (
            await connection.execute(select(ENTITY.c.folded).group_by(ENTITY.c.folded).order_by(func.count().desc()).limit(10 * ASKED))
        ).scalars()
        entities = list(names)
        sources = list((await connection.execute(select(SOURCE.c.source_id))).scalars())
        first, last = (await connection.execute(select(func.min(CLAIM.c.stated_at), func.max(CLAIM.c.stated_at)))).one()
    chance = random.Random(1)

    def moment() -> str:
        return str((first + chance.random() * (last - first)).date())

    kinds: dict[str, Callable[[], str]] = {
        "thread": lambda: f"/v1/threads/{chance.choice(threads)}",
        "thread, of the 20 largest": lambda: f"/v1/threads/{chance.choice(largest)}",
        "claims by entity": lambda: f"/v1/claims?entity={chance.choice(entities)}",
        "claims by time": lambda: f"/v1/claims?since=2026-01-01&until={moment()}",
        "claims by source": lambda: f"/v1/claims?source={chance.choice(sources)}",
        "claims by source and time": lambda: f"/v1/claims?source={chance.choice(sources)}&until={moment()}",
        "claims by entity, source, time": lambda: (
            f"/v1/claims?entity={chance.choice(entities)}&source={chance.choice(sources)}&until={moment()}"
        ),
        "claims by a word": lambda: f"/v1/claims?q={chance.choice(entities)}",
        "claims by frequent words": lambda: f"/v1/claims?q={chance.choice(('people died', 'residents', 'people injured'))}",
        "claims by a word and source": lambda: f"/v1/claims?q={chance.choice(entities)}&source={chance.choice(sources)}",
        "claims by a certainty": lambda: f"/v1/claims?certainty={chance.choice(('certain', 'possible'))}&until={moment()}",
        "threads by a word": lambda: f"/v1/threads?q={chance.choice(entities)}",
        "threads by frequent words": lambda: f"/v1/threads?q={chance.choice(('people died', 'residents', 'people injured'))}",
        "threads by an entity": lambda: f"/v1/threads?entity={chance.choice(entities)}",
        "threads with a conflict": lambda: "/v1/threads?conflict=true",
    }
    settle_garbage_collector()
    table = Table("request", "p50 ms", "p99 ms", "p50 ms of this process", "p99 ms of this process")
    app = create_app(engine, ApiSettings())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080", timeout=120) as client:
        for kind, address in kinds.items():
            times, spent = [], []
            (await client.get(address())).raise_for_status()  # what a gateway makes ready at its first answer is not counted
            for _ in range(ASKED):
                url = address()
                began, used = time.perf_counter(), time.process_time()
                answer = await client.get(url)
                times.append(1000 * (time.perf_counter() - began))
                spent.append(1000 * (time.process_time() - used))
                answer.raise_for_status()
            table.add_row(kind, *(f"{sorted(each)[int(share * ASKED)]:.1f}" for each in (times, spent) for share in (0.5, 0.99)))
    return table


async def bytes_on_disk(engine: AsyncEngine) -> int:
    """Size of the database."""
    async with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            return int((await connection.execute(text("SELECT pg_database_size(current_database())"))).scalar_one())
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        return int(pages * (await connection.execute(text("PRAGMA page_size"))).scalar_one())


async def run(url: str, beside: str, claims: int) -> float:
    """Fill, ask, print. Returns the growth."""
    engine, other = open_engine(url), open_engine(beside)
    settle_garbage_collector()
    full, few = Filling(engine), Filling(other)
    await full.begin()
    await full.to(claims - TURNS * WINDOW * PER_ARTICLE)
    await few.begin()
    await few.to(FIRST - WINDOW * PER_ARTICLE)
    growth = await take_turns(full, few, by_clock=engine.dialect.name == "postgresql")
    if engine.dialect.name == "postgresql":
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("ANALYZE"))
    out.print(await ask(engine))
    async with engine.connect() as connection:
        sizes = (await connection.execute(select(THREAD.c.claims).order_by(THREAD.c.claims.desc()))).scalars().all()
    out.print(f"{len(sizes):,} threads, the largest of {', '.join(f'{size:,}' for size in sizes[:5])} claims")
    out.print(f"{await bytes_on_disk(engine) / claims:,.0f} bytes on disk per claim")
    await engine.dispose()
    await other.dispose()
    return growth


@asynccontextmanager
async def databases(kind: str, folder: Path | None) -> AsyncIterator[tuple[str, str]]:
    """The addresses of two databases, the second one empty; the first one stays if it is in `folder`."""
    if kind == "postgresql":
        with real_parts.start_postgresql() as server:
            async with real_parts.new_database(server) as url, real_parts.new_database(server) as beside:
                yield url, beside
        return
    with tempfile.TemporaryDirectory() as passing:
        kept = folder or Path(passing)
        kept.mkdir(parents=True, exist_ok=True)
        yield f"sqlite+aiosqlite:///{kept / 'scale.db'}", f"sqlite+aiosqlite:///{Path(passing) / 'beside.db'}"


async def measure(kind: str, folder: Path | None, claims: int) -> float:
    """The growth, of databases of this kind."""
    async with databases(kind, folder) as (url, beside):
        return await run(url, beside, claims)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--folder", type=Path, help="where the SQLite file is made and kept; a file that is there is filled further")
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(f"growth {asyncio.run(measure(arguments.database, arguments.folder, arguments.claims)):.2f}", flush=True)


if __name__ == "__main__":
    main()
