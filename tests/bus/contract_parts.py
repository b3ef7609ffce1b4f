"""Topics, records and ways of reading for the bus's contract suite."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from schemas.articles import ArticleFetched
from schemas.topics import Topic
from services.bus.ports import Bus, Consumer, NewRecord, Record, TopicPartition
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
