"""Which questions about the world a claim answers. A question is a key made of slots; claims with one key are one thread.

The key comes from the claim and its own article alone, so that threads cannot depend on order, partition or repetition.
Pure: takes data and returns data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from schemas.claims import Claim, Quantity
from services.store.language.happenings import CAUSED, LIGHT, STATISTICS, TAKE_OVER
from services.store.language.words import stem
from services.store.places import places_in
from services.store.slots import Context, Mention, happening_of, happenings_in, thing_of, things_in

_SLOTS: Final = ("happening", "thing", "unit", "when", "where", "cause")
_SEPARATOR: Final = "|"
_WHOLE_COUNTRY: Final = re.compile(r"\b(?:nationwide|national(?:ly)?|the (?:country|nation)|(?:\w+ )?states|countrywide)\b", re.IGNORECASE)
_THE_REGION: Final = re.compile(r"\bthe (?:state|province|region)\b", re.IGNORECASE)
_SMALL_TERRITORY: Final = re.compile(r"\b((?:[A-Z][\w'’-]+ )+(?:County|District|Parish|Borough|Province|Prefecture))\b")
_PERSONS: Final = frozenset({"person", "case", ""})
"""Whom a toll counts when it says nothing more."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the number of the claim that answers it, if a number does."""

    key: str
    quantity: Quantity | None


def slots_of_key(key: str) -> dict[str, str]:
    """A question's slots by name; empty ones are left out."""
    return {name: value for name, value in zip(_SLOTS, key.split(_SEPARATOR), strict=True) if value}


def questions_of(claim: Claim, context: Context) -> list[Question]:
    """The questions that a claim answers, at most one per key, in the order of the keys."""
    mentions = happenings_in(claim.span.text)
    found: dict[str, Question] = {}
    for quantity in claim.quantities:
        happening = _happening_counted(claim, quantity, mentions)
        thing = _thing_counted(claim, quantity, happening)
        key = _key(claim, context, happening, thing, _unit(quantity))
        found.setdefault(key, Question(key, quantity))
    said = {question.key.split(_SEPARATOR)[0] for question in found.values()}
    for happening in _happenings_stated(claim, mentions):
        if happening not in said:
            key = _key(claim, context, happening, _thing_involved(claim, happening), "")
            found.setdefault(key, Question(key, None))
    return [found[key] for key in sorted(found)]


def _happening_counted(claim: Claim, quantity: Quantity, mentions: list[Mention]) -> str:
    """What is counted as having happened: the counted noun's own happening ("deaths"), else the claim's."""
    own = happening_of((quantity.counted or "").split(" ")[-1])
    if own in TAKE_OVER:
        return own
    taking = [mention.kind for mention in mentions if mention.kind in TAKE_OVER]
    predicate = _predicate(claim)
    if predicate in TAKE_OVER:
        return predicate
    return taking[0] if taking else (predicate or (mentions[0].kind if mentions else _bare(claim)))


def _happenings_stated(claim: Claim, mentions: list[Mention]) -> list[str]:
    """What is said to have happened, apart from numbers: the predicate's happening and those that decide wherever they stand."""
    stated = [_predicate(claim) or (mentions[0].kind if mentions else _bare(claim))]
    return list(dict.fromkeys([*(mention.kind for mention in mentions if mention.kind in TAKE_OVER), *stated]))[:3]


def _predicate(claim: Claim) -> str | None:
    lemma = claim.predicate.lemma.lower()
    kind = happening_of(lemma) or happening_of(claim.predicate.span.text)
    if kind is None and lemma not in LIGHT:
        return stem(lemma)
    return kind


def _bare(claim: Claim) -> str:
    return stem(claim.predicate.lemma.lower())


def _thing_counted(claim: Claim, quantity: Quantity, happening: str) -> str:
    thing = thing_of(quantity.counted or "")
    if happening in TAKE_OVER and (thing in _PERSONS or happening_of(quantity.counted or "") == happening):
        return ""
    return thing


def _thing_involved(claim: Claim, happening: str) -> str:
    patients = [actor.span.text for actor in claim.actors if actor.role == "patient"] or [actor.span.text for actor in claim.actors[:1]]
    thing = thing_of(patients[0]) if patients else ""
    if not patients:
        named = [mention.kind for mention in things_in(claim.span.text)]
        thing = named[0] if named else ""
    return "" if happening in TAKE_OVER and thing in _PERSONS else thing


def _unit(quantity: Quantity) -> str:
    unit = "" if quantity.unit == "count" else quantity.unit
    return f"{unit}/{quantity.per}" if quantity.per else unit


def _key(claim: Claim, context: Context, happening: str, thing: str, unit: str) -> str:
    when = "ahead" if claim.status in ("future", "conditional") else ""
    cause = context.cause_at(claim.span.end) if happening in CAUSED else ""
    return _SEPARATOR.join((happening, thing, unit, when, _where(claim, context, happening), cause)).replace("\x1f", " ")


def _where(claim: Claim, context: Context, happening: str) -> str:
    """The country; for what is counted by territory the province, or what lies below it, that the claim names."""
    text = " ; ".join(
        [claim.span.text, *(quantity.counted_entity or "" for quantity in claim.quantities), *(place.name for place in claim.places)]
    )
    named = places_in(text)
    countries = sorted({place.country for place in named} | {place.country for place in claim.places if place.country})
    country = context.country if context.country in countries or not countries else countries[0]
    if happening not in STATISTICS:
        return country or ""
    small = _SMALL_TERRITORY.search(text)
    if small:
        return f"{country}:{small.group(1).casefold()}"
    regions = sorted({place.region for place in named if place.region})
    if regions:
        return "+".join(regions)
    if _WHOLE_COUNTRY.search(text) or (country in countries and not _THE_REGION.search(text)) or country != context.country:
        return country or ""
    return context.region or country or ""
