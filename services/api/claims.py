"""`/v1/claims`: who said what, in which words, on whose word, how firmly."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.api import examples
from services.api.errors import NotFound
from services.api.gateway import Gateway, Listing, gateway
from services.api.listing import OF_LISTS, OF_ONE
from services.api.parameters import ClaimQuery
from services.store.views import ClaimView

router = APIRouter(prefix="/v1", tags=["claims"])


class ClaimList(Listing[ClaimView]):
    """A page of claims."""


@router.get("/claims", summary="Claims, newest first", responses={**OF_LISTS, **examples.of_list(examples.CLAIM)})
async def claims(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[ClaimQuery, Query()]) -> ClaimList:
    """Current claims, those that a later revision has not replaced, each with its exact words and where they stand."""
    page = await gate.reads.claims(limit=query.limit or gate.settings.page_size, **query.model_dump(exclude={"limit"}))
    return ClaimList(items=page.items, next=page.next)


@router.get("/claims/{claim_id}", summary="One claim", responses={**OF_ONE, **examples.of_one(examples.CLAIM)})
async def claim(gate: Annotated[Gateway, Depends(gateway)], claim_id: UUID) -> ClaimView:
    """A claim, also one that a later revision has replaced (`is_current` is false then)."""
    found = await gate.reads.claim(claim_id)
    if found is None:
        raise NotFound(f"No claim has the id {claim_id}.")
    return found
