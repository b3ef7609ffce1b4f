"""Waiting in tests: poll for what is expected, with a deadline, and say what was missing."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def until(predicate: Callable[[], T | Awaitable[T]], *, within_s: float = 20.0, every_s: float = 0.02, what: str = "") -> T:
    """The first truthy result of `predicate`, asked again and again; fails after `within_s` seconds with the last result."""
    deadline = time.monotonic() + within_s
    while True:
        result = predicate()
        value: T = await result if inspect.isawaitable(result) else result
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s} s: {what or predicate}; last seen: {value!r}")
        await asyncio.sleep(every_s)
