"""A member of a consumer group on the local log."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import uuid4

import structlog

from services.bus import local_log_groups as groups
from services.bus import local_log_records as records
from services.bus.errors import BusUnavailable, NotAssigned
from services.bus.local_log_file import LogFile
from services.bus.ports import Record, TopicPartition

log = structlog.get_logger()

MAX_POLL_BYTES: Final = 16 * 1024 * 1024
"""Two of the largest records, so that one poll never takes a large part of the memory."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What one read of the file gave: records, or a newer generation with this member's partitions."""

    generation: int
    batch: Mapping[TopicPartition, Sequence[Record]]
    dealt: Mapping[TopicPartition, int] | None = None
    expelled: bool = False


class LocalConsumer:
    """See `services.bus.ports.Consumer`. The assignment changes only inside `start` and `poll`."""

    def __init__(self, file: LogFile, group: str, topics: Collection[str], *, session_timeout_s: float, heartbeat_s: float) -> None:
        self._file = file
        self._member = groups.Member(group, uuid4().hex, file.presence.instance, tuple(sorted(topics)), session_timeout_s)
        self._heartbeat_s = heartbeat_s
        self._heartbeat: asyncio.Task[None] | None = None
        self._generation = 0
        self._positions: dict[TopicPartition, int] = {}
        self._paused: set[TopicPartition] = set()
        self._turn = 0
        self._alarm = asyncio.Event()

    @property
    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self._positions)

    @property
    def generation(self) -> int:
        return self._generation

    async def start(self) -> None:
        await self._attend()
        self._adopt(await self._file.read(self._look_at_group))
        self._file.call_on_change(self._alarm)
        self._heartbeat = asyncio.create_task(self._beat())

    async def poll(self, *, max_records: int, timeout_s: float) -> Mapping[TopicPartition, Sequence[Record]]:
        """See the port. Returns empty at once when the partitions were dealt out anew, so that the caller sees it before any record."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + timeout_s
        while True:
            self._alarm.clear()
            self._turn += 1
            wanted = self._wanted()
            look = await self._file.read(partial(self._look, wanted=wanted, max_records=max_records))
            if look.dealt is not None:
                if look.expelled:
                    await self._attend()
                    look = await self._file.read(self._look_at_group)
                self._adopt(look)
                return {}
            batch = self._take(look.batch, wanted)
            if batch or clock() >= deadline:
                return batch
            await self._file.wait_for(self._alarm, deadline - clock())

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        remembered = dict(offsets)
        generation = self._generation
        await self._file.write(lambda connection: groups.commit(connection, self._member, generation, remembered), wakes=False)

    async def committed(self, partition: TopicPartition) -> int | None:
        return await self._file.read(lambda connection: groups.committed_offset(connection, self._member.group, partition))

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self._require(partition)
        self._positions[partition] = offset
        self._alarm.set()

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        self._paused |= self._positions.keys() & set(partitions)

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        self._paused -= set(partitions)
        self._alarm.set()

    async def end_offsets(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int]:
        asked = tuple(partitions)
        return await self._file.read(lambda connection: records.end_offsets(connection, asked))

    async def position(self, partition: TopicPartition) -> int:
        self._require(partition)
        return self._positions[partition]

    async def close(self) -> None:
        if self._heartbeat is None:
            return
        self._heartbeat.cancel()
        with suppress(asyncio.CancelledError):
            await self._heartbeat
        self._heartbeat = None
        self._file.call_on_change(self._alarm, wanted=False)
        self._positions.clear()
        with suppress(BusUnavailable):  # the session's end removes the member then
            await self._file.write(lambda connection: groups.leave(connection, self._member), wakes=True)

    def _wanted(self) -> dict[TopicPartition, int]:
        """Where to read, beginning with another partition each time, so that a full batch of one does not starve the rest."""
        running = [partition for partition in self._positions if partition not in self._paused]
        turn = self._turn % len(running) if running else 0
        return {partition: self._positions[partition] for partition in running[turn:] + running[:turn]}

    def _look(self, connection: sqlite3.Connection, *, wanted: Mapping[TopicPartition, int], max_records: int) -> _Look:
        if groups.generation_of(connection, self._member.group) != self._generation:
            return self._look_at_group(connection)
        return _Look(self._generation, records.read(connection, wanted, max_records, MAX_POLL_BYTES))

    def _look_at_group(self, connection: sqlite3.Connection) -> _Look:
        generation = groups.generation_of(connection, self._member.group)
        dealt = groups.starting_positions(connection, self._member)
        return _Look(generation, {}, dealt, expelled=not groups.is_member(connection, self._member))

    def _adopt(self, look: _Look) -> None:
        self._generation = look.generation
        self._positions = dict(look.dealt or {})
        self._paused.clear()

    def _take(
        self, batch: Mapping[TopicPartition, Sequence[Record]], wanted: Mapping[TopicPartition, int]
    ) -> dict[TopicPartition, Sequence[Record]]:
        """Advance past the batch; leave out what was sought elsewhere or paused while it was read."""
        taken: dict[TopicPartition, Sequence[Record]] = {}
        for partition, some in batch.items():
            if self._positions.get(partition) == wanted[partition] and partition not in self._paused:
                self._positions[partition] = some[-1].offset + 1
                taken[partition] = some
        return taken

    def _require(self, partition: TopicPartition) -> None:
        if partition not in self._positions:
            raise NotAssigned(f"{partition.topic}/{partition.partition} of group {self._member.group}")

    async def _attend(self) -> None:
        is_alive = self._file.presence.is_alive
        changed = await self._file.write(
            lambda connection: groups.attend(connection, self._member, self._file.now(), is_alive), wakes=False
        )
        if changed:
            self._file.wake()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._heartbeat_s)
            try:
                await self._attend()
            except BusUnavailable as error:
                log.warning("bus.heartbeat_failed", group=self._member.group, error=str(error))
