"""`/v1/sources`: the feeds that are watched. The only routes that change anything, so the only ones that ask who is calling."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from services.api import examples
from services.api.doorkeeper import host_name
from services.api.errors import CursorUnusable, KeyMissing, NotAllowed, NotFound, Unprocessable
from services.api.gateway import Gateway, Listing, gateway
from services.api.listing import OF_LISTS, OF_ONE, problems
from services.api.parameters import Paging
from services.api.settings import ApiSettings, is_loopback
from services.ingest import sources as feeds
from services.ingest.errors import BadSource
from services.ingest.sources import SourceView
from services.ingest.tables import feed_id

MAX_URL_CHARS: Final = 2_000
MAX_NAME_CHARS: Final = 200

router = APIRouter(prefix="/v1", tags=["sources"])

_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="The key of `CLAIMWIRE_API_KEY`.")


class SourceList(Listing[SourceView]):
    """A page of sources."""


class NewSource(BaseModel):
    """A feed to watch."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.NEW_SOURCE]})

    url: str = Field(min_length=1, max_length=MAX_URL_CHARS, description="Address of an RSS, Atom or JSON feed.")
    name: str = Field(default="", max_length=MAX_NAME_CHARS, description="Name to show for it; without one, its address.")


def may_write(
    request: Request,
    gate: Annotated[Gateway, Depends(gateway)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    """Raises `KeyMissing` or `NotAllowed` where the caller may not change anything."""
    settings = gate.settings
    if settings.api_key is None:
        if not _is_open(settings, request.headers.get("host", "")):
            raise NotAllowed("Changing sources is switched off here. Set CLAIMWIRE_API_KEY, and send it as `Authorization: Bearer KEY`.")
    elif credentials is None or not _same(credentials.credentials, settings.api_key.get_secret_value()):
        raise KeyMissing("Send the key as `Authorization: Bearer KEY`.", headers={"WWW-Authenticate": "Bearer"})


def _is_open(settings: ApiSettings, host: str) -> bool:
    """Whether programs on this machine may write without a key. The `Host` is checked too: a page of another site whose name was made
    to resolve to this machine would otherwise come in through the reader's browser."""
    return settings.open_on_loopback and settings.is_loopback and is_loopback(host_name(host))


def _same(given: str, wanted: str) -> bool:
    """Compares in a time that tells nothing of where the first difference is, or of the length."""
    return hmac.compare_digest(hashlib.sha256(given.encode("latin-1", "replace")).digest(), hashlib.sha256(wanted.encode()).digest())


@router.get("/sources", summary="Sources, in the order they were added", responses={**OF_LISTS, **examples.of_list(examples.SOURCE)})
async def sources(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[Paging, Query()]) -> SourceList:
    """The feeds that are watched, with how the last look at each ended."""
    try:
        page = await feeds.list_page(gate.engine, limit=query.limit or gate.settings.page_size, cursor=query.cursor)
    except BadSource as error:
        raise CursorUnusable("The cursor was not made by this list. Ask for the first page, without a cursor.") from error
    return SourceList(items=page.items, next=page.next)


@router.get("/sources/{source_id}", summary="One source", responses={**OF_ONE, **examples.of_one(examples.SOURCE)})
async def source(gate: Annotated[Gateway, Depends(gateway)], source_id: UUID) -> SourceView:
    """A feed and how the last look at it ended."""
    found = await feeds.get(gate.engine, source_id)
    if found is None:
        raise NotFound(f"No source has the id {source_id}.")
    return found


@router.post(
    "/sources",
    summary="Watch a feed",
    status_code=201,
    dependencies=[Depends(may_write)],
    responses={
        **problems(400, 401, 403, 413, 415, 422, 503),
        200: {"model": SourceView, "description": "It was watched already."},
        201: {"content": {"application/json": {"example": examples.SOURCE}}, "description": "It is watched from now on."},
    },
)
async def add(gate: Annotated[Gateway, Depends(gateway)], new: NewSource, response: Response) -> SourceView:
    """Watch a feed from now on. Adding one that is watched already changes nothing, but wakes one that was paused."""
    try:
        feed = feed_id(feeds.check_address(new.url, gate.ingest))
        known = await feeds.get(gate.engine, feed)
        view = await feeds.add(gate.engine, new.url, gate.clock, settings=gate.ingest, name=new.name)
    except BadSource as error:
        raise Unprocessable(f"body.url: {error}") from error
    is_new = known is None and view.id == feed  # a feed that moved to this address keeps the id of its old one
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = f"/v1/sources/{view.id}"
    return view


@router.delete(
    "/sources/{source_id}",
    summary="Watch a feed no more",
    status_code=204,
    dependencies=[Depends(may_write)],
    responses=problems(401, 403, 404, 422, 503),
)
async def remove(gate: Annotated[Gateway, Depends(gateway)], source_id: UUID) -> None:
    """Watch a feed no more. What was read from it stays."""
    if not await feeds.remove(gate.engine, source_id):
        raise NotFound(f"No source has the id {source_id}.")
