"""From an article to its claims: a pure function of (text, model, settings). No I/O after loading, no clock, no randomness."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from schemas import ids
from schemas.articles import ArticleFetched
from schemas.claims import Actor, Attribution, Claim, ClaimsExtracted, Entity, Extractor, Place, Predicate, Quantity, Time
from schemas.contract import Span
from services.extract.drafts import ActorDraft, AttributionDraft, ClaimDraft, Stretch, letters_of, text_of
from services.extract.pipeline import DEFAULT_MODEL, load_pipeline
from services.extract.quantities import QuantityDraft
from services.extract.times import TimeDraft

EXTRACTOR_NAME: Final = "claimwire"
EXTRACTOR_VERSION: Final = "2"
"""Changes whenever the output for any text can change."""

MAX_CLAIMS: Final = 1_000
"""More than any article states; a text beyond it is no news, and its message would outgrow the bus."""
LANGUAGE: Final = "en"


class ClaimExtractor:
    """Holds a loaded pipeline. Not for several threads at once."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.extractor = Extractor(
            name=EXTRACTOR_NAME,
            version=EXTRACTOR_VERSION,
            model=f"{nlp.meta['lang']}_{nlp.meta['name']}",
            model_version=nlp.meta["version"],
        )

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL) -> ClaimExtractor:
        """An extractor on the named model package. Raises `ModelUnusable`."""
        return cls(load_pipeline(model))

    def extract(self, article: ArticleFetched) -> ClaimsExtracted:
        """The claims of one article revision, in the order of the text; none for an article in another language."""
        if article.language != LANGUAGE:
            return ClaimsExtracted(article=article, extractor=self.extractor, claims=())
        published = article.published.at.date() if article.published else None
        with self.nlp.memory_zone():
            doc = self.read(article.text, published, [(section.kind, section.start, section.end) for section in article.sections])
            drafts = sorted(doc._.claimwire_claims, key=lambda draft: draft.words)
            claims = tuple(_unique(_claim(article, self.extractor, doc, draft) for draft in drafts[: MAX_CLAIMS + 1]))
        return ClaimsExtracted(article=article, extractor=self.extractor, claims=claims[:MAX_CLAIMS], is_capped=len(drafts) > MAX_CLAIMS)

    def read(self, text: str, published: date | None = None, sections: Iterable[tuple[str, int, int]] = ()) -> Doc:
        """The annotated document; its drafts lie in `doc._.claimwire_claims`."""
        doc = self.nlp.make_doc(text)
        doc.user_data["claimwire_text"] = text
        doc._.claimwire_published = published
        doc._.claimwire_sections = tuple(sections) or None
        for _, component in self.nlp.pipeline:
            doc = component(doc)
        return doc


def span_of(doc: Doc, words: Stretch) -> Span:
    """The words of a stretch with their offsets in the text."""
    start, end = letters_of(doc, words)
    return Span(start=start, end=end, text=text_of(doc)[start:end])


def _unique(claims: Iterable[Claim]) -> Iterable[Claim]:
    seen = set()
    for claim in claims:
        if claim.claim_id not in seen:
            seen.add(claim.claim_id)
            yield claim


def _claim(article: ArticleFetched, extractor: Extractor, doc: Doc, draft: ClaimDraft) -> Claim:
    span = span_of(doc, draft.words)
    return Claim(
        claim_id=ids.claim_id(article.article_id, article.revision, extractor.version, span.start, span.end),
        span=span,
        sentence=span_of(doc, draft.sentence),
        section=draft.section,
        attributions=tuple(_attribution(doc, attribution) for attribution in draft.attributions),
        certainty=draft.certainty,
        polarity=draft.polarity,
        status=draft.status,
        cues=tuple(span_of(doc, cue) for cue in draft.cues),
        predicate=Predicate(
            span=span_of(doc, Stretch(draft.predicate, draft.predicate + 1)), lemma=doc[draft.predicate].lemma_ or doc[draft.predicate].text
        ),
        actors=tuple(_actor(doc, actor) for actor in draft.actors),
        quantities=tuple(_quantity(article.text, quantity) for quantity in draft.quantities),
        times=tuple(_time(article.text, time) for time in draft.times),
        places=tuple(Place(span=span_of(doc, place.words), name=place.name, country=place.country) for place in draft.places),
        checkworthiness=draft.checkworthiness,
    )


def _attribution(doc: Doc, draft: AttributionDraft) -> Attribution:
    return Attribution(
        source=span_of(doc, draft.source) if draft.source else None,
        cue=span_of(doc, draft.cue) if draft.cue else None,
        kind=draft.kind,
        stance=draft.stance,
        entity=draft.entity,
    )


def _actor(doc: Doc, draft: ActorDraft) -> Actor:
    entity = Entity(name=draft.entity.name, kind=draft.entity.kind, country=draft.entity.country)
    return Actor(span=span_of(doc, draft.words), role=draft.role, entity=entity)


def _quantity(text: str, draft: QuantityDraft) -> Quantity:
    return Quantity(
        span=_span(text, draft.start, draft.end),
        value=draft.value,
        low=draft.low,
        high=draft.high,
        modifier=draft.modifier,
        unit=draft.unit,
        per=draft.per,
        counted=draft.counted,
        counted_span=_counted(text, draft),
        counted_entity=draft.counted_entity,
        increment=draft.increment,
        movement=draft.movement,
    )


def _counted(text: str, draft: QuantityDraft) -> Span | None:
    if draft.counted_start is None or draft.counted_end is None:
        return None
    return _span(text, draft.counted_start, draft.counted_end)


def _time(text: str, draft: TimeDraft) -> Time:
    return Time(span=_span(text, draft.start, draft.end), start=draft.from_date, end=draft.to_date)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])
