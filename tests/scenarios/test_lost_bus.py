"""The bus is a cable, not the archive: what it loses is published again from the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.monitor import Monitor, embedded, ready
from tests.waiting import until

pytestmark = [pytest.mark.slow]
TEXT = "Fire at Lund mill\n\nA fire at a paper mill near Lund killed {number} workers on Tuesday, police said.\n"


async def test_a_wiped_bus_is_refilled_and_nothing_is_lost_or_stored_twice(tmp_path: Path) -> None:
    with embedded(tmp_path, newsroom_port=1) as monitor:
        await ready(monitor)
        _submit(monitor, tmp_path, 1, 2, 3)
        await until(lambda: _stored(monitor, 3), within_s=60, every_s=0.2)
        monitor.kill("up")
        before = monitor.run("dump")
        _submit(monitor, tmp_path, 4)
        for file in (tmp_path / "data").glob("bus.db*"):
            if file.is_file():
                file.unlink()
        assert "4 article revisions" in monitor.run("replay", "--bus-lost")
        monitor.start("up")
        await ready(monitor)
        await until(lambda: _stored(monitor, 4), within_s=60, every_s=0.2)
        after = monitor.run("dump")
    assert len(after.splitlines()) > len(before.splitlines())
    assert (claims := [line for line in before.splitlines() if '"kind":"claim"' in line])
    assert set(claims) <= set(after.splitlines())


async def test_a_wiped_bus_without_a_replay_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with embedded(tmp_path, newsroom_port=1) as monitor:
        await ready(monitor)
        _submit(monitor, tmp_path, 1)
        await until(lambda: _stored(monitor, 1), within_s=60, every_s=0.2)
        monitor.kill("up")
        for file in (tmp_path / "data").glob("bus.db*"):
            if file.is_file():
                file.unlink()
        monitor.start("up")
        await until(lambda: monitor.processes["up"].poll() is not None, within_s=30, every_s=0.2)
        assert monitor.processes["up"].returncode == 70
        assert "claimwire replay --bus-lost" in monitor.last_words("up")


def _submit(monitor: Monitor, folder: Path, *numbers: int) -> None:
    for number in numbers:
        file = folder / f"{number}.txt"
        file.write_text(TEXT.format(number=number + 10), encoding="utf-8")
        monitor.run("submit", str(file))


async def _stored(monitor: Monitor, wanted: int) -> bool:
    return await monitor.revisions() == wanted
