"""Threads as they are stored: what decides of the claims of a question, and whole threads with their members."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from pydantic_core import from_json
from sqlalchemy import String, bindparam, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.threads import ThreadSummary
from services.runtime.bulk import batches
from services.store.episodes import Dated
from services.store.linking import StoredThread
from services.store.members import Member
from services.store.tables import ARTICLE, MEMBER, THREAD

_THREADS: Final = select(THREAD.c.thread_id, THREAD.c.question_key, *(THREAD.c[name] for name in ThreadSummary.model_fields)).where(
    THREAD.c.thread_id.in_(bindparam("threads", expanding=True))
)
_ASKED: Final = MEMBER.c.question_key.in_(bindparam("keys", expanding=True))
_THREADS_ASKED: Final = select(MEMBER.c.thread_id).where(_ASKED).distinct()
_AS_READ: Final = {
    name: type_coerce(MEMBER.c[name], String) for name in ("thread_id", "claim_id", "article_id", "names", "answer", "cited")
}
"""Ids and JSON as the driver gives them: the values of an article stand in many rows, and are read once (`_uuid`, `_json`)."""
_DATED: Final = select(
    MEMBER.c.question_key, *(_AS_READ[name] for name in ("thread_id", "claim_id", "article_id", "names")), MEMBER.c.as_of
)
_CLAIMS_ASKED: Final = _DATED.where(_ASKED)
_MEMBERS: Final = (
    select(MEMBER.c.question_key, *_AS_READ.values(), *(MEMBER.c[name] for name in ("stated_at", "as_of", "position")))
    .add_columns(type_coerce(ARTICLE.c.origin, String))
    .join(ARTICLE, ARTICLE.c.article_id == MEMBER.c.article_id)
    .where(MEMBER.c.thread_id.in_(bindparam("threads", expanding=True)))
)


async def claims_asked(connection: AsyncConnection, keys: Collection[str]) -> dict[str, dict[UUID, list[Dated]]]:
    """What decides the threads of these questions: their claims, by question and thread."""
    found: dict[str, dict[UUID, list[Dated]]] = {}
    for some in batches(sorted(keys)):
        for key, thread, claim, article, names, as_of in (await connection.execute(_CLAIMS_ASKED, {"keys": some})).all():
            dated = Dated(_uuid(claim), _uuid(article), as_of, _names(names))
            found.setdefault(key, {}).setdefault(_uuid(thread), []).append(dated)
    return found


async def threads_asked(connection: AsyncConnection, keys: Collection[str]) -> list[UUID]:
    """Ids of all threads of these questions."""
    return [
        thread for some in batches(sorted(keys)) for thread in (await connection.execute(_THREADS_ASKED, {"keys": some})).scalars().all()
    ]


async def threads_of(connection: AsyncConnection, keys: Collection[str]) -> list[StoredThread]:
    """All threads of these questions with their members."""
    return await threads_by_id(connection, await threads_asked(connection, keys))


async def threads_by_id(connection: AsyncConnection, wanted: Collection[UUID]) -> list[StoredThread]:
    """These threads with their members."""
    members = await members_of(connection, wanted)
    return [
        StoredThread(
            thread_id, question_key, members[thread_id], ThreadSummary(**dict(zip(ThreadSummary.model_fields, summary, strict=True)))
        )
        for some in batches(sorted(wanted))
        for thread_id, question_key, *summary in (await connection.execute(_THREADS, {"threads": some})).all()
    ]


async def members_of(connection: AsyncConnection, threads: Collection[UUID]) -> dict[UUID, list[Member]]:
    """The members of these threads."""
    members: dict[UUID, list[Member]] = {thread_id: [] for thread_id in threads}
    for some in batches(sorted(threads)):
        for row in (await connection.execute(_MEMBERS, {"threads": some})).all():
            key, thread, claim, article, names, answer, cited, stated_at, as_of, position, origin = tuple(row)
            member = Member(
                key, _uuid(claim), _uuid(article), stated_at, as_of, _names(names), position, _json(answer), _json(cited), _json(origin)
            )
            members[_uuid(thread)].append(member)
    return members


_READ: Final = 1 << 13
"""Values remembered of each kind: those of some hundred articles."""


@lru_cache(maxsize=_READ)
def _uuid(value: str | UUID) -> UUID:
    """SQLite gives the hexadecimal digits."""
    return value if isinstance(value, UUID) else UUID(value)


@lru_cache(maxsize=_READ)
def _read_json(value: str) -> Any:
    """Read-only by agreement: rows share it."""
    return from_json(value)


@lru_cache(maxsize=_READ)
def _read_names(value: str) -> tuple[str, ...]:
    return tuple(from_json(value))


def _json(value: Any) -> Any:
    """PostgreSQL's driver gives JSON that is read already."""
    return _read_json(value) if isinstance(value, str) else value


def _names(value: Any) -> tuple[str, ...]:
    return _read_names(value) if isinstance(value, str) else tuple(value)
