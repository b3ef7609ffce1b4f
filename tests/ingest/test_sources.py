"""Managing the feeds that are watched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.ingest import sources
from services.ingest.errors import BadSource
from services.ingest.opml import ListedFeed, read_opml
from services.ingest.settings import IngestSettings
from services.ingest.tables import feed_id

SETTINGS = IngestSettings()


class Ticking:
    """A clock that moves on by a second with every look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


OPML = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline type="rss" text="The Pier Post" xmlUrl="https://paper.example/feed.xml"/>
<outline type="rss" title="Quay &amp; Co" xmlUrl="https://quay.example/rss"/>
<outline type="rss" text="Again" xmlUrl="https://paper.example/feed.xml"/></outline></body></opml>"""


async def test_added_feed_is_listed(engine: AsyncEngine) -> None:
    view = await sources.add(engine, " https://Paper.example/feed.xml#x ", Ticking(), settings=SETTINGS, name="The Pier Post")
    assert (view.url, view.name, view.state, view.articles) == ("https://paper.example/feed.xml", "The Pier Post", "active", 0)
    assert view.id == feed_id("https://paper.example/feed.xml")
    assert await sources.get(engine, view.id) == view
    assert (await sources.list_page(engine)).items == [view]


async def test_feed_added_twice_is_one(engine: AsyncEngine) -> None:
    clock = Ticking()
    first = await sources.add(engine, "https://paper.example/feed.xml", clock, settings=SETTINGS)
    assert await sources.add(engine, "paper.example/feed.xml", clock, settings=SETTINGS) == first


@pytest.mark.parametrize(
    "url",
    ["", "   ", "ftp://paper.example/", "file:///etc/passwd", "http://127.0.0.1/feed", "http://10.0.0.1/", "https://u:p@paper.example/",
     "https://paper.example:9092/", "http://[", "https://" + "x" * 5_000, "javascript:alert(1)", "not an address"],
)  # fmt: skip
async def test_address_that_cannot_be_watched_is_refused_in_words(engine: AsyncEngine, url: str) -> None:
    with pytest.raises(BadSource, match="cannot be watched"):
        await sources.add(engine, url, Ticking(), settings=SETTINGS)
    assert (await sources.list_page(engine)).items == []


async def test_one_bad_address_keeps_the_whole_list_out(engine: AsyncEngine) -> None:
    with pytest.raises(BadSource):
        await sources.add_many(engine, ["https://paper.example/feed.xml", "ftp://x"], Ticking(), settings=SETTINGS)
    assert await sources.states(engine) == {}


async def test_list_is_paged_in_the_order_of_adding(engine: AsyncEngine) -> None:
    clock = Ticking()
    for number in range(7):
        await sources.add(engine, f"https://paper{number}.example/feed.xml", clock, settings=SETTINGS)
    urls, cursor = [], None
    while True:
        page = await sources.list_page(engine, limit=3, cursor=cursor)
        urls += [view.url for view in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert urls == [f"https://paper{number}.example/feed.xml" for number in range(7)]


@pytest.mark.parametrize("cursor", ["x", "AAAA", "😀", "MjAyNi0wMy0wMw==", "MjAyNi0wMy0wM3w="])
async def test_cursor_of_another_list_is_refused(engine: AsyncEngine, cursor: str) -> None:
    with pytest.raises(BadSource):
        await sources.list_page(engine, cursor=cursor)


async def test_paused_feed_is_not_polled_until_resumed(engine: AsyncEngine) -> None:
    clock = Ticking()
    view = await sources.add(engine, "https://paper.example/feed.xml", clock, settings=SETTINGS)
    paused = await sources.pause(engine, view.id)
    assert paused is not None
    assert (paused.state, paused.next_poll_at) == ("paused", None)
    assert await sources.states(engine) == {"paused": 1}
    resumed = await sources.resume(engine, view.id, clock)
    assert resumed is not None
    assert (resumed.state, resumed.next_poll_at is not None) == ("active", True)


async def test_unknown_feed_is_none(engine: AsyncEngine) -> None:
    unknown = feed_id("https://nobody.example/")
    assert await sources.get(engine, unknown) is None
    assert await sources.pause(engine, unknown) is None
    assert await sources.resume(engine, unknown, Ticking()) is None
    assert not await sources.remove(engine, unknown)


async def test_opml_list_is_imported_with_names(engine: AsyncEngine) -> None:
    views = await sources.import_opml(engine, OPML, Ticking(), settings=SETTINGS)
    assert [(view.url, view.name) for view in views] == [
        ("https://paper.example/feed.xml", "The Pier Post"),
        ("https://quay.example/rss", "Quay & Co"),
    ]


def test_opml_gives_each_feed_once() -> None:
    assert read_opml(OPML)[0] == ListedFeed("https://paper.example/feed.xml", "The Pier Post")
    assert len(read_opml(OPML)) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"words", b"<opml/>", b"<opml><body></opml>", b"\xff\xfe\x00", b'<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>',
     '<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>'.encode("utf-16"), b"<opml>" * 10_000],
)  # fmt: skip
def test_what_is_no_list_of_feeds_is_refused(content: bytes) -> None:
    with pytest.raises(BadSource):
        read_opml(content)
