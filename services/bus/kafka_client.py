"""aiokafka's consumer with its known traps stepped around: how it is built, asked for one record, found dead and stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener
from aiokafka import TopicPartition as WirePartition

from services.bus.kafka_producer import MAX_MESSAGE_BYTES, ends_well

MAX_POLL_BYTES: Final = 16 * 1024 * 1024
"""Two of the largest records, so that one poll never takes a large part of the memory."""

CALL_TIMEOUT_S: Final = 10.0
"""For a commit or a question: aiokafka itself repeats them without end while Kafka does not answer."""

FETCH_WAIT_MS: Final = 50
"""How long the broker keeps a request for which it has nothing. A partition that is resumed meanwhile waits for its end."""

POLL_GRACE_S: Final = 5.0
"""During a rebalance aiokafka's `getmany` waits beyond its time-out."""


class Rebalances(ConsumerRebalanceListener):  # type: ignore[misc]
    """Notes what happens, no more: aiokafka logs exceptions of listeners and goes on. `dealt` counts the assignments."""

    def __init__(self, dealt: int, alarm: asyncio.Event) -> None:
        self._alarm = alarm
        self.in_progress = True
        self.dealt = dealt
        self.has_dealt = asyncio.Event()

    def on_partitions_revoked(self, revoked: Collection[WirePartition]) -> None:
        self.in_progress = True
        self.has_dealt.clear()

    def on_partitions_assigned(self, assigned: Collection[WirePartition]) -> None:
        self.dealt += 1
        self.in_progress = False
        self.has_dealt.set()
        self._alarm.set()


def build_consumer(
    bootstrap: str,
    client_id: str,
    group: str,
    topics: Collection[str],
    rebalances: Rebalances,
    *,
    session_timeout_s: float,
    heartbeat_s: float,
) -> AIOKafkaConsumer:
    """A consumer that is not started. Names are those on the wire."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        client_id=client_id,
        group_id=group,
        enable_auto_commit=False,
        # Positions are set after each assignment. Anywhere else a missing offset is an error, never a skip.
        auto_offset_reset="none",
        session_timeout_ms=int(session_timeout_s * 1000),
        heartbeat_interval_ms=int(heartbeat_s * 1000),
        # A smaller limit makes aiokafka step over a record that does not fit (#1173).
        max_partition_fetch_bytes=MAX_MESSAGE_BYTES,
        fetch_max_bytes=MAX_POLL_BYTES,
        fetch_max_wait_ms=FETCH_WAIT_MS,
    )
    consumer.subscribe(list(topics), listener=rebalances)
    return consumer


async def fetch_one(
    consumer: AIOKafkaConsumer, running: Sequence[WirePartition], wait_s: float, alarm: asyncio.Event
) -> Mapping[WirePartition, Sequence[Any]]:
    """At most one record of the running partitions, after waiting up to `wait_s` seconds; ends early and empty at the alarm."""
    if not wait_s:
        async with asyncio.timeout(POLL_GRACE_S):
            return await _take(consumer, running, 0.0)
    fetching = asyncio.ensure_future(_take(consumer, running, wait_s))
    alarmed = asyncio.ensure_future(alarm.wait())
    try:
        await asyncio.wait({fetching, alarmed}, timeout=wait_s + POLL_GRACE_S, return_when=asyncio.FIRST_COMPLETED)
        await _cancel(fetching, alarmed)
    except BaseException:
        await _cancel(fetching, alarmed)
        if not fetching.cancelled() and fetching.exception() is None:
            for partition, messages in fetching.result().items():
                consumer.seek(partition, messages[0].offset)
        raise
    # Cancelled, it has taken nothing: getmany waits before it takes, and takes without waiting.
    return {} if fetching.cancelled() else fetching.result()


def death_of(consumer: AIOKafkaConsumer) -> str | None:
    """Why the consumer will never deliver again; None while it lives. aiokafka would report that for ever, or wait for ever."""
    tasks = (consumer._coordinator._coordination_task, consumer._fetcher.error_future)
    ended = [task for task in tasks if task.done()]
    return "; ".join("cancelled" if task.cancelled() else repr(task.exception()) for task in ended) if ended else None


async def stop_consumer(consumer: AIOKafkaConsumer) -> None:
    """Leave the group and disconnect; disconnect at least, when Kafka does not answer."""
    if await ends_well(consumer.stop()):
        return
    tasks: set[asyncio.Future[Any]] = set()
    if consumer._coordinator is not None:
        tasks.add(consumer._coordinator._coordination_task)
    if consumer._fetcher is not None:
        tasks |= {consumer._fetcher._fetch_task, *consumer._fetcher._pending_tasks}
    await _cancel(*tasks)
    await ends_well(consumer._client.close())


async def _take(consumer: AIOKafkaConsumer, running: Sequence[WirePartition], wait_s: float) -> Mapping[WirePartition, Sequence[Any]]:
    if not running:  # getmany of no partitions would mean all
        await asyncio.sleep(wait_s)
        return {}
    taken: Mapping[WirePartition, Sequence[Any]] = await consumer.getmany(*running, timeout_ms=int(wait_s * 1000), max_records=1)
    return taken


async def _cancel(*futures: asyncio.Future[Any]) -> None:
    for future in futures:
        future.cancel()
    await asyncio.gather(*futures, return_exceptions=True)
