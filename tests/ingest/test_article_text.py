"""Where the article of a page begins and ends."""

from __future__ import annotations

import json

import pytest

from services.ingest.page_furniture import without_furniture
from services.ingest.pages import find_paragraphs
from tests.ingest.pages_of_ours import PARAGRAPHS, article_page

TITLE = "Velmora approves a longer breakwater"
ARTICLE = list(PARAGRAPHS)


def page_with(inside: str, *, after_paragraph: int = 2) -> str:
    """The article page with some markup after one of its paragraphs."""
    paragraphs = [f"<p>{text}</p>" for text in PARAGRAPHS]
    body = "".join([*paragraphs[:after_paragraph], inside, *paragraphs[after_paragraph:]])
    return article_page(paragraphs=()).replace("</h1>", f"</h1>{body}")


@pytest.mark.parametrize(
    "inside",
    [
        '<p>Related: <a href="/a">Storm damages the old wall in three places</a></p>',
        '<p><strong><a href="/a">READ MORE: Ferry line to the islands stopped for winter</a></strong></p>',
        '<ul><li><a href="/a">Ten pictures of the biggest waves of the year</a></li>'
        '<li><a href="/b">How the harbour was built by prisoners</a></li></ul>',
        '<p>DON\'T MISS<br><a href="/a">Whale seen in the outer harbour on Sunday</a> [VIDEO]<br>'
        '<a href="/b">Why the fish market moves to the hill</a> [INSIGHT]</p>',
        '<div class="Newsletter-box"><h3>Harbour Weekly</h3><p>All the news from the pier, every Friday at eight in the morning.</p></div>',
        '<div class="article-related"><h4>More</h4><span>The mayor in his own words</span></div>',
        "<p>Sign up for our newsletter and never miss a ship.</p>",
        "<p>ADVERTISEMENT</p>",
        "<p>Click here to get the app of this paper</p>",
    ],
    ids=lambda inside: inside[:50],
)
def test_what_stands_between_paragraphs_is_left_out(inside: str) -> None:
    assert find_paragraphs(page_with(inside)) == ARTICLE


@pytest.mark.parametrize(
    "last",
    [
        "Reporting by Ida Quell; editing by Per Holm",
        "(Additional reporting by Ida Quell in Velmora)",
        "Ida Quell contributed to this report.",
        "Email Ida Quell at ida@paper.example or follow her @idaquell.",
        "Have a tip? The desk may be reached at desk@paper.example.",
        "Updated at 1:23 p.m.",
        "Tags: harbour, wall, council",
        "More on the sea: https://paper.example/sea",
        "Get the latest headlines in your inbox every morning.",
        "© 2026 The Pier Post. All rights reserved.",
    ],
)
def test_what_follows_the_last_paragraph_is_left_out(last: str) -> None:
    assert find_paragraphs(article_page(paragraphs=[*PARAGRAPHS, last])) == ARTICLE


@pytest.mark.parametrize(
    "paragraph",
    [
        "Subscribers to the service fell by 40,000 in the first quarter, the company told investors on Thursday.",
        "The minister said that he would follow the advice of the panel on Twitter and Facebook rules for schools.",
        "Updated rules for 14 ports came into force in March, and three harbours asked for more time to comply.",
        "The cookie factory in Velmora closed its site in March, and 240 people lost their jobs, the union said.",
        "Comments by the governor on Tuesday moved the bond market, where yields rose to 4.1 percent.",
        "Related costs of the project come to nine million crowns, according to the audit office.",
        "Reporting by the board has been late in each of the last five years, the auditors found.",
        "Advertisement spending in the country grew by eight percent last year, an industry group said.",
        "Follow-up tests on 31 patients showed no trace of the virus, the hospital announced on Friday.",
        "By the end of the year the port will handle 200,000 containers, its director said.",
        "March 4 was the warmest day of the winter in Velmora, at 17.2 degrees, the weather service reported.",
        '"Get the boats out of the water now," the harbour master told crews in an e-mail before the updates came.',
    ],
)
def test_paragraph_that_sounds_like_furniture_stays(paragraph: str) -> None:
    assert find_paragraphs(article_page(paragraphs=[paragraph, *PARAGRAPHS, paragraph])) == [paragraph, *PARAGRAPHS, paragraph]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<p>The chair, <a href="/quell">Ida Quell of the harbour board of Velmora</a>, said that the wall was needed.</p>',
            "The chair, Ida Quell of the harbour board of Velmora, said that the wall was needed.",
        ),
        (
            '<p><a href="/report">The report names eleven ships that were damaged last winter.</a></p>',
            "The report names eleven ships that were damaged last winter.",
        ),
        (
            '<p>A <a href="/a">study by the university of the north</a> and a <a href="/b">survey among the fishing crews of the bay</a> '
            "came to different results in the same year.</p>",
            "A study by the university of the north and a survey among the fishing crews of the bay "
            "came to different results in the same year.",
        ),
        (
            '<p>Crews from <span><a href="/people">Arvo Lind</a><span class="box"><a href="/x">Arvo Lind speaks about the wall</a>'
            '<a href="/y">Harbour chair defends the wall again</a><a href="/z">Lind leaves the board in May</a></span></span> '
            "to the engineer were heard.</p>",
            "Crews from Arvo Lind to the engineer were heard.",
        ),
    ],
    ids=["long link", "linked sentence", "two links", "box in a sentence"],
)
def test_linked_words_of_a_sentence_stay(html: str, text: str) -> None:
    assert text in find_paragraphs(page_with(html))


def test_article_in_several_containers_is_read_whole() -> None:
    halves = ["".join(f"<p>{text}</p>" for text in part) for part in (PARAGRAPHS[:2], PARAGRAPHS[2:])]
    long = "<p>The old wall was built by 300 men in nine years, and storms broke it in 1902, 1954 and 1987, the archive says.</p>" * 2
    parts = "".join(
        f'<div class="row"><div class="article-body part">{half}{long}</div><div class="rail">Ad</div></div>' for half in halves
    )
    found = find_paragraphs(article_page(paragraphs=()).replace("</h1>", f"</h1>{parts}"))
    assert [text for text in found if text in PARAGRAPHS] == ARTICLE


def test_article_in_the_cell_of_a_table_is_read_as_paragraphs() -> None:
    more = "The old wall was built by 300 men in nine years, and storms broke it in 1902, 1954 and 1987, the archive says."
    cell = "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS, more))
    page = (
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td><a href='/'>Home</a></td><td>{cell}</td></tr></table></body></html>"
    )
    found = find_paragraphs(page)
    assert found[-5:] == [*PARAGRAPHS, more]


def test_text_in_the_pages_own_data_counts_where_the_page_shows_hardly_any() -> None:
    text = "\n\n".join((*PARAGRAPHS, *PARAGRAPHS[::-1], *PARAGRAPHS))
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": text})
    head = f'<script type="application/ld+json">{data}</script>'
    assert find_paragraphs(article_page(paragraphs=PARAGRAPHS[:1], head=head)) == text.split("\n\n")


def test_text_in_the_pages_own_data_about_something_else_does_not_count() -> None:
    other = "A recipe for plum cake needs flour, butter, eggs, sugar and twelve ripe plums, says a baker in the old town. " * 12
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": other})}</script>'
    assert find_paragraphs(article_page(head=head)) == ARTICLE


def test_lines_down_to_the_headline_and_dates_go() -> None:
    lines = ["Harbour", TITLE, "By Ida Quell", "March 3, 2026 - 11:28", *PARAGRAPHS]
    assert without_furniture(lines, [TITLE]) == ARTICLE


def test_unclosed_navigation_does_not_swallow_the_article() -> None:
    assert find_paragraphs(article_page().replace("</nav>", "")) == ARTICLE
