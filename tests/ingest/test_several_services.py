"""Several ingest services on one ledger, and services that die in the middle."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.bus.ports import NewRecord
from services.ingest import leases, sources
from services.ingest.parser import Workers
from services.ingest.tables import ArticleRevision, FeedSource, Item
from services.ingest.transactions import transact
from services.runtime.clock import SystemClock
from tests.ingest.ledgers import every, open_ledger, running
from tests.ingest.local_web import Asked, LocalWeb, answer, settings_for
from tests.ingest.pages_of_ours import PARAGRAPHS, article_page, rss
from tests.waiting import until

FEEDS, PAGES = 4, 24


def publish(web: LocalWeb) -> list[str]:
    """Four feeds that all list the same pages; the addresses of the feeds."""
    pages = [web.url(f"/page{number}.html") for number in range(PAGES)]
    for number in range(PAGES):
        paragraphs = [*PARAGRAPHS, f"This is the board's decision number {number}."]
        web.routes[f"/page{number}.html"] = answer(article_page(f"Velmora decides on wall {number}", paragraphs))
    for number in range(FEEDS):
        web.routes[f"/feed{number}.xml"] = answer(rss(*pages))
    return [web.url(f"/feed{number}.xml") for number in range(FEEDS)]


class ServiceRules:
    """What holds on every database; `ledger` is an empty one."""

    async def test_services_share_the_work_and_do_nothing_twice(self, ledger: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
        settings = settings_for(web, local_poll_s=3_600.0, concurrent_fetches=3)
        await sources.add_many(ledger, publish(web), SystemClock(), settings=settings)
        async with contextlib.AsyncExitStack() as stack:
            buses = [await stack.enter_async_context(running(ledger, settings, workers)) for _ in range(3)]
            await until(lambda: sum(len(bus.records) for bus in buses) >= PAGES)

            async def nothing_left() -> bool:
                items = await every(ledger, Item)
                return len(items) == PAGES and all(item.outcome for item in items)

            await until(nothing_left)
        fetched = [path for path in web.paths() if path.startswith("/page")]
        assert len(fetched) == len(set(fetched)) == PAGES
        assert sum(path.startswith("/feed") for path in web.paths()) == FEEDS
        assert len(await every(ledger, ArticleRevision)) == PAGES

    async def test_nothing_is_lost_or_doubled_when_services_die_again_and_again(
        self, ledger: AsyncEngine, web: LocalWeb, workers: Workers
    ) -> None:
        settings = settings_for(web, local_poll_s=0.2, concurrent_fetches=4, shutdown_s=0.0)
        await sources.add_many(ledger, publish(web), SystemClock(), settings=settings)
        published: list[NewRecord] = []
        for milliseconds in (5, 30, 60, 90, 130, 180, 240, 300, 400):
            with contextlib.suppress(asyncio.CancelledError):
                async with running(ledger, settings, workers) as bus:
                    await asyncio.sleep(milliseconds / 1_000)
            published += bus.records
        async with running(ledger, settings, workers) as bus:
            await until(lambda: len({record.key for record in [*published, *bus.records]}) == PAGES)
        published += bus.records
        assert len({dict(record.headers)["ce_id"] for record in published}) == PAGES
        assert len(await every(ledger, ArticleRevision)) == PAGES


class TestOnSqlite(ServiceRules):
    @pytest.fixture
    async def ledger(self, sqlite_url: str) -> AsyncIterator[AsyncEngine]:
        async with open_ledger(sqlite_url) as engine:
            yield engine


class TestOnPostgresql(ServiceRules):
    @pytest.fixture
    async def ledger(self, database_url: str) -> AsyncIterator[AsyncEngine]:
        async with open_ledger(database_url) as engine:
            yield engine


async def test_lease_of_a_dead_process_is_taken_over_at_once(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    (url, *_) = publish(web)
    settings = settings_for(web, lease_s=3_600.0)
    await sources.add(engine, url, SystemClock(), settings=settings)
    with leases.holder() as dead:
        pass
    now = SystemClock().now()
    until_then = now.replace(year=now.year + 1)
    pace = leases.Pace(settings)
    taken = await transact(
        engine, lambda session: leases.claim(session, FeedSource, holder=dead, now=now, until=until_then, limit=9, pace=pace)
    )
    assert len(taken) == 1
    async with running(engine, settings, workers) as bus:
        await until(lambda: len(bus.records) == PAGES)


async def test_service_stops_at_once_and_gives_its_leases_back(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    asked = asyncio.Event()

    async def never(request: Asked, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.sleep(60)

    web.routes["/feed.xml"] = never
    settings = settings_for(web, fetch_deadline_s=60.0, shutdown_s=0.1)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    loop = asyncio.get_running_loop()
    async with running(engine, settings, workers):
        await asked.wait()
        began = loop.time()
    assert loop.time() - began < 2
    (row,) = await every(engine, FeedSource)
    assert (row.leased_by, row.leased_until, row.last_outcome) == (None, None, None)


@pytest.mark.parametrize(
    ("reply", "outcome", "state"),
    [
        (answer("<html><body>A page</body></html>"), "rejected:malformed_feed", "failing"),
        (answer('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'), "rejected:dtd", "failing"),
        (answer(status=503, Retry_After="7200"), "failed:bad_status", "failing"),
        (answer(status=410), "failed:gone", "gone"),
        (answer(status=302, Location="http://10.0.0.1/"), "failed:forbidden_address", "failing"),
    ],
)
async def test_feed_that_cannot_be_read_ends_typed_and_waits(
    reply: bytes, outcome: str, state: str, engine: AsyncEngine, web: LocalWeb, workers: Workers
) -> None:
    web.routes["/feed.xml"] = reply
    settings = settings_for(web, local_poll_s=60.0)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers):

        async def polled() -> bool:
            return (await every(engine, FeedSource))[0].last_outcome is not None

        await until(polled)
    (row,) = await every(engine, FeedSource)
    assert (row.last_outcome, row.state, row.leased_by) == (outcome, state, None)
    if state == "failing":
        wait_s = (row.next_poll_at - row.last_polled_at).total_seconds()
        assert wait_s == pytest.approx(7_200 if "503" in str(reply[:20]) else 120, abs=5)


async def test_feed_that_moved_for_good_is_stored_under_its_new_address(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/old.xml"] = answer(status=301, Location="/new.xml")
    web.routes["/new.xml"] = answer(rss())
    settings = settings_for(web)
    view = await sources.add(engine, web.url("/old.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers):

        async def moved() -> bool:
            return bool((await every(engine, FeedSource))[0].url == web.url("/new.xml"))

        await until(moved)
    assert web.paths().count("/old.xml") == 3
    assert (await sources.add(engine, web.url("/old.xml"), SystemClock(), settings=settings)).id == view.id


async def test_feed_of_ten_thousand_hosts_brings_in_a_few_at_a_time(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/feed.xml"] = answer(rss(*(f"http://host{number}.localhost:{web.port}/" for number in range(200))), ETag='"same"')
    settings = settings_for(web, max_new_hosts=15)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers):
        await until(lambda: web.paths().count("/feed.xml") >= 4)
    assert len(await every(engine, Item)) == 15
    (row,) = await every(engine, FeedSource)
    assert row.etag is None, "the next poll must see the rest"


async def test_bus_that_is_away_delays_and_loses_nothing(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    (url, *_) = publish(web)
    settings = settings_for(web, local_poll_s=3_600.0)
    await sources.add(engine, url, SystemClock(), settings=settings)
    async with running(engine, settings, workers, bus_is_away_for=2) as bus:
        await until(lambda: len(bus.records) == PAGES)
    assert bus.refused == 2
