"""Contracts to rows and back: one function each way per contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import RowMapping

from schemas.articles import ArticleFetched, DatedBy, Section, Source
from schemas.claims import Actor, Attribution, Claim, Extractor, Place, Predicate, Quantity, Time
from schemas.contract import Span

Row = Mapping[str, Any] | RowMapping


def source_row(source: Source) -> dict[str, Any]:
    """An outlet as a row."""
    return source.model_dump()


def revision_row(article: ArticleFetched) -> dict[str, Any]:
    """An article as fetched, as a row of `article_revision`."""
    return {
        "article_id": article.article_id,
        "revision": article.revision,
        "is_latest": False,
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
        "language": article.language,
        "published_at": article.published and article.published.at,
        "published_origin": article.published and article.published.origin,
        "updated_at": article.updated and article.updated.at,
        "updated_origin": article.updated and article.updated.origin,
        "fetched_at": article.fetched_at,
        "text": article.text,
        "sections": [section.model_dump() for section in article.sections],
        "wire_credit": article.wire_credit,
        "lane": article.lane,
    }


def to_article(revision: Row, canonical_url: str, source: Row) -> ArticleFetched:
    """The contract that `revision_row` and `source_row` were made from."""
    return ArticleFetched(
        article_id=revision["article_id"],
        revision=revision["revision"],
        url=revision["url"],
        canonical_url=canonical_url,
        source=Source(**{name: source[name] for name in Source.model_fields}),
        title=revision["title"],
        authors=tuple(revision["authors"]),
        language=revision["language"],
        published=dated_by(revision["published_at"], revision["published_origin"]),
        updated=dated_by(revision["updated_at"], revision["updated_origin"]),
        fetched_at=revision["fetched_at"],
        text=revision["text"],
        sections=tuple(Section(**section) for section in revision["sections"]),
        wire_credit=revision["wire_credit"],
        lane=revision["lane"],
    )


def dated_by(at: datetime | None, origin: Any) -> DatedBy | None:
    """A moment and where it was read, None where it is unknown."""
    return None if at is None else DatedBy(at=at, origin=origin)


def extraction_row(article: ArticleFetched, extractor: Extractor, is_capped: bool) -> dict[str, Any]:
    """One extractor version's reading of a revision."""
    return {
        "article_id": article.article_id,
        "revision": article.revision,
        "extractor_version": extractor.version,
        "extractor": extractor.name,
        "model": extractor.model,
        "model_version": extractor.model_version,
        "is_capped": is_capped,
        "is_current": False,
    }


def claim_row(claim: Claim, article: ArticleFetched, extractor_version: str, stated_at: datetime, as_of: date | None) -> dict[str, Any]:
    """A claim's scalar fields and JSON lists, as a row."""
    return {
        "claim_id": claim.claim_id,
        "article_id": article.article_id,
        "source_id": article.source.source_id,
        "revision": article.revision,
        "extractor_version": extractor_version,
        "is_current": False,
        "stated_at": stated_at,
        "as_of": as_of,
        "section": claim.section,
        "span_start": claim.span.start,
        "span_end": claim.span.end,
        "span_text": claim.span.text,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "sentence_text": claim.sentence.text,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "status": claim.status,
        "predicate_lemma": claim.predicate.lemma,
        "predicate_start": claim.predicate.span.start,
        "predicate_end": claim.predicate.span.end,
        "predicate_text": claim.predicate.span.text,
        "checkworthiness": claim.checkworthiness,
        "cues": [cue.model_dump() for cue in claim.cues],
        "actors": [actor.model_dump() for actor in claim.actors],
        "times": [time.model_dump(mode="json") for time in claim.times],
        "places": [place.model_dump() for place in claim.places],
    }


def attribution_rows(claim: Claim) -> list[dict[str, Any]]:
    """A claim's attributions, outermost first."""
    return [
        {
            "claim_id": claim.claim_id,
            "place": place,
            **_span_columns("source", attribution.source),
            **_span_columns("cue", attribution.cue),
            "kind": attribution.kind,
            "stance": attribution.stance,
            "entity": attribution.entity,
        }
        for place, attribution in enumerate(claim.attributions)
    ]


def quantity_rows(claim: Claim) -> list[dict[str, Any]]:
    """A claim's quantities, in their order."""
    return [
        {
            "claim_id": claim.claim_id,
            "place": place,
            **_span_columns("span", quantity.span),
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "modifier": quantity.modifier,
            "unit": quantity.unit,
            "per": quantity.per,
            "counted": quantity.counted,
            **_span_columns("counted", quantity.counted_span),
            "counted_entity": quantity.counted_entity,
            "increment": quantity.increment,
            "movement": quantity.movement,
        }
        for place, quantity in enumerate(claim.quantities)
    ]


def claim_fields(row: Row, attributions: Sequence[Row], quantities: Sequence[Row]) -> dict[str, Any]:
    """The fields of the claim that the rows were made from."""
    return {
        "claim_id": row["claim_id"],
        "span": _span(row, "span"),
        "sentence": _span(row, "sentence"),
        "section": row["section"],
        "attributions": tuple(
            Attribution(
                source=_span(each, "source"), cue=_span(each, "cue"), kind=each["kind"], stance=each["stance"], entity=each["entity"]
            )
            for each in attributions
        ),
        "certainty": row["certainty"],
        "polarity": row["polarity"],
        "status": row["status"],
        "cues": tuple(Span(**cue) for cue in row["cues"]),
        "predicate": Predicate(span=_must(_span(row, "predicate")), lemma=row["predicate_lemma"]),
        "actors": tuple(Actor(**actor) for actor in row["actors"]),
        "quantities": tuple(
            Quantity(
                span=_must(_span(each, "span")),
                counted_span=_span(each, "counted"),
                **{
                    name: each[name]
                    for name in ("value", "low", "high", "modifier", "unit", "per", "counted", "counted_entity", "increment", "movement")
                },
            )
            for each in quantities
        ),
        "times": tuple(Time(**time) for time in row["times"]),
        "places": tuple(Place(**place) for place in row["places"]),
        "checkworthiness": row["checkworthiness"],
    }


def to_claim(row: Row, attributions: Sequence[Row], quantities: Sequence[Row]) -> Claim:
    """The contract that `claim_row`, `attribution_rows` and `quantity_rows` were made from."""
    return Claim(**claim_fields(row, attributions, quantities))


def _span_columns(name: str, span: Span | None) -> dict[str, Any]:
    return {f"{name}_start": span and span.start, f"{name}_end": span and span.end, f"{name}_text": span and span.text}


def _span(row: Row, name: str) -> Span | None:
    text = row[f"{name}_text"]
    return None if text is None else Span(start=row[f"{name}_start"], end=row[f"{name}_end"], text=text)


def _must(span: Span | None) -> Span:
    assert span is not None, "a column that cannot be null is null"
    return span
