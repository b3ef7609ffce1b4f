"""Puts the application together: routes, layers, errors. Nothing is built at import."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncEngine

from services.api import articles, claims, health, pages, problems, sources, stream, threads
from services.api.account import Account
from services.api.cards import Cards
from services.api.doorkeeper import Doorkeeper
from services.api.gateway import Gateway
from services.api.listing import describe
from services.api.live import LiveChanges
from services.api.ports import Reads
from services.api.rendering import problem_page
from services.api.settings import ApiSettings
from services.ingest.settings import IngestSettings
from services.runtime.clock import Clock, SystemClock
from services.store.read import ReadModel

VERSION: Final = "1"

DESCRIPTION: Final = """
Claimwire reads the news as it appears, extracts every checkable claim with its exact words, and links the claims that answer the same
question. It gives no verdicts: who agrees and who contradicts is mechanical, and every relation says why.

**Lists** come in pages: `{"items": […], "next": …}`. Hand `next` back as `cursor`, with the same conditions, until it is null. Items that
arrive meanwhile shift nothing.

**Errors** are problem details (RFC 9457, `application/problem+json`).

**Keys**: reading needs none. Adding and removing sources needs `Authorization: Bearer KEY`.
"""

_TAGS: Final = [
    {"name": "threads", "description": "Questions about the world, with all answers given to them."},
    {"name": "claims", "description": "Checkable propositions, each with its exact evidence."},
    {"name": "articles", "description": "What was read, and from whom."},
    {"name": "sources", "description": "The feeds that are watched."},
    {"name": "operation", "description": "Health and metrics."},
]


async def _nothing_more() -> dict[str, str]:
    return {}


def create_app(
    engine: AsyncEngine,
    settings: ApiSettings,
    *,
    ready: Callable[[], Awaitable[dict[str, str]]] = _nothing_more,
    clock: Clock | None = None,
    ingest: IngestSettings | None = None,
    reads: Reads | None = None,
) -> FastAPI:
    """The gateway as an ASGI application.

    `ready` reports the parts of this process by name, `"ok"` or what is wrong; `ingest` says which addresses may be watched (read from
    the environment by default); `reads` replaces the database's in tests.
    """
    reads = reads if reads is not None else ReadModel(engine)
    live = LiveChanges(reads, poll_s=settings.stream_poll_s, streams_at_once=settings.streams_at_once)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        live.close()

    app = FastAPI(
        title="Claimwire",
        version=VERSION,
        description=DESCRIPTION,
        openapi_tags=_TAGS,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # the framework's pages load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        lifespan=lifespan,
    )
    app.state.gateway = Gateway(engine, settings, ingest or IngestSettings(), reads, Cards(reads), live, ready, clock or SystemClock())
    for part in (threads, stream, claims, articles, sources, health, pages):
        app.include_router(part.router)
    app.openapi = cache(lambda: describe(app))  # type: ignore[method-assign]
    problems.install(app, problem_page)
    app.add_middleware(Doorkeeper, settings=settings)
    app.add_middleware(Account)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
