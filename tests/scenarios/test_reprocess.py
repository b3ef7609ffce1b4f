"""`claimwire reprocess`: articles of an older extractor version change over one by one, never half, also through a kill."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from services.migrations import migrate
from services.runtime.database import open_engine
from services.store.offsets import forget_offsets
from tests.scenarios.monitor import CLAIMWIRE, ROOT
from tests.store.newswriting import says, telling
from tests.store.store_suite import FLOOD, died, store_all

pytestmark = [pytest.mark.slow]
OLDER, ARTICLES = "0", 5


async def read_by_an_older_version(folder: Path) -> None:
    """A data folder whose articles were read by version 0."""
    engine = open_engine(f"sqlite+aiosqlite:///{folder / 'claimwire.db'}")
    await migrate(engine)
    said = [died("42", 42), says("the dam near Lima burst", "burst", whom="the dam")]
    messages = [telling(f"Outlet {number}", said, about=FLOOD, version=OLDER) for number in range(ARTICLES)]
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
    with start(tmp_path, "audit") as audit, start(tmp_path, "reprocess") as again:
        assert "nothing to do" in again.communicate(timeout=60)[0]
        assert "0 faults" in audit.communicate(timeout=60)[0]
