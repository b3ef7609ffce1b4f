"""The local log keeps the bus's contract, and what goes wrong with it is said."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bus.errors import BusUnavailable, OffsetGap
from services.bus.local_log import LocalLog
from services.bus.local_log_consumer import LocalConsumer
from services.bus.local_log_records import pack_headers, partition_of, unpack_headers
from services.bus.local_log_thread import connect
from services.bus.ports import Consumer, NewRecord
from tests.bus.contract_parts import NARROW, ONLY, WIDE, OpenBus, joined, read, records, values
from tests.bus.contract_suite import BusContract
from tests.bus.local_logs import opened
from tests.waiting import until


@pytest.fixture
async def open_bus(log_path: Path) -> AsyncIterator[OpenBus]:
    opened_here: list[LocalLog] = []

    async def open_one() -> LocalLog:
        bus = LocalLog(log_path, session_timeout_s=1.0, heartbeat_s=0.2)
        await bus.start()
        opened_here.append(bus)
        return bus

    yield open_one
    for bus in opened_here:
        await bus.close()


class TestLocalLog(BusContract):
    async def crash(self, consumer: Consumer) -> None:
        assert isinstance(consumer, LocalConsumer)
        assert consumer._heartbeat is not None
        consumer._heartbeat.cancel()


class TestFailures:
    async def test_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("a file, not a folder")
        bus = LocalLog(tmp_path / "data" / "bus.db")
        with pytest.raises(BusUnavailable, match="data"):
            await bus.start()
        await bus.close()

    async def test_file_that_is_no_log_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "bus.db").write_bytes(b"not a database" * 1000)
        bus = LocalLog(tmp_path / "bus.db")
        with pytest.raises(BusUnavailable, match=r"bus\.db"):
            await bus.start()
        await bus.close()

    async def test_file_of_another_version_is_refused(self, tmp_path: Path) -> None:
        connection = sqlite3.connect(tmp_path / "bus.db")
        connection.execute("PRAGMA user_version=99")
        connection.close()
        bus = LocalLog(tmp_path / "bus.db")
        with pytest.raises(BusUnavailable, match="99"):
            await bus.start()
        await bus.close()

    async def test_failing_publish_takes_none_of_its_transaction_along(self, tmp_path: Path) -> None:
        async with opened(tmp_path / "bus.db") as bus:
            await bus.ensure_topics([NARROW])
            unknown = NewRecord("nowhere.v1", b"", b"")
            outcomes = await asyncio.gather(
                bus.publish(records(NARROW, 3)),
                bus.publish([*records(NARROW, 3, first=100), unknown]),
                bus.publish(records(NARROW, 3, first=3)),
                return_exceptions=True,
            )
            assert [type(outcome) for outcome in outcomes] == [type(None), BusUnavailable, type(None)]
            assert values(await read(await joined(bus, "readers", NARROW), 6)) == [0, 1, 2, 3, 4, 5]

    async def test_full_disk_is_said_and_publishing_goes_on_once_there_is_room(self, tmp_path: Path) -> None:
        async with opened(tmp_path / "bus.db") as bus:
            await bus.ensure_topics([NARROW])
            await bus.publish(records(NARROW, 2))
            await bus._file._writer.run(lambda connection: connection.execute("PRAGMA max_page_count=1").fetchone())
            with pytest.raises(BusUnavailable, match="free space"):
                await bus.publish([NewRecord(NARROW.name, b"", bytes(1_000_000))])
            await bus._file._writer.run(lambda connection: connection.execute("PRAGMA max_page_count=1000000").fetchone())
            await bus.publish(records(NARROW, 2, first=2))
            assert values(await read(await joined(bus, "readers", NARROW), 4)) == [0, 1, 2, 3]

    async def test_lost_record_is_a_gap_and_stays_one(self, tmp_path: Path) -> None:
        async with opened(tmp_path / "bus.db") as bus:
            await bus.ensure_topics([NARROW])
            await bus.publish(records(NARROW, 5))
            with sqlite3.connect(tmp_path / "bus.db") as connection:
                connection.execute("DELETE FROM records WHERE value = CAST('2' AS BLOB)")
            connection.close()
            consumer = await joined(bus, "readers", NARROW)
            for _ in range(2):
                with pytest.raises(OffsetGap, match="2"):
                    await consumer.poll(max_records=10, timeout_s=1)

    async def test_lost_end_of_a_partition_is_a_gap(self, tmp_path: Path) -> None:
        async with opened(tmp_path / "bus.db") as bus:
            await bus.ensure_topics([NARROW])
            await bus.publish(records(NARROW, 5))
            with sqlite3.connect(tmp_path / "bus.db") as connection:
                connection.execute("DELETE FROM records")
            connection.close()
            consumer = await joined(bus, "readers", NARROW)
            with pytest.raises(OffsetGap):
                await consumer.poll(max_records=10, timeout_s=1)

    async def test_closed_bus_says_so(self, tmp_path: Path) -> None:
        async with opened(tmp_path / "bus.db") as bus:
            await bus.ensure_topics([NARROW])
        with pytest.raises(BusUnavailable, match="not open"):
            await bus.publish(records(NARROW, 1))

    async def test_disk_is_synced_at_every_commit(self, tmp_path: Path) -> None:
        connection = connect(tmp_path / "bus.db")
        modes = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        connection.close()
        assert modes == ["wal", 2]  # 2 is FULL


class TestWaking:
    """Within one process nobody waits for the look at the file, which is for other processes."""

    @pytest.fixture
    async def bus(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalLog]:
        monkeypatch.setattr("services.bus.local_log_file.WATCH_INTERVAL_S", 1000)
        async with opened(tmp_path / "bus.db", session_timeout_s=3000, heartbeat_s=1000) as bus:
            await bus.ensure_topics([WIDE, NARROW])
            yield bus

    async def test_publish_wakes_a_waiting_poll(self, bus: LocalLog) -> None:
        consumer = await joined(bus, "readers", NARROW)
        polling = asyncio.create_task(consumer.poll(max_records=1, timeout_s=60))
        await bus.publish(records(NARROW, 1))
        async with asyncio.timeout(10):
            assert values((await polling)[ONLY]) == [0]

    async def test_resume_wakes_a_waiting_poll(self, bus: LocalLog) -> None:
        await bus.publish(records(NARROW, 1))
        consumer = await joined(bus, "readers", NARROW)
        consumer.pause([ONLY])
        assert await consumer.poll(max_records=1, timeout_s=0.05) == {}
        polling = asyncio.create_task(consumer.poll(max_records=1, timeout_s=60))
        await until(lambda: bus._file._waiting)
        consumer.resume([ONLY])
        async with asyncio.timeout(10):
            assert values((await polling)[ONLY]) == [0]

    async def test_join_and_leave_wake_a_waiting_poll(self, bus: LocalLog) -> None:
        first = await joined(bus, "readers", WIDE)
        async with asyncio.timeout(10):
            polling = asyncio.create_task(first.poll(max_records=1, timeout_s=60))
            second = await joined(bus, "readers", WIDE)
            assert await polling == {}
            assert len(first.assignment) == 3
            polling = asyncio.create_task(first.poll(max_records=1, timeout_s=60))
            await second.close()
            assert await polling == {}
            assert len(first.assignment) == 6


def test_partition_of_a_key_is_the_same_in_every_process_and_version() -> None:
    assert [partition_of(key, 6) for key in (b"", b"key-0", b"key-1", b"key-2", bytes(16))] == [0, 0, 2, 0, 1]


@given(headers=st.lists(st.tuples(st.text(), st.binary())))
def test_headers_survive_packing(headers: list[tuple[str, bytes]]) -> None:
    assert unpack_headers(pack_headers(tuple(headers))) == tuple(headers)
