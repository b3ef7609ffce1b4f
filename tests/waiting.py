"""Waiting in tests: poll for what is expected, with a deadline, and say what was missing."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import Any


async def until(predicate: Callable[[], Any], *, within_s: float = 20.0, every_s: float = 0.02, what: str = "") -> Any:
    """The first truthy result of `predicate` (plain or awaitable), asked again and again; fails after `within_s` seconds."""
    deadline = time.monotonic() + within_s
    while True:
        result = predicate()
        value = await result if inspect.isawaitable(result) else result
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s} s: {what or predicate}; last seen: {value!r}")
        await asyncio.sleep(every_s)
