"""Publishing to Kafka: one idempotent producer, bounded in bytes, built anew when Kafka no longer accepts its sequence."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidProducerEpoch,
    InvalidProducerIdMapping,
    KafkaError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    ProducerClosed,
    ProducerFenced,
    RecordListTooLargeError,
    UnknownProducerId,
    UnknownTopicOrPartitionError,
)

from services.bus.errors import BusError, BusUnavailable, RecordTooLarge
from services.bus.ports import MAX_RECORD_BYTES, NewRecord
from services.bus.record_size import check_sizes, size_of

log = structlog.get_logger()

MAX_MESSAGE_BYTES: Final = MAX_RECORD_BYTES + 1024 * 1024
"""A record on the wire: Kafka counts lengths, timestamps and the batch's own head as well."""

BATCH_BYTES: Final = 128 * 1024
"""Some thirty articles travel and are compressed together under load; alone, a message waits for no others."""

IN_FLIGHT_BYTES: Final = 64 * 1024 * 1024
"""aiokafka itself queues without limit, and idempotent batches never expire."""

STOP_TIMEOUT_S: Final = 10.0
"""What Kafka has not taken or answered by then when this process ends, it gets again from the outbox."""

SEQUENCE_LOST: Final = (
    OutOfOrderSequenceNumber,
    ProducerFenced,
    InvalidProducerEpoch,
    InvalidProducerIdMapping,
    UnknownProducerId,
    ProducerClosed,
)
"""After these a producer never delivers again (aiokafka #1017)."""


class ByteBudget:
    """A semaphore that counts bytes. What is larger than the whole budget passes alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._freed = asyncio.Event()

    async def take(self, size: int) -> None:
        while self._used and self._used + size > self._limit:
            self._freed.clear()
            await self._freed.wait()
        self._used += size

    def give_back(self, size: int) -> None:
        self._used -= size
        self._freed.set()


class KafkaPublisher:
    """Publishes in order, durably. One per bus."""

    def __init__(self, bootstrap: str, client_id: str, *, prefix: str, delivery_timeout_s: float) -> None:
        self._bootstrap = bootstrap
        self._client_id = client_id
        self._prefix = prefix
        self._delivery_timeout_s = delivery_timeout_s
        self._producer: AIOKafkaProducer | None = None
        self._budget = ByteBudget(IN_FLIGHT_BYTES)
        # Held while a call hands over its records, so that a later call cannot overtake one that waits for the budget.
        self._handing_over = asyncio.Lock()

    async def start(self) -> None:
        """Raises `BusUnavailable`."""
        async with self._handing_over:
            await self._connected()

    async def publish(self, records: Sequence[NewRecord]) -> None:
        """See `services.bus.ports.Bus.publish`."""
        check_sizes(records)
        sent: list[asyncio.Future[Any]] = []
        try:
            async with asyncio.timeout(self._delivery_timeout_s):
                async with self._handing_over:
                    producer = await self._connected()
                    for record in records:
                        sent.append(await self._hand_over(producer, record))  # noqa: PERF401  (one after the other, each may wait)
                await asyncio.wait(sent) if sent else None
        except TimeoutError as error:
            raise BusUnavailable(f"Kafka at {self._bootstrap} has not confirmed {len(records)} records, which may still arrive") from error
        except KafkaError as error:
            raise await self._meaning_of(error) from error
        for confirmation in sent:
            failure = confirmation.exception()
            if failure is not None:
                raise await self._meaning_of(failure) from failure

    async def close(self) -> None:
        """Deliver what was handed over, as far as Kafka takes it within `STOP_TIMEOUT_S`."""
        await self._discard()

    async def _connected(self) -> AIOKafkaProducer:
        if self._producer is not None and self._producer._sender.sender_task.done():  # aiokafka tells only those who wait already
            await self._discard()
        if self._producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap,
                client_id=self._client_id,
                acks="all",
                enable_idempotence=True,
                compression_type="lz4",
                max_batch_size=BATCH_BYTES,
                max_request_size=MAX_MESSAGE_BYTES,
            )
            try:
                async with asyncio.timeout(self._delivery_timeout_s):
                    await producer.start()
            except (KafkaError, OSError, TimeoutError) as error:
                await stop_producer(producer)
                raise unreachable(self._bootstrap, error) from error
            except BaseException:
                await stop_producer(producer)
                raise
            self._producer = producer
        return self._producer

    async def _hand_over(self, producer: AIOKafkaProducer, record: NewRecord) -> asyncio.Future[Any]:
        size = size_of(record)
        await self._budget.take(size)
        try:
            confirmation: asyncio.Future[Any] = await producer.send(
                self._prefix + record.topic, record.value, key=record.key, headers=list(record.headers)
            )
        except BaseException:
            self._budget.give_back(size)
            raise
        confirmation.add_done_callback(partial(self._confirmed, size))
        return confirmation

    def _confirmed(self, size: int, confirmation: asyncio.Future[Any]) -> None:
        self._budget.give_back(size)
        if not confirmation.cancelled():
            confirmation.exception()  # looked at, so that asyncio does not warn when the caller has gone

    async def _meaning_of(self, error: BaseException) -> BusError:
        if isinstance(error, MessageSizeTooLargeError | RecordListTooLargeError):
            return RecordTooLarge(f"Kafka at {self._bootstrap} refuses the record: {error}; raise the topic's max.message.bytes")
        if isinstance(error, SEQUENCE_LOST):
            log.warning("bus.producer_rebuilt", error=repr(error))
            async with self._handing_over:
                await self._discard()
        if isinstance(error, UnknownTopicOrPartitionError):
            return BusUnavailable(f"Kafka at {self._bootstrap} lacks a topic that was published to; ensure_topics creates them")
        return BusUnavailable(f"Kafka at {self._bootstrap} has not taken the records: {error!r}")

    async def _discard(self) -> None:
        if self._producer is not None:
            producer, self._producer = self._producer, None
            await stop_producer(producer)


async def stop_producer(producer: AIOKafkaProducer) -> None:
    """Stop, even when the producer waits for a confirmation that never comes: aiokafka's own `stop` would wait with it."""
    if await ends_well(producer.stop()):
        return
    producer._message_accumulator.fail_all(ProducerClosed())
    await ends_well(producer._sender.close())
    await ends_well(producer.client.close())


async def ends_well(closing: Coroutine[Any, Any, None]) -> bool:
    """Whether the coroutine ends within `STOP_TIMEOUT_S` without an error.

    In a task of its own, because what aiokafka cancels while it stops can come out of its `stop` as if the caller were cancelled.
    """
    task = asyncio.ensure_future(closing)
    await asyncio.wait({task}, timeout=STOP_TIMEOUT_S)
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    if task.cancelled():
        return False
    error = task.exception()
    if error is not None:
        log.warning("bus.disconnect_failed", error=repr(error))
    return error is None


def unreachable(bootstrap: str, error: BaseException) -> BusUnavailable:
    """What a person reads when Kafka is not there at start."""
    return BusUnavailable(
        f"no Kafka answers at {bootstrap} ({error or type(error).__name__}); start it there, "
        "or set CLAIMWIRE_KAFKA_BOOTSTRAP to where it runs, or CLAIMWIRE_BUS=local to do without"
    )
