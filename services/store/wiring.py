"""Builds the store from its settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.runtime.clock import Clock
from services.runtime.database import open_engine
from services.runtime.settings import RuntimeSettings
from services.store.handle_claims import StoreHandler
from services.store.settings import StoreSettings


@asynccontextmanager
async def store_handler(runtime: RuntimeSettings, settings: StoreSettings, clock: Clock) -> AsyncIterator[StoreHandler]:
    """The store's handler with its own engine, closed at the end. The outbox relay is the caller's: it waits for `handler.wake`."""
    engine = open_engine(runtime.database)
    try:
        yield StoreHandler(engine, clock, group=settings.consumer_group, attempts=settings.attempts)
    finally:
        await engine.dispose()
