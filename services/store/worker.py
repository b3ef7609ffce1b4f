"""What runs in the store's worker process: a message as JSON in, its reading out.

Reading costs about as much as writing, and holds the interpreter's lock; beside the event loop and the writing thread it would make
both wait. A message that cannot be read within the deadline is one of poison, and counts its strikes like any other.
"""

from __future__ import annotations

import pickle
from collections.abc import Awaitable, Callable

from schemas.claims import ClaimsExtracted
from services.bus.envelope import from_json
from services.bus.errors import MalformedRecord
from services.runtime.pool import WorkerPool
from services.store.reading import Reading, read_message

Read = Callable[[bytes], Awaitable[Reading]]
"""Reads the value of a record. Raises `MalformedRecord`."""


def load() -> Callable[[bytes], bytes]:
    """What a worker process does: a pickled `Reading`, or the words for why the message is none."""

    def work(payload: bytes) -> bytes:
        try:
            return pickle.dumps(read_message(from_json(payload, ClaimsExtracted)), pickle.HIGHEST_PROTOCOL)
        except MalformedRecord as error:
            return pickle.dumps(str(error))

    return work


def read_in(pool: WorkerPool) -> Read:
    """Reading in a worker process."""

    async def read(payload: bytes) -> Reading:
        answer = pickle.loads(await pool.run(payload))
        if isinstance(answer, Reading):
            return answer
        raise MalformedRecord(answer)

    return read


async def read_here(payload: bytes) -> Reading:
    """Reading in this process."""
    return read_message(from_json(payload, ClaimsExtracted))
