"""The consume loop: what happens to a message, whatever its handler does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schemas.rejections import MessageRejected
from schemas.topics import ARTICLES, CLAIMS, DEAD_LETTERS
from services.bus.consume import ConsumeLoop, ConsumePolicy, Rejected, RetryLater
from services.bus.errors import ConsumerStalled, Fenced
from services.bus.local_log import LocalLog
from services.bus.local_log_consumer import LocalConsumer
from services.bus.ports import MAX_RECORD_BYTES, Bus, NewRecord, Record, TopicPartition
from services.bus.record_size import size_of
from services.bus.strikes import StrikeJournal
from services.runtime.clock import SystemClock
from tests.waiting import until

Act = Callable[[Record, int], Awaitable[Sequence[NewRecord]]]
QUICK = ConsumePolicy(pause_s=0.01, max_pause_s=0.05, stall_s=30, drain_s=5)


@dataclass
class FakeHandler:
    """Does `act(record, attempt)`, and remembers."""

    act: Act
    starts: dict[TopicPartition, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    takeovers: int = 0

    async def take_over(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int]:
        self.takeovers += 1
        return {partition: offset for partition, offset in self.starts.items() if partition in partitions}

    async def handle(self, record: Record) -> Sequence[NewRecord]:
        word = record.value.decode()
        self.seen.append(word)
        return await self.act(record, self.seen.count(word))

    async def skip(self, record: Record) -> None:
        self.skipped.append(record.value.decode())


async def copy(record: Record, attempt: int) -> Sequence[NewRecord]:
    return [NewRecord(CLAIMS.name, record.key or b"", record.value.upper())]


def articles(*words: str, key: bytes = b"k") -> list[NewRecord]:
    return [NewRecord(ARTICLES.name, key, word.encode()) for word in words]


@pytest.fixture
async def bus(tmp_path: Path) -> AsyncIterator[LocalLog]:
    log = LocalLog(tmp_path / "bus.db", session_timeout_s=1.0)
    await log.start()
    await log.ensure_topics([ARTICLES, CLAIMS, DEAD_LETTERS])
    yield log
    await log.close()


@asynccontextmanager
async def running(
    bus: Bus, handler: FakeHandler, folder: Path, policy: ConsumePolicy = QUICK
) -> AsyncIterator[tuple[asyncio.Task[None], asyncio.Event]]:
    strikes = StrikeJournal(folder / "strikes.db", "extract")
    loop = ConsumeLoop(bus, "extract", [ARTICLES.name], handler, strikes, SystemClock(), {"claimwire": "test"}, policy)
    stop = asyncio.Event()
    task = asyncio.create_task(loop.run(stop))
    try:
        yield task, stop
    finally:
        stop.set()
        await asyncio.wait([task])
        strikes.close()


async def everything(bus: Bus, topic: str) -> list[Record]:
    """All records of a topic, by a group of its own."""
    reader = bus.consumer(f"reader-{id(object())}", [topic])
    await reader.start()
    found: list[Record] = []
    while batches := await reader.poll(max_records=100, timeout_s=0.1):
        found += [record for records in batches.values() for record in records]
    await reader.close()
    return sorted(found, key=lambda record: (record.partition, record.offset))


async def words(bus: Bus, topic: str) -> list[str]:
    return [record.value.decode() for record in await everything(bus, topic)]


async def letters(bus: Bus) -> list[MessageRejected]:
    return [MessageRejected.model_validate_json(record.value) for record in await everything(bus, DEAD_LETTERS.name)]


@pytest.mark.parametrize("concurrency", [1, 8])
async def test_outputs_are_published_in_the_order_of_the_inputs(bus: LocalLog, tmp_path: Path, concurrency: int) -> None:
    async def later_is_faster(record: Record, attempt: int) -> Sequence[NewRecord]:
        await asyncio.sleep(0.05 if record.offset == 0 else 0)
        return await copy(record, attempt)

    await bus.publish(articles("a", "b", "c", "d"))
    async with running(bus, FakeHandler(later_is_faster), tmp_path, ConsumePolicy(concurrency=concurrency)):
        await until(lambda: _equal(words(bus, CLAIMS.name), ["A", "B", "C", "D"]))


async def test_retry_later_keeps_the_order_and_counts_no_strike(bus: LocalLog, tmp_path: Path) -> None:
    async def away_at_first(record: Record, attempt: int) -> Sequence[NewRecord]:
        if record.value == b"a" and attempt <= 5:
            raise RetryLater("the database is away")
        return await copy(record, attempt)

    await bus.publish(articles("a", "b"))
    handler = FakeHandler(away_at_first)
    async with running(bus, handler, tmp_path):
        await until(lambda: _equal(words(bus, CLAIMS.name), ["A", "B"]))
    assert handler.seen == ["a"] * 6 + ["b"]
    assert await letters(bus) == []


async def test_rejected_message_goes_whole_to_the_dead_letters_and_the_next_is_processed(bus: LocalLog, tmp_path: Path) -> None:
    async def refuse_bad(record: Record, attempt: int) -> Sequence[NewRecord]:
        if record.value == b"bad":
            raise Rejected("invalid_message", "not JSON")
        return await copy(record, attempt)

    await bus.publish([NewRecord(ARTICLES.name, b"k", b"bad", (("ce_type", b"\xff"),)), *articles("good")])
    handler = FakeHandler(refuse_bad)
    async with running(bus, handler, tmp_path):
        await until(lambda: _equal(words(bus, CLAIMS.name), ["GOOD"]))
    (letter,) = await letters(bus)
    assert (letter.reason, letter.detail, letter.key, letter.value) == ("invalid_message", "not JSON", b"k", b"bad")
    assert (letter.topic, letter.offset, letter.attempts) == (ARTICLES.name, 0, 1)
    assert [(header.name, header.value) for header in letter.headers] == [("ce_type", b"\xff")]
    assert handler.skipped == ["bad"]


async def test_third_failure_goes_to_the_dead_letters(bus: LocalLog, tmp_path: Path) -> None:
    async def fail(record: Record, attempt: int) -> Sequence[NewRecord]:
        if record.value == b"poison":
            raise ValueError("odd")
        return await copy(record, attempt)

    await bus.publish(articles("poison", "fine"))
    handler = FakeHandler(fail)
    async with running(bus, handler, tmp_path):
        await until(lambda: _equal(words(bus, CLAIMS.name), ["FINE"]))
    (letter,) = await letters(bus)
    assert (letter.reason, letter.attempts, handler.seen.count("poison")) == ("failed_ValueError", 3, 3)


async def test_message_that_takes_the_process_down_is_given_up_after_three_lives(bus: LocalLog, tmp_path: Path) -> None:
    """Three lives end in the middle of the work; the fourth does not touch the message any more."""
    await bus.publish(articles("deadly"))
    (record,) = await everything(bus, ARTICLES.name)
    journal = StrikeJournal(tmp_path / "strikes.db", "extract")
    for _ in range(3):
        journal.add(record)
    journal.close()
    handler = FakeHandler(copy)
    async with running(bus, handler, tmp_path):
        await until(lambda: _has_length(letters(bus), 1))
    assert handler.seen == []
    assert (await letters(bus))[0].reason == "process_died"


async def test_one_partition_that_waits_does_not_hold_up_the_others(bus: LocalLog, tmp_path: Path) -> None:
    gate = asyncio.Event()

    async def wait_for_gate(record: Record, attempt: int) -> Sequence[NewRecord]:
        if record.value == b"slow":
            await gate.wait()
        return await copy(record, attempt)

    await bus.publish([record for number in range(20) for record in articles(f"w{number}", key=b"%d" % number)])
    await bus.publish(articles("slow", key=b"0"))
    async with running(bus, FakeHandler(wait_for_gate), tmp_path):
        await until(lambda: _equal_sorted(words(bus, CLAIMS.name), sorted(f"W{number}" for number in range(20))))
        gate.set()
        await until(lambda: _contains(words(bus, CLAIMS.name), "SLOW"))


async def test_stop_finishes_what_was_begun_and_the_next_life_goes_on_behind_it(bus: LocalLog, tmp_path: Path) -> None:
    begun, gate = asyncio.Event(), asyncio.Event()

    async def hold(record: Record, attempt: int) -> Sequence[NewRecord]:
        begun.set()
        await gate.wait()
        return await copy(record, attempt)

    await bus.publish(articles("a", "b"))
    handler = FakeHandler(hold)
    async with running(bus, handler, tmp_path) as (task, stop):
        await begun.wait()
        stop.set()
        gate.set()
        await asyncio.wait_for(task, 5)
    assert handler.seen == ["a"]
    second = FakeHandler(copy)
    async with running(bus, second, tmp_path):
        await until(lambda: _equal(words(bus, CLAIMS.name), ["A", "B"]))
    assert second.seen == ["b"]


async def test_handler_that_keeps_its_own_offset_decides_where_to_read(bus: LocalLog, tmp_path: Path) -> None:
    await bus.publish(articles("a", "b", "c"))
    (first, *_) = await everything(bus, ARTICLES.name)
    handler = FakeHandler(copy, starts={first.source: 2})
    async with running(bus, handler, tmp_path):
        await until(lambda: _equal(words(bus, CLAIMS.name), ["C"]))


async def test_fenced_work_is_dropped_and_the_partition_taken_over_anew(bus: LocalLog, tmp_path: Path) -> None:
    async def fenced_at_first(record: Record, attempt: int) -> Sequence[NewRecord]:
        if attempt <= 2:
            raise Fenced("another store has taken over")
        return await copy(record, attempt)

    await bus.publish(articles("a"))
    (record,) = await everything(bus, ARTICLES.name)
    handler = FakeHandler(fenced_at_first, starts={record.source: 0})
    async with running(bus, handler, tmp_path):
        await until(lambda: _equal(words(bus, CLAIMS.name), ["A"]))
    assert handler.takeovers == 3
    assert await letters(bus) == []


async def test_dead_letter_of_the_largest_record_fits(bus: LocalLog, tmp_path: Path) -> None:
    async def refuse(record: Record, attempt: int) -> Sequence[NewRecord]:
        raise Rejected("invalid_message", "too odd")

    largest = NewRecord(ARTICLES.name, b"k", b"x" * (MAX_RECORD_BYTES - 1))
    assert size_of(largest) == MAX_RECORD_BYTES
    await bus.publish([largest])
    async with running(bus, FakeHandler(refuse), tmp_path):
        await until(lambda: _has_length(letters(bus), 1))


async def test_two_members_share_the_work_and_each_message_is_done_once(bus: LocalLog, tmp_path: Path) -> None:
    first, second = FakeHandler(copy), FakeHandler(copy)
    (tmp_path / "other").mkdir()
    async with running(bus, first, tmp_path), running(bus, second, tmp_path / "other"):
        await until(lambda: first.takeovers and second.takeovers)
        await until(lambda: _is_shared(bus))
        await bus.publish([record for number in range(60) for record in articles(f"w{number}", key=b"%d" % number)])
        await until(lambda: _has_length(words(bus, CLAIMS.name), 60))
    assert sorted(first.seen + second.seen) == sorted(f"w{number}" for number in range(60))
    assert first.seen
    assert second.seen


class StuckBus(LocalLog):
    """A bus whose consumers never get anything."""

    def consumer(self, group: str, topics: Collection[str]) -> LocalConsumer:
        consumer = super().consumer(group, topics)

        async def poll(*, max_records: int, timeout_s: float) -> dict[TopicPartition, list[Record]]:
            await asyncio.sleep(0.01)
            return {}

        consumer.poll = poll  # type: ignore[method-assign]
        return consumer


async def test_lag_without_movement_ends_the_consumer(tmp_path: Path) -> None:
    bus = StuckBus(tmp_path / "bus.db")
    await bus.start()
    await bus.ensure_topics([ARTICLES, DEAD_LETTERS])
    handler = FakeHandler(copy)
    async with running(bus, handler, tmp_path, ConsumePolicy(stall_s=0.3)) as (task, _):
        await until(lambda: handler.takeovers)
        await bus.publish(articles(*"abcdefgh"))
        await asyncio.wait([task], timeout=10)
        with pytest.raises(ConsumerStalled, match="records wait"):
            task.result()
    await bus.close()


def test_dead_letter_is_readable_json(tmp_path: Path) -> None:
    record = Record(ARTICLES.name, 0, 7, b"\xff", b"\x00\xfe", ())
    journal = StrikeJournal(tmp_path / "strikes.db", "extract")
    loop = ConsumeLoop(None, "extract", [], FakeHandler(copy), journal, SystemClock(), {})  # type: ignore[arg-type]
    letter = json.loads(loop._dead_letter(record, "code", "half \ud83d pair", 1).value)
    assert letter["detail"] == "half  pair"
    assert MessageRejected.model_validate(letter).value == b"\x00\xfe"
    journal.close()


async def _equal(found: Awaitable[list[str]], wanted: list[str]) -> bool:
    return await found == wanted


async def _equal_sorted(found: Awaitable[list[str]], wanted: list[str]) -> bool:
    return sorted(await found) == wanted


async def _contains(found: Awaitable[list[str]], wanted: str) -> bool:
    return wanted in await found


async def _has_length(found: Awaitable[Sequence[object]], wanted: int) -> bool:
    return len(await found) == wanted


async def _is_shared(bus: LocalLog) -> bool:
    return all(len(consumer.assignment) == 3 for consumer in bus._consumers if consumer._member.group == "extract")
