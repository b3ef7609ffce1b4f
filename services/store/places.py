"""Countries and their provinces named in a text, by ISO 3166. Pure: names come from pycountry and `language/countries.py`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Final, NamedTuple

import pycountry

from services.store.language.countries import AMBIGUOUS, DEMONYMS, NAMES
from services.store.language.words import word_set

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*(?:[-'’][^\W\d_]+)*\.?")
_MAX_WORDS: Final = 5
"""Words of the longest name that is looked up ("Democratic Republic of the Congo" is six, and is known by its last)."""
_LEAST_REGION_NAME: Final = 4
"""Shorter province names are syllables of other names."""
_FREELY_NAMED: Final = "USA"
"""Provinces are believed where their country is named too; those of the United States stand alone in the news."""


class Named(NamedTuple):
    """A place that a text names: a country, or a province of it."""

    start: int
    country: str
    region: str | None
    is_adjective: bool
    is_where: bool
    """Whether a preposition of place stands before it."""


_WHERE: Final = word_set("in across throughout near inside within around at")
_SKIPPED: Final = word_set("the eastern western northern southern central north south east west northeast northwest southeast southwest")


def _is_where(tokens: list[tuple[int, str]], at: int) -> bool:
    before = [word.lower() for _, word in tokens[max(0, at - 4) : at]]
    while before and before[-1] in _SKIPPED:
        before.pop()
    return bool(before) and before[-1] in _WHERE


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name without case and accents."""
    if name.isascii():
        return name.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


@cache
def _gazetteer() -> dict[str, tuple[str, str | None, bool]]:
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    regions: dict[str, tuple[str, str | None, bool]] = {}
    seen = Counter(fold(region.name) for region in pycountry.subdivisions)
    for region in pycountry.subdivisions:
        name = fold(region.name)
        if seen[name] == 1 and len(name) >= _LEAST_REGION_NAME and name not in AMBIGUOUS:
            regions[name] = (alpha3[region.country_code], region.code, False)
    found: dict[str, tuple[str, str | None, bool]] = regions
    for country in pycountry.countries:
        for name in {
            country.name,
            getattr(country, "common_name", country.name),
            country.official_name if hasattr(country, "official_name") else country.name,
        }:
            if fold(name) not in AMBIGUOUS:
                found[fold(name)] = (country.alpha_3, None, False)
    for line in DEMONYMS.strip().splitlines():
        demonyms, _, names = line.partition("/")
        code, *adjectives = demonyms.split()
        found.update({fold(word): (code, None, True) for word in adjectives})
        found.update({word if word == "US" else fold(word): (code, None, False) for word in names.split()})
    found.update({name: (code, None, name.endswith(("an", "ans"))) for name, code in NAMES.items()})
    return found


def is_region(word: str) -> bool:
    """Whether a single word names a province."""
    hit = _gazetteer().get(fold(word))
    return hit is not None and hit[1] is not None


@cache
def _words_of_countries() -> frozenset[str]:
    return frozenset(word for name, (_, region, _) in _gazetteer().items() if region is None and " " in name for word in name.split())


def is_country(word: str) -> bool:
    """Whether a single word names a country, its people or its capital."""
    hit = _gazetteer().get(fold(word))
    return word == "US" or (hit is not None and hit[1] is None) or fold(word) in _words_of_countries()


@cache
def _first_words() -> dict[str, int]:
    """First words of names, with the number of words of the longest name that begins so."""
    found: dict[str, int] = {}
    for name in _gazetteer():
        words = name.lower().split()
        found[words[0]] = min(_MAX_WORDS, max(len(words), found.get(words[0], 0)))
    return found


def _plain(raw: str) -> str:
    folded = fold(raw)
    return folded[:-2] if folded.endswith(("'s", "’s")) else folded


@lru_cache(maxsize=1 << 12)
def places_in(text: str) -> tuple[Named, ...]:
    """The countries and provinces that a text names, in its order; the longest name wins."""
    names = _gazetteer()
    tokens = [(match.start(), match.group().rstrip(".")) for match in _TOKEN.finditer(text)]
    found: list[Named] = []
    at = 0
    while at < len(tokens):
        taken = 1
        longest = _first_words().get(_plain(tokens[at][1]), 0) if tokens[at][1][0].isupper() else 0
        if longest:
            for size in range(min(longest, len(tokens) - at), 0, -1):
                raw = " ".join(word for _, word in tokens[at : at + size])
                hit = names.get(raw) if raw == "US" else names.get(_plain(raw))
                if hit is not None and (raw == "US" or fold(raw) != "us"):
                    country, region, is_adjective = hit
                    is_owner = raw.endswith(("'s", "’s"))
                    found.append(Named(tokens[at][0], country, region, is_adjective or is_owner, _is_where(tokens, at)))
                    taken = size
                    break
        at += taken
    countries = {place.country for place in found if place.region is None} | {_FREELY_NAMED}
    return tuple(place for place in found if place.region is None or place.country in countries)
