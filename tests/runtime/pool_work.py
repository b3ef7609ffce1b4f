"""Work for the pool's tests: runs in the worker processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable


def load(greeting: str = "") -> Callable[[bytes], bytes]:
    """Do what the payload names."""
    hoard: list[bytes] = []

    def work(payload: bytes) -> bytes:
        command, _, argument = payload.partition(b" ")
        if command == b"pid":
            return str(os.getpid()).encode()
        if command == b"sleep":
            time.sleep(float(argument))
        if command == b"die":
            os._exit(3)
        if command == b"raise":
            raise ValueError(argument.decode())
        if command == b"grow":
            hoard.append(b"x" * int(argument))
        if command == b"answer":
            return b"y" * int(argument)
        return greeting.encode() + payload

    return work


def refuse() -> Callable[[bytes], bytes]:
    """A worker that cannot load."""
    raise RuntimeError("no model here")
