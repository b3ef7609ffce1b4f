"""What other processes do with a local log in the tests: they are spawned with one of these functions."""

from __future__ import annotations

import asyncio
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from services.bus.local_log import LocalLog
from services.bus.ports import NewRecord

BATCH: Final = 10


def publish(path: Path, topic: str, batches: int, told: Connection) -> None:
    """Publish batches of `BATCH` records that count up; says after each how many records are durable."""

    async def run() -> None:
        bus = LocalLog(path)
        await bus.start()
        for batch in range(batches):
            await bus.publish([NewRecord(topic, b"key", f"{batch * BATCH + number}".encode()) for number in range(BATCH)])
            told.send((batch + 1) * BATCH)
        await bus.close()

    asyncio.run(run())


def consume(path: Path, group: str, topic: str, told: Connection) -> None:
    """Be a member of the group until killed; says which partitions and which values it gets."""

    async def run() -> None:
        bus = LocalLog(path, session_timeout_s=60)
        await bus.start()
        consumer = bus.consumer(group, [topic])
        await consumer.start()
        told.send(sorted(partition.partition for partition in consumer.assignment))
        while True:
            for batch in (await consumer.poll(max_records=100, timeout_s=0.2)).values():
                told.send([int(record.value) for record in batch])

    asyncio.run(run())
