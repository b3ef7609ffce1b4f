"""One `ClaimsExtracted` into the database: rows, threads, outbox and input offset in one transaction, fenced by epoch."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from services.bus.consume import Rejected, RetryLater
from services.bus.envelope import check_type
from services.bus.errors import Fenced, MalformedRecord, OffsetGap
from services.bus.ports import NewRecord, Record, TopicPartition
from services.runtime.clock import Clock
from services.runtime.failpoints import reached
from services.runtime.inline import write
from services.runtime.metrics import OUTCOMES
from services.store import statements
from services.store.announce import write_and_tell
from services.store.crowd_rows import gather_crowds, join_crowds, write_crowds
from services.store.joining import join_questions
from services.store.linking import across_questions
from services.store.outcomes import Outcome
from services.store.reading import Reading
from services.store.tables import ARTICLE, ATTRIBUTION, CLAIM, ENTITY, EXTRACTION, QUANTITY, REVISION
from services.store.wording_rows import members_moved, retell
from services.store.wordings import in_own_words, with_questions
from services.store.worker import Read, read_here

log = structlog.get_logger()
T = TypeVar("T")

_TRY_AGAIN: Final = frozenset({"40P01", "40001", "55P03"})
"""PostgreSQL's deadlock, serialisation failure and lock timeout: the transaction was undone and will pass when repeated."""
_FINISH_S: Final = 10.0
"""How long a transaction may go on after its task was cancelled: a cancelled commit would leak a connection that holds locks."""
_PAUSE_S: Final = 0.02
_OUTLETS: Final = 256
"""Outlets remembered as stored."""


@dataclass(slots=True)
class _Hold:
    """How far this store has come in a partition, and the epoch in which it may write."""

    next_offset: int
    epoch: int


class StoreHandler:
    """What the store does with one message. `wake` is set after each commit that left records in the outbox."""

    def __init__(self, engine: AsyncEngine, clock: Clock, *, group: str, attempts: int = 5, read: Read = read_here) -> None:
        self.wake = asyncio.Event()
        self._engine, self._clock, self._group, self._attempts, self._read = engine, clock, group, attempts, read
        self._holds: dict[TopicPartition, _Hold] = {}
        self._outlets: deque[dict[str, Any]] = deque(maxlen=_OUTLETS)

    async def take_over(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int]:
        """Fence off whoever wrote these partitions before. Returns where the database wants to read on."""

        async def claim(session: AsyncSession) -> dict[TopicPartition, _Hold]:
            connection = await session.connection()
            return {each: _Hold(*await statements.claim_epoch(connection, self._group, each)) for each in sorted(partitions)}

        self._holds = await self._transaction(claim)
        reached("store", "taken_over")
        return {partition: hold.next_offset for partition, hold in self._holds.items()}

    async def handle(self, record: Record) -> Sequence[NewRecord]:
        """Store one message. Publishes nothing itself: changes go through the outbox. Raises `Rejected`, `RetryLater`, `Fenced`."""
        begun = time.perf_counter()
        outcome, facts = Outcome.RETRIED, dict[str, object]()
        try:
            hold = self._hold_of(record)
            if record.offset < hold.next_offset:
                outcome = Outcome.PASSED
                return []
            try:
                check_type(record)
                reading = await self._read(record.value)
            except MalformedRecord as error:
                outcome = Outcome.REJECTED
                raise Rejected("invalid_message", str(error)) from error
            facts = {"article": str(reading.article_id), "claims": len(reading.claims)}
            outcome, changes = await self._transaction(lambda session: self._store(session, record, hold, reading))
            reached("store", "message_stored")
            hold.next_offset = record.offset + 1
            self._remember_outlet(reading.source)
            facts["threads"] = changes
            if changes:
                self.wake.set()
        except Fenced:
            outcome = Outcome.FENCED
            raise
        finally:
            OUTCOMES.labels("store", outcome).inc()
            log.info(
                "claims",
                outcome=str(outcome),
                partition=record.partition,
                offset=record.offset,
                ms=round(1000 * (time.perf_counter() - begun), 1),
                **facts,
            )
        return []

    async def skip(self, record: Record) -> None:
        """Pass a rejected message."""
        hold = self._hold_of(record)
        if record.offset < hold.next_offset:
            return

        async def advance(session: AsyncSession) -> None:
            await self._advance(await session.connection(), record, hold)

        await self._transaction(advance)
        hold.next_offset = record.offset + 1

    def _remember_outlet(self, source: dict[str, Any]) -> None:
        """Outlets that are surely stored as they are need not be written again."""
        if source not in self._outlets:
            self._outlets.append(source)

    def _hold_of(self, record: Record) -> _Hold:
        hold = self._holds.get(record.source)
        if hold is None:
            raise Fenced(f"{record.topic}/{record.partition} was not taken over")
        if record.offset > hold.next_offset:
            raise OffsetGap(f"{record.topic}/{record.partition}: expected offset {hold.next_offset}, got {record.offset}")
        return hold

    async def _advance(self, connection: AsyncConnection, record: Record, hold: _Hold) -> None:
        if not await statements.advance_offset(connection, self._group, record.source, record.offset, hold.epoch):
            raise Fenced(f"{record.topic}/{record.partition} at {record.offset}: another store has taken over epoch {hold.epoch}")

    async def _store(self, session: AsyncSession, record: Record, hold: _Hold, reading: Reading) -> tuple[Outcome, int]:
        """All effects of one message. Returns what became of it and how many threads changed."""
        connection = await session.connection()
        await self._advance(connection, record, hold)
        if reading.source not in self._outlets:
            await statements.keep_source(connection, reading.source)
        outcome, joining, leaving = await _keep_article(connection, reading)
        if outcome is Outcome.SUPERSEDED:
            await statements.keep_withdrawn(connection, reading.members)
        if not joining:
            return outcome, 0
        retold = await retell(connection, reading.article_id, reading.told)
        members = with_questions(reading.members, retold.after.questions) if retold.after else []
        moving = await members_moved(connection, retold.moved.values())
        gone = {*leaving, *(member.claim_id for member in moving)}
        left_keys = await statements.question_keys_of(connection, sorted(gone))
        arriving = [*members, *moving]
        await statements.lock_questions(connection, {member.question_key for member in arriving} | left_keys)
        read_whole = left_keys | {member.question_key for member in moving}
        crowds = await join_crowds(connection, [member for member in members if member.question_key not in read_whole])
        others = [member for member in arriving if member.question_key not in crowds.keys]
        joined = await join_questions(connection, others, left_keys, gone)
        changes = sorted(across_questions([*joined.changes, *crowds.changes]), key=lambda change: change.thread_id)
        if leaving:
            await statements.set_current(connection, leaving, is_current=False)
            await statements.keep_withdrawn(connection, in_own_words(retold.before, [m for m in joined.left if m.claim_id in leaving]))
        await write_and_tell(session, changes, self._clock.now(), reading=reading, crowds=crowds.keys)
        await write_crowds(connection, crowds)
        await gather_crowds(connection, joined.sizes)
        reached("store", "message_written")
        return outcome, len(changes)

    async def _transaction(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Run `work` in one transaction, again after a deadlock. Raises `RetryLater` while the database is away."""
        for attempt in range(1, self._attempts + 1):
            try:
                return await _undisturbed(write(self._engine, work))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) in _TRY_AGAIN:
                    if attempt == self._attempts:
                        raise RetryLater(f"{attempt} deadlocks in a row: {error.orig}") from error
                    await asyncio.sleep(_PAUSE_S * attempt)
                    continue
                if (
                    error.connection_invalidated
                    or isinstance(error, OperationalError | InterfaceError)
                    or "InternalClientError" in str(error)
                ):
                    await self._engine.dispose()
                    raise RetryLater(f"the database does not answer: {error.orig}") from error
                raise
            except OSError as error:
                raise RetryLater(f"the database cannot be reached: {error}") from error
        raise AssertionError("the last attempt returns or raises")


async def _keep_article(connection: AsyncConnection, reading: Reading) -> tuple[Outcome, bool, list[UUID]]:
    """Write article, revision and claims. Returns the outcome, whether the reading's claims become current, and the claims they replace."""
    known = await statements.extractions_of(connection, reading.article_id)
    own = (reading.revision, reading.extractor_version)
    others = {(row["revision"], row["extractor_version"]): row for row in known}
    await statements.insert_new(connection, ARTICLE, [reading.article])
    await statements.insert_new(connection, REVISION, [{**reading.article_revision, "is_latest": not known}])
    if own in others or any(row["revision"] == reading.revision for row in known):
        await statements.refetched(connection, reading.article_revision)
    await statements.insert_new(connection, EXTRACTION, [{**reading.extraction, "is_current": not known}])
    fetched = {row["revision"]: row["fetched_at"] for row in known}
    fetched[reading.revision] = max(
        reading.article_revision["fetched_at"], fetched.get(reading.revision, reading.article_revision["fetched_at"])
    )
    current = max([*others, own], key=lambda pair: (fetched[pair[0]], pair[0], version_key(pair[1])))
    was_current = next((pair for pair, row in others.items() if row["is_current"]), None)
    if own not in others:
        rows = [{**row, "is_current": current == own} for row in reading.claims]
        await statements.insert_new(connection, CLAIM, rows)
        await statements.insert_new(connection, ATTRIBUTION, reading.attributions)
        await statements.insert_new(connection, QUANTITY, reading.quantities)
        await statements.index_words(connection, rows)
    if current != own or was_current == own:
        return (Outcome.KNOWN if own in others else Outcome.SUPERSEDED), False, []
    leaving = await statements.current_claims(connection, reading.article_id) if was_current else []
    leaving = [claim_id for claim_id in leaving if claim_id not in reading.contracts]
    if known:
        await statements.make_current(connection, reading.article)
    if own in others:
        await statements.set_current(connection, sorted(reading.contracts), is_current=True)
        await statements.forget_withdrawn(connection, sorted(reading.contracts))
    await statements.insert_new(connection, ENTITY, reading.entities)
    return Outcome.STORED, True, leaving


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Versions in their usual order: 1.10 after 1.9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in version.replace("-", ".").replace("+", ".").split("."))


async def _undisturbed(work: Awaitable[T]) -> T:
    """Finish `work` even when the caller is cancelled, within a deadline of its own."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=_FINISH_S)
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        elif not task.cancelled():
            task.exception()
        raise
