"""A database that an earlier version filled is brought forward with everything in it, on both databases."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.database_page import QUERIES, VIEWS
from services.migrations import is_current, migrate
from services.runtime.database import open_engine
from services.store.dump import dump
from services.store.read import ReadModel
from tests.migrations.filling import FILLED_0001, fill_0001


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "database_url"))


FILLED = Counter(line.split()[2] for line in FILLED_0001.read_text(encoding="utf-8").splitlines() if line.startswith("INSERT"))


async def test_all_data_are_there_after_the_upgrade(url: str) -> None:
    engine = open_engine(url)
    await fill_0001(engine)
    before = {table: await _rows(engine, table) for table in FILLED}
    assert {table: len(rows) for table, rows in before.items()} == dict(FILLED)
    await migrate(engine)
    assert await is_current(engine)
    for table, rows in before.items():
        after = await _rows(engine, table)
        kept = [{name: row[name] for name in old} for old, row in zip(rows, after, strict=True)]
        assert kept == rows, table
    await engine.dispose()


async def test_queries_and_views_answer_after_the_upgrade(url: str) -> None:
    engine = open_engine(url)
    await fill_0001(engine)
    await migrate(engine)
    (conflict,) = await _rows(engine, "conflict_view")
    sides = {(conflict[f"{side}_outlet"], conflict[f"{side}_claim"]) for side in ("one", "other")}
    assert sides == {("Harbour Post", "13 people died in Peru"), ("Daily Wave", "at least 20 people died in Peru")}
    assert "exclude each other" in conflict["reason"]
    assert len(await _rows(engine, "claim_view")) == 3
    assert {row["question"] for row in await _rows(engine, "thread_view")} >= {"How many people died in Peru?"}
    found = await ReadModel(engine).claims(limit=10, q="died")
    assert {claim.article.source.name for claim in found.items} == {"Harbour Post", "Daily Wave"}
    assert [line async for line in dump(engine)]
    await engine.dispose()


@pytest.mark.parametrize("title", [*QUERIES, *VIEWS])
async def test_every_documented_query_answers(sqlite_url: str, title: str) -> None:
    engine = open_engine(sqlite_url)
    await fill_0001(engine)
    await migrate(engine)
    assert await _answers(engine, QUERIES.get(title, f"SELECT * FROM {title}"))
    await engine.dispose()


async def test_documented_queries_answer_on_postgresql_too(database_url: str) -> None:
    engine = open_engine(database_url)
    await fill_0001(engine)
    await migrate(engine)
    for title, query in QUERIES.items():
        assert await _answers(engine, query), title
    await engine.dispose()


async def _answers(engine: AsyncEngine, query: str) -> list[dict[str, Any]]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(text(query))).mappings()]


async def _rows(engine: AsyncEngine, table: str) -> list[dict[str, Any]]:
    """All rows of a table, in the order of all their columns as text."""
    return sorted(await _answers(engine, f"SELECT * FROM {table}"), key=lambda row: [str(value) for value in row.values()])
