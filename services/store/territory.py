"""Where a question lies: a country, or for what is counted by territory a province or what lies below it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from schemas.claims import Claim, Quantity
from services.store.language.happenings import CAUSED, HELD, SINGULAR, STATISTICS
from services.store.language.senses import OF_STATES
from services.store.language.words import PRONOUNS
from services.store.places import Named, places_in
from services.store.slots import Context, thing_of

_WHOLE_COUNTRY: Final = re.compile(r"\b(?:nationwide|national(?:ly)?|the (?:country|nation)|(?:\w+ )?states|countrywide)\b", re.IGNORECASE)
_THE_REGION: Final = re.compile(r"\bthe (?:state|province|region)\b", re.IGNORECASE)
_SMALL_TERRITORY: Final = re.compile(r"\b((?:[A-Z][\w'’-]+ )+(?:County|District|Parish|Borough|Province|Prefecture))\b")
_ANTECEDENT_CHARS: Final = 80
"""A place with its apposition ("Gorman County, the centre of it,")."""
_TAIL: Final = re.compile(r"(?:[^,;:.()\n–—]|[,.](?=\d))*")
_BREAK: Final = re.compile(r"[;:()\n–—]|[,.](?!\d)")
_TOLD_BY: Final = re.compile(r"\b(?:reported|confirmed|announced|released|denied|published) by\b[^,;.]*")
"""Who says so, behind the claim's words."""
_PART_ELSEWHERE: Final = re.compile(r"\bof (?:those|them|these|which|whom)\b[^.;]*")

_OF_COUNTRIES: Final = CAUSED | SINGULAR | STATISTICS
"""Happenings of which a country has its own: what strikes it, and what is counted by it."""


def where_of(claim: Claim, context: Context, happening: str, thing: str, quantity: Quantity | None) -> str:
    """The territory that the claim speaks of, as ISO codes: `PER`, `US-TX`, `US-NM+US-TX`, `USA:some county`; empty when unknown, and where
    it tells nothing apart but who does it: reports of one story are written for several countries, and name now this one, now that."""
    if happening not in _OF_COUNTRIES and thing not in OF_STATES:
        doing = _agents(claim) if happening in HELD else ()
        return doing[0].country if doing else ""
    owner = (quantity and quantity.counted_entity) or ""
    everything = [
        _without_sources(claim, _with_tail(claim)),
        *(each.counted_entity or "" for each in claim.quantities),
        *(place.name for place in claim.places),
    ]
    named = places_in(" ; ".join(everything)) or (places_in(claim.sentence.text) if thing in OF_STATES else ())
    country = _country(
        claim, context, places_in(owner) or _owners(claim, thing) or _sites(happening, named, context) or _agents(claim) or named
    )
    if happening not in STATISTICS:
        return country
    rest = claim.sentence.text[claim.span.end - claim.sentence.start :]
    part = _PART_ELSEWHERE.search(rest)
    if part and not places_in(claim.span.text) and any(place.region for place in places_in(part.group())):
        return country  # "900 cases, 410 of those in one province": the whole is the country's
    text = " ; ".join([_antecedent(claim) or _piece(claim, quantity), owner]) if quantity else _antecedent(claim)
    if not _names_territory(text):
        text = " ; ".join(everything)
    named = places_in(text)
    country = _country(claim, context, named)
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


def _owners(claim: Claim, thing: str) -> Sequence[Named]:
    """Of what belongs to a state the country that its own words name: "North Korean soldiers in Russia" are North Korea's."""
    if thing not in OF_STATES:
        return ()
    return next((named for actor in claim.actors if thing_of(actor.span.text) == thing and (named := places_in(actor.span.text))), ())


def _agents(claim: Claim) -> Sequence[Named]:
    """The country that does it, unless it is who says so."""
    told = {each.source.start for each in claim.attributions if each.source}
    for actor in claim.actors:
        told_by = _TOLD_BY.search(claim.span.text[: max(0, actor.span.end - claim.span.start)])
        if actor.role != "agent" or actor.span.start in told or told_by:
            continue
        if actor.entity.country:
            return places_in(actor.span.text) or (Named(0, actor.entity.country, None, False, False),)
        if actor.span.text.lower() in PRONOUNS:
            return places_in(claim.sentence.text[: claim.span.start - claim.sentence.start])
    return ()


def _sites(happening: str, named: Sequence[Named], context: Context) -> Sequence[Named]:
    """Of what strikes a place the countries that are named as such, else the article's: "members of a Dutch team in Peru died" there."""
    if happening not in CAUSED:
        return ()
    sites = tuple(place for place in named if not place.is_adjective)
    return sites or tuple(place for place in named if place.country == context.country)


def _names_territory(text: str) -> bool:
    return bool(_SMALL_TERRITORY.search(text) or _WHOLE_COUNTRY.search(text) or places_in(text))


def _antecedent(claim: Claim) -> str:
    """What "where" stands for: the words before it."""
    before = claim.sentence.text[: claim.span.start - claim.sentence.start]
    return before[-_ANTECEDENT_CHARS:] if claim.span.text.lower().startswith("where ") or before.lower().endswith("where ") else ""


def _piece(claim: Claim, quantity: Quantity) -> str:
    """The words around a number up to the next comma on each side: "900 cases across the states, 410 of them in one" are two."""
    text, first = claim.sentence.text, claim.sentence.start
    if not first <= quantity.span.start < quantity.span.end <= claim.sentence.end:
        return ""
    start, end = quantity.span.start - first, quantity.span.end - first
    breaks = [match.end() for match in _BREAK.finditer(text, 0, start)]
    tail = _TAIL.match(text, end)
    return text[breaks[-1] if breaks else 0 : tail.end() if tail else end]


def _with_tail(claim: Claim) -> str:
    """The claim's words, and the rest of its clause: a place often stands just behind the claim."""
    end = claim.span.end - claim.sentence.start
    tail = _TAIL.match(claim.sentence.text, end)
    return claim.span.text + (tail.group() if tail else "")


def _without_sources(claim: Claim, text: str) -> str:
    """The claim's words without those that name who says so: what Korean media report need not lie in Korea."""
    for each in claim.attributions:
        if each.source and claim.span.start < each.source.start < claim.span.end:
            text = text.replace(each.source.text, "")
    return _TOLD_BY.sub("", text)


def _country(claim: Claim, context: Context, named: Sequence[Named]) -> str:
    """The first country that the claim names; else the one that its places lie in; else its article's."""
    if named:
        return named[0].country
    placed = [place.country for place in claim.places if place.country]
    return placed[0] if placed else (context.country or "")
