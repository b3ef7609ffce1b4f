"""The sample newsroom over HTTP: hosts, editions, conditional GET, port and pace."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx2
import pytest

from samples.newsroom import Newsroom, run
from tests.waiting import until

TOLL = "/verania/2026/03/aldermoor-flood-17-dead.html"


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with Newsroom(0, step=True) as served:
        yield served


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(trust_env=False) as opened:
        yield opened


async def get(client: httpx2.AsyncClient, url: str, **headers: str) -> httpx2.Response:
    """GET by the loopback address, with the host in the header: not every resolver knows `*.localhost`."""
    parts = urlsplit(url)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.get(parts._replace(netloc=f"127.0.0.1:{parts.port}").geturl(), headers={"host": parts.netloc, **named})


async def test_articles_answer_once_their_edition_is_out_and_not_before(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    seen: list[str] = []
    missing: set[str] = set()
    async with Newsroom(0, step=True) as ahead:
        for _ in range(ahead.editions):
            ahead.next_edition()
        later = [url.replace(f":{ahead.port}/", f":{newsroom.port}/") for url in ahead.articles()]
    for edition in range(1, newsroom.editions + 1):
        assert newsroom.edition == edition
        out = newsroom.articles()
        assert out[: len(seen)] == seen
        assert len(out) > len(seen)
        for url in later:
            if (url in out) != (url in seen) or edition == 1:
                assert (await get(client, url)).status_code == (200 if url in out else 404), url
            if edition == 1 and url not in out:
                missing.add(url)
        seen = out
        newsroom.next_edition()
    assert missing
    assert seen == later
    assert newsroom.edition == newsroom.editions


async def test_feeds_list_what_is_out_and_nothing_else(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    for _ in range(newsroom.editions):
        listed: set[str] = set()
        for feed in newsroom.feeds():
            answer = await get(client, feed)
            assert answer.status_code == 200
            listed |= {url for url in newsroom.articles() if url in answer.text}
            assert f"http://{urlsplit(feed).netloc}/" in answer.text
            assert answer.text.count("<item>") + answer.text.count("<entry>") == sum(
                urlsplit(url).netloc == urlsplit(feed).netloc for url in newsroom.articles()
            )
        assert listed == set(newsroom.articles())
        newsroom.next_edition()


async def test_status_and_step_answer_on_the_bare_address(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    status = (await client.get(f"{newsroom.url}/status")).json()
    assert status == {"edition": 1, "editions": newsroom.editions, "articles": newsroom.articles()}
    assert (await client.get(f"{newsroom.url}/step")).status_code == 405
    stepped = (await client.post(f"{newsroom.url}/step")).json()
    assert stepped["edition"] == newsroom.edition == 2
    for _ in range(newsroom.editions):
        last = (await client.post(f"{newsroom.url}/step")).json()
    assert last["edition"] == newsroom.editions


async def test_the_desk_is_not_reached_by_an_outlets_name(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    for path in ("/status", "/feeds.opml"):
        assert (await get(client, f"http://harbour-courier.localhost:{newsroom.port}{path}")).status_code == 404
    assert (await get(client, f"http://nobody.localhost:{newsroom.port}/feed.xml")).status_code == 404
    assert (await get(client, f"http://news.example:{newsroom.port}/feed.xml")).status_code == 404


async def test_the_list_of_feeds_parses(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    outlines = ElementTree.fromstring((await client.get(newsroom.opml_url)).content).findall("./body/outline")
    assert [outline.get("xmlUrl") for outline in outlines] == newsroom.feeds()


async def test_every_outlet_has_a_robots_txt_that_opens_its_articles(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    for feed in newsroom.feeds():
        answer = await get(client, feed.replace("/feed.xml", "/robots.txt"))
        assert answer.status_code == 200
        assert "User-agent: *" in answer.text
        assert "Disallow: /\n" not in answer.text


@pytest.mark.parametrize("path", ["/feed.xml", "/2026/03/03/flood-kills-11-aldermoor.html", "/", "/robots.txt"])
async def test_who_has_the_current_body_gets_304(newsroom: Newsroom, client: httpx2.AsyncClient, path: str) -> None:
    url = f"http://harbour-courier.localhost:{newsroom.port}{path}"
    first = await get(client, url)
    assert first.status_code == 200
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    for headers in ({"if_none_match": tag}, {"if_none_match": f'"other", W/{tag}'}, {"if_modified_since": changed}):
        again = await get(client, url, **headers)
        assert again.status_code == 304, headers
        assert again.content == b""
        assert again.headers["etag"] == tag
    for headers in (
        {"if_none_match": '"other"', "if_modified_since": changed},
        {"if_modified_since": "Mon, 02 Feb 2026 00:00:00 GMT"},
        {"if_modified_since": "yesterday"},
    ):
        assert (await get(client, url, **headers)).status_code == 200, headers


async def test_the_next_edition_outdates_both_validators_of_a_feed_that_changed(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    changes = 0
    for _ in range(newsroom.editions - 1):
        before = {feed: await get(client, feed) for feed in newsroom.feeds()}
        newsroom.next_edition()
        for feed, old in before.items():
            new = await get(client, feed)
            status = 304 if new.content == old.content else 200
            changes += status == 200
            assert (await get(client, feed, if_none_match=old.headers["etag"])).status_code == status
            assert (await get(client, feed, if_modified_since=old.headers["last-modified"])).status_code == status
    assert changes > 30


async def test_a_silent_correction_changes_the_page_under_its_address(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    url = f"http://skerry-news.localhost:{newsroom.port}{TOLL}"
    first = await get(client, url)
    newsroom.next_edition()
    assert (await get(client, url, if_none_match=first.headers["etag"])).status_code == 304
    newsroom.next_edition()
    corrected = await get(client, url, if_none_match=first.headers["etag"], if_modified_since=first.headers["last-modified"])
    assert corrected.status_code == 200
    assert "A flood killed 17 people" in first.text
    assert "A flood killed 14 people" in corrected.text
    assert "17 people" not in corrected.text
    assert newsroom.articles().count(url) == 1


async def test_the_same_port_and_edition_answer_the_same_bytes(newsroom: Newsroom, client: httpx2.AsyncClient) -> None:
    newsroom.next_edition()
    urls = [newsroom.opml_url, *newsroom.feeds(), *newsroom.articles()]
    first = [(await get(client, url)).content for url in urls]
    assert first == [(await get(client, url)).content for url in urls]


async def test_an_edition_appears_at_each_pace() -> None:
    async with Newsroom(0, step=False, pace_s=0.01) as newsroom:
        await until(lambda: newsroom.edition == newsroom.editions, within_s=10)


async def test_with_step_nothing_appears_by_itself() -> None:
    async with Newsroom(0, step=True, pace_s=0.001) as stepped, Newsroom(0, step=False, pace_s=0.01) as paced:
        await until(lambda: paced.edition == paced.editions, within_s=10)
        assert stepped.edition == 1


async def test_a_port_in_use_is_an_os_error_that_names_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"127.0.0.1:{port}: Address already in use"):
            await run(port, step=True, pace_s=12.0, stop=asyncio.Event())


async def test_run_serves_until_told_to_stop_and_frees_the_port(client: httpx2.AsyncClient) -> None:
    stop = asyncio.Event()
    started: list[Newsroom] = []
    running = asyncio.create_task(run(0, step=True, pace_s=12.0, stop=stop, on_started=started.append))
    (newsroom,) = await until(lambda: started)
    assert newsroom.port != 0
    assert (await client.get(f"{newsroom.url}/status")).status_code == 200
    stop.set()
    await asyncio.wait_for(running, timeout=5)
    with pytest.raises(httpx2.ConnectError):
        await client.get(f"{newsroom.url}/status")
    async with Newsroom(newsroom.port, step=True) as again:
        assert again.port == newsroom.port
