"""One poll of one feed: fetch, read, and in one transaction its cursor with the items that it lists."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.ingest.errors import FetchFailed, Unreadable
from services.ingest.fetcher import Fetcher, FetchResult, Validators
from services.ingest.ledger import address_is_free, record_entries, still_leased
from services.ingest.outcomes import Outcome
from services.ingest.parser import Parser
from services.ingest.politeness import Gatekeeper
from services.ingest.poll import asks_conditionally, digest_of, discoveries, moved, next_poll_at
from services.ingest.reading import FeedRead
from services.ingest.settings import IngestSettings
from services.ingest.tables import FeedSource, FeedState
from services.ingest.transactions import transact
from services.ingest.urls import host_of
from services.runtime.clock import Clock
from services.runtime.failpoints import reached

log = structlog.get_logger()

ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class PollFeed:
    """What a poll needs."""

    engine: AsyncEngine
    fetcher: Fetcher
    gatekeeper: Gatekeeper
    parser: Parser
    settings: IngestSettings
    clock: Clock
    holder: str

    async def __call__(self, feed: FeedSource) -> Outcome:
        """Poll a leased feed. The lease ends with the commit."""
        started_at = self.clock.now()
        line = log.bind(feed=feed.url)
        try:
            result = await self._fetch(feed)
            digest = digest_of(result.body)
            if result.is_not_modified or (digest == feed.content_digest and feed.last_full_at is not None):
                read = None
            else:
                read = await self.parser.feed(result.body, url=result.url, charset=result.charset, max_entries=self.settings.max_entries)
        except (FetchFailed, Unreadable) as error:
            await self._record_failure(feed, error)
            line.warning("feed polled", outcome=error.code.value, detail=error.detail)
            return error.code
        outcome, numbers = await self._record(feed, result, digest, read)
        reached("ingest", "entries_recorded")
        seconds = (self.clock.now() - started_at).total_seconds()
        (line.info if numbers.get("new") else line.debug)("feed polled", outcome=outcome.value, seconds=round(seconds, 3), **numbers)
        return outcome

    async def _fetch(self, feed: FeedSource) -> FetchResult:
        is_conditional = asks_conditionally(feed.last_full_at, self.clock.now())
        validators = Validators(feed.etag, feed.last_modified) if is_conditional else Validators()
        gate = self.gatekeeper.gate(holds_turn_of=feed.host)
        return await self.fetcher.fetch(feed.url, accept=ACCEPT, validators=validators, gate=gate)

    async def _record(self, feed: FeedSource, result: FetchResult, digest: str, read: FeedRead | None) -> tuple[Outcome, dict[str, int]]:
        found = discoveries(read.entries) if read else []
        now = self.clock.now()

        async def write(session: AsyncSession) -> tuple[Outcome, dict[str, int]]:
            row = await still_leased(session, FeedSource, feed.id, holder=self.holder)
            if row is None:
                return Outcome.UNCHANGED, {}
            outcome, numbers = Outcome.UNCHANGED, {"new": 0}
            is_complete = True
            if read:
                comparison = await record_entries(
                    session,
                    row,
                    found,
                    now=now,
                    max_new_hosts=self.settings.max_new_hosts,
                    recheck_pause_s=self.settings.recheck_ages_s(row.host)[0],
                )
                is_complete = comparison.postponed == 0
                outcome = Outcome.OK
                numbers = {
                    "entries": len(found),
                    "new": len(comparison.unknown),
                    "changed": len(comparison.changed),
                    "skipped": read.skipped,
                    "postponed": comparison.postponed,
                }
                row.name = row.name if row.name != row.url else read.title or row.name
            await self._move(session, row, result)
            if not result.is_not_modified:
                # An incomplete poll leaves no cursor: the next one must see the rest.
                row.etag, row.last_modified = (result.validators.etag, result.validators.last_modified) if is_complete else (None, None)
                row.content_digest = digest if is_complete else None
                row.last_full_at = now
            self._finish(row, outcome, failures=0)
            return outcome, numbers

        return await transact(self.engine, write)

    async def _move(self, session: AsyncSession, row: FeedSource, result: FetchResult) -> None:
        row.moved_to, row.moved_polls, is_moved = moved(row.url, result.moved_to, before=row.moved_to, polls=row.moved_polls)
        if is_moved and row.moved_to and await address_is_free(session, row.moved_to):
            log.info("feed moved", feed=row.url, to=row.moved_to)
            row.url, row.host = row.moved_to, host_of(row.moved_to)
            row.moved_to, row.moved_polls = None, 0

    async def _record_failure(self, feed: FeedSource, error: FetchFailed | Unreadable) -> None:
        async def write(session: AsyncSession) -> None:
            row = await still_leased(session, FeedSource, feed.id, holder=self.holder)
            if row is not None:
                busy = error.code is Outcome.FAILED_HOST_BUSY
                retry_after_s = error.retry_after_s if isinstance(error, FetchFailed) else None
                self._finish(row, error.code, failures=row.failures if busy else row.failures + 1, retry_after_s=retry_after_s)

        await transact(self.engine, write)

    def _finish(self, row: FeedSource, outcome: Outcome, *, failures: int, retry_after_s: float | None = None) -> None:
        now = self.clock.now()
        row.failures = failures
        row.last_outcome = outcome.value
        row.last_polled_at = now
        row.leased_by = row.leased_until = None
        if row.state == FeedState.PAUSED:
            return
        if outcome is Outcome.FAILED_GONE:
            row.state, row.next_poll_at = FeedState.GONE, None
            return
        row.state = FeedState.FAILING if failures else FeedState.ACTIVE
        row.next_poll_at = next_poll_at(
            now, feed=row.id, interval_s=self.settings.interval_s(row.host), failures=failures, retry_after_s=retry_after_s
        )
