"""Forgetting articles: their revisions, claims, answers and every trace of them in threads, so that what stays is as if they never came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from services.store import statements
from services.store.announce import write_and_tell
from services.store.forget_crowds import forget_crowds
from services.store.members import Member
from services.store.recompute import changes_between, in_lists, stored_threads, threads_among
from services.store.search import SQLITE_DELETE, where_indexed
from services.store.settings import Limits
from services.store.tables import (
    ARTICLE,
    ATTRIBUTION,
    CHANGE,
    CLAIM,
    COUNTER,
    ENTITY,
    EXTRACTION,
    QUANTITY,
    REVISION,
    SOURCE,
    THREAD,
    WITHDRAWN,
)
from services.store.wording_rows import Moved, members_moved, retell

FORGOTTEN_CHANGES: Final = "forgotten_changes"
FORGOTTEN_REVISIONS: Final = "forgotten_revisions"
"""Counters: rows of `thread_change` and accepted revisions that are gone on purpose, so that the audit's sums hold."""


def overdue(limits: Limits, now: datetime) -> Select[UUID]:
    """The articles that are older than their limit, oldest first."""
    rules = [
        and_(SOURCE.c.domain == domain, ARTICLE.c.stated_at < now - timedelta(days=days))
        for domain, days in sorted(limits.days_by_domain.items())
    ]
    if limits.days is not None:
        rules.append(and_(SOURCE.c.domain.not_in(sorted(limits.days_by_domain)), ARTICLE.c.stated_at < now - timedelta(days=limits.days)))
    joined = select(ARTICLE.c.article_id).join(SOURCE, SOURCE.c.source_id == ARTICLE.c.source_id)
    return joined.where(or_(*rules)).order_by(ARTICLE.c.stated_at, ARTICLE.c.article_id)


async def forget_articles(session: AsyncSession, articles: Sequence[UUID], now: datetime) -> None:
    """Delete these articles within the caller's transaction; threads become what their remaining claims come to.

    Subscribers are told of the threads that stay. Of a thread that is gone nothing is said: its last words would have to be said again.
    """
    connection = await session.connection()
    query = select(CLAIM.c.claim_id, CLAIM.c.stated_at).where(CLAIM.c.article_id.in_(articles))
    stated_at = {row.claim_id: row.stated_at for row in (await connection.execute(query)).all()}
    claims = list(stated_at)
    await _leave_threads(session, articles, set(claims), now)
    forgotten = 0
    for some in in_lists(claims):
        forgotten += (await connection.execute(delete(CHANGE).where(CHANGE.c.claim_id.in_(some)))).rowcount
        for table in (WITHDRAWN, ENTITY, QUANTITY, ATTRIBUTION):
            await connection.execute(delete(table).where(table.c.claim_id.in_(some)))
        if connection.dialect.name == "sqlite":
            await connection.execute(SQLITE_DELETE, [where_indexed(claim_id, stated_at[claim_id]) for claim_id in some])
        await connection.execute(delete(CLAIM).where(CLAIM.c.claim_id.in_(some)))
    for table in (EXTRACTION, REVISION, ARTICLE):
        await connection.execute(delete(table).where(table.c.article_id.in_(articles)))
    await count(connection, FORGOTTEN_CHANGES, forgotten)


async def count(connection: AsyncConnection, name: str, more: int) -> None:
    """Add to one of the counters above."""
    if more:
        await statements.insert_new(connection, COUNTER, [{"name": name, "value": 0}])
        await connection.execute(update(COUNTER).where(COUNTER.c.name == name).values(value=COUNTER.c.value + more))


async def counted(connection: AsyncConnection, name: str) -> int:
    """What a counter says; 0 before the first."""
    return int((await connection.execute(select(func.coalesce(func.max(COUNTER.c.value), 0)).where(COUNTER.c.name == name))).scalar_one())


async def _leave_threads(session: AsyncSession, articles: Sequence[UUID], leaving: set[UUID], now: datetime) -> None:
    connection = await session.connection()
    moving = [member for member in await _forget_wordings(connection, articles) if member.claim_id not in leaving]
    gone = leaving | {member.claim_id for member in moving}
    keys = await statements.question_keys_of(connection, sorted(gone)) | {member.question_key for member in moving}
    await statements.lock_questions(connection, keys)
    before = await stored_threads(connection, keys)
    staying: dict[str, list[Member]] = defaultdict(list)
    for thread in before.values():
        staying[thread.question_key] += [member for claim_id, member in thread.members.items() if claim_id not in gone]
    for member in moving:
        staying[member.question_key].append(member)
    after = {thread_id: thread for key in sorted(keys) for thread_id, thread in threads_among(key, staying[key]).items()}
    changes = changes_between(before, after)
    for some in in_lists(change.thread_id for change in changes if change.after is None):
        await connection.execute(delete(THREAD).where(THREAD.c.thread_id.in_(some)))
    await forget_crowds(connection, keys)
    await write_and_tell(session, [change for change in changes if change.after is not None], now)


async def _forget_wordings(connection: AsyncConnection, articles: Sequence[UUID]) -> list[Member]:
    """The members of claims that answer another question without these articles, with that question."""
    moved: dict[UUID, Moved] = {}
    for article_id in articles:
        for other, now in (await retell(connection, article_id, None)).moved.items():
            moved[other] = Moved(moved[other].before if other in moved else now.before, now.after)
    return await members_moved(connection, [each for other, each in moved.items() if other not in articles])
