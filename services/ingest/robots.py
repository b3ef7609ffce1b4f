"""robots.txt: who may be fetched, and how fast. Asked before every request, redirects included."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import httpx2
from protego import Protego

from services.ingest.errors import FetchFailed
from services.ingest.fetcher import Fetcher
from services.ingest.outcomes import Outcome
from services.ingest.settings import IngestSettings
from services.runtime.clock import Clock

MAX_ROBOTS_BYTES: Final = 500 * 1024
"""RFC 9309 asks crawlers to read at least this much; the rest does not count."""
MAX_REMEMBERED: Final = 2_000
UNREACHABLE_TTL_S: Final = 300.0
"""A server error is asked about again soon: until then nothing of the host is fetched."""
_BIG_BYTES: Final = 32 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin allows. Without `parsed`, everything or nothing."""

    parsed: Protego | None
    allows_all: bool
    expires_at: datetime
    crawl_delay_s: float | None = None

    def allow(self, url: str, agent: str) -> bool:
        return self.allows_all if self.parsed is None else bool(self.parsed.can_fetch(url, agent))


class Robots:
    """The rules of the origins asked lately."""

    def __init__(self, fetcher: Fetcher, settings: IngestSettings, clock: Clock) -> None:
        self._fetcher = fetcher
        self._agent = settings.user_agent.partition("/")[0]
        self._ttl = timedelta(seconds=settings.robots_ttl_s)
        self._clock = clock
        self._rules: OrderedDict[str, asyncio.Future[Rules]] = OrderedDict()

    async def check(self, url: httpx2.URL) -> Rules:
        """The rules for `url`, which allow it. Raises `FetchFailed` (robots, or why the host cannot be reached)."""
        rules = await self._of(f"{url.scheme}://{url.netloc.decode('ascii')}")
        if not rules.allow(str(url), self._agent):
            detail = "robots.txt does not allow it" if rules.parsed else "robots.txt could not be read because of a server error"
            raise FetchFailed(Outcome.FAILED_ROBOTS, detail)
        return rules

    async def _of(self, origin: str) -> Rules:
        asked = self._rules.get(origin)
        if asked is None or (asked.done() and (asked.cancelled() or asked.exception() or asked.result().expires_at <= self._clock.now())):
            asked = asyncio.ensure_future(self._ask(origin))
            asked.add_done_callback(_retrieve)
            self._rules[origin] = asked
            while len(self._rules) > MAX_REMEMBERED:
                self._rules.popitem(last=False)
        return await asyncio.shield(asked)

    async def _ask(self, origin: str) -> Rules:
        now = self._clock.now()
        try:
            result = await self._fetcher.fetch(f"{origin}/robots.txt", accept="text/plain,*/*;q=0.1", cut_at_bytes=MAX_ROBOTS_BYTES)
        except FetchFailed as error:
            if error.status is None:
                raise
            if 400 <= error.status < 500 and error.status != httpx2.codes.TOO_MANY_REQUESTS:
                return Rules(None, True, now + self._ttl)
            return Rules(None, False, now + timedelta(seconds=max(UNREACHABLE_TTL_S, error.retry_after_s or 0)))
        text = result.body.decode("utf-8", "replace")
        if len(text) > _BIG_BYTES:
            parsed = await asyncio.to_thread(Protego.parse, text)
        else:
            parsed = Protego.parse(text)
        delay = parsed.crawl_delay(self._agent)
        return Rules(parsed, True, now + self._ttl, float(delay) if delay and delay > 0 else None)


def _retrieve(asked: asyncio.Future[Rules]) -> None:
    """Whoever asked has seen the exception, or was cancelled while waiting for it."""
    if not asked.cancelled():
        asked.exception()
