"""robots.txt, and waiting for a host's turn."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.ingest import leases
from services.ingest.errors import FetchFailed
from services.ingest.fetcher import Fetcher
from services.ingest.outcomes import Outcome
from services.ingest.politeness import Gatekeeper
from services.ingest.robots import Robots
from services.ingest.tables import Host
from services.runtime.clock import SystemClock
from tests.ingest.ledgers import every
from tests.ingest.local_web import LocalWeb, answer, settings_for


class Movable(SystemClock):
    """The machine's clock, moved on by hand."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


class Hasty(SystemClock):
    """A clock on which two seconds pass between two looks."""

    looks = 0

    def now(self) -> datetime:
        self.looks += 1
        return super().now() + timedelta(seconds=2 * self.looks)


@contextlib.asynccontextmanager
async def asking(web: LocalWeb, clock: Movable | None = None) -> AsyncIterator[Robots]:
    clock = clock or Movable()
    fetcher = Fetcher(settings_for(web), clock)
    try:
        yield Robots(fetcher, settings_for(web), clock)
    finally:
        await fetcher.close()


async def is_allowed(robots: Robots, url: str) -> bool:
    try:
        await robots.check(httpx2.URL(url))
    except FetchFailed as error:
        if error.code is not Outcome.FAILED_ROBOTS:
            raise
        return False
    return True


async def test_rules_for_us_and_for_all_are_obeyed(web: LocalWeb) -> None:
    web.routes["/robots.txt"] = answer("User-agent: *\nDisallow: /all/\n\nUser-agent: claimwire\nDisallow: /us/\nAllow: /us/open\n")
    async with asking(web) as robots:
        assert not await is_allowed(robots, web.url("/us/a"))
        assert await is_allowed(robots, web.url("/us/open"))
        assert await is_allowed(robots, web.url("/all/a")), "the group that names us is the one that counts"
    assert web.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)])
async def test_missing_rules_allow_and_a_server_error_forbids(web: LocalWeb, status: int, allowed: bool) -> None:
    web.routes["/robots.txt"] = answer(status=status)
    async with asking(web) as robots:
        assert await is_allowed(robots, web.url("/a")) is allowed


async def test_rules_are_asked_once_until_they_expire(web: LocalWeb) -> None:
    web.routes["/robots.txt"] = answer("User-agent: *\nDisallow:")
    clock = Movable()
    async with asking(web, clock) as robots:
        await asyncio.gather(*(is_allowed(robots, web.url(f"/{number}")) for number in range(10)))
        assert len(web.asked) == 1
        clock.ahead = timedelta(hours=2)
        web.routes["/robots.txt"] = answer("User-agent: *\nDisallow: /")
        assert not await is_allowed(robots, web.url("/1"))
    assert len(web.asked) == 2


async def test_unreachable_host_is_not_called_forbidden_by_robots(web: LocalWeb) -> None:
    async with asking(web) as robots:
        with pytest.raises(FetchFailed) as failed:
            await robots.check(httpx2.URL("http://10.0.0.1/"))
    assert failed.value.code is Outcome.FAILED_FORBIDDEN_ADDRESS


async def test_rules_longer_than_half_a_megabyte_count_up_to_there(web: LocalWeb) -> None:
    late = "User-agent: *\nDisallow: /early\n" + "# padding\n" * 60_000 + "Disallow: /late\n"
    web.routes["/robots.txt"] = answer(late)
    async with asking(web) as robots:
        assert not await is_allowed(robots, web.url("/early"))
        assert await is_allowed(robots, web.url("/late"))


@pytest.mark.parametrize("body", [b"\x00\xff\xfe" * 1_000, b"<html>not found</html>", b"", "User-agent: *\nDisallow: /".encode("utf-16")])
async def test_rules_that_are_none_allow(web: LocalWeb, body: bytes) -> None:
    web.routes["/robots.txt"] = answer(body)
    async with asking(web) as robots:
        assert await is_allowed(robots, web.url("/a"))


async def test_wildcard_rules_without_number_take_no_time(web: LocalWeb) -> None:
    rules = "User-agent: *\n" + "".join(f"Disallow: /{number}*a*b*c*d$\n" for number in range(20_000))
    web.routes["/robots.txt"] = answer(rules)
    async with asking(web) as robots, asyncio.timeout(10):
        assert await is_allowed(robots, web.url("/" + "a" * 2_000))


async def test_crawl_delay_is_written_down_for_the_next_lease(web: LocalWeb, engine: AsyncEngine) -> None:
    web.routes["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 7\n")
    settings = settings_for(web)
    async with asking(web) as robots:
        gatekeeper = Gatekeeper(engine, robots, leases.Pace(settings), SystemClock())
        await gatekeeper.gate(holds_turn_of="paper.localhost")(httpx2.URL(web.url("/a")))
    (host,) = await every(engine, Host)
    assert (host.name, host.crawl_delay_s) == ("paper.localhost", 7.0)


async def test_redirect_to_another_host_waits_for_that_hosts_turn(web: LocalWeb, engine: AsyncEngine) -> None:
    settings = settings_for(web, local_host_interval_s=0.4)
    web.routes["/robots.txt"] = answer(status=404)
    clock = SystemClock()
    async with asking(web) as robots:
        gatekeeper = Gatekeeper(engine, robots, leases.Pace(settings), clock)
        began = clock.now()
        for _ in range(3):
            await gatekeeper.gate(holds_turn_of="first.localhost")(httpx2.URL(web.url("/a", host="second.localhost")))
    assert clock.now() - began >= timedelta(seconds=0.8)


async def test_turn_that_came_with_the_lease_is_good_for_one_request(web: LocalWeb, engine: AsyncEngine) -> None:
    settings = settings_for(web, local_host_interval_s=3_600.0)
    async with asking(web) as robots:
        gatekeeper = Gatekeeper(engine, robots, leases.Pace(settings), Hasty())
        gate = gatekeeper.gate(holds_turn_of="paper.localhost")
        await gate(httpx2.URL(web.url("/a")))
        await gate(httpx2.URL(web.url("/b")))
        with pytest.raises(FetchFailed) as failed:
            await gate(httpx2.URL(web.url("/c")))
    assert failed.value.code is Outcome.FAILED_HOST_BUSY
