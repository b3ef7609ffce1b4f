"""The one loop that every consuming service runs.

A message ends in exactly one of three ways: done, tried again later, or rejected to the dead letters. Policy, whole:

- `RetryLater`: the same message again after a back-off, for ever; what follows it in its partition waits, so that order is kept.
- `Rejected`: to the dead letters at once.
- any other exception (a worker killed at its deadline, a defect of ours): a strike. A strike is journalled before the work;
  three send the message to the dead letters. Messages that already have a strike are worked on one at a time per partition.
- A dead letter or an output that cannot be published is tried again until it can; nothing is committed meanwhile.
- Outputs are published in offset order, then the offset is committed. Lost partitions (`NotAssigned`, `Fenced`) drop their work.
- After a rebalance, after being fenced, and before the end: drain (finish what is begun), commit, then take over anew or leave.
- Lag without movement, a gap, an offset out of range: the loop raises, the process ends, its supervisor starts it again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol, TypeVar

import structlog

from schemas.ids import event_id
from schemas.rejections import Header, MessageRejected
from schemas.topics import DEAD_LETTERS
from services.bus.envelope import to_record
from services.bus.errors import BusUnavailable, ConsumerStalled, Fenced, NotAssigned
from services.bus.ports import Bus, Consumer, NewRecord, Record, TopicPartition
from services.bus.strikes import StrikeJournal
from services.runtime import metrics
from services.runtime.clock import Clock
from services.runtime.failpoints import reached
from services.runtime.text import normal_form

log = structlog.get_logger()
T = TypeVar("T")

MAX_STRIKES: Final = 3


class RetryLater(Exception):
    """The message is fine, something it needs is not there now: try again, in order, after a back-off. `str()` says what is missing."""


class Rejected(Exception):
    """The message can never be processed. `reason` is a machine-readable code, `detail` words for an operator."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Handler(Protocol):
    """What a service does with one message. It ends in exactly one of three ways: done (returns), `RetryLater`, `Rejected`."""

    async def take_over(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int]:
        """Called after each assignment, before the first message of it. Returns where to read on, for partitions whose offset this
        service keeps itself (and fences off the previous owner); the bus's committed offset counts for all others."""

    async def handle(self, record: Record) -> Sequence[NewRecord]:
        """Process one message; what is returned is published before the offset is committed. Raises `RetryLater`, `Rejected`, `Fenced`."""

    async def skip(self, record: Record) -> None:
        """Called once the dead letter of a rejected message is durable, before its offset is committed."""


@dataclass(frozen=True, slots=True)
class ConsumePolicy:
    """`concurrency` messages of a partition at a time (1: strictly one after another). Back-offs double from `pause_s` to `max_pause_s`."""

    concurrency: int = 1
    batch_records: int = 32
    pause_s: float = 0.2
    max_pause_s: float = 10.0
    stall_s: float = 30.0
    drain_s: float = 30.0


@dataclass
class ConsumeLoop:
    """Reads `topics` as a member of `group` and feeds `handler` until `stop` is set."""

    bus: Bus
    group: str
    topics: Sequence[str]
    handler: Handler
    strikes: StrikeJournal
    clock: Clock
    versions: Mapping[str, str]
    policy: ConsumePolicy = field(default_factory=ConsumePolicy)
    _is_fenced: bool = field(default=False, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Returns after `stop`, drained. Raises what the policy above calls fatal."""
        consumer = self.bus.consumer(self.group, self.topics)
        await self._patiently(consumer.start, stop)
        work: dict[TopicPartition, asyncio.Task[None]] = {}
        watchdog = _Watchdog(consumer, self.group, self.policy.stall_s)
        stopping = asyncio.create_task(stop.wait())
        try:
            generation = None
            while not stop.is_set():
                if consumer.generation != generation or self._is_fenced:
                    await self._drain(work)
                    work.clear()
                    if self._is_fenced:  # not twice at once: the other owner may be about to notice that it has lost
                        self._is_fenced = False
                        await _sleep(self.policy.pause_s, stop)
                    generation = consumer.generation
                    await self._take_over(consumer, stop)
                poll = partial(consumer.poll, max_records=self.policy.batch_records, timeout_s=0.5)
                polling = asyncio.create_task(self._patiently(poll, stop))
                while not polling.done():
                    await asyncio.wait({polling, stopping, *work.values()}, return_when=asyncio.FIRST_COMPLETED)
                    _resume_finished(consumer, work)
                    if stop.is_set():
                        break
                batches = await polling or {}
                if stop.is_set() or consumer.generation != generation or self._is_fenced:
                    _rewind(consumer, batches)
                    continue
                for partition, records in batches.items():
                    consumer.pause([partition])
                    work[partition] = asyncio.create_task(self._work(consumer, partition, records, stop))
                await self._patiently(partial(watchdog.look, has_moved=bool(batches) or bool(work)), stop)
            await self._drain(work)
        finally:
            stopping.cancel()
            for task in work.values():
                task.cancel()
            await asyncio.gather(*work.values(), return_exceptions=True)
            await consumer.close()

    async def _take_over(self, consumer: Consumer, stop: asyncio.Event) -> None:
        partitions = consumer.assignment
        starts = await self._patiently(partial(self.handler.take_over, partitions), stop)
        for partition, offset in (starts or {}).items():
            try:
                consumer.seek(partition, offset)
            except NotAssigned:  # lost again meanwhile; the generation has changed
                return
        consumer.resume(consumer.assignment)
        log.info("partitions taken over", group=self.group, partitions=sorted(f"{p.topic}/{p.partition}" for p in partitions))

    async def _work(self, consumer: Consumer, partition: TopicPartition, records: Sequence[Record], stop: asyncio.Event) -> None:
        """Bring one batch of one partition to its end: handle, publish, commit."""
        limit = asyncio.Semaphore(self.policy.concurrency)
        alone = asyncio.Lock()

        async def settle(record: Record) -> Sequence[NewRecord] | None:
            if self.strikes.count(record):
                async with alone, limit:
                    return await self._settle(record, stop)
            async with limit:
                return await self._settle(record, stop)

        settling = [asyncio.create_task(settle(record)) for record in records]
        passed: int | None = None
        try:
            for record, task in zip(records, settling, strict=True):
                outputs = await task
                if outputs is None:  # told to stop before its end
                    break
                if outputs:
                    await self._patiently(partial(self.bus.publish, outputs), stop, is_vital=True)
                    reached(self.group, "outputs_published")
                self.strikes.clear(record)
                reached(self.group, "strike_cleared")
                passed = record.offset + 1
            if passed is not None:
                await self._patiently(partial(consumer.commit, {partition: passed}), stop, is_vital=True)
                reached(self.group, "offset_committed")
        except (NotAssigned, Fenced) as error:
            self._is_fenced |= isinstance(error, Fenced)
            log.warning("partition lost", group=self.group, topic=partition.topic, partition=partition.partition, error=str(error))
        finally:
            for task in settling:
                task.cancel()
            await asyncio.gather(*settling, return_exceptions=True)

    async def _settle(self, record: Record, stop: asyncio.Event) -> Sequence[NewRecord] | None:
        """One message to its one end. None: the loop was told to stop while the message waited."""
        began = time.monotonic()
        pause_s = self.policy.pause_s
        end, reason, detail = "", "", ""
        outputs: Sequence[NewRecord] = []
        while not end:
            if stop.is_set():
                return None
            attempt = self.strikes.add(record)
            reached(self.group, "strike_journalled")
            try:
                if attempt > MAX_STRIKES:  # every earlier attempt took the process down
                    end, reason, detail = "dead", reason or "process_died", detail or f"{MAX_STRIKES} attempts ended the process"
                    break
                outputs = await self.handler.handle(record)
                end = "done"
            except RetryLater as error:
                self.strikes.take_back(record)
                metrics.RETRIES.labels(self.group, "retry_later").inc()
                log.warning("message waits", group=self.group, **_where(record), error=str(error), retry_in_s=pause_s)
                await _sleep(pause_s, stop)
                pause_s = min(2 * pause_s, self.policy.max_pause_s)
            except Rejected as error:
                end, reason, detail = "rejected", error.reason, error.detail
            except (Fenced, NotAssigned, asyncio.CancelledError):
                self.strikes.take_back(record)
                raise
            except Exception as error:
                reason, detail = f"failed_{type(error).__name__}", str(error)
                metrics.RETRIES.labels(self.group, reason).inc()
                log.warning(
                    "attempt failed", group=self.group, **_where(record), attempt=attempt, reason=reason, error=detail, exc_info=True
                )
                if attempt >= MAX_STRIKES:
                    end = "dead"
        if end != "done":
            letter = self._dead_letter(record, reason, detail, self.strikes.count(record))
            await self._patiently(partial(self.bus.publish, [letter]), stop, is_vital=True)
            reached(self.group, "dead_letter_published")
            await self._patiently(partial(self.handler.skip, record), stop, is_vital=True)
            reached(self.group, "message_skipped")
        seconds = time.monotonic() - began
        metrics.MESSAGES.labels(self.group, end).inc()
        metrics.HANDLING.labels(self.group).observe(seconds)
        write = log.debug if end == "done" else log.error  # what was done is the handler's line
        write("message", group=self.group, **_where(record), end=end, ms=round(1000 * seconds, 1), **({"reason": reason} if reason else {}))
        return outputs

    async def _patiently(self, act: Callable[[], Awaitable[T]], stop: asyncio.Event, *, is_vital: bool = False) -> T | None:
        """Do `act` when the bus and the database are there; waits while they are not.

        Told to stop while waiting, it gives up: with None, or with `NotAssigned` where what follows depends on the act.
        """
        pause_s = self.policy.pause_s
        while True:
            try:
                return await act()
            except (BusUnavailable, RetryLater) as error:
                if stop.is_set():
                    if is_vital:
                        raise NotAssigned(f"told to stop while waiting: {error}") from error
                    return None
                log.warning("waiting", group=self.group, error=str(error), retry_in_s=pause_s)
                await _sleep(pause_s, stop)
                pause_s = min(2 * pause_s, self.policy.max_pause_s)

    async def _drain(self, work: Mapping[TopicPartition, asyncio.Task[None]]) -> None:
        """Let what was begun come to its end; what does not within the limit is dropped, to be delivered again."""
        if not work:
            return
        done, late = await asyncio.wait(work.values(), timeout=self.policy.drain_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for task in done:
            task.result()

    def _dead_letter(self, record: Record, reason: str, detail: str, attempts: int) -> NewRecord:
        at = self.clock.now()
        message = MessageRejected.model_construct(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            key=record.key,
            value=record.value,
            headers=tuple(Header.model_construct(name=name, value=value) for name, value in record.headers),
            consumer_group=self.group,
            reason=reason,
            detail=normal_form(detail, max_chars=2_000),
            attempts=attempts,
            versions=dict(self.versions),
            rejected_at=at,
        )
        identity = event_id("rejected", self.group, record.topic, record.partition, record.offset)
        return to_record(DEAD_LETTERS, message, event_id=identity, key=record.key or b"", producer=self.group, at=at)


class _Watchdog:
    """aiokafka can hang after a broker's restart without any sign but this: records wait and none arrives."""

    def __init__(self, consumer: Consumer, group: str, stall_s: float) -> None:
        self._consumer, self._group, self._stall_s = consumer, group, stall_s
        self._moved_at = self._looked_at = time.monotonic()

    async def look(self, *, has_moved: bool) -> None:
        """Raises `ConsumerStalled` after `stall_s` seconds with lag and without movement."""
        now = time.monotonic()
        if has_moved:
            self._moved_at = now
        if now - self._looked_at < min(5.0, self._stall_s / 3):
            return
        self._looked_at = now
        partitions = self._consumer.assignment
        ends = await self._consumer.end_offsets(partitions)
        lag: dict[str, int] = {partition.topic: 0 for partition in partitions}
        for partition in partitions:
            lag[partition.topic] += max(0, ends[partition] - await self._consumer.position(partition))
        for topic, records in lag.items():
            metrics.LAG.labels(self._group, topic).set(records)
        if not any(lag.values()):
            self._moved_at = now
        elif now - self._moved_at > self._stall_s:
            raise ConsumerStalled(f"{self._group}: {lag} records wait and none has arrived for {self._stall_s:g} s")


def _resume_finished(consumer: Consumer, work: dict[TopicPartition, asyncio.Task[None]]) -> None:
    for partition, task in list(work.items()):
        if task.done():
            del work[partition]
            task.result()
            if partition in consumer.assignment:
                consumer.resume([partition])


def _rewind(consumer: Consumer, batches: Mapping[TopicPartition, Sequence[Record]]) -> None:
    """Put back what was polled and will not be worked on now."""
    for partition, records in batches.items():
        if partition in consumer.assignment and records:
            consumer.seek(partition, records[0].offset)


async def _sleep(seconds: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def _where(record: Record) -> dict[str, str | int]:
    return {"topic": record.topic, "partition": record.partition, "offset": record.offset}
