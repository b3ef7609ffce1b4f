"""The answer that a claim gives to a question, and the position it takes: equal answers for the same day are one position.

A position is one line of text that holds everything that relations are decided by, so that a relation between two positions holds for
all their members. Pure: takes data and returns data.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from schemas.claims import Claim
from schemas.contract import Span
from services.store.language.happenings import DENYING, FORMER
from services.store.language.words import words_of
from services.store.questions import Question
from services.store.slots import Context

_BESIDE: Final = 22
"""Characters beside a cue in which an "earlier" belongs to it: two or three words."""


@dataclass(frozen=True, slots=True)
class Position:
    """An answer: yes or no, with the bounds of a number if it has one, for a day if one is known."""

    is_denied: bool
    modifier: str | None
    value: float | None
    low: float | None
    high: float | None
    is_increment: bool
    is_former: bool
    unit: str
    as_of: date | None

    @property
    def text(self) -> str:
        """The position as one line; `read_position` gives it back."""
        day = self.as_of.isoformat() if self.as_of else None
        return json.dumps(
            [self.is_denied, self.modifier, self.value, self.low, self.high, self.is_increment, self.is_former, self.unit, day],
            separators=(",", ":"),
        )


def read_position(text: str) -> Position:
    """The position that `Position.text` wrote."""
    is_denied, modifier, value, low, high, is_increment, is_former, unit, day = json.loads(text)
    return Position(is_denied, modifier, value, low, high, is_increment, is_former, unit, date.fromisoformat(day) if day else None)


def position_of(claim: Claim, question: Question, as_of: date | None) -> Position:
    """The position that a claim takes on a question."""
    quantity = question.quantity
    return Position(
        is_denied=question.is_denied,
        modifier=quantity.modifier if quantity else None,
        value=quantity.value if quantity else None,
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        is_increment=bool(quantity and quantity.increment),
        is_former=is_former(claim),
        unit=quantity.unit if quantity else "",
        as_of=as_of,
    )


def is_former(claim: Claim) -> bool:
    """Whether the claim was put forward before the rest of its article: "had earlier put the toll at", "initial reports of"."""
    first = claim.sentence.start
    for attribution in claim.attributions:
        for span in (attribution.cue, attribution.source):
            if span and first <= span.start <= claim.sentence.end:
                around = claim.sentence.text[max(0, span.start - first - _BESIDE) : span.end - first + _BESIDE]
                if not FORMER.isdisjoint(words_of(around)):
                    return True
    return False


def as_of(claim: Claim, context: Context) -> date | None:
    """The day that a claim speaks of: the end of its own time, else the publication of its article; None when neither is known.

    An open interval ("since January") lasts until publication; one that ends after publication ("this month") is read at publication.
    """
    dated = [time for time in claim.times if time.start or time.end]
    if not dated:
        return context.published
    last = max((time.end or date.max for time in dated), default=date.max)
    if last == date.max:
        return context.published or max(time.start for time in dated if time.start)
    first = min((time.start for time in dated if time.start), default=last)
    if context.published and first <= context.published < last:
        return context.published
    return last


def answer_json(claim: Claim, question: Question) -> dict[str, Any]:
    """What a reader sees of the answer: the words that decide, with their offsets, and the bounds."""
    quantity = question.quantity
    return {
        "words": claim.span.text,
        "value_text": quantity.span.text if quantity else None,
        "value": quantity.value if quantity else None,
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "unit": quantity.unit if quantity else None,
        "polarity": "negative" if question.is_denied else "positive",
        "spans": [span.model_dump() for span in _deciding(claim, question)],
    }


def _deciding(claim: Claim, question: Question) -> list[Span]:
    spans = [question.quantity.span] if question.quantity else [claim.predicate.span]
    if question.is_denied:
        spans += [attribution.cue for attribution in claim.attributions if attribution.stance in DENYING and attribution.cue]
        spans += claim.cues if claim.polarity == "negative" else ()
    return sorted(set(spans), key=lambda span: (span.start, span.end))


def days_between(a: date | None, b: date | None) -> int | None:
    """Days from `a` to `b`; None when one is unknown."""
    return None if a is None or b is None else (b - a) // timedelta(days=1)
