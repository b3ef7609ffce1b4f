"""The size limit of records, one for every backend."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.topics import DEAD_LETTERS
from services.bus.errors import RecordTooLarge
from services.bus.ports import MAX_DEAD_LETTER_BYTES, MAX_RECORD_BYTES, NewRecord, Record


def size_of(record: NewRecord | Record) -> int:
    """Bytes of key, value and headers."""
    return len(record.key or b"") + len(record.value) + sum(len(name.encode()) + len(value) for name, value in record.headers)


def check_sizes(records: Iterable[NewRecord]) -> None:
    """Raise `RecordTooLarge` if one of the records is above the limit."""
    for record in records:
        size = size_of(record)
        limit = MAX_DEAD_LETTER_BYTES if record.topic == DEAD_LETTERS.name else MAX_RECORD_BYTES
        if size > limit:
            raise RecordTooLarge(
                f"record with key {record.key[:64]!r} for {record.topic} has {size} bytes of key, value and headers; "
                f"the limit is {limit}; nothing was published"
            )
