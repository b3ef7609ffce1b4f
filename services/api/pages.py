"""The pages for people. No script, one style sheet; all that comes from outside is shown as text."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, Response

from services.api import chart, marking, wording
from services.api.errors import CursorUnusable, NotFound
from services.api.gateway import Gateway, gateway
from services.api.parameters import MAX_CURSOR_CHARS, MAX_WORDS_CHARS
from services.api.rendering import STATIC, link, page
from services.ingest import sources as feeds
from services.ingest.errors import BadSource

THREADS_PER_PAGE: Final = 10
"""Threads are shown with their claims: ten fill some screens."""
ARTICLES_PER_PAGE: Final = 40
SOURCES_PER_PAGE: Final = 100
REFRESH_S: Final = 10
CONFLICTS_ON_TOP: Final = 3
"""Conflicts named above the newest threads, most of which are about one claim: whoever looks in for a minute looks for these."""
RELATIONS_SHOWN: Final = 200
RELATIONS_OPEN: Final = 8
"""Relations that stand open on a thread's page; the others are folded."""

router = APIRouter(include_in_schema=False)


class PageQuery(BaseModel):
    """What pages may be asked with. An empty field of a form is none; unlike in the API, unknown parameters do no harm here."""

    model_config = ConfigDict(frozen=True)

    cursor: str | None = Field(default=None, max_length=MAX_CURSOR_CHARS)
    q: str = Field(default="", max_length=MAX_WORDS_CHARS)
    conflict: bool = False
    live: bool = True


@router.get("/")
async def threads(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[PageQuery, Query()]) -> HTMLResponse:
    """The newest threads with their claims and how these stand to each other."""
    q = query.q.strip() or None
    conflict = query.conflict or None
    cursor = query.cursor or None
    found = await gate.reads.threads(limit=THREADS_PER_PAGE, cursor=cursor, conflict=conflict, q=q)
    counts = await gate.reads.counts()
    is_first = cursor is None
    on_top = []
    if is_first and not q and not conflict:
        on_top = await gate.cards.of((await gate.reads.threads(limit=CONFLICTS_ON_TOP, conflict=True)).items)
    paused = {"live": "0"} if not query.live else {}
    return page(
        "threads.html",
        here="threads",
        cards=await gate.cards.of(found.items),
        counts=counts,
        on_top=on_top,
        q=q,
        only_conflicts=query.conflict,
        on_first_page=is_first,
        live=query.live and is_first,
        refresh_s=REFRESH_S,
        pause_link=link("/", conflict=conflict, q=q, live="0"),
        live_link=link("/", conflict=conflict, q=q),
        all_link=link("/", q=q, **paused),
        conflicts_link=link("/", conflict=True, q=q, **paused),
        without_q_link=link("/", conflict=conflict, **paused),
        first_link=None if is_first else link("/", conflict=conflict, q=q, **paused),
        next_link=link("/", conflict=conflict, q=q, cursor=found.next, **paused) if found.next else None,
    )


@router.get("/threads/{thread_id}")
async def thread(gate: Annotated[Gateway, Depends(gateway)], thread_id: UUID) -> HTMLResponse:
    """One thread: its answers over time, its conflicts, its claims, and what counts as one origin."""
    found = await gate.reads.thread(thread_id)
    if found is None:
        raise NotFound("There is no such thread. Threads that turn out to ask the same question become one.")
    conflicts, others = wording.conflicts_of(found), wording.others_of(found)
    disputed = wording.disputed_positions(found)
    return page(
        "thread.html",
        here="threads",
        thread=found,
        conflicts=conflicts[:RELATIONS_SHOWN],
        others=others[:RELATIONS_SHOWN],
        hidden_relations=len(conflicts[RELATIONS_SHOWN:]) + len(others[RELATIONS_SHOWN:]),
        relations_open=RELATIONS_OPEN,
        disputed=disputed,
        has_conflict=bool(conflicts),
        chart=chart.chart_of(found.series, disputed),
        **_CHART_BOX,
    )


_CHART_BOX: Final[dict[str, Any]] = {
    "chart_width": chart.WIDTH,
    "chart_height": chart.HEIGHT,
    "chart_left": chart.LEFT,
    "chart_right": chart.RIGHT,
    "chart_top": chart.TOP,
    "chart_bottom": chart.BOTTOM,
    "chart_labels": chart.MAX_LABELS,
}


@router.get("/articles")
async def articles(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[PageQuery, Query()]) -> HTMLResponse:
    """The newest articles."""
    cursor = query.cursor or None
    found = await gate.reads.articles(limit=ARTICLES_PER_PAGE, cursor=cursor)
    return page(
        "articles.html",
        here="articles",
        articles=found.items,
        first_link=None if cursor is None else "/articles",
        next_link=link("/articles", cursor=found.next) if found.next else None,
    )


@router.get("/articles/{article_id}")
async def article(gate: Annotated[Gateway, Depends(gateway)], article_id: UUID) -> HTMLResponse:
    """One article's text with its claims marked."""
    found = await gate.reads.article(article_id)
    if found is None:
        raise NotFound("There is no such article.")
    paragraphs = await asyncio.to_thread(marking.text_of, found)  # a book chapter takes a while
    return page("article.html", here="articles", article=found, paragraphs=paragraphs, link=wording.outward(found.canonical_url))


@router.get("/sources")
async def sources(gate: Annotated[Gateway, Depends(gateway)], query: Annotated[PageQuery, Query()]) -> HTMLResponse:
    """The feeds that are watched."""
    cursor = query.cursor or None
    try:
        found = await feeds.list_page(gate.engine, limit=SOURCES_PER_PAGE, cursor=cursor)
    except BadSource as error:
        raise CursorUnusable("This page of the list does not exist.") from error
    return page(
        "sources.html",
        here="sources",
        sources=found.items,
        first_link=None if cursor is None else "/sources",
        next_link=link("/sources", cursor=found.next) if found.next else None,
    )


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """A file that pages load. Its address in the pages changes with its content, so that it may be kept for long."""
    file = STATIC.get(name)
    if file is None:
        raise NotFound("There is no such file.")
    headers = {"ETag": file.etag, "Cache-Control": "public, max-age=86400"}
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    return Response(file.body, media_type=file.media_type, headers=headers)
