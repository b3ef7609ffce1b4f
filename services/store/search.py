"""Full-text search over claims: PostgreSQL's own, or SQLite's FTS5, behind one condition.

The index objects are created after the claim table, by `SQLModel.metadata.create_all` and by a migration with the same statements.
"""

from __future__ import annotations

import re
from typing import Any, Final

from sqlalchemy import DDL, ColumnElement, bindparam, event, literal_column, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.store.tables import CLAIM

SQLITE_DDL: Final = (
    "CREATE VIRTUAL TABLE claim_search USING fts5(claim_id UNINDEXED, words, tokenize = 'porter unicode61 remove_diacritics 2')",
)
POSTGRESQL_DDL: Final = ("CREATE INDEX claim_search ON claim USING gin (to_tsvector('english', span_text))",)
SQLITE_DROP: Final = ("DROP TABLE IF EXISTS claim_search",)

SQLITE_INSERT: Final = text("INSERT INTO claim_search (claim_id, words) VALUES (:claim_id, :words)")

for _statement in SQLITE_DDL:
    event.listen(CLAIM, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
for _statement in POSTGRESQL_DDL:
    event.listen(CLAIM, "after_create", DDL(_statement).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
for _statement in SQLITE_DROP:
    event.listen(CLAIM, "before_drop", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]

_WORD: Final = re.compile(r"\w+")
_MAX_WORDS: Final = 12
"""More words than anybody types; bounds the work of one query."""
_FEW: Final = 1_000
"""Claims that are fetched and sorted within some milliseconds."""


def claims_that_hold(q: str, dialect: str) -> ColumnElement[Any]:
    """The condition that a claim's own words hold all words of `q`, in any order and inflection."""
    words = _words_of(q)
    if not words:
        return literal_column("1 = 0") if q.strip() else literal_column("1 = 1")
    if dialect == "postgresql":
        return text("to_tsvector('english', claim.span_text) @@ plainto_tsquery('english', :q)").bindparams(  # type: ignore[return-value]
            bindparam("q", " ".join(words))
        )
    return CLAIM.c.claim_id.in_(
        text("SELECT claim_id FROM claim_search WHERE claim_search MATCH :q").bindparams(bindparam("q", _quoted(words)))
    )


async def are_frequent(connection: AsyncConnection, q: str) -> bool:
    """Whether so many claims hold the words that walking through the newest claims meets a page of them sooner than all are fetched.
    PostgreSQL knows from its statistics."""
    words = _words_of(q)
    if connection.dialect.name == "postgresql" or not words:
        return False
    found = text("SELECT count(*) FROM (SELECT rowid FROM claim_search WHERE claim_search MATCH :q LIMIT :few)")
    return bool((await connection.execute(found, {"q": _quoted(words), "few": _FEW})).scalar_one() == _FEW)


def fetched_first(is_current: ColumnElement[bool], dialect: str) -> ColumnElement[bool]:
    """The condition in a form that SQLite does not walk an index for: it takes the claims with the words, and then looks at this."""
    return literal_column("+claim.is_current = 1") if dialect == "sqlite" else is_current


def _words_of(q: str) -> list[str]:
    return _WORD.findall(q)[:_MAX_WORDS]


def _quoted(words: list[str]) -> str:
    return " ".join(f'"{word}"' for word in words)
