"""Changes of threads: written, numbered, and told to subscribers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from schemas import ids
from schemas.threads import ThreadSummary
from schemas.topics import THREADS
from services.bus.envelope import wrap
from services.bus.outbox import enqueue
from services.bus.ports import NewRecord
from services.store import statements
from services.store.assemble import claims_by_id
from services.store.linking import Change
from services.store.reading import Reading
from services.store.tables import CLAIM


async def write_and_tell(
    session: AsyncSession, changes: Sequence[Change], now: datetime, *, reading: Reading | None = None, crowds: Collection[str] = ()
) -> None:
    """Within the caller's transaction: the rows of the threads, their numbers, and `ThreadChanged` in the outbox.

    `reading` is of the message that made the changes, if one did. `crowds` are questions whose crowds the caller writes.
    """
    if not changes:
        return
    connection = await session.connection()
    contracts = dict(reading.contracts) if reading else {}
    others = {change.claim_id for change in changes} - contracts.keys()
    contracts |= {claim_id: claim.model_dump_json().encode() for claim_id, claim in (await claims_by_id(connection, others)).items()}
    article_of = await _articles_of(connection, others) if others else {}
    numbers = await statements.next_sequences(connection, len(changes))
    await statements.write_changes(connection, changes, numbers, now, crowds)
    rows: list[dict[str, Any]] = [
        {
            "sequence": number,
            "thread_id": change.thread_id,
            "kind": change.kind,
            "claim_id": change.claim_id,
            "article_id": article_of.get(change.claim_id) or (reading and reading.article_id),
            "changed_at": now,
            "before": change.before.model_dump() if change.before else None,
            "after": _summary_after(change).model_dump(),
            "became": change.became,
        }
        for change, number in zip(changes, numbers, strict=True)
    ]
    await statements.log_changes(connection, rows)
    await enqueue(session, "store", [_as_record(row, contracts[row["claim_id"]]) for row in rows])


async def _articles_of(connection: AsyncConnection, claims: Collection[UUID]) -> dict[UUID, UUID]:
    query = select(CLAIM.c.claim_id, CLAIM.c.article_id).where(CLAIM.c.claim_id.in_(claims))
    return {row.claim_id: row.article_id for row in (await connection.execute(query)).all()}


def _summary_after(change: Change) -> ThreadSummary:
    """The thread after the change; one that lost its last claim is empty and keeps its title."""
    if change.after is not None:
        return change.after
    assert change.before is not None
    return ThreadSummary(title=change.before.title, claims=0, articles=0, origins=0, conflicts=0, latest=None)


def _as_record(row: Mapping[str, Any], claim: bytes) -> NewRecord:
    """A `ThreadChanged` around a claim that is JSON already: it was checked when it was read, and is not read again to be written."""
    told = {name: value for name, value in row.items() if name != "claim_id"}
    value = to_json(told)[:-1] + b',"claim":' + claim + b"}"
    thread_id = row["thread_id"]
    event_id = ids.event_id("thread", thread_id, row["sequence"])
    return wrap(THREADS, value, event_id=event_id, key=str(thread_id).encode(), producer="store", at=row["changed_at"])
