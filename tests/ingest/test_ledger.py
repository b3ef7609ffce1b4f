"""Acceptance and leases, on both databases."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from schemas import ids
from schemas.articles import ArticleFetched
from services.bus.outbox import OutboxRow
from services.ingest import leases, sources
from services.ingest.articles import article_from_page
from services.ingest.ledger import Accepted, accept, record_entries, still_leased
from services.ingest.outcomes import Outcome
from services.ingest.poll import discoveries
from services.ingest.reading import DocumentRead, FeedEntry, lay_out
from services.ingest.replay import replay
from services.ingest.settings import IngestSettings
from services.ingest.tables import ArticleLedger, ArticleRevision, FeedSource, Host, Item, Sighting
from services.ingest.transactions import transact
from tests.ingest.ledgers import every, open_ledger, rows
from tests.ingest.pages_of_ours import PARAGRAPHS

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
SOON = NOW + timedelta(seconds=60)
PACE = leases.Pace(IngestSettings())


class FixedClock:
    def now(self) -> datetime:
        return NOW


def article(last: str = "The end.", *, fetched_at: datetime = NOW) -> ArticleFetched:
    title, text, sections = lay_out("Velmora approves a wall", [*PARAGRAPHS, last])
    document = DocumentRead(title=title, text=text, sections=sections, language="en")
    return article_from_page(document, url="https://paper.example/a", fetched_at=fetched_at, feed_date=None)


async def accepted(engine: AsyncEngine, message: ArticleFetched, max_revisions: int = 10) -> Accepted:
    return await transact(engine, lambda session: accept(session, message, now=NOW, max_revisions=max_revisions))


async def feed(engine: AsyncEngine, number: int, host: str = "paper.example") -> FeedSource:
    view = await sources.add(engine, f"https://{host}/feed{number}.xml", FixedClock(), settings=IngestSettings())
    return (await rows(engine, select(FeedSource).where(col(FeedSource.id) == view.id)))[0]  # type: ignore[no-any-return]


async def claimed(engine: AsyncEngine, holder: str, *, now: datetime = NOW, limit: int = 10) -> list[FeedSource]:
    async def work(session: AsyncSession) -> list[FeedSource]:
        return await leases.claim(session, FeedSource, holder=holder, now=now, until=now + timedelta(seconds=60), limit=limit, pace=PACE)

    return await transact(engine, work)


def test_holder_of_a_dead_process_is_known_as_dead() -> None:
    with leases.holder() as mine:
        machine, pid, token = mine.split(":")
        assert not leases.is_dead(mine)
        assert not leases.is_dead(f"another-{machine}:{pid}:{token}")
        assert not leases.is_dead(f"{machine}:1:{token}")
        assert leases.is_dead(f"{machine}:{2**22 + 1}:{token}")
        assert leases.is_dead(f"{machine}:{pid}:an-earlier-life")
    assert leases.is_dead(mine)


class LedgerRules:
    """What holds on every database; `ledger` is an empty one."""

    async def test_revision_is_accepted_once_with_its_message(self, ledger: AsyncEngine) -> None:
        assert await accepted(ledger, article()) == Accepted(Outcome.OK, 1)
        assert await accepted(ledger, article(fetched_at=SOON)) == Accepted(Outcome.UNCHANGED, 1)
        assert await accepted(ledger, article("Another end.")) == Accepted(Outcome.OK, 2)
        messages = [ArticleFetched.model_validate_json(row.value) for row in await every(ledger, OutboxRow)]
        assert messages == [article(), article("Another end.")]
        kept = await every(ledger, ArticleRevision)
        assert sorted(ArticleFetched.model_validate_json(row.message).revision for row in kept) == sorted(m.revision for m in messages)
        assert [row.latest_revision for row in await every(ledger, ArticleLedger)] == [article("Another end.").revision]

    async def test_acceptance_that_fails_leaves_nothing(self, ledger: AsyncEngine) -> None:
        async def crash(session: AsyncSession) -> None:
            await accept(session, article(), now=NOW, max_revisions=10)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            async with AsyncSession(ledger) as session, session.begin():
                await crash(session)
        assert [await every(ledger, table) for table in (OutboxRow, ArticleRevision, ArticleLedger)] == [[], [], []]

    async def test_lost_bus_is_refilled_with_the_same_messages(self, ledger: AsyncEngine) -> None:
        for number in range(210):
            await accepted(ledger, article(f"Ending {number}."), max_revisions=1_000)
        before = [(row.key, row.value, row.headers) for row in await rows(ledger, select(OutboxRow).order_by(col(OutboxRow.id)))]
        await transact(ledger, lambda session: session.execute(delete(OutboxRow)))
        assert await replay(ledger) == 210
        after = [(row.key, row.value, row.headers) for row in await rows(ledger, select(OutboxRow).order_by(col(OutboxRow.id)))]
        assert after == before
        assert await replay(ledger, since=SOON) == 0

    async def test_page_that_never_stays_the_same_is_capped(self, ledger: AsyncEngine) -> None:
        outcomes = [(await accepted(ledger, article(f"Visitor {number}."), max_revisions=3)).outcome for number in range(5)]
        assert outcomes == [Outcome.OK] * 3 + [Outcome.REJECTED_TOO_MANY_REVISIONS] * 2
        assert len(await every(ledger, OutboxRow)) == 3

    async def test_one_revision_accepted_by_many_at_once_is_one_message(self, ledger: AsyncEngine) -> None:
        results = await asyncio.gather(*(accepted(ledger, article()) for _ in range(8)))
        assert sorted(result.outcome for result in results) == sorted([Outcome.OK] + [Outcome.UNCHANGED] * 7)
        assert len(await every(ledger, OutboxRow)) == 1

    async def test_message_is_the_same_but_for_the_moment_of_fetching(self, ledger: AsyncEngine) -> None:
        assert article().model_dump(exclude={"fetched_at"}) == article(fetched_at=SOON).model_dump(exclude={"fetched_at"})
        assert article().source.source_id == ids.source_id("paper.example")

    async def test_work_is_leased_to_one_of_many(self, ledger: AsyncEngine) -> None:
        for number in range(12):
            await feed(ledger, number, host=f"paper{number}.example")
        taken = await asyncio.gather(*(claimed(ledger, f"holder {number}", limit=3) for number in range(8)))
        urls = [row.url for each in taken for row in each]
        assert len(urls) == len(set(urls))
        rest = await claimed(ledger, "late", limit=20)
        assert len(urls) + len(rest) == 12

    async def test_lease_that_ran_out_is_taken_over_and_its_old_holder_can_write_nothing(self, ledger: AsyncEngine) -> None:
        await feed(ledger, 1)
        (row,) = await claimed(ledger, "first")
        assert await claimed(ledger, "second", now=NOW + timedelta(seconds=59)) == []
        assert len(await claimed(ledger, "second", now=NOW + timedelta(seconds=61))) == 1
        assert await transact(ledger, lambda session: still_leased(session, FeedSource, row.id, holder="first")) is None
        assert await transact(ledger, lambda session: still_leased(session, FeedSource, row.id, holder="second")) is not None

    async def test_renewed_lease_does_not_run_out_and_a_released_one_is_free_at_once(self, ledger: AsyncEngine) -> None:
        await feed(ledger, 1)
        await claimed(ledger, "first")
        await transact(ledger, lambda session: leases.renew(session, holder="first", until=NOW + timedelta(seconds=500)))
        late = NOW + timedelta(seconds=400)
        assert await claimed(ledger, "second", now=late) == []
        await transact(ledger, lambda session: leases.release(session, holders=["first"]))
        assert len(await claimed(ledger, "second", now=late)) == 1

    async def test_host_gives_one_turn_per_interval_to_all_together(self, ledger: AsyncEngine) -> None:
        for number in range(5):
            await feed(ledger, number)
        taken = await asyncio.gather(*(claimed(ledger, f"holder {number}") for number in range(4)))
        assert sum(map(len, taken)) == 1
        assert len(await claimed(ledger, "later", now=NOW + timedelta(seconds=0.5))) == 0
        assert len(await claimed(ledger, "later", now=NOW + timedelta(seconds=1))) == 1

    async def test_crawl_delay_of_robots_txt_is_kept_up_to_a_minute(self, ledger: AsyncEngine) -> None:
        for number in range(3):
            await feed(ledger, number)

        async def ask_for(session: AsyncSession) -> None:
            session.add(Host(name="paper.example", next_request_at=NOW, crawl_delay_s=1e9))

        await transact(ledger, ask_for)
        assert len(await claimed(ledger, "one")) == 1
        assert len(await claimed(ledger, "one", now=NOW + timedelta(seconds=59))) == 0
        assert len(await claimed(ledger, "one", now=NOW + timedelta(seconds=60))) == 1

    async def test_due_work_is_seen_without_writing(self, ledger: AsyncEngine) -> None:
        assert not await transact(ledger, lambda session: leases.has_due(session, NOW), readonly=True)
        await feed(ledger, 1)
        assert await transact(ledger, lambda session: leases.has_due(session, NOW), readonly=True)
        await claimed(ledger, "one")
        assert not await transact(ledger, lambda session: leases.has_due(session, NOW), readonly=True)

    async def test_many_entries_are_entered_once_and_changes_wake_their_items(self, ledger: AsyncEngine) -> None:
        row = await feed(ledger, 1)

        async def poll(title: str, at: datetime) -> tuple[int, int]:
            found = discoveries([FeedEntry(url=f"https://paper.example/{number}", title=title) for number in range(1_100)])

            async def work(session: AsyncSession) -> tuple[int, int]:
                mine = await session.get_one(FeedSource, row.id)
                result = await record_entries(session, mine, found, now=at, max_new_hosts=1, recheck_pause_s=0)
                return len(result.unknown), len(result.changed)

            return await transact(ledger, work)

        assert await poll("First", NOW) == (1_100, 0)
        assert await poll("First", SOON) == (0, 0)
        assert await poll("Second", SOON) == (0, 1_100)
        assert (len(await every(ledger, Item)), len(await every(ledger, Sighting))) == (1_100, 1_100)

    async def test_removed_feed_leaves_its_items(self, ledger: AsyncEngine) -> None:
        row = await feed(ledger, 1)
        found = discoveries([FeedEntry(url="https://paper.example/a")])

        async def work(session: AsyncSession) -> None:
            await record_entries(session, await session.get_one(FeedSource, row.id), found, now=NOW, max_new_hosts=1, recheck_pause_s=0)

        await transact(ledger, work)
        assert await sources.remove(ledger, row.id)
        assert (await every(ledger, Sighting), len(await every(ledger, Item))) == ([], 1)

    async def test_cancelled_caller_does_not_cut_a_transaction(self, ledger: AsyncEngine) -> None:
        begun, loop = asyncio.Event(), asyncio.get_running_loop()

        async def work(session: AsyncSession) -> None:
            session.add(Host(name="paper.example", next_request_at=NOW))
            await session.flush()
            loop.call_soon_threadsafe(begun.set)
            if ledger.dialect.name == "sqlite":
                time.sleep(0.1)  # noqa: ASYNC251 - runs in the writer's thread, where nothing may be awaited
            else:
                await asyncio.sleep(0.1)

        caller = asyncio.create_task(transact(ledger, work))
        await begun.wait()
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        assert len(await every(ledger, Host)) == 1
        await transact(ledger, lambda session: session.execute(delete(Host)))


class TestOnSqlite(LedgerRules):
    @pytest.fixture
    async def ledger(self, sqlite_url: str) -> AsyncIterator[AsyncEngine]:
        async with open_ledger(sqlite_url) as engine:
            yield engine


class TestOnPostgresql(LedgerRules):
    @pytest.fixture
    async def ledger(self, database_url: str) -> AsyncIterator[AsyncEngine]:
        async with open_ledger(database_url) as engine:
            yield engine
