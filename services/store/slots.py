"""What a claim's words stand for: happenings, things, causes and places, in the light of its article.

Pure: takes data and returns data; no I/O, no clock, no settings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from schemas.articles import ArticleFetched
from schemas.contract import Span
from services.store.language.happenings import HAPPENINGS, PHRASES
from services.store.language.things import CAUSES, THINGS
from services.store.language.words import STOP_WORDS, WORD, stem, table_of, words_of
from services.store.places import places_in
from services.store.stories import names_in

_TITLE_WEIGHT: Final = 3
"""A place named in the headline is what the article is about."""
_NOUN_WEIGHT: Final = 2
_WHERE_WEIGHT: Final = 4
"""A country's own name, the more after "in", says where; its adjective often only whose ("a Dutch team in Peru")."""
_REGION_SHARE: Final = 0.5
"""A province is the article's place when it is named at least this often, relative to its country."""


_PARTS: Final = re.compile(
    r"\b(?:of|with|in|from|on|at|by|who|that|which|for|against|during|among|near|to|between|carrying)\b", re.IGNORECASE
)


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
    names: tuple[str, ...]
    cause_offsets: tuple[int, ...]
    causes: tuple[str, ...]

    def cause_of(self, span: Span, sentence: Span) -> str:
        """The cause that a reader has in mind: the last one named in the sentence up to the claim's end, else the first one after it
        there, else the last one named before, else the first one of the article; empty where none is named."""
        if not self.causes:
            return ""
        last = bisect_right(self.cause_offsets, span.end) - 1
        if last >= 0 and self.cause_offsets[last] >= sentence.start:
            return self.causes[last]
        if last + 1 < len(self.causes) and self.cause_offsets[last + 1] < sentence.end:
            return self.causes[last + 1]
        return self.causes[max(0, last)]


def context_of(article: ArticleFetched) -> Context:
    """The context of an article's claims. A function of title, text and publication date."""
    weights: Counter[tuple[str, str | None]] = Counter()
    for weight, text in ((1, article.text), (_TITLE_WEIGHT, article.title)):
        for named in places_in(text):
            weights[named.country, named.region] += weight * (
                1 if named.is_adjective else _WHERE_WEIGHT if named.is_where else _NOUN_WEIGHT
            )
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
        names=names_in(article.text),
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
    words, found, at = words_of(text), list[Mention](), 0
    in_names = _in_names(text)
    while at < len(words):
        for size in (4, 3, 2, 1):
            group = " ".join(words[at : at + size])
            kind = PHRASES.get(group) if size > 1 else _happenings().get(group)
            if kind is not None and at + size <= len(words):
                if kind and not (size == 1 and at in in_names):
                    found.append(Mention(at, kind, group))
                at += size - 1
                break
        at += 1
    return found


def _in_names(text: str) -> set[int]:
    """Indexes of words within names ("Centers for Disease Control"): capitalised, beside another such word. None in a headline, where
    every word is capitalised."""
    large = [word[0].isupper() for word in WORD.findall(text)]
    if 2 * sum(large) > len(large):
        return set()
    return {at for at in range(1, len(large)) if large[at] and (large[at - 1] or (at + 1 < len(large) and large[at + 1]))}


def happening_of(word: str) -> str | None:
    """The happening that one word, or word group, stands for."""
    lowered = word.lower()
    return PHRASES.get(lowered) or _happenings().get(lowered)


def things_in(text: str) -> list[Mention]:
    """The things of known kinds that a text names, in its order."""
    return [Mention(at, _things()[word], word) for at, word in enumerate(words_of(text)) if word in _things()]


def is_thing(word: str) -> bool:
    """Whether a word names a thing of a known kind."""
    return word.lower() in _things()


def thing_of(noun: str) -> str:
    """The kind of a noun phrase: of its first part that is no number, the last known thing, else the stem of the last word; or empty.

    Parts are divided by prepositions: "thousands of people in the valley" is about people, "members of a team" about members.
    """
    for part in _PARTS.split(noun):
        words = [word for word in words_of(part) if word not in STOP_WORDS]
        known = [_things()[word] for word in words if word in _things()]
        if known or words:
            return known[-1] if known else stem(words[-1])
    return ""


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text's content words, in their order."""
    return tuple(stem(word) for word in words_of(text) if word not in STOP_WORDS)
