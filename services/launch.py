"""Running stages as a process: wait for what they need, run them until a signal, end with an exit status that says why.

Exit statuses: 0 told to stop; 1 a defect; 69 something needed is not there (a port, a setting); 70 a stage cannot go on and wants
a restart by its supervisor (`sysexits.h`: EX_UNAVAILABLE, EX_SOFTWARE).
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.topics import TOPICS
from services.bus.errors import BusError, BusUnavailable, OffsetOutOfRange
from services.bus.outbox import sole_relay
from services.bus.ports import Bus
from services.migrations import is_current, migrate
from services.pipeline import BY_NAME, Context, Stage
from services.runtime.clock import SystemClock
from services.runtime.database import check_reachable, open_engine
from services.runtime.errors import AtWork, DatabaseUnavailable, RuntimeFailure
from services.runtime.garbage import settle_garbage_collector
from services.runtime.logs import configure
from services.runtime.settings import RuntimeSettings

log = structlog.get_logger()

EX_UNAVAILABLE: Final = 69
EX_SOFTWARE: Final = 70
_MAX_PAUSE_S: Final = 10.0


async def run_stages(
    stages: Sequence[Stage],
    runtime: RuntimeSettings,
    stop: asyncio.Event,
    *,
    announce: Callable[[str], None] | None = None,
    on_open: Callable[[Context], None] | None = None,
) -> int:
    """Run `stages` in this process until `stop`; returns the exit status. Waits for the database, its schema and the bus first."""
    engine = open_engine(runtime.database, pool_size=20)
    try:
        if not await _until_there(partial(_make_current, engine, runtime), stop, "database"):
            return 0
        bus = build_bus(runtime)
        try:
            if not await _until_there(partial(_start_bus, bus), stop, "bus"):
                return 0
            context = Context(runtime, bus, engine, SystemClock(), announce)
            if on_open:
                on_open(context)
            settle_garbage_collector()
            return await _run_all(stages, context, stop)
        finally:
            await bus.close()
    finally:
        await engine.dispose()


@contextlib.asynccontextmanager
async def open_bus(runtime: RuntimeSettings) -> AsyncIterator[Bus]:
    """The bus that the settings name, connected and with all topics. Raises `BusUnavailable` with what to do."""
    bus = build_bus(runtime)
    try:
        await _start_bus(bus)
        yield bus
    finally:
        await bus.close()


@contextlib.asynccontextmanager
async def open_database(runtime: RuntimeSettings) -> AsyncIterator[AsyncEngine]:
    """The database with this version's schema, for a command. Raises `DatabaseUnavailable` with what to do."""
    engine = open_engine(runtime.database)
    try:
        await _make_current(engine, runtime)
        yield engine
    finally:
        await engine.dispose()


@contextlib.contextmanager
def sole_monitor(data_dir: Path) -> Iterator[bool]:
    """Whether this is the only monitor on the folder; the lock goes with the process, however that ends."""
    with (data_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextlib.asynccontextmanager
async def open_alone(runtime: RuntimeSettings) -> AsyncIterator[AsyncEngine]:
    """The database, for a command that works while no store does. Raises `AtWork`; a store that starts later is the command's to notice."""
    with contextlib.ExitStack() as cleanup:
        if runtime.bus == "local":
            runtime.data_dir.mkdir(parents=True, exist_ok=True)
            if not cleanup.enter_context(sole_monitor(runtime.data_dir)):
                raise AtWork(f"a monitor works in {runtime.data_dir}; stop it first")
        async with open_database(runtime) as engine, sole_relay(engine, "store") as relay_of_the_store:
            if relay_of_the_store is None:
                raise AtWork("a store works on the database; stop all stores first")
            yield engine


def build_bus(runtime: RuntimeSettings) -> Bus:
    """The backend that the settings name, not connected yet."""
    if runtime.bus == "kafka":
        from services.bus.kafka import KafkaBus

        return KafkaBus(runtime.kafka_bootstrap, "claimwire", prefix=runtime.kafka_prefix)
    from services.bus.local_log import LocalLog

    runtime.data_dir.mkdir(parents=True, exist_ok=True)
    return LocalLog(runtime.local_log_path)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Ctrl-C and SIGTERM set `stop`; a second one ends the process at once."""
    loop = asyncio.get_running_loop()

    def told(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told, number)


async def _run_all(stages: Sequence[Stage], context: Context, stop: asyncio.Event) -> int:
    tasks = {asyncio.create_task(stage.run(context, stop), name=stage.name): stage for stage in stages}
    status = 0
    pending = set(tasks)
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            stop.set()
            error = task.exception()
            if error is not None:
                status = max(status, _explain(tasks[task].name, error))
    return status


def _explain(stage: str, error: BaseException) -> int:
    """Log why a stage ended, in words for an operator; the exit status that fits."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    if isinstance(error, OSError | RuntimeFailure):
        log.error("cannot go on", stage=stage, error=getattr(error, "strerror", None) or str(error))
        return EX_UNAVAILABLE
    if isinstance(error, OffsetOutOfRange):
        log.error("the bus lost records; run `claimwire replay --bus-lost`, then start it again", stage=stage, error=str(error))
        return EX_SOFTWARE
    if isinstance(error, BusError):
        log.error("cannot go on, start it again", stage=stage, error=f"{type(error).__name__}: {error}")
        return EX_SOFTWARE
    log.error("stage failed", stage=stage, exc_info=error)
    return 1


async def _make_current(engine: AsyncEngine, runtime: RuntimeSettings) -> None:
    """The embedded mode migrates its own file; PostgreSQL is migrated by `claimwire migrate`, once for all services."""
    if engine.dialect.name == "sqlite":
        runtime.data_dir.mkdir(parents=True, exist_ok=True)
        await migrate(engine)
        return
    await check_reachable(engine)
    if not await is_current(engine):
        raise DatabaseUnavailable("the database has not the schema of this version; run `claimwire migrate`")


async def _start_bus(bus: Bus) -> None:
    await bus.start()
    await bus.ensure_topics(TOPICS)


async def _until_there(act: Callable[[], Awaitable[None]], stop: asyncio.Event, what: str) -> bool:
    """Try until it works; False when told to stop first."""
    pause_s = 0.5
    while not stop.is_set():
        try:
            await act()
            return True
        except (DatabaseUnavailable, BusUnavailable) as error:
            log.warning("waiting", what=what, error=str(error), retry_in_s=pause_s)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause_s)
            pause_s = min(2 * pause_s, _MAX_PAUSE_S)
    return False


async def run_service(name: str, runtime: RuntimeSettings) -> int:
    """Run one stage as this process, with its logging, its signals and, where set, its metrics page; the exit status."""
    from prometheus_client import start_http_server

    configure(log_format=runtime.log_format, level=runtime.log_level, service=name)
    stop = asyncio.Event()
    stop_on_signals(stop)
    if runtime.metrics_port is not None:
        start_http_server(runtime.metrics_port)
    log.info("starting", version=version("claimwire"), bus=runtime.bus)
    status = await run_stages([BY_NAME[name]], runtime, stop, announce=lambda address: log.info("listening", address=address))
    log.info("ended", status=status)
    return status
