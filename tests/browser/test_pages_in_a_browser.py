"""What only a browser can tell: that pages work, fit, can be read, and that nothing in them runs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.api.fake_reads import FakeReads
from tests.api.stories import MERCURY, START, article, claim, thread, with_claims

CONTRAST = """() => {
  const channel = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const colour = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = colour(getComputedStyle(e).backgroundColor);
      if (c[3] > 0.99) return c;
    }
    return [255, 255, 255, 1];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.getClientRects().length || element.closest('svg, .unseen, .skip')) continue;
    const [a, b] = [light(colour(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(walker.currentNode.data.trim().slice(0, 40));
  }
  return poor;
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test when the browser complains: of the content security policy, of missing files, of errors."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    context = browser.new_context(base_url=address, color_scheme="light", viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: complaints.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    yield page
    context.close()
    assert complaints == []


def paths(reads: FakeReads) -> list[str]:
    threads = [f"/threads/{each.thread_id}" for each in reads.stored_threads]
    return ["/?live=0", "/?live=0&conflict=true", "/articles", "/sources", *threads, f"/articles/{reads.stored_articles[0].article_id}"]


def test_reader_goes_from_a_conflict_to_the_words_in_the_article(page: Page) -> None:
    page.goto("/?live=0")
    card = page.get_by_role("article").filter(has_text="How many cabins were flooded?")
    assert card.locator("li.conflict").inner_text().startswith("at least 40 (The Larkmouth Mercury) contradicts 25 (Tideway Radio)")
    card.get_by_role("link", name="How many cabins were flooded?").first.click()
    assert page.get_by_role("img", name="The answers over time").is_visible()
    page.get_by_role("link", name="in the article Ferry pulled from Larkmouth crossing").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ferry pulled from Larkmouth crossing"
    marked = "".join(page.locator("mark.words").all_inner_texts())
    assert "at least 40 cabins were flooded on Tuesday" in marked
    assert page.url.rpartition("#")[2].startswith("claim-")


def test_conflicts_only_and_search_work_without_script(page: Page) -> None:
    page.goto("/?live=0")
    page.get_by_role("link", name="Conflicts only").click()
    assert "conflict=true" in page.url
    page.get_by_label("Words in the claims").fill("captain")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("article").count() == 1
    assert "conflict=true" in page.url


def test_conflict_is_red_and_said_in_words(page: Page) -> None:
    page.goto("/?live=0")
    word = page.locator("li.conflict .relation").first
    red, green, blue = word.evaluate("e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number)")
    assert red > 1.5 * max(green, blue)
    assert word.inner_text() == "contradicts"


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_is_wider_than_the_screen(page: Page, reads: FakeReads, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in paths(reads):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_long_words_do_not_break_out(page: Page, reads: FakeReads) -> None:
    reads.stored_threads[0] = reads.stored_threads[0].model_copy(update={"title": "W" * 5_000, "latest": "9" * 500})
    page.set_viewport_size({"width": 320, "height": 800})
    for path in paths(reads):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_told_from_its_ground(page: Page, reads: FakeReads, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in paths(reads):
        page.goto(path)
        assert page.evaluate(CONTRAST) == [], path


def test_pages_have_one_first_heading_landmarks_and_a_language(page: Page, reads: FakeReads) -> None:
    for path in paths(reads):
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.get_by_role("main").count() == page.get_by_role("banner").count() == page.get_by_role("contentinfo").count() == 1
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => Number(e.tagName[1]))")
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), (path, levels)
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), path


def test_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/?live=0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_first_page_renews_itself_until_paused(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="pause").click()
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    page.get_by_role("link", name="renew by itself").click()
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "10"


def test_print_leaves_out_what_paper_cannot_do(page: Page) -> None:
    page.goto("/?live=0")
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert page.get_by_role("article").first.is_visible()


def test_nothing_from_outside_runs_or_loads(page: Page, reads: FakeReads) -> None:
    attack = "<img src=/v1/counts onerror=\"document.title='owned'\"><script>document.title='owned'</script>\u202etxt"
    source = MERCURY.model_copy(update={"name": attack, "domain": attack})
    one = article(attack, f"It was {attack} 12 that fell.", source=source)
    said = claim(one, "12 that fell", sentence=f"It was {attack} 12 that fell.", head="fell", figure="12", value=12, low=12, high=12)
    one = with_claims(one, said)
    asked = thread(attack, [(said, "12", START.date())], sequence=9)
    reads.stored_articles, reads.stored_threads = [one], [asked]
    for path in paths(reads):
        page.goto(path)
        assert page.title() != "owned"
        assert page.locator("main img, script").count() == 0
        assert "onerror" in page.locator("main").inner_text() or path in ("/sources", "/?live=0&conflict=true")


def test_direction_override_ends_with_its_field(page: Page, reads: FakeReads) -> None:
    title = "\u202eReversed"
    reads.stored_threads[0] = reads.stored_threads[0].model_copy(update={"title": title})
    page.goto("/?live=0")
    heading = page.locator(".card h2 bdi").first
    assert heading.inner_text() == title
    assert heading.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
