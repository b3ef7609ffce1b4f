"""Threads by what their claims say or name: in the order of the latest claim that does, each once.

Pages are read along the claims, so that a page costs the same however many claims match. What a later page costs more is to know which
threads were listed before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.store.along import Along, ClaimFilters, Place, along
from services.store.mapping import Row
from services.store.paging import bounded, from_cursor, to_cursor
from services.store.tables import CLAIM, MEMBER, THREAD

_AT_ONCE: Final = 100


class _Listed(NamedTuple):
    """Where a thread stands in the list: at which matching claim. Threads of one claim go by their ids, backwards."""

    at: datetime | int
    claim_id: UUID
    thread_id: UUID


async def seek_threads(
    connection: AsyncConnection, *, q: str | None, entity: str | None, conflict: bool | None, limit: int, of_list: str, cursor: str | None
) -> tuple[list[Row], str | None]:
    """A page of threads one of whose claims holds the words `q` and names `entity`, whichever is given; and the cursor of the next one.
    Raises `BadCursor`."""
    begin = _place_in(cursor, of_list) if cursor else None
    course = await along(connection, ClaimFilters(q=q, entity=entity), Place(begin.at, begin.claim_id) if begin else None)
    listed: dict[UUID, Row] = {}
    passed: set[UUID] = set()
    last = begin
    for _ in range(course.most // _AT_ONCE):
        claims = (await connection.execute(course.keys(_AT_ONCE, Place(last.at, last.claim_id) if last else None, inclusive=True))).all()
        places = [place for place in await _answers(connection, course, [Place(*each) for each in claims]) if last is None or place < last]
        fresh = {place.thread_id for place in places} - listed.keys() - passed
        threads = await _threads(connection, fresh, conflict)
        passed |= fresh - threads.keys()
        if begin is not None:
            passed |= await _listed_until(connection, course, begin, threads.keys())
        for place in places:
            if place.thread_id not in listed and place.thread_id not in passed:
                if len(listed) == bounded(limit):
                    return list(listed.values()), _cursor(last, of_list)
                listed[place.thread_id] = threads[place.thread_id]
            last = place
        if len(claims) < _AT_ONCE:
            return list(listed.values()), None
        last = _Listed(claims[-1].at, claims[-1].claim_id, UUID(int=0))
    return list(listed.values()), _cursor(last, of_list)


async def _answers(connection: AsyncConnection, course: Along, claims: Sequence[Place]) -> list[_Listed]:
    """The places of the threads of these claims, as far as the claims match."""
    query = select(MEMBER.c.claim_id, MEMBER.c.thread_id).where(MEMBER.c.claim_id.in_([claim.claim_id for claim in claims]))
    if course.rest is not None:
        query = query.join(CLAIM, CLAIM.c.claim_id == MEMBER.c.claim_id).where(course.rest)
    threads = defaultdict[UUID, list[UUID]](list)
    for claim_id, thread_id in (await connection.execute(query)).all() if claims else ():
        threads[claim_id].append(thread_id)
    return [_Listed(*claim, thread) for claim in claims for thread in sorted(threads[claim.claim_id], reverse=True)]


async def _listed_until(connection: AsyncConnection, course: Along, place: _Listed, among: Collection[UUID]) -> set[UUID]:
    """Those of the threads that stand in the list up to this place."""
    answers = select(course.at, course.claim_id, MEMBER.c.thread_id).join(MEMBER, MEMBER.c.claim_id == course.claim_id)
    query = answers.where(*course.conditions, course.at >= place.at, MEMBER.c.thread_id.in_(among))
    if course.rest is not None:
        others = query if course.claim_id is CLAIM.c.claim_id else query.join(CLAIM, CLAIM.c.claim_id == course.claim_id)
        query = others.where(course.rest)
    found: Sequence[Any] = (await connection.execute(query)).all() if among else ()
    return {listed.thread_id for listed in (_Listed(*row) for row in found) if listed >= place}


async def _threads(connection: AsyncConnection, wanted: Collection[UUID], conflict: bool | None) -> dict[UUID, Row]:
    query = select(THREAD).where(THREAD.c.thread_id.in_(wanted))
    if conflict is not None:
        query = query.where(THREAD.c.has_conflict.is_(conflict))
    rows = (await connection.execute(query)).mappings().all() if wanted else ()
    return {row["thread_id"]: row for row in rows}


def _cursor(place: _Listed | None, of_list: str) -> str | None:
    if place is None:
        return None
    at = place.at.isoformat() if isinstance(place.at, datetime) else str(place.at)
    return to_cursor(of_list, f"{at} {place.claim_id.hex}", place.thread_id)


def _place_in(cursor: str, of_list: str) -> _Listed:
    told, thread_id = from_cursor(of_list, cursor)
    at, claim_id = told.split(" ")
    assert thread_id is not None
    return _Listed(int(at) if at.lstrip("-").isdecimal() else datetime.fromisoformat(at), UUID(claim_id), thread_id)
