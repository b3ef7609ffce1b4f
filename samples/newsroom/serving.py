"""Serves the newsroom on 127.0.0.1: the outlets by host name, and on the bare address the list of feeds, the status and the step."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Host, Route, Router

from samples.newsroom import rendering
from samples.newsroom.conditional import is_current, validators
from samples.newsroom.editions import OPENED_AT, Published, last_edition, published
from samples.newsroom.outlets import BY_HOST, DOMAIN, OUTLETS
from samples.newsroom.reading import Article, read_articles

LOOPBACK: Final = "127.0.0.1"
DEFAULT_PACE_S: Final = 12.0
"""Seconds between editions: all are out after about a minute and a half."""


class Newsroom:
    """The newsroom on one port. `async with` serves it; port 0 takes any free one. A port in use raises OSError that names it.

    With `step`, editions appear when `next_edition()` or `POST /step` says so, else every `pace_s` seconds too.
    """

    def __init__(self, port: int, *, step: bool = False, pace_s: float = DEFAULT_PACE_S) -> None:
        self.port = port
        self.edition = 1
        self._articles = read_articles()
        self.editions = last_edition(self._articles)
        self._step = step
        self._pace_s = pace_s
        self._server: _Server | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        listener = _listen(self.port)
        self.port = int(listener.getsockname()[1])
        config = uvicorn.Config(
            app(self), lifespan="off", ws="none", log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=1
        )
        self._server = _Server(config)
        serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="newsroom")
        self._tasks = [serving]
        answers = asyncio.create_task(self._server.answers.wait())
        await asyncio.wait({serving, answers}, return_when=asyncio.FIRST_COMPLETED)
        answers.cancel()
        if serving.done():
            listener.close()
            await serving
            raise OSError(f"the newsroom's server ended at once on {LOOPBACK}:{self.port}")
        if not self._step:
            self._tasks.append(asyncio.create_task(self._keep_pace(), name="newsroom pace"))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        serving, *others = self._tasks
        for task in others:
            task.cancel()
        if self._server is not None:
            self._server.should_exit = True
        await asyncio.gather(serving, *others, return_exceptions=True)

    def next_edition(self) -> int:
        """Publishes the next edition, if there is one. Returns the number of the one that is now out."""
        self.edition = min(self.edition + 1, self.editions)
        return self.edition

    def articles(self) -> list[str]:
        """Addresses of the articles published so far, in the order in which they appeared."""
        out = [article for article in self._articles if article.edition <= self.edition]
        return list(dict.fromkeys(rendering.article_url(article, port=self.port) for article in out))

    def feeds(self) -> list[str]:
        """Addresses of the feeds of all outlets."""
        return [f"{outlet.origin(self.port)}/feed.xml" for outlet in OUTLETS]

    @property
    def url(self) -> str:
        """Address of status, step and list of feeds."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def opml_url(self) -> str:
        """Address of the list of feeds."""
        return f"{self.url}/feeds.opml"

    def status(self) -> dict[str, object]:
        """What `GET /status` answers."""
        return {"edition": self.edition, "editions": self.editions, "articles": self.articles()}

    def published(self, host: str) -> Published | None:
        """What the outlet with that host name has out; None for a name that is no outlet's."""
        outlet = BY_HOST.get(host)
        return published(self._articles, outlet, self.edition) if outlet else None

    def page(self, article: Article) -> str:
        """The article's page."""
        return rendering.page(self._articles, article, port=self.port)

    async def _keep_pace(self) -> None:
        while self.edition < self.editions:
            await asyncio.sleep(self._pace_s)
            self.next_edition()


async def run(
    port: int, step: bool, pace_s: float, stop: asyncio.Event, on_started: Callable[[Newsroom], Awaitable[None] | None] | None = None
) -> None:
    """Serves until `stop` is set. `on_started` is called once the port answers. Raises OSError for a port in use."""
    async with Newsroom(port, step=step, pace_s=pace_s) as newsroom:
        if on_started is not None and (announced := on_started(newsroom)) is not None:
            await announced
        await stop.wait()


def app(newsroom: Newsroom) -> Starlette:
    """The newsroom as an ASGI application, which answers by the request's host name."""

    def respond(request: Request, text: str, media_type: str, changed: datetime) -> Response:
        body = text.encode()
        headers = {**validators(body, changed), "cache-control": "no-cache"}
        if is_current(request.headers, headers):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(body, media_type=f"{media_type}; charset=utf-8", headers=headers)

    async def feed(request: Request) -> Response:
        out = newsroom.published(request.path_params["outlet"])
        if out is None:
            return _not_found()
        return respond(request, rendering.feed(out, port=newsroom.port), rendering.feed_type(out.outlet), out.changed)

    async def front(request: Request) -> Response:
        out = newsroom.published(request.path_params["outlet"])
        return respond(request, rendering.front_page(out, port=newsroom.port), "text/html", out.changed) if out else _not_found()

    async def robots(request: Request) -> Response:
        out = newsroom.published(request.path_params["outlet"])
        return respond(request, rendering.robots(out.outlet), "text/plain", OPENED_AT) if out else _not_found()

    async def page(request: Request) -> Response:
        out = newsroom.published(request.path_params["outlet"])
        article = out.at(request.url.path) if out else None
        return respond(request, newsroom.page(article), "text/html", article.changed) if article else _not_found()

    async def opml(request: Request) -> Response:
        return respond(request, rendering.opml(port=newsroom.port), "text/x-opml", OPENED_AT)

    async def status(_: Request) -> Response:
        return JSONResponse(newsroom.status())

    async def step(_: Request) -> Response:
        newsroom.next_edition()
        return JSONResponse(newsroom.status())

    site = Router([Route("/", front), Route("/feed.xml", feed), Route("/robots.txt", robots), Route("/{path:path}", page)])
    desk = Router([Route("/feeds.opml", opml), Route("/status", status), Route("/step", step, methods=["POST"])])
    return Starlette(routes=[Host("{outlet}." + DOMAIN, site), Host(LOOPBACK, desk), Host(DOMAIN, desk)])


def _not_found() -> Response:
    return PlainTextResponse("Not found\n", status_code=HTTPStatus.NOT_FOUND)


def _listen(port: int) -> socket.socket:
    """A listening socket, so that the port is ours before anyone is told of it."""
    # asyncio turns off Nagle's delay (40 ms an answer) only on sockets that name their protocol
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise OSError(error.errno, f"cannot listen on {LOOPBACK}:{port}: {error.strerror}") from error
    return listener


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: whoever runs the newsroom decides what Ctrl-C does."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answers = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.answers.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
