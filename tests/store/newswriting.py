"""Articles for the store's tests, written in a small notation, as the messages that extract would publish.

Claims are given by hand, so that the store is tested without the extractor: `telling("Harbour Post", claims=[says("42 people died", …)])`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Source
from schemas.claims import (
    Actor,
    Attribution,
    Certainty,
    Claim,
    ClaimsExtracted,
    Entity,
    Extractor,
    Modifier,
    Place,
    Polarity,
    Predicate,
    Quantity,
    Stance,
    Status,
    Time,
)
from schemas.contract import Span
from schemas.topics import CLAIMS
from services.bus.envelope import to_record
from services.bus.ports import Record

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""The one fixed time of these tests."""

_BOUNDS: dict[str, tuple[bool, bool]] = {
    "exact": (True, True),
    "about": (False, False),
    "more_than": (True, False),
    "at_least": (True, False),
    "up_to": (False, True),
    "less_than": (False, True),
    "order": (True, False),
}


@dataclass(frozen=True)
class Number:
    """A quantity: its words in the claim, and what they mean."""

    words: str
    value: float
    counted: str = "people"
    modifier: Modifier = "exact"
    unit: str = "count"
    high: float | None = None
    owner: str | None = None
    increment: bool = False


@dataclass(frozen=True)
class Said:
    """A claim in the notation of these tests."""

    words: str
    verb: str
    lemma: str
    number: Number | None = None
    by: str | None = None
    cue: str = "said"
    stance: Stance = "asserts"
    whom: str | None = None
    role: str = "patient"
    where: str | None = None
    on: tuple[date | None, date | None] | None = None
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    status: Status = "past"


def says(words: str, verb: str, lemma: str | None = None, **fields: Any) -> Said:
    """A claim; `verb` is a word of it."""
    return Said(words, verb, lemma or verb, **fields)


def telling(
    outlet: str,
    claims: Sequence[Said],
    *,
    slug: str = "story",
    title: str = "",
    published: datetime | None = NOON,
    fetched: datetime = NOON + timedelta(hours=1),
    about: str = "",
    wire: str | None = None,
    version: str = "1",
    family: str | None = None,
    lane: Literal["live", "backfill"] = "live",
) -> ClaimsExtracted:
    """An article of one sentence per claim after the sentences `about`."""
    text, spans = about, []
    for claim in claims:
        text += "\n" if text else ""
        start = len(text)
        text += f"{claim.by} {claim.cue} that {claim.words}." if claim.by else f"{claim.words}."
        spans.append((start, len(text)))
    domain = outlet.lower().replace(" ", "-") + ".example"
    url = f"https://{domain}/{slug}"
    article = ArticleFetched(
        article_id=ids.article_id(url),
        revision=ids.revision_of(title, text),
        url=url,
        canonical_url=url,
        source=Source(source_id=ids.source_id(domain), name=outlet, domain=domain, publisher_family=family or domain),
        title=title,
        authors=("A. Writer",),
        language="en",
        published=DatedBy(at=published, origin="feed") if published else None,
        updated=None,
        fetched_at=fetched,
        text=text,
        sections=(),
        wire_credit=wire,
        lane=lane,
    )
    made = tuple(_claim(claim, article, version, *span) for claim, span in zip(claims, spans, strict=True))
    return ClaimsExtracted(article=article, extractor=Extractor(name="test", version=version, model="none", model_version="0"), claims=made)


def _claim(said: Said, article: ArticleFetched, version: str, start: int, end: int) -> Claim:
    text = article.text

    def span(words: str, at: int = start) -> Span:
        begin = text.index(words, at)
        return Span(start=begin, end=begin + len(words), text=words)

    own = span(said.words)
    number = said.number
    quantities: tuple[Quantity, ...] = ()
    if number is not None:
        has_low, has_high = _BOUNDS.get(number.modifier, (True, False))
        quantities = (
            Quantity(
                span=span(number.words, own.start),
                value=number.value,
                low=number.value if has_low else None,
                high=number.high if number.high is not None else (number.value if has_high else None),
                modifier=number.modifier,
                unit=number.unit,
                counted=number.counted or None,
                counted_entity=number.owner,
                increment=number.increment,
            ),
        )
    return Claim(
        claim_id=ids.claim_id(article.article_id, article.revision, version, own.start, own.end),
        span=own,
        sentence=Span(start=start, end=end, text=text[start:end]),
        section="body",
        attributions=(Attribution(source=span(said.by), cue=span(said.cue), kind="unknown", stance=said.stance, entity=said.by),)
        if said.by
        else (),
        certainty=said.certainty,
        polarity=said.polarity,
        status=said.status,
        predicate=Predicate(span=span(said.verb, own.start), lemma=said.lemma),
        actors=(Actor(span=span(said.whom, own.start), role=said.role, entity=Entity(name=said.whom)),) if said.whom else (),
        quantities=quantities,
        times=(Time(span=own, start=said.on[0], end=said.on[1]),) if said.on else (),
        places=(Place(span=span(said.where, own.start), name=said.where),) if said.where else (),
        checkworthiness=0.5,
    )


def record_of(message: ClaimsExtracted, offset: int, partition: int = 0) -> Record:
    """The message as the bus delivers it."""
    new = to_record(
        CLAIMS,
        message,
        event_id=ids.event_id("test", message.article.revision),
        key=str(message.article.article_id).encode(),
        producer="extract",
        at=NOON,
    )
    return Record(CLAIMS.name, partition, offset, new.key, new.value, new.headers)


class FixedClock:
    """Always the same moment."""

    def now(self) -> datetime:
        return NOON
