"""Rows to views: the joins that the read model's queries share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, FromClause, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.claims import Claim
from schemas.contract import Span
from schemas.threads import ThreadChanged, ThreadSummary
from services.store.episodes import GAP_DAYS
from services.store.mapping import Row, claim_fields, dated_by, to_claim
from services.store.origins import Trace, group_origins
from services.store.questions import slots_of_key
from services.store.tables import ARTICLE, ATTRIBUTION, CLAIM, MEMBER, QUANTITY, REVISION, SOURCE, WITHDRAWN
from services.store.views import (
    ArticleRef,
    ArticleView,
    ClaimView,
    EntityRef,
    MemberView,
    OriginView,
    OutletRef,
    RelationView,
    SeriesPoint,
    ThreadDetail,
    ThreadView,
    WithdrawnView,
)

GAP = timedelta(days=GAP_DAYS)
_OUTLET = [SOURCE.c.source_id, SOURCE.c.name, SOURCE.c.domain, SOURCE.c.publisher_family]
_IN_TEXT = [
    REVISION.c[name]
    for name in (
        "url",
        "authors",
        "language",
        "published_at",
        "published_origin",
        "updated_at",
        "updated_origin",
        "fetched_at",
        "wire_credit",
        "lane",
    )
]


def with_outlets(articles: FromClause) -> Select[Any]:
    """Articles, all or those of a page, with their outlet and the facts of their current revision."""
    is_current = (REVISION.c.article_id == articles.c.article_id) & (REVISION.c.revision == articles.c.revision)
    return select(articles, *_OUTLET[1:], *_IN_TEXT).join(SOURCE, SOURCE.c.source_id == articles.c.source_id).join(REVISION, is_current)


ARTICLES: Select[Any] = with_outlets(ARTICLE)
CLAIMS: Select[Any] = (
    select(CLAIM, *_OUTLET[1:], ARTICLE.c.canonical_url, ARTICLE.c.title, REVISION.c.published_at, REVISION.c.wire_credit)
    .join(ARTICLE, ARTICLE.c.article_id == CLAIM.c.article_id)
    .join(SOURCE, SOURCE.c.source_id == CLAIM.c.source_id)
    .join(REVISION, (REVISION.c.article_id == CLAIM.c.article_id) & (REVISION.c.revision == CLAIM.c.revision))
)
"""Claims with their article and its outlet."""
MEMBERS: Select[Any] = select(MEMBER, ARTICLE.c.origin).join(ARTICLE, ARTICLE.c.article_id == MEMBER.c.article_id)
"""Members of threads, with what their articles share with others."""
WITHDRAWN_CLAIMS: Select[Any] = select(WITHDRAWN).order_by(WITHDRAWN.c.as_of.desc(), WITHDRAWN.c.claim_id).limit(25)
"""Answers that their articles no longer give, the latest."""
_WANTED: Final[BindParameter[Any]] = bindparam("claims", expanding=True)
_CLAIMS_WANTED: Final = CLAIMS.where(CLAIM.c.claim_id.in_(_WANTED))
_BARE_CLAIMS_WANTED: Final = select(CLAIM).where(CLAIM.c.claim_id.in_(_WANTED))
_PARTS_WANTED: Final = [
    select(table).where(table.c.claim_id.in_(_WANTED)).order_by(table.c.claim_id, table.c.place) for table in (ATTRIBUTION, QUANTITY)
]
_THREADS_WANTED: Final = select(MEMBER.c.claim_id, MEMBER.c.thread_id).where(MEMBER.c.claim_id.in_(_WANTED)).order_by(MEMBER.c.thread_id)


def article_view(row: Row) -> ArticleView:
    """A row of `ARTICLES` as a view."""
    own = {name: row[name] for name in ArticleView.model_fields if name not in ("source", "published", "updated")}
    return ArticleView(
        **own,
        source=_outlet(row),
        published=dated_by(row["published_at"], row["published_origin"]),
        updated=dated_by(row["updated_at"], row["updated_origin"]),
    )


async def claims_shown(connection: AsyncConnection, wanted: Collection[UUID]) -> list[ClaimView]:
    """These claims as views, in this order, as far as they are there."""
    found = (await connection.execute(_CLAIMS_WANTED, {"claims": list(wanted)})).mappings().all() if wanted else ()
    rows = {row["claim_id"]: row for row in found}
    return await claim_views(connection, [rows[claim_id] for claim_id in wanted if claim_id in rows])


async def claim_views(connection: AsyncConnection, rows: Sequence[Row]) -> list[ClaimView]:
    """Rows of `CLAIMS` as views, in their order, with attributions, quantities and threads fetched for all at once."""
    wanted = [row["claim_id"] for row in rows]
    attributions, quantities = await parts_of(connection, wanted)
    threads: dict[UUID, list[UUID]] = defaultdict(list)
    for claim_id, thread_id in (await connection.execute(_THREADS_WANTED, {"claims": wanted})).all() if wanted else ():
        threads[claim_id].append(thread_id)
    return [
        ClaimView(
            **claim_fields(row, attributions[row["claim_id"]], quantities[row["claim_id"]]),
            article=ArticleRef(
                article_id=row["article_id"],
                canonical_url=row["canonical_url"],
                title=row["title"],
                source=_outlet(row),
                published_at=row["published_at"],
                wire_credit=row["wire_credit"],
            ),
            revision=row["revision"],
            extractor_version=row["extractor_version"],
            is_current=row["is_current"],
            stated_at=row["stated_at"],
            as_of=row["as_of"],
            threads=tuple(threads[row["claim_id"]]),
        )
        for row in rows
    ]


async def claims_by_id(connection: AsyncConnection, wanted: Collection[UUID]) -> dict[UUID, Claim]:
    """Claims as contracts."""
    attributions, quantities = await parts_of(connection, wanted)
    rows = (await connection.execute(_BARE_CLAIMS_WANTED, {"claims": list(wanted)})).mappings().all() if wanted else ()
    return {row["claim_id"]: to_claim(row, attributions[row["claim_id"]], quantities[row["claim_id"]]) for row in rows}


async def parts_of(connection: AsyncConnection, wanted: Collection[UUID]) -> tuple[dict[UUID, list[Row]], dict[UUID, list[Row]]]:
    """Attributions and quantities of claims, by claim and in their order."""
    found: tuple[dict[UUID, list[Row]], dict[UUID, list[Row]]] = (defaultdict(list), defaultdict(list))
    for query, parts in zip(_PARTS_WANTED, found, strict=True) if wanted else ():
        for row in (await connection.execute(query, {"claims": list(wanted)})).mappings().all():
            parts[row["claim_id"]].append(row)
    return found


def thread_view(row: Row) -> ThreadView:
    """A thread row as a view."""
    return ThreadView(**{name: row[name] for name in ThreadView.model_fields})


def thread_changed(row: Row, claim: Claim) -> ThreadChanged:
    """A row of `thread_change` as the contract that was published."""
    return ThreadChanged(
        thread_id=row["thread_id"],
        sequence=row["sequence"],
        kind=row["kind"],
        changed_at=row["changed_at"],
        claim=claim,
        article_id=row["article_id"],
        before=None if row["before"] is None else ThreadSummary(**row["before"]),
        after=ThreadSummary(**row["after"]),
        became=row["became"],
    )


def thread_detail(
    thread: Row,
    members: Sequence[Row],
    relations: Sequence[Row],
    claims: Mapping[UUID, ClaimView],
    entities: Sequence[Row],
    withdrawn: Sequence[Row],
) -> ThreadDetail:
    """A thread with all that it was made of. `claims` may hold fewer than `members`: those that are shown."""
    groups = group_origins([Trace.of(member["article_id"], member["origin"], member["position"], member["cited"]) for member in members])
    origin_of = {article: place for place, group in enumerate(groups) for article in group.articles}
    first: dict[str, Row] = {}
    by_position: dict[str, list[Row]] = defaultdict(list)
    for member in members:
        by_position[member["position"]].append(member)
        if member["claim_id"] in claims:
            first.setdefault(member["position"], member)
    views = [
        MemberView(
            claim=claims[member["claim_id"]],
            position=member["position"],
            value_text=member["answer"]["value_text"],
            spans=tuple(Span(**span) for span in member["answer"]["spans"]),
            as_of=member["as_of"],
            origin=origin_of[member["article_id"]],
        )
        for member in members
        if member["claim_id"] in claims
    ]
    return ThreadDetail(
        **dict(thread_view(thread)),
        members=tuple(views),
        relations=tuple(
            _relation_view(relation, first) for relation in relations if relation["a_position"] in first and relation["b_position"] in first
        ),
        series=tuple(
            _series_point(position, rows, first[position], claims, origin_of) for position, rows in by_position.items() if position in first
        ),
        origin_groups=tuple(OriginView(label=group.label, reasons=group.reasons, articles=group.articles) for group in groups),
        entities=tuple(EntityRef(**entity) for entity in entities),
        withdrawn=tuple(
            WithdrawnView(claim=claims[row["claim_id"]], value_text=row["answer"]["value_text"], as_of=row["as_of"])
            for row in withdrawn
            if _was_here(row, thread, members)
        ),
        slots=slots_of_key(thread["question_key"]),
    )


def _was_here(withdrawn: Row, thread: Row, members: Sequence[Row]) -> bool:
    """Whether a withdrawn answer was one of this thread's episode, and its article does not give the same answer still."""
    day = withdrawn["as_of"]
    if day and thread["first_on"] and not (thread["first_on"] - GAP <= day <= thread["last_on"] + GAP):
        return False
    return not any(member["article_id"] == withdrawn["article_id"] and member["position"] == withdrawn["position"] for member in members)


def _relation_view(relation: Row, first: Mapping[str, Row]) -> RelationView:
    a, b = first[relation["a_position"]], first[relation["b_position"]]
    return RelationView(
        kind=relation["kind"],
        reason=relation["reason"],
        a_position=relation["a_position"],
        b_position=relation["b_position"],
        a=a["claim_id"],
        b=b["claim_id"],
        a_words=_words(a),
        b_words=_words(b),
    )


def _series_point(
    position: str, rows: Sequence[Row], first: Row, claims: Mapping[UUID, ClaimView], origin_of: Mapping[UUID, int]
) -> SeriesPoint:
    answer, claim = first["answer"], claims[first["claim_id"]]
    return SeriesPoint(
        as_of=first["as_of"],
        position=position,
        **{name: answer[name] for name in ("value_text", "value", "low", "high", "unit", "polarity")},
        certainty=claim.certainty,
        claims=len(rows),
        origins=len({origin_of[row["article_id"]] for row in rows}),
        claim_id=first["claim_id"],
    )


def _words(member: Row) -> str:
    return " … ".join(span["text"] for span in member["answer"]["spans"])


def _outlet(row: Row) -> OutletRef:
    return OutletRef(source_id=row["source_id"], name=row["name"], domain=row["domain"], publisher_family=row["publisher_family"])
