"""Threads computed anew after a change of their rules are those that the new rules would have made from the beginning."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.bus.outbox import OutboxRow, sole_relay
from services.launch import sole_monitor
from services.migrations import migrate
from services.rethread import run
from services.runtime.database import open_engine
from services.runtime.errors import AtWork
from services.runtime.settings import RuntimeSettings
from services.store.audit import audit
from services.store.episodes import Dated, Episode, episodes_of
from services.store.questions import questions_of
from services.store.read import ReadModel
from services.store.rethread import beside
from services.store.tables import CLAIM, CROWD_TIE, THREAD
from tests.store.newswriting import NOON
from tests.store.store_suite import FIRST, STORY, dump_of, empty, store_all, store_on
from tests.store.test_crowds import LIMIT as CROWD_LIMIT
from tests.store.test_crowds import MANY


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(url)
    await migrate(engine)
    yield engine
    await engine.dispose()


@pytest.fixture
def runtime(url: str, tmp_path: Path) -> RuntimeSettings:
    return RuntimeSettings(data_dir=tmp_path, database_url=url)


async def rethread(runtime: RuntimeSettings, *, is_dry: bool = False) -> str:
    out = io.StringIO()
    assert await run(runtime, Console(file=out, width=300), is_dry=is_dry) == 0
    return out.getvalue()


def one_thread_per_question(question_key: str, claims: Iterable[Dated]) -> dict[Any, Episode]:
    """A rule of an older version: it knew neither stories nor episodes."""
    claims = list(claims)
    first = replace(next(iter(episodes_of(question_key, claims[:1]).values())), last_on=None)
    return {claim.claim_id: first for claim in claims}


def other_questions(*arguments: Any) -> Any:
    """A rule of an older version: it asked other questions."""
    return [replace(question, key=f"was {question.key}") for question in questions_of(*arguments)]


OLDER_RULES = [
    ("services.store.linking.episodes_of", one_thread_per_question, "splits"),
    ("services.store.reading.questions_of", other_questions, "moves"),
    ("services.store.linking.title_of", lambda _: "Untitled", "is called"),
    ("services.store.reading.as_of", lambda *_: None, "claims are read differently"),
]


@pytest.mark.parametrize(
    ("url", "rule", "was", "words"),
    [("sqlite_url", *rule) for rule in OLDER_RULES] + [("database_url", *OLDER_RULES[0])],
    indirect=["url"],
)
async def test_rules_that_changed_are_applied_to_what_is_stored(
    engine: AsyncEngine, runtime: RuntimeSettings, monkeypatch: pytest.MonkeyPatch, rule: str, was: Any, words: str
) -> None:
    await store_all(engine, STORY)
    wanted = await dump_of(engine)
    await empty(engine)
    with monkeypatch.context() as older:
        older.setattr(rule, was)
        await store_all(engine, STORY)
    before = await dump_of(engine)
    assert before != wanted
    assert words in await rethread(runtime, is_dry=True)
    assert await dump_of(engine) == before
    assert words in await rethread(runtime)
    assert await dump_of(engine) == wanted
    assert [fault async for fault in audit(engine)] == []
    assert "0 threads changed" in await rethread(runtime)


@pytest.mark.parametrize("url", ["sqlite_url"], indirect=True)
async def test_subscribers_are_told_of_every_thread_that_changed(
    engine: AsyncEngine, runtime: RuntimeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("services.store.linking.episodes_of", one_thread_per_question)
        await store_all(engine, STORY)
    reads = ReadModel(engine)
    last, waiting, before = await reads.last_sequence(), await _waiting(engine), await _threads(engine)
    await rethread(runtime)
    told, after = await reads.after_sequence(last, 500), await _threads(engine)
    assert [change.sequence for change in told] == list(range(last + 1, last + 1 + len(told)))
    assert await _waiting(engine) == waiting + len(told)
    different = {thread for thread in before.keys() | after.keys() if before.get(thread) != after.get(thread)}
    assert {change.thread_id for change in told} == different
    assert {change.thread_id for change in told if change.after.claims == 0} == before.keys() - after.keys()


@pytest.mark.parametrize("url", ["sqlite_url"], indirect=True)
async def test_questions_with_many_claims_go_on_by_the_new_rules(
    engine: AsyncEngine, runtime: RuntimeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CROWD_LIMIT, 2)
    await store_all(engine, MANY)
    wanted = await dump_of(engine)
    await empty(engine)
    await store_all(engine, MANY[:16])
    async with engine.begin() as connection:  # as if an older version had tied articles by other words
        assert (await connection.execute(update(CROWD_TIE).values(token=CROWD_TIE.c.token - 1))).rowcount
    await rethread(runtime)
    await store_all(engine, MANY[16:])
    assert await dump_of(engine) == wanted
    assert [fault async for fault in audit(engine)] == []


async def test_what_a_store_wrote_meanwhile_is_never_overwritten(engine: AsyncEngine, runtime: RuntimeSettings) -> None:
    await store_all(engine, STORY)
    async with engine.begin() as connection:
        await connection.execute(update(THREAD).values(title="Untitled"))
    before = await dump_of(engine)
    async with engine.execution_options(readonly=True).connect() as connection, beside(connection) as work:
        assert [difference async for difference in work.differences(lambda *_: None)]
        await connection.commit()
        await store_on(engine).take_over([FIRST])
        await connection.execution_options(readonly=False)
        with pytest.raises(AtWork, match="nothing was changed"):
            await work.switch(NOON, lambda *_: None)
    assert await dump_of(engine) == before


async def test_it_refuses_while_a_store_is_at_work(database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    await migrate(engine)
    async with sole_relay(engine, "store") as held:
        assert held
        with pytest.raises(AtWork, match="stop all stores"):
            await rethread(RuntimeSettings(data_dir=tmp_path, database_url=database_url))
    await engine.dispose()


async def test_it_refuses_while_a_monitor_works_in_the_folder(tmp_path: Path) -> None:
    with sole_monitor(tmp_path) as is_sole:
        assert is_sole
        with pytest.raises(AtWork, match="a monitor works in"):
            await rethread(RuntimeSettings(data_dir=tmp_path, bus="local", database_url=None))


async def test_readers_see_the_old_threads_or_the_new_ones(engine: AsyncEngine) -> None:
    await store_all(engine, STORY)
    async with engine.begin() as connection:
        await connection.execute(update(THREAD).values(title="Untitled"))
        await connection.execute(update(CLAIM).values(as_of=None))
    before = await dump_of(engine)
    async with engine.execution_options(readonly=True).connect() as connection, beside(connection) as work:
        assert [difference async for difference in work.differences(lambda *_: None)]
        await connection.commit()
        await connection.execution_options(readonly=False)
        async with connection.begin():
            assert await work.switch(NOON, lambda *_: None)
            assert await dump_of(engine) == before
    assert await dump_of(engine) != before
    assert "Untitled" not in await dump_of(engine)


async def _waiting(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(OutboxRow))).scalar_one())


async def _threads(engine: AsyncEngine) -> dict[Any, Any]:
    async with engine.connect() as connection:
        rows = (await connection.execute(select(THREAD))).mappings().all()
    return {row["thread_id"]: {name: row[name] for name in row if name not in ("sequence", "changed_at")} for row in rows}
