"""The store's SQL, where the two databases differ or where a statement carries a promise.

Rows are inserted in the order of their keys, so that two stores that meet wait for each other instead of deadlocking; what
both may write (a thread) is held by a lock on its question first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.bus.ports import TopicPartition
from services.runtime.bulk import Rows, batches, insert_rows, unless_known
from services.store.forget_crowds import forget_crowds
from services.store.linking import Change
from services.store.mapping import Row
from services.store.members import Member
from services.store.search import SQLITE_INSERT, words_of_claim
from services.store.tables import (
    ARTICLE,
    CHANGE,
    CLAIM,
    COUNTER,
    ENTITY,
    EXTRACTION,
    MEMBER,
    OFFSET,
    RELATION,
    REVISION,
    SOURCE,
    THREAD,
    WITHDRAWN,
)

CHANGES: Final = "thread_changes"


async def insert_new(connection: AsyncConnection, table: Table, rows: Rows) -> None:
    """Insert rows whose key is not there yet. The caller gives them sorted and unique by key."""
    await insert_rows(connection, table, rows, unless_known)


async def claim_epoch(connection: AsyncConnection, group: str, partition: TopicPartition) -> tuple[int, int]:
    """Begin a new epoch of a partition, which fences off everybody of an older one. Returns (next offset, epoch)."""
    key = {"consumer_group": group, "topic": partition.topic, "partition": partition.partition}
    await insert_new(connection, OFFSET, [{**key, "next_offset": 0, "epoch": 0}])
    row = await connection.execute(
        update(OFFSET).where(*_is(OFFSET, key)).values(epoch=OFFSET.c.epoch + 1).returning(OFFSET.c.next_offset, OFFSET.c.epoch)
    )
    next_offset, epoch = row.one()
    return next_offset, epoch


async def advance_offset(connection: AsyncConnection, group: str, partition: TopicPartition, offset: int, epoch: int) -> bool:
    """Pass `offset` if this epoch still owns the partition and `offset` is the expected one."""
    key = {"consumer_group": group, "topic": partition.topic, "partition": partition.partition, "next_offset": offset, "epoch": epoch}
    result = await connection.execute(update(OFFSET).where(*_is(OFFSET, key)).values(next_offset=offset + 1))
    return bool(result.rowcount)


async def keep_source(connection: AsyncConnection, source: Mapping[str, Any]) -> None:
    """Know the outlet. Outlets named differently in different articles keep the name and family that come first in the alphabet."""
    await insert_new(connection, SOURCE, [source])
    named = (SOURCE.c.source_id == source["source_id"]) & (SOURCE.c.name > source["name"])
    grouped = (SOURCE.c.source_id == source["source_id"]) & (SOURCE.c.publisher_family > source["publisher_family"])
    known = (await connection.execute(select(SOURCE).where(SOURCE.c.source_id == source["source_id"]))).mappings().one()
    if known["name"] > source["name"]:
        await connection.execute(update(SOURCE).where(named).values(name=source["name"]))
    if known["publisher_family"] > source["publisher_family"]:
        await connection.execute(update(SOURCE).where(grouped).values(publisher_family=source["publisher_family"]))


async def extractions_of(connection: AsyncConnection, article_id: UUID) -> Sequence[Row]:
    """What is known of an article: its extractions, each with the last fetch of its revision."""
    query = (
        select(EXTRACTION.c.revision, EXTRACTION.c.extractor_version, EXTRACTION.c.is_current, REVISION.c.fetched_at)
        .join(REVISION, (REVISION.c.article_id == EXTRACTION.c.article_id) & (REVISION.c.revision == EXTRACTION.c.revision))
        .where(EXTRACTION.c.article_id == article_id)
    )
    return (await connection.execute(query)).mappings().all()


async def refetched(connection: AsyncConnection, revision: Mapping[str, Any]) -> None:
    """A known text was read again: what was last read counts."""
    key = {"article_id": revision["article_id"], "revision": revision["revision"]}
    values = {name: value for name, value in revision.items() if name not in (*key, "is_latest")}
    await connection.execute(update(REVISION).where(*_is(REVISION, key), REVISION.c.fetched_at < revision["fetched_at"]).values(**values))


async def make_current(connection: AsyncConnection, article: Mapping[str, Any]) -> None:
    """Let the article's claims be those of this revision and extractor version."""
    article_id = article["article_id"]
    await connection.execute(
        update(ARTICLE).where(ARTICLE.c.article_id == article_id).values(**{k: v for k, v in article.items() if k != "article_id"})
    )
    await connection.execute(
        update(REVISION).where(REVISION.c.article_id == article_id).values(is_latest=REVISION.c.revision == article["revision"])
    )
    is_chosen = (EXTRACTION.c.revision == article["revision"]) & (EXTRACTION.c.extractor_version == article["extractor_version"])
    await connection.execute(update(EXTRACTION).where(EXTRACTION.c.article_id == article_id).values(is_current=is_chosen))


async def current_claims(connection: AsyncConnection, article_id: UUID) -> list[UUID]:
    """Ids of the article's current claims."""
    query = select(CLAIM.c.claim_id).where(CLAIM.c.article_id == article_id, CLAIM.c.is_current.is_(True)).order_by(CLAIM.c.claim_id)
    return list((await connection.execute(query)).scalars())


async def set_current(connection: AsyncConnection, claims: Sequence[UUID], is_current: bool) -> None:
    """Make claims current or withdraw them. Withdrawn claims leave the entity filter."""
    for some in batches(claims):
        await connection.execute(update(CLAIM).where(CLAIM.c.claim_id.in_(some)).values(is_current=is_current))
        if not is_current:
            await connection.execute(delete(ENTITY).where(ENTITY.c.claim_id.in_(some)))


async def index_words(connection: AsyncConnection, claims: Rows) -> None:
    """Feed SQLite's full-text index; PostgreSQL's is an index on the table."""
    if claims and connection.dialect.name == "sqlite":
        await connection.execute(SQLITE_INSERT, [words_of_claim(row["claim_id"], row["stated_at"], row["span_text"]) for row in claims])


async def question_keys_of(connection: AsyncConnection, claims: Sequence[UUID]) -> set[str]:
    """The questions of the threads that these claims are members of."""
    found: set[str] = set()
    for some in batches(claims):
        query = select(MEMBER.c.question_key).where(MEMBER.c.claim_id.in_(some))
        found.update((await connection.execute(query)).scalars())
    return found


async def keep_withdrawn(connection: AsyncConnection, members: Sequence[Member]) -> None:
    """Remember the answers of claims that are no longer current."""
    rows = [{name: getattr(member, name) for name in _WITHDRAWN_FIELDS} for member in members]
    await insert_new(connection, WITHDRAWN, sorted(rows, key=lambda row: (row["question_key"], row["claim_id"])))


async def forget_withdrawn(connection: AsyncConnection, claims: Sequence[UUID]) -> None:
    """These claims are current again."""
    for some in batches(claims):
        await connection.execute(delete(WITHDRAWN).where(WITHDRAWN.c.claim_id.in_(some)))


async def lock_questions(connection: AsyncConnection, keys: Collection[str]) -> None:
    """Hold these questions until the end of the transaction, in one order for all stores. SQLite has one writer at a time anyway."""
    if connection.dialect.name != "postgresql" or not keys:
        return
    numbers = sorted({int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True) for key in keys})
    locks = text("SELECT pg_advisory_xact_lock(number) FROM unnest(CAST(:numbers AS bigint[])) AS number")
    await connection.execute(locks, {"numbers": numbers})


_TAKE_NUMBERS: Final = (
    update(COUNTER)
    .where(COUNTER.c.name == CHANGES)
    .values(value=COUNTER.c.value + bindparam("count", type_=COUNTER.c.value.type))
    .returning(COUNTER.c.value)
)


async def next_sequences(connection: AsyncConnection, count: int) -> range:
    """The next `count` numbers of thread changes. The counter's row is held to the end, so numbers commit in their order."""
    last = (await connection.execute(_TAKE_NUMBERS, {"count": count})).scalar_one_or_none()
    if last is None:
        await insert_new(connection, COUNTER, [{"name": CHANGES, "value": 0}])
        last = (await connection.execute(_TAKE_NUMBERS, {"count": count})).scalar_one()
    return range(last - count + 1, last + 1)


_FORGET_THREADS: Final = delete(THREAD).where(THREAD.c.thread_id.in_(bindparam("threads", expanding=True)))
_FORGET_MEMBERS: Final = delete(MEMBER).where(
    MEMBER.c.thread_id == bindparam("thread"), MEMBER.c.claim_id.in_(bindparam("claims", expanding=True))
)
_FORGET_RELATION: Final = delete(RELATION).where(
    RELATION.c.thread_id == bindparam("thread"), RELATION.c.a_position == bindparam("a"), RELATION.c.b_position == bindparam("b")
)


async def write_changes(
    connection: AsyncConnection, changes: Sequence[Change], numbers: range, changed_at: Any, crowds: Collection[str] = ()
) -> None:
    """Write what `linking.link` found, and number it. `crowds` are questions whose crowds the caller writes; others are forgotten."""
    await forget_crowds(connection, {change.question_key for change in changes}.difference(crowds))
    rows = [
        {
            "thread_id": change.thread_id,
            "question_key": change.question_key,
            "first_on": change.first_on,
            "last_on": change.last_on,
            **change.after.model_dump(),
            "has_conflict": change.after.conflicts > 0,
            "sequence": number,
            "changed_at": changed_at,
        }
        for change, number in zip(changes, numbers, strict=True)
        if change.after is not None
    ]
    await insert_rows(connection, THREAD, rows, _or_replace_thread)
    for change in changes:
        for moved in (*([change.renamed_from] if change.renamed_from else ()), *change.absorbed):
            await connection.execute(update(MEMBER).where(MEMBER.c.thread_id == moved).values(thread_id=change.thread_id))
        if change.renamed_from:
            await connection.execute(delete(RELATION).where(RELATION.c.thread_id == change.thread_id))
            renamed = update(RELATION).where(RELATION.c.thread_id == change.renamed_from)
            await connection.execute(renamed.values(thread_id=change.thread_id))
    for change in changes:
        if change.after is None:
            continue  # its members and relations go with it
        for some in batches(change.left):
            await connection.execute(_FORGET_MEMBERS, {"thread": change.thread_id, "claims": some})
        if change.parted:
            await connection.execute(_FORGET_RELATION, [{"thread": change.thread_id, "a": pair.a, "b": pair.b} for pair in change.parted])
    for some in batches([change.thread_id for change in changes if change.after is None]):
        await connection.execute(_FORGET_THREADS, {"threads": some})
    members = [
        {"thread_id": change.thread_id, **{name: getattr(member, name) for name in _MEMBER_FIELDS}}
        for change in changes
        for member in change.joined
    ]
    await insert_rows(connection, MEMBER, members)
    pairs = [
        {"thread_id": change.thread_id, "a_position": pair.a, "b_position": pair.b, "kind": pair.kind, "reason": pair.reason}
        for change in changes
        for pair in change.pairs
    ]
    await insert_rows(connection, RELATION, pairs)


def _or_replace_thread(statement: Any) -> Any:
    kept = ("thread_id", "question_key")
    replaced = {column.name: statement.excluded[column.name] for column in THREAD.c if column.name not in kept}
    return statement.on_conflict_do_update(index_elements=["thread_id"], set_=replaced)


async def log_changes(connection: AsyncConnection, changes: Rows) -> None:
    """Add to the stream of changes."""
    await insert_rows(connection, CHANGE, changes)


_WITHDRAWN_FIELDS: Final = ("question_key", "claim_id", "article_id", "as_of", "position", "answer")
_MEMBER_FIELDS: Final = tuple(name for name in Member._fields if name in MEMBER.c)


def _is(table: Table, key: Mapping[str, Any]) -> list[Any]:
    return [table.c[name] == value for name, value in key.items()]
