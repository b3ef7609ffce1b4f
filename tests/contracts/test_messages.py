"""What a message promises is checked when it is made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.articles import ArticleFetched
from schemas.claims import Claim, ClaimsExtracted
from schemas.contract import Span
from tests.contracts.examples import EXTRACTOR, article_fetched, claim, claims_extracted


def changed(message: Any, **changes: Any) -> dict[str, Any]:
    return {**message.model_dump(), **changes}


def test_span_as_long_as_other_words_cannot_be_made() -> None:
    with pytest.raises(ValidationError, match="cannot hold"):
        Span(start=3, end=5, text="three")


def test_claim_whose_offsets_do_not_give_back_its_words_cannot_be_made() -> None:
    good = claim(article_fetched())
    wrong = Span(start=good.span.start + 1, end=good.span.end + 1, text=good.span.text)
    with pytest.raises(ValidationError, match="do not give back"):
        Claim(**changed(good, span=wrong))


def test_claim_outside_its_sentence_cannot_be_made() -> None:
    good = claim(article_fetched())
    with pytest.raises(ValidationError, match="outside its sentence"):
        Claim(**changed(good, sentence=good.predicate.span))


def test_claims_of_another_text_cannot_be_sent() -> None:
    message = claims_extracted()
    moved = message.claims[0].sentence
    elsewhere = Span(start=moved.start + 3, end=moved.end + 3, text=moved.text)
    shifted = {name: getattr(message.claims[0], name) for name in Claim.model_fields}
    shifted["sentence"] = elsewhere
    with pytest.raises(ValidationError):
        ClaimsExtracted(article=message.article, extractor=EXTRACTOR, claims=(Claim.model_construct(**shifted),))


def test_article_with_an_id_of_another_address_cannot_be_made() -> None:
    with pytest.raises(ValidationError, match="article_id"):
        ArticleFetched(**changed(article_fetched(), canonical_url="https://elsewhere.example/"))


def test_article_whose_text_was_changed_has_another_revision() -> None:
    with pytest.raises(ValidationError, match="revision"):
        ArticleFetched(**changed(article_fetched(), text="Something else."))


def test_naive_moment_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        ArticleFetched(**changed(article_fetched(), fetched_at=datetime(2026, 3, 4)))  # noqa: DTZ001 - that is the point


def test_messages_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        article_fetched().title = "another"  # type: ignore[misc]
