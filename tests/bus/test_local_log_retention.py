"""The local log forgets what is old and what everybody has read. The topics here keep 24 hours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.bus.errors import OffsetOutOfRange
from services.bus.local_log import LocalLog
from services.bus.local_log_records import EXPIRE_CHUNK
from tests.bus.contract_parts import NARROW, ONLY, joined, read, records, values
from tests.bus.local_logs import SetClock, opened


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def bus(tmp_path: Path, clock: SetClock) -> AsyncIterator[LocalLog]:
    async with opened(tmp_path / "bus.db", clock) as bus:
        await bus.ensure_topics([NARROW])
        yield bus


async def test_old_records_go_once_every_group_has_passed_them(bus: LocalLog, clock: SetClock) -> None:
    await bus.publish(records(NARROW, 10))
    fast, slow = await joined(bus, "fast", NARROW), await joined(bus, "slow", NARROW)
    await fast.commit({ONLY: 10})
    await slow.commit({ONLY: 6})
    assert await bus.forget_old() == 0  # young
    clock.pass_hours(25)
    assert await bus.forget_old() == 6
    newcomer = await joined(bus, "newcomers", NARROW)
    assert values(await read(newcomer, 4)) == [6, 7, 8, 9]


async def test_group_that_has_committed_nothing_holds_everything(bus: LocalLog, clock: SetClock) -> None:
    await bus.publish(records(NARROW, 10))
    await joined(bus, "readers", NARROW)
    clock.pass_hours(1000)
    assert await bus.forget_old() == 0


async def test_offsets_of_forgotten_records_are_not_used_again(bus: LocalLog, clock: SetClock) -> None:
    await bus.publish(records(NARROW, 10))
    clock.pass_hours(25)
    assert await bus.forget_old() == 10
    await bus.publish(records(NARROW, 1, first=77))
    (record,) = await read(await joined(bus, "readers", NARROW), 1)
    assert (record.offset, record.value) == (10, b"77")


async def test_reading_below_the_start_of_the_log_is_an_error(bus: LocalLog, clock: SetClock) -> None:
    await bus.publish(records(NARROW, 10))
    clock.pass_hours(25)
    await bus.forget_old()
    consumer = await joined(bus, "readers", NARROW)
    consumer.seek(ONLY, 3)
    with pytest.raises(OffsetOutOfRange, match=NARROW.name):
        await consumer.poll(max_records=1, timeout_s=1)


async def test_young_records_stay(bus: LocalLog, clock: SetClock) -> None:
    await bus.publish(records(NARROW, 5))
    clock.pass_hours(23)
    await bus.publish(records(NARROW, 5, first=5))
    clock.pass_hours(2)
    assert await bus.forget_old() == 5
    assert values(await read(await joined(bus, "readers", NARROW), 5)) == [5, 6, 7, 8, 9]


async def test_more_records_than_one_transaction_forgets_all_go(bus: LocalLog, clock: SetClock) -> None:
    await bus.publish(records(NARROW, 2 * EXPIRE_CHUNK + 1))
    clock.pass_hours(25)
    assert await bus.forget_old() == 2 * EXPIRE_CHUNK + 1
