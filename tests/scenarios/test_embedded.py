"""The embedded monitor with the sample, as `make run` starts it."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import pytest

from tests.scenarios.monitor import Monitor
from tests.waiting import until

pytestmark = [pytest.mark.slow]


async def test_sample_shows_a_conflict_within_a_minute_stops_at_once_and_goes_on_where_it_was(tmp_path: Path) -> None:
    monitor = Monitor(tmp_path, ["up --sample"], {}, newsroom_port=1)
    began = time.monotonic()
    with monitor.ended():
        monitor.start("up --sample")
        await until(lambda: _shows_a_conflict(monitor), within_s=60, every_s=0.5, what="a thread with a conflict on the page")
        assert time.monotonic() - began < 60
        assert _stopped_within(monitor, 5.0) == 0
        before = [json.loads(line) for line in monitor.run("dump").splitlines()]
        monitor.start("up --sample")
        articles = sum(line["kind"] == "article" for line in before)
        await until(lambda: _has_more_articles(monitor, articles), within_s=60, every_s=0.5, what="the next edition")
    after = [json.loads(line) for line in monitor.run("dump").splitlines()]
    for kind, key in (("article", "article_id"), ("claim", "claim_id"), ("thread", "thread_id")):
        ids = [line[key] for line in after if line["kind"] == kind]
        assert len(ids) == len(set(ids))
    assert {line["article_id"] for line in before if line["kind"] == "article"} <= {
        line["article_id"] for line in after if "article_id" in line
    }


async def test_two_monitors_on_one_folder_are_refused(tmp_path: Path) -> None:
    first = Monitor(tmp_path, ["up"], {}, newsroom_port=1)
    second = Monitor(tmp_path, ["up"], {}, newsroom_port=1)
    with first.ended():
        first.start("up")
        await until(first.answers, within_s=60, every_s=0.2)
        second.start("up")
        await until(lambda: second.processes["up"].poll() is not None, within_s=30, every_s=0.1)
        assert second.processes["up"].returncode == 69
        assert "another monitor works in" in " ".join(second.last_words("up").split())


async def _shows_a_conflict(monitor: Monitor) -> bool:
    if not await monitor.answers():
        return False
    page = (await monitor.get("/?conflict=true")).text
    return "contradicts" in page or "denies" in page


async def _has_more_articles(monitor: Monitor, before: int) -> bool:
    return await monitor.answers() and (await monitor.get("/v1/counts")).json()["articles"] > before


def _stopped_within(monitor: Monitor, seconds: float) -> int:
    """Ctrl-C; the exit status. Fails when it takes longer."""
    process = monitor.processes["up --sample"]
    process.send_signal(signal.SIGINT)
    return process.wait(timeout=seconds)
