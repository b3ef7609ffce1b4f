"""A database that an earlier version filled is brought forward with everything in it, on both databases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from itertools import combinations
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


MOVED = {"article_revision": {"text_hash"}, "thread_member": {"origin"}}
"""Columns whose values have gone to other tables."""
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
        names = rows[0].keys() & after[0].keys()
        assert rows[0].keys() - names == MOVED.get(table, set())
        assert _as_text(after, names) == _as_text(rows, names), table
    await engine.dispose()


async def test_what_an_article_shares_with_others_goes_from_its_members_to_it(url: str) -> None:
    engine = open_engine(url)
    await fill_0001(engine)
    before = {_of(row): _json(row["origin"]) for row in await _rows(engine, "thread_member")}
    await migrate(engine)
    shared = {row["article_id"]: _json(row["origin"]) for row in await _rows(engine, "article")}
    members = await _rows(engine, "thread_member")
    assert {_of(row): {**shared[row["article_id"]], "cited": _json(row["cited"])} for row in members} == before
    assert {row["question_key"] for row in members} == {"collapse|road|||PER||", "death||||PER|water|"}
    await engine.dispose()


async def test_answers_a_month_apart_with_others_between_are_no_longer_related(url: str) -> None:
    engine = open_engine(url)
    await fill_0001(engine)
    january, march, may, late_may = (
        f'[false,"exact",{number}.0,{number}.0,{number}.0,false,false,false,false,"count","{day}"]'
        for number, day in ((90, "2026-01-05"), (20, "2026-03-10"), (13, "2026-05-01"), (11, "2026-05-20"))
    )
    of_claim = {
        "069ace9cd5445b03abb38bbee2067c03": january,
        "b6e4bfb22bc951ca91c07ed90af36181": march,
        "29cdb2e3efdf5449a1b534ed81e8b40a": may,
        "b25d1eecb21b58c18c8c91893447b783": late_may,
    }
    of_thread = "WHERE thread_id = 'fa52e85222355d9482dfc414755c9ecc'"
    async with engine.begin() as connection:
        counted = f"UPDATE thread SET first_on = '2026-01-05', last_on = '2026-05-20', conflicts = 6 {of_thread}"
        await connection.exec_driver_sql(counted)
        await connection.exec_driver_sql(f"DELETE FROM relation {of_thread}")
        for claim in ("069ace9cd5445b03abb38bbee2067c03", "29cdb2e3efdf5449a1b534ed81e8b40a"):
            values = f"thread_id, '{claim}', article_id, stated_at, as_of, names, position, answer, origin FROM thread_member"
            copied = f"SELECT {values} WHERE claim_id = 'b25d1eecb21b58c18c8c91893447b783'"
            await connection.exec_driver_sql(f"INSERT INTO thread_member {copied}")
        for claim, position in of_claim.items():
            await connection.exec_driver_sql(f"UPDATE thread_member SET position = '{position}' {of_thread} AND claim_id = '{claim}'")
        for a, b in combinations((january, march, may, late_may), 2):
            relation = f"SELECT thread_id, '{a}', '{b}', 'conflict', 'because' FROM thread {of_thread}"
            await connection.exec_driver_sql(f"INSERT INTO relation {relation}")
    await migrate(engine)
    kept = {(row["a_position"], row["b_position"]) for row in await _rows(engine, "relation")}
    assert kept == {(january, march), (march, may), (may, late_may)}
    assert {row["conflicts"] for row in await _rows(engine, "thread")} == {0, 3}
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
    return await _answers(engine, f"SELECT * FROM {table}")


def _as_text(rows: list[dict[str, Any]], names: Collection[str]) -> list[list[str]]:
    """The rows by these columns, in their order."""
    return sorted([str(row[name]) for name in sorted(names)] for row in rows)


def _of(member: dict[str, Any]) -> tuple[str, str]:
    return str(member["thread_id"]), str(member["claim_id"])


def _json(value: Any) -> Any:
    """SQLite's driver gives text."""
    return json.loads(value) if isinstance(value, str) else value
