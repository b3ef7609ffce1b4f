"""Fixtures of all tests: a broker and a database server per run, a database per test."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import pytest

from tests.real_parts import Broker, Missing, new_database, start_kafka, start_killable_kafka, start_postgresql

MARKS: Final = {"kafka_bootstrap": "kafka", "killable_kafka": "kafka", "postgresql_url": "postgresql"}
Part = TypeVar("Part")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses a real part, so that `-m "not kafka"` is always right."""
    for item in items:
        for fixture, mark in MARKS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


@contextmanager
def _or_skip(part: AbstractContextManager[Part]) -> Iterator[Part]:
    """A part that cannot be had skips the test; in CI, where all is meant to be there, that is a failure."""
    try:
        had = part.__enter__()
    except Missing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    try:
        yield had
    finally:
        part.__exit__(None, None, None)


@pytest.fixture(scope="session")
def kafka_bootstrap() -> Iterator[str]:
    """`host:port` of a real broker, one for the whole run. Give each test's `KafkaBus` the `bus_prefix`."""
    with _or_skip(start_kafka()) as bootstrap:
        yield bootstrap


@pytest.fixture
def killable_kafka() -> Iterator[Broker]:
    """A broker of the test's own, always from programs of this machine."""
    with _or_skip(start_killable_kafka()) as broker:
        yield broker


@pytest.fixture
def bus_prefix() -> str:
    """Goes before the names of topics and groups on the wire: a bus of its own for each test on the one broker."""
    return f"test-{uuid4().hex[:12]}-"


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """`postgresql+asyncpg://…` of a real server, one for the whole run."""
    with _or_skip(start_postgresql()) as url:
        yield url


@pytest.fixture
async def database_url(postgresql_url: str) -> AsyncIterator[str]:
    """A new, empty PostgreSQL database, dropped after the test."""
    async with new_database(postgresql_url) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A new SQLite database in the test's own folder."""
    return f"sqlite+aiosqlite:///{tmp_path / 'claimwire.db'}"
