"""Asking aiokafka for one record: whenever the asking is cancelled, what was taken is put back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition as WirePartition

from services.bus.kafka_client import fetch_one

PARTITION = WirePartition("some", 0)


@dataclass
class Fetching:
    """Stands in for aiokafka's consumer: has a record after some turns of the loop, and counts what it gave and what came back."""

    turns: int
    given: int = 0
    put_back: list[int] = field(default_factory=list)

    async def getmany(self, *partitions: WirePartition, timeout_ms: int, max_records: int) -> dict[WirePartition, list[Any]]:
        assert partitions, "no partitions means all of them"
        assert max_records == 1
        for _ in range(self.turns):
            await asyncio.sleep(0)
        self.given += 1
        return {PARTITION: [SimpleNamespace(offset=41)]}

    def seek(self, partition: WirePartition, offset: int) -> None:
        self.put_back.append(offset)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("patience", range(8))
async def test_record_is_delivered_or_put_back_whenever_the_caller_is_cancelled(turns: int, patience: int) -> None:
    consumer = Fetching(turns)
    asking = asyncio.create_task(fetch_one(consumer, [PARTITION], 10, asyncio.Event()))
    for _ in range(patience):
        await asyncio.sleep(0)
    asking.cancel()
    try:
        delivered = len(await asking)
    except asyncio.CancelledError:
        delivered = 0
    assert consumer.given == delivered + len(consumer.put_back)
    assert set(consumer.put_back) <= {41}


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("patience", range(8))
async def test_record_is_delivered_whenever_the_alarm_comes(turns: int, patience: int) -> None:
    consumer, alarm = Fetching(turns), asyncio.Event()
    asking = asyncio.create_task(fetch_one(consumer, [PARTITION], 10, alarm))
    for _ in range(patience):
        await asyncio.sleep(0)
    alarm.set()
    assert len(await asking) == consumer.given
    assert not consumer.put_back


async def test_nothing_is_asked_for_when_all_is_paused() -> None:
    consumer, alarm = Fetching(0), asyncio.Event()
    assert await fetch_one(consumer, [], 0, alarm) == {}
    asking = asyncio.create_task(fetch_one(consumer, [], 60, alarm))
    await asyncio.sleep(0)
    alarm.set()
    async with asyncio.timeout(10):
        assert await asking == {}
    assert consumer.given == 0
