"""Several processes use one local log, and may be killed while they do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from services.bus.local_log import LocalLog
from services.bus.ports import Consumer, Record
from tests.bus import log_processes
from tests.bus.contract_parts import NARROW, ONLY, WIDE, joined, read, records, values
from tests.bus.local_logs import has_partitions, opened, spawned
from tests.waiting import until


@pytest.fixture
async def bus(log_path: Path) -> AsyncIterator[LocalLog]:
    async with opened(log_path) as bus:
        await bus.ensure_topics([WIDE, NARROW])
        yield bus


async def test_two_processes_append_to_one_partition_without_gaps(bus: LocalLog, log_path: Path) -> None:
    with spawned(log_processes.publish, log_path, NARROW.name, 20) as (process, told):
        for first in range(1000, 1200, 10):
            await bus.publish(records(NARROW, 10, first=first))
        await until(lambda: not process.is_alive())
        assert process.exitcode == 0
        assert told.poll()
    consumer = await joined(bus, "readers", NARROW)
    got = await read(consumer, 400)
    assert [record.offset for record in got] == list(range(400))
    assert [value for value in values(got) if value < 1000] == list(range(200))
    assert [value for value in values(got) if value >= 1000] == list(range(1000, 1200))


async def test_waiting_poll_sees_a_record_of_another_process(bus: LocalLog, log_path: Path) -> None:
    consumer = await joined(bus, "readers", NARROW)
    with spawned(log_processes.publish, log_path, NARROW.name, 1):
        assert values(await read(consumer, log_processes.BATCH)) == list(range(log_processes.BATCH))


async def test_members_in_two_processes_share_partitions_and_a_killed_one_loses_its_own_at_once(bus: LocalLog, log_path: Path) -> None:
    member = await joined(bus, "readers", WIDE)
    with spawned(log_processes.consume, log_path, "readers", WIDE.name) as (process, told):
        theirs = await asyncio.to_thread(told.recv)
        await until(lambda: has_partitions(member, 3))
        assert sorted([*theirs, *(partition.partition for partition in member.assignment)]) == list(range(6))
        await bus.publish(records(WIDE, 60))
        mine = set(values(await read_own(member)))
        others: set[int] = set()
        while len(mine) + len(others) < 60:
            others |= set(await asyncio.to_thread(told.recv))
        assert mine | others == set(range(60))
        process.kill()
        process.join()
        # Its session would last another minute.
        await until(lambda: has_partitions(member, 6), within_s=10)


async def test_killed_publisher_leaves_whole_batches_and_all_that_it_was_told_are_durable(bus: LocalLog, log_path: Path) -> None:
    with spawned(log_processes.publish, log_path, NARROW.name, 100_000) as (process, told):
        durable = 0
        while durable < 300:
            durable = await asyncio.to_thread(told.recv)
        process.kill()
        process.join()
        with suppress(EOFError):
            while True:
                durable = told.recv()
    await bus.close()
    async with opened(log_path) as reopened:
        consumer = await joined(reopened, "readers", NARROW)
        end = (await consumer.end_offsets([ONLY]))[ONLY]
        assert end >= durable
        assert end % log_processes.BATCH == 0
        got = await read(consumer, end, max_records=1000)
        assert values(got) == list(range(end)) == [record.offset for record in got]
        await reopened.publish(records(NARROW, 1, first=end))
        assert values(await read(consumer, 1)) == [end]


async def read_own(consumer: Consumer) -> list[Record]:
    """All records of the consumer's own partitions."""
    ends = await consumer.end_offsets(consumer.assignment)
    return await read(consumer, sum(ends.values()))
