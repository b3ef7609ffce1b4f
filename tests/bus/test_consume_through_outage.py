"""The consume loop on Kafka, whose broker dies and comes back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from schemas.topics import ARTICLES, CLAIMS, DEAD_LETTERS
from services.bus.consume import ConsumePolicy
from services.bus.kafka import KafkaBus
from tests.bus.test_consume import FakeHandler, articles, copy, running
from tests.real_parts import Broker
from tests.waiting import until

pytestmark = [pytest.mark.slow]


async def test_loop_outlives_the_broker_and_goes_on_when_it_is_back(killable_kafka: Broker, tmp_path: Path) -> None:
    bus = KafkaBus(killable_kafka.bootstrap, "test", session_timeout_s=3.0, delivery_timeout_s=5.0)
    await bus.start()
    await bus.ensure_topics([ARTICLES, CLAIMS, DEAD_LETTERS])
    handler = FakeHandler(copy)
    async with running(bus, handler, tmp_path, ConsumePolicy(pause_s=0.1, stall_s=60)) as (task, _):
        await bus.publish(articles("before"))
        await until(lambda: "before" in handler.seen, within_s=30)
        await asyncio.to_thread(killable_kafka.kill)
        await asyncio.wait([task], timeout=15)  # long enough for every call on the dead broker to fail
        assert not task.done(), task.exception()
        await asyncio.to_thread(killable_kafka.start)
        await bus.publish(articles("after"))
        await until(lambda: "after" in handler.seen, within_s=60)
    await bus.close()
