"""The local log keeps the bus's contract, and what only it promises: several processes on one file, retention, kill -9."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.bus.local_log import LocalLog
from services.bus.local_log_consumer import LocalConsumer
from services.bus.ports import Consumer
from tests.bus.contract_suite import BusContract, OpenBus


@pytest.fixture
async def open_bus(tmp_path: Path) -> AsyncIterator[OpenBus]:
    opened: list[LocalLog] = []

    async def open_one() -> LocalLog:
        bus = LocalLog(tmp_path / "data" / "bus.db", session_timeout_s=1.0, heartbeat_s=0.2)
        await bus.start()
        opened.append(bus)
        return bus

    yield open_one
    for bus in opened:
        await bus.close()


class TestLocalLog(BusContract):
    async def crash(self, consumer: Consumer) -> None:
        assert isinstance(consumer, LocalConsumer)
        assert consumer._heartbeat is not None
        consumer._heartbeat.cancel()
