"""Retention: articles older than the settings say are forgotten, in the store and in the ledger, a bounded batch at a time.

The addresses of pages (`item`) are kept: a page that is still listed by a feed is not fetched again because its article was forgotten.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

import structlog
from rich.console import Console
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from services.ingest.tables import ArticleLedger, ArticleRevision
from services.ingest.transactions import transact
from services.launch import open_database
from services.runtime.clock import Clock, SystemClock
from services.runtime.failpoints import reached
from services.runtime.progress import shown
from services.runtime.settings import RuntimeSettings
from services.store.retention import FORGOTTEN_REVISIONS, count, forget_articles, overdue
from services.store.settings import Limits, StoreSettings
from services.store.tables import ARTICLE

log = structlog.get_logger()

BATCH: Final = 50
"""Articles forgotten in one transaction, so that a store waits for it a moment at most."""
_EVERY_S: Final = 3_600.0
_PAUSE_S: Final = 0.1
"""Between two batches: news go first."""


async def forget_some(engine: AsyncEngine, limits: Limits, clock: Clock) -> int:
    """Forget one batch of overdue articles; how many they were."""
    now = clock.now()

    async def work(session: AsyncSession) -> int:
        connection = await session.connection()
        chosen = overdue(limits, now).limit(BATCH).with_for_update(of=ARTICLE, skip_locked=True)
        articles = sorted((await connection.execute(chosen)).scalars())
        if articles:
            await forget_articles(session, articles, now)
            accepted = delete(ArticleRevision).where(col(ArticleRevision.article_id).in_(articles))
            await count(connection, FORGOTTEN_REVISIONS, (await connection.execute(accepted)).rowcount)
            await connection.execute(delete(ArticleLedger).where(col(ArticleLedger.article_id).in_(articles)))
        return len(articles)

    forgotten = await transact(engine, work)
    reached("retention", "batch_forgotten")
    return forgotten


async def keep_forgetting(engine: AsyncEngine, settings: StoreSettings, clock: Clock, stop: asyncio.Event) -> None:
    """Beside a store: every hour, all that is overdue. Returns at once where the settings keep all."""
    limits = settings.limits
    while not limits.keeps_all and not stop.is_set():
        forgotten, pause_s = 0, _EVERY_S
        try:
            forgotten = await forget_some(engine, limits, clock)
        except (DBAPIError, OSError) as error:
            log.warning("retention waits", error=str(error))
        if forgotten:
            log.info("articles forgotten", articles=forgotten)
            pause_s = _PAUSE_S
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause_s)


async def run(runtime: RuntimeSettings, out: Console, *, is_dry: bool) -> int:
    """`claimwire forget`: all that is overdue now, with progress; the exit status."""
    limits, clock = StoreSettings().limits, SystemClock()
    if limits.keeps_all:
        out.print("everything is kept: neither CLAIMWIRE_STORE_KEEP_DAYS nor CLAIMWIRE_STORE_KEEP_DAYS_BY_SOURCE is set")
        return 0
    async with open_database(runtime) as engine:
        async with engine.execution_options(readonly=True).connect() as connection:
            found = (await connection.execute(select(func.count()).select_from(overdue(limits, clock.now()).subquery()))).scalar_one()
        if is_dry:
            out.print(f"{found:,} articles are older than the settings keep them")
            return 0
        done = 0
        with shown() as progress:
            while some := await forget_some(engine, limits, clock):
                done += some
                progress("forgetting articles", done, found)
    out.print(f"{done:,} articles forgotten")
    return 0
