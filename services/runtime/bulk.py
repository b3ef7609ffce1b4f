"""Many rows into a table at once: the statement is compiled once per database, and rows go to its driver as plain tuples.

SQLAlchemy's own way costs some 20 microseconds a row, most of it for what is the same in every row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Dialect, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Rows = Sequence[Mapping[str, Any]]
Make = Callable[[Any], Insert]
"""Completes a dialect's INSERT: what happens on a conflict."""


def plain(statement: Any) -> Insert:
    """Rows that are surely new."""
    inserted: Insert = statement
    return inserted


def unless_known(statement: Any) -> Insert:
    """Rows whose key may be there already: they are left as they are."""
    inserted: Insert = statement.on_conflict_do_nothing()
    return inserted


async def insert_rows(connection: AsyncConnection, table: Table, rows: Rows, make: Make = plain) -> None:
    """Insert rows that all have the same columns. `make` must be a function of a module: compiled statements are kept by it."""
    if rows:
        sql, columns = _compiled(connection.dialect, table, make, tuple(rows[0]))
        await connection.exec_driver_sql(sql, [tuple([bind(row[name]) if bind else row[name] for name, bind in columns]) for row in rows])


@lru_cache(maxsize=256)
def _compiled(
    dialect: Dialect, table: Table, make: Make, names: tuple[str, ...]
) -> tuple[str, list[tuple[str, Callable[[Any], Any] | None]]]:
    statement = make(postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table))
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    return str(compiled), [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in compiled.positiontup or ()]


_BATCH: Final = 500
"""Values of one IN list: well below the limit of either database."""


def batches(values: Sequence[Any]) -> list[Sequence[Any]]:
    """Values in lists that fit into a statement."""
    return [values[at : at + _BATCH] for at in range(0, len(values), _BATCH)]
