"""What is older than its limit is forgotten as if it had never come, on both databases; nothing is by default."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from schemas.claims import ClaimsExtracted
from services import retention
from services.audit import balance_of
from services.bus.outbox import OutboxRow
from services.ingest.ledger import accept
from services.migrations import migrate
from services.retention import forget_some, keep_forgetting
from services.runtime.database import open_engine
from services.runtime.inline import write
from services.store.audit import audit
from services.store.read import ReadModel
from services.store.settings import Limits, StoreSettings
from tests.store.newswriting import NOON, telling
from tests.store.store_suite import COPY, EDITED, FLOOD, LAST_YEAR, LATER, POST, UNDATED, WAVE, died, dump_of, empty, store_all
from tests.store.test_crowds import LIMIT as CROWD_LIMIT
from tests.store.test_crowds import MANY

TODAY = NOON + timedelta(days=4)
OLDEST = telling("Old Post", [died("42", 42)], about=FLOOD, published=NOON - timedelta(days=40), slug="first")
YOUNG, OLD = (POST, WAVE, LATER, COPY, EDITED, UNDATED), (LAST_YEAR, OLDEST)


@dataclass
class At:
    """Always the same moment."""

    moment: datetime = TODAY

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(url)
    await migrate(engine)
    yield engine
    await engine.dispose()


async def forget(engine: AsyncEngine, limits: Limits, now: datetime = TODAY) -> int:
    forgotten = 0
    while some := await forget_some(engine, limits, At(now)):
        forgotten += some
    return forgotten


async def accept_all(engine: AsyncEngine, messages: tuple[ClaimsExtracted, ...]) -> None:
    async def work(session: AsyncSession) -> None:
        for message in messages:
            await accept(session, message.article, now=NOON, max_revisions=9)

    await write(engine, work)


async def content(engine: AsyncEngine) -> str:
    """The dump but for the outlets, whose names are kept."""
    return "".join(line for line in (await dump_of(engine)).splitlines(keepends=True) if '"kind":"outlet"' not in line)


async def test_what_is_forgotten_leaves_no_trace(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    await store_all(engine, YOUNG)
    wanted = await content(engine)
    await empty(engine)
    await accept_all(engine, (*OLD, *YOUNG))
    await store_all(engine, (*OLD, *YOUNG))
    assert await content(engine) != wanted
    last = await ReadModel(engine).last_sequence()
    assert await forget(engine, Limits(days=30)) == len(OLD)
    assert await content(engine) == wanted
    assert [fault async for fault in audit(engine)] == []
    async with engine.connect() as connection:
        balance = await balance_of(connection, [])
        waiting = (await connection.execute(select(OutboxRow.__table__.c.value))).scalars().all()  # type: ignore[attr-defined]
    assert (balance.accepted, balance.stored, balance.forgotten, balance.in_flight) == (8, 6, 2, 0)
    told = await ReadModel(engine).after_sequence(last, 100)
    assert told, "the thread that lost its first claims is told of"
    lost = {str(claim.claim_id).encode() for message in OLD for claim in message.claims}
    assert not any(claim in value for value in waiting[-len(told) :] for claim in lost)
    assert {claim.article.source.name for claim in (await ReadModel(engine).claims(limit=50, q="people died")).items} >= {"Daily Wave"}


async def test_a_store_may_be_at_work_meanwhile(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    await store_all(engine, YOUNG)
    wanted = await content(engine)
    await empty(engine)
    await store_all(engine, OLD)
    forgotten, _ = await asyncio.gather(forget(engine, Limits(days=30)), store_all(engine, YOUNG, 1))
    assert forgotten == len(OLD)
    assert await content(engine) == wanted
    assert [fault async for fault in audit(engine)] == []


async def test_an_outlet_may_have_a_limit_of_its_own(engine: AsyncEngine) -> None:
    await store_all(engine, (*OLD, *YOUNG))
    assert await forget(engine, Limits(days_by_domain={"old-post.example": 100})) == 1
    assert await forget(engine, Limits(days=30, days_by_domain={"old-post.example": 100})) == 0
    assert await forget(engine, Limits(days=3.5, days_by_domain={"old-post.example": 100})) == 3
    left = {claim.article.source.name for claim in (await ReadModel(engine).claims(limit=50)).items}
    assert left == {"Old Post", "Evening Lamp", "Morning Lamp"}
    assert [fault async for fault in audit(engine)] == []


async def test_everything_may_go(engine: AsyncEngine) -> None:
    await store_all(engine, (*OLD, *YOUNG))
    await forget(engine, Limits(days=0.001))
    assert await content(engine) == ""
    assert [fault async for fault in audit(engine)] == []


@pytest.mark.parametrize("url", ["sqlite_url"], indirect=True)
async def test_questions_with_many_claims_go_on_as_if_what_is_forgotten_had_never_come(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CROWD_LIMIT, 2)
    first, later = MANY[:18], MANY[18:]
    await store_all(engine, first)
    assert await forget(engine, Limits(days=100), NOON + timedelta(days=150))
    kept = {claim.article.article_id for claim in (await ReadModel(engine).claims(limit=200)).items}
    await store_all(engine, later)
    forgotten_and_gone_on = await content(engine)
    assert [fault async for fault in audit(engine)] == []
    await empty(engine)
    await store_all(engine, [message for message in (*first, *later) if message in later or message.article.article_id in kept])
    assert forgotten_and_gone_on == await content(engine)


@pytest.mark.parametrize("url", ["sqlite_url"], indirect=True)
async def test_nothing_is_forgotten_by_default(engine: AsyncEngine) -> None:
    await store_all(engine, OLD)
    before = await dump_of(engine)
    await asyncio.wait_for(keep_forgetting(engine, StoreSettings(), At(), asyncio.Event()), 5)
    assert await dump_of(engine) == before


def test_limits_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_STORE_KEEP_DAYS", "365")
    monkeypatch.setenv("CLAIMWIRE_STORE_KEEP_DAYS_BY_SOURCE", "example.org=30, example.net=7.5")
    assert StoreSettings().limits == Limits(365, {"example.org": 30, "example.net": 7.5})
