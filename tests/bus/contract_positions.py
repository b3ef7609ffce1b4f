"""The bus's contract: pausing, seeking, and where one stands."""

from __future__ import annotations

import asyncio
import time

import pytest

from services.bus.errors import NotAssigned, OffsetOutOfRange
from services.bus.ports import Bus, TopicPartition
from tests.bus.contract_parts import ALL_WIDE, NARROW, ONLY, WIDE, drain, joined, read, records, share_out, values
from tests.waiting import until


class PositionsContract:
    """Needs the fixture `bus`."""

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

    async def test_seek_during_a_poll_counts(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 10))
        consumer = await joined(bus, "readers", NARROW)
        for turns in range(12):  # of the event loop, so that the seek comes at another moment each time
            consumer.seek(ONLY, 0)
            polling = asyncio.create_task(consumer.poll(max_records=1, timeout_s=20))
            for _ in range(turns):
                await asyncio.sleep(0)
            was_late = polling.done()
            consumer.seek(ONLY, 7)
            assert values((await polling)[ONLY]) == [0 if was_late else 7]

    async def test_pause_during_a_poll_counts_and_loses_nothing(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 20))
        consumer = await joined(bus, "readers", NARROW)
        got: list[int] = []
        for turn in range(8):
            polling = asyncio.create_task(consumer.poll(max_records=1, timeout_s=0.05))
            for _ in range(turn):
                await asyncio.sleep(0)
            is_early = not polling.done()
            consumer.pause([ONLY])
            batch = values((await polling).get(ONLY, ()))
            assert not (batch and is_early and turn == 0)
            got += batch
            consumer.resume([ONLY])
        got += values(await read(consumer, 20 - len(got)))
        assert got == list(range(20))

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
