"""The topology, as one table: what each stage reads, writes and runs. Embedded and distributed mode differ in who runs which rows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.topics import ARTICLES, ARTICLES_BACKFILL, CLAIMS, THREADS, Topic
from services.bus.consume import ConsumeLoop, ConsumePolicy, Handler
from services.bus.ports import Bus
from services.bus.strikes import StrikeJournal
from services.runtime.clock import Clock
from services.runtime.settings import RuntimeSettings

EXTRACT_POLICY: Final = ConsumePolicy(concurrency=8)
"""Articles are extracted side by side, in as many processes as there are; eight a partition keeps those busy."""
BACKFILL_POLICY: Final = ConsumePolicy(concurrency=1, batch_records=4)
"""Old articles get what live news leaves."""
STORE_POLICY: Final = ConsumePolicy(concurrency=1)
"""One article after another: each is one transaction with its offset."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every stage gets. `announce` is called with the gateway's address once it listens."""

    runtime: RuntimeSettings
    bus: Bus
    engine: AsyncEngine
    clock: Clock
    announce: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One service: `run` returns after `stop` is set, and raises when it cannot go on."""

    name: str
    reads: tuple[Topic, ...]
    writes: tuple[Topic, ...]
    run: Callable[[Context, asyncio.Event], Coroutine[Any, Any, None]]


async def run_ingest(context: Context, stop: asyncio.Event) -> None:
    """Feeds and submissions to `ArticleFetched`."""
    from services.ingest.settings import IngestSettings
    from services.ingest.wiring import ingest_service

    async with ingest_service(context.runtime, IngestSettings(), context.clock, context.bus) as service:
        await service.run(stop)


async def run_extract(context: Context, stop: asyncio.Event) -> None:
    """`ArticleFetched` to `ClaimsExtracted`; live news and backfill are read apart, so that neither waits for the other."""
    from services.extract.settings import ExtractSettings
    from services.extract.wiring import extract_handler

    settings = ExtractSettings()
    async with extract_handler(context.runtime, settings, context.clock) as handler, asyncio.TaskGroup() as group:
        group.create_task(_consume(context, "extract", ARTICLES, handler, EXTRACT_POLICY, stop, {"model": settings.model}))
        group.create_task(
            _consume(context, "extract-backfill", ARTICLES_BACKFILL, handler, BACKFILL_POLICY, stop, {"model": settings.model})
        )


async def run_store(context: Context, stop: asyncio.Event) -> None:
    """`ClaimsExtracted` to rows and threads, and `ThreadChanged` from the outbox."""
    from services.bus.outbox import relay
    from services.retention import keep_forgetting
    from services.store.settings import StoreSettings
    from services.store.wiring import store_handler

    settings = StoreSettings()
    async with store_handler(context.runtime, settings, context.clock) as handler, asyncio.TaskGroup() as group:
        group.create_task(keep_forgetting(context.engine, settings, context.clock, stop))
        group.create_task(relay(context.engine, context.bus, "store", stop, handler.wake))
        group.create_task(_consume(context, "store", CLAIMS, handler, STORE_POLICY, stop, {}))


async def run_api(context: Context, stop: asyncio.Event) -> None:
    """The gateway."""
    from services.api.settings import ApiSettings
    from services.api.wiring import create_app, serve

    async def ready() -> dict[str, str]:
        return {}

    settings = ApiSettings(open_on_loopback=context.runtime.bus == "local")
    app = create_app(context.engine, settings, ready=ready, clock=context.clock)
    await serve(app, settings.host, settings.port, stop, ready=context.announce)


STAGES: Final = (
    Stage("ingest", (), (ARTICLES, ARTICLES_BACKFILL), run_ingest),
    Stage("extract", (ARTICLES, ARTICLES_BACKFILL), (CLAIMS,), run_extract),
    Stage("store", (CLAIMS,), (THREADS,), run_store),
    Stage("api", (), (), run_api),
)
BY_NAME: Final = {stage.name: stage for stage in STAGES}


async def _consume(
    context: Context, group: str, topic: Topic, handler: Handler, policy: ConsumePolicy, stop: asyncio.Event, versions: Mapping[str, str]
) -> None:
    strikes = StrikeJournal(context.runtime.data_dir / "strikes.db", group)
    try:
        await ConsumeLoop(
            context.bus,
            group,
            [topic.name],
            handler,
            strikes,
            context.clock,
            {"claimwire": version("claimwire"), **versions},
            policy,
        ).run(stop)
    finally:
        strikes.close()
