"""What every backend of the bus promises. Each backend's test module inherits `BusContract` and says how to open and how to crash."""

from __future__ import annotations

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

import pytest

from schemas.articles import ArticleFetched
from schemas.topics import Topic
from services.bus.errors import NotAssigned, OffsetOutOfRange, RecordTooLarge
from services.bus.ports import MAX_RECORD_BYTES, Bus, Consumer, NewRecord, Record, TopicPartition
from tests.waiting import until

WIDE: Final = Topic("contract.wide.v1", ArticleFetched, "contract.v1", "any", "spreads over partitions", 6, 24)
NARROW: Final = Topic("contract.narrow.v1", ArticleFetched, "contract.v1", "any", "one order for all", 1, 24)
ALL_WIDE: Final = frozenset(TopicPartition(WIDE.name, number) for number in range(WIDE.partitions))
ONLY: Final = TopicPartition(NARROW.name, 0)

OpenBus = Callable[[], Awaitable[Bus]]


def records(topic: Topic, count: int, *, keys: int = 12, first: int = 0) -> list[NewRecord]:
    """Records whose values count up; the same key comes back every `keys` records."""
    return [NewRecord(topic.name, f"key-{number % keys}".encode(), str(number).encode()) for number in range(first, first + count)]


def values(read: Iterable[Record]) -> list[int]:
    return [int(record.value) for record in read]


async def joined(bus: Bus, group: str, *topics: Topic) -> Consumer:
    consumer = bus.consumer(group, [topic.name for topic in topics])
    await consumer.start()
    return consumer


async def read(consumer: Consumer, count: int, *, within_s: float = 20.0, max_records: int = 100) -> list[Record]:
    """Poll until `count` records came; fails if they do not, or if there are more in the last batch."""
    got: list[Record] = []
    deadline = time.monotonic() + within_s
    while len(got) < count:
        assert time.monotonic() < deadline, f"{len(got)} of {count} records within {within_s} s"
        for batch in (await consumer.poll(max_records=max_records, timeout_s=0.5)).values():
            got.extend(batch)
    assert len(got) == count
    return got


async def share_out(consumers: Sequence[Consumer], *, within_s: float = 30.0) -> list[Record]:
    """Poll all in turn until together they have each partition of WIDE once; returns what arrived meanwhile."""
    got: list[Record] = []

    async def is_settled() -> bool:
        for consumer in consumers:
            for batch in (await consumer.poll(max_records=100, timeout_s=0.05)).values():
                got.extend(batch)
        held = [partition for consumer in consumers for partition in consumer.assignment]
        return len(held) == len(set(held)) and set(held) == ALL_WIDE

    await until(is_settled, within_s=within_s, what="every partition with one member")
    return got


async def drain(consumers: Collection[Consumer], count: int, *, within_s: float = 30.0) -> dict[Consumer, list[Record]]:
    """Poll all in turn until together they have read `count` records."""
    got: dict[Consumer, list[Record]] = {consumer: [] for consumer in consumers}

    async def is_complete() -> bool:
        for consumer in consumers:
            for batch in (await consumer.poll(max_records=100, timeout_s=0.05)).values():
                got[consumer].extend(batch)
        return sum(map(len, got.values())) >= count

    await until(is_complete, within_s=within_s, what=f"{count} records")
    return got


def after(batches: Mapping[TopicPartition, Sequence[Record]] | Iterable[Record]) -> dict[TopicPartition, int]:
    """The offsets to commit for having processed these records."""
    flat = [r for batch in batches.values() for r in batch] if isinstance(batches, Mapping) else list(batches)
    offsets: dict[TopicPartition, int] = {}
    for record in flat:
        offsets[record.source] = max(record.offset + 1, offsets.get(record.source, 0))
    return offsets


class BusContract:
    """Inherit, and define the fixture `open_bus` (each call opens one more connection, all are closed at the end) and `crash`."""

    async def crash(self, consumer: Consumer) -> None:
        """Let a member vanish without leaving its group."""
        raise AssertionError(f"how does a {type(consumer).__name__} crash?")

    @pytest.fixture
    async def bus(self, open_bus: OpenBus) -> Bus:
        bus = await open_bus()
        await bus.ensure_topics([WIDE, NARROW])
        return bus

    # publishing and reading

    async def test_records_of_one_key_stay_in_order_on_one_partition(self, bus: Bus) -> None:
        for first in range(0, 120, 10):
            await bus.publish(records(WIDE, 10, first=first))
        consumer = await joined(bus, "readers", WIDE)
        by_key: dict[bytes | None, list[Record]] = defaultdict(list)
        for record in await read(consumer, 120):
            by_key[record.key].append(record)
        assert len(by_key) == 12
        for same_key in by_key.values():
            assert len({record.source for record in same_key}) == 1
            assert values(same_key) == sorted(values(same_key))
        assert len({group[0].source for group in by_key.values()}) > 1, "all keys on one partition would scale to nothing"

    async def test_order_within_a_batch_is_kept(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 200))
        consumer = await joined(bus, "readers", NARROW)
        assert values(await read(consumer, 200)) == list(range(200))

    async def test_concurrent_publishers_keep_the_order_of_their_calls(self, bus: Bus) -> None:
        await asyncio.gather(*(bus.publish(records(NARROW, 5, first=first)) for first in range(0, 100, 5)))
        consumer = await joined(bus, "readers", NARROW)
        assert values(await read(consumer, 100)) == list(range(100))

    async def test_offsets_count_up_from_zero_without_gaps(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 60))
        await bus.publish(records(WIDE, 60, first=60))
        consumer = await joined(bus, "readers", WIDE)
        by_partition: dict[TopicPartition, list[int]] = defaultdict(list)
        for record in await read(consumer, 120):
            by_partition[record.source].append(record.offset)
        for offsets in by_partition.values():
            assert offsets == list(range(len(offsets)))

    async def test_same_key_goes_to_same_partition_through_another_connection(self, bus: Bus, open_bus: OpenBus) -> None:
        await bus.publish(records(WIDE, 12))
        other = await open_bus()
        await other.publish(records(WIDE, 12))
        consumer = await joined(bus, "readers", WIDE)
        places: dict[bytes | None, set[TopicPartition]] = defaultdict(set)
        for record in await read(consumer, 24):
            places[record.key].add(record.source)
        assert all(len(partitions) == 1 for partitions in places.values())

    async def test_key_value_and_headers_come_back_byte_for_byte(self, bus: Bus) -> None:
        every_byte = bytes(range(256))
        headers = (("ce_id", b"1"), ("ce_id", b"again"), ("empty", b""), ("näme", every_byte))
        await bus.publish([NewRecord(NARROW.name, every_byte, every_byte * 3, headers), NewRecord(NARROW.name, b"", b"")])
        consumer = await joined(bus, "readers", NARROW)
        first, second = await read(consumer, 2)
        assert (first.topic, first.partition, first.offset) == (NARROW.name, 0, 0)
        assert (first.key, first.value, first.headers) == (every_byte, every_byte * 3, headers)
        assert (second.key, second.value, second.headers) == (b"", b"", ())

    async def test_publishing_nothing_is_fine(self, bus: Bus) -> None:
        await bus.publish([])
        consumer = await joined(bus, "readers", NARROW)
        assert await consumer.end_offsets([ONLY]) == {ONLY: 0}

    async def test_ensuring_topics_again_keeps_their_records(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 3))
        await bus.ensure_topics([NARROW, WIDE])
        consumer = await joined(bus, "readers", NARROW)
        assert values(await read(consumer, 3)) == [0, 1, 2]

    # size

    async def test_record_at_the_size_limit_arrives_whole(self, bus: Bus) -> None:
        headers = (("kind", b"large"),)
        value = os.urandom(MAX_RECORD_BYTES - len(b"key") - len("kind") - len(b"large"))
        await bus.publish([NewRecord(NARROW.name, b"key", value, headers)])
        consumer = await joined(bus, "readers", NARROW)
        (record,) = await read(consumer, 1)
        assert record.value == value

    async def test_record_above_the_size_limit_is_refused_and_nothing_of_its_batch_appended(self, bus: Bus) -> None:
        too_large = NewRecord(NARROW.name, b"key", bytes(MAX_RECORD_BYTES - 2))
        with pytest.raises(RecordTooLarge, match=str(MAX_RECORD_BYTES)):
            await bus.publish([*records(NARROW, 2), too_large])
        await bus.publish(records(NARROW, 1, first=7))
        consumer = await joined(bus, "readers", NARROW)
        assert values(await read(consumer, 1)) == [7]

    async def test_headers_count_towards_the_size_limit(self, bus: Bus) -> None:
        with pytest.raises(RecordTooLarge):
            await bus.publish([NewRecord(NARROW.name, b"", b"", (("name", bytes(MAX_RECORD_BYTES)),))])

    async def test_poll_is_bounded_by_bytes(self, bus: Bus) -> None:
        for _ in range(4):
            await bus.publish([NewRecord(NARROW.name, b"key", os.urandom(7 * 1024 * 1024))])
        consumer = await joined(bus, "readers", NARROW)
        sizes: list[int] = []
        while sum(sizes) < 4:
            sizes += [len(batch) for batch in (await consumer.poll(max_records=10, timeout_s=5)).values()]
        assert sum(sizes) == 4
        assert max(sizes) <= 3

    async def test_poll_is_bounded_by_records(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 60))
        consumer = await joined(bus, "readers", WIDE)
        got = 0
        while got < 60:
            batches = await consumer.poll(max_records=7, timeout_s=5)
            assert sum(map(len, batches.values())) <= 7
            got += sum(map(len, batches.values()))

    # waiting

    async def test_poll_of_an_empty_topic_returns_empty_after_its_time(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        began = time.monotonic()
        assert await consumer.poll(max_records=10, timeout_s=0.4) == {}
        assert 0.35 < time.monotonic() - began < 5

    async def test_waiting_poll_wakes_for_a_record(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        polling = asyncio.create_task(consumer.poll(max_records=10, timeout_s=20))
        await until(lambda: not polling.done())
        began = time.monotonic()
        await bus.publish(records(NARROW, 1))
        assert values((await polling)[ONLY]) == [0]
        assert time.monotonic() - began < 5

    async def test_cancelled_poll_loses_nothing(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        got: list[int] = []
        for number in range(12):
            polling = asyncio.create_task(consumer.poll(max_records=1, timeout_s=20))
            await bus.publish(records(NARROW, 1, first=number))
            await asyncio.sleep(0.002 * number)  # cancels at another moment each time
            polling.cancel()
            try:
                got += values((await polling).get(ONLY, ()))
            except asyncio.CancelledError:
                continue
        got += values(await read(consumer, 12 - len(got)))
        assert got == list(range(12))

    # groups

    async def test_each_group_gets_every_record(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 30))
        for group in ("readers", "others"):
            consumer = await joined(bus, group, WIDE)
            assert sorted(values(await read(consumer, 30))) == list(range(30))

    async def test_one_member_has_all_partitions(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", WIDE)
        assert consumer.assignment == ALL_WIDE

    async def test_members_of_a_group_share_partitions_and_records(self, bus: Bus, open_bus: OpenBus) -> None:
        members = [await joined(bus, "readers", WIDE), await joined(await open_bus(), "readers", WIDE)]
        await share_out(members)
        assert [len(member.assignment) for member in members] == [3, 3]
        await bus.publish(records(WIDE, 60))
        got = await drain(members, 60)
        assert sorted(value for read_by_one in got.values() for value in values(read_by_one)) == list(range(60))
        for member, read_by_one in got.items():
            assert read_by_one
            assert {record.source for record in read_by_one} <= member.assignment

    async def test_more_members_than_partitions_leaves_some_idle(self, bus: Bus) -> None:
        members = [await joined(bus, "readers", NARROW) for _ in range(2)]

        async def is_settled() -> bool:
            for member in members:
                await member.poll(max_records=1, timeout_s=0.05)
            return sorted(len(member.assignment) for member in members) == [0, 1]

        await until(is_settled)

    async def test_joining_member_makes_the_assignment_anew_and_poll_shows_it_before_a_record(self, bus: Bus) -> None:
        first = await joined(bus, "readers", WIDE)
        generation = first.generation
        second = await joined(bus, "readers", WIDE)
        await bus.publish(records(WIDE, 60))
        while first.generation == generation:
            batches = await first.poll(max_records=100, timeout_s=0.2)
            assert first.generation == generation or not batches
        assert first.generation > generation
        await share_out([first, second])
        assert len(first.assignment) == 3

    async def test_partitions_of_a_leaving_member_go_to_the_others(self, bus: Bus) -> None:
        stays, leaves = await joined(bus, "readers", WIDE), await joined(bus, "readers", WIDE)
        await share_out([stays, leaves])
        generation = stays.generation
        await leaves.close()
        await share_out([stays])
        assert stays.assignment == ALL_WIDE
        assert stays.generation > generation

    async def test_groups_do_not_see_each_others_members(self, bus: Bus) -> None:
        first = await joined(bus, "readers", WIDE)
        generation = first.generation
        other = await joined(bus, "others", WIDE)
        assert await first.poll(max_records=1, timeout_s=0.5) == {}
        assert (first.generation, first.assignment, other.assignment) == (generation, ALL_WIDE, ALL_WIDE)

    async def test_member_of_two_topics_gets_both(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", WIDE, NARROW)
        assert consumer.assignment == ALL_WIDE | {ONLY}
        await bus.publish([*records(WIDE, 10), *records(NARROW, 10)])
        assert {record.topic for record in await read(consumer, 20)} == {WIDE.name, NARROW.name}

    # committing

    async def test_nothing_is_committed_at_first(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        assert await consumer.committed(ONLY) is None

    async def test_uncommitted_records_are_delivered_again(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 10))
        consumer = await joined(bus, "readers", NARROW)
        await consumer.commit(after((await read(consumer, 10))[:4]))
        await consumer.close()
        again = await joined(bus, "readers", NARROW)
        assert values(await read(again, 6)) == [4, 5, 6, 7, 8, 9]

    async def test_records_of_a_crashed_member_are_delivered_to_another(self, bus: Bus, open_bus: OpenBus) -> None:
        await bus.publish(records(WIDE, 30))
        crashes = await joined(bus, "readers", WIDE)
        assert len(await read(crashes, 30)) == 30
        await self.crash(crashes)
        heir = await joined(await open_bus(), "readers", WIDE)
        got = set(values(await share_out([heir])))

        async def has_all() -> bool:
            for batch in (await heir.poll(max_records=100, timeout_s=0.2)).values():
                got.update(values(batch))
            return got == set(range(30))

        await until(has_all)

    async def test_committed_offsets_survive_a_restart(self, bus: Bus, open_bus: OpenBus) -> None:
        await bus.publish(records(WIDE, 40))
        consumer = await joined(bus, "readers", WIDE)
        offsets = after(await read(consumer, 40))
        await consumer.commit(offsets)
        await bus.close()
        reopened = await open_bus()
        consumer = await joined(reopened, "readers", WIDE)
        assert {partition: await consumer.committed(partition) for partition in offsets} == offsets
        await reopened.publish(records(WIDE, 12, first=40))
        assert sorted(values(await read(consumer, 12))) == list(range(40, 52))

    async def test_commit_of_a_partition_that_was_never_ones_own_is_refused(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        with pytest.raises(NotAssigned):
            await consumer.commit({TopicPartition(WIDE.name, 0): 1})

    async def test_commit_after_losing_a_partition_is_refused_and_changes_nothing(self, bus: Bus, open_bus: OpenBus) -> None:
        await bus.publish(records(WIDE, 60))
        first = await joined(bus, "readers", WIDE)
        offsets = after(await read(first, 60))
        second = await joined(await open_bus(), "readers", WIDE)
        with pytest.raises(NotAssigned):  # before its poll has told
            await first.commit(offsets)
        await share_out([first, second])
        with pytest.raises(NotAssigned):  # and after
            await first.commit({partition: offsets[partition] for partition in offsets.keys() & second.assignment})
        for partition in second.assignment:
            assert await second.committed(partition) is None

    async def test_stale_work_on_a_partition_that_went_away_and_came_back_cannot_be_committed(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 60))
        first = await joined(bus, "readers", WIDE)
        offsets = after(await read(first, 60))
        second = await joined(bus, "readers", WIDE)
        theirs = second.assignment & offsets.keys()
        assert theirs
        await second.close()
        # `first` has all partitions again, but has not been told of either change.
        with pytest.raises(NotAssigned):
            await first.commit({partition: offsets[partition] for partition in theirs})

    async def test_partition_that_stayed_can_be_committed_before_poll_shows_the_new_generation(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 60))
        first = await joined(bus, "readers", WIDE)
        offsets = after(await read(first, 60))
        second = await joined(bus, "readers", WIDE)
        kept = {partition: offset for partition, offset in offsets.items() if partition not in second.assignment}
        await first.commit(kept)
        assert {partition: await first.committed(partition) for partition in kept} == kept

    # position

    async def test_paused_partition_delivers_nothing_until_resumed(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", WIDE)
        held = TopicPartition(WIDE.name, 2)
        consumer.pause([held])
        await bus.publish(records(WIDE, 120, keys=60))
        ends = await consumer.end_offsets(ALL_WIDE)
        assert ends[held] > 1
        others = await read(consumer, 120 - ends[held])
        assert held not in {record.source for record in others}
        assert await consumer.poll(max_records=10, timeout_s=0.3) == {}
        consumer.resume([held])
        assert [record.offset for record in await read(consumer, ends[held])] == list(range(ends[held]))

    async def test_resuming_wakes_a_waiting_poll(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 1))
        consumer = await joined(bus, "readers", NARROW)
        consumer.pause([ONLY])
        assert await consumer.poll(max_records=10, timeout_s=0.3) == {}
        polling = asyncio.create_task(consumer.poll(max_records=10, timeout_s=20))
        await asyncio.sleep(0)
        began = time.monotonic()
        consumer.resume([ONLY])
        assert values((await polling)[ONLY]) == [0]
        assert time.monotonic() - began < 5

    async def test_pausing_what_is_not_assigned_is_harmless(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        consumer.pause([TopicPartition(WIDE.name, 0)])
        consumer.resume([TopicPartition(WIDE.name, 0)])
        await bus.publish(records(NARROW, 1))
        assert values(await read(consumer, 1)) == [0]

    async def test_seek_goes_back_and_forth(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 10))
        consumer = await joined(bus, "readers", NARROW)
        await read(consumer, 10)
        consumer.seek(ONLY, 3)
        assert await consumer.position(ONLY) == 3
        assert values(await read(consumer, 7)) == [3, 4, 5, 6, 7, 8, 9]
        consumer.seek(ONLY, 8)
        assert values(await read(consumer, 2)) == [8, 9]

    async def test_seek_while_paused_counts_after_resuming(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 10))
        consumer = await joined(bus, "readers", NARROW)
        await read(consumer, 2, max_records=2)
        consumer.pause([ONLY])
        consumer.seek(ONLY, 5)
        consumer.resume([ONLY])
        assert values(await read(consumer, 5)) == [5, 6, 7, 8, 9]

    async def test_seek_of_a_partition_that_is_not_ones_own_is_refused(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        with pytest.raises(NotAssigned):
            consumer.seek(TopicPartition(WIDE.name, 0), 0)
        with pytest.raises(NotAssigned):
            await consumer.position(TopicPartition(WIDE.name, 0))

    async def test_reading_beyond_the_end_is_an_error_and_not_a_skip(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 3))
        consumer = await joined(bus, "readers", NARROW)
        consumer.seek(ONLY, 1000)
        for _ in range(2):  # it stays an error
            with pytest.raises(OffsetOutOfRange):
                await until(lambda: consumer.poll(max_records=10, timeout_s=0.5), within_s=10)
        consumer.seek(ONLY, 1)
        assert values(await read(consumer, 2)) == [1, 2]

    async def test_position_and_end_offsets_follow_reading_and_publishing(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        assert await consumer.position(ONLY) == 0
        await bus.publish(records(NARROW, 5))
        assert await consumer.end_offsets([ONLY]) == {ONLY: 5}
        await read(consumer, 2, max_records=2)
        assert await consumer.position(ONLY) == 2
        assert await consumer.end_offsets([]) == {}

    async def test_new_assignment_begins_at_the_committed_offsets_with_nothing_paused(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 60))
        first = await joined(bus, "readers", WIDE)
        await read(first, 60)
        first.pause(ALL_WIDE)
        second = await joined(bus, "readers", WIDE)
        got = await share_out([first, second])
        rest = await drain([first, second], 60 - len(got))
        assert sorted(values([*got, *(record for some in rest.values() for record in some)])) == list(range(60))

    async def test_closing_twice_is_harmless(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        await consumer.close()
        await consumer.close()
        await bus.close()
        await bus.close()
