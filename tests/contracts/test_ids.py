"""Identifiers: the same everywhere, and near one another where rows are read together."""

from __future__ import annotations

from uuid import RFC_4122

from schemas import ids

ARTICLE = ids.article_id("https://tidende.example/flood")
OTHER = ids.article_id("https://tidende.example/strike")
REVISION = ids.revision_of("Flood", "The river rose.")


def test_claims_of_an_article_have_different_ids_that_begin_alike() -> None:
    made = {
        ids.claim_id(ARTICLE, revision, version, start, start + 9)
        for revision in (REVISION, ids.revision_of("Flood", "It fell."))
        for version in ("1", "2")
        for start in range(50)
    }
    assert len(made) == 200
    assert {claim.bytes[:6] for claim in made} == {ARTICLE.bytes[:6]}
    assert {(claim.version, claim.variant) for claim in made} == {(8, RFC_4122)}


def test_same_span_in_another_article_is_another_claim() -> None:
    here, there = (ids.claim_id(article, REVISION, "1", 0, 9) for article in (ARTICLE, OTHER))
    assert here != there
