"""The embedded mode: all stages in one process, the bus and the database as files in one folder."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

import structlog
from rich.console import Console

from samples.newsroom import Newsroom
from services.ingest import sources
from services.launch import EX_UNAVAILABLE, run_stages, sole_monitor, stop_on_signals
from services.pipeline import STAGES, Context
from services.runtime import logs
from services.runtime.settings import RuntimeSettings
from services.screen import Screen

log = structlog.get_logger()

NEWSROOM_PORT: Final = 8099
SAMPLE_PACE_S: Final = 12.0


async def run(runtime: RuntimeSettings, *, with_sample: bool) -> int:
    """Run the monitor until Ctrl-C; returns the exit status. On a terminal a live screen, and the log goes to a file beside the data."""
    console = Console(stderr=True)
    try:
        runtime.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        console.print(
            f"[red]claimwire:[/] the data folder {runtime.data_dir} cannot be made: {error.strerror}; choose another with --data-dir"
        )
        return EX_UNAVAILABLE
    with contextlib.ExitStack() as cleanup:
        if not cleanup.enter_context(sole_monitor(runtime.data_dir)):
            console.print(
                f"[red]claimwire:[/] another monitor works in {runtime.data_dir}; stop it, or choose another folder with --data-dir"
            )
            return EX_UNAVAILABLE
        screen = Screen(console) if console.is_terminal and runtime.log_format == "auto" else None
        log_path = runtime.data_dir / "claimwire.log"
        target = cleanup.enter_context(log_path.open("a", encoding="utf-8")) if screen else sys.stderr
        logs.configure(log_format=runtime.log_format, level=runtime.log_level, service="claimwire", stream=target)
        stop = asyncio.Event()
        stop_on_signals(stop)
        log.info("starting", version=version("claimwire"), data_dir=str(runtime.data_dir))
        status = await _run(runtime, stop, screen, with_sample=with_sample)
        log.info("ended", status=status)
        if status and screen:
            console.print(f"[red]claimwire:[/] ended with status {status}; the reason is in {log_path}:")
            console.print(_last_problem(log_path), highlight=False, markup=False)
        return status


async def _run(runtime: RuntimeSettings, stop: asyncio.Event, screen: Screen | None, *, with_sample: bool) -> int:
    watching: set[asyncio.Task[None]] = set()

    def opened(context: Context) -> None:
        if with_sample:
            watching.add(asyncio.create_task(_add_sample_feeds(context, feeds)))
        if screen:
            watching.add(asyncio.create_task(screen.show(context.engine, stop, runtime.data_dir)))

    def announce(address: str) -> None:
        log.info("pages", address=address)
        if screen:
            screen.address = address

    async with contextlib.AsyncExitStack() as stack:
        feeds = await stack.enter_async_context(_sample_newsroom(runtime.data_dir)) if with_sample else []
        status = await run_stages(STAGES, runtime, stop, announce=announce, on_open=opened)
        for task in watching:
            task.cancel()
        for result in await asyncio.gather(*watching, return_exceptions=True):
            if isinstance(result, Exception):
                log.error("screen or sample failed", exc_info=result)
    return status


@contextlib.asynccontextmanager
async def _sample_newsroom(data_dir: Path) -> AsyncIterator[list[str]]:
    """The sample newsroom, served; gives its feeds. Port and edition are remembered, so that a restart goes on where it was."""
    memory = data_dir / "newsroom.json"
    remembered = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {"port": NEWSROOM_PORT, "edition": 1}
    newsroom = Newsroom(remembered["port"], pace_s=SAMPLE_PACE_S)
    newsroom.edition = remembered["edition"]
    async with contextlib.AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(newsroom)
        except OSError:
            if memory.exists():  # its articles have that port in their addresses
                raise
            newsroom = await stack.enter_async_context(Newsroom(0, pace_s=SAMPLE_PACE_S))
        _allow_loopback(newsroom.port)
        remembering = asyncio.create_task(_remember(newsroom, memory))
        try:
            yield newsroom.feeds()
        finally:
            remembering.cancel()


async def _remember(newsroom: Newsroom, memory: Path) -> None:
    """Write port and edition down as soon as they change: the process may be killed."""
    written = 0
    while True:
        if newsroom.edition != written:
            written = newsroom.edition
            await asyncio.to_thread(memory.write_text, json.dumps({"port": newsroom.port, "edition": written}), encoding="utf-8")
        await asyncio.sleep(0.2)


def _allow_loopback(port: int) -> None:
    """Let ingest fetch from the newsroom, and look at its pages more often than at the real world's."""
    networks = os.environ.get("CLAIMWIRE_INGEST_ALLOW_NETWORKS", "")
    ports = os.environ.get("CLAIMWIRE_INGEST_ALLOW_PORTS", "")
    os.environ["CLAIMWIRE_INGEST_ALLOW_NETWORKS"] = ",".join(filter(None, [networks, "127.0.0.1/32"]))
    os.environ["CLAIMWIRE_INGEST_ALLOW_PORTS"] = ",".join(filter(None, [ports, str(port)]))


async def _add_sample_feeds(context: Context, newsroom: list[str]) -> None:
    """Watch the newsroom's feeds, and the public ones of the shipped list."""
    await sources.add_many(context.engine, newsroom, context.clock)
    await sources.import_opml(context.engine, files("samples").joinpath("feeds.opml").read_bytes(), context.clock)


def _last_problem(log_path: Path) -> str:
    lines = [line for line in log_path.read_text(encoding="utf-8").splitlines()[-50:] if '"error"' in line]
    return lines[-1] if lines else ""
