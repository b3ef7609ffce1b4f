"""The whole service on a local web: feeds and pages in, messages out."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas import ids
from services.ingest import sources
from services.ingest.parser import Workers
from services.ingest.tables import ArticleRevision, FeedSource, Item, Sighting
from services.runtime.clock import SystemClock
from tests.ingest.ledgers import every, running
from tests.ingest.local_web import Asked, LocalWeb, answer, settings_for
from tests.ingest.pages_of_ours import PARAGRAPHS, article_page, rss
from tests.waiting import until


async def test_article_listed_by_a_feed_is_published_once(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/feed.xml"] = answer(rss(web.url("/a.html?utm_source=feed")), content_type="application/rss+xml")
    web.routes["/a.html"] = answer(article_page())
    settings = settings_for(web)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers) as bus:
        await until(lambda: bus.records)
        await until(lambda: web.paths().count("/feed.xml") >= 3)
    (article,) = bus.articles()
    assert article.canonical_url == web.url("/a.html")
    assert article.article_id == ids.article_id(web.url("/a.html"))
    assert article.text == "\n\n".join(["Velmora approves a longer breakwater", *PARAGRAPHS])
    assert [(s.kind, article.text[s.start : s.end][:12]) for s in article.sections] == [
        ("headline", "Velmora appr"),
        ("body", "The harbour "),
    ]
    assert article.source.domain == "paper.localhost"
    assert article.published is not None
    assert article.published.origin == "feed"
    assert web.paths().count("/a.html") == 1


async def test_article_in_two_feeds_is_one_article_with_two_sightings(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/one.xml"] = answer(rss(web.url("/a.html?utm_source=one")))
    web.routes["/two.xml"] = answer(rss(web.url("/a.html#top")))
    web.routes["/a.html"] = answer(article_page())
    settings = settings_for(web)
    await sources.add_many(engine, [web.url("/one.xml"), web.url("/two.xml")], SystemClock(), settings=settings)
    async with running(engine, settings, workers) as bus:
        await until(lambda: bus.records)
        await until(lambda: web.paths().count("/two.xml") >= 2 and web.paths().count("/one.xml") >= 2)
    assert len(bus.records) == 1
    assert len(await every(engine, Item)) == 1
    assert len(await every(engine, Sighting)) == 2
    assert [view.articles for view in (await sources.list_page(engine)).items] == [1, 1]


async def test_changed_entry_brings_a_second_revision(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/feed.xml"] = answer(rss(web.url("/a.html")))
    web.routes["/a.html"] = answer(article_page())
    settings = settings_for(web, recheck_after_s=(0.01, 3_600.0))
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers) as bus:
        await until(lambda: len(bus.records) == 1)
        web.routes["/a.html"] = answer(article_page(paragraphs=[*PARAGRAPHS[:3], "Work begins in October and takes three years."]))
        web.routes["/feed.xml"] = answer(rss(web.url("/a.html"), stamp="Tue, 03 Mar 2026 11:00:00 GMT"))
        await until(lambda: len(bus.records) == 2)
    first, second = bus.articles()
    assert first.article_id == second.article_id
    assert first.revision != second.revision
    assert sorted(row.number for row in await every(engine, ArticleRevision)) == [1, 2]


async def test_silent_edit_is_found_by_looking_again(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/feed.xml"] = answer(rss(web.url("/a.html")))

    async def page(asked: Asked, writer: object) -> None:
        looks = web.paths().count("/a.html")
        body = article_page(paragraphs=PARAGRAPHS if looks == 1 else [*PARAGRAPHS, "An earlier version gave a wrong length."])
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()}"'
        is_known = asked.headers.get("if-none-match") == tag
        writer.write(answer(b"" if is_known else body, status=304 if is_known else 200, ETag=tag))  # type: ignore[attr-defined]

    web.routes["/a.html"] = page
    often = tuple(0.3 * look for look in range(1, 60))  # an age that a busy machine misses is followed by another
    settings = settings_for(web, recheck_after_s=often)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers) as bus:
        await until(lambda: len(bus.records) == 2)
        await until(lambda: web.paths().count("/a.html") >= 4)
    assert len(bus.records) == 2
    assert web.asked[-1].headers.get("if-none-match") or any(a.headers.get("if-none-match") for a in web.asked if a.path == "/a.html")


async def test_unchanged_feed_is_asked_with_its_validators(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    async def feed(asked: Asked, writer: object) -> None:
        is_known = asked.headers.get("if-none-match") == '"v1"'
        writer.write(answer(b"" if is_known else rss(), status=304 if is_known else 200, ETag='"v1"'))  # type: ignore[attr-defined]

    web.routes["/feed.xml"] = feed
    settings = settings_for(web)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers):
        await until(lambda: web.paths().count("/feed.xml") >= 3)
    (row,) = await every(engine, FeedSource)
    assert (row.last_outcome, row.etag, row.failures) == ("unchanged", '"v1"', 0)


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (answer("<html><head><title>Nothing</title></head><body><p>Coming soon.</p></body></html>"), "rejected:no_content"),
        (
            answer("<html><head><title>Just a moment...</title></head><body><p>Checking your browser.</p></body></html>"),
            "rejected:challenge",
        ),
        (answer(b"%PDF-1.7", content_type="application/pdf"), "rejected:content_type"),
        (answer("gone", status=410), "failed:gone"),
    ],
)
async def test_page_without_an_article_ends_typed(page: bytes, outcome: str, engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/feed.xml"] = answer(rss(web.url("/bad.html"), web.url("/good.html")))
    web.routes["/bad.html"] = page
    web.routes["/good.html"] = answer(article_page())
    settings = settings_for(web)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers) as bus:
        await until(lambda: bus.records)
        outcomes = {}

        async def all_looked_at() -> bool:
            outcomes.update({item.url: item.outcome for item in await every(engine, Item)})
            return None not in outcomes.values() and len(outcomes) == 2

        await until(all_looked_at)
    assert outcomes == {web.url("/bad.html"): outcome, web.url("/good.html"): "ok"}


async def test_robots_txt_is_obeyed(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    web.routes["/robots.txt"] = answer("User-agent: Claimwire\nDisallow: /private/\n", content_type="text/plain")
    web.routes["/feed.xml"] = answer(rss(web.url("/private/a.html")))
    web.routes["/private/a.html"] = answer(article_page())
    settings = settings_for(web)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers):

        async def outcome() -> bool:
            return [item.outcome for item in await every(engine, Item)] == ["failed:robots"]

        await until(outcome)
    assert "/private/a.html" not in web.paths()


async def test_print_and_amp_doubles_are_one_article(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    page = article_page(head=f'<link rel="canonical" href="{web.url("/a.html")}">')
    addresses = ["/a.html", "/amp/a.html", "/print?article=7"]
    for address in addresses:
        web.routes[address] = answer(page)
    web.routes["/feed.xml"] = answer(rss(*map(web.url, addresses)))
    settings = settings_for(web)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers) as bus:

        async def all_looked_at() -> bool:
            items = await every(engine, Item)
            return len(items) == 3 and all(item.outcome for item in items)

        await until(all_looked_at)
        await until(lambda: bus.records)
    assert [article.canonical_url for article in bus.articles()] == [web.url("/a.html")]
    assert {item.article_id for item in await every(engine, Item)} == {ids.article_id(web.url("/a.html"))}


async def test_page_may_not_pass_itself_off_as_another_outlets_article(engine: AsyncEngine, web: LocalWeb, workers: Workers) -> None:
    victim = web.url("/a.html", host="victim.localhost")
    web.routes["/b.html"] = answer(article_page(head=f'<link rel="canonical" href="{victim}">'))
    web.routes["/feed.xml"] = answer(rss(web.url("/b.html")))
    settings = settings_for(web)
    await sources.add(engine, web.url("/feed.xml"), SystemClock(), settings=settings)
    async with running(engine, settings, workers) as bus:
        await until(lambda: bus.records)
    assert [(article.canonical_url, article.source.domain) for article in bus.articles()] == [(web.url("/b.html"), "paper.localhost")]
