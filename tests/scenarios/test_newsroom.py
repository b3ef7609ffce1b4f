"""The whole sample newsroom, edition by edition, through real processes in both modes, undisturbed and killed: one and the same dump."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from pathlib import Path

import pytest

from samples.newsroom import Newsroom
from samples.newsroom.reading import read_articles
from tests.scenarios.monitor import Monitor, distributed, embedded, free_port, ready
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

KILLS = 10
Disturb = Callable[[Monitor], Coroutine[None, None, None]]


@pytest.fixture(scope="session")
def newsroom_port() -> int:
    """One port for all runs: it stands in the articles' addresses, and so in the dumps."""
    return free_port()


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory, newsroom_port: int) -> str:
    """The dump of the embedded mode, undisturbed: what all others are held against."""

    async def run() -> str:
        with embedded(tmp_path_factory.mktemp("reference"), newsroom_port) as monitor:
            return await all_editions(monitor, newsroom_port)

    return asyncio.run(run())


async def all_editions(monitor: Monitor, newsroom_port: int, disturb: Disturb | None = None) -> str:
    """Let every edition appear and be stored; the dump at the end. `disturb` runs beside it and must end first."""
    entries = read_articles()
    await ready(monitor)
    async with Newsroom(newsroom_port, step=True) as newsroom:
        monitor.run("add", *newsroom.feeds())
        disturbing = asyncio.create_task(disturb(monitor)) if disturb else None
        while True:
            wanted = sum(entry.edition <= newsroom.edition for entry in entries)
            await until(partial(_has, monitor, wanted), within_s=120, every_s=0.2, what=f"{wanted} revisions stored")
            if newsroom.edition == newsroom.editions:
                break
            newsroom.next_edition()
        if disturbing:
            await disturbing
            await ready(monitor)
            await until(lambda: _has(monitor, len(entries)), within_s=60, every_s=0.2, what="all revisions stored after the last kill")
    monitor.check_alive()
    await asyncio.to_thread(monitor.run, "audit", "--settled")
    return await asyncio.to_thread(monitor.run, "dump")


async def _has(monitor: Monitor, wanted: int) -> bool:
    return await monitor.revisions() >= wanted


def killer(seed: int) -> Disturb:
    """Kill a process at random moments, and start it again at once."""
    chance = random.Random(seed)

    async def disturb(monitor: Monitor) -> None:
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.2, 4.0))
            command = chance.choice(monitor.commands)
            monitor.kill(command)
            monitor.start(command)

    return disturb


def difference(one: str, other: str) -> str:
    """The first lines that differ, for people."""
    pairs = ((a, b) for a, b in zip(one.splitlines(), other.splitlines(), strict=False) if a != b)
    a, b = next(pairs, ("", ""))
    return f"{len(one.splitlines())} and {len(other.splitlines())} lines; the first that differ:\n{a[:2000]}\n{b[:2000]}"


def test_the_newsroom_gives_articles_claims_and_a_conflict(reference: str) -> None:
    lines = [json.loads(line) for line in reference.splitlines()]
    kinds = [line["kind"] for line in lines]
    assert kinds.count("article") >= 40
    assert kinds.count("claim") >= 150
    assert any(relation["kind"] == "conflict" for line in lines if line["kind"] == "thread" for relation in line["relations"])


async def test_embedded_killed_at_random_moments_gives_the_same_dump(reference: str, tmp_path: Path, newsroom_port: int) -> None:
    with embedded(tmp_path, newsroom_port) as monitor:
        dump = await all_editions(monitor, newsroom_port, killer(seed=1))
    assert dump == reference, difference(dump, reference)


@pytest.fixture
async def services(tmp_path: Path, newsroom_port: int, kafka_bootstrap: str, database_url: str) -> AsyncIterator[Monitor]:
    with distributed(tmp_path, newsroom_port, kafka_bootstrap, database_url) as monitor:
        yield monitor


@pytest.mark.kafka
@pytest.mark.postgresql
async def test_distributed_gives_the_same_dump(reference: str, services: Monitor, newsroom_port: int) -> None:
    dump = await all_editions(services, newsroom_port)
    assert dump == reference, difference(dump, reference)


@pytest.mark.kafka
@pytest.mark.postgresql
async def test_services_killed_at_random_moments_give_the_same_dump(reference: str, services: Monitor, newsroom_port: int) -> None:
    dump = await all_editions(services, newsroom_port, killer(seed=2))
    assert dump == reference, difference(dump, reference)
