"""The bus of the embedded mode: a durable log in one SQLite file, used by one process or by several.

local_log.py            the bus: publish, topics
local_log_consumer.py   a group member: poll, commit, heartbeat
local_log_groups.py     who reads which partition
local_log_records.py    tables, appending, reading, retention
local_log_file.py       what all of them share: two threads, presence, word of changes
local_log_thread.py     SQLite off the event loop, many writes per commit
local_log_presence.py   which processes are alive
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

from schemas.topics import Topic
from services.bus.local_log_consumer import LocalConsumer
from services.bus.local_log_file import LogFile
from services.bus.local_log_groups import deal_out_topic
from services.bus.local_log_records import append, create_topic
from services.bus.ports import NewRecord
from services.bus.record_size import check_sizes
from services.runtime.clock import Clock, SystemClock


class LocalLog:
    """See `services.bus.ports.Bus`."""

    def __init__(
        self, path: Path, clock: Clock | None = None, *, session_timeout_s: float = 10.0, heartbeat_s: float | None = None
    ) -> None:
        """`session_timeout_s`: a member silent for longer loses its partitions (one whose process has ended loses them at once)."""
        self._file = LogFile(path, clock or SystemClock())
        self._session_timeout_s = session_timeout_s
        self._heartbeat_s = heartbeat_s or session_timeout_s / 3
        self._consumers: list[LocalConsumer] = []

    async def start(self) -> None:
        await self._file.open()

    async def ensure_topics(self, topics: Collection[Topic]) -> None:
        wanted = tuple(topics)

        def create(connection: sqlite3.Connection) -> None:
            for topic in wanted:
                if create_topic(connection, topic.name, topic.partitions, topic.retention_hours):
                    deal_out_topic(connection, topic.name)

        await self._file.write(create, wakes=True)

    async def publish(self, records: Sequence[NewRecord]) -> None:
        batch = tuple(records)
        check_sizes(batch)
        if batch:
            await self._file.write(lambda connection: append(connection, batch, self._file.now()), wakes=True)

    def consumer(self, group: str, topics: Collection[str]) -> LocalConsumer:
        consumer = LocalConsumer(self._file, group, topics, session_timeout_s=self._session_timeout_s, heartbeat_s=self._heartbeat_s)
        self._consumers.append(consumer)
        return consumer

    async def forget_old(self) -> int:
        """Delete the records that are older than their topic's retention and that every group has passed; how many they were.

        Happens by itself every ten minutes.
        """
        return await self._file.forget_old()

    async def close(self) -> None:
        for consumer in self._consumers:
            await consumer.close()
        self._consumers.clear()
        await self._file.close()
