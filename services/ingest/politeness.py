"""The gate before every request: robots.txt allows it, and the host's turn has come."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final

import httpx2
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.ingest.errors import FetchFailed
from services.ingest.fetcher import Gate
from services.ingest.leases import Pace, insert_into, take_turn
from services.ingest.outcomes import Outcome
from services.ingest.robots import Robots
from services.ingest.tables import Host
from services.ingest.transactions import transact
from services.runtime.clock import Clock

MAX_WAIT_S: Final = 5.0
"""Longer waits are given back to the schedule, so that one slow host does not fill the service with waiting fetches."""
_RETRY_S: Final = 0.1


class Gatekeeper:
    """Makes gates for single fetches."""

    def __init__(self, engine: AsyncEngine, robots: Robots, pace: Pace, clock: Clock) -> None:
        self._engine = engine
        self._robots = robots
        self._pace = pace
        self._clock = clock
        self._delays: dict[str, float | None] = {}

    def gate(self, *, holds_turn_of: str) -> Gate:
        """A gate for one fetch. The turn of `holds_turn_of` was taken with the lease, and is good for one request."""
        free_turns = {holds_turn_of}

        async def pass_gate(url: httpx2.URL) -> None:
            rules = await self._robots.check(url)
            host = url.host
            await self._remember_delay(host, rules.crawl_delay_s)
            if host in free_turns:
                free_turns.discard(host)
            else:
                await self._wait_for_turn(host, rules.crawl_delay_s)

        return pass_gate

    async def _wait_for_turn(self, host: str, crawl_delay_s: float | None) -> None:
        interval_s = self._pace.interval_s(host, crawl_delay_s)
        if interval_s == 0:
            return
        give_up_at = self._clock.now() + timedelta(seconds=MAX_WAIT_S)
        while (now := self._clock.now()) < give_up_at:
            if await transact(self._engine, lambda session, now=now: take_turn(session, host, now=now, interval_s=interval_s)):  # type: ignore[misc]
                return
            await asyncio.sleep(_RETRY_S)
        raise FetchFailed(Outcome.FAILED_HOST_BUSY, f"{host} is asked by others", retry_after_s=interval_s)

    async def _remember_delay(self, host: str, delay_s: float | None) -> None:
        """Write a Crawl-delay down where the next lease sees it."""
        if self._delays.get(host) == delay_s:
            return
        now = self._clock.now()

        async def write(session: AsyncSession) -> None:
            statement = insert_into(session, Host).values(name=host, next_request_at=now, crawl_delay_s=delay_s)
            await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"crawl_delay_s": delay_s}))

        await transact(self._engine, write)
        if len(self._delays) > 10_000:
            self._delays.clear()
        self._delays[host] = delay_s
