"""The one loop that every consuming service runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from services.bus.ports import NewRecord, Record, TopicPartition


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
