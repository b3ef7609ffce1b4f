"""Claims along one index, newest first: how lists are read whose conditions no single index answers.

Words, an entity, a thread, an outlet and time have an index in the order of time each. One condition gives the order; the others are
looked up for the claims that it gives, for a bounded number of them a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.claims import Certainty, Polarity
from services.store.entities import folded_name
from services.store.paging import between, bounded, from_cursor, list_name, to_cursor
from services.store.search import SEARCH, are_frequent, claim_holds, holds, number_of
from services.store.tables import CLAIM, ENTITY, MEMBER

LOOKED_AT: Final = 500
"""Claims that are looked at for one page at most: it may end before it is full, and the next one goes on."""
_PROBED: Final = 100
"""As many where SQLite's word index is asked about each of them."""
_NARROW: Final = {"sqlite": frozenset({"article", "thread", "entity"}), "postgresql": frozenset({"article", "thread", "entity", "source"})}
"""Conditions that lead sooner to a page than frequent words do; PostgreSQL looks up words for less, so that an outlet is narrow enough."""


@dataclass(frozen=True, slots=True)
class ClaimFilters:
    """Which claims; conditions add up. `since` is inclusive, `until` is not."""

    article: UUID | None = None
    thread: UUID | None = None
    source: UUID | None = None
    entity: str | None = None
    q: str | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    since: datetime | None = None
    until: datetime | None = None


class Place(NamedTuple):
    """Where a claim stands in a list: its moment, or its number in SQLite's word index, and its id."""

    at: datetime | int
    claim_id: UUID


@dataclass(frozen=True, slots=True)
class Along:
    """The index that gives the order, with the conditions that it answers; `rest` are those on `CLAIM` that are looked up."""

    at: ColumnElement[Any]
    claim_id: ColumnElement[Any]
    conditions: Sequence[ColumnElement[bool]]
    rest: ColumnElement[bool] | None
    most: int
    """Claims that are looked at for one page at most."""

    def keys(self, count: int, after: Place | None, *, inclusive: bool = False) -> Select[Any]:
        """`at` and `claim_id` of the next claims that the index gives, after that place or from it on."""
        query = select(self.at.label("at"), self.claim_id.label("claim_id")).where(*self.conditions)
        if after is not None:
            same = self.claim_id <= after.claim_id if inclusive else self.claim_id < after.claim_id
            query = query.where(self.at <= after.at, or_(self.at < after.at, same))  # an index begins with the first condition
        query = query.order_by(self.at.desc()).limit(count)
        # a number in the word index is that of one claim alone: ordered by more, SQLite would sort all that match
        return query if self.at is SEARCH.c.rowid else query.order_by(self.claim_id.desc())


async def along(connection: AsyncConnection, wanted: ClaimFilters, begun: Place | None = None) -> Along:
    """The index to go along: that of the words, unless so many claims hold them that another one leads to a page sooner. A list that has
    `begun` goes on as it began, however many hold them by now."""
    dialect, q, rest = connection.dialect.name, wanted.q, _conditions(wanted)
    if begun is not None and dialect == "sqlite":
        by_words = isinstance(begun.at, int)
    else:
        by_words = bool(q) and not (rest.keys() & _NARROW[dialect] and await are_frequent(connection, q or ""))
    is_current, in_period = CLAIM.c.is_current.is_(True), between(CLAIM.c.stated_at, wanted.since, wanted.until)
    if q and by_words and dialect == "sqlite":
        numbers = [
            *([SEARCH.c.rowid >= number_of(wanted.since)] if wanted.since else []),
            *([SEARCH.c.rowid < number_of(wanted.until + timedelta(seconds=1))] if wanted.until else []),
        ]
        others = _looked_up(is_current, *in_period, *rest.values())
        return Along(SEARCH.c.rowid, SEARCH.c.claim_id, [holds(q), *numbers], others, LOOKED_AT)
    table, given = CLAIM, list[ColumnElement[bool]]([is_current])
    if q and by_words:
        given.append(claim_holds(q, dialect))
    elif wanted.thread is not None:
        table, given = MEMBER, [MEMBER.c.thread_id == wanted.thread]
        del rest["thread"]
    elif wanted.entity is not None:
        table, given = ENTITY, [ENTITY.c.folded == folded_name(wanted.entity)]
        del rest["entity"]
    elif wanted.article is not None:
        rest["is_current"], given = is_current, [rest.pop("article")]  # with both, SQLite would walk all current claims
    elif wanted.source is not None:
        given.append(rest.pop("source"))
    if q and not by_words:
        rest["q"] = claim_holds(q, dialect)
    conditions = [*given, *between(table.c.stated_at, wanted.since, wanted.until)]
    most = _PROBED if "q" in rest and dialect == "sqlite" else LOOKED_AT
    return Along(table.c.stated_at, table.c.claim_id, conditions, _looked_up(*rest.values()), most)


async def seek_claims(connection: AsyncConnection, wanted: ClaimFilters, limit: int, cursor: str | None) -> tuple[list[UUID], str | None]:
    """The ids of a page of claims, and the cursor of the next one. Raises `BadCursor`."""
    of_list, limit = list_name("claims", asdict(wanted)), bounded(limit)
    place = _place_of(cursor, of_list) if cursor else None
    course = await along(connection, wanted, place)
    claims: list[Place] = []
    last: Any = None
    for count in (limit + 1,) if course.rest is None else (min(limit + 1, course.most), course.most):
        looked = course.keys(count, place)
        query = looked if course.rest is None else _matching(looked, course.rest)
        claims = [Place(*row) for row in (await connection.execute(query)).all()]
        if len(claims) > limit:
            return [claim.claim_id for claim in claims[:limit]], to_cursor(of_list, *claims[limit - 1])
        last = course.rest is not None and (await connection.execute(course.keys(1, place).offset(count - 1))).first()
        if not last:
            break
    return [claim.claim_id for claim in claims], to_cursor(of_list, *last) if last else None


def _matching(keys: Select[Any], rest: ColumnElement[bool]) -> Select[Any]:
    """Those of the claims that are looked at for which the rest holds."""
    looked = keys.subquery("looked")
    matching = select(looked).join(CLAIM, CLAIM.c.claim_id == looked.c.claim_id).where(rest)
    return matching.order_by(looked.c.at.desc(), looked.c.claim_id.desc())


def _place_of(cursor: str, of_list: str) -> Place:
    """The place in a cursor. Raises `BadCursor`."""
    at, claim_id = from_cursor(of_list, cursor)
    assert claim_id is not None
    return Place(at if isinstance(at, int) else datetime.fromisoformat(at), claim_id)


def _conditions(wanted: ClaimFilters) -> dict[str, ColumnElement[bool]]:
    """What is asked of a row of `CLAIM`, but for words and time."""
    found: dict[str, ColumnElement[bool]] = {}
    for name, column in _COLUMNS.items():
        if getattr(wanted, name) is not None:
            found[name] = column == getattr(wanted, name)
    if wanted.thread is not None:
        found["thread"] = _OF_MEMBER.where(MEMBER.c.thread_id == wanted.thread).exists()
    if wanted.entity is not None:
        found["entity"] = _OF_ENTITY.where(ENTITY.c.folded == folded_name(wanted.entity)).exists()
    return found


_COLUMNS: Final = {
    "article": CLAIM.c.article_id,
    "source": CLAIM.c.source_id,
    "certainty": CLAIM.c.certainty,
    "polarity": CLAIM.c.polarity,
}
_OF_MEMBER: Final = select(MEMBER.c.claim_id).where(MEMBER.c.claim_id == CLAIM.c.claim_id)
_OF_ENTITY: Final = select(ENTITY.c.claim_id).where(ENTITY.c.claim_id == CLAIM.c.claim_id)


def _looked_up(*conditions: ColumnElement[bool]) -> ColumnElement[bool] | None:
    """All of these, in a form for which no database walks an index: they are asked of the claims that are looked at."""
    return case((and_(*conditions), 1), else_=0) == 1 if conditions else None
