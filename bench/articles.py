"""Articles for the benchmarks: some 600 words each, dealt from the sample newsroom's paragraphs with other figures, served as feeds."""

from __future__ import annotations

import asyncio
import random
import re
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samples.newsroom.reading import read_articles

WORDS: Final = 600
HOSTS: Final = 8


@dataclass(frozen=True, slots=True)
class Written:
    """One article of the benchmark."""

    number: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.paragraphs))


def written(count: int, *, seed: int = 1) -> list[Written]:
    """`count` articles; the same for the same seed."""
    chance = random.Random(seed)
    sources = read_articles()
    paragraphs = [block.text for source in sources for block in source.body if block.kind == "paragraph"]
    made = []
    for number in range(count):
        chosen: list[str] = []
        while sum(len(paragraph.split()) for paragraph in chosen) < WORDS:
            chosen.append(_with_other_figures(chance.choice(paragraphs), chance))
        made.append(Written(number, _with_other_figures(chance.choice(sources).title, chance), tuple(chosen)))
    return made


def _with_other_figures(text: str, chance: random.Random) -> str:
    return re.sub(r"\d", lambda digit: str(chance.randint(1, 9)) if digit[0] != "0" else "0", text)


class Served:
    """The articles as feeds and pages of several hosts on loopback; knows when a feed first listed an article."""

    def __init__(self) -> None:
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio sets TCP_NODELAY
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(256)
        self.port = int(self._listener.getsockname()[1])
        self._out: list[Written] = []
        self._listed_at: dict[int, float] = {}
        self._listed = asyncio.Condition()

    @property
    def feeds(self) -> list[str]:
        return [f"http://{self._host(number)}:{self.port}/feed.xml" for number in range(HOSTS)]

    def publish(self, articles: Sequence[Written]) -> None:
        self._out += articles

    async def until_listed(self, article: Written) -> float:
        """When a poll of its feed first contained the article."""
        async with self._listed:
            await self._listed.wait_for(lambda: article.number in self._listed_at)
        return self._listed_at[article.number]

    async def __aenter__(self) -> Served:
        app = Starlette(routes=[Route("/feed.xml", self._feed), Route("/robots.txt", _robots), Route("/{number:int}.html", self._page)])
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.should_exit = True
        await self._serving

    async def _feed(self, request: Request) -> Response:
        host = request.url.hostname
        mine = [article for article in self._out if self._host(article.number) == host]
        items = "".join(
            f"<item><title>{escape(article.title)}</title><link>http://{host}:{self.port}/{article.number}.html</link>"
            f"<guid>{article.number}</guid></item>"
            for article in mine
        )
        now = time.time()
        async with self._listed:
            for article in mine:
                self._listed_at.setdefault(article.number, now)
            self._listed.notify_all()
        return Response(f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>', media_type="application/rss+xml")

    async def _page(self, request: Request) -> Response:
        number = request.path_params["number"]
        article = next(article for article in self._out if article.number == number)
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
        return Response(
            f'<html lang="en"><head><title>{escape(article.title)}</title>'
            f'<meta property="article:published_time" content="2026-03-02T08:00:00+00:00"></head>'
            f"<body><nav>Home News Sport</nav><article><h1>{escape(article.title)}</h1>{body}</article>"
            "<footer>Imprint</footer></body></html>",
            media_type="text/html",
        )

    @staticmethod
    def _host(number: int) -> str:
        return f"bench{number % HOSTS}.localhost"


async def _robots(request: Request) -> Response:
    return Response("User-agent: *\nAllow: /\n", media_type="text/plain")
