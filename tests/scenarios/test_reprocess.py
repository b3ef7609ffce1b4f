"""`claimwire reprocess`: articles of an older extractor version change over one by one, never half, also through a kill."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.articles import ArticleFetched
from schemas.rejections import MessageRejected
from schemas.topics import ARTICLES_BACKFILL
from services import reprocess
from services.extract.core import EXTRACTOR_VERSION
from services.migrations import migrate
from services.reprocess import Reprocessing
from services.runtime.database import open_engine
from services.store.audit import audit
from services.store.offsets import forget_offsets
from tests.scenarios.monitor import CLAIMWIRE, ROOT
from tests.store.newswriting import NOON, FixedClock, says, telling
from tests.store.store_suite import FLOOD, died, store_all

OLDER, ARTICLES = "0", 5
SAID = [died("42", 42), says("the dam near Lima burst", "burst", whom="the dam")]


async def read_by_an_older_version(folder: Path) -> None:
    """A data folder whose articles were read by version 0."""
    engine = open_engine(f"sqlite+aiosqlite:///{folder / 'claimwire.db'}")
    await migrate(engine)
    messages = [telling(f"Outlet {number}", SAID, about=FLOOD, version=OLDER) for number in range(ARTICLES)]
    await store_all(engine, messages)
    await forget_offsets(engine)  # the bus of the folder is new
    await engine.dispose()


def versions_by_article(folder: Path) -> dict[str, set[str]]:
    """The versions of each article's current claims, as a reader sees them at one moment."""
    with closing(sqlite3.connect(f"file:{folder / 'claimwire.db'}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT article_id, extractor_version FROM claim WHERE is_current").fetchall()
    return {article: {version for other, version in rows if other == article} for article, _ in rows}


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMWIRE_")}
    settings = {"CLAIMWIRE_DATA_DIR": str(folder), "CLAIMWIRE_EXTRACT_WORKERS": "1", **environment}
    return subprocess.Popen([*CLAIMWIRE, *arguments], env={**clean, **settings}, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
async def test_an_older_version_is_replaced_article_by_article_and_a_killed_run_goes_on(tmp_path: Path) -> None:
    await read_by_an_older_version(tmp_path)
    with start(tmp_path, "reprocess", CLAIMWIRE_FAILPOINT="reprocess/batch_sent") as killed:
        assert killed.wait(60) == -9
    assert set.union(*versions_by_article(tmp_path).values()) == {OLDER}
    seen: set[frozenset[str]] = set()
    with start(tmp_path, "reprocess") as running:
        while running.poll() is None:
            now = versions_by_article(tmp_path)
            assert all(len(versions) == 1 for versions in now.values()), now
            seen |= {frozenset(versions) for versions in now.values()}
            await asyncio.sleep(0.05)
        assert running.stdout is not None
        said = running.stdout.read()
    assert running.returncode == 0, said
    assert f"{ARTICLES} articles done, 0 left" in said
    now = versions_by_article(tmp_path)
    assert len(now) == ARTICLES
    assert OLDER not in set.union(*now.values())
    assert len(seen) == 2
    with closing(sqlite3.connect(tmp_path / "claimwire.db")) as database:
        kept = database.execute("SELECT extractor_version, is_current, COUNT(*) FROM extraction GROUP BY 1, 2 ORDER BY 1").fetchall()
        (members,) = database.execute("SELECT COUNT(*) FROM thread_member JOIN claim USING (claim_id) WHERE NOT is_current").fetchone()
    assert kept[0] == (OLDER, 0, ARTICLES)
    assert [row[1:] for row in kept[1:]] == [(1, ARTICLES)]
    assert members == 0
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'claimwire.db'}")
    assert await Reprocessing(engine, EXTRACTOR_VERSION, FixedClock()).outdated() == ([], 0)
    assert [fault async for fault in audit(engine)] == []
    await engine.dispose()


async def test_articles_are_sent_through_the_backfill_lane_a_window_at_a_time(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprocess, "WINDOW", 2)
    await read_by_an_older_version(tmp_path)
    engine = open_engine(sqlite_url)
    work = Reprocessing(engine, "0.10", FixedClock())
    older, total = await work.outdated()
    assert (older, total) == ([OLDER], ARTICLES)
    assert await work.send_some(older)
    assert await work.send_some(older), "the window is full: more is left"
    rows = await sent(engine)
    assert [topic for topic, _ in rows] == [ARTICLES_BACKFILL.name] * 2
    first, second = (ArticleFetched.model_validate_json(value) for _, value in rows)
    assert await work.look(older) == 0
    again = telling(first.source.name, SAID, about=FLOOD, version="0.10")
    assert again.article.revision == first.revision
    await store_all(engine, [again])
    assert await work.look(older) == 1
    await work.send_some(older)
    assert len(await sent(engine)) == 3
    work.give_up([dead_letter(second)])
    assert work.given_up == {second.article_id}
    assert len(work.waiting) == 1
    await engine.dispose()


def dead_letter(article: ArticleFetched) -> MessageRejected:
    return MessageRejected.model_construct(
        topic=ARTICLES_BACKFILL.name,
        partition=0,
        offset=0,
        key=None,
        value=article.model_dump_json().encode(),
        headers=(),
        consumer_group="extract-backfill",
        reason="worker_timeout",
        detail="",
        attempts=3,
        versions={},
        rejected_at=NOON,
    )


async def sent(engine: AsyncEngine) -> list[tuple[str, bytes]]:
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT topic, value FROM outbox WHERE producer = 'ingest' ORDER BY id"))
        return [(topic, value) for topic, value in rows]
