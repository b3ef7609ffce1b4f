"""Groups that only look at the local log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from schemas.topics import DEAD_LETTERS
from services.bus.local_log import LocalLog
from services.bus.ports import NewRecord


class Later:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


async def test_group_that_left_without_a_commit_does_not_hold_old_records(tmp_path: Path) -> None:
    clock = Later()
    log = LocalLog(tmp_path / "bus.db", clock)
    await log.start()
    await log.ensure_topics([DEAD_LETTERS])
    await log.publish([NewRecord(DEAD_LETTERS.name, b"k", b"v")])
    onlooker = log.consumer("onlooker", [DEAD_LETTERS.name])
    await onlooker.start()
    assert await onlooker.poll(max_records=10, timeout_s=5)
    await onlooker.close()
    clock.moment += timedelta(hours=DEAD_LETTERS.retention_hours + 1)
    assert await log.forget_old() == 1
    await log.close()
