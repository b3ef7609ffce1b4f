"""What a claim's words stand for: happenings, things, causes and places, in the light of its article.

Pure: takes data and returns data; no I/O, no clock, no settings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from schemas.articles import ArticleFetched
from schemas.contract import Span
from services.store.language.happenings import HAPPENINGS
from services.store.language.names import OFFICES
from services.store.language.phrases import PHRASES
from services.store.language.things import CAUSES, THING_PHRASES, THINGS
from services.store.language.words import STOP_WORDS, WORD, stem, table_of, words_of
from services.store.places import is_country, places_in
from services.store.stories import canonical_name, names_in, states_in

_TITLE_WEIGHT: Final = 3
"""A place named in the headline is what the article is about."""
_LEAD_CHARS: Final = 250
_LEAD_WEIGHT: Final = 2
"""A report says in its first sentence where it is set."""
_NOUN_WEIGHT: Final = 2
_WHERE_WEIGHT: Final = 4
"""A country's own name, the more after "in", says where; its adjective often only whose ("a Dutch team in Peru")."""
_REGION_SHARE: Final = 0.5
"""A province is the article's place when it is named at least this often, relative to its country."""


_PARTS: Final = re.compile(
    r"\b(?:of|with|in|from|on|at|by|who|that|which|for|against|during|among|near|to|between|carrying"
    r"|above|below|over|under|behind|along|around|inside|outside|across)\b|,(?!\d)",
    re.IGNORECASE,
)


_REMEMBERED: Final = 1 << 12
"""Texts whose words stay read: a claim's phrases are asked about several times, and an article's names again and again."""
_PERSON: Final = "person"
_OFFICE_HELD: Final = re.compile(
    rf"(?P<owner>(?:[A-Z][\w’'.-]+ ){{0,2}})(?P<office>(?i:{'|'.join(sorted(OFFICES))}))"
    rf"(?: of (?:the )?(?P<of>[A-Z][\w-]+(?: [A-Z][\w-]+)?))?,? (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{1,2}})"
)
_OWNERS: Final = re.compile(r"[^\W\d_]+(?:['’]s|s['’])(?= [^\W_])")
"""Owners before what they own: "the men's race" is a race."""


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
    holders: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Who holds an office of a country, as the article says ("French President Ada Vance"): by country and office."""

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
    mentions: Counter[str] = Counter()
    for weight, text in ((1, article.text), (_TITLE_WEIGHT, article.title)):
        for named in places_in(text):
            mentions[named.country] += 1
            lead = _LEAD_WEIGHT if named.start < _LEAD_CHARS else 1
            said = 1 if named.is_adjective else _WHERE_WEIGHT if named.is_where else _NOUN_WEIGHT
            weights[named.country, named.region] += weight * lead * said
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
        names=names_in(article.text) + states_in(mentions),
        cause_offsets=tuple(offset for offset, _ in found),
        causes=tuple(kind for _, kind in found),
        holders=_holders_in(f"{article.title}\n{article.text}", main or ""),
    )


def _holders_in(text: str, country: str) -> dict[tuple[str, str], str]:
    """Offices with the name that follows them: "the French president, Ada Vance", "President Ada Vance" of the article's own country."""
    found: dict[tuple[str, str], str] = {}
    for match in _OFFICE_HELD.finditer(text):
        owners = places_in(match["owner"] or "") or places_in(match["of"] or "")
        name = canonical_name(match["name"])
        if name:
            found.setdefault((owners[-1].country if owners else country, match["office"].lower()), name)
    return found


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


@cache
def _longest(groups: Collection[str]) -> dict[str, int]:
    """First words of word groups, with the number of words of the longest group that begins so."""
    found: dict[str, int] = {}
    for group in groups:
        first, *others = group.split()
        found[first] = max(found.get(first, 1), 1 + len(others))
    return found


_PHRASES: Final = frozenset(PHRASES)
_THING_PHRASES: Final = frozenset(THING_PHRASES)


def _named(words: Sequence[str], table: Mapping[str, str], phrases: Mapping[str, str], groups: frozenset[str]) -> Iterator[Mention]:
    """What the words stand for, in their order; of word groups the longest, and groups before words."""
    longest, at = _longest(groups), 0
    while at < len(words):
        taken = 1
        for size in range(min(longest.get(words[at], 1), len(words) - at), 0, -1):
            group = words[at] if size == 1 else " ".join(words[at : at + size])
            kind = table.get(group) if size == 1 else phrases.get(group)
            if kind is not None:
                yield Mention(at, kind, group)
                taken = size
                break
        at += taken


@lru_cache(maxsize=_REMEMBERED)
def happenings_in(text: str) -> tuple[Mention, ...]:
    """The happenings that a text names, in its order. Word groups before words."""
    found = [mention for mention in _named(words_of(text), _happenings(), PHRASES, _PHRASES) if mention.kind]
    if not found:
        return ()
    in_names = _in_names(text)
    return tuple(mention for mention in found if " " in mention.word or mention.at not in in_names)


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


@lru_cache(maxsize=_REMEMBERED)
def things_in(text: str) -> tuple[Mention, ...]:
    """The things of known kinds that a text names, in its order. Word groups before words; whose they are is none of them."""
    return tuple(_named(words_of(_OWNERS.sub("", text)), _things(), THING_PHRASES, _THING_PHRASES))


def is_thing(word: str) -> bool:
    """Whether a word names a thing of a known kind."""
    return word.lower() in _things()


def after_head(phrase: str) -> str:
    """What follows the first part of a noun phrase: "of sanctions" in "the 12th package of sanctions"."""
    part = _PARTS.search(phrase)
    return phrase[part.start() :] if part else ""


def head_of(phrase: str) -> str:
    """The head word of a noun phrase: the last of its first part."""
    words = WORD.findall(phrase[: len(phrase) - len(after_head(phrase))])
    return words[-1] if words else ""


def _is_people(word: str, text: str) -> bool:
    """Whether a word is the people of a country: "28 Afghans" are people."""
    return word.endswith("s") and word.title() in text and is_country(word.title())


@lru_cache(maxsize=_REMEMBERED)
def thing_of(noun: str) -> str:
    """The kind of a noun phrase: of its first part that is no number, the last known thing, else the stem of the last word; or empty.

    Parts are divided by prepositions: "thousands of people in the valley" is about people, "members of a team" about members.
    """
    for part in _PARTS.split(noun):
        known = things_in(part)
        words = [word for word in words_of(part) if word not in STOP_WORDS]
        if known or words:
            return known[-1].kind if known else _PERSON if _is_people(words[-1], part) else stem(words[-1])
    return ""


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text's content words, in their order."""
    return tuple(stem(word) for word in words_of(text) if word not in STOP_WORDS)
