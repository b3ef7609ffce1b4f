"""A member of a consumer group on Kafka.

aiokafka rejoins the group in the background whenever the group changes. What it fetches for the new assignment is dropped until the
next `poll`, which sets all positions and returns empty: so the caller sees the new `generation` before the first record of it,
and what it did before cannot be committed in the new generation's name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka import TopicPartition as WirePartition
from aiokafka.errors import (
    CommitFailedError,
    IllegalStateError,
    KafkaError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
    RecordTooLargeError,
    UnknownTopicOrPartitionError,
)

from services.bus.errors import BusError, BusUnavailable, NotAssigned, OffsetGap, OffsetOutOfRange
from services.bus.kafka_client import (
    CALL_TIMEOUT_S,
    MAX_POLL_BYTES,
    POLL_GRACE_S,
    Rebalances,
    build_consumer,
    death_of,
    fetch_one,
    stop_consumer,
)
from services.bus.kafka_producer import unreachable
from services.bus.ports import Record, TopicPartition
from services.bus.record_size import size_of

log = structlog.get_logger()

START_TIMEOUT_S: Final = 60.0
"""Joining waits for the other members, at most their session time-out."""


class KafkaConsumer:
    """See `services.bus.ports.Consumer`. The assignment changes only inside `start` and `poll`."""

    def __init__(
        self,
        bootstrap: str,
        client_id: str,
        group: str,
        topics: Collection[str],
        *,
        prefix: str,
        session_timeout_s: float,
        heartbeat_s: float,
    ) -> None:
        self._bootstrap = bootstrap
        self._client_id = client_id
        self._group = group
        self._topics = tuple(sorted(topics))
        self._prefix = prefix
        self._session_timeout_s = session_timeout_s
        self._heartbeat_s = heartbeat_s
        self._consumer: AIOKafkaConsumer | None = None
        self._started = False
        self._generation = 0
        self._positions: dict[TopicPartition, int] = {}
        # Paused here and not in aiokafka, which throws away what it has fetched of a paused partition, to fetch it again.
        self._paused: set[TopicPartition] = set()
        self._alarm = asyncio.Event()
        self._rebalances = Rebalances(0, self._alarm)

    @property
    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self._positions)

    @property
    def generation(self) -> int:
        return self._generation

    async def start(self) -> None:
        """Join the group. Raises `BusUnavailable`."""
        self._started = True
        self._rebalances = Rebalances(self._rebalances.dealt, self._alarm)
        consumer = build_consumer(
            self._bootstrap,
            self._client_id,
            self._prefix + self._group,
            [self._prefix + topic for topic in self._topics],
            self._rebalances,
            session_timeout_s=self._session_timeout_s,
            heartbeat_s=self._heartbeat_s,
        )
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await consumer.start()
                while self._rebalances.in_progress or self._rebalances.dealt != self._generation:
                    await self._rebalances.has_dealt.wait()
                    await self._adopt(consumer)
        except UnknownTopicOrPartitionError as error:
            await stop_consumer(consumer)
            topics = ", ".join(self._topics)
            raise BusUnavailable(f"Kafka at {self._bootstrap} lacks one of the topics {topics}; ensure_topics creates them") from error
        except (KafkaError, OSError, TimeoutError) as error:
            await stop_consumer(consumer)
            raise unreachable(self._bootstrap, error) from error
        except BaseException:
            await stop_consumer(consumer)
            raise
        self._consumer = consumer

    async def poll(self, *, max_records: int, timeout_s: float) -> Mapping[TopicPartition, Sequence[Record]]:
        """See the port. Returns empty at once when the partitions were dealt out anew, so that the caller sees it before any record."""
        if await self._joined_anew():
            return {}
        consumer = self._joined()
        if self._rebalances.in_progress:
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await self._rebalances.has_dealt.wait()
            if self._rebalances.in_progress:
                return {}
        if self._rebalances.dealt != self._generation:
            with self._meaning_of_errors():
                async with asyncio.timeout(timeout_s + POLL_GRACE_S):
                    await self._adopt(consumer)
            return {}
        batch: dict[TopicPartition, list[Record]] = {}
        taken = taken_bytes = 0
        deadline = asyncio.get_running_loop().time() + timeout_s
        while taken < max_records and taken_bytes < MAX_POLL_BYTES:
            try:
                record = await self._next(consumer, deadline=None if batch else deadline)
            except BusError:
                if batch:
                    break  # the position stays, so the next poll meets the same error
                raise
            if record is None:
                break
            batch.setdefault(record.source, []).append(record)
            taken += 1
            taken_bytes += size_of(record)
        return batch if self._is_current() else {}

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        """See the port. During a rebalance, and until `poll` has shown the new generation, nothing is this member's."""
        consumer = self._joined()
        lost = sorted(set(offsets) - self._positions.keys() if self._is_current() else set(offsets))
        if lost:
            raise NotAssigned(f"{', '.join(f'{topic}/{partition}' for topic, partition in lost)} of group {self._group}")
        if offsets:
            with self._meaning_of_errors():
                async with asyncio.timeout(CALL_TIMEOUT_S):
                    await consumer.commit({self._wire(partition): offset for partition, offset in offsets.items()})

    async def committed(self, partition: TopicPartition) -> int | None:
        with self._meaning_of_errors():
            async with asyncio.timeout(CALL_TIMEOUT_S):
                offset: int | None = await self._joined().committed(self._wire(partition))
                return offset

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self._require(partition)
        self._positions[partition] = offset
        self._alarm.set()
        if self._is_current():
            self._joined().seek(self._wire(partition), offset)

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        self._paused |= self._positions.keys() & set(partitions)

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        self._paused -= set(partitions)
        self._alarm.set()

    async def end_offsets(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int]:
        if not partitions:
            return {}
        with self._meaning_of_errors():
            async with asyncio.timeout(CALL_TIMEOUT_S):
                offsets = await self._joined().end_offsets([self._wire(partition) for partition in partitions])
                return {self._unwire(partition): offset for partition, offset in offsets.items()}

    async def position(self, partition: TopicPartition) -> int:
        self._require(partition)
        return self._positions[partition]

    async def close(self) -> None:
        self._started = False
        self._positions.clear()
        if self._consumer is not None:
            consumer, self._consumer = self._consumer, None
            await stop_consumer(consumer)

    async def _adopt(self, consumer: AIOKafkaConsumer) -> None:
        """Make the newest assignment this member's own; nothing changes if yet another one comes meanwhile."""
        dealt = self._rebalances.dealt
        assigned = sorted(consumer.assignment())
        offsets = dict(zip(assigned, await asyncio.gather(*map(consumer.committed, assigned)), strict=True))
        unread = [partition for partition, offset in offsets.items() if offset is None]
        if unread:
            offsets |= await consumer.beginning_offsets(unread)
        if self._rebalances.in_progress or self._rebalances.dealt != dealt:
            return
        for partition, offset in offsets.items():
            consumer.seek(partition, offset)
        self._positions = {self._unwire(partition): offset for partition, offset in offsets.items()}
        self._paused.clear()
        self._generation = dealt

    async def _next(self, consumer: AIOKafkaConsumer, *, deadline: float | None) -> Record | None:
        """One record, waiting for it until `deadline`. One at a time, so that a poll passes its byte limit by one record at most."""
        while True:
            self._alarm.clear()
            before = dict(self._positions)
            running = [self._wire(partition) for partition in before if partition not in self._paused]
            remaining_s = 0.0 if deadline is None else max(0.0, deadline - asyncio.get_running_loop().time())
            try:
                with self._meaning_of_errors():
                    fetched = await fetch_one(consumer, running, remaining_s, self._alarm)
            except BusError:
                if self._is_current():
                    raise
                return None
            if not self._is_current():
                return None
            for wire, (message,) in fetched.items():
                partition = self._unwire(wire)
                if partition in self._paused:  # meanwhile
                    consumer.seek(wire, self._positions[partition])
                elif self._positions[partition] == before[partition]:  # else it was sought elsewhere meanwhile
                    return self._expected(consumer, partition, message)
            if not remaining_s:
                return None

    def _expected(self, consumer: AIOKafkaConsumer, partition: TopicPartition, message: Any) -> Record:
        """The record, if it is the next one. Raises `OffsetGap`, again and again, if it is not."""
        expected = self._positions[partition]
        if message.offset != expected:
            consumer.seek(self._wire(partition), expected)
            raise OffsetGap(f"{partition.topic}/{partition.partition} holds offset {message.offset} where {expected} was expected")
        self._positions[partition] = expected + 1
        return Record(partition.topic, partition.partition, message.offset, message.key, message.value or b"", tuple(message.headers))

    def _is_current(self) -> bool:
        """Whether the caller knows the newest assignment."""
        return not self._rebalances.in_progress and self._rebalances.dealt == self._generation

    async def _joined_anew(self) -> bool:
        """Replace a client of which a background task has died: aiokafka would report that for ever, or wait for ever."""
        if not self._started:
            raise BusUnavailable(f"this consumer of group {self._group} is not started")
        if self._consumer is not None:
            reason = death_of(self._consumer)
            if reason is None:
                return False
            log.warning("bus.consumer_rebuilt", group=self._group, error=reason)
            consumer, self._consumer = self._consumer, None
            await stop_consumer(consumer)
        await self.start()
        return True

    def _joined(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            raise BusUnavailable(f"this consumer of group {self._group} is not connected")
        return self._consumer

    def _require(self, partition: TopicPartition) -> None:
        if partition not in self._positions:
            raise NotAssigned(f"{partition.topic}/{partition.partition} of group {self._group}")

    def _wire(self, partition: TopicPartition) -> WirePartition:
        return WirePartition(self._prefix + partition.topic, partition.partition)

    def _unwire(self, partition: WirePartition) -> TopicPartition:
        return TopicPartition(partition.topic.removeprefix(self._prefix), partition.partition)

    @contextmanager
    def _meaning_of_errors(self) -> Iterator[None]:
        """aiokafka's errors as the port's."""
        try:
            yield
        except (OffsetOutOfRangeError, NoOffsetForPartitionError) as error:
            raise OffsetOutOfRange(f"Kafka at {self._bootstrap} no longer (or not yet) holds {error}") from error
        except RecordTooLargeError as error:
            # aiokafka has stepped over the record already.
            raise OffsetGap(f"Kafka at {self._bootstrap} holds a record above the limit: {error}") from error
        except (CommitFailedError, IllegalStateError) as error:
            raise NotAssigned(f"group {self._group} has rebalanced: {error}") from error
        except (KafkaError, TimeoutError) as error:
            raise BusUnavailable(f"Kafka at {self._bootstrap} does not answer: {error!r}") from error
