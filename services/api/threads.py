"""`/v1/threads`: the claims that answer one question, who agrees, who contradicts, how the answer moved."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.api import examples
from services.api.errors import NotFound
from services.api.gateway import Gateway, Listing, gateway
from services.api.listing import OF_LISTS, OF_ONE
from services.api.parameters import ThreadQuery
from services.store.views import Counts, ThreadDetail, ThreadView

router = APIRouter(prefix="/v1", tags=["threads"])


class ThreadList(Listing[ThreadView]):
    """A page of threads."""


@router.get("/threads", summary="Threads, latest change first", responses={**OF_LISTS, **examples.of_list(examples.THREAD)})
async def threads(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[ThreadQuery, Query()]) -> ThreadList:
    """Threads in the order of their last changes. `conflict=true` keeps those in which answers exclude or deny each other."""
    page = await gate.reads.threads(limit=query.limit or gate.settings.page_size, **query.model_dump(exclude={"limit"}))
    return ThreadList(items=page.items, next=page.next)


@router.get("/threads/{thread_id}", summary="One thread", responses={**OF_ONE, **examples.of_one(examples.THREAD_DETAIL)})
async def thread(gate: Annotated[Gateway, Depends(gateway)], thread_id: UUID) -> ThreadDetail:
    """A thread with its member claims, the relations between their answers with the reasons, the answers over time, and what counts as
    one origin."""
    found = await gate.reads.thread(thread_id)
    if found is None:
        raise NotFound(f"No thread has the id {thread_id}.")
    return found


@router.get("/counts", summary="How much there is", responses=OF_LISTS)
async def counts(gate: Annotated[Gateway, Depends(gateway)]) -> Counts:
    """Numbers of articles, current claims, threads, and threads with a conflict."""
    return await gate.reads.counts()
