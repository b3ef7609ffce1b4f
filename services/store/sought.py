"""Threads by what their claims say or name: in the order of the latest claim that does, each once.

Pages are read along the claims, so that a page costs the same however many claims match. What a later page costs more is to know which
threads were listed before it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.store.entities import folded_name
from services.store.mapping import Row
from services.store.paging import bounded, from_cursor, to_cursor
from services.store.search import SEARCH, claims_that_hold, holds
from services.store.tables import CLAIM, ENTITY, MEMBER, THREAD

_AT_ONCE: Final = 100
_LOOKED_AT: Final = 1_000
"""Matching claims that are looked at for one page at most: it may end before it is full, and the next one goes on."""


class _Place(NamedTuple):
    """Where a thread stands in the list: at which matching claim."""

    at: datetime | int
    claim_id: UUID
    thread_id: UUID


async def seek_threads(
    connection: AsyncConnection, *, q: str | None, entity: str | None, conflict: bool | None, limit: int, of_list: str, cursor: str | None
) -> tuple[list[Row], str | None]:
    """A page of threads one of whose claims holds the words `q` and names `entity`, whichever is given; and the cursor of the next one.
    Raises `BadCursor`."""
    matching = _Matching(connection, q, entity)
    begin = _place_in(cursor, of_list) if cursor else None
    listed: dict[UUID, Row] = {}
    passed: set[UUID] = set()
    last = begin
    for _ in range(_LOOKED_AT // _AT_ONCE):
        places = await matching.after(last)
        fresh = {place.thread_id for place in places} - listed.keys() - passed
        threads = await _threads(connection, fresh, conflict)
        passed |= fresh - threads.keys()
        if begin is not None:
            passed |= await matching.listed_until(begin, threads.keys())
        for place in places:
            if place.thread_id not in listed and place.thread_id not in passed:
                if len(listed) == bounded(limit):
                    return list(listed.values()), _cursor(last, of_list)
                listed[place.thread_id] = threads[place.thread_id]
            last = place
        if len(places) < _AT_ONCE:
            return list(listed.values()), None
    return list(listed.values()), _cursor(last, of_list)


class _Matching:
    """Answers of matching claims, newest first, as a query that an index gives in its order."""

    def __init__(self, connection: AsyncConnection, q: str | None, entity: str | None) -> None:
        dialect = connection.dialect.name
        self._connection = connection
        at: ColumnElement[Any]
        claim: ColumnElement[Any]
        if entity is not None:
            at, claim, conditions = ENTITY.c.stated_at, ENTITY.c.claim_id, [ENTITY.c.folded == folded_name(entity)]
        elif dialect == "sqlite":
            at, claim, conditions = SEARCH.c.rowid, SEARCH.c.claim_id, [holds(q or "")]
        else:
            at, claim, conditions = CLAIM.c.stated_at, CLAIM.c.claim_id, [claims_that_hold(q or "", dialect), CLAIM.c.is_current.is_(True)]
        columns = [at, claim, MEMBER.c.thread_id]
        self._at, self._place, self._order = at, tuple_(*columns), [column.desc() for column in columns]
        answers: Select[Any] = select(at, claim, MEMBER.c.thread_id)
        self._query = answers.join(MEMBER, MEMBER.c.claim_id == claim).where(*conditions)
        if entity is not None and q:
            self._query = self._query.join(CLAIM, CLAIM.c.claim_id == claim).where(claims_that_hold(q, dialect))

    async def after(self, place: _Place | None) -> list[_Place]:
        """The next places, `_AT_ONCE` at most."""
        query = self._query
        if place is not None:
            query = query.where(self._at <= place.at, self._place < place)  # an index begins with the first condition
        return [_Place(*row) for row in (await self._connection.execute(query.order_by(*self._order).limit(_AT_ONCE))).all()]

    async def listed_until(self, place: _Place, among: Collection[UUID]) -> set[UUID]:
        """Those of the threads that stand in the list up to this place."""
        query = self._query.where(self._at >= place.at, self._place >= place, MEMBER.c.thread_id.in_(among))
        found: Sequence[Any] = (await self._connection.execute(query)).all() if among else ()
        return {_Place(*row).thread_id for row in found}


async def _threads(connection: AsyncConnection, wanted: Collection[UUID], conflict: bool | None) -> dict[UUID, Row]:
    query = select(THREAD).where(THREAD.c.thread_id.in_(wanted))
    if conflict is not None:
        query = query.where(THREAD.c.has_conflict.is_(conflict))
    rows = (await connection.execute(query)).mappings().all() if wanted else ()
    return {row["thread_id"]: row for row in rows}


def _cursor(place: _Place | None, of_list: str) -> str | None:
    if place is None:
        return None
    at = place.at.isoformat() if isinstance(place.at, datetime) else str(place.at)
    return to_cursor(of_list, f"{at} {place.claim_id.hex}", place.thread_id)


def _place_in(cursor: str, of_list: str) -> _Place:
    told, thread_id = from_cursor(of_list, cursor)
    at, claim_id = told.split(" ")
    assert thread_id is not None
    return _Place(int(at) if at.isdecimal() else datetime.fromisoformat(at), UUID(claim_id), thread_id)
