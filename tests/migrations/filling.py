"""A database of an earlier version with data in it, on either database."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from services.migrations import config

FILLED_0001 = Path(__file__).with_name("filled_0001.sql")


async def fill_0001(engine: AsyncEngine) -> None:
    """The schema of revision 0001, and in it what `filled_0001.sql` holds."""
    is_sqlite = engine.dialect.name == "sqlite"
    statements = FILLED_0001.read_text(encoding="utf-8")
    if is_sqlite:
        statements = statements.replace("' AS BYTES)", "' AS BLOB)")
    else:
        statements = statements.replace("CAST('", "convert_to('").replace("' AS BYTES)", "', 'UTF8')")
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade_to_0001)
        if not is_sqlite:
            await connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
        for statement in statements.split(";\n"):
            if statement.strip():
                await connection.exec_driver_sql(statement)
        if is_sqlite:
            await connection.exec_driver_sql("INSERT INTO claim_search (claim_id, words) SELECT claim_id, span_text FROM claim")


def _upgrade_to_0001(connection: Connection) -> None:
    alembic = config()
    alembic.attributes["connection"] = connection
    command.upgrade(alembic, "0001")
