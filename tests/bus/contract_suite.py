"""What every backend of the bus promises. Each backend's test module inherits `BusContract` and says how to open and how to crash."""

from __future__ import annotations

import pytest

from services.bus.ports import Bus
from tests.bus.contract_groups import GroupsContract
from tests.bus.contract_parts import NARROW, WIDE, OpenBus
from tests.bus.contract_positions import PositionsContract
from tests.bus.contract_reading import ReadingContract


class BusContract(ReadingContract, GroupsContract, PositionsContract):
    """Inherit, and define `crash` and the fixture `open_bus` (each call opens one more connection, all are closed at the end)."""

    @pytest.fixture
    async def bus(self, open_bus: OpenBus) -> Bus:
        bus = await open_bus()
        await bus.ensure_topics([WIDE, NARROW])
        return bus
