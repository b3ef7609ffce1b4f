"""Full-text search over claims: PostgreSQL's own, or SQLite's FTS5, behind one condition.

A claim's number in SQLite's index tells when it was stated, so that the newest of a million that hold a word are read first, and alone.
The index objects are created after the claim table, by `SQLModel.metadata.create_all` and by a migration with the same statements.
"""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import DDL, ColumnElement, Integer, Uuid, cast, column, event, false, func, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.columns import BigNumber
from services.store.tables import CLAIM

SQLITE_DDL: Final = (
    "CREATE VIRTUAL TABLE claim_search USING fts5(claim_id UNINDEXED, words, tokenize = 'porter unicode61 remove_diacritics 2')",
)
POSTGRESQL_DDL: Final = (
    "ALTER TABLE claim ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', span_text)) STORED",
    "CREATE INDEX claim_search ON claim USING gin (words)",
)
SQLITE_DROP: Final = ("DROP TABLE IF EXISTS claim_search",)

SQLITE_INSERT: Final = text(
    "INSERT INTO claim_search (rowid, claim_id, words) VALUES (coalesce((SELECT max(rowid) + 1 FROM claim_search "
    "WHERE rowid BETWEEN :number AND :last AND EXISTS (SELECT 1 FROM claim_search WHERE rowid = :number)), :number), :claim_id, :words)"
)
SQLITE_DELETE: Final = text("DELETE FROM claim_search WHERE rowid BETWEEN :first AND :last AND claim_id = :claim_id")
SEARCH: Final = table("claim_search", column("rowid", BigNumber), column("claim_id", Uuid))
"""SQLite's index as a table."""

for _statement in SQLITE_DDL:
    event.listen(CLAIM, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
for _statement in POSTGRESQL_DDL:
    event.listen(CLAIM, "after_create", DDL(_statement).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
for _statement in SQLITE_DROP:
    event.listen(CLAIM, "before_drop", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]

_WITHIN_SECOND: Final = 30
"""Bits of a number that tell claims of one second apart."""
_LAST_SECOND: Final = 2**33 - 1
_WORD: Final = re.compile(r"\w+")
_MAX_WORDS: Final = 12
"""More words than anybody types; bounds the work of one query."""
_FEW: Final = 1_000
"""Claims that are fetched and sorted within some milliseconds."""


def number_of(stated_at: datetime, claim_id: UUID | None = None) -> int:
    """A claim's number in SQLite's index, the greater the later it was stated; without a claim the first of that second."""
    seconds = max(-_LAST_SECOND, min(math.floor(stated_at.timestamp()), _LAST_SECOND))
    return seconds << _WITHIN_SECOND | (claim_id.int & (1 << _WITHIN_SECOND) - 1 if claim_id else 0)


def words_of_claim(claim_id: UUID, stated_at: datetime, words: str) -> dict[str, Any]:
    """Parameters of `SQLITE_INSERT`. A claim whose number is taken gets the next free one of its second."""
    number = number_of(stated_at, claim_id)
    return {"number": number, "last": number | (1 << _WITHIN_SECOND) - 1, "claim_id": claim_id.hex, "words": words}


def where_indexed(claim_id: UUID, stated_at: datetime) -> dict[str, Any]:
    """Parameters of `SQLITE_DELETE`: a claim lies among those of its second."""
    first = number_of(stated_at)
    return {"first": first, "last": first | (1 << _WITHIN_SECOND) - 1, "claim_id": claim_id.hex}


def holds(q: str) -> ColumnElement[bool]:
    """The condition on a row of `SEARCH` that it holds all words of `q`."""
    words = _words_of(q)
    return literal_column("claim_search").op("MATCH", is_comparison=True)(_quoted(words)) if words else false()


def claim_holds(q: str, dialect: str) -> ColumnElement[bool]:
    """The condition on a row of `CLAIM` that its own words hold all words of `q`, in any order and inflection. SQLite asks its index about
    the claim's second: some .1 ms a claim."""
    words = _words_of(q)
    if not words:
        return false()
    if dialect == "postgresql":
        return literal_column("claim.words").op("@@", is_comparison=True)(func.plainto_tsquery(text("'english'"), " ".join(words)))
    first = cast(func.strftime("%s", CLAIM.c.stated_at), Integer).bitwise_lshift(_WITHIN_SECOND)
    of_claim = SEARCH.c.rowid.between(first, first + ((1 << _WITHIN_SECOND) - 1)) & (SEARCH.c.claim_id == CLAIM.c.claim_id)
    return select(SEARCH.c.rowid).where(holds(q), of_claim).exists()


async def are_frequent(connection: AsyncConnection, q: str) -> bool:
    """Whether so many claims hold the words that another index, with which each claim is asked, leads to a page of them sooner. PostgreSQL
    tells it by its statistics: to look at some of them it would fetch all."""
    words = _words_of(q)
    if words and connection.dialect.name == "postgresql":
        explained = text("EXPLAIN (FORMAT JSON) SELECT 1 FROM claim WHERE words @@ plainto_tsquery('english', :q)")
        (found,) = (await connection.execute(explained, {"q": " ".join(words)})).scalar_one()
        return bool(found["Plan"]["Plan Rows"] >= _FEW)
    some = select(func.count()).select_from(select(SEARCH.c.rowid).where(holds(q)).limit(_FEW).subquery("some"))
    return bool(words) and (await connection.execute(some)).scalar_one() == _FEW


def _words_of(q: str) -> list[str]:
    return _WORD.findall(q)[:_MAX_WORDS]


def _quoted(words: list[str]) -> str:
    return " ".join(f'"{word}"' for word in words)
