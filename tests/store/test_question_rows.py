"""Short reports by the real extractor: which of them answer one question, and how their answers stand to each other."""

from __future__ import annotations

import pytest

from bench.quality_pairs import relations_between
from services.extract.core import ClaimExtractor
from tests.store.same_question_rows import APART, JOINED


@pytest.fixture(scope="module")
def extractor() -> ClaimExtractor:
    return ClaimExtractor.load()


@pytest.mark.parametrize(("one", "other", "relation", "days"), JOINED, ids=[f"{one} / {other}" for one, other, *_ in JOINED])
def test_reports_on_one_question_are_joined(extractor: ClaimExtractor, one: str, other: str, relation: str, days: int) -> None:
    assert {relation} in relations_between(extractor, one, other, days)


@pytest.mark.parametrize(("one", "other"), APART, ids=[f"{one} / {other}" for one, other in APART])
def test_reports_on_neighbouring_questions_stay_apart(extractor: ClaimExtractor, one: str, other: str) -> None:
    assert relations_between(extractor, one, other) == []
