"""One look at one article's page: fetch, read, and in one transaction the item's state with the accepted revision and its message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from schemas.articles import ArticleFetched
from services.ingest.articles import article_from_page
from services.ingest.errors import FetchFailed, Unreadable
from services.ingest.fetcher import Fetcher, FetchResult, Validators
from services.ingest.ledger import accept, still_leased
from services.ingest.outcomes import Outcome
from services.ingest.parser import Parser
from services.ingest.politeness import Gatekeeper
from services.ingest.read import PAGE_TYPES, NextLook, after_content, after_failure, earlier_look, refusal_of_redirect
from services.ingest.settings import IngestSettings
from services.ingest.tables import Item, ItemState
from services.ingest.transactions import transact
from services.runtime.clock import Clock
from services.runtime.failpoints import reached

log = structlog.get_logger()

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_MAX_DETAIL_CHARS = 500


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What a look needs."""

    engine: AsyncEngine
    fetcher: Fetcher
    gatekeeper: Gatekeeper
    parser: Parser
    settings: IngestSettings
    clock: Clock
    holder: str

    async def __call__(self, item: Item) -> Outcome:
        """Look at a leased item. The lease ends with the commit."""
        started_at = self.clock.now()
        line = log.bind(url=item.url, item=str(item.id))
        result: FetchResult | None = None
        try:
            result = await self._fetch(item)
            article = None if result.is_not_modified else await self._read(item, result)
        except Unreadable as error:
            await self._record_refusal(item, result, error)
            line.info("page read", outcome=error.code.value, detail=error.detail)
            return error.code
        except FetchFailed as error:
            await self._record_failure(item, error)
            line.warning("page read", outcome=error.code.value, detail=error.detail)
            return error.code
        outcome, revision = await self._record(item, result, article)
        seconds = (self.clock.now() - started_at).total_seconds()
        facts: dict[str, Any] = {"article": str(article.article_id), "revision": revision} if article else {}
        (line.info if outcome is Outcome.OK else line.debug)("page read", outcome=outcome.value, seconds=round(seconds, 3), **facts)
        return outcome

    async def _fetch(self, item: Item) -> FetchResult:
        gate = self.gatekeeper.gate(holds_turn_of=item.host)
        validators = Validators(item.etag, item.last_modified)
        result = await self.fetcher.fetch(item.url, accept=ACCEPT, validators=validators, gate=gate)
        if not result.is_not_modified and result.content_type not in PAGE_TYPES:
            raise Unreadable(Outcome.REJECTED_CONTENT_TYPE, f"content type {result.content_type!r}")
        if refusal := refusal_of_redirect(item.url, result.url):
            raise Unreadable(refusal, f"redirected to {result.url}")
        return result

    async def _read(self, item: Item, result: FetchResult) -> ArticleFetched:
        document = await self.parser.page(result.body, url=result.url, charset=result.charset)
        return article_from_page(document, url=result.url, fetched_at=result.fetched_at, feed_date=item.feed_date)

    async def _record(self, item: Item, result: FetchResult, article: ArticleFetched | None) -> tuple[Outcome, int]:
        now = self.clock.now()

        async def write(session: AsyncSession) -> tuple[Outcome, int]:
            row = await still_leased(session, Item, item.id, holder=self.holder)
            if row is None:
                return Outcome.UNCHANGED, 0
            outcome, number = Outcome.UNCHANGED, 0
            if article is not None:
                accepted = await accept(session, article, now=now, max_revisions=self.settings.max_revisions)
                outcome, number = accepted.outcome, accepted.revisions
                row.article_id, row.revision = article.article_id, article.revision
                row.etag, row.last_modified = result.validators.etag, result.validators.last_modified
            self._look_again(row, item, outcome, is_article=None if article is None else True, detail=None)
            return outcome, number

        recorded = await transact(self.engine, write)
        reached("ingest", "article_accepted")
        return recorded

    async def _record_refusal(self, item: Item, result: FetchResult | None, error: Unreadable) -> None:
        async def write(session: AsyncSession) -> None:
            row = await still_leased(session, Item, item.id, holder=self.holder)
            if row is not None:
                if result is not None:
                    row.etag, row.last_modified = result.validators.etag, result.validators.last_modified
                self._look_again(row, item, error.code, is_article=False, detail=error.detail)

        await transact(self.engine, write)

    async def _record_failure(self, item: Item, error: FetchFailed) -> None:
        now = self.clock.now()

        async def write(session: AsyncSession) -> None:
            row = await still_leased(session, Item, item.id, holder=self.holder)
            if row is None:
                return
            look = after_failure(
                error.code,
                before=ItemState(row.state),
                attempts=row.attempts,
                max_attempts=self.settings.max_attempts,
                first_seen_at=row.first_seen_at,
                now=now,
                ages_s=self.settings.recheck_ages_s(row.host),
                retry_after_s=error.retry_after_s,
            )
            self._plan(row, item, look)
            self._finish(row, error.code, error.detail)

        await transact(self.engine, write)

    def _look_again(self, row: Item, item: Item, outcome: Outcome, *, is_article: bool | None, detail: str | None) -> None:
        look = after_content(
            is_article=is_article,
            before=ItemState(row.state),
            first_seen_at=row.first_seen_at,
            now=self.clock.now(),
            ages_s=self.settings.recheck_ages_s(row.host),
        )
        self._plan(row, item, look)
        self._finish(row, outcome, detail)

    def _plan(self, row: Item, item: Item, look: NextLook) -> None:
        row.state, row.attempts = look.state, look.attempts
        row.next_attempt_at = earlier_look(look.at, claimed=item.next_attempt_at, asked=row.next_attempt_at)

    def _finish(self, row: Item, outcome: Outcome, detail: str | None) -> None:
        row.outcome = outcome.value
        row.detail = detail[:_MAX_DETAIL_CHARS] if detail else None
        row.last_fetched_at = self.clock.now()
        row.leased_by = row.leased_until = None
