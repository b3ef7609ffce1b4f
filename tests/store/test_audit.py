"""The audit finds nothing in an honest store, and every kind of damage in a damaged one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.sql.expression import Executable

from services.store.audit import audit
from services.store.tables import ARTICLE, CHANGE, CLAIM, MEMBER, QUANTITY, RELATION, REVISION
from tests.store.store_suite import STORY, database, store_all


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
    ],
)
async def test_damage_is_found(engine: AsyncEngine, damage: Executable, said: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(damage)
    assert any(said in fault for fault in await faults(engine))
