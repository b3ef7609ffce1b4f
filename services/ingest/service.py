"""The ingest service: a schedule over due feeds and due pages, and the relay of the outbox."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.bus.outbox import relay
from services.bus.ports import Bus
from services.ingest import leases
from services.ingest.ledger import lease_end
from services.ingest.outcomes import Outcome
from services.ingest.poll_feed import PollFeed
from services.ingest.read_item import ReadItem
from services.ingest.settings import IngestSettings
from services.ingest.tables import FeedSource, Item
from services.ingest.transactions import transact
from services.runtime import metrics
from services.runtime.clock import Clock
from services.runtime.failpoints import reached

log = structlog.get_logger()

Row = TypeVar("Row", FeedSource, Item)

TICK_S: Final = 0.25
"""How often the schedule is looked at when nothing calls for it: other processes add feeds and items."""
_DATABASE_PAUSE_S: Final = 1.0
_ROOM_WORTH_CLAIMING: Final = 0.25
"""Share of the places that must be free before more work is leased: leases come in batches, not one transaction each."""


class IngestService:
    """Polls feeds, reads pages, relays the outbox, until told to stop."""

    def __init__(
        self, engine: AsyncEngine, bus: Bus, poll_feed: PollFeed, read_item: ReadItem, settings: IngestSettings, clock: Clock, holder: str
    ) -> None:
        self._engine = engine
        self._bus = bus
        self._poll_feed = poll_feed
        self._read_item = read_item
        self._settings = settings
        self._clock = clock
        self._holder = holder
        self._pace = leases.Pace(settings)
        self._running: set[asyncio.Task[None]] = set()
        self._has_backlog = False
        self._wake = asyncio.Event()
        self._outbox_wake = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; then let running fetches finish for a moment, give the leases back and return."""
        async with asyncio.TaskGroup() as tasks:
            is_over = asyncio.Event()
            tasks.create_task(relay(self._engine, self._bus, "ingest", stop, self._outbox_wake))
            tasks.create_task(self._keep_leases(is_over))
            try:
                await self._retrying(stop, self._free_leases_of_the_dead)
                await self._schedule(stop)
                await self._drain()
            finally:
                is_over.set()

    async def _schedule(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self._wake.clear()
            started = await self._retrying(stop, self._start_due)
            if not started:
                await self._pause(stop, TICK_S)

    async def _start_due(self) -> int:
        """Lease what is due, as far as there is room, and start it. Feeds first: they are few, and bring what is new."""
        room = self._settings.concurrent_fetches - len(self._running)
        if self._running and room < self._settings.concurrent_fetches * _ROOM_WORTH_CLAIMING:
            return 0
        now = self._clock.now()
        if not self._has_backlog and not await transact(self._engine, lambda session: leases.has_due(session, now), readonly=True):
            return 0
        feeds, items = await transact(self._engine, lambda session: self._claim(session, room))
        if feeds or items:
            reached("ingest", "leased")
        for feed in feeds:
            self._start("poll", functools.partial(self._poll_feed, feed))
        for item in items:
            self._start("read", functools.partial(self._read_item, item))
        started = len(feeds) + len(items)
        self._has_backlog = started == room
        return started

    async def _claim(self, session: AsyncSession, room: int) -> tuple[list[FeedSource], list[Item]]:
        now = self._clock.now()
        claim = functools.partial(
            leases.claim, session, holder=self._holder, now=now, until=lease_end(now, self._settings.lease_s), pace=self._pace
        )
        feeds = await claim(FeedSource, limit=room)
        return feeds, await claim(Item, limit=room - len(feeds)) if room > len(feeds) else []

    def _start(self, stage: str, work: Callable[[], Awaitable[Outcome]]) -> None:
        task = asyncio.create_task(self._count(stage, work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _count(self, stage: str, work: Callable[[], Awaitable[Outcome]]) -> None:
        outcome = Outcome.FAILED_INTERNAL
        try:
            outcome = await work()
        except asyncio.CancelledError:
            return
        except DBAPIError as error:
            log.error("ledger unreachable, work is done again when its lease has run out", stage=stage, error=str(error.orig))
        except Exception:
            log.exception("fault in ingest, work is done again when its lease has run out", stage=stage)
        finally:
            self._wake.set()
        metrics.OUTCOMES.labels(stage, outcome.value).inc()
        if outcome is Outcome.OK:
            self._outbox_wake.set()

    async def _drain(self) -> None:
        """Let what runs finish for `shutdown_s`, cancel the rest, give all leases back."""
        if self._running:
            await asyncio.wait(self._running, timeout=self._settings.shutdown_s)
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        with contextlib.suppress(DBAPIError, OSError):
            await transact(self._engine, lambda session: leases.release(session, holders=[self._holder]))

    async def _keep_leases(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._pause(stop, self._settings.lease_s / 3, wakes=False)
            if self._running:
                until = lease_end(self._clock.now(), self._settings.lease_s)
                with contextlib.suppress(DBAPIError, OSError):
                    await transact(self._engine, lambda session, until=until: leases.renew(session, holder=self._holder, until=until))  # type: ignore[misc]

    async def _free_leases_of_the_dead(self) -> int:
        """Take over at once what an earlier process on this machine left behind; other machines' leases run out."""

        async def work(session: AsyncSession) -> int:
            dead = [name for name in await leases.holders_now(session) if leases.is_dead(name)]
            await leases.release(session, holders=dead)
            return len(dead)

        return await transact(self._engine, work)

    async def _retrying(self, stop: asyncio.Event, work: Callable[[], Awaitable[int]]) -> int:
        """The result of `work`; 0 after a pause while the database is away."""
        try:
            return await work()
        except (DBAPIError, OSError) as error:
            log.warning("ingest waits for the database", error=str(error))
            await self._pause(stop, _DATABASE_PAUSE_S, wakes=False)
            return 0

    async def _pause(self, stop: asyncio.Event, seconds: float, *, wakes: bool = True) -> None:
        """Until the time is up, the service stops, or (with `wakes`) there is something to do."""
        events = [stop, self._wake] if wakes else [stop]
        waits = [asyncio.ensure_future(event.wait()) for event in events]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
