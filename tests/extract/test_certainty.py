"""How firmly, whether and when. A row: sentence, words of the claim, certainty, polarity, status; with the deciding words and by
phenomenon in `certainty_rows.py`.
"""

from __future__ import annotations

import pytest

from services.extract.core import ClaimExtractor
from services.extract.factuality import reading_of
from services.extract.tree import tree_of
from tests.extract import certainty_rows as table
from tests.extract.reading import claim_with

TABLE: list[tuple[str, str, str, str, str]] = [
    ("The court rejected the appeal on Monday.", "court", "certain", "positive", "past"),
    ("The court will hear the appeal in May.", "court", "certain", "positive", "future"),
    ("The company employs 400 people.", "employs", "certain", "positive", "present"),
    ("The strike may begin next week.", "strike", "possible", "positive", "future"),
    ("The strike could end by Friday.", "strike", "possible", "positive", "future"),
    ("The storm is expected to reach the coast on Friday.", "storm", "probable", "positive", "future"),
    ("The storm is likely to reach the coast.", "storm", "probable", "positive", "future"),
    ("The drug probably prevents infection.", "drug", "probable", "positive", "present"),
    ("Analysts suggest the bank lost $2 billion.", "bank lost", "probable", "positive", "past"),
    ("The ministry said the bank lost $2 billion.", "bank lost", "certain", "positive", "past"),
    ("The drug does not prevent infection.", "drug", "certain", "negative", "present"),
    ("The club failed to pay its players.", "club", "certain", "negative", "past"),
    ("No trains ran on Sunday.", "trains", "certain", "negative", "past"),
    ("The union never signed the contract.", "union", "certain", "negative", "past"),
    ("The fund not only lost money but also its clients.", "fund", "certain", "positive", "past"),
    ("If rates rise, the firm would close two plants.", "would close", "certain", "positive", "conditional"),
    ("The patient's condition is unknown.", "condition", "certain", "negative", "present"),
    ("The coach plans to leave in June.", "coach", "certain", "positive", "future"),
]


@pytest.mark.parametrize(("sentence", "words", "certainty", "polarity", "status"), TABLE, ids=[row[0] for row in TABLE])
def test_claim_is_this_firm(extractor: ClaimExtractor, sentence: str, words: str, certainty: str, polarity: str, status: str) -> None:
    claim = claim_with(extractor, sentence, words)
    assert (claim["certainty"], claim["polarity"], claim["status"]) == (certainty, polarity, status)


CLAIMS = [
    *table.MODALS,
    *table.MUST_AND_SHOULD,
    *table.ADVERBS_AND_ADJECTIVES,
    *table.ABOVE_AN_INFINITIVE,
    *table.PLANS_AND_WISHES,
    *table.CONDITIONS,
    *table.TENSE,
    *table.NOT,
    *table.NEGATIVE_VERBS_AND_ADJECTIVES,
    *table.NO_NEGATION,
    *table.JUDGED,
    *table.REPORTED,
    *table.PHRASES,
    *table.SCOPE,
]


@pytest.mark.parametrize(("sentence", "expected"), CLAIMS, ids=[sentence for sentence, _ in CLAIMS])
def test_claims_are_as_firm_as_people_read_them_and_say_by_which_words(
    extractor: ClaimExtractor, sentence: str, expected: list[str]
) -> None:
    for line in expected:
        words = line.partition(" = ")[0]
        claim = claim_with(extractor, sentence, words)
        decided = ", ".join(sentence[cue["start"] : cue["end"]] for cue in claim["cues"])
        found = f"{words} = {claim['certainty']} {claim['polarity']} {claim['status']}"
        assert found + (f" | {decided}" if decided else "") == line


@pytest.mark.parametrize(("marked", "expected"), table.EVENTS, ids=[marked for marked, _ in table.EVENTS])
def test_event_is_as_real_as_people_read_it(extractor: ClaimExtractor, marked: str, expected: str) -> None:
    before, _, rest = marked.partition("[")
    word, _, after = rest.partition("]")
    doc = extractor.read(before + word + after)
    event = doc.char_span(len(before), len(before) + len(word))
    assert event is not None
    reading = reading_of(tree_of(doc), event.root.i)
    assert f"{reading.certainty} {reading.polarity} {reading.reality}" == expected
