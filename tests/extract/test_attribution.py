"""Who puts a claim forward: the table of `attribution_rows.py`, and rules that need more than a row."""

from __future__ import annotations

from typing import Any

import pytest

from services.extract.core import ClaimExtractor
from tests.extract.attribution_rows import BY_PHENOMENON, Row
from tests.extract.reading import claim_with

BODY = "\n\nThe weather was mild on Tuesday, and Elena Marsh said that the shops stayed open."
"""Below a headline, so that it is one."""
TABLE: list[Row] = [
    (text + BODY if rows is BY_PHENOMENON["headlines"] else text, words, expected)
    for rows in BY_PHENOMENON.values()
    for text, words, expected in rows
]


def shown(attribution: dict[str, Any], expected: str) -> str:
    """The attribution in the form of the table; with the source's name where the row gives it."""
    source = attribution["source"]["text"] if attribution["source"] else "-"
    line = f"{source} | {attribution['cue']['text']} | {attribution['kind']} | {attribution['stance']}"
    return f"{line} = {attribution['entity']}" if " = " in expected else line


@pytest.mark.parametrize(("text", "words", "expected"), TABLE, ids=[f"{text} [{words}]" for text, words, _ in TABLE])
def test_claim_has_these_sources(extractor: ClaimExtractor, text: str, words: str, expected: list[str]) -> None:
    found = claim_with(extractor, text, words)["attributions"]
    assert len(found) == len(expected), [shown(attribution, "") for attribution in found]
    assert [shown(attribution, row) for attribution, row in zip(found, expected, strict=True)] == expected


def test_quote_without_speaker_takes_the_speaker_before(extractor: ClaimExtractor) -> None:
    text = "“The dam broke at midnight,” Ana Silva told a radio station. “Nobody warned the village.”"
    claim = claim_with(extractor, text, "warned the village")
    assert [a["source"]["text"] for a in claim["attributions"]] == ["Ana Silva"]


def test_pronoun_source_goes_by_the_name_before(extractor: ClaimExtractor) -> None:
    text = "Elena Marsh said the tunnel was safe. She added that repairs would end in June."
    claim = claim_with(extractor, text, "repairs")
    assert [a["entity"] for a in claim["attributions"]] == ["Elena Marsh"]


def test_negated_reporting_verb_attributes_nothing(extractor: ClaimExtractor) -> None:
    claim = claim_with(extractor, "The club has not confirmed that its coach will leave.", "confirmed")
    assert claim["attributions"] == []
    assert claim["polarity"] == "negative"


def test_own_doubt_inside_a_quote_weakens_without_a_second_source(extractor: ClaimExtractor) -> None:
    claim = claim_with(extractor, "“I think the pump failed on Sunday,” Elena Marsh said.", "pump failed")
    assert [a["source"]["text"] for a in claim["attributions"]] == ["Elena Marsh"]
    assert claim["certainty"] == "probable"


def test_this_suggests_names_no_source(extractor: ClaimExtractor) -> None:
    claim = claim_with(extractor, "The lake turned green in May. This suggests that the plant leaked for weeks.", "plant leaked")
    assert claim["attributions"] == []
    assert claim["certainty"] == "probable"


def test_hope_in_a_narrative_is_the_claim_itself(extractor: ClaimExtractor) -> None:
    claim = claim_with(extractor, "The miners hoped that the pit would reopen.", "hoped")
    assert claim["attributions"] == []


def test_quote_signed_behind_a_dash_is_the_signers(extractor: ClaimExtractor) -> None:
    claim = claim_with(extractor, "“The council sold the park in 2019.” — Rosa Lind", "sold the park")
    assert [a["source"]["text"] for a in claim["attributions"]] == ["Rosa Lind"]
