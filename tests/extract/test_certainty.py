"""How firmly, whether and when. A row: sentence, words of the claim, certainty, polarity, status."""

from __future__ import annotations

import pytest

from services.extract.core import ClaimExtractor
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
