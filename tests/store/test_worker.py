"""The store's reading process: what comes out is what reading here gives, and what cannot be read is rejected like there."""

from __future__ import annotations

import pytest

from services.bus.errors import MalformedRecord
from services.runtime.pool import WorkerPool
from services.store.worker import load, read_here, read_in
from tests.store.newswriting import Number, record_of, says, telling

MESSAGE = telling(
    "Harbour Post",
    [says("42 people died in Peru", "died", "die", number=Number("42", 42), by="The ministry", where="Peru", whom="people")],
    about="A flood hit Peru.",
)


async def test_reading_comes_back_whole_and_words_for_what_is_no_message() -> None:
    payload = record_of(MESSAGE, 0).value
    pool = WorkerPool("services.store.worker:load", size=1, deadline_s=60.0, memory_bytes=1 << 30)
    await pool.start()
    try:
        read = read_in(pool)
        assert await read(payload) == await read_here(payload)
        with pytest.raises(MalformedRecord, match="claims"):
            await read(b'{"claims": 3}')
        assert (await read(payload)).members
    finally:
        await pool.close()


def test_defect_is_no_malformed_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.store.worker.read_message", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load()(record_of(MESSAGE, 0).value)
