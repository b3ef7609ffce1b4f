"""Dead letters for operators: list, show, replay. Reads the topic with a group of its own and commits nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TextIO
from uuid import uuid4

from rich.console import Console
from rich.table import Table

from schemas.rejections import MessageRejected
from schemas.topics import DEAD_LETTERS, Topic
from services.bus.ports import Bus, NewRecord, Record
from services.launch import open_bus
from services.runtime.settings import RuntimeSettings


async def letters_table(runtime: RuntimeSettings) -> Table:
    """All dead letters, one a row."""
    async with open_bus(runtime) as bus:
        letters = await read_all(bus)
    table = Table(title=f"{len(letters)} dead letters")
    for name in ("number", "rejected", "by", "stood at", "reason", "detail"):
        table.add_column(name, overflow="fold")
    for number, letter in enumerate(letters):
        at = f"{letter.topic}/{letter.partition}/{letter.offset}"
        row = (str(number), f"{letter.rejected_at:%Y-%m-%d %H:%M:%S}", letter.consumer_group, at, letter.reason, letter.detail[:200])
        table.add_row(*(part.replace("[", r"\[") for part in row))
    return table


async def show(runtime: RuntimeSettings, number: int, out: TextIO) -> int:
    """Write letter `number` as JSON; the exit status."""
    async with open_bus(runtime) as bus:
        letters = await read_all(bus)
    if number >= len(letters):
        out.write(f"there is no dead letter {number}; there are {len(letters)}, counted from 0\n")
        return 1
    out.write(letters[number].model_dump_json(indent=1) + "\n")
    return 0


async def replay(runtime: RuntimeSettings, numbers: Sequence[int], out: Console) -> int:
    """Publish the original messages again, on their own topics; the exit status. The letters stay in the list."""
    async with open_bus(runtime) as bus:
        letters = await read_all(bus)
        missing = [number for number in numbers if number >= len(letters)]
        if missing:
            out.print(f"there is no dead letter {missing[0]}; there are {len(letters)}, counted from 0")
            return 1
        await bus.publish([_original(letters[number]) for number in numbers])
    out.print(f"{len(numbers)} put back")
    return 0


async def read_all(bus: Bus) -> list[MessageRejected]:
    """All letters that the bus holds, in the order of their rejection."""
    letters = [MessageRejected.model_validate_json(record.value) async for record in everything_on(bus, [DEAD_LETTERS])]
    return sorted(letters, key=lambda letter: letter.rejected_at)


async def everything_on(bus: Bus, topics: Sequence[Topic]) -> AsyncIterator[Record]:
    """All records that the bus holds of these topics now, in the order of each partition."""
    reader = bus.consumer(f"reader-{uuid4().hex}", [topic.name for topic in topics])
    await reader.start()
    try:
        while True:
            batches = await reader.poll(max_records=500, timeout_s=0.5)
            for records in batches.values():
                for record in records:
                    yield record
            ends = await reader.end_offsets(reader.assignment)
            if reader.assignment and all([await reader.position(partition) >= ends[partition] for partition in reader.assignment]):
                return
    finally:
        await reader.close()


def _original(letter: MessageRejected) -> NewRecord:
    return NewRecord(letter.topic, letter.key or b"", letter.value, tuple((header.name, header.value) for header in letter.headers))
