"""`claimwire reprocess`: what an older extractor version has read is sent through the backfill lane, to be read by this one.

An article keeps the claims of the older version until those of the new one are stored, and changes over in that transaction. What
is left to do stands in the database, so that an interrupted run goes on where it was: the articles whose version is still an older one.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from schemas import ids
from schemas.articles import ArticleFetched
from schemas.rejections import MessageRejected
from schemas.topics import ARTICLES_BACKFILL
from services.audit_bus import revision_in
from services.bus.envelope import to_record
from services.bus.outbox import enqueue, relay
from services.bus.ports import NewRecord
from services.dead_letters import read_all
from services.launch import open_bus, open_database, run_stages, sole_monitor, stop_on_signals
from services.pipeline import BY_NAME, Context
from services.runtime.clock import Clock, SystemClock
from services.runtime.failpoints import reached
from services.runtime.inline import write
from services.runtime.settings import RuntimeSettings
from services.store.handle_claims import version_key
from services.store.mapping import to_article
from services.store.tables import ARTICLE, REVISION, SOURCE

WINDOW: Final = 64
"""Articles on their way at a time: enough for several workers, few enough that an interrupted run sends little twice."""
_LOOK_S: Final = 0.3
_PATIENCE_S: Final = 60.0
"""After so long without any article done, dead letters are looked at."""


@dataclass
class Reprocessing:
    """The work of one run. `given_up`: articles that the new version sent to the dead letters."""

    engine: AsyncEngine
    version: str
    clock: Clock
    waiting: set[UUID] = field(default_factory=set)
    given_up: set[UUID] = field(default_factory=set)
    last_sent: UUID | None = None

    async def outdated(self) -> tuple[list[str], int]:
        """The older versions that articles still have, and how many articles have one."""
        query = select(ARTICLE.c.extractor_version, func.count()).group_by(ARTICLE.c.extractor_version)
        async with self.engine.execution_options(readonly=True).connect() as connection:
            found = {row[0]: int(row[1]) for row in (await connection.execute(query)).all()}
        older = sorted(version for version in found if version_key(version) < version_key(self.version))
        return older, sum(found[version] for version in older)

    async def send_some(self, older: Sequence[str]) -> bool:
        """Fill the window; False when nothing is left to send."""
        room = WINDOW - len(self.waiting)
        if room <= 0:
            return True

        async def work(session: AsyncSession) -> list[UUID]:
            query = (
                select(ARTICLE.c.canonical_url, REVISION, *(column for column in SOURCE.c))
                .join(SOURCE, SOURCE.c.source_id == ARTICLE.c.source_id)
                .join(REVISION, (REVISION.c.article_id == ARTICLE.c.article_id) & (REVISION.c.revision == ARTICLE.c.revision))
                .where(ARTICLE.c.extractor_version.in_(older))
                .order_by(ARTICLE.c.article_id)
                .limit(room)
            )
            if self.last_sent is not None:
                query = query.where(ARTICLE.c.article_id > self.last_sent)
            rows = (await (await session.connection()).execute(query)).mappings().all()
            articles = [to_article(row, row["canonical_url"], row) for row in rows]
            await enqueue(session, "ingest", [_as_backfill(article) for article in articles])
            return [article.article_id for article in articles]

        sent = await write(self.engine, work)
        if sent:
            reached("reprocess", "batch_sent")
            self.waiting.update(sent)
            self.last_sent = sent[-1]
        return bool(sent)

    async def look(self, older: Sequence[str]) -> int:
        """How many of the waiting articles have changed over since the last look."""
        query = select(ARTICLE.c.article_id).where(ARTICLE.c.article_id.in_(self.waiting), ARTICLE.c.extractor_version.in_(older))
        async with self.engine.execution_options(readonly=True).connect() as connection:
            left = set((await connection.execute(query)).scalars())
        done = len(self.waiting - left)
        self.waiting &= left
        return done

    def give_up(self, letters: Sequence[MessageRejected]) -> None:
        """Wait no longer for articles that lie in the dead letters."""
        dead = {revision[0] for letter in letters if (revision := revision_in(letter.topic, letter.value))} & self.waiting
        self.waiting -= dead
        self.given_up |= dead


async def run(runtime: RuntimeSettings, out: Console) -> int:
    """Reprocess all; 0 when every article has the new version, 1 when some could not be read by it. Told to stop, it may be run again."""
    from services.extract.core import EXTRACTOR_VERSION

    stop = asyncio.Event()
    stop_on_signals(stop)
    async with open_database(runtime) as engine:
        work = Reprocessing(engine, EXTRACTOR_VERSION, SystemClock())
        older, total = await work.outdated()
        if not total:
            out.print(f"no article was read by a version older than {EXTRACTOR_VERSION}: nothing to do")
            return 0
        out.print(f"{total:,} articles were read by version {', '.join(older)}; they are read by version {EXTRACTOR_VERSION} now")
        async with _somebody_working(runtime, stop), open_bus(runtime) as bus:
            with Progress(console=Console(stderr=True), transient=True) as progress:
                task = progress.add_task("reprocessing articles", total=total)
                has_more, moved_at = True, time.monotonic()
                while (has_more or work.waiting) and not stop.is_set():
                    has_more = has_more and await work.send_some(older)
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), _LOOK_S)
                    if done := await work.look(older):
                        progress.advance(task, done)
                        moved_at = time.monotonic()
                    elif time.monotonic() - moved_at > _PATIENCE_S:
                        work.give_up(await read_all(bus))
                        moved_at = time.monotonic()
                        progress.console.print(f"{len(work.waiting):,} articles wait; extract and store must be running")
        stop.set()
        _, left = await work.outdated()
    out.print(f"{total - left:,} articles done, {left:,} left" + (f", {len(work.given_up):,} of them in the dead letters" if left else ""))
    return 1 if left else 0


@contextlib.asynccontextmanager
async def _somebody_working(runtime: RuntimeSettings, stop: asyncio.Event) -> AsyncIterator[None]:
    """In the embedded mode without a monitor, extract and store run here for as long as it takes; else those that run do the work."""
    with contextlib.ExitStack() as cleanup:
        if runtime.bus != "local" or not cleanup.enter_context(sole_monitor(runtime.data_dir)):
            yield
            return
        relays: set[asyncio.Task[None]] = set()

        def opened(context: Context) -> None:
            relays.add(asyncio.create_task(relay(context.engine, context.bus, "ingest", stop, asyncio.Event())))

        async def work() -> None:
            try:
                await run_stages([BY_NAME["extract"], BY_NAME["store"]], runtime, stop, on_open=opened)
                await asyncio.gather(*relays)
            finally:
                stop.set()  # a stage that cannot go on ends the whole; what is left is left

        working = asyncio.create_task(work())
        try:
            yield
        finally:
            stop.set()
            await working


def _as_backfill(article: ArticleFetched) -> NewRecord:
    return to_record(
        ARTICLES_BACKFILL,
        article,
        event_id=ids.event_id("article fetched", article.article_id, article.revision),
        key=str(article.article_id).encode(),
        producer="ingest",
        at=article.fetched_at,
    )
