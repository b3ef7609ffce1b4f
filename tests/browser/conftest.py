"""A browser over a running gateway. Debian's chromium, driven by playwright."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright
from sqlmodel import SQLModel

from services.api.app import create_app
from services.api.settings import ApiSettings
from services.api.wiring import serve
from services.ingest import sources as feeds
from services.runtime.clock import SystemClock
from services.runtime.database import open_engine
from tests.api.fake_reads import FakeReads
from tests.api.stories import change, ferry_story

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Skipped with the reason where there is none; in CI that is a failure.

    Not for the session: while playwright is open its event loop counts as running, and no asynchronous test could start.
    """
    if not CHROMIUM.exists():
        reason = f"no browser at {CHROMIUM}: apt-get install chromium, or name one in CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def reads() -> FakeReads:
    articles, threads = ferry_story()
    return FakeReads(articles, threads, [change(threads[1], 1), change(threads[0], 2)])


@pytest.fixture
def address(tmp_path: Path, reads: FakeReads) -> Iterator[str]:
    """A gateway in a thread of its own: playwright's plain interface occupies this one."""
    started = threading.Event()
    found: list[str] = []
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def run() -> None:
        engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/claimwire.db")
        async with engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        await feeds.add(engine, "https://larkmouth-mercury.example/feed.xml", SystemClock(), name="The Larkmouth Mercury")
        app: FastAPI = create_app(engine, ApiSettings(), reads=reads)

        def ready(url: str) -> None:
            found.append(url)
            started.set()

        await serve(app, "127.0.0.1", 0, stop, ready=ready)
        await engine.dispose()

    def work() -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(run())
        finally:
            started.set()
            loop.close()

    thread = threading.Thread(target=work, name="gateway")
    thread.start()
    assert started.wait(20)
    assert found, "the gateway did not start"
    yield found[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    assert not thread.is_alive()
