"""The migrations make exactly the tables that the models describe, on both databases, and keep what is in them."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import services.ingest.tables
import services.store.tables  # noqa: F401 - the imports register the tables
from services.migrations import is_current, migrate
from services.runtime.database import open_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "database_url"))


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_ours})
    return list(compare_metadata(context, SQLModel.metadata))


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """The full-text index is no model's: its tables, its index and PostgreSQL's column of words are written by hand."""
    return not (name or "").startswith("claim_search") and (kind, name) != ("column", "words")


async def test_migrated_schema_is_that_of_the_models(url: str) -> None:
    engine = open_engine(url)
    assert not await is_current(engine)
    await migrate(engine)
    assert await is_current(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


async def test_migrating_twice_changes_nothing_and_keeps_what_is_there(url: str) -> None:
    engine = open_engine(url)
    await migrate(engine)
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO change_counter (name, value) VALUES ('kept', 5000000000)"))
    await migrate(engine)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT value FROM change_counter WHERE name = 'kept'"))).scalar_one() == 5_000_000_000
    await engine.dispose()
