"""The pages: what a reader sees, and that nothing from outside is ever more than text."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import SQLModel

from services.api.app import create_app
from services.api.settings import ApiSettings
from services.ingest import sources as feeds
from services.runtime.clock import SystemClock
from services.runtime.database import open_engine
from services.store.views import WithdrawnView
from tests.api.fake_reads import FakeReads
from tests.api.stories import MERCURY, START, article, claim, thread, with_claims
from tests.waiting import until

ATTACKS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</bdi></h2><iframe src=//evil.example>",
    "{{ 7*7 }}{% raw %}",
    "<!--",
    "<style>*{display:none}</style>",
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<form id="content" name="content">',
    "<base href=//evil.example>",
    "&lt;script&gt;&#60;script&#62;",
    "\u202eesrever\u202c",
    "]]><svg onload=alert(1)>",
    "=HYPERLINK(1)",
]


class Page(HTMLParser):
    """A page taken apart: its elements with attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


async def page(client: httpx2.AsyncClient, path: str) -> Page:
    answer = await client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


def words(text: str) -> str:
    return " ".join(text.split())


async def test_first_page_shows_threads_with_claims_voices_and_conflicts(client: httpx2.AsyncClient) -> None:
    text = words((await page(client, "/")).text)
    assert "How many cabins were flooded?" in text
    assert "The harbour office said at least 40 cabins were flooded on Tuesday." in text
    assert "said by The harbour office, an organization" in text
    assert "at least 40 (The Larkmouth Mercury) contradicts 25 (Tideway Radio)" in text
    assert "at least 40 and exactly 25 exclude each other for the same day" in text
    assert "52 (Coast Gazette) updates 25 (Tideway Radio)" in text
    assert "put as probable" in text
    assert "4 Mar 2026, 07:30 UTC" in text
    assert "in the outlet’s own voice" in text
    assert "denied by Strandline" in text


async def test_figure_that_answers_is_marked_in_its_sentence(client: httpx2.AsyncClient) -> None:
    html = (await client.get("/")).text
    assert '<mark class="figure">at least 40</mark>' in html
    assert '<mark class="figure">52</mark>' in html


async def test_counters_stand_on_top(client: httpx2.AsyncClient) -> None:
    html = (await client.get("/")).text
    counters = re.findall(r"<dt>([^<]+)</dt><dd>(?:<a [^>]+>)?(\d+)", html)
    assert counters == [("articles", "3"), ("claims", "5"), ("threads", "2"), ("with conflicts", "2")]


async def test_conflicts_only_leaves_the_others_out(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    reads.stored_threads[1] = reads.stored_threads[1].model_copy(update={"conflicts": 0})
    assert "Did the captain report a leak?" in (await page(client, "/")).text
    assert "Did the captain report a leak?" not in (await page(client, "/?conflict=true")).text


REFRESHES = [("/", True), ("/?conflict=true", True), ("/?live=0", False), ("/?cursor=after-1", False), ("/?live=0&q=x", False)]


@pytest.mark.parametrize(("path", "refreshes"), REFRESHES)
async def test_first_page_renews_itself_unless_paused_or_paged(client: httpx2.AsyncClient, path: str, refreshes: bool) -> None:
    metas = (await page(client, path)).all("meta")
    assert any(meta.get("http-equiv") == "refresh" for meta in metas) is refreshes


async def test_pages_of_threads_lead_from_one_to_the_next(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    reads.stored_threads = []
    for number in range(23):
        one = article(f"Edition {number}", "The quay was closed.", at=START + timedelta(minutes=number))
        said = claim(one, "The quay was closed", head="closed")
        reads.stored_threads.append(thread(f"Was quay {number} closed?", [(said, "yes", START.date())], sequence=number + 1))
    path, seen = "/?live=0", 0
    for _ in range(5):
        shown = await page(client, path)
        seen += len(shown.all("article"))
        following = [link["href"] for link in shown.all("a") if link.get("rel") == "next"]
        if not following:
            break
        path = following[0] or ""
        assert "live=0" in path, "paused stays paused"
    assert seen == 23


async def test_nothing_read_yet_is_said_so(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    reads.stored_articles, reads.stored_threads = [], []
    assert "Nothing has been read yet" in (await page(client, "/")).text
    assert "Nothing has been read yet" in (await page(client, "/articles")).text
    assert "No such thread" in (await page(client, "/?q=unheard")).text


async def test_thread_page_shows_chart_answers_and_origins(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    shown = await page(client, f"/threads/{reads.stored_threads[0].thread_id}")
    text = words(shown.text)
    assert [svg["role"] for svg in shown.all("svg")] == ["img"]
    assert len(shown.all("rect")) == 2, "the two answers that contradict each other are diamonds"
    assert len(shown.all("circle")) == 1
    for part in ("Conflicts", "Updates and agreements", "Answers", "What counts as one origin", "The question, slot by slot"):
        assert part in text


async def test_thread_without_numbers_has_no_chart(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    assert (await page(client, f"/threads/{reads.stored_threads[1].thread_id}")).all("svg") == []


async def test_article_page_holds_the_text_as_stored_with_its_claims_marked(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    stored = reads.stored_articles[0]
    shown = await page(client, f"/articles/{stored.article_id}")
    for line in stored.text.split("\n"):
        assert line in shown.text
    ids = [attributes["id"] for _, attributes in shown.elements if attributes.get("id", "") and attributes["id"].startswith("claim-")]  # type: ignore[union-attr]
    assert ids == [f"claim-{each.claim_id}" for each in stored.items]
    outward = [link for link in shown.all("a") if (link["href"] or "").startswith("http")]
    assert [(link["href"], link["rel"]) for link in outward] == [(stored.canonical_url, "noreferrer nofollow")]


NO_LINKS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "file:0b5c",
    "http:\\\\evil",
    "vbscript:x",
    "//x",
    "http://[",
    "https:x",
]


@pytest.mark.parametrize("url", NO_LINKS)
async def test_address_that_a_browser_could_run_is_never_a_link(client: httpx2.AsyncClient, reads: FakeReads, url: str) -> None:
    reads.stored_articles[0] = reads.stored_articles[0].model_copy(update={"canonical_url": url})
    shown = await page(client, f"/articles/{reads.stored_articles[0].article_id}")
    assert all((link["href"] or "").startswith(("/", "#")) for link in shown.all("a"))


@pytest.mark.parametrize("attack", ATTACKS)
async def test_text_from_outside_is_shown_as_text_everywhere(client: httpx2.AsyncClient, reads: FakeReads, attack: str) -> None:
    source = MERCURY.model_copy(update={"name": f"Outlet {attack}", "domain": f"x{attack}"})
    one = article(f"Title {attack}", f"Somebody {attack} claimed 12 {attack} things fell.", source=source)
    one = one.model_copy(update={"authors": (f"Author {attack}",), "wire_credit": f"Agency {attack}"})
    said = claim(
        one,
        f"12 {attack} things fell",
        sentence=f"Somebody {attack} claimed 12 {attack} things fell.",
        head="fell",
        figure=f"12 {attack}",
        value=12,
        low=12,
        high=12,
        source=f"Somebody {attack}",
        cue="claimed",
    )
    other = claim(one, "things fell", head="fell", figure="things", value=3, low=3, high=3)
    one = with_claims(one, said, other)
    asked = thread(
        f"How many {attack} fell?",
        [(said, "12", START.date()), (other, "3", START.date())],
        [("conflict", 0, 1, f"reason {attack}")],
        sequence=1,
    )
    asked = asked.model_copy(update={"slots": {f"slot {attack}": f"value {attack}"}, "latest": f"latest {attack}"})
    reads.stored_articles, reads.stored_threads = [one], [asked]
    plain = {
        path: {name for name, _ in (await page(client, path)).elements}
        for path in ("/", "/articles", f"/threads/{asked.thread_id}", f"/articles/{one.article_id}")
    }
    for path, elements in plain.items():
        assert elements.isdisjoint({"script", "iframe", "style", "base", "object"}), path
        assert ("svg" in elements) == path.startswith("/threads/"), path
    for path, field in {
        "/": f"How many {attack} fell?",
        "/articles": f"Title {attack}",
        f"/threads/{asked.thread_id}": f"reason {attack}",
        f"/articles/{one.article_id}": f"Author {attack}",
    }.items():
        shown = await page(client, path)
        assert field in shown.text, "what is shown is what is stored"
        for name, attributes in shown.elements:
            assert not any(attribute.startswith("on") for attribute in attributes), (path, name)
            assert "style" not in attributes
            assert "evil.example" not in (attributes.get("href") or "") + (attributes.get("src") or "")
        assert len([meta for meta in shown.all("meta") if meta.get("http-equiv")]) == (1 if path == "/" else 0)


@pytest.mark.parametrize("attack", ATTACKS)
async def test_search_echo_is_text(client: httpx2.AsyncClient, attack: str) -> None:
    answer = await client.get("/", params={"q": attack, "live": "0"})
    shown = Page(answer.text)
    assert f"“{attack.strip()}”" in shown.text
    assert [field["value"] for field in shown.all("input") if field.get("name") == "q"] == [attack.strip()]
    assert shown.all("script") == shown.all("iframe") == []


async def test_title_of_a_megabyte_is_shown_whole(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    long = "x" * 1_000_000
    reads.stored_threads[0] = reads.stored_threads[0].model_copy(update={"title": long})
    assert long in (await page(client, "/")).text


class TestSourcesPage:
    """The page of feeds reads the ledger."""

    @pytest.fixture
    async def app(self, tmp_path: Path, reads: FakeReads) -> AsyncIterator[FastAPI]:
        engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/claimwire.db")
        async with engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        yield create_app(engine, ApiSettings(), reads=reads)
        await engine.dispose()

    async def test_feeds_are_listed_with_their_states(self, app: FastAPI, client: httpx2.AsyncClient) -> None:
        assert "No feed is watched yet" in (await page(client, "/sources")).text
        await feeds.add(app.state.gateway.engine, "https://paper.example/feed", SystemClock(), name="<b>Paper</b>")
        shown = await page(client, "/sources")
        assert "<b>Paper</b>" in shown.text
        assert "waiting" in shown.text
        assert [link["rel"] for link in shown.all("a") if link["href"] == "https://paper.example/feed"] == ["noreferrer nofollow"]

    async def test_cursor_that_is_none_is_a_problem(self, client: httpx2.AsyncClient) -> None:
        assert (await client.get("/sources?cursor=zzz")).status_code == 400


async def test_latest_conflicts_stand_on_top_of_the_unfiltered_first_page_only(client: httpx2.AsyncClient) -> None:
    def has_top(html: str) -> bool:
        return 'id="on-top"' in html

    assert has_top((await client.get("/")).text)
    for path in ("/?conflict=true", "/?q=cabins", "/?cursor=after-1"):
        assert not has_top((await client.get(path)).text), path


async def test_withdrawn_answers_are_shown_as_such(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    one = reads.stored_threads[0]
    gone = WithdrawnView(claim=one.members[0].claim, value_text="at least 40", as_of=START.date())
    reads.stored_threads[0] = one.model_copy(update={"withdrawn": (gone,)})
    html = (await client.get(f"/threads/{one.thread_id}")).text
    assert "<del><bdi>The harbour office said at least 40 cabins were flooded on Tuesday.</bdi></del>" in html
    assert "1 earlier answer was withdrawn by its outlet" in (await client.get("/")).text


async def test_many_relations_are_folded_and_counted(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    one = reads.stored_threads[0]
    many = one.relations[0].model_copy(update={"reason": "no"})
    reads.stored_threads[0] = one.model_copy(update={"relations": (many,) * 250})
    shown = await page(client, f"/threads/{one.thread_id}")
    assert [element for element, _ in shown.elements].count("details") == 1
    assert "192 more" in shown.text
    assert "50 more relations are in the API’s answer" in words(shown.text)


async def test_first_page_reads_a_thread_once_per_change(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    await client.get("/")
    asked = reads.asked
    await client.get("/")
    assert reads.asked - asked == 3, "the list, the conflicts and the counters"
    reads.stored_threads[0] = reads.stored_threads[0].model_copy(update={"sequence": 99, "title": "How many cabins stood under water?"})
    assert "How many cabins stood under water?" in (await page(client, "/")).text


async def test_health_answers_however_much_there_is_to_do(app: FastAPI, reads: FakeReads) -> None:
    hanging, begun = asyncio.Event(), list[int]()

    async def hang() -> object:
        begun.append(1)
        await hanging.wait()
        raise TimeoutError

    reads.counts = hang  # type: ignore[assignment, method-assign]
    narrow = create_app(app.state.gateway.engine, ApiSettings(requests_at_once=2), reads=reads)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(narrow), base_url="http://gateway") as client:
        waiting = [asyncio.create_task(client.get("/v1/counts")) for _ in range(2)]
        await until(lambda: len(begun) == 2)
        assert (await client.get("/v1/threads")).status_code == 503
        for path in ("/healthz", "/metrics", "/static/claimwire.css"):
            assert (await client.get(path)).status_code == 200, path
        hanging.set()
        assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {503}
