"""The bus as the services see it. Both backends behave alike, down to the contract suite in `tests/bus/`.

Guarantees of every backend:

- records of one key go to one partition, in the order of `publish` calls;
- `publish` returns when the records are durable; cancelled or failed, they may still arrive, also twice;
- offsets of a partition are contiguous, beginning at 0 and never reused;
- members of a group share the partitions of their topics; no partition has two members at a time that can commit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from schemas.topics import Topic

MAX_RECORD_BYTES: Final = 8 * 1024 * 1024
"""Largest key plus value plus headers of a record. Above the largest article with the most claims, far below a worker's memory."""

MAX_DEAD_LETTER_BYTES: Final = 12 * 1024 * 1024
"""The same for the dead-letter topic, whose records carry a whole rejected record in base64 (a third longer)."""

Headers = tuple[tuple[str, bytes], ...]


class TopicPartition(NamedTuple):
    """One ordered log."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record on its way to the bus."""

    topic: str
    key: bytes
    value: bytes
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A record read from the bus."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes
    headers: Headers

    @property
    def source(self) -> TopicPartition:
        return TopicPartition(self.topic, self.partition)


class Consumer(Protocol):
    """One member of a consumer group."""

    @property
    def assignment(self) -> frozenset[TopicPartition]:
        """The partitions this member reads now."""

    @property
    def generation(self) -> int:
        """Grows by at least one whenever the assignment is made anew, also when it comes out the same."""

    async def start(self) -> None:
        """Join the group. Raises `BusUnavailable`."""

    async def poll(self, *, max_records: int, timeout_s: float) -> Mapping[TopicPartition, Sequence[Record]]:
        """The next records per partition, in offset order, after waiting up to `timeout_s` seconds for the first; empty when none came.

        Advances the position. Starts at the committed offset, or at the beginning of the log where none was committed.
        When the assignment is made anew it returns empty at once, with all positions at the committed offsets and nothing paused: the
        caller sees the new `generation` before the first record of it.
        Raises `OffsetGap`, `OffsetOutOfRange`, `BusUnavailable`.
        """

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        """Remember the next offset to read per partition. Raises `NotAssigned` when a partition is not this member's any more."""

    async def committed(self, partition: TopicPartition) -> int | None:
        """The offset remembered for the group, None when none is."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Read on from `offset`. Raises `NotAssigned`."""

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        """Deliver nothing of these until `resume`."""

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        """Undo `pause`."""

    async def end_offsets(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int]:
        """The offset that the next record of each partition will get."""

    async def position(self, partition: TopicPartition) -> int:
        """The offset of the next record that `poll` will return."""

    async def close(self) -> None:
        """Leave the group without committing."""


class Bus(Protocol):
    """A connection to the bus."""

    async def start(self) -> None:
        """Connect. Raises `BusUnavailable`."""

    async def ensure_topics(self, topics: Collection[Topic]) -> None:
        """Create the topics that do not exist."""

    async def publish(self, records: Sequence[NewRecord]) -> None:
        """Append all records, in order per key; returns when they are durable.

        Raises `RecordTooLarge` (nothing is appended), `BusUnavailable`.
        """

    def consumer(self, group: str, topics: Collection[str]) -> Consumer:
        """A new member of the group; `start` joins."""

    async def close(self) -> None:
        """Flush and disconnect."""
