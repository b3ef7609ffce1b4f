"""Which processes that use a log are alive, so that the partitions of a killed one are free at once.

Each open log holds a lock on a file of its own beside the log. The system drops the lock when the process ends, however it ends.
A process id would not do: it is reused, and containers that share the folder number their processes independently.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


class Presence:
    """This process's lock, and a look at the others'."""

    def __init__(self, log_path: Path) -> None:
        self._folder = log_path.with_name(log_path.name + ".open")
        self._file: int | None = None
        self.instance = uuid4().hex

    def begin(self) -> None:
        self._folder.mkdir(exist_ok=True)
        for leftover in self._folder.iterdir():
            if not leftover.name.startswith("."):
                self.is_alive(leftover.name)
        # Locked under a hidden name first: nobody may find the file unlocked and take it for a dead process's.
        hidden = self._folder / f".{self.instance}"
        self._file = os.open(hidden, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        hidden.rename(self._folder / self.instance)

    def is_alive(self, instance: str) -> bool:
        """Whether the process that opened the log as `instance` still has it open; clears up after it if not."""
        if instance == self.instance:
            return self._file is not None
        try:
            file = os.open(self._folder / instance, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            with suppress(FileNotFoundError):
                (self._folder / instance).unlink()
            return False
        finally:
            os.close(file)

    def end(self) -> None:
        if self._file is not None:
            with suppress(FileNotFoundError):
                (self._folder / self.instance).unlink()
            os.close(self._file)
            self._file = None
