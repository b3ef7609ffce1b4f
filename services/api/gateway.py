"""What the routes share: one object per application, handed to them by FastAPI's dependency injection."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from fastapi import FastAPI, Request
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncEngine

from services.api.cards import Cards
from services.api.live import LiveChanges
from services.api.ports import Reads
from services.api.settings import ApiSettings
from services.ingest.settings import IngestSettings
from services.runtime.clock import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gateway:
    """Everything that an answer is made from."""

    engine: AsyncEngine
    settings: ApiSettings
    ingest: IngestSettings
    reads: Reads
    cards: Cards
    live: LiveChanges
    ready: Callable[[], Awaitable[dict[str, str]]]
    clock: Clock


class Listing(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    next: str | None = Field(description="Cursor of the next page; null on the last one.")


def gateway(request: Request) -> Gateway:
    """The dependency that routes ask for."""
    return gateway_of(request.app)


def gateway_of(app: FastAPI) -> Gateway:
    """The application's gateway."""
    gate: Gateway = app.state.gateway
    return gate
