"""Fixtures of the ingest tests: an empty ledger, a local web, workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.ingest.worker import load
from tests.ingest.ledgers import open_ledger
from tests.ingest.local_web import LocalWeb, local_web


@pytest.fixture
async def engine(sqlite_url: str) -> AsyncIterator[AsyncEngine]:
    """An empty ledger on SQLite."""
    async with open_ledger(sqlite_url) as engine:
        yield engine


@pytest.fixture
async def web() -> AsyncIterator[LocalWeb]:
    async with local_web() as running:
        yield running


class InProcess:
    """The worker's code in this process: quick, for tests that are not about processes."""

    def __init__(self) -> None:
        self._work = load(["en"])

    async def run(self, payload: bytes) -> bytes:
        return self._work(payload)


@pytest.fixture(scope="session")
def workers() -> InProcess:
    return InProcess()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "files"
    found.mkdir()
    return found
