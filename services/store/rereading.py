"""All articles read again with the rules of this version, into temporary tables beside the stored ones: the first step of `rethread.py`.

Every extraction is read, article by article; then the answers of the current ones take their questions in the order of publication
(`wordings.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Index, MetaData, String, Table, Uuid, bindparam, func, insert, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.claims import ClaimsExtracted, Extractor
from services.runtime.progress import Progress
from services.store.assemble import claims_by_id
from services.store.mapping import Row, to_article
from services.store.reading import read_message
from services.store.recompute import MEMBER_COLUMNS, to_member
from services.store.tables import ARTICLE, CLAIM, EXTRACTION, MEMBER, REVISION, SOURCE, TOLD, TOLD_NAME
from services.store.wording_rows import Tables, answered, row_of, tell_names, to_told, told_columns, write_told
from services.store.wordings import Answer, Told, asking

_ARTICLES: Final = 50
"""Articles held in memory at a time."""

BESIDE: Final = MetaData()
NEXT_MEMBER: Final = Table(
    "next_member",
    BESIDE,
    Column("is_withdrawn", Boolean, nullable=False),
    *(Column(name, (ARTICLE if name == "origin" else MEMBER).c[name].type) for name in MEMBER_COLUMNS),
    Index("next_member_of_key", "question_key"),
    Index("next_member_of_claim", "claim_id"),
    prefixes=["TEMPORARY"],
)
NEXT_DAY: Final = Table("next_day", BESIDE, Column("claim_id", Uuid, primary_key=True), Column("as_of", Date), prefixes=["TEMPORARY"])
NEXT_ORIGIN: Final = Table(
    "next_origin",
    BESIDE,
    Column("article_id", Uuid, primary_key=True),
    Column("origin", ARTICLE.c.origin.type),
    prefixes=["TEMPORARY"],
)
NEXT_KEY: Final = Table(
    "next_key",
    BESIDE,
    Column("question_key", String, primary_key=True),
    Column("differs", Boolean, nullable=False),
    prefixes=["TEMPORARY"],
)


NEXT_TOLD: Final = Table(
    "next_told",
    BESIDE,
    *(Column(column.name, column.type, primary_key=column.primary_key, nullable=False) for column in TOLD.c),
    Index("next_told_in_order", "stated_at", "article_id"),
    prefixes=["TEMPORARY"],
)
NEXT_NAME: Final = Table(
    "next_name", BESIDE, *(Column(column.name, column.type, primary_key=True) for column in TOLD_NAME.c), prefixes=["TEMPORARY"]
)
NEXT_THREAD: Final = Table(
    "next_thread",
    BESIDE,
    Column("claim_id", Uuid, nullable=False, index=True),
    Column("thread_id", Uuid, nullable=False),
    prefixes=["TEMPORARY"],
)
"""The threads of the questions that differ: what those that are gone become."""
NEXT: Final = Tables(NEXT_TOLD, NEXT_NAME)


_OF_ANSWER: Final = (
    NEXT_MEMBER.c.claim_id == bindparam("claim"),
    NEXT_MEMBER.c.question_key == bindparam("own"),
    NEXT_MEMBER.c.is_withdrawn.is_(False),
)
_TAKING: Final = select(NEXT_MEMBER).where(*_OF_ANSWER)
_TAKE: Final = (
    update(NEXT_MEMBER)
    .where(*_OF_ANSWER)
    .values(question_key=bindparam("taken"), answer=bindparam("said", type_=NEXT_MEMBER.c.answer.type))
)


async def read_anew(connection: AsyncConnection, progress: Progress) -> None:
    """Fill `NEXT_MEMBER`, `NEXT_TOLD`, `NEXT_NAME`, and where they differ from what is stored `NEXT_DAY` and `NEXT_ORIGIN`."""
    await _read_articles(connection, progress)
    await _take_questions(connection, progress)


async def _read_articles(connection: AsyncConnection, progress: Progress) -> None:
    total, done = (await connection.execute(select(func.count()).select_from(ARTICLE))).scalar_one(), 0
    after: UUID | None = None
    while True:
        query = select(ARTICLE.c.article_id).order_by(ARTICLE.c.article_id).limit(_ARTICLES)
        batch: Sequence[UUID] = (
            (await connection.execute(query if after is None else query.where(ARTICLE.c.article_id > after))).scalars().all()
        )
        if not batch:
            return
        await _read_some(connection, batch)
        after, done = batch[-1], done + len(batch)
        progress("reading articles", done, total)


async def _read_some(connection: AsyncConnection, articles: Sequence[UUID]) -> None:
    query = (
        select(ARTICLE.c.article_id, ARTICLE.c.canonical_url, ARTICLE.c.origin, ARTICLE.c.stated_at, SOURCE)
        .join(SOURCE, SOURCE.c.source_id == ARTICLE.c.source_id)
        .where(ARTICLE.c.article_id.in_(articles))
    )
    outlets = {row["article_id"]: row for row in await _rows(connection, query)}
    revisions = {
        (row["article_id"], row["revision"]): row
        for row in await _rows(connection, select(REVISION).where(REVISION.c.article_id.in_(articles)))
    }
    claims: dict[tuple[UUID, str, str], dict[UUID, Row]] = defaultdict(dict)
    for row in await _rows(connection, select(CLAIM).where(CLAIM.c.article_id.in_(articles))):
        claims[row["article_id"], row["revision"], row["extractor_version"]][row["claim_id"]] = row
    members: list[dict[str, Any]] = []
    days: list[dict[str, Any]] = []
    origins: list[dict[str, Any]] = []
    told: list[Told] = []
    for extraction in await _rows(connection, select(EXTRACTION).where(EXTRACTION.c.article_id.in_(articles))):
        own = claims[extraction["article_id"], extraction["revision"], extraction["extractor_version"]]
        contracts = await claims_by_id(connection, own.keys())
        outlet, revision = outlets[extraction["article_id"]], revisions[extraction["article_id"], extraction["revision"]]
        message = ClaimsExtracted.model_construct(  # the claims were checked when they were read from their rows
            article=to_article(revision, outlet["canonical_url"], outlet),
            extractor=_extractor(extraction),
            claims=tuple(contracts.values()),
            is_capped=extraction["is_capped"],
        )
        reading = read_message(message)
        stated_at = {row["claim_id"]: row["stated_at"] for row in own.values()}
        for member in reading.members:
            values = {name: getattr(member, name) for name in MEMBER_COLUMNS}
            values["stated_at"] = stated_at[member.claim_id]
            members.append({"is_withdrawn": not extraction["is_current"], **values})
        days += [
            {"claim_id": row["claim_id"], "as_of": row["as_of"]} for row in reading.claims if row["as_of"] != own[row["claim_id"]]["as_of"]
        ]
        if extraction["is_current"] and reading.told:
            told.append(reading.told._replace(stated_at=outlet["stated_at"]))
        if extraction["is_current"] and reading.article["origin"] != outlet["origin"]:
            origins.append({"article_id": reading.article_id, "origin": reading.article["origin"]})
    if members:
        await connection.execute(insert(NEXT_MEMBER), members)
    if told:
        await connection.execute(insert(NEXT_TOLD), [row_of(each) for each in told])
        await tell_names(connection, told, NEXT)
    if days:
        await connection.execute(insert(NEXT_DAY), days)
    if origins:
        await connection.execute(insert(NEXT_ORIGIN), origins)


async def _take_questions(connection: AsyncConnection, progress: Progress) -> None:
    """Let the answers take their questions, article by article in the order of publication."""
    total, done = (await connection.execute(select(func.count()).select_from(NEXT_TOLD))).scalar_one(), 0
    place = tuple_(NEXT_TOLD.c.stated_at, NEXT_TOLD.c.article_id)
    query = select(*told_columns(NEXT)).order_by(*place.clauses).limit(_ARTICLES)
    rows = (await connection.execute(query)).all()
    while rows:
        for own in map(to_told, rows):
            now = await answered(connection, own, NEXT)
            if now != own:
                await write_told(connection, now, NEXT)
            for answer in now.answers:
                if answer.key != answer.own_key:
                    await _take(connection, answer)
        done += len(rows)
        progress("taking questions", done, total)
        last = literal(rows[-1].stated_at, NEXT_TOLD.c.stated_at.type), literal(rows[-1].article_id, NEXT_TOLD.c.article_id.type)
        rows = (await connection.execute(query.where(place > tuple_(*last)))).all()


async def _take(connection: AsyncConnection, answer: Answer) -> None:
    """Let the member of this answer have its question."""
    own = {"claim": answer.claim_id, "own": answer.own_key}
    row = (await connection.execute(_TAKING, own)).mappings().one()
    member = asking(to_member(row), answer.own_key, answer.key)
    await connection.execute(_TAKE, {**own, "taken": member.question_key, "said": member.answer})


def _extractor(extraction: Row) -> Extractor:
    return Extractor(
        name=extraction["extractor"],
        version=extraction["extractor_version"],
        model=extraction["model"],
        model_version=extraction["model_version"],
    )


async def _rows(connection: AsyncConnection, query: Any) -> Sequence[Row]:
    rows: Sequence[Row] = (await connection.execute(query)).mappings().all()
    return rows
