"""Records in SQLite: the file's schema, appending, reading, and forgetting old ones. Plain functions over a connection."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.bus.errors import BusUnavailable, OffsetGap, OffsetOutOfRange
from services.bus.ports import Headers, NewRecord, Record, TopicPartition
from services.bus.record_size import size_of

SCHEMA_VERSION: Final = 1

SCHEMA: Final = """
CREATE TABLE topics (name TEXT PRIMARY KEY, partitions INTEGER NOT NULL CHECK (partitions > 0), retention_hours INTEGER NOT NULL);
CREATE TABLE logs (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL REFERENCES topics (name),
    partition INTEGER NOT NULL,
    start_offset INTEGER NOT NULL DEFAULT 0,
    next_offset INTEGER NOT NULL DEFAULT 0,
    UNIQUE (topic, partition)
);
-- position = log id * 2^40 + offset: the table is sorted by log and offset without an index of its own.
-- appended_at stands before the blobs, so that retention never reads their pages.
CREATE TABLE records (position INTEGER PRIMARY KEY, appended_at REAL NOT NULL, key BLOB, headers BLOB NOT NULL, value BLOB NOT NULL);
CREATE TABLE groups (name TEXT PRIMARY KEY, generation INTEGER NOT NULL);
CREATE TABLE subscriptions (group_name TEXT NOT NULL, topic TEXT NOT NULL, PRIMARY KEY (group_name, topic)) WITHOUT ROWID;
CREATE TABLE members (
    group_name TEXT NOT NULL,
    member TEXT NOT NULL,
    instance TEXT NOT NULL,
    topics TEXT NOT NULL,
    session_s REAL NOT NULL,
    seen_at REAL NOT NULL,
    PRIMARY KEY (group_name, member)
) WITHOUT ROWID;
-- since: the generation from which the member has held the partition without a break.
CREATE TABLE assignments (
    group_name TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, member TEXT NOT NULL, since INTEGER NOT NULL,
    PRIMARY KEY (group_name, topic, partition)
) WITHOUT ROWID;
CREATE TABLE committed (
    group_name TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL,
    PRIMARY KEY (group_name, topic, partition)
) WITHOUT ROWID;
"""

OFFSET_BITS: Final = 40
"""A partition can hold 2^40 records over its life: 34,000 years at one a second."""

EXPIRE_CHUNK: Final = 500
"""Records forgotten per transaction, so that writers wait milliseconds, not seconds."""


@dataclass(frozen=True, slots=True)
class Log:
    """One partition: where its records lie and which offsets exist."""

    id: int
    start_offset: int
    next_offset: int

    def position(self, offset: int) -> int:
        return (self.id << OFFSET_BITS) + offset


def create_schema(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file. Raises `BusUnavailable` for a file of another version."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    elif version != SCHEMA_VERSION:
        raise BusUnavailable(f"the log's file has format {version}, this program reads format {SCHEMA_VERSION}: use the matching version")


def create_topic(connection: sqlite3.Connection, name: str, partitions: int, retention_hours: int) -> bool:
    """True if the topic is new. An existing one keeps its partitions, because its keys are spread over them, and gets the retention."""
    if connection.execute("SELECT 1 FROM topics WHERE name = ?", (name,)).fetchone() is not None:
        connection.execute("UPDATE topics SET retention_hours = ? WHERE name = ?", (retention_hours, name))
        return False
    connection.execute("INSERT INTO topics VALUES (?, ?, ?)", (name, partitions, retention_hours))
    connection.executemany("INSERT INTO logs (topic, partition) VALUES (?, ?)", [(name, number) for number in range(partitions)])
    return True


def partition_of(key: bytes, partitions: int) -> int:
    """The same key always gives the same partition."""
    return zlib.crc32(key) % partitions


def append(connection: sqlite3.Connection, records: Sequence[NewRecord], at: float) -> None:
    """Append in order. `at` is in seconds since 1970. Raises `BusUnavailable` for an unknown topic."""
    counts: dict[str, int] = {}
    next_positions: dict[TopicPartition, int] = {}
    logs: dict[TopicPartition, Log] = {}
    rows = []
    for record in records:
        if record.topic not in counts:
            counts[record.topic] = _partition_count(connection, record.topic)
        target = TopicPartition(record.topic, partition_of(record.key, counts[record.topic]))
        if target not in logs:
            logs[target] = find_log(connection, target)
            next_positions[target] = logs[target].position(logs[target].next_offset)
        rows.append((next_positions[target], at, record.key, pack_headers(record.headers), record.value))
        next_positions[target] += 1
    connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "UPDATE logs SET next_offset = ? WHERE id = ?",
        [(position - logs[target].position(0), logs[target].id) for target, position in next_positions.items()],
    )


def find_log(connection: sqlite3.Connection, partition: TopicPartition) -> Log:
    """Raises `BusUnavailable` for a partition that does not exist."""
    row = connection.execute("SELECT id, start_offset, next_offset FROM logs WHERE topic = ? AND partition = ?", partition).fetchone()
    if row is None:
        raise BusUnavailable(f"there is no partition {partition.partition} of topic {partition.topic}; ensure_topics creates topics")
    return Log(*row)


def read(
    connection: sqlite3.Connection, wanted: Mapping[TopicPartition, int], max_records: int, max_bytes: int
) -> dict[TopicPartition, list[Record]]:
    """Records from the wanted offsets on, in the order of `wanted`; at least one if there is one, else no more than both limits.

    Raises `OffsetOutOfRange`, `OffsetGap`.
    """
    batch: dict[TopicPartition, list[Record]] = {}
    taken = taken_bytes = 0
    for partition, offset in wanted.items():
        log = find_log(connection, partition)
        if not log.start_offset <= offset <= log.next_offset:
            raise OffsetOutOfRange(
                f"offset {offset} of {partition.topic}/{partition.partition} is not in the log, "
                f"which holds {log.start_offset} to {log.next_offset - 1}"
            )
        rows = connection.execute(
            "SELECT position, key, headers, value FROM records WHERE position >= ? AND position < ? ORDER BY position LIMIT ?",
            (log.position(offset), log.position(log.next_offset), max_records - taken),
        )
        for expected, (position, key, headers, value) in enumerate(rows, start=offset):
            record = Record(partition.topic, partition.partition, position - log.position(0), key, value, unpack_headers(headers))
            if record.offset != expected:
                raise OffsetGap(f"{partition.topic}/{partition.partition} holds offset {record.offset} where {expected} was expected")
            if taken and taken_bytes + size_of(record) > max_bytes:
                return batch
            batch.setdefault(partition, []).append(record)
            taken += 1
            taken_bytes += size_of(record)
        if partition not in batch and offset < log.next_offset and taken < max_records:
            raise OffsetGap(f"{partition.topic}/{partition.partition} has lost the records {offset} to {log.next_offset - 1}")
        if taken >= max_records:
            break
    return batch


def end_offsets(connection: sqlite3.Connection, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
    return {partition: find_log(connection, partition).next_offset for partition in partitions}


def forget_old(connection: sqlite3.Connection, now: float) -> int:
    """Delete up to `EXPIRE_CHUNK` records per partition that are older than their topic's retention and that every group has passed.

    Returns how many. A group that ever subscribed to the topic holds its records until it has committed past them.
    """
    forgotten = 0
    logs = connection.execute(
        "SELECT logs.id, start_offset, logs.next_offset, topic, partition, retention_hours FROM logs JOIN topics ON name = topic"
    ).fetchall()
    for log_id, start_offset, next_offset, topic, partition, retention_hours in logs:
        log = Log(log_id, start_offset, next_offset)
        passed = connection.execute(
            "SELECT min(coalesce(committed.next_offset, 0)) FROM subscriptions"
            " LEFT JOIN committed ON committed.group_name = subscriptions.group_name"
            " AND committed.topic = subscriptions.topic AND committed.partition = ? WHERE subscriptions.topic = ?",
            (partition, topic),
        ).fetchone()[0]
        end = next_offset if passed is None else min(passed, next_offset)
        rows = connection.execute(
            "SELECT position, appended_at FROM records WHERE position >= ? AND position < ? ORDER BY position LIMIT ?",
            (log.position(start_offset), log.position(end), EXPIRE_CHUNK),
        )
        new_start = start_offset
        for position, appended_at in rows:
            if appended_at >= now - retention_hours * 3600:
                break
            new_start = position - log.position(0) + 1
        if new_start > start_offset:
            connection.execute(
                "DELETE FROM records WHERE position >= ? AND position < ?", (log.position(start_offset), log.position(new_start))
            )
            connection.execute("UPDATE logs SET start_offset = ? WHERE id = ?", (new_start, log_id))
            forgotten += new_start - start_offset
    return forgotten


def pack_headers(headers: Headers) -> bytes:
    """Name and value one after the other, each with its length before it."""
    parts = []
    for name, value in headers:
        encoded = name.encode()
        parts.append(struct.pack(">II", len(encoded), len(value)) + encoded + value)
    return b"".join(parts)


def unpack_headers(packed: bytes) -> Headers:
    headers = []
    at = 0
    while at < len(packed):
        name_length, value_length = struct.unpack_from(">II", packed, at)
        middle = at + 8 + name_length
        headers.append((packed[at + 8 : middle].decode(), packed[middle : middle + value_length]))
        at = middle + value_length
    return tuple(headers)


def _partition_count(connection: sqlite3.Connection, topic: str) -> int:
    row = connection.execute("SELECT partitions FROM topics WHERE name = ?", (topic,)).fetchone()
    if row is None:
        raise BusUnavailable(f"there is no topic {topic}; ensure_topics creates it")
    return int(row[0])
