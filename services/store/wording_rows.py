"""What articles say in their own words, in the database: which questions an article's answers take, and which other articles take another
one since it came, changed or went (`wordings.py` has the rules).

An article that comes in the order of publication changes no other. One that comes late is looked at by those that follow it; these are
answered again in their order, and those that look at them where that changed something.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic_core import from_json as read_json
from sqlalchemy import ColumnElement, String, Table, bindparam, delete, select, text, tuple_, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.bulk import batches, insert_rows
from services.store.assemble import MEMBERS
from services.store.members import Member
from services.store.recompute import to_member
from services.store.statements import lock_questions
from services.store.tables import MEMBER, TOLD, TOLD_NAME
from services.store.wordings import BEFORE, WITHIN, Answer, Told, asking, from_json, take_questions, to_json

_ORDER: Final = 0x7E11
"""PostgreSQL's advisory lock of the order of publication: shared by those who come in it, held alone by who comes late."""


class Tables(NamedTuple):
    """Where it is kept: by article, and by name in the order of publication."""

    told: Table
    names: Table


STORED: Final = Tables(TOLD, TOLD_NAME)


class Moved(NamedTuple):
    """An article some of whose answers answer another question than before."""

    before: Told
    after: Told

    @property
    def claims(self) -> set[UUID]:
        """The claims of these answers."""
        return {was.claim_id for was, now in zip(self.before.answers, self.after.answers, strict=True) if was.key != now.key}


@dataclass(frozen=True, slots=True)
class Retold:
    """What became of an article's answers; both are None where it has none. `moved` are others, by article."""

    before: Told | None
    after: Told | None
    moved: Mapping[UUID, Moved]


async def retell(connection: AsyncConnection, article_id: UUID, told: Told | None) -> Retold:
    """The article says this now, or nothing any more. Its answers' questions, and those that others take because of it, are written."""
    tables = STORED
    await _hold(connection, article_id, told)
    before = (await _told_of(connection, tables, [article_id])).get(article_id)
    if before and not (told and told.is_found_like(before)):
        await connection.execute(delete(tables.names).where(*_names_of(tables, before)))
    if told and not (before and told.is_found_like(before)):
        await tell_names(connection, [told], tables)
    after = await answered(connection, told, tables) if told else None
    if after:
        await write_told(connection, after, tables)
    elif before:
        await connection.execute(delete(tables.told).where(tables.told.c.article_id == article_id))
    if before and after and after.sounds_like(before):
        return Retold(before, after, {})
    later = {each for own in (before, after) if own for each in await _beside(connection, tables, own, are_before=False)} - {article_id}
    if later:
        await _hold_alone(connection)
    return Retold(before, after, await _answer_again(connection, tables, await _told_of(connection, tables, later)))


async def _answer_again(connection: AsyncConnection, tables: Tables, known: dict[UUID, Told]) -> dict[UUID, Moved]:
    """Answer these articles again in the order of publication, and those that look at them as long as something changes."""
    waiting = [told.place for told in known.values()]
    heapq.heapify(waiting)
    moved: dict[UUID, Moved] = {}
    seen: set[UUID] = set()
    while waiting:
        _, own = heapq.heappop(waiting)
        if own in seen:
            continue
        seen.add(own)
        was = known[own]
        now = known[own] = take_questions(was, await _window(connection, tables, was, known))
        if now == was:
            continue
        await write_told(connection, now, tables)
        moved[own] = Moved(was, now)
        further = await _beside(connection, tables, now, are_before=False) - seen
        known |= await _told_of(connection, tables, further - known.keys())
        for each in further:
            heapq.heappush(waiting, known[each].place)
    return moved


async def members_moved(connection: AsyncConnection, moved: Collection[Moved]) -> list[Member]:
    """All members of the claims that moved, with the questions that they answer now."""
    questions: dict[tuple[UUID, str], tuple[str, str]] = {}
    wanted: list[UUID] = []
    for each in moved:
        wanted += sorted(each.claims)
        for was, now in zip(each.before.answers, each.after.answers, strict=True):
            questions[was.claim_id, was.key] = (now.own_key, now.key)
    found = []
    for some in batches(wanted):
        rows = (await connection.execute(MEMBERS.where(MEMBER.c.claim_id.in_(some)))).mappings().all()
        found += [to_member(row) for row in rows]
    return [asking(member, *questions[member.claim_id, member.question_key]) for member in found]


async def answered(connection: AsyncConnection, told: Told, tables: Tables) -> Told:
    """The article with the questions of its answers; those before it are answered."""
    return take_questions(told, await _window(connection, tables, told, {}))


async def tell_names(connection: AsyncConnection, told: Sequence[Told], tables: Tables) -> None:
    """Let the articles be found by their names."""
    rows = [{"name": name, "stated_at": each.stated_at, "article_id": each.article_id} for each in told for name in each.names]
    await insert_rows(connection, tables.names, sorted(rows, key=lambda row: (row["name"], row["stated_at"], row["article_id"])))


def row_of(told: Told) -> dict[str, Any]:
    """An article's answers as a row."""
    return {**told._asdict(), "names": list(told.names), "answers": to_json(told.answers)}


def to_told(row: Any) -> Told:
    """An article's answers from a row."""
    return Told(row.article_id, row.stated_at, tuple(row.names), _answers(row.answers))


async def _hold(connection: AsyncConnection, article_id: UUID, told: Told | None) -> None:
    """Until the end of the transaction those who come in the order of publication and tell of one name wait for each other, and whoever
    comes late is alone. SQLite has one writer at a time anyway."""
    if connection.dialect.name != "postgresql":
        return
    if told is None or await _is_late(connection, article_id, told):
        await _hold_alone(connection)  # at once: who holds names first, and then waits for all others, may be waited for
        return
    await connection.execute(text("SELECT pg_advisory_xact_lock_shared(:number)"), {"number": _ORDER})
    await lock_questions(connection, {f"told of {name}" for name in told.names})


async def _hold_alone(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ORDER})


async def _is_late(connection: AsyncConnection, article_id: UUID, told: Told) -> bool:
    """Whether there are others that look at the article, and it said something else before or nothing."""
    before = (await _told_of(connection, STORED, [article_id])).get(article_id)
    if before and told.is_found_like(before) and [answer.said for answer in told.answers] == [answer.said for answer in before.answers]:
        return False
    return bool(before or await _beside(connection, STORED, told, are_before=False))


async def _beside(connection: AsyncConnection, tables: Tables, told: Told, *, are_before: bool) -> set[UUID]:
    """The articles that this one looks at, or that look at it: for each of its names the next ones in the order of publication."""
    if not told.names:
        return set()
    edge = told.stated_at - WITHIN if are_before else told.stated_at + WITHIN
    named = {f"name_{at}": name for at, name in enumerate(told.names)}
    query = _beside_some(tables, len(named), BEFORE, are_before=are_before)
    return set((await connection.execute(query, {"at": told.stated_at, "own": told.article_id, "edge": edge, **named})).scalars())


@lru_cache(maxsize=32)
def _beside_some(tables: Tables, names: int, most: int, *, are_before: bool) -> Any:
    table = tables.names.c
    own_at, edge = bindparam("at", type_=table.stated_at.type), bindparam("edge", type_=table.stated_at.type)
    place, own = tuple_(table.stated_at, table.article_id), tuple_(own_at, bindparam("own", type_=table.article_id.type))
    within = (place < own, table.stated_at >= edge) if are_before else (place > own, table.stated_at <= edge)
    order = (table.stated_at.desc(), table.article_id.desc()) if are_before else (table.stated_at, table.article_id)
    of_names = [
        select(select(table.article_id).where(table.name == bindparam(f"name_{at}"), *within).order_by(*order).limit(most).subquery())
        for at in range(names)
    ]
    return union_all(*of_names)


async def _window(connection: AsyncConnection, tables: Tables, told: Told, known: Mapping[UUID, Told]) -> list[Told]:
    """What an article looks at; `known` are answered already in this transaction."""
    wanted = await _beside(connection, tables, told, are_before=True)
    return [*(known[each] for each in wanted & known.keys()), *(await _told_of(connection, tables, wanted - known.keys())).values()]


async def _told_of(connection: AsyncConnection, tables: Tables, articles: Collection[UUID]) -> dict[UUID, Told]:
    found = {}
    for some in batches(sorted(articles)):
        rows = await connection.execute(_told_by_some(tables), {"articles": some})
        found.update({row.article_id: to_told(row) for row in rows})
    return found


@lru_cache(maxsize=4)
def _told_by_some(tables: Tables) -> Any:
    return select(*told_columns(tables)).where(tables.told.c.article_id.in_(bindparam("articles", expanding=True)))


def told_columns(tables: Tables) -> list[ColumnElement[Any]]:
    """The columns of an article's answers, these as SQLite's driver gives them: articles are looked at by several in a row."""
    return [
        tables.told.c.article_id,
        tables.told.c.stated_at,
        tables.told.c.names,
        type_coerce(tables.told.c.answers, String).label("answers"),
    ]


async def write_told(connection: AsyncConnection, told: Told, tables: Tables) -> None:
    """Write an article's answers with their questions."""
    await insert_rows(connection, tables.told, [row_of(told)], _or_replace)


def _or_replace(statement: Any) -> Any:
    values = {name: statement.excluded[name] for name in ("stated_at", "names", "answers")}
    return statement.on_conflict_do_update(index_elements=["article_id"], set_=values)


def _names_of(tables: Tables, told: Told) -> list[Any]:
    return [tables.names.c.name.in_(told.names), tables.names.c.stated_at == told.stated_at, tables.names.c.article_id == told.article_id]


def _answers(values: Any) -> tuple[Answer, ...]:
    """PostgreSQL's driver gives JSON that is read already."""
    return _read(values) if isinstance(values, str) else tuple(from_json(values))


@lru_cache(maxsize=1 << 9)
def _read(values: str) -> tuple[Answer, ...]:
    return tuple(from_json(read_json(values)))
