"""`/v1/articles` and `/v1/outlets`: what was read, and from whom."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.api import examples
from services.api.errors import NotFound
from services.api.gateway import Gateway, Listing, gateway
from services.api.listing import OF_LISTS, OF_ONE
from services.api.parameters import ArticleQuery, Paging
from services.store.views import ArticleDetail, ArticleView, OutletView

router = APIRouter(prefix="/v1", tags=["articles"])


class ArticleList(Listing[ArticleView]):
    """A page of articles."""


class OutletList(Listing[OutletView]):
    """A page of outlets."""


@router.get("/articles", summary="Articles, newest first", responses={**OF_LISTS, **examples.of_list(examples.ARTICLE)})
async def articles(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[ArticleQuery, Query()]) -> ArticleList:
    """The current revision of every article, by the moment of publication (of the first fetch, where that is unknown)."""
    page = await gate.reads.articles(
        limit=query.limit or gate.settings.page_size, cursor=query.cursor, source=query.source, since=query.since, until=query.until
    )
    return ArticleList(items=page.items, next=page.next)


@router.get("/articles/{article_id}", summary="One article", responses={**OF_ONE, **examples.of_one(examples.ARTICLE_DETAIL)})
async def article(gate: Annotated[Gateway, Depends(gateway)], article_id: UUID) -> ArticleDetail:
    """An article with its text, its revisions and its claims (`items`); every offset of a claim counts code points of `text`."""
    found = await gate.reads.article(article_id)
    if found is None:
        raise NotFound(f"No article has the id {article_id}.")
    return found


@router.get("/outlets", summary="Outlets, by domain", responses={**OF_LISTS, **examples.of_list(examples.OUTLET)})
async def outlets(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[Paging, Query()]) -> OutletList:
    """Every outlet that an article was read from; its `source_id` filters articles and claims."""
    page = await gate.reads.outlets(limit=query.limit or gate.settings.page_size, cursor=query.cursor)
    return OutletList(items=page.items, next=page.next)


@router.get("/outlets/{source_id}", summary="One outlet", responses={**OF_ONE, **examples.of_one(examples.OUTLET)})
async def outlet(gate: Annotated[Gateway, Depends(gateway)], source_id: UUID) -> OutletView:
    """An outlet and the number of its articles."""
    found = await gate.reads.outlet(source_id)
    if found is None:
        raise NotFound(f"No outlet has the id {source_id}.")
    return found
