"""The answer that a claim gives to a question, and the position it takes: equal answers for the same day are one position.

A position is one line of text that holds everything that relations are decided by, so that a relation between two positions holds for
all their members. Pure: takes data and returns data.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

from schemas.claims import Claim, Quantity
from schemas.contract import Span
from services.store.language.happenings import DENYING, FORMER, GOING_DOWN
from services.store.language.senses import ALREADY
from services.store.language.words import words_of
from services.store.questions import Question
from services.store.slots import Context

_FOUND: Final = ("body", "bodies", "corpses")
"""What is found of the dead, here and there: a number of them is one of a part."""
_BESIDE: Final = 22
"""Characters beside a cue in which an "earlier" belongs to it: two or three words."""


_ONLY: Final = re.compile(r"\b(?:only|just|merely)(?: \S+){0,3}$", re.IGNORECASE)
"""A word before a number that speaks against a larger one."""
_FOR_NOW: Final = re.compile(
    r"\b(?:until|before|yet|so far|(?:any|no) longer|any ?more|by (?:now|then|midday|noon|midnight|evening|\w+day))\b", re.IGNORECASE
)
"""Words by which a no holds for a time only."""
_SO_FAR: Final = re.compile(r"\b(?:has|have)(?:n't)?\b", re.IGNORECASE)
"""The tense in which a no speaks of what lies behind: it says nothing of the day after."""
_PART_IN: Final = re.compile(
    r"\b(?:in|from) (?:the|that|this|one) (?:town|village|suburb|district|neighbou?rhood|capital|municipality|borough|parish)\b|\balone\b",
    re.IGNORECASE,
)
"""Places that are a part of where a thing happened."""
_PART_BEFORE: Final = re.compile(r"\b(?:the|an)?other \S+$", re.IGNORECASE)
_PART_AFTER: Final = re.compile(r"\s*(?:of (?:them|those|these|whom|which|the)\b|others?\b|were also\b)", re.IGNORECASE)
"""Words that make a number one of a part: it says nothing against that of the whole."""


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
    is_only: bool
    is_part: bool
    unit: str
    as_of: date | None
    instead_of: float | None = None
    """The number that it takes back."""
    is_beside: bool = False
    """Whether it only mentions what happened."""
    is_first: bool = False
    """Whether it calls what happened the first for a time."""
    is_left: bool = False
    """Whether its number may be lower than one before it: what is left, or has gone down ("still", "down to"), or a price."""
    is_for_now: bool = False
    """Whether its no holds for a time only: "so far", "not until", "no longer"."""
    is_so_far: bool = False
    """Whether its no says what has not been until then: "nobody has been arrested"."""

    @property
    def text(self) -> str:
        """The position as one line; `read_position` gives it back."""
        values: list[Any] = [*(getattr(self, name) for name in _FIELDS), self.as_of and self.as_of.isoformat()]
        rare = [getattr(self, name) for name in _RARE]
        if any(value not in (None, False) for value in rare):
            values += rare
        return json.dumps(values, separators=(",", ":"))


_RARE: Final = ("instead_of", "is_beside", "is_first", "is_left", "is_for_now", "is_so_far")
_FIELDS: Final = tuple(field.name for field in fields(Position) if field.name not in ("as_of", *_RARE))


def read_position(text: str) -> Position:
    """The position that `Position.text` wrote; an older version knew fewer of the rare fields."""
    values = json.loads(text)
    day, *rare = values[len(_FIELDS) :]
    known = dict(zip(_FIELDS, values, strict=False)) | dict(zip(_RARE, rare, strict=False))
    return Position(**known, as_of=date.fromisoformat(day) if day else None)


def position_of(claim: Claim, question: Question, as_of: date | None) -> Position:
    """The position that a claim takes on a question."""
    quantity = question.quantity
    return Position(
        is_denied=question.is_denied,
        modifier=quantity.modifier if quantity else None,
        value=quantity.value if quantity else None,
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        is_increment=question.is_further,
        is_former=is_former(claim),
        is_only=bool(quantity and _ONLY.search(_before(claim, quantity))),
        is_part=question.is_part
        or bool(quantity and quantity.counted in _FOUND)
        or bool(quantity and _PART_IN.search(claim.span.text))
        or bool(quantity and (_PART_BEFORE.search(_before(claim, quantity)) or _PART_AFTER.match(_after(claim, quantity)))),
        unit=quantity.unit if quantity else "",
        as_of=as_of,
        instead_of=question.instead_of,
        is_beside=question.is_beside,
        is_first=question.is_first,
        is_for_now=question.is_denied and bool(_FOR_NOW.search(claim.span.text)),
        is_so_far=question.is_denied and claim.polarity == "negative" and bool(_SO_FAR.search(claim.span.text)),
        is_left=bool(quantity) and not GOING_DOWN.isdisjoint(words_of(claim.span.text)),
    )


def _before(claim: Claim, quantity: Quantity) -> str:
    """The words of the sentence up to the number, and it: modifiers belong to its span."""
    return claim.sentence.text[: max(0, quantity.span.end - claim.sentence.start)]


def _after(claim: Claim, quantity: Quantity) -> str:
    return claim.sentence.text[max(0, quantity.span.end - claim.sentence.start) :]


def is_former(claim: Claim) -> bool:
    """Whether the claim was put forward before the rest of its article ("had earlier put the toll at", "initial reports of"), or speaks
    without a number of what happened before ("previously fought")."""
    first = claim.sentence.start
    at = claim.predicate.span.start - claim.span.start
    if not claim.quantities and at > 0 and not ALREADY.isdisjoint(words_of(claim.span.text[max(0, at - _BESIDE) : at])):
        return True
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
