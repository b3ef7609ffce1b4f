"""Articles for the benchmarks: some 600 words each, dealt from the sample newsroom's paragraphs with other figures, served as feeds."""

from __future__ import annotations

import asyncio
import calendar
import random
import re
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.background import paragraph as background
from samples.newsroom.reading import read_articles

WORDS: Final = 600
NEWS_SHARE: Final = 0.25
"""Of an article's words those that are news; with the explanations around them it holds some 37 claims, real articles of this length 22."""
HOSTS: Final = 8
TOLD_BY: Final = 8
"""Articles that tell one story, one an outlet."""
_SYLLABLES: Final = [
    "ba",
    "dor",
    "el",
    "fen",
    "gar",
    "hol",
    "ka",
    "lin",
    "mor",
    "nas",
    "or",
    "pel",
    "rav",
    "sten",
    "tor",
    "ul",
    "ver",
    "wick",
]


@dataclass(frozen=True, slots=True)
class Written:
    """One article of the benchmark."""

    number: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.paragraphs))


def written(count: int, *, news_share: float = NEWS_SHARE, seed: int = 1) -> list[Written]:
    """`count` articles, the same for the same seed. `TOLD_BY` of them tell one story: one of the newsroom's, with other names."""
    by_story = defaultdict(list)
    for source in read_articles():
        by_story[source.story].append(source)
    stories = sorted(by_story)
    names = sorted(set().union(*(_names_in(source.body[0].text) for sources in by_story.values() for source in sources)))
    made = []
    for number in range(count):
        story = number // TOLD_BY
        chance = random.Random(f"{seed} {number}")
        sources = by_story[stories[story % len(stories)]]
        renamed = _renaming(names, random.Random(f"{seed} story {story}"))
        paragraphs = [block.text for source in sources for block in source.body if block.kind == "paragraph"]
        chance.shuffle(paragraphs)
        chosen: list[str] = []
        while (length := _words_in(chosen)) < WORDS:
            is_news = length <= news_share * WORDS and paragraphs
            chosen.append(renamed(_with_other_figures(paragraphs.pop(), chance)) if is_news else background(chance))
        made.append(Written(number, renamed(_with_other_figures(chance.choice(sources).title, chance)), tuple(chosen)))
    return made


def _words_in(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _names_in(text: str) -> set[str]:
    """Capitalised words inside sentences, but for days and months."""
    return {word for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text) if word not in {*calendar.day_name, *calendar.month_name}}


def _renaming(names: Sequence[str], chance: random.Random) -> Callable[[str], str]:
    """Replaces each name by an invented one, the same for the same name."""
    other = {name: "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize() for name in names}
    return lambda text: re.sub(r"[A-Z][a-z]{3,}", lambda word: other.get(word[0], word[0]), text)


def _with_other_figures(text: str, chance: random.Random) -> str:
    """One digit in three is another one: outlets agree on most figures and not on all."""
    return re.sub(r"[1-9]", lambda digit: str(chance.randint(1, 9)) if chance.random() < 1 / 3 else digit[0], text)


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
        tag = f'"{len(mine)}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304)
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
        feed = f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'
        return Response(feed, media_type="application/rss+xml", headers={"etag": tag})

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
