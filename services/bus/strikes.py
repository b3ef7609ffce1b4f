"""Strikes: how often the work on a record was begun and not ended.

A strike is journalled before the work and taken back when the work ends well, so that a message that takes the whole process
down is counted too. The journal is a small SQLite file of this process's own; it survives the process, and need not survive
a power loss (synchronous=NORMAL), which no message causes.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from services.bus.ports import Record


class StrikeJournal:
    """Counts strikes per (group, topic, partition, offset)."""

    def __init__(self, path: Path, group: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._group = group
        self._database = sqlite3.connect(path, isolation_level=None, timeout=20)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS strike ("
            " consumer_group TEXT, topic TEXT, part INTEGER, record_offset INTEGER, strikes INTEGER NOT NULL,"
            " PRIMARY KEY (consumer_group, topic, part, record_offset)) WITHOUT ROWID"
        )

    def count(self, record: Record) -> int:
        """Strikes of this record so far."""
        row = self._database.execute(
            "SELECT strikes FROM strike WHERE (consumer_group, topic, part, record_offset) = (?, ?, ?, ?)", self._key(record)
        ).fetchone()
        return int(row[0]) if row else 0

    def add(self, record: Record) -> int:
        """One more strike, before the work begins; returns how many there are now."""
        row = self._database.execute(
            "INSERT INTO strike VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET strikes = strikes + 1 RETURNING strikes", self._key(record)
        ).fetchone()
        return int(row[0])

    def take_back(self, record: Record) -> None:
        """The last strike was none: the work could not be tried (`RetryLater`), or the consumer was told to stop."""
        self._database.execute(
            "UPDATE strike SET strikes = strikes - 1 WHERE (consumer_group, topic, part, record_offset) = (?, ?, ?, ?)", self._key(record)
        )

    def clear(self, record: Record) -> None:
        """The record came to an end."""
        self._database.execute("DELETE FROM strike WHERE (consumer_group, topic, part, record_offset) = (?, ?, ?, ?)", self._key(record))

    def close(self) -> None:
        self._database.close()

    def _key(self, record: Record) -> tuple[str, str, int, int]:
        return self._group, record.topic, record.partition, record.offset
