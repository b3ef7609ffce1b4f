"""A read model in memory: the same promises as the store's, paging included, without a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from schemas.claims import Certainty, Polarity
from schemas.threads import ThreadChanged
from services.store.errors import BadCursor
from services.store.views import ArticleDetail, ArticleView, ClaimView, Counts, OutletView, Page, ThreadDetail, ThreadView

T = TypeVar("T")


class FakeReads:
    """Lists of views, newest first. `failure` is raised instead of every answer."""

    def __init__(
        self, articles: Sequence[ArticleDetail] = (), threads: Sequence[ThreadDetail] = (), changes: Sequence[ThreadChanged] = ()
    ) -> None:
        self.stored_articles = list(articles)
        self.stored_threads = sorted(threads, key=lambda thread: -thread.sequence)
        self.stored_changes = list(changes)
        self.failure: Exception | None = None
        self.asked = 0

    async def articles(
        self,
        *,
        limit: int,
        cursor: str | None = None,
        source: UUID | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Page[ArticleView]:
        found = [
            ArticleView(**{name: getattr(each, name) for name in ArticleView.model_fields})
            for each in sorted(self.stored_articles, key=lambda each: (each.stated_at, each.article_id), reverse=True)
            if source in (None, each.source.source_id)
            and (since is None or each.stated_at >= since)
            and (until is None or each.stated_at < until)
        ]
        return self._page(found, limit, cursor)

    async def article(self, article_id: UUID) -> ArticleDetail | None:
        return self._one(self.stored_articles, lambda each: each.article_id == article_id)

    async def claims(
        self,
        *,
        limit: int,
        cursor: str | None = None,
        article: UUID | None = None,
        thread: UUID | None = None,
        source: UUID | None = None,
        entity: str | None = None,
        q: str | None = None,
        certainty: Certainty | None = None,
        polarity: Polarity | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Page[ClaimView]:
        found = [
            each
            for each in self._claims()
            if article in (None, each.article.article_id)
            and source in (None, each.article.source.source_id)
            and certainty in (None, each.certainty)
            and polarity in (None, each.polarity)
            and (thread is None or thread in each.threads)
            and (q is None or q in each.span.text)
            and (entity is None or any(actor.entity.name == entity for actor in each.actors))
        ]
        return self._page(found, limit, cursor)

    async def claim(self, claim_id: UUID) -> ClaimView | None:
        return self._one(self._claims(), lambda each: each.claim_id == claim_id)

    async def threads(
        self, *, limit: int, cursor: str | None = None, conflict: bool | None = None, q: str | None = None, entity: str | None = None
    ) -> Page[ThreadView]:
        found = [
            ThreadView(**{name: getattr(each, name) for name in ThreadView.model_fields})
            for each in self.stored_threads
            if conflict in (None, each.conflicts > 0) and (q is None or any(q in member.claim.span.text for member in each.members))
        ]
        return self._page(found, limit, cursor)

    async def thread(self, thread_id: UUID) -> ThreadDetail | None:
        return self._one(self.stored_threads, lambda each: each.thread_id == thread_id)

    async def outlets(self, *, limit: int, cursor: str | None = None) -> Page[OutletView]:
        return self._page(self._outlets(), limit, cursor)

    async def outlet(self, source_id: UUID) -> OutletView | None:
        return self._one(self._outlets(), lambda each: each.source_id == source_id)

    async def counts(self) -> Counts:
        self._answer()
        conflicts = sum(each.conflicts > 0 for each in self.stored_threads)
        return Counts(articles=len(self.stored_articles), claims=len(self._claims()), threads=len(self.stored_threads), conflicts=conflicts)

    async def after_sequence(self, sequence: int, limit: int) -> Sequence[ThreadChanged]:
        self._answer()
        return [each for each in self.stored_changes if each.sequence > sequence][:limit]

    async def last_sequence(self) -> int:
        self._answer()
        return max((each.sequence for each in self.stored_changes), default=0)

    def _claims(self) -> list[ClaimView]:
        return [each for article in self.stored_articles for each in article.items]

    def _outlets(self) -> list[OutletView]:
        refs = {each.source.source_id: each.source for each in self.stored_articles}
        return [
            OutletView(**ref.model_dump(), articles=sum(a.source.source_id == key for a in self.stored_articles))
            for key, ref in sorted(refs.items(), key=lambda item: item[1].domain)
        ]

    def _answer(self) -> None:
        self.asked += 1
        if self.failure is not None:
            raise self.failure

    def _one(self, among: Sequence[T], wanted: Callable[[T], bool]) -> T | None:
        self._answer()
        return next((each for each in among if wanted(each)), None)

    def _page(self, found: list[T], limit: int, cursor: str | None) -> Page[T]:
        self._answer()
        if cursor is not None and not (cursor.startswith("after-") and cursor[6:].isdecimal()):
            raise BadCursor("no cursor of this list")
        start = int(cursor[6:]) if cursor else 0
        shown = found[start : start + limit]
        return Page(shown, f"after-{start + limit}" if start + limit < len(found) else None)
