"""What can go wrong on the bus.

BusError
├── BusUnavailable      cannot be reached now; wait and try again
├── RecordTooLarge      the record is above the size limit; its sender must mend it
├── OffsetOutOfRange    the wanted offset is no longer (or not yet) in the log; the ledger must be replayed
├── OffsetGap           offsets of a partition are not contiguous; a record was lost, stop
├── NotAssigned         the partition belongs to another member of the group now; drop the work on it
├── Fenced              another consumer has taken over this partition's state; drop the work on it
├── ConsumerStalled     records are waiting and none arrives; restart the process
└── MalformedRecord     not a CloudEvent of the expected type; goes to dead letters
"""

from __future__ import annotations


class BusError(Exception):
    """Root of the tree above."""


class BusUnavailable(BusError):
    """The bus cannot be reached now."""


class RecordTooLarge(BusError):
    """The record is above the size limit."""


class OffsetOutOfRange(BusError):
    """The wanted offset is not in the log."""


class OffsetGap(BusError):
    """A record is missing between two offsets."""


class NotAssigned(BusError):
    """The partition belongs to another member of the group."""


class Fenced(BusError):
    """Another consumer has taken over."""


class ConsumerStalled(BusError):
    """There is lag and no movement."""


class MalformedRecord(BusError):
    """The record is not what its topic promises."""
