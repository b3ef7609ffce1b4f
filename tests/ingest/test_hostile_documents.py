"""Documents that hang, crash or flood a parser, in real worker processes: each ends typed, in time, and the next is read."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from typing import TypeVar

import pytest
import pytest_asyncio

from services.ingest.errors import FetchFailed, Unreadable
from services.ingest.outcomes import Outcome
from services.ingest.parser import Parser
from services.ingest.settings import IngestSettings
from services.ingest.wiring import worker_pool
from tests.ingest.pages_of_ours import PARAGRAPHS, article_page, rss

DEADLINE_S = 4.0
"""Less than the service gives: what takes longer than this takes longer than that."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def parser() -> AsyncIterator[Parser]:
    pool = worker_pool(IngestSettings(worker_deadline_s=DEADLINE_S, worker_memory_bytes=512 * 1024 * 1024))
    await pool.start()
    yield Parser(pool)
    await pool.close()


def with_body(body: str) -> bytes:
    return article_page().replace("<article>", f"<article>{body}").encode()


PAGES = {
    "huge colspan": with_body("<table><tr><td colspan=9007199254740991>cell</td></tr></table>"),
    "unclosed divs": with_body("<div>" * 300_000),
    "many links": with_body("<a href='/x'>x</a>" * 300_000),
    "deep nesting": with_body("<b><i>" * 50_000),
    "svg and mathml": with_body("<svg><g>" * 20_000 + "<math><mrow>" * 20_000),
    "one long word": article_page(paragraphs=["a" * 300_000, *PARAGRAPHS]).encode(),
    "many attributes": with_body("<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>"),
    "huge json-ld": article_page(head='<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>").encode(),
    "nothing but entities": with_body("&amp;&lt;&#x1F600;&nbsp;" * 200_000),
    "nul bytes": b"\x00" * 1_000_000,
    "gzip that says nothing": b"\x1f\x8b\x08" + b"\x00" * 100_000,
    "noise": bytes(range(256)) * 4_000,
    "a million exclamation marks": article_page(paragraphs=["!" * 1_000_000]).encode(),
}
FEEDS = {
    "deep nesting": b"<rss><channel>" + b"<a>" * 100_000,
    "many attributes": b"<rss " + b" ".join(b"a%d='1'" % number for number in range(100_000)) + b"><channel/></rss>",
    "many items": rss(*(f"https://paper.example/{number}" for number in range(60_000))).encode(),
    "quadratic blow-up": b"<rss><channel><title>" + b"x" * 8_000_000 + b"</title></channel></rss>",
    "concatenated": rss("https://paper.example/1").encode() * 2_000,
    "unclosed links": b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<link href='x'>\n" * 100_000,
    "white space": b"<rss>" + b" " * 8_000_000,
    "open angle brackets": b"<rss " + b"<" * 3_000_000,
    "comments": b"<!--" * 500_000,
    "dates": b"<rss><channel>" + b"<item><pubDate>" * 200_000,
}
T = TypeVar("T")


async def end_of(reading: Awaitable[T]) -> T | Outcome:
    """What was read, or the outcome that it was refused with."""
    try:
        return await reading
    except (Unreadable, FetchFailed) as error:
        return error.code


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", PAGES)
async def test_hostile_page_ends_typed_and_the_next_is_read(parser: Parser, name: str) -> None:
    began = time.monotonic()
    ended = await end_of(parser.page(PAGES[name], url="https://paper.example/a", charset=None))
    assert isinstance(ended, Outcome) or len(ended.text) <= 400_000
    assert time.monotonic() - began < DEADLINE_S + 5
    good = await parser.page(article_page().encode(), url="https://paper.example/a", charset=None)
    assert good.title == "Velmora approves a longer breakwater"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", FEEDS)
async def test_hostile_feed_ends_typed_and_the_next_is_read(parser: Parser, name: str) -> None:
    began = time.monotonic()
    ended = await end_of(parser.feed(FEEDS[name], url="https://paper.example/feed", charset=None, max_entries=20_000))
    assert isinstance(ended, Outcome) or len(ended.entries) <= 20_000
    assert time.monotonic() - began < DEADLINE_S + 5
    good = await parser.feed(rss("https://paper.example/1").encode(), url="https://paper.example/feed", charset=None, max_entries=5)
    assert len(good.entries) == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_documents_wait_for_a_worker_in_turn(parser: Parser) -> None:
    pages = [article_page(f"Velmora approves wall number {number}").encode() for number in range(6)]
    found = await asyncio.gather(*(parser.page(page, url="https://paper.example/a", charset=None) for page in pages))
    assert [document.title[-1] for document in found] == list("012345")
