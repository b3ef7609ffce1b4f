"""What a claim's words stand for: happenings, things, causes and places, in the light of its article.

Pure: takes data and returns data; no I/O, no clock, no settings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from schemas.articles import ArticleFetched
from services.store.language.happenings import HAPPENINGS, PHRASES
from services.store.language.things import CAUSES, THINGS
from services.store.language.words import STOP_WORDS, stem, table_of, words_of
from services.store.places import places_in

_TITLE_WEIGHT: Final = 3
"""A place named in the headline is what the article is about."""
_REGION_SHARE: Final = 0.5
"""A province is the article's place when it is named at least this often, relative to its country."""


class Mention(NamedTuple):
    """A word or word group that stands for a kind."""

    at: int
    """Index of its first word."""
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Context:
    """What an article's claims share: the day, the place, and what causes it speaks of where."""

    published: date | None
    country: str | None
    region: str | None
    cause_offsets: tuple[int, ...]
    causes: tuple[str, ...]

    def cause_at(self, offset: int) -> str:
        """The cause that a reader has in mind at `offset`: the last one named, else the first one of the article, else none."""
        if not self.causes:
            return ""
        return self.causes[max(0, bisect_right(self.cause_offsets, offset) - 1)]


def context_of(article: ArticleFetched) -> Context:
    """The context of an article's claims. A function of title, text and publication date."""
    weights: Counter[tuple[str, str | None]] = Counter()
    for named in places_in(article.text):
        weights[named.country, named.region] += 1
    for named in places_in(article.title):
        weights[named.country, named.region] += _TITLE_WEIGHT
    countries: Counter[str] = Counter()
    for (country, _), weight in weights.items():
        countries[country] += weight
    main = _most(countries)
    regions = Counter({region: weight for (country, region), weight in weights.items() if country == main and region})
    region = _most(regions)
    if region and regions[region] < _REGION_SHARE * weights[main or "", None]:
        region = None
    found = [(offset, kind) for offset, kind in _causes_in(article.text)]
    return Context(
        published=article.published.at.date() if article.published else None,
        country=main,
        region=region,
        cause_offsets=tuple(offset for offset, _ in found),
        causes=tuple(kind for _, kind in found),
    )


def _most(counts: Counter[str]) -> str | None:
    """The most frequent; of equals the first in the alphabet, so that nothing depends on an order."""
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _causes_in(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    table = _causes()
    lowered = text.lower()
    for word in words_of(text):
        at = lowered.find(word, at)
        if word in table:
            found.append((at, table[word]))
        at += len(word)
    return found


@cache
def _happenings() -> dict[str, str]:
    return table_of(HAPPENINGS)


@cache
def _things() -> dict[str, str]:
    return table_of(THINGS)


@cache
def _causes() -> dict[str, str]:
    return table_of(CAUSES)


def happenings_in(text: str) -> list[Mention]:
    """The happenings that a text names, in its order. Word groups before words."""
    words, found, at = words_of(text), [], 0
    while at < len(words):
        for size in (3, 2, 1):
            group = " ".join(words[at : at + size])
            kind = PHRASES.get(group) if size > 1 else _happenings().get(group)
            if kind is not None and at + size <= len(words):
                if kind:
                    found.append(Mention(at, kind, group))
                at += size - 1
                break
        at += 1
    return found


def happening_of(word: str) -> str | None:
    """The happening that one word, or word group, stands for."""
    lowered = word.lower()
    return PHRASES.get(lowered) or _happenings().get(lowered)


def things_in(text: str) -> list[Mention]:
    """The things of known kinds that a text names, in its order."""
    return [Mention(at, _things()[word], word) for at, word in enumerate(words_of(text)) if word in _things()]


def thing_of(noun: str) -> str:
    """The kind of a noun phrase: that of its last word of a known kind, else the stem of its last content word; empty for none."""
    words = [word for word in words_of(noun) if word not in STOP_WORDS]
    known = [_things()[word] for word in words if word in _things()]
    if known:
        return known[-1]
    return stem(words[-1]) if words else ""


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text's content words, in their order."""
    return tuple(stem(word) for word in words_of(text) if word not in STOP_WORDS)
