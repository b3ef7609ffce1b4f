"""The audit finds nothing in an honest store, and every kind of damage in a damaged one."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from uuid import UUID

import pytest
from sqlalchemy import delete, make_url, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.sql.expression import Executable

from services.store.audit import audit
from services.store.tables import (
    ARTICLE,
    CHANGE,
    CLAIM,
    CROWD_ANSWER,
    CROWD_STORY,
    EXTRACTION,
    MEMBER,
    QUANTITY,
    RELATION,
    REVISION,
    THREAD,
    WITHDRAWN,
)
from tests.store.store_suite import STORY, database, store_all
from tests.store.test_crowds import LIMIT as CROWD_LIMIT
from tests.store.test_crowds import MANY


@pytest.fixture
async def engine(sqlite_url: str) -> AsyncIterator[AsyncEngine]:
    async with database(sqlite_url) as engine:
        await store_all(engine, STORY)
        yield engine


async def faults(engine: AsyncEngine) -> list[str]:
    return [fault async for fault in audit(engine)]


async def test_honest_store_has_no_fault(engine: AsyncEngine) -> None:
    assert await faults(engine) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (update(REVISION).values(text=REVISION.c.text + " more"), "SHA-256"),
        (update(QUANTITY).values(span_start=QUANTITY.c.span_start + 1, span_end=QUANTITY.c.span_end + 1), "do not give back"),
        (update(CLAIM).values(extractor_version="99"), "does not follow"),
        (update(ARTICLE).values(claims=77), "current claims"),
        (update(ARTICLE).values(canonical_url=ARTICLE.c.canonical_url + "x"), "its address"),
        (delete(RELATION).where(RELATION.c.kind == "conflict"), "not what the rules say"),
        (update(RELATION).values(reason="because"), "not what the rules say"),
        (delete(MEMBER).where(MEMBER.c.as_of.is_not(None)), "are counted"),
        (update(CLAIM).values(is_current=False), "still a member"),
        (delete(CHANGE).where(CHANGE.c.sequence == 2), "they should be equal"),
        (update(EXTRACTION).values(extractor_version="7"), "one extractor version"),
        (update(THREAD).values(title="Who was it?"), "not what the claims come to"),
        (update(THREAD).values(origins=THREAD.c.origins + 1), "not what the claims come to"),
        (update(MEMBER).values(as_of=None), "not what the claims come to"),
        (delete(WITHDRAWN), "withdrawn answers"),
        (update(CLAIM).values(as_of=None), "another day"),
    ],
)
async def test_damage_is_found(engine: AsyncEngine, damage: Executable, said: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(damage)
    assert any(said in fault for fault in await faults(engine))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM source", "refer to a row of source that is not there"),
        ("DELETE FROM claim WHERE is_current", "refer to a row of claim that is not there"),
        ("DELETE FROM thread", "refer to a row of thread that is not there"),
    ],
)
async def test_references_that_lead_nowhere_are_found(sqlite_url: str, engine: AsyncEngine, damage: str, said: str) -> None:
    await engine.dispose()
    with closing(sqlite3.connect(make_url(sqlite_url).database or "")) as database, database:
        database.execute(damage)
    assert any(said in fault for fault in await faults(engine))


async def test_a_claim_that_is_there_twice_is_found(database_url: str) -> None:
    async with database(database_url) as engine:
        await store_all(engine, STORY)
        async with engine.begin() as connection:
            await connection.execute(text("ALTER TABLE claim DROP CONSTRAINT claim_pkey CASCADE"))
            await connection.execute(CLAIM.insert().from_select(CLAIM.c.keys(), select(CLAIM).limit(1)))
        assert any("table claim: 1 values of (claim_id) are there more than once" in fault for fault in await faults(engine))


async def test_honest_store_on_postgresql_has_no_fault(database_url: str) -> None:
    async with database(database_url) as engine:
        await store_all(engine, STORY)
        assert await faults(engine) == []


@pytest.mark.parametrize(
    "damage", [update(CROWD_ANSWER).values(members=CROWD_ANSWER.c.members + 1), update(CROWD_STORY).values(thread_id=UUID(int=7))]
)
async def test_crowds_that_are_not_their_threads_are_found(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, damage: Executable) -> None:
    monkeypatch.setattr(CROWD_LIMIT, 2)
    async with database(sqlite_url) as engine:
        await store_all(engine, MANY[:14])
        assert await faults(engine) == []
        async with engine.begin() as connection:
            await connection.execute(damage)
        assert any("answers of thread" in fault for fault in await faults(engine))
