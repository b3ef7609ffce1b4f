"""Which questions about the world a claim answers. A question is a key made of slots; claims with one key are one thread.

The key comes from the claim and its own article alone, so that threads cannot depend on order, partition or repetition.
Pure: takes data and returns data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from schemas.claims import Claim, Quantity
from services.store.language.happenings import CAUSED, DENYING, LIGHT, NEGATORS, STATISTICS, TAKE_OVER, THINGLESS
from services.store.language.words import stem, words_of
from services.store.places import Named, places_in
from services.store.slots import Context, Mention, happening_of, happenings_in, thing_of, things_in

_SLOTS: Final = ("happening", "thing", "unit", "when", "where", "cause")
_SEPARATOR: Final = "|"
_WHOLE_COUNTRY: Final = re.compile(r"\b(?:nationwide|national(?:ly)?|the (?:country|nation)|(?:\w+ )?states|countrywide)\b", re.IGNORECASE)
_THE_REGION: Final = re.compile(r"\bthe (?:state|province|region)\b", re.IGNORECASE)
_SMALL_TERRITORY: Final = re.compile(r"\b((?:[A-Z][\w'’-]+ )+(?:County|District|Parish|Borough|Province|Prefecture))\b")
_PERSONS: Final = frozenset({"person", "case", "patient", ""})
"""Whom a toll counts when it says nothing more."""


_RECORD: Final = re.compile(
    r"\b(?:first|second|last|worst|deadliest|largest|biggest|highest|lowest|most|longest)\b.*"
    r"\b(?:since|in (?:\w+ ){0,4}(?:years?|decades?|months?|history|century))\b",
    re.IGNORECASE,
)
"""A claim of rank over time: "the first death in ten years" answers another question than how many died."""
_NEAR: Final = 3
"""Words before a happening in which a "not" belongs to it."""
_MOST: Final = 3
"""Questions of one claim beside its numbers: more are a list, not a proposition."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the number of the claim that answers it, if a number does."""

    key: str
    quantity: Quantity | None
    is_denied: bool


def slots_of_key(key: str) -> dict[str, str]:
    """A question's slots by name; empty ones are left out."""
    return {name: value for name, value in zip(_SLOTS, key.split(_SEPARATOR), strict=True) if value}


def questions_of(claim: Claim, context: Context) -> list[Question]:
    """The questions that a claim answers, at most one per key, in the order of the keys."""
    mentions = happenings_in(claim.span.text)
    found: dict[str, Question] = {}
    for quantity in claim.quantities:
        happening = _happening_counted(claim, quantity, mentions)
        key = _key(claim, context, happening, _thing_counted(quantity, happening), _unit(quantity), quantity)
        found.setdefault(key, Question(key, quantity, _is_denied(claim, happening, mentions)))
    answered = {question.key.split(_SEPARATOR)[0] for question in found.values()}
    deciding = [mention.kind for mention in mentions if mention.kind in TAKE_OVER and mention.kind not in answered]
    if not found:
        deciding.append(_main_happening(claim, mentions))
    for happening in list(dict.fromkeys(deciding))[:_MOST]:
        key = _key(claim, context, happening, _thing_involved(claim, happening), "", None)
        found.setdefault(key, Question(key, None, _is_denied(claim, happening, mentions)))
    return [found[key] for key in sorted(found)]


def _happening_counted(claim: Claim, quantity: Quantity, mentions: list[Mention]) -> str:
    """What is counted as having happened: the counted noun's own happening ("deaths"), else the claim's."""
    own = happening_of((quantity.counted or "").split(" ")[-1])
    main = _main_happening(claim, mentions)
    if own in TAKE_OVER and not (own == "illness" and main in TAKE_OVER):
        return own
    if main in TAKE_OVER:
        return main
    return next((mention.kind for mention in mentions if mention.kind in TAKE_OVER), main)


def _is_denied(claim: Claim, happening: str, mentions: list[Mention]) -> bool:
    """Whether the claim, as it is put forward, says no to the happening.

    The claim's polarity is that of its predicate; a happening beside it ("an uninsured driver died") has its own. A source that denies
    the claim turns it round.
    """
    is_turned = any(attribution.stance in DENYING for attribution in claim.attributions[-1:])
    mention = next((mention for mention in mentions if mention.kind == happening), None)
    if mention is None or _main_happening(claim, mentions) == happening:
        return (claim.polarity == "negative") != is_turned
    before = words_of(claim.span.text)[max(0, mention.at - _NEAR) : mention.at]
    says_no = mention.word.startswith("un") or any(word in NEGATORS or word.endswith(("n't", "n’t")) for word in before)
    return says_no != is_turned


def _main_happening(claim: Claim, mentions: list[Mention]) -> str:
    """What the predicate says happens; where it says nothing of its own, the first happening named; else plain being."""
    words = claim.predicate.span.text.lower().split()
    lemma = claim.predicate.lemma.lower()
    grouped = next((mention.kind for mention in mentions if " " in mention.word and words and words[-1] in mention.word.split()), None)
    if grouped:
        return grouped
    if lemma not in LIGHT:
        return happening_of(lemma) or happening_of(claim.predicate.span.text) or stem(lemma)
    return mentions[0].kind if mentions else "be"


def _thing_counted(quantity: Quantity, happening: str) -> str:
    if happening in THINGLESS:
        return ""
    thing = thing_of(quantity.counted or "")
    if happening in TAKE_OVER and (thing in _PERSONS or happening_of(quantity.counted or "") == happening):
        return ""
    return thing


def _thing_involved(claim: Claim, happening: str) -> str:
    """To whom or what it happens: the patient; where none is given and the happening decides alone, nobody in particular."""
    if happening in THINGLESS:
        return ""
    patients = [actor for actor in claim.actors if actor.role == "patient"]
    if not patients and happening not in TAKE_OVER:
        patients = list(claim.actors[:1])
    thing = ""
    for actor in patients[:1]:
        thing = thing_of(actor.span.text) or thing_of(actor.entity.name)
    if not thing and happening not in TAKE_OVER:
        thing = next((mention.kind for mention in things_in(claim.span.text)), "")
    return "" if happening in TAKE_OVER and thing in _PERSONS else thing


def _unit(quantity: Quantity) -> str:
    unit = "" if quantity.unit == "count" else quantity.unit
    return f"{unit}/{quantity.per}" if quantity.per else unit


def _key(claim: Claim, context: Context, happening: str, thing: str, unit: str, quantity: Quantity | None) -> str:
    when = "ahead" if claim.status in ("future", "conditional") else ""
    if _RECORD.search(claim.span.text):
        when = f"{when} record".strip()
    cause = context.cause_of(claim.span, claim.sentence) if happening in CAUSED else ""
    return _SEPARATOR.join((happening, thing, unit, when, _where(claim, context, happening, quantity), cause)).replace("\x1f", " ")


def _where(claim: Claim, context: Context, happening: str, quantity: Quantity | None) -> str:
    """The country; for what is counted by territory the province, or what lies below it, that the claim names."""
    text = " ; ".join([claim.span.text, *(each.counted_entity or "" for each in claim.quantities), *(place.name for place in claim.places)])
    named = places_in(text)
    owners = places_in((quantity and quantity.counted_entity) or "")
    country = _country(claim, context, owners or named)
    if happening not in STATISTICS:
        return country
    small = _SMALL_TERRITORY.search(text)
    if small:
        return f"{country}:{small.group(1).casefold()}"
    regions = sorted({place.region for place in named if place.region})
    if regions:
        return "+".join(regions)
    is_country_named = any(place.country == country and not place.region for place in named)
    if _WHOLE_COUNTRY.search(text) or (is_country_named and not _THE_REGION.search(text)) or country != context.country:
        return country
    return context.region or country


def _country(claim: Claim, context: Context, named: list[Named]) -> str:
    """The first country that the claim names; else the one that its places lie in; else its article's."""
    if named:
        return named[0].country
    placed = [place.country for place in claim.places if place.country] + [
        actor.entity.country for actor in claim.actors if actor.entity.country
    ]
    return placed[0] if placed else (context.country or "")
