"""The bus's contract: what is published comes back whole, in order, within limits of size and time."""

from __future__ import annotations

import asyncio
import os
import time
from collections import defaultdict

import pytest

from services.bus.errors import RecordTooLarge
from services.bus.ports import MAX_RECORD_BYTES, Bus, NewRecord, Record, TopicPartition
from tests.bus.contract_parts import NARROW, ONLY, WIDE, OpenBus, joined, read, records, values
from tests.waiting import until


class ReadingContract:
    """Needs the fixtures `bus` and `open_bus`."""

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
        for number in range(4):  # small on the wire, large in memory
            await bus.publish([NewRecord(NARROW.name, b"key", bytes([number]) * (7 * 1024 * 1024))])
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
