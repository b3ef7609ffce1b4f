"""`/v1/stream`: the changes of all threads as they happen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field

from services.api.doorkeeper import STREAM_PATH
from services.api.gateway import Gateway, gateway
from services.api.listing import problems
from services.api.live import Reset

router = APIRouter(tags=["threads"])


class StreamQuery(BaseModel):
    """Where the stream begins."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: str | None = Field(
        default=None,
        max_length=40,
        description="Begin after the change with this number, for clients that cannot send `Last-Event-ID`; `0` is the very beginning.",
        examples=["0"],
    )


def _seat(gate: Annotated[Gateway, Depends(gateway)]) -> Iterator[None]:
    with gate.live.seat():
        yield


@router.get(
    STREAM_PATH,
    summary="Changes of threads, live",
    response_class=EventSourceResponse,
    dependencies=[Depends(_seat)],
    responses=problems(422, 503),
)
async def stream(
    gate: Annotated[Gateway, Depends(gateway)],
    query: Annotated[StreamQuery, Query()],
    last_event_id: Annotated[
        str | None, Header(description="Number of the last change seen; browsers send it when they reconnect.")
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Events named `thread_changed`, each with the change as JSON and its number as id, without gaps.

    Begins now, or after `Last-Event-ID`. Where that cannot be continued (it is no number of this stream, lies in the future, or what
    follows is no longer kept), an event named `reset` says why: read the threads anew, then go on. A comment comes every 15 seconds.
    """
    async for item in gate.live.follow(last_event_id if last_event_id is not None else query.after):
        if isinstance(item, Reset):
            yield ServerSentEvent(event="reset", id=str(item.sequence), data={"sequence": item.sequence, "reason": item.reason})
        else:
            yield ServerSentEvent(event="thread_changed", id=str(item.sequence), data=item)
