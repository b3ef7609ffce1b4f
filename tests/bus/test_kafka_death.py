"""The Kafka bus when its broker is killed: every call ends in time, and all goes on once the broker is back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from services.bus.errors import BusError, BusUnavailable, NotAssigned
from services.bus.kafka import KafkaBus
from services.bus.ports import NewRecord
from tests.bus.contract_parts import NARROW, ONLY, after, joined, read, records, values
from tests.real_parts import Broker

pytestmark = pytest.mark.slow


@pytest.fixture
async def bus(killable_kafka: Broker) -> AsyncIterator[KafkaBus]:
    bus = KafkaBus(killable_kafka.bootstrap, "tests", session_timeout_s=6.0, heartbeat_s=0.2, delivery_timeout_s=1.0)
    await bus.start()
    await bus.ensure_topics([NARROW])
    yield bus
    await bus.close()


async def test_bus_goes_on_when_its_broker_comes_back(bus: KafkaBus, killable_kafka: Broker) -> None:
    await bus.publish(records(NARROW, 10))
    consumer = await joined(bus, "readers", NARROW)
    await consumer.commit(after((await read(consumer, 10))[:8]))
    await asyncio.to_thread(killable_kafka.kill)
    with pytest.raises(BusUnavailable, match="may still arrive"):
        await bus.publish(records(NARROW, 1, first=10))
    assert await consumer.poll(max_records=1, timeout_s=0.2) == {}
    await asyncio.to_thread(killable_kafka.start)

    async def publish_patiently(record: NewRecord) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                return await bus.publish([record])
            except BusUnavailable:
                assert time.monotonic() < deadline

    for record in records(NARROW, 5, first=10):
        await publish_patiently(record)
    seen: list[int] = []
    is_committed, deadline = False, time.monotonic() + 60
    while not is_committed:
        assert time.monotonic() < deadline
        for batch in (await consumer.poll(max_records=100, timeout_s=0.5)).values():
            seen += values(batch)
        if seen[-1:] == [14]:
            try:
                await consumer.commit({ONLY: await consumer.position(ONLY)})
                is_committed = True
            except NotAssigned:  # the group had to meet again: what was not committed comes once more
                seen.clear()
    # Those that were in doubt may come twice, those not yet committed again; none is missing.
    assert set(range(10, 15)) <= set(seen)
    again = await joined(bus, "others", NARROW)
    everything = [record.offset for record in await read(again, (await again.end_offsets([ONLY]))[ONLY])]
    assert everything == list(range(len(everything)))


async def test_everything_ends_in_time_when_the_broker_has_died(bus: KafkaBus, killable_kafka: Broker) -> None:
    await bus.publish(records(NARROW, 1))
    consumer = await joined(bus, "readers", NARROW)
    await asyncio.to_thread(killable_kafka.kill)
    calls = (
        bus.publish(records(NARROW, 1)),
        consumer.end_offsets([ONLY]),
        consumer.commit({ONLY: 0}),
        consumer.poll(max_records=1, timeout_s=0.1),
    )
    began = time.monotonic()
    ends = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(end) for end in ends[:3]] == [BusUnavailable] * 3
    assert isinstance(ends[3], dict | BusError)
    await consumer.close()
    await bus.close()
    assert time.monotonic() - began < 60
