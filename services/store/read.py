"""The read model: everything that the gateway may ask of the store. Reading transactions only, keyset paging, no writes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from datetime import datetime
from functools import wraps
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schemas.articles import Section
from schemas.claims import Certainty, Polarity
from schemas.threads import ThreadChanged
from services.runtime.inline import read
from services.store import assemble
from services.store.along import ClaimFilters, seek_claims
from services.store.paging import between, bounded, from_cursor, list_name, newest_first, page_of, to_cursor, to_page
from services.store.pairs import AGAINST
from services.store.sought import seek_threads
from services.store.tables import ARTICLE, CHANGE, CLAIM, ENTITY, MEMBER, RELATION, REVISION, SOURCE, THREAD, WITHDRAWN
from services.store.views import ArticleDetail, ArticleView, ClaimView, Counts, OutletView, Page, RevisionRef, ThreadDetail, ThreadView

MAX_MEMBERS = 50
"""Members shown with a thread, those last stated, with what they come to; `claims(thread=…)` pages through all."""
MAX_RELATIONS = 250
"""Relations shown between their answers, contradictions first."""
_HOLDS = 20
"""A store of a million claims is counted in some .1 s, so every two seconds at most."""
_TRACED = 50
"""Threads through which one that is no more is traced."""


P = ParamSpec("P")
T = TypeVar("T")


def _reading(
    method: Callable[Concatenate[ReadModel, AsyncConnection, P], Awaitable[T]],
) -> Callable[Concatenate[ReadModel, P], Coroutine[Any, Any, T]]:
    """A method in a short reading transaction of its own, to which it is given the connection."""

    @wraps(method)
    async def read_in_one(self: ReadModel, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await read(self.engine, lambda connection: method(self, connection, *args, **kwargs))

    return read_in_one


class ReadModel:
    """Queries over one database. Every method reads in a short transaction of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._counted: Counts | None = None
        self._counted_until = 0.0

    @_reading
    async def articles(
        self,
        connection: AsyncConnection,
        *,
        limit: int,
        cursor: str | None = None,
        source: UUID | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Page[ArticleView]:
        """Articles, newest first; of an outlet, stated in [since, until). Raises `BadCursor`."""
        of_list = list_name("articles", {"source": source, "since": since, "until": until})
        query = select(ARTICLE).where(*between(ARTICLE.c.stated_at, since, until))
        if source is not None:
            query = query.where(ARTICLE.c.source_id == source)
        query = newest_first(query, ARTICLE.c.stated_at, ARTICLE.c.article_id, of_list, cursor)
        page = page_of(query, limit)
        rows = await _rows(connection, assemble.with_outlets(page).order_by(page.c.stated_at.desc(), page.c.article_id.desc()))
        return to_page(rows, limit, assemble.article_view, lambda row: to_cursor(of_list, row["stated_at"], row["article_id"]))

    @_reading
    async def article(self, connection: AsyncConnection, article_id: UUID) -> ArticleDetail | None:
        """One article with its current text, all its revisions and its current claims."""
        rows = await _rows(
            connection, assemble.ARTICLES.add_columns(REVISION.c.text, REVISION.c.sections).where(ARTICLE.c.article_id == article_id)
        )
        if not rows:
            return None
        revisions = await _rows(
            connection,
            select(REVISION.c.revision, REVISION.c.title, REVISION.c.fetched_at, REVISION.c.is_latest)
            .where(REVISION.c.article_id == article_id)
            .order_by(REVISION.c.fetched_at, REVISION.c.revision),
        )
        found = await _rows(
            connection,
            assemble.CLAIMS.where(CLAIM.c.article_id == article_id, CLAIM.c.is_current.is_(True)).order_by(
                CLAIM.c.span_start, CLAIM.c.span_end
            ),
        )
        claims = await assemble.claim_views(connection, found)
        return ArticleDetail(
            **dict(assemble.article_view(rows[0])),
            text=rows[0]["text"],
            sections=tuple(Section(**section) for section in rows[0]["sections"]),
            revisions=tuple(RevisionRef(**revision) for revision in revisions),
            items=tuple(claims),
        )

    @_reading
    async def claims(
        self,
        connection: AsyncConnection,
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
        """Current claims, newest first. `entity` is a name, whatever its case; `q` words that the claim holds. Where conditions are
        combined a page may end before it is full. Raises `BadCursor`."""
        wanted = ClaimFilters(article, thread, source, entity, q and q.strip(), certainty, polarity, since, until)
        found, further = await seek_claims(connection, wanted, limit, cursor)
        return Page(await assemble.claims_shown(connection, found), further)

    @_reading
    async def claim(self, connection: AsyncConnection, claim_id: UUID) -> ClaimView | None:
        """One claim, current or not."""
        views = await assemble.claims_shown(connection, [claim_id])
        return views[0] if views else None

    @_reading
    async def threads(
        self,
        connection: AsyncConnection,
        *,
        limit: int,
        cursor: str | None = None,
        conflict: bool | None = None,
        q: str | None = None,
        entity: str | None = None,
    ) -> Page[ThreadView]:
        """Threads, newest change first; with a conflict or without. Those one of whose claims holds the words `q` or names `entity` come in
        the order of the latest claim that does; a page of them may end before it is full. Raises `BadCursor`."""
        q = q and q.strip()
        of_list = list_name("threads", {"conflict": conflict, "q": q, "entity": entity})
        if q or entity is not None:
            found, further = await seek_threads(
                connection, q=q, entity=entity, conflict=conflict, limit=limit, of_list=of_list, cursor=cursor
            )
            return Page([assemble.thread_view(row) for row in found], further)
        query = select(THREAD).order_by(THREAD.c.sequence.desc())
        if conflict is not None:
            query = query.where(THREAD.c.has_conflict.is_(conflict))
        if cursor is not None:
            query = query.where(THREAD.c.sequence < from_cursor(of_list, cursor)[0])
        rows = await _rows(connection, query.limit(bounded(limit) + 1))
        return to_page(rows, limit, assemble.thread_view, lambda row: to_cursor(of_list, row["sequence"]))

    @_reading
    async def thread(self, connection: AsyncConnection, thread_id: UUID) -> ThreadDetail | None:
        """One thread with its members, relations, series, origins and slots. The id of a thread that was merged gives the merged one."""
        threads = await _rows(connection, select(THREAD).where(THREAD.c.thread_id == thread_id))
        if not threads:
            thread_id = await _merged_into(connection, thread_id)
            threads = await _rows(connection, select(THREAD).where(THREAD.c.thread_id == thread_id))
        if not threads:
            return None
        latest = (MEMBER.c.stated_at.desc(), MEMBER.c.claim_id.desc())
        members = await _rows(connection, assemble.MEMBERS.where(MEMBER.c.thread_id == thread_id).order_by(*latest).limit(MAX_MEMBERS))
        members = sorted(members, key=lambda row: (row["as_of"] is not None, row["as_of"], row["stated_at"], row["claim_id"]))
        relations = await _relations(connection, thread_id, {member["position"] for member in members})
        shown = [member["claim_id"] for member in members]
        claims = await assemble.claims_shown(connection, shown)
        withdrawn = await _rows(connection, assemble.WITHDRAWN_CLAIMS.where(WITHDRAWN.c.question_key == threads[0]["question_key"]))
        claims += await assemble.claims_shown(connection, {row["claim_id"] for row in withdrawn})
        entities = await _rows(
            connection,
            select(
                func.min(ENTITY.c.name).label("name"),
                func.min(ENTITY.c.kind).label("kind"),
                func.min(ENTITY.c.country).label("country"),
                func.count().label("claims"),
            )
            .where(ENTITY.c.claim_id.in_(shown))
            .group_by(ENTITY.c.folded)
            .order_by(func.count().desc(), ENTITY.c.folded)
            .limit(20),
        )
        return assemble.thread_detail(threads[0], members, relations, {claim.claim_id: claim for claim in claims}, entities, withdrawn)

    @_reading
    async def outlets(self, connection: AsyncConnection, *, limit: int, cursor: str | None = None) -> Page[OutletView]:
        """The outlets of all articles, by domain. Raises `BadCursor`."""
        of_list = list_name("outlets", {})
        articles = select(func.count()).select_from(ARTICLE).where(ARTICLE.c.source_id == SOURCE.c.source_id).scalar_subquery()
        query = select(SOURCE, articles.label("articles")).order_by(SOURCE.c.domain)
        if cursor is not None:
            query = query.where(SOURCE.c.domain > from_cursor(of_list, cursor)[0])
        rows = await _rows(connection, query.limit(bounded(limit) + 1))
        return to_page(rows, limit, lambda row: OutletView(**row), lambda row: to_cursor(of_list, row["domain"]))

    @_reading
    async def outlet(self, connection: AsyncConnection, source_id: UUID) -> OutletView | None:
        """One outlet."""
        articles = select(func.count()).select_from(ARTICLE).where(ARTICLE.c.source_id == SOURCE.c.source_id).scalar_subquery()
        rows = await _rows(connection, select(SOURCE, articles.label("articles")).where(SOURCE.c.source_id == source_id))
        return OutletView(**rows[0]) if rows else None

    async def counts(self) -> Counts:
        """How much there is. To count takes the longer the more there is, so an answer holds for `_HOLDS` times as long as that took."""
        if self._counted is None or monotonic() >= self._counted_until:
            began = monotonic()
            self._counted = await self._count()
            self._counted_until = monotonic() + _HOLDS * (monotonic() - began)
        return self._counted

    @_reading
    async def _count(self, connection: AsyncConnection) -> Counts:
        row = (
            await connection.execute(
                select(
                    select(func.count()).select_from(ARTICLE).scalar_subquery().label("articles"),
                    select(func.coalesce(func.sum(ARTICLE.c.claims), 0)).scalar_subquery().label("claims"),
                    select(func.count()).select_from(THREAD).scalar_subquery().label("threads"),
                    select(func.count()).select_from(THREAD).where(THREAD.c.has_conflict.is_(True)).scalar_subquery().label("conflicts"),
                )
            )
        ).mappings().one()  # fmt: skip
        return Counts(**row)

    @_reading
    async def after_sequence(self, connection: AsyncConnection, sequence: int, limit: int) -> list[ThreadChanged]:
        """The changes of all threads after number `sequence`, in order and without gaps: what the live stream sends on."""
        changes = await _rows(
            connection, select(CHANGE).where(CHANGE.c.sequence > sequence).order_by(CHANGE.c.sequence).limit(bounded(limit))
        )
        claims = await assemble.claims_by_id(connection, {change["claim_id"] for change in changes})
        return [assemble.thread_changed(change, claims[change["claim_id"]]) for change in changes]

    @_reading
    async def last_sequence(self, connection: AsyncConnection) -> int:
        """The number of the last change, 0 before the first."""
        return int((await connection.execute(select(func.coalesce(func.max(CHANGE.c.sequence), 0)))).scalar_one())


async def _merged_into(connection: AsyncConnection, thread_id: UUID) -> UUID:
    """The thread that the claims of a thread that is no more belong to now, through others too; `thread_id` itself where there is none."""
    for _ in range(_TRACED):
        gone = select(CHANGE.c.became).where(CHANGE.c.thread_id == thread_id, CHANGE.c.became.is_not(None))
        found = (await connection.execute(gone.order_by(CHANGE.c.sequence.desc()).limit(1))).scalar_one_or_none()
        if found is None:
            break
        thread_id = found
        if (await connection.execute(select(THREAD.c.thread_id).where(THREAD.c.thread_id == thread_id))).first():
            break
    return thread_id


async def _relations(connection: AsyncConnection, thread_id: UUID, positions: Collection[str]) -> Sequence[Any]:
    """The relations between answers of a thread, contradictions first: one that is told for months has some ten thousand."""
    among = RELATION.c.a_position.in_(positions), RELATION.c.b_position.in_(positions)
    is_last = case((RELATION.c.kind.in_(AGAINST), 0), (RELATION.c.kind == "update", 1), else_=2)
    in_order = (is_last, RELATION.c.a_position, RELATION.c.b_position)
    query = select(RELATION).where(RELATION.c.thread_id == thread_id, *among).order_by(*in_order).limit(MAX_RELATIONS)
    return sorted(await _rows(connection, query), key=lambda row: (row["kind"], row["a_position"], row["b_position"]))


async def _rows(connection: AsyncConnection, query: Any) -> Sequence[Any]:
    rows: Sequence[Any] = (await connection.execute(query)).mappings().all()
    return rows
