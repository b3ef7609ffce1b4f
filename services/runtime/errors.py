"""What can go wrong under every service.

RuntimeFailure
├── BadSetting            a setting cannot be used; the operator mends it
├── DatabaseUnavailable   the database does not answer; wait and try again
├── AtWork                a monitor or a store works on the database; the operator stops it first
└── WorkerFailed          a worker process could not do one piece of work
    ├── WorkerTimedOut    it took longer than the deadline and was killed
    ├── WorkerCrashed     it died (memory, signal, segmentation fault)
    └── WorkerRaised      its code raised an exception
"""

from __future__ import annotations


class RuntimeFailure(Exception):
    """Root of the tree above."""


class BadSetting(RuntimeFailure):
    """A setting cannot be used."""


class DatabaseUnavailable(RuntimeFailure):
    """The database does not answer."""


class AtWork(RuntimeFailure):
    """A monitor or a store works where a command wants to be alone."""


class WorkerFailed(RuntimeFailure):
    """A worker process could not do one piece of work."""


class WorkerTimedOut(WorkerFailed):
    """It took longer than the deadline."""


class WorkerCrashed(WorkerFailed):
    """It died."""


class WorkerRaised(WorkerFailed):
    """Its code raised. `kind` is the name of the exception's class."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.message = message
