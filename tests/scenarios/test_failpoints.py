"""`kill -9` at every boundary between two durable effects: what comes out is what an undisturbed monitor makes."""

from __future__ import annotations

import asyncio
import io
import json
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from services import audit, rethread
from services.migrations import migrate
from services.retention import forget_some
from services.runtime import failpoints
from services.runtime.clock import SystemClock
from services.runtime.database import open_engine
from services.runtime.errors import BadSetting
from services.runtime.settings import RuntimeSettings
from services.store.audit import audit as faults_of_store
from services.store.settings import Limits
from services.store.tables import THREAD
from tests.scenarios.dying import PIPELINE
from tests.scenarios.monitor import ROOT
from tests.scenarios.test_reprocess import start
from tests.store.newswriting import telling
from tests.store.store_suite import FLOOD, STORY, database, died, dump_of, store_all

COMMANDS = ("retention/batch_forgotten", "rethread/written", "reprocess/batch_sent")
KILLED = -signal.SIGKILL


def test_every_failpoint_is_in_the_code_and_killed_by_a_test() -> None:
    assert {*PIPELINE, *COMMANDS} == set(failpoints.NAMES)
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "services").rglob("*.py"))
    places = set(re.findall(r'reached\([\w."]+, "(\w+)"\)', code))
    assert places == {name.split("/")[1] for name in failpoints.NAMES}


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(BadSetting, match="no failpoint 'store/nowhere'"):
        failpoints.arm("store/nowhere")


@pytest.mark.slow
async def test_a_monitor_killed_at_every_failpoint_gives_the_dump_of_an_undisturbed_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.scenarios.dying", str(tmp_path)]
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    ends = json.loads(done.stdout)
    assert {name: end for name, end in ends.items() if name in PIPELINE} == dict.fromkeys(PIPELINE, KILLED)
    assert (ends["killed"], ends["undisturbed"]) == (0, 0)
    dumps = {}
    for name in ("killed", "undisturbed"):
        runtime, out = RuntimeSettings(data_dir=tmp_path / name, bus="local", database_url=None), io.StringIO()
        assert await audit.run(runtime, Console(file=out, width=200), is_settled=True) == 0, out.getvalue()
        async with database(runtime.database) as engine:
            dumps[name] = await dump_of(engine)
    assert dumps["killed"].count('"kind":"article"') == len(PIPELINE)
    assert dumps["killed"] == dumps["undisturbed"]


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncEngine:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'claimwire.db'}")
    await migrate(engine)
    await store_all(engine, STORY)
    return engine


@pytest.mark.slow
async def test_a_killed_rethread_has_changed_nothing(engine: AsyncEngine, tmp_path: Path) -> None:
    wanted = await dump_of(engine)
    async with engine.begin() as connection:
        await connection.execute(update(THREAD).values(title="Untitled"))
    before = await dump_of(engine)
    with start(tmp_path, "rethread", CLAIMWIRE_FAILPOINT="rethread/written") as killed:
        assert killed.wait(60) == KILLED
    assert await dump_of(engine) == before
    assert await rethread.run(RuntimeSettings(data_dir=tmp_path, bus="local", database_url=None), Console(quiet=True), is_dry=False) == 0
    assert await dump_of(engine) == wanted
    await engine.dispose()


@pytest.mark.slow
async def test_a_killed_retention_goes_on_where_it_was(engine: AsyncEngine, tmp_path: Path) -> None:
    today = telling("Today's Post", [died("77", 77)], about=FLOOD, published=SystemClock().now() - timedelta(hours=1))
    await store_all(engine, [today])
    with start(tmp_path, "forget", CLAIMWIRE_FAILPOINT="retention/batch_forgotten", CLAIMWIRE_STORE_KEEP_DAYS="2") as killed:
        assert killed.wait(60) == KILLED
    while await forget_some(engine, Limits(days=2), SystemClock()):
        pass
    assert (await dump_of(engine)).count('"kind":"article"') == 1
    assert [fault async for fault in faults_of_store(engine)] == []
    await engine.dispose()
