"""The size limit of records, one for every backend."""

from __future__ import annotations

from collections.abc import Iterable

from services.bus.errors import RecordTooLarge
from services.bus.ports import MAX_RECORD_BYTES, NewRecord, Record


def size_of(record: NewRecord | Record) -> int:
    """Bytes of key, value and headers."""
    return len(record.key or b"") + len(record.value) + sum(len(name.encode()) + len(value) for name, value in record.headers)


def check_sizes(records: Iterable[NewRecord]) -> None:
    """Raise `RecordTooLarge` if one of the records is above the limit."""
    for record in records:
        size = size_of(record)
        if size > MAX_RECORD_BYTES:
            raise RecordTooLarge(
                f"record with key {record.key[:64]!r} for {record.topic} has {size} bytes of key, value and headers; "
                f"the limit is {MAX_RECORD_BYTES}; nothing was published"
            )
