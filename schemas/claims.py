"""`ClaimsExtracted`: every checkable claim of one article revision, each with its exact evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from schemas import ids
from schemas.articles import ArticleFetched
from schemas.contract import Contract, Span

SourceKind = Literal["person", "organization", "media", "document", "group", "unknown"]
Stance = Literal["asserts", "confirms", "denies", "doubts"]
Certainty = Literal["certain", "probable", "possible"]
Polarity = Literal["positive", "negative"]
Status = Literal["past", "present", "future", "conditional"]
Modifier = Literal["exact", "about", "more_than", "at_least", "up_to", "less_than", "between", "order"]
Movement = Literal["none", "up", "down"]
EntityKind = Literal["person", "organization", "country", "place", "group", "event", "thing", "unknown"]


class Attribution(Contract):
    """Who puts the claim forward. A passive or an adverb ("reportedly") has a cue and no source."""

    source: Span | None = Field(description="The words that name who says it.")
    cue: Span | None = Field(description="The word that makes it an attribution; null when inherited from a neighbouring sentence.")
    kind: SourceKind
    stance: Stance
    entity: str | None = Field(default=None, description="Name the source goes by in the article, pronouns and short forms resolved.")


class Predicate(Contract):
    """The head word of what happens."""

    span: Span
    lemma: str


class Entity(Contract):
    """What a mention stands for: one entity under all its names in the article."""

    name: str = Field(description="The fullest name that the article uses.")
    kind: EntityKind = "unknown"
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")


class Actor(Contract):
    """A participant of what happens."""

    span: Span
    role: str = Field(description="`agent`, `patient`, `recipient`, or another semantic role.")
    entity: Entity


class Quantity(Contract):
    """A number with the bounds it means; null is an open end."""

    span: Span = Field(description="The number with its modifier.")
    value: float | None = Field(description="The number as stated; null for a range.")
    low: float | None
    high: float | None
    modifier: Modifier
    unit: str = Field(description="`count`, `percent`, an ISO 4217 code, or a unit of measure.")
    per: str | None = Field(default=None, description="Denominator of a rate: `month`.")
    counted: str | None = Field(default=None, description="Head noun of what is counted.")
    counted_span: Span | None = Field(default=None, description="Where that noun stands.")
    counted_entity: str | None = Field(default=None, description="Whose they are.")
    increment: bool = Field(default=False, description="True for an additional, another, a further number.")
    movement: Movement = Field(default="none", description="`up` or `down` when the number is the amount of a change.")


class Time(Contract):
    """When, as an interval of ISO dates at the precision stated; both null while unresolved."""

    span: Span
    start: date | None
    end: date | None


class Place(Contract):
    """Where."""

    span: Span
    name: str
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")


class Claim(Contract):
    """One proposition that the text puts forward about the world and that somebody could check."""

    claim_id: UUID = Field(description="UUIDv5 of (article_id, revision, extractor version, span).")
    span: Span = Field(description="The clause that states it, without the attribution around it.")
    sentence: Span = Field(description="The sentence around it: the evidence a reader sees.")
    section: Literal["headline", "body"]
    attributions: tuple[Attribution, ...] = Field(description="Outermost first; empty is the article's own voice.")
    certainty: Certainty
    polarity: Polarity
    status: Status
    cues: tuple[Span, ...] = Field(default=(), description="The words that decided certainty, polarity and status.")
    predicate: Predicate
    actors: tuple[Actor, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    checkworthiness: float = Field(ge=0, le=1, description="Would a desk spend time on checking this?")

    def spans(self) -> Iterator[Span]:
        """Every span that the claim quotes."""
        yield self.span
        yield self.sentence
        yield self.predicate.span
        yield from self.cues
        yield from (actor.span for actor in self.actors)
        yield from (quantity.span for quantity in self.quantities)
        yield from (time.span for time in self.times)
        yield from (place.span for place in self.places)
        yield from (q.counted_span for q in self.quantities if q.counted_span)
        for attribution in self.attributions:
            yield from (s for s in (attribution.source, attribution.cue) if s)

    @model_validator(mode="after")
    def _spans_agree_with_the_sentence(self) -> Claim:
        first, last = self.sentence.start, self.sentence.end
        if not first <= self.span.start < self.span.end <= last:
            raise ValueError("the claim's span lies outside its sentence")
        for span in self.spans():
            if first <= span.start and span.end <= last and self.sentence.text[span.start - first : span.end - first] != span.text:
                raise ValueError(f"offsets [{span.start}:{span.end}] do not give back {span.text!r}")
        return self


class Extractor(Contract):
    """What extracted: the same text, model and version always give the same claims."""

    name: str
    version: str = Field(description="Changes whenever the extractor's output can change.")
    model: str
    model_version: str


class ClaimsExtracted(Contract):
    """All claims of one article revision, possibly none. Carries the article, so that nobody has to ask for it. Key: `article_id`."""

    article: ArticleFetched
    extractor: Extractor
    claims: tuple[Claim, ...]
    is_capped: bool = Field(default=False, description="True when the article held more claims than the limit.")

    @model_validator(mode="after")
    def _claims_belong_to_the_article(self) -> ClaimsExtracted:
        article = self.article
        for claim in self.claims:
            wanted = ids.claim_id(article.article_id, article.revision, self.extractor.version, claim.span.start, claim.span.end)
            if claim.claim_id != wanted:
                raise ValueError("claim_id does not match article, revision, extractor version and span")
            for span in claim.spans():
                if not span.quotes(article.text):
                    raise ValueError(f"offsets [{span.start}:{span.end}] do not give back {span.text!r}")
        if len({claim.claim_id for claim in self.claims}) != len(self.claims):
            raise ValueError("two claims have the same span")
        return self
