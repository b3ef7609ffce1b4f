"""All threads computed anew from the claims, beside the stored ones: what differs, and the switch from these to those.

1. Every extraction is read again with the rules of this version; the answers go to temporary tables (`rereading.py`).
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

from sqlalchemy import delete, false, func, insert, select, text, union, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from services.runtime.errors import AtWork
from services.runtime.progress import Progress
from services.store import statements
from services.store.announce import write_and_tell
from services.store.linking import Change
from services.store.mapping import Row
from services.store.members import Member
from services.store.recompute import Thread, changes_between, in_lists, stored_threads, threads_among, to_member
from services.store.rereading import BESIDE, NEXT_DAY, NEXT_KEY, NEXT_MEMBER, NEXT_NAME, NEXT_ORIGIN, NEXT_THREAD, NEXT_TOLD, read_anew
from services.store.tables import (
    ARTICLE,
    CLAIM,
    CROWD,
    CROWD_ANSWER,
    CROWD_STORY,
    CROWD_TIE,
    OFFSET,
    THREAD,
    TOLD,
    TOLD_NAME,
    WITHDRAWN,
)

_KEYS: Final = 100
"""Questions held in memory at a time."""


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
        await read_anew(self.connection, progress)
        keys = union(select(THREAD.c.question_key), select(NEXT_MEMBER.c.question_key), select(WITHDRAWN.c.question_key)).subquery()
        await self.connection.execute(insert(NEXT_KEY).from_select(["question_key", "differs"], select(keys.c.question_key, false())))
        total, done = (await self.connection.execute(select(func.count()).select_from(NEXT_KEY))).scalar_one(), 0
        async for batch in self._keys(only_differing=False):
            found = await self._differences_of(batch)
            for difference in found:
                await self.connection.execute(
                    update(NEXT_KEY).where(NEXT_KEY.c.question_key == difference.question_key).values(differs=True)
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
        differing = select(func.count()).select_from(NEXT_KEY).where(NEXT_KEY.c.differs)
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
        for table, following in ((TOLD, NEXT_TOLD), (TOLD_NAME, NEXT_NAME)):
            await self.connection.execute(delete(table))
            await self.connection.execute(insert(table).from_select([column.name for column in table.c], select(*following.c)))
        for table in (CROWD_ANSWER, CROWD_TIE, CROWD_STORY, CROWD):  # they repeat what threads hold, by the rules of before
            await self.connection.execute(delete(table))
        day = select(NEXT_DAY.c.as_of).where(NEXT_DAY.c.claim_id == CLAIM.c.claim_id).scalar_subquery()
        await self.connection.execute(update(CLAIM).where(CLAIM.c.claim_id.in_(select(NEXT_DAY.c.claim_id))).values(as_of=day))
        origin = select(NEXT_ORIGIN.c.origin).where(NEXT_ORIGIN.c.article_id == ARTICLE.c.article_id).scalar_subquery()
        differing_articles = ARTICLE.c.article_id.in_(select(NEXT_ORIGIN.c.article_id))
        await self.connection.execute(update(ARTICLE).where(differing_articles).values(origin=origin))
        return changed

    async def _note_threads(self, threads: Mapping[UUID, Thread]) -> None:
        rows = [{"claim_id": claim_id, "thread_id": thread_id} for thread_id, thread in threads.items() for claim_id in thread.members]
        if rows:
            await self.connection.execute(insert(NEXT_THREAD), rows)

    async def _with_heir(self, change: Change) -> Change:
        """A thread that is gone goes on in the one, of whatever question, that most of its claims belong to."""
        if change.after or change.became:
            return change
        counts: dict[UUID, int] = defaultdict(int)
        for claims in in_lists(change.left):
            query = select(NEXT_THREAD.c.thread_id, func.count()).where(NEXT_THREAD.c.claim_id.in_(claims))
            for thread_id, shared in (await self.connection.execute(query.group_by(NEXT_THREAD.c.thread_id))).all():
                counts[thread_id] += shared
        return replace(change, became=min(counts, key=lambda thread_id: (-counts[thread_id], thread_id), default=None))

    async def wordings(self) -> int:
        """How many articles' answers are stored otherwise: in other words, or with other questions."""
        stored = select(*TOLD.c).where(TOLD.c.article_id == NEXT_TOLD.c.article_id)
        columns = [column.name for column in TOLD.c if column.name != "article_id"]
        is_same = stored.where(*(TOLD.c[name] == NEXT_TOLD.c[name] for name in columns)).exists()
        other = (await self.connection.execute(select(func.count()).select_from(NEXT_TOLD).where(~is_same))).scalar_one()
        is_there = select(NEXT_TOLD.c.article_id).where(NEXT_TOLD.c.article_id == TOLD.c.article_id).exists()
        return int(other + (await self.connection.execute(select(func.count()).select_from(TOLD).where(~is_there))).scalar_one())

    async def days(self) -> int:
        """How many claims speak of another day than is stored."""
        return int((await self.connection.execute(select(func.count()).select_from(NEXT_DAY))).scalar_one())

    async def _keys(self, *, only_differing: bool) -> AsyncIterator[Sequence[str]]:
        after: str | None = None
        while True:
            query = select(NEXT_KEY.c.question_key).order_by(NEXT_KEY.c.question_key).limit(_KEYS)
            if only_differing:
                query = query.where(NEXT_KEY.c.differs)
            if after is not None:
                query = query.where(NEXT_KEY.c.question_key > after)
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
        for row in await _rows(self.connection, select(NEXT_MEMBER).where(NEXT_MEMBER.c.question_key.in_(keys))):
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
        query = select(NEXT_MEMBER).where(NEXT_MEMBER.c.question_key == key, NEXT_MEMBER.c.is_withdrawn)
        await statements.keep_withdrawn(self.connection, [to_member(row) for row in await _rows(self.connection, query)])


@asynccontextmanager
async def beside(connection: AsyncConnection) -> AsyncIterator[Rethreading]:
    """The temporary tables on this connection, gone at the end."""
    await connection.run_sync(lambda sync: BESIDE.create_all(sync, checkfirst=False))
    try:
        yield Rethreading(connection)
    finally:
        await connection.rollback()
        for table in BESIDE.sorted_tables:
            await connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
        await connection.commit()


async def successors_of(connection: AsyncConnection, threads: Mapping[UUID, Thread]) -> dict[UUID, str]:
    """The questions that the claims of these threads answer now, most claims first: what has become of a thread that is gone."""
    found: dict[UUID, str] = {}
    for thread_id, thread in threads.items():
        counts: dict[str, int] = defaultdict(int)
        for claims in in_lists(thread.members):
            query = select(NEXT_MEMBER.c.question_key, func.count()).where(
                NEXT_MEMBER.c.claim_id.in_(claims), NEXT_MEMBER.c.is_withdrawn.is_(False)
            )
            for key, claims_there in (await connection.execute(query.group_by(NEXT_MEMBER.c.question_key))).all():
                counts[key] += claims_there
        if counts:
            found[thread_id] = min(counts, key=lambda key: (-counts[key], key))
    return found


async def _offsets(connection: AsyncConnection) -> Sequence[Any]:
    key = (OFFSET.c.consumer_group, OFFSET.c.topic, OFFSET.c.partition)
    return [tuple(row) for row in (await connection.execute(select(*key, OFFSET.c.next_offset, OFFSET.c.epoch).order_by(*key))).all()]


def _answer(row: Row) -> str:
    """A withdrawn answer as one text, to compare."""
    return repr((row["claim_id"], row["article_id"], row["as_of"], row["position"], sorted(row["answer"].items())))


async def _rows(connection: AsyncConnection, query: Any) -> Sequence[Row]:
    rows: Sequence[Row] = (await connection.execute(query)).mappings().all()
    return rows
