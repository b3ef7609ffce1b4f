"""What the store promises on every database. Each backend's test module inherits the suite and says how to get an empty database."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

from schemas.claims import ClaimsExtracted, Modifier
from schemas.threads import ThreadChanged
from schemas.topics import CLAIMS, THREADS
from services.bus.consume import Rejected
from services.bus.envelope import from_record
from services.bus.errors import Fenced, OffsetGap
from services.bus.outbox import OutboxRow
from services.bus.ports import Record, TopicPartition
from services.runtime.database import open_engine
from services.store import search
from services.store.dump import dump
from services.store.handle_claims import StoreHandler
from services.store.mapping import to_article
from services.store.read import ReadModel
from services.store.tables import ARTICLE, CHANGE, OFFSET, REVISION, SOURCE
from services.store.views import ThreadDetail
from tests.store.newswriting import NOON, FixedClock, Number, Said, record_of, says, telling
from tests.waiting import until

GROUP = "claimwire-store"
FIRST = TopicPartition(CLAIMS.name, 0)
SECOND = TopicPartition(CLAIMS.name, 1)
FLOOD = "A flood hit Peru."

assert search.SQLITE_DDL, "imported, so that the search index is created with the tables"


@asynccontextmanager
async def database(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on an empty database with all tables."""
    engine = open_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        yield engine
    finally:
        await engine.dispose()


async def empty(engine: AsyncEngine) -> None:
    """Forget everything."""
    async with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            await connection.execute(table.delete())


def store_on(engine: AsyncEngine) -> StoreHandler:
    """A store of the tests' group."""
    return StoreHandler(engine, FixedClock(), group=GROUP)


async def store_all(engine: AsyncEngine, messages: Sequence[ClaimsExtracted], partition: int = 0) -> StoreHandler:
    """Store the messages in this order, from the partition's beginning."""
    handler = store_on(engine)
    begin = await handler.take_over([TopicPartition(CLAIMS.name, partition)])
    for offset, message in enumerate(messages, begin[TopicPartition(CLAIMS.name, partition)]):
        await handler.handle(record_of(message, offset, partition))
    return handler


def partitioned(messages: Sequence[ClaimsExtracted], seed: int) -> list[list[ClaimsExtracted]]:
    """Messages over two partitions by article, each partition in an order of its own."""
    chance = random.Random(seed)
    parts: list[list[ClaimsExtracted]] = [[], []]
    for message in messages:
        parts[message.article.article_id.int % 2].append(message)
    for part in parts:
        chance.shuffle(part)
    return parts


async def dump_of(engine: AsyncEngine) -> str:
    """The whole dump."""
    return "".join([line async for line in dump(engine)])


def died(number: str, value: float, modifier: Modifier = "exact") -> Said:
    """A claim about a toll in Peru."""
    words = number[0].upper() + number[1:]
    return says(f"{words} people died in Peru", "died", "die", number=Number(words, value, modifier=modifier))


POST = telling(
    "Harbour Post", [died("42", 42), says("the Rimac bridge collapsed", "collapsed", "collapse", whom="the Rimac bridge")], about=FLOOD
)
WAVE = telling(
    "Daily Wave",
    [
        died("at least 60", 60, modifier="at_least"),
        says("the Rimac bridge did not collapse", "collapse", whom="the Rimac bridge", polarity="negative", by="The ministry"),
    ],
    about=FLOOD,
)
LATER = telling("Evening Lamp", [died("75", 75)], about=FLOOD, published=NOON + timedelta(days=3), wire="Andes Wire")
COPY = telling("Morning Lamp", [died("75", 75)], about=FLOOD, published=NOON + timedelta(days=3), wire="Andes Wire")
EDITED = telling("Harbour Post", [died("44", 44)], about=FLOOD, fetched=NOON + timedelta(hours=9))
UNDATED = telling("Slow Letter", [died("44", 44)], about=FLOOD, published=None)
LAST_YEAR = telling("Old Post", [died("9", 9)], about=FLOOD, published=NOON - timedelta(days=370))
STORY = (POST, WAVE, LATER, COPY, EDITED, UNDATED, LAST_YEAR)


class StoreSuite:
    """The tests. `url` is a fixture of the inheriting class: the address of an empty database."""

    @pytest.fixture
    async def engine(self, url: str) -> AsyncIterator[AsyncEngine]:
        async with database(url) as engine:
            yield engine

    async def test_redelivery_changes_nothing(self, engine: AsyncEngine) -> None:
        await store_all(engine, STORY)
        once, changes = await dump_of(engine), await _count(engine, CHANGE)
        await store_all(engine, STORY)
        assert await dump_of(engine) == once
        assert await _count(engine, CHANGE) == changes

    async def test_record_below_the_offset_is_passed_without_effect(self, engine: AsyncEngine) -> None:
        handler = await store_all(engine, [POST, WAVE])
        before = await dump_of(engine)
        await handler.handle(record_of(LATER, 0))
        assert await dump_of(engine) == before

    async def test_offset_beyond_the_expected_one_is_a_gap(self, engine: AsyncEngine) -> None:
        handler = await store_all(engine, [POST])
        with pytest.raises(OffsetGap):
            await handler.handle(record_of(WAVE, 5))

    async def test_store_that_was_taken_over_changes_nothing(self, engine: AsyncEngine) -> None:
        old = await store_all(engine, [POST])
        new = store_on(engine)
        assert await new.take_over([FIRST]) == {FIRST: 1}
        before = await dump_of(engine)
        with pytest.raises(Fenced):
            await old.handle(record_of(WAVE, 1))
        with pytest.raises(Fenced):
            await old.skip(record_of(WAVE, 1))
        assert await dump_of(engine) == before
        await new.handle(record_of(WAVE, 1))
        assert (await ReadModel(engine).counts()).articles == 2

    async def test_partition_that_was_not_taken_over_is_refused(self, engine: AsyncEngine) -> None:
        handler = await store_all(engine, [POST])
        with pytest.raises(Fenced):
            await handler.handle(record_of(WAVE, 0, partition=1))

    async def test_restart_reads_on_where_the_database_is(self, engine: AsyncEngine) -> None:
        await store_all(engine, STORY)
        whole = await dump_of(engine)
        await empty(engine)
        await store_all(engine, STORY[:3])
        restarted = store_on(engine)
        begin = (await restarted.take_over([FIRST]))[FIRST]
        assert begin == 3
        for offset in range(begin, len(STORY)):
            await restarted.handle(record_of(STORY[offset], offset))
        assert await dump_of(engine) == whole

    async def test_failure_within_the_transaction_leaves_nothing(self, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        handler = await store_all(engine, [POST])
        before = await dump_of(engine)

        async def broken(*_: object) -> None:
            raise RuntimeError("the outbox broke")

        with monkeypatch.context() as patched:
            patched.setattr("services.store.announce.enqueue", broken)
            with pytest.raises(RuntimeError):
                await handler.handle(record_of(WAVE, 1))
        assert await dump_of(engine) == before
        await handler.handle(record_of(WAVE, 1))
        assert await dump_of(engine) != before

    async def test_cancelled_handler_either_stored_or_did_not(self, engine: AsyncEngine) -> None:
        handler = await store_all(engine, [POST])
        task = asyncio.create_task(handler.handle(record_of(WAVE, 1)))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        again = store_on(engine)
        begin = (await again.take_over([FIRST]))[FIRST]
        assert begin == 1 + await _count(engine, ARTICLE) - 1

    async def test_malformed_message_is_rejected_and_skipped(self, engine: AsyncEngine) -> None:
        handler = await store_all(engine, [POST])
        good = record_of(WAVE, 1)
        with pytest.raises(Rejected) as rejected:
            await handler.handle(Record(good.topic, 0, 1, good.key, b"{}", good.headers))
        assert rejected.value.reason == "invalid_message"
        await handler.skip(good)
        await handler.skip(good)
        assert (await store_on(engine).take_over([FIRST])) == {FIRST: 2}

    async def test_later_revision_withdraws_the_claims_of_the_earlier(self, engine: AsyncEngine) -> None:
        await store_all(engine, [POST, WAVE, EDITED])
        reads = ReadModel(engine)
        article = await reads.article(POST.article.article_id)
        assert article is not None
        assert [claim.span.text for claim in article.items] == ["44 people died in Peru"]
        assert [revision.is_latest for revision in article.revisions] == [False, True]
        old = await reads.claim(POST.claims[0].claim_id)
        assert old is not None
        assert not old.is_current
        assert old.threads == ()
        toll = await _thread(reads, "How many people died in Peru?")
        assert [withdrawn.value_text for withdrawn in toll.withdrawn] == ["42"]
        assert {member.value_text for member in toll.members} == {"44", "At least 60"}

    async def test_earlier_revision_that_arrives_late_joins_no_thread(self, engine: AsyncEngine) -> None:
        await store_all(engine, [EDITED, WAVE, POST])
        late = await dump_of(engine)
        await empty(engine)
        await store_all(engine, [POST, EDITED, WAVE])
        assert await dump_of(engine) == late

    async def test_text_that_comes_back_is_current_again(self, engine: AsyncEngine) -> None:
        again = telling("Harbour Post", [died("42", 42)], about=FLOOD, fetched=NOON + timedelta(hours=20))
        first = telling("Harbour Post", [died("42", 42)], about=FLOOD)
        await store_all(engine, [first, EDITED, again])
        article = await ReadModel(engine).article(first.article.article_id)
        assert article is not None
        assert article.revision == first.article.revision
        assert [claim.span.text for claim in article.items] == ["42 people died in Peru"]
        toll = await _thread(ReadModel(engine), "How many people died in Peru?")
        assert [each.value_text for each in toll.withdrawn] == ["44"]

    async def test_newer_extractor_replaces_the_claims_of_the_older(self, engine: AsyncEngine) -> None:
        old = telling("Harbour Post", [died("42", 42)], version="1.9")
        new = telling("Harbour Post", [died("42", 42)], version="1.10")
        await store_all(engine, [new, old])
        page = await ReadModel(engine).claims(limit=10)
        assert [claim.extractor_version for claim in page.items] == ["1.10"]

    async def test_conflict_is_visible(self, engine: AsyncEngine) -> None:
        await store_all(engine, [POST, WAVE])
        reads = ReadModel(engine)
        page = await reads.threads(limit=10, conflict=True)
        assert {thread.title for thread in page.items} == {"How many people died in Peru?", "The Rimac bridge collapsed?"}
        toll = await _thread(reads, "How many people died in Peru?")
        (relation,) = toll.relations
        assert (relation.kind, {relation.a_words, relation.b_words}) == ("conflict", {"42", "At least 60"})
        assert "exclude each other" in relation.reason
        bridge = await _thread(reads, "The Rimac bridge collapsed?")
        assert [each.kind for each in bridge.relations] == ["denies"]
        assert (await reads.counts()).conflicts == 2

    async def test_counts_follow_what_is_stored(self, engine: AsyncEngine) -> None:
        reads = ReadModel(engine)
        assert (await reads.counts()).claims == 0
        await store_all(engine, [POST, WAVE])

        async def are_counted() -> bool:
            counts = await reads.counts()
            return (counts.articles, counts.claims, counts.conflicts) == (2, 4, 2)

        await until(are_counted)

    async def test_last_years_flood_is_another_thread(self, engine: AsyncEngine) -> None:
        await store_all(engine, [POST, LAST_YEAR])
        page = await ReadModel(engine).threads(limit=10, q="people died")
        assert len(page.items) == 2
        assert len({thread.question_key for thread in page.items}) == 1

    async def test_claim_between_two_episodes_makes_them_one(self, engine: AsyncEngine) -> None:
        spring = telling("Old Post", [died("9", 9)], about=FLOOD, published=NOON - timedelta(days=300))
        between = telling("Mid Post", [died("9", 9)], about=FLOOD, published=NOON - timedelta(days=150))
        await store_all(engine, [POST, spring, UNDATED])
        assert len((await ReadModel(engine).threads(limit=10, q="people died")).items) == 3
        old = {thread.thread_id for thread in (await ReadModel(engine).threads(limit=10, q="people died")).items}
        handler = store_on(engine)
        await handler.take_over([FIRST])
        await handler.handle(record_of(between, 3))
        (thread,) = (await ReadModel(engine).threads(limit=10, q="people died")).items
        assert thread.claims == 4
        merged = [await ReadModel(engine).thread(thread_id) for thread_id in old]
        assert {detail.thread_id for detail in merged if detail} == {thread.thread_id}
        assert None not in merged
        changes = await ReadModel(engine).after_sequence(0, 500)
        became = {change.thread_id: change.became for change in changes if change.became}
        assert became == dict.fromkeys(old - {thread.thread_id}, thread.thread_id)

    async def test_same_wire_text_is_one_origin(self, engine: AsyncEngine) -> None:
        await store_all(engine, [POST, LATER, COPY])
        toll = await _thread(ReadModel(engine), "How many people died in Peru?")
        assert (toll.articles, toll.origins) == (3, 2)
        (shared,) = [group for group in toll.origin_groups if len(group.articles) == 2]
        assert "text of andes wire" in shared.reasons
        assert [(point.value_text, point.claims, point.origins) for point in toll.series] == [("42", 1, 1), ("75", 2, 1)]

    async def test_changes_are_numbered_without_gaps_and_published_alike(self, engine: AsyncEngine) -> None:
        await store_all(engine, STORY)
        changes = await ReadModel(engine).after_sequence(0, 500)
        assert [change.sequence for change in changes] == list(range(1, len(changes) + 1))
        assert await ReadModel(engine).last_sequence() == len(changes)
        async with engine.connect() as connection:
            rows = (await connection.execute(select(OutboxRow.__table__).order_by(text("id")))).mappings().all()  # type: ignore[attr-defined]
        published = [
            from_record(
                Record(row["topic"], 0, 0, row["key"], row["value"], tuple((name, value.encode()) for name, value in row["headers"])),
                ThreadChanged,
            )
            for row in rows
        ]
        assert published == changes
        assert {row["topic"] for row in rows} == {THREADS.name}
        assert {change.kind for change in changes} >= {"claim_added", "first_denial", "conflict_opened", "figure_changed"}

    async def test_reader_that_asks_after_a_number_misses_none(self, engine: AsyncEngine) -> None:
        await store_all(engine, STORY)
        reads, seen, last = ReadModel(engine), [], 0
        while some := await reads.after_sequence(last, 2):
            seen += [change.sequence for change in some]
            last = seen[-1]
        assert seen == list(range(1, len(seen) + 1))

    async def test_stored_rows_map_back_to_the_message(self, engine: AsyncEngine) -> None:
        await store_all(engine, STORY)
        async with engine.connect() as connection:
            for message in (LATER, UNDATED):
                article_id = message.article.article_id
                revision = (await connection.execute(select(REVISION).where(REVISION.c.article_id == article_id))).mappings().one()
                article = (await connection.execute(select(ARTICLE).where(ARTICLE.c.article_id == article_id))).mappings().one()
                source = (await connection.execute(select(SOURCE).where(SOURCE.c.source_id == article["source_id"]))).mappings().one()
                assert to_article(revision, article["canonical_url"], source) == message.article

    async def test_dump_holds_every_claim_and_no_fetch_time(self, engine: AsyncEngine) -> None:
        await store_all(engine, STORY)
        lines = await dump_of(engine)
        assert lines.count('"kind":"claim"') == sum(len(message.claims) for message in STORY)
        assert "fetched_at" not in lines
        assert "changed_at" not in lines
        assert '"sequence"' not in lines

    async def test_search_finds_words_in_other_inflections(self, engine: AsyncEngine) -> None:
        await store_all(engine, STORY)
        reads = ReadModel(engine)
        assert {claim.span.text for claim in (await reads.claims(limit=10, q="bridges collapses")).items} == {
            "the Rimac bridge did not collapse"
        }
        assert (await reads.claims(limit=10, q='"; drop table')).items == []
        assert len((await reads.threads(limit=10, q="bridge")).items) == 1

    async def test_blank_words_are_none_and_signs_are_found_nowhere(self, engine: AsyncEngine) -> None:
        await store_all(engine, [POST, WAVE])
        reads = ReadModel(engine)
        for listing in (reads.claims, reads.threads):
            assert (await listing(limit=10, q=" ")).items == (await listing(limit=10)).items
            assert (await listing(limit=10, q="?!")).items == []

    async def test_entity_is_found_whatever_its_case(self, engine: AsyncEngine) -> None:
        await store_all(engine, [POST, WAVE])
        reads = ReadModel(engine)
        assert len((await reads.claims(limit=10, entity="RIMAC Bridge")).items) == 2
        assert len((await reads.threads(limit=10, entity="the rimac bridge")).items) == 1

    async def test_two_stores_at_once_make_the_same_threads(self, engine: AsyncEngine) -> None:
        many = [
            telling(
                f"Outlet {number}",
                [died(str(40 + number % 4), 40 + number % 4), says("the dam burst", "burst", whom="the dam")],
                about=FLOOD,
            )
            for number in range(16)
        ]
        await store_all(engine, many)
        alone = await dump_of(engine)
        await empty(engine)
        await asyncio.gather(store_all(engine, many[::2], 0), store_all(engine, many[1::2][::-1], 1))
        assert await dump_of(engine) == alone
        numbers = [change.sequence for change in await ReadModel(engine).after_sequence(0, 500)]
        assert numbers == list(range(1, len(numbers) + 1))

    async def test_offsets_of_partitions_are_kept_apart(self, engine: AsyncEngine) -> None:
        await store_all(engine, [POST], 0)
        await store_all(engine, [WAVE, LATER], 1)
        assert await store_on(engine).take_over([FIRST, SECOND]) == {FIRST: 1, SECOND: 2}
        async with engine.connect() as connection:
            assert set((await connection.execute(select(OFFSET.c.epoch))).scalars()) == {2}


async def _thread(reads: ReadModel, title: str) -> ThreadDetail:
    (found,) = [thread for thread in (await reads.threads(limit=100)).items if thread.title == title]
    detail = await reads.thread(found.thread_id)
    assert detail is not None
    return detail


async def _count(engine: AsyncEngine, table: Table) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())
