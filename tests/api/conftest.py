"""The gateway over the invented story, asked without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from services.api.app import create_app
from services.api.settings import ApiSettings
from services.runtime.database import open_engine
from tests.api.fake_reads import FakeReads
from tests.api.stories import change, ferry_story


@pytest.fixture
def reads() -> FakeReads:
    articles, threads = ferry_story()
    return FakeReads(articles, threads, [change(threads[1], 1), change(threads[0], 2)])


@pytest.fixture
def settings() -> ApiSettings:
    return ApiSettings(stream_poll_s=0.01)


@pytest.fixture
async def app(reads: FakeReads, settings: ApiSettings, tmp_path: Path) -> AsyncIterator[FastAPI]:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/claimwire.db")
    yield create_app(engine, settings, reads=reads)
    await engine.dispose()


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080") as client:
        yield client
