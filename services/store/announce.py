"""Changes of threads that no new article made: written, numbered, and told to subscribers like any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from schemas import ids
from schemas.threads import ThreadSummary
from schemas.topics import THREADS
from services.bus.envelope import to_record
from services.bus.outbox import enqueue
from services.store import statements
from services.store.assemble import claims_by_id, thread_changed
from services.store.linking import Change
from services.store.tables import CLAIM


async def write_and_tell(session: AsyncSession, changes: Sequence[Change], now: datetime) -> None:
    """Within the caller's transaction: the rows of the threads, their numbers, and `ThreadChanged` in the outbox."""
    if not changes:
        return
    connection = await session.connection()
    numbers = await statements.next_sequences(connection, len(changes))
    await statements.write_changes(connection, changes, numbers, now)
    contracts = await claims_by_id(connection, {change.claim_id for change in changes})
    articles = select(CLAIM.c.claim_id, CLAIM.c.article_id).where(CLAIM.c.claim_id.in_(contracts))
    article_of = {row.claim_id: row.article_id for row in (await connection.execute(articles)).all()}
    rows = [
        {
            "sequence": number,
            "thread_id": change.thread_id,
            "kind": change.kind,
            "claim_id": change.claim_id,
            "article_id": article_of[change.claim_id],
            "changed_at": now,
            "before": change.before.model_dump() if change.before else None,
            "after": _summary_after(change).model_dump(),
        }
        for change, number in zip(changes, numbers, strict=True)
    ]
    await statements.log_changes(connection, rows)
    messages = [thread_changed(row, contracts[row["claim_id"]]) for row in rows]
    await enqueue(
        session,
        "store",
        [
            to_record(
                THREADS,
                message,
                event_id=ids.event_id("thread", message.thread_id, message.sequence),
                key=str(message.thread_id).encode(),
                producer="store",
                at=now,
            )
            for message in messages
        ],
    )


def _summary_after(change: Change) -> ThreadSummary:
    """A thread that lost its last claim is empty and keeps its title."""
    if change.after is not None:
        return change.after
    assert change.before is not None
    return ThreadSummary(title=change.before.title, claims=0, articles=0, origins=0, conflicts=0, latest=None)
