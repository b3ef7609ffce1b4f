"""Fixtures of the bus's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.register_assert_rewrite(
    "tests.bus.contract_parts", "tests.bus.contract_reading", "tests.bus.contract_groups", "tests.bus.contract_positions"
)


@pytest.fixture
def log_path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bus.db"
