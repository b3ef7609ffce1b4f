"""What the gateway needs of others, as protocols: the store's read model and the register of sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from schemas.claims import Certainty, Polarity
from schemas.threads import ThreadChanged
from services.store.views import ArticleDetail, ArticleView, ClaimView, Counts, OutletView, Page, ThreadDetail, ThreadView


class Reads(Protocol):
    """The store's read model. Lists raise `BadCursor` for a cursor that they did not give out."""

    async def articles(
        self,
        *,
        limit: int,
        cursor: str | None = None,
        source: UUID | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Page[ArticleView]: ...

    async def article(self, article_id: UUID) -> ArticleDetail | None: ...

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
    ) -> Page[ClaimView]: ...

    async def claim(self, claim_id: UUID) -> ClaimView | None: ...

    async def threads(
        self, *, limit: int, cursor: str | None = None, conflict: bool | None = None, q: str | None = None, entity: str | None = None
    ) -> Page[ThreadView]: ...

    async def thread(self, thread_id: UUID) -> ThreadDetail | None: ...

    async def outlets(self, *, limit: int, cursor: str | None = None) -> Page[OutletView]: ...

    async def outlet(self, source_id: UUID) -> OutletView | None: ...

    async def counts(self) -> Counts: ...

    async def after_sequence(self, sequence: int, limit: int) -> Sequence[ThreadChanged]: ...

    async def last_sequence(self) -> int: ...
