"""One small example of each message, about an invented event."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Section, Source
from schemas.claims import Actor, Attribution, Claim, ClaimsExtracted, Entity, Extractor, Place, Predicate, Quantity, Time
from schemas.contract import Span
from schemas.rejections import Header, MessageRejected
from schemas.threads import ThreadChanged, ThreadSummary

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
TITLE = "Ferry sinks off Norrvik"
TEXT = f"{TITLE}\n\nAt least 12 people drowned near Norrvik on Monday, the coast guard said."


def span(words: str, text: str = TEXT, after: int = 0) -> Span:
    """The span of the first `words` in `text` at or behind `after`."""
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def article_fetched(url: str = "https://tidende.example/ferry") -> ArticleFetched:
    return ArticleFetched(
        article_id=ids.article_id(url),
        revision=ids.revision_of(TITLE, TEXT),
        url=url,
        canonical_url=url,
        source=Source(
            source_id=ids.source_id("tidende.example"), name="Tidende", domain="tidende.example", publisher_family="tidende.example"
        ),
        title=TITLE,
        authors=("Ida Holm",),
        language="en",
        published=DatedBy(at=NOW, origin="json-ld"),
        updated=None,
        fetched_at=NOW,
        text=TEXT,
        sections=(Section(kind="headline", start=0, end=len(TITLE)), Section(kind="body", start=len(TITLE) + 2, end=len(TEXT))),
    )


EXTRACTOR = Extractor(name="claimwire", version="1", model="en_core_web_sm", model_version="3.8.0")


def claim(article: ArticleFetched) -> Claim:
    words = span("At least 12 people drowned near Norrvik on Monday")
    return Claim(
        claim_id=ids.claim_id(article.article_id, article.revision, EXTRACTOR.version, words.start, words.end),
        span=words,
        sentence=span(TEXT[len(TITLE) + 2 :]),
        section="body",
        attributions=(Attribution(source=span("the coast guard"), cue=span("said"), kind="organization", stance="asserts"),),
        certainty="certain",
        polarity="positive",
        status="past",
        predicate=Predicate(span=span("drowned"), lemma="drown"),
        actors=(Actor(span=span("people"), role="agent", entity=Entity(name="people", kind="group")),),
        quantities=(
            Quantity(
                span=span("At least 12"),
                value=12,
                low=12,
                high=None,
                modifier="at_least",
                unit="count",
                counted="people",
                counted_span=span("people"),
            ),
        ),
        times=(Time(span=span("Monday"), start=date(2026, 3, 2), end=date(2026, 3, 2)),),
        places=(Place(span=span("Norrvik", after=len(TITLE) + 2), name="Norrvik", country="NOR"),),
        checkworthiness=0.9,
    )


def claims_extracted() -> ClaimsExtracted:
    article = article_fetched()
    return ClaimsExtracted(article=article, extractor=EXTRACTOR, claims=(claim(article),))


def thread_changed() -> ThreadChanged:
    article = article_fetched()
    return ThreadChanged(
        thread_id=ids.thread_id("drown|people", "2026-1", UUID(int=0)),
        sequence=1,
        kind="claim_added",
        changed_at=NOW,
        claim=claim(article),
        article_id=article.article_id,
        before=None,
        after=ThreadSummary(title="How many people drowned?", claims=1, articles=1, origins=1, conflicts=0, latest="At least 12"),
    )


def message_rejected() -> MessageRejected:
    return MessageRejected.model_construct(
        topic="claimwire.articles.v1",
        partition=0,
        offset=7,
        key=b"k",
        value=b"\x00\xffnot json",
        headers=(Header.model_construct(name="ce_type", value=b"x"),),
        consumer_group="extract",
        reason="invalid_message",
        detail="not JSON",
        attempts=1,
        versions={"claimwire": "0.1.0"},
        rejected_at=NOW,
    )
