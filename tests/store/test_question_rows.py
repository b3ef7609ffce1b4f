"""Short reports by the real extractor: which of them answer one question, and how their answers stand to each other."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

import pytest

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Source
from services.extract.core import ClaimExtractor
from services.store.linking import Change, link
from services.store.reading import Member, read_message
from tests.store.newswriting import NOON
from tests.store.same_question_rows import APART, JOINED


@pytest.fixture(scope="module")
def extractor() -> ClaimExtractor:
    return ClaimExtractor.load()


def members_of(extractor: ClaimExtractor, outlet: str, text: str, days: int) -> list[Member]:
    url = f"https://{outlet}.example/report"
    article = ArticleFetched(
        article_id=ids.article_id(url),
        revision=ids.revision_of("", text),
        url=url,
        canonical_url=url,
        source=Source(source_id=ids.source_id(outlet), name=outlet, domain=f"{outlet}.example", publisher_family=outlet),
        title="",
        language="en",
        published=DatedBy(at=NOON + timedelta(days=days), origin="feed"),
        updated=None,
        fetched_at=NOON + timedelta(days=days),
        text=text,
        sections=(),
    )
    return read_message(extractor.extract(article)).members


def relations(extractor: ClaimExtractor, one: str, other: str, days: int = 0) -> list[set[str]]:
    """The kinds of relation between the two reports, one set for each thread that they share."""
    members = [*members_of(extractor, "harbour-post", one, 0), *members_of(extractor, "daily-wave", other, days)]
    return [_between(change) for change in link([], members, ()) if change.after and change.after.articles == 2]


def _between(change: Change) -> set[str]:
    holders: dict[str, set[UUID]] = defaultdict(set)
    for member in change.joined:
        holders[member.position].add(member.article_id)
    shared: set[str] = {"agree"} if any(len(articles) == 2 for articles in holders.values()) else set()
    return shared | {pair.kind for pair in change.pairs if len(holders[pair.a] | holders[pair.b]) == 2}


@pytest.mark.parametrize(("one", "other", "relation", "days"), JOINED, ids=[f"{one} / {other}" for one, other, *_ in JOINED])
def test_reports_on_one_question_are_joined(extractor: ClaimExtractor, one: str, other: str, relation: str, days: int) -> None:
    assert {relation} in relations(extractor, one, other, days)


@pytest.mark.parametrize(("one", "other"), APART, ids=[f"{one} / {other}" for one, other in APART])
def test_reports_on_neighbouring_questions_stay_apart(extractor: ClaimExtractor, one: str, other: str) -> None:
    assert relations(extractor, one, other) == []
