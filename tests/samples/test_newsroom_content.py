"""What the sample newsroom is made of, and what its pages and feeds give to those who read them."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import fastfeedparser
import feedparser
import pytest
import trafilatura
from lxml import html as lxml_html

from samples.newsroom import rendering
from samples.newsroom.editions import last_edition, published
from samples.newsroom.outlets import OUTLETS, Outlet
from samples.newsroom.reading import ARTICLES, Article, BadArticle, parse_article, read_articles

PORT = 8123
SAMPLES = ARTICLES.parent.parent
ALL = read_articles()
LAST = last_edition(ALL)
HEADER = "outlet: skerry-news\nedition: 1\nsection: World\ntitle: A title\npublished: 2026-03-03T08:00:00+02:00"

each_version = pytest.mark.parametrize("article", ALL, ids=lambda a: f"{a.outlet.host}/{a.slug}/{a.edition}")
each_outlet = pytest.mark.parametrize("outlet", OUTLETS, ids=lambda o: o.host)


def test_there_are_forty_four_articles_of_eight_outlets_about_four_stories() -> None:
    assert len({a.path for a in ALL}) >= 44
    assert {a.outlet.host for a in ALL} == {o.host for o in OUTLETS}
    assert len(OUTLETS) == 8
    assert {a.story for a in ALL} == {"flood", "strike", "recall", "election"}
    assert 8 <= LAST <= 10


@each_version
def test_an_article_is_short_and_of_march_2026(article: Article) -> None:
    words = sum(len(block.text.split()) for block in article.body)
    assert 90 <= words <= 260
    assert (article.published.year, article.published.month) == (2026, 3)
    assert article.published.utcoffset() is not None


def test_every_edition_brings_articles_and_each_moment_is_later_than_those_of_earlier_editions_of_the_outlet() -> None:
    assert {a.edition for a in ALL} == set(range(1, LAST + 1))
    for outlet in OUTLETS:
        own = [a for a in ALL if a.outlet == outlet]
        for before, after in itertools.pairwise(own):
            assert before.changed < after.changed, f"{after.slug} would not move the feed's Last-Modified"


def test_the_first_edition_has_two_death_tolls_of_the_flood_that_exclude_each_other() -> None:
    first = {a.outlet.host: a for a in ALL if a.edition == 1 and a.story == "flood"}
    assert "killed 11 people in Aldermoor on Monday night" in first["harbour-courier"].lead
    assert "killed 17 people in Aldermoor on Monday night" in first["skerry-news"].lead


def test_wire_copy_is_printed_by_two_outlets_with_a_credit() -> None:
    printed: dict[str, list[Article]] = defaultdict(list)
    for article in ALL:
        if article.wire:
            printed[f"{article.story} {article.edition}"].append(article)
    assert len(printed) == 3
    for one, other in printed.values():
        assert one.outlet != other.outlet
        assert one.title != other.title
        texts, others = ({block.text for block in a.body} for a in (one, other))
        assert len(texts & others) >= 4
        for article in (one, other):
            assert (article.wire or "no wire") in rendering.page(ALL, article, port=PORT)


def test_a_silent_correction_changes_the_text_and_says_nothing() -> None:
    silent = [a for a in ALL if a.changed != a.published and a.updated is None]
    assert len(silent) == 2
    for later in silent:
        first = next(a for a in ALL if a.path == later.path)
        assert first.body != later.body
        pages = [lxml_html.fromstring(rendering.page(ALL, a, port=PORT)) for a in (first, later)]
        dates = [page.xpath("//time/@datetime") + re.findall(r'"date\w+": "[^"]+"', page.xpath("string(//script)")) for page in pages]
        assert dates[0] == dates[1]


def test_an_open_update_tells_its_date() -> None:
    (later,) = [a for a in ALL if a.updated]
    page = rendering.page(ALL, later, port=PORT)
    assert f'"dateModified": "{later.updated.isoformat() if later.updated else ""}"' in page
    assert "Updated <time" in page


@each_version
def test_the_text_of_a_page_is_its_article_and_nothing_around_it(article: Article) -> None:
    page = rendering.page(ALL, article, port=PORT)
    text = trafilatura.extract(page, include_comments=False)
    assert text is not None
    headline, body = article.title, [block.text for block in article.body]
    assert [line for line in text.splitlines() if line != headline] == body


@each_version
def test_a_page_has_furniture_around_the_article(article: Article) -> None:
    page = lxml_html.fromstring(rendering.page(ALL, article, port=PORT))
    furniture = tomllib.loads((SAMPLES / "newsroom" / "furniture.toml").read_text("utf-8"))
    said = [comment["text"] for comment in furniture["comments"][article.story]]
    assert page.xpath("//*[@id='comments']//p")[0].text_content() in said
    assert page.xpath("//*[contains(@class, 'author-box')]//p")
    assert page.xpath("//*[contains(@class, 'newsletter')]//p")[0].text_content() in furniture["newsletters"]
    assert page.xpath("//*[contains(@class, 'share-buttons')]")
    assert page.xpath("//nav")
    assert page.xpath("//footer")


@each_version
def test_a_page_tells_its_address_headline_date_and_authors(article: Article) -> None:
    page = lxml_html.fromstring(rendering.page(ALL, article, port=PORT))
    url = rendering.article_url(article, port=PORT)
    assert page.xpath("//link[@rel='canonical']/@href") == [url]
    assert urlsplit(url).hostname == f"{article.outlet.host}.localhost"
    names = list(article.authors) or [article.wire or ""]
    if article.outlet.structured == "meta":
        assert page.xpath("//script") == []
        assert page.xpath("//meta[@property='article:published_time']/@content") == [article.published.isoformat()]
        assert page.xpath("//meta[@name='author']/@content") == names
        return
    document = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    (news,) = [node for node in document.get("@graph", [document]) if node["@type"] == "NewsArticle"]
    assert news["headline"] == article.title
    assert news["datePublished"] == article.published.isoformat()
    assert [author["name"] for author in news["author"]] == names


@each_version
def test_a_page_changes_only_with_its_article(article: Article) -> None:
    known = tuple(a for a in ALL if a.edition <= article.edition)
    assert rendering.page(known, article, port=PORT) == rendering.page(ALL, article, port=PORT)


@each_outlet
def test_both_feed_readers_find_every_article_newest_first(outlet: Outlet) -> None:
    out = published(ALL, outlet, LAST)
    text = rendering.feed(out, port=PORT)
    by_feedparser = feedparser.parse(text)
    by_fast = fastfeedparser.parse(text)
    links = [rendering.article_url(a, port=PORT) for a in out.articles]
    assert len(links) >= 4
    assert not by_feedparser.bozo
    for entries in (by_feedparser.entries, by_fast.entries):
        assert [entry["link"].partition("?")[0] for entry in entries] == links
        assert [entry["title"] for entry in entries] == [a.title for a in out.articles]
    moments = [a.published for a in out.articles]
    assert moments == sorted(moments, reverse=True)


def test_feeds_vary_as_real_ones_do() -> None:
    assert {o.feed for o in OUTLETS} == {"rss", "atom"}
    assert {o.feed_text for o in OUTLETS} == {"summary", "full", "none"}
    assert {o.guid for o in OUTLETS if o.feed == "rss"} == {"permalink", "opaque", "none"}
    assert {o.feed_date for o in OUTLETS if o.feed == "rss"} == {"offset", "gmt", "dublin core"}


@pytest.mark.parametrize("article", [a for a in ALL if a.outlet.host == "veranian-post"], ids=lambda a: a.slug)
def test_a_feed_with_full_text_holds_the_whole_body(article: Article) -> None:
    feed = fastfeedparser.parse(rendering.feed(published(ALL, article.outlet, LAST), port=PORT))
    (entry,) = [entry for entry in feed.entries if entry["title"] == article.title]
    content = lxml_html.fromstring(f"<div>{entry['content'][0]['value']}</div>").text_content()
    assert all(block.text in content for block in article.body)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEADER.replace("skerry-news", "nobody") + "\n\nText.", "nobody"),
        (HEADER.replace("+02:00", "") + "\n\nText.", "no offset"),
        (HEADER + "\ncolour: red\n\nText.", "unknown header colour"),
        (HEADER, "no paragraph"),
        (HEADER.replace("edition: 1\n", "") + "\n\nText.", "edition"),
    ],
)
def test_a_file_in_another_form_is_refused_with_its_name(text: str, complaint: str) -> None:
    with pytest.raises(BadArticle, match=complaint) as caught:
        parse_article(text, story="flood", slug="some-slug")
    assert "flood/some-slug" in str(caught.value)


def test_a_later_version_takes_over_what_its_header_leaves_out() -> None:
    _, header = parse_article(HEADER + "\n\nFirst text.", story="flood", slug="s")
    later, _ = parse_article("edition: 2\nchanged: 2026-03-04T08:00:00+02:00\n\nNew text.", story="flood", slug="s", earlier=header)
    assert (later.title, later.edition, later.lead) == ("A title", 2, "New text.")
    with pytest.raises(BadArticle, match="changed"):
        parse_article("edition: 2\n\nNew text.", story="flood", slug="s", earlier=header)


@pytest.mark.parametrize("path", [SAMPLES / "feeds.opml"], ids=lambda p: p.name)
def test_the_list_of_public_feeds_parses_and_each_feed_has_its_addresses(path: Path) -> None:
    outlines = ElementTree.fromstring(path.read_bytes()).findall("./body/outline")  # our own file
    assert 18 <= len(outlines) <= 26
    assert all(
        o.get("text") and o.get("xmlUrl", "").startswith("https://") and o.get("htmlUrl", "").startswith("https://") for o in outlines
    )
    assert len({o.get("xmlUrl") for o in outlines}) == len(outlines)
    fields = {o.get("category") for o in outlines}
    assert {"/World", "/Africa", "/Asia", "/Latin America", "/Europe", "/Business", "/Science", "/Health"} <= fields
    assert {"/Technology", "/Sports", "/Local"} <= fields
