"""Claims of a text as rows in the form of the labelled sets: for the command line and for measuring, without any message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from spacy.tokens import Doc

from services.extract.core import ClaimExtractor
from services.extract.drafts import ClaimDraft, Letters, Reason, Stretch
from services.extract.explain import adds, explain
from services.runtime.text import normal_form_with_offsets

Row = dict[str, Any]


def claims_of_text(extractor: ClaimExtractor, text: str, published: date | None = None, *, is_explained: bool = False) -> list[Row]:
    """One row per claim, in the order of the text. Offsets count in `text` as given, also where the normal form changes it.

    An explained row has `reasons` besides: per field, and per member of a field that is a list, its value, rules and deciding words.
    """
    normal, offsets = normal_form_with_offsets(text)
    doc = extractor.read(normal, published)
    place = _Placing(text, offsets)
    rows = []
    for draft in sorted(doc._.claimwire_claims, key=lambda draft: draft.words):
        row = _row(doc, place, draft)
        rows.append({**row, "reasons": _reasons(doc, place, draft, row)} if is_explained else row)
    return rows


class _Placing:
    """Offsets in the normal form → spans of the text as given."""

    def __init__(self, text: str, offsets: list[int]) -> None:
        self._text, self._offsets = text, offsets

    def chars(self, start: int, end: int) -> Row:
        first = self._offsets[start]
        last = self._offsets[end] if end < len(self._offsets) else len(self._text)
        return {"start": first, "end": last, "text": self._text[first:last]}

    def words(self, doc: Doc, words: Stretch) -> Row:
        piece = doc[words.start : words.end]
        return self.chars(piece.start_char, piece.end_char)


def _row(doc: Doc, place: _Placing, draft: ClaimDraft) -> Row:
    return {
        "span": place.words(doc, draft.words),
        "sentence": place.words(doc, draft.sentence),
        "section": draft.section,
        "attributions": [
            {
                "source": place.words(doc, attribution.source) if attribution.source else None,
                "cue": place.words(doc, attribution.cue) if attribution.cue else None,
                "kind": attribution.kind,
                "stance": attribution.stance,
                "entity": attribution.entity,
            }
            for attribution in draft.attributions
        ],
        "certainty": draft.certainty,
        "polarity": draft.polarity,
        "status": draft.status,
        "cues": [place.words(doc, cue) for cue in draft.cues],
        "predicate": doc[draft.predicate].text,
        "actors": [
            {"text": place.words(doc, actor.words), "role": actor.role, "entity": actor.entity.name, "country": actor.entity.country}
            for actor in draft.actors
        ],
        "quantities": list(_quantities(place, draft)),
        "times": [
            {
                "text": place.chars(time.start, time.end),
                "start": time.from_date.isoformat() if time.from_date else None,
                "end": time.to_date.isoformat() if time.to_date else None,
            }
            for time in draft.times
        ],
        "places": [place.words(doc, where.words) for where in draft.places],
        "checkworthiness": draft.checkworthiness,
        "rule": draft.rule,
    }


def _reasons(doc: Doc, place: _Placing, draft: ClaimDraft, row: Row) -> list[Row]:
    return [
        {
            "field": field,
            "value": row[field] if member is None else row[field][member],
            "reasons": [_reason(doc, place, reason) for reason in reasons],
        }
        for field, member, reasons in explain(doc, draft)
    ]


def _reason(doc: Doc, place: _Placing, reason: Reason) -> Row:
    words = [place.chars(*one) if isinstance(one, Letters) else place.words(doc, one) for one in reason.words]
    amount = adds(reason)
    return {"rule": reason.rule.value, "words": words, **({} if amount is None else {"adds": amount})}


def _quantities(place: _Placing, draft: ClaimDraft) -> Iterator[Row]:
    for quantity in draft.quantities:
        row = {
            name: getattr(quantity, name)
            for name in ("value", "low", "high", "modifier", "unit", "per", "counted", "counted_entity", "increment", "movement")
        }
        yield {"text": place.chars(quantity.start, quantity.end), **row}
