"""What the Kafka bus does when Kafka or aiokafka fails: it says so, or heals, and never skips a record."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka import TopicPartition as WirePartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.errors import OutOfOrderSequenceNumber, RecordTooLargeError

from services.bus.errors import BusUnavailable, OffsetGap, OffsetOutOfRange
from services.bus.kafka import KafkaBus
from services.bus.kafka_consumer import KafkaConsumer
from services.bus.kafka_producer import ByteBudget
from services.bus.ports import Consumer
from tests.bus.contract_parts import NARROW, ONLY, joined, read, records, values
from tests.real_parts import free_port
from tests.waiting import until


@pytest.fixture
async def bus(kafka_bootstrap: str, bus_prefix: str) -> AsyncIterator[KafkaBus]:
    bus = KafkaBus(kafka_bootstrap, "tests", prefix=bus_prefix, session_timeout_s=6.0, heartbeat_s=0.2)
    await bus.start()
    await bus.ensure_topics([NARROW])
    yield bus
    await bus.close()


def client_of(consumer: Consumer) -> Any:
    assert isinstance(consumer, KafkaConsumer)
    return consumer._consumer


# not there


async def test_unreachable_broker_is_named_with_what_to_do() -> None:
    bus = KafkaBus(f"127.0.0.1:{free_port()}", "tests")
    with pytest.raises(BusUnavailable, match=r"127\.0\.0\.1:\d+.*CLAIMWIRE_KAFKA_BOOTSTRAP"):
        await bus.start()
    with pytest.raises(BusUnavailable, match="CLAIMWIRE_KAFKA_BOOTSTRAP"):
        await bus.ensure_topics([NARROW])
    with pytest.raises(BusUnavailable, match="CLAIMWIRE_KAFKA_BOOTSTRAP"):
        await bus.publish(records(NARROW, 1))
    consumer = bus.consumer("readers", [NARROW.name])
    with pytest.raises(BusUnavailable, match="CLAIMWIRE_KAFKA_BOOTSTRAP"):
        await consumer.start()
    with pytest.raises(BusUnavailable):
        await consumer.poll(max_records=1, timeout_s=0.1)
    await bus.close()


async def test_silent_server_is_given_up_after_the_time_for_delivery() -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass
        writer.close()
        await writer.wait_closed()
        hung_up.set()

    hung_up = asyncio.Event()
    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    bus = KafkaBus(f"127.0.0.1:{port}", "tests", delivery_timeout_s=0.5)
    async with asyncio.timeout(20):
        with pytest.raises(BusUnavailable, match=str(port)):
            await bus.start()
        await bus.close()
        await hung_up.wait()
    server.close()
    await server.wait_closed()


async def test_closed_consumer_says_so(bus: KafkaBus) -> None:
    consumer = await joined(bus, "readers", NARROW)
    await consumer.close()
    with pytest.raises(BusUnavailable, match="not started"):
        await consumer.poll(max_records=1, timeout_s=0.1)


# offsets


async def test_records_deleted_before_they_were_read_are_an_error_and_not_a_skip(
    bus: KafkaBus, kafka_bootstrap: str, bus_prefix: str
) -> None:
    await bus.publish(records(NARROW, 10))
    consumer = await joined(bus, "readers", NARROW)
    await read(consumer, 3, max_records=3)
    await consumer.commit({ONLY: 3})
    await consumer.close()
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    await admin.delete_records({WirePartition(bus_prefix + NARROW.name, 0): RecordsToDelete(before_offset=6)})
    await admin.close()
    consumer = await joined(bus, "readers", NARROW)
    with pytest.raises(OffsetOutOfRange):
        await until(lambda: consumer.poll(max_records=10, timeout_s=0.5))
    newcomer = await joined(bus, "newcomers", NARROW)  # begins where the log begins
    assert values(await read(newcomer, 4)) == [6, 7, 8, 9]


async def test_offset_that_was_left_out_is_a_gap(bus: KafkaBus) -> None:
    await bus.publish(records(NARROW, 10))
    consumer = await joined(bus, "readers", NARROW)
    await read(consumer, 2, max_records=2)
    (wire,) = client_of(consumer).assignment()
    client_of(consumer).seek(wire, 5)
    with pytest.raises(OffsetGap, match="5 where 2"):
        await consumer.poll(max_records=1, timeout_s=5)
    assert values(await read(consumer, 8)) == [2, 3, 4, 5, 6, 7, 8, 9]


async def test_record_that_aiokafka_steps_over_is_a_gap(bus: KafkaBus) -> None:
    consumer = await joined(bus, "readers", NARROW)
    fetcher = client_of(consumer)._fetcher
    (wire,) = client_of(consumer).assignment()
    fetcher._set_error(wire, RecordTooLargeError("does not fit"))
    with pytest.raises(OffsetGap, match="does not fit"):
        await consumer.poll(max_records=1, timeout_s=0.5)


async def test_records_before_an_error_are_delivered_first(bus: KafkaBus) -> None:
    await bus.publish(records(NARROW, 3))
    consumer = await joined(bus, "readers", NARROW)
    assert values((await consumer.poll(max_records=100, timeout_s=5))[ONLY]) == [0, 1, 2]
    consumer.seek(ONLY, 2)
    assert values(await read(consumer, 1)) == [2]
    consumer.seek(ONLY, 99)
    with pytest.raises(OffsetOutOfRange):
        await until(lambda: consumer.poll(max_records=10, timeout_s=0.5))


# healing


async def test_producer_that_lost_its_sequence_is_rebuilt(bus: KafkaBus) -> None:
    await bus.publish(records(NARROW, 1))
    broken: Any = bus._publisher._producer
    broken._message_accumulator.fail_all(OutOfOrderSequenceNumber())
    with pytest.raises(BusUnavailable, match="OutOfOrderSequenceNumber"):
        await bus.publish(records(NARROW, 1, first=1))
    await bus.publish(records(NARROW, 1, first=1))
    assert bus._publisher._producer is not broken
    assert values(await read(await joined(bus, "readers", NARROW), 2)) == [0, 1]


async def test_producer_whose_sender_has_died_is_rebuilt(bus: KafkaBus) -> None:
    producer: Any = bus._publisher._producer
    await producer._sender.close()
    await bus.publish(records(NARROW, 1))
    assert values(await read(await joined(bus, "readers", NARROW), 1)) == [0]


@pytest.mark.parametrize("which", ["coordination", "fetching"])
async def test_consumer_of_which_a_task_has_died_joins_anew(bus: KafkaBus, which: str) -> None:
    await bus.publish(records(NARROW, 2))
    consumer = await joined(bus, "readers", NARROW)
    await consumer.commit({ONLY: 1})
    generation = consumer.generation
    client = client_of(consumer)
    task = client._coordinator._coordination_task if which == "coordination" else client._fetcher._fetch_task
    task.cancel()
    await until(task.done)
    await until(lambda: consumer.poll(max_records=1, timeout_s=0.2))
    assert client_of(consumer) is not client
    assert consumer.generation > generation
    assert await consumer.position(ONLY) == 2


async def test_cancelled_publish_gives_its_bytes_back(bus: KafkaBus) -> None:
    publishing = asyncio.create_task(bus.publish(records(NARROW, 50)))
    await asyncio.sleep(0)
    publishing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await publishing
    await until(lambda: bus._publisher._budget._used == 0)


# the byte budget


async def test_publishers_that_wait_for_the_budget_keep_the_order_of_their_calls(bus: KafkaBus) -> None:
    bus._publisher._budget = ByteBudget(20)
    await asyncio.gather(*(bus.publish(records(NARROW, 3, first=first)) for first in range(0, 60, 3)))
    assert values(await read(await joined(bus, "readers", NARROW), 60)) == list(range(60))


async def test_budget_makes_wait_for_what_is_given_back() -> None:
    budget = ByteBudget(100)
    await budget.take(70)
    taking = asyncio.create_task(budget.take(40))
    await asyncio.sleep(0)
    assert not taking.done()
    budget.give_back(70)
    await taking
    taking = asyncio.create_task(budget.take(60))
    await taking


async def test_what_is_larger_than_the_budget_passes_alone() -> None:
    budget = ByteBudget(100)
    await budget.take(500)
    taking = asyncio.create_task(budget.take(1))
    await asyncio.sleep(0)
    assert not taking.done()
    budget.give_back(500)
    await taking
