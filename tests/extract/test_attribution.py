"""Who puts a claim forward. A row: text, words of the claim, [(source, cue, kind, stance)]."""

from __future__ import annotations

import pytest

from services.extract.core import ClaimExtractor
from tests.extract.reading import claim_with

Expected = list[tuple[str | None, str, str, str]]

TABLE: list[tuple[str, str, Expected]] = [
    ("The council approved the budget.", "budget", []),
    ("The health ministry said 40 people had died.", "40 people", [("The health ministry", "said", "organization", "asserts")]),
    ("Forty people had died, officials said.", "Forty people", [("officials", "said", "group", "asserts")]),
    ("Sales rose 3 percent, according to a company report.", "Sales rose", [("a company report", "according to", "document", "asserts")]),
    ("The ministry denied that the plant had leaked.", "leaked", [("The ministry", "denied", "organization", "denies")]),
    ("The army confirmed that the bridge was destroyed.", "bridge", [("The army", "confirmed", "organization", "confirms")]),
    ("The minister has reportedly resigned.", "resigned", [(None, "reportedly", "unknown", "asserts")]),
    ("The ship is believed to have sunk.", "sunk", [(None, "is believed to", "unknown", "asserts")]),
    ("“We lost everything,” said Maria Duarte.", "We lost", [("Maria Duarte", "said", "person", "asserts")]),
    (
        "The fire spread to 40 homes, said the newly named fire chief Ana Silva.",
        "The fire",
        [("the newly named fire chief Ana Silva", "said", "person", "asserts")],
    ),
    ("The firm said in a letter that it had lost 300 files.", "300 files", [("The firm", "said", "organization", "asserts")]),
    (
        "The toll has reached 90, officials said, citing hospital records.",
        "90",
        [("officials", "said", "group", "asserts"), ("hospital records", "citing", "document", "asserts")],
    ),
    ("Per the ministry, 40 schools are closed.", "40 schools", [("the ministry", "Per", "organization", "asserts")]),
    ("There are reports that the airport has closed.", "airport has closed", [("reports", "reports", "document", "asserts")]),
]


@pytest.mark.parametrize(("text", "words", "expected"), TABLE, ids=[text for text, *_ in TABLE])
def test_claim_has_these_sources(extractor: ClaimExtractor, text: str, words: str, expected: Expected) -> None:
    claim = claim_with(extractor, text, words)
    found = [(a["source"] and a["source"]["text"], a["cue"]["text"], a["kind"], a["stance"]) for a in claim["attributions"]]
    assert found == expected


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
