"""The live stream: every change of every thread, in the order of the commits, as server-sent events.

One look at the database serves all open streams. A stream keeps nothing but its position, so a slow client costs no memory; what it
missed is read again from the database. A position that cannot be continued without a gap ends in an explicit `reset` event.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from schemas.threads import ThreadChanged
from services.api.errors import TooBusy
from services.api.ports import Reads

log = structlog.get_logger()

RECENT: Final = 500
"""Changes kept in memory for streams that are up to date: minutes of a busy day, some megabytes."""
AT_ONCE: Final = 100
"""Changes read from the database in one go for a stream that is behind."""
_MOST_DIGITS: Final = 30
"""Of a number that a client sends; far above all that are given out."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The stream cannot go on where the client was: it goes on after `sequence`, and the client reads the threads anew."""

    sequence: int
    reason: str


class LiveChanges:
    """What happened, and what happens from now on."""

    def __init__(self, reads: Reads, *, poll_s: float, streams_at_once: int) -> None:
        self._reads = reads
        self._poll_s = poll_s
        self._limit = streams_at_once
        self._open = 0
        self._recent: deque[ThreadChanged] = deque(maxlen=RECENT)
        self._news = asyncio.Event()
        self._closed = False
        self._watcher: asyncio.Task[None] | None = None

    @property
    def open_streams(self) -> int:
        """Places taken now."""
        return self._open

    @contextlib.contextmanager
    def seat(self) -> Iterator[None]:
        """A place for one stream. Raises `TooBusy` when all are taken."""
        if self._open >= self._limit or self._closed:
            raise TooBusy("All places for live streams are taken. Try again.", headers={"Retry-After": "5"})
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
            if not self._open and self._watcher is not None:
                self._watcher.cancel()
                self._watcher = None
                self._recent.clear()

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        self._wake()

    async def follow(self, last_id: str | None) -> AsyncIterator[ThreadChanged | Reset]:
        """Changes after `last_id` (from now on when it is None), as they happen, until `close`."""
        position, reset = await self._begin(last_id)
        if reset is not None:
            yield reset
        while not self._closed:
            news = self._news
            changes = self._remembered(position)
            if changes is None:
                changes = await self._reads.after_sequence(position, AT_ONCE)
            for change in changes:
                if change.sequence != position + 1:
                    yield Reset(change.sequence - 1, "changes in between are no longer kept")
                position = change.sequence
                yield change
            if not changes:
                self._watch(position)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), timeout=30)

    async def _begin(self, last_id: str | None) -> tuple[int, Reset | None]:
        newest = await self._reads.last_sequence()
        if last_id is None:
            return newest, None
        if not (last_id.isascii() and last_id.isdecimal()):
            return newest, Reset(newest, "the last event id is not one of this stream")
        last = int(last_id[:_MOST_DIGITS])
        if last > newest:
            return newest, Reset(newest, "the last event id lies in the future of this stream")
        return last, None  # whether all that follows is kept shows by the numbers, which are contiguous

    def _remembered(self, position: int) -> Sequence[ThreadChanged] | None:
        """The changes after `position`, None when the memory does not reach back so far."""
        if not self._recent or position < self._recent[0].sequence - 1 or position > self._recent[-1].sequence:
            return None
        return [change for change in self._recent if change.sequence > position]

    def _watch(self, position: int) -> None:
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.create_task(self._look_for_news(position), name="live-changes")

    async def _look_for_news(self, position: int) -> None:
        while not self._closed:
            try:
                changes = await self._reads.after_sequence(position, AT_ONCE)
            except (SQLAlchemyError, OSError) as error:
                log.warning("live stream cannot look for changes", reason=type(error).__name__)
                changes = []
            if changes:
                position = changes[-1].sequence
                if self._recent and self._recent[-1].sequence + 1 != changes[0].sequence:
                    self._recent.clear()
                self._recent.extend(changes)
                self._wake()
            else:
                await asyncio.sleep(self._poll_s)

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()
