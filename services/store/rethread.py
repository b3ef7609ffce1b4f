"""All threads computed anew from the claims, beside the stored ones: what differs, and the switch from these to those.

1. Article by article, every extraction is read again with the rules of this version; the answers go to temporary tables, and take their
   questions in the order of publication (`wordings.py`).
2. Question by question, threads are made of the answers and held against the stored ones (`Difference`).
3. `switch` writes what differs in one transaction, if no store has worked meanwhile.

Memory is bounded by one batch of articles and by the largest question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    MetaData,
    String,
    Table,
    Uuid,
    bindparam,
    delete,
    false,
    func,
    insert,
    literal,
    select,
    text,
    tuple_,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from schemas.claims import ClaimsExtracted, Extractor
from services.runtime.errors import AtWork
from services.runtime.progress import Progress
from services.store import statements
from services.store.announce import write_and_tell
from services.store.assemble import claims_by_id
from services.store.linking import Change
from services.store.mapping import Row, to_article
from services.store.members import Member
from services.store.reading import read_message
from services.store.recompute import MEMBER_COLUMNS, Thread, changes_between, in_lists, stored_threads, threads_among, to_member
from services.store.tables import (
    ARTICLE,
    CLAIM,
    CROWD,
    CROWD_ANSWER,
    CROWD_STORY,
    CROWD_TIE,
    EXTRACTION,
    MEMBER,
    OFFSET,
    REVISION,
    SOURCE,
    THREAD,
    TOLD,
    TOLD_NAME,
    WITHDRAWN,
)
from services.store.wording_rows import Tables, answered, row_of, tell_names, to_told, told_columns, write_told
from services.store.wordings import Answer, Told, asking

_ARTICLES: Final = 50
_KEYS: Final = 100
"""Articles, or questions, held in memory at a time."""

_BESIDE: Final = MetaData()
_NEXT_MEMBER: Final = Table(
    "next_member",
    _BESIDE,
    Column("is_withdrawn", Boolean, nullable=False),
    *(Column(name, (ARTICLE if name == "origin" else MEMBER).c[name].type) for name in MEMBER_COLUMNS),
    Index("next_member_of_key", "question_key"),
    Index("next_member_of_claim", "claim_id"),
    prefixes=["TEMPORARY"],
)
_NEXT_DAY: Final = Table("next_day", _BESIDE, Column("claim_id", Uuid, primary_key=True), Column("as_of", Date), prefixes=["TEMPORARY"])
_NEXT_ORIGIN: Final = Table(
    "next_origin",
    _BESIDE,
    Column("article_id", Uuid, primary_key=True),
    Column("origin", ARTICLE.c.origin.type),
    prefixes=["TEMPORARY"],
)
_NEXT_KEY: Final = Table(
    "next_key",
    _BESIDE,
    Column("question_key", String, primary_key=True),
    Column("differs", Boolean, nullable=False),
    prefixes=["TEMPORARY"],
)


_NEXT_TOLD: Final = Table(
    "next_told",
    _BESIDE,
    *(Column(column.name, column.type, primary_key=column.primary_key, nullable=False) for column in TOLD.c),
    Index("next_told_in_order", "stated_at", "article_id"),
    prefixes=["TEMPORARY"],
)
_NEXT_NAME: Final = Table(
    "next_name", _BESIDE, *(Column(column.name, column.type, primary_key=True) for column in TOLD_NAME.c), prefixes=["TEMPORARY"]
)
_NEXT_THREAD: Final = Table(
    "next_thread",
    _BESIDE,
    Column("claim_id", Uuid, nullable=False, index=True),
    Column("thread_id", Uuid, nullable=False),
    prefixes=["TEMPORARY"],
)
"""The threads of the questions that differ: what those that are gone become."""
_NEXT: Final = Tables(_NEXT_TOLD, _NEXT_NAME)


_OF_ANSWER: Final = (
    _NEXT_MEMBER.c.claim_id == bindparam("claim"),
    _NEXT_MEMBER.c.question_key == bindparam("own"),
    _NEXT_MEMBER.c.is_withdrawn.is_(False),
)
_TAKING: Final = select(_NEXT_MEMBER).where(*_OF_ANSWER)
_TAKE: Final = (
    update(_NEXT_MEMBER)
    .where(*_OF_ANSWER)
    .values(question_key=bindparam("taken"), answer=bindparam("said", type_=_NEXT_MEMBER.c.answer.type))
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One question whose threads are not what its claims come to. `withdrawn`: so are the answers that articles no longer give."""

    question_key: str
    before: Mapping[UUID, Thread]
    after: Mapping[UUID, Thread]
    withdrawn: bool


@dataclass
class Rethreading:
    """Threads beside the stored ones, on one connection that nobody else uses. `began_at`: how far the stores had come."""

    connection: AsyncConnection
    began_at: Sequence[Any] = field(default_factory=list)

    async def differences(self, progress: Progress) -> AsyncIterator[Difference]:
        """Compute all threads anew; yields the questions that differ, in their order."""
        self.began_at = await _offsets(self.connection)
        await self._read_articles(progress)
        await self._take_questions(progress)
        keys = union(select(THREAD.c.question_key), select(_NEXT_MEMBER.c.question_key), select(WITHDRAWN.c.question_key)).subquery()
        await self.connection.execute(insert(_NEXT_KEY).from_select(["question_key", "differs"], select(keys.c.question_key, false())))
        total, done = (await self.connection.execute(select(func.count()).select_from(_NEXT_KEY))).scalar_one(), 0
        async for batch in self._keys(only_differing=False):
            found = await self._differences_of(batch)
            for difference in found:
                await self.connection.execute(
                    update(_NEXT_KEY).where(_NEXT_KEY.c.question_key == difference.question_key).values(differs=True)
                )
                await self._note_threads(difference.after)
                yield difference
            done += len(batch)
            progress("answering questions", done, total)

    async def switch(self, now: datetime, progress: Progress) -> int:
        """Write all differences, within the caller's transaction; returns how many threads changed. Raises `AtWork`."""
        if self.connection.dialect.name == "postgresql":
            await self.connection.execute(text("LOCK TABLE consumer_offset IN SHARE MODE"))  # a store's transaction begins by writing there
        if await _offsets(self.connection) != self.began_at:
            raise AtWork("a store has stored something meanwhile; nothing was changed. Stop the stores and run it again")
        session = AsyncSession(self.connection, expire_on_commit=False)
        differing = select(func.count()).select_from(_NEXT_KEY).where(_NEXT_KEY.c.differs)
        total, done, changed = (await self.connection.execute(differing)).scalar_one(), 0, 0
        async for keys in self._keys(only_differing=True):
            for difference in await self._differences_of(keys):
                changes = [await self._with_heir(change) for change in changes_between(difference.before, difference.after)]
                await write_and_tell(session, changes, now)
                changed += len(changes)
                if difference.withdrawn:
                    await self._write_withdrawn(difference.question_key)
            done += len(keys)
            progress("writing", done, total)
        for table, following in ((TOLD, _NEXT_TOLD), (TOLD_NAME, _NEXT_NAME)):
            await self.connection.execute(delete(table))
            await self.connection.execute(insert(table).from_select([column.name for column in table.c], select(*following.c)))
        for table in (CROWD_ANSWER, CROWD_TIE, CROWD_STORY, CROWD):  # they repeat what threads hold, by the rules of before
            await self.connection.execute(delete(table))
        day = select(_NEXT_DAY.c.as_of).where(_NEXT_DAY.c.claim_id == CLAIM.c.claim_id).scalar_subquery()
        await self.connection.execute(update(CLAIM).where(CLAIM.c.claim_id.in_(select(_NEXT_DAY.c.claim_id))).values(as_of=day))
        origin = select(_NEXT_ORIGIN.c.origin).where(_NEXT_ORIGIN.c.article_id == ARTICLE.c.article_id).scalar_subquery()
        differing_articles = ARTICLE.c.article_id.in_(select(_NEXT_ORIGIN.c.article_id))
        await self.connection.execute(update(ARTICLE).where(differing_articles).values(origin=origin))
        return changed

    async def _note_threads(self, threads: Mapping[UUID, Thread]) -> None:
        rows = [{"claim_id": claim_id, "thread_id": thread_id} for thread_id, thread in threads.items() for claim_id in thread.members]
        if rows:
            await self.connection.execute(insert(_NEXT_THREAD), rows)

    async def _with_heir(self, change: Change) -> Change:
        """A thread that is gone goes on in the one, of whatever question, that most of its claims belong to."""
        if change.after or change.became:
            return change
        counts: dict[UUID, int] = defaultdict(int)
        for claims in in_lists(change.left):
            query = select(_NEXT_THREAD.c.thread_id, func.count()).where(_NEXT_THREAD.c.claim_id.in_(claims))
            for thread_id, shared in (await self.connection.execute(query.group_by(_NEXT_THREAD.c.thread_id))).all():
                counts[thread_id] += shared
        return replace(change, became=min(counts, key=lambda thread_id: (-counts[thread_id], thread_id), default=None))

    async def wordings(self) -> int:
        """How many articles' answers are stored otherwise: in other words, or with other questions."""
        stored = select(*TOLD.c).where(TOLD.c.article_id == _NEXT_TOLD.c.article_id)
        columns = [column.name for column in TOLD.c if column.name != "article_id"]
        is_same = stored.where(*(TOLD.c[name] == _NEXT_TOLD.c[name] for name in columns)).exists()
        other = (await self.connection.execute(select(func.count()).select_from(_NEXT_TOLD).where(~is_same))).scalar_one()
        is_there = select(_NEXT_TOLD.c.article_id).where(_NEXT_TOLD.c.article_id == TOLD.c.article_id).exists()
        return int(other + (await self.connection.execute(select(func.count()).select_from(TOLD).where(~is_there))).scalar_one())

    async def days(self) -> int:
        """How many claims speak of another day than is stored."""
        return int((await self.connection.execute(select(func.count()).select_from(_NEXT_DAY))).scalar_one())

    async def _read_articles(self, progress: Progress) -> None:
        total, done = (await self.connection.execute(select(func.count()).select_from(ARTICLE))).scalar_one(), 0
        after: UUID | None = None
        while True:
            query = select(ARTICLE.c.article_id).order_by(ARTICLE.c.article_id).limit(_ARTICLES)
            batch: Sequence[UUID] = (
                (await self.connection.execute(query if after is None else query.where(ARTICLE.c.article_id > after))).scalars().all()
            )
            if not batch:
                return
            await self._read_some(batch)
            after, done = batch[-1], done + len(batch)
            progress("reading articles", done, total)

    async def _read_some(self, articles: Sequence[UUID]) -> None:
        query = (
            select(ARTICLE.c.article_id, ARTICLE.c.canonical_url, ARTICLE.c.origin, ARTICLE.c.stated_at, SOURCE)
            .join(SOURCE, SOURCE.c.source_id == ARTICLE.c.source_id)
            .where(ARTICLE.c.article_id.in_(articles))
        )
        outlets = {row["article_id"]: row for row in await _rows(self.connection, query)}
        revisions = {
            (row["article_id"], row["revision"]): row
            for row in await _rows(self.connection, select(REVISION).where(REVISION.c.article_id.in_(articles)))
        }
        claims: dict[tuple[UUID, str, str], dict[UUID, Row]] = defaultdict(dict)
        for row in await _rows(self.connection, select(CLAIM).where(CLAIM.c.article_id.in_(articles))):
            claims[row["article_id"], row["revision"], row["extractor_version"]][row["claim_id"]] = row
        members: list[dict[str, Any]] = []
        days: list[dict[str, Any]] = []
        origins: list[dict[str, Any]] = []
        told: list[Told] = []
        for extraction in await _rows(self.connection, select(EXTRACTION).where(EXTRACTION.c.article_id.in_(articles))):
            own = claims[extraction["article_id"], extraction["revision"], extraction["extractor_version"]]
            contracts = await claims_by_id(self.connection, own.keys())
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
                {"claim_id": row["claim_id"], "as_of": row["as_of"]}
                for row in reading.claims
                if row["as_of"] != own[row["claim_id"]]["as_of"]
            ]
            if extraction["is_current"] and reading.told:
                told.append(reading.told._replace(stated_at=outlet["stated_at"]))
            if extraction["is_current"] and reading.article["origin"] != outlet["origin"]:
                origins.append({"article_id": reading.article_id, "origin": reading.article["origin"]})
        if members:
            await self.connection.execute(insert(_NEXT_MEMBER), members)
        if told:
            await self.connection.execute(insert(_NEXT_TOLD), [row_of(each) for each in told])
            await tell_names(self.connection, told, _NEXT)
        if days:
            await self.connection.execute(insert(_NEXT_DAY), days)
        if origins:
            await self.connection.execute(insert(_NEXT_ORIGIN), origins)

    async def _take_questions(self, progress: Progress) -> None:
        """Let the answers take their questions, article by article in the order of publication."""
        total, done = (await self.connection.execute(select(func.count()).select_from(_NEXT_TOLD))).scalar_one(), 0
        place = tuple_(_NEXT_TOLD.c.stated_at, _NEXT_TOLD.c.article_id)
        query = select(*told_columns(_NEXT)).order_by(*place.clauses).limit(_ARTICLES)
        rows = (await self.connection.execute(query)).all()
        while rows:
            for own in map(to_told, rows):
                now = await answered(self.connection, own, _NEXT)
                if now != own:
                    await write_told(self.connection, now, _NEXT)
                for answer in now.answers:
                    if answer.key != answer.own_key:
                        await self._take(answer)
            done += len(rows)
            progress("taking questions", done, total)
            last = literal(rows[-1].stated_at, _NEXT_TOLD.c.stated_at.type), literal(rows[-1].article_id, _NEXT_TOLD.c.article_id.type)
            rows = (await self.connection.execute(query.where(place > tuple_(*last)))).all()

    async def _take(self, answer: Answer) -> None:
        """Let the member of this answer have its question."""
        own = {"claim": answer.claim_id, "own": answer.own_key}
        row = (await self.connection.execute(_TAKING, own)).mappings().one()
        member = asking(to_member(row), answer.own_key, answer.key)
        await self.connection.execute(_TAKE, {**own, "taken": member.question_key, "said": member.answer})

    async def _keys(self, *, only_differing: bool) -> AsyncIterator[Sequence[str]]:
        after: str | None = None
        while True:
            query = select(_NEXT_KEY.c.question_key).order_by(_NEXT_KEY.c.question_key).limit(_KEYS)
            if only_differing:
                query = query.where(_NEXT_KEY.c.differs)
            if after is not None:
                query = query.where(_NEXT_KEY.c.question_key > after)
            keys: Sequence[str] = (await self.connection.execute(query)).scalars().all()
            if not keys:
                return
            yield keys
            after = keys[-1]

    async def _differences_of(self, keys: Sequence[str]) -> list[Difference]:
        stored: dict[str, dict[UUID, Thread]] = defaultdict(dict)
        for thread_id, thread in (await stored_threads(self.connection, keys)).items():
            stored[thread.question_key][thread_id] = thread
        members: dict[str, list[Member]] = defaultdict(list)
        withdrawn: dict[str, set[str]] = defaultdict(set)
        kept: dict[str, set[str]] = defaultdict(set)
        for row in await _rows(self.connection, select(_NEXT_MEMBER).where(_NEXT_MEMBER.c.question_key.in_(keys))):
            member = to_member(row)
            if row["is_withdrawn"]:
                withdrawn[member.question_key].add(_answer(row))
            else:
                members[member.question_key].append(member)
        for row in await _rows(self.connection, select(WITHDRAWN).where(WITHDRAWN.c.question_key.in_(keys))):
            kept[row["question_key"]].add(_answer(row))
        found = []
        for key in keys:
            after, changed = threads_among(key, members[key]), withdrawn[key] != kept[key]
            if after != stored[key] or changed:
                found.append(Difference(key, stored[key], after, changed))
        return found

    async def _write_withdrawn(self, key: str) -> None:
        await self.connection.execute(delete(WITHDRAWN).where(WITHDRAWN.c.question_key == key))
        query = select(_NEXT_MEMBER).where(_NEXT_MEMBER.c.question_key == key, _NEXT_MEMBER.c.is_withdrawn)
        await statements.keep_withdrawn(self.connection, [to_member(row) for row in await _rows(self.connection, query)])


@asynccontextmanager
async def beside(connection: AsyncConnection) -> AsyncIterator[Rethreading]:
    """The temporary tables on this connection, gone at the end."""
    await connection.run_sync(lambda sync: _BESIDE.create_all(sync, checkfirst=False))
    try:
        yield Rethreading(connection)
    finally:
        await connection.rollback()
        for table in _BESIDE.sorted_tables:
            await connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
        await connection.commit()


async def successors_of(connection: AsyncConnection, threads: Mapping[UUID, Thread]) -> dict[UUID, str]:
    """The questions that the claims of these threads answer now, most claims first: what has become of a thread that is gone."""
    found: dict[UUID, str] = {}
    for thread_id, thread in threads.items():
        counts: dict[str, int] = defaultdict(int)
        for claims in in_lists(thread.members):
            query = select(_NEXT_MEMBER.c.question_key, func.count()).where(
                _NEXT_MEMBER.c.claim_id.in_(claims), _NEXT_MEMBER.c.is_withdrawn.is_(False)
            )
            for key, claims_there in (await connection.execute(query.group_by(_NEXT_MEMBER.c.question_key))).all():
                counts[key] += claims_there
        if counts:
            found[thread_id] = min(counts, key=lambda key: (-counts[key], key))
    return found


async def _offsets(connection: AsyncConnection) -> Sequence[Any]:
    key = (OFFSET.c.consumer_group, OFFSET.c.topic, OFFSET.c.partition)
    return [tuple(row) for row in (await connection.execute(select(*key, OFFSET.c.next_offset, OFFSET.c.epoch).order_by(*key))).all()]


def _extractor(extraction: Row) -> Extractor:
    return Extractor(
        name=extraction["extractor"],
        version=extraction["extractor_version"],
        model=extraction["model"],
        model_version=extraction["model_version"],
    )


def _answer(row: Row) -> str:
    """A withdrawn answer as one text, to compare."""
    return repr((row["claim_id"], row["article_id"], row["as_of"], row["position"], sorted(row["answer"].items())))


async def _rows(connection: AsyncConnection, query: Any) -> Sequence[Row]:
    rows: Sequence[Row] = (await connection.execute(query)).mappings().all()
    return rows
