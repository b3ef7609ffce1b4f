"""`claimwire audit`: right data pass, and each kind of damage is found."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.scenarios.monitor import CLAIMWIRE, ROOT, Monitor, embedded, ready
from tests.waiting import until

pytestmark = [pytest.mark.slow]
TEXT = (
    "Fire at Lund mill\n\nA fire at a paper mill near Lund killed 11 workers on Tuesday, police said. "
    "The owner denied that exits were locked. A union said that exits were locked.\n"
)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Monitor:
    """A monitor that has stored one article and was stopped."""

    async def run() -> Monitor:
        folder = tmp_path_factory.mktemp("audited")
        with embedded(folder, newsroom_port=1) as monitor:
            await ready(monitor)
            (folder / "fire.txt").write_text(TEXT, encoding="utf-8")
            await asyncio.to_thread(monitor.run, "submit", str(folder / "fire.txt"))
            await until(lambda: _stored(monitor), within_s=60, every_s=0.2)
        return monitor

    return asyncio.run(run())


async def _stored(monitor: Monitor) -> bool:
    return await monitor.revisions() == 1


def audited(monitor: Monitor) -> tuple[int, str]:
    done = subprocess.run(
        [*CLAIMWIRE, "audit", "--settled"],
        env={**monitor.environment, "COLUMNS": "200"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def test_what_is_right_passes(settled: Monitor) -> None:
    status, said = audited(settled)
    assert (status, "0 faults" in said) == (0, True), said


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("DELETE FROM article_revision", "neither stored nor dead-lettered"),
        ("UPDATE article_revision SET text = replace(text, 'killed', 'harmed')", "SHA-256"),
        ("UPDATE claim SET span_start = span_start + 1, span_end = span_end + 1 WHERE span_end < sentence_end", "claim"),
        ("DELETE FROM thread_member WHERE claim_id = (SELECT min(claim_id) FROM thread_member)", "thread"),
        ("UPDATE change_counter SET value = value + 1", "counter"),
        ("UPDATE relation SET kind = 'agree', reason = 'because' WHERE kind = 'denies'", "not what the rules say"),
        ("UPDATE ledger_revision SET number = 2", "counted from 1 without gaps"),
        ("UPDATE consumer_offset SET next_offset = next_offset + 1000", "the bus ends at"),
        ("UPDATE claim SET claim_id = 'ffffffffffffffffffffffffffffffff' WHERE rowid = (SELECT min(rowid) FROM claim)", "is not there"),
    ],
)
def test_damage_is_found(settled: Monitor, damage: str, words: str) -> None:
    path = Path(settled.environment["CLAIMWIRE_DATA_DIR"]) / "claimwire.db"
    with sqlite3.connect(path) as database:
        keep = sqlite3.connect(":memory:")
        database.backup(keep)
        database.execute("PRAGMA foreign_keys = OFF")
        assert database.execute(damage).rowcount
    try:
        status, said = audited(settled)
    finally:
        with sqlite3.connect(path) as database:
            keep.backup(database)
    assert status == 1, said
    assert words in said
