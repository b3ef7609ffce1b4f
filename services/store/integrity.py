"""What every database promises of its tables, asked for all the same: keys that are unique, references that lead somewhere.

A database that was restored in parts, mended by hand or lost its indexes may not keep it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from sqlalchemy import ColumnElement, Table, UniqueConstraint, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection


async def integrity_faults(connection: AsyncConnection, tables: Iterable[Table]) -> AsyncIterator[str]:
    """One sentence per key that is not unique and per reference that leads nowhere."""
    for table in tables:
        unique = [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
        for columns in (table.primary_key.columns, *(constraint.columns for constraint in unique)):
            key: list[ColumnElement[object]] = list(columns)
            twice = select(func.count().label("rows")).select_from(table).group_by(*key).having(func.count() > 1).subquery()
            if found := await connection.scalar(select(func.count()).select_from(twice)):
                yield f"table {table.name}: {found} values of ({', '.join(column.name for column in columns)}) are there more than once"
        for reference in table.foreign_key_constraints:
            parent = reference.referred_table.alias("parent")
            pairs = [(element.parent, parent.c[element.column.name]) for element in reference.elements]
            leads = exists().where(and_(*(child == column for child, column in pairs)))
            lost = select(func.count()).select_from(table).where(*(child.is_not(None) for child, _ in pairs), ~leads)
            if found := await connection.scalar(lost):
                yield f"table {table.name}: {found} rows refer to a row of {reference.referred_table.name} that is not there"
