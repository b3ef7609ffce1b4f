"""Whether two articles tell the same story: they share proper names. A pure function of the two articles' names.

The question key says what is asked; many stories ask it at the same time ("how many died in the crash?"). What tells them apart in a
newsroom is who and where: names that are no country's, no weekday's and no institution's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from services.store.language.names import COMMON_NAMES, PARTIES
from services.store.language.words import STOP_WORDS
from services.store.places import is_country, is_region

MOST_NAMES: Final = 16
"""Names kept of an article, the most frequent ones: enough for the persons and places of its story."""
_SHARED: Final = 2
"""Names that two articles of one story share at least: one may be chance."""
_NO_HOLDERS: Final = COMMON_NAMES - PARTIES
_TOP: Final = 4
"""The first names of an article, of which one alone says which story it tells."""
_FEW: Final = 3
"""Names without which an article says nothing closer than its province."""
_REGION: Final = "@"
"""Before the name of a province: many stories are told of one."""
_STATES: Final = "&"
"""Before the states of an affair: they are shared by all who tell of it, and by some who tell of another."""
_AFFAIR: Final = 3
"""States that together count as one name: one or two are in the news every day."""
_AGAIN: Final = 2
"""Times that a state is named at least where an article is about it."""
_SHARED_BY_MANY: Final = (_REGION, _STATES)
_COMPARED_IN_PAIRS: Final = 12
"""An article has some 120 keys to meet at: below twice as many pairs, comparing them is less work."""
_LEAST_LETTERS: Final = 3
_NAME: Final = re.compile(r"(?<![.!?:\n“\"‘'—–-] )(?<=[\w,;’'\")“(] )(?:[“\"(])?([A-Z][\w]*[a-z][\w]*|[A-Z]{3,})")

_WHERE: Final = re.compile(r"(?<!shares )(?<!stake )(?<!stock )\b(?:in|at|near|from|to)\s(?:the )?$", re.IGNORECASE)
_RUN: Final = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")


def names_in(text: str) -> tuple[str, ...]:
    """The proper names of a text, single words in lower case, the most frequent first, provinces last. A word that begins a sentence is
    not seen."""
    counts: Counter[str] = Counter()
    for match in _NAME.finditer(text):
        name = match.group(1)
        folded = name.lower()
        if len(name) >= _LEAST_LETTERS and folded not in COMMON_NAMES and not is_country(name):
            counts[_REGION + folded if is_region(name) else folded] += 1
    return tuple(sorted(counts, key=lambda name: (name.startswith(_REGION), -counts[name], name))[:MOST_NAMES])


def states_in(mentions: Mapping[str, int]) -> tuple[str, ...]:
    """The name of an affair between states, from how often an article names each: of the three that it names most, if it names so many
    more than once."""
    most = sorted((state for state, count in mentions.items() if count >= _AGAIN), key=lambda state: (-mentions[state], state))[:_AFFAIR]
    return (_STATES + "-".join(sorted(most)),) if len(most) == _AFFAIR else ()


def runs_of_names(text: str) -> list[str]:
    """The runs of capitalised words in a text."""
    return _RUN.findall(text)


def names_of_holders(text: str) -> list[str]:
    """The proper names in a short text, each as one word, in its order; not the places where ("in Ghent")."""
    runs = (run for run in _RUN.finditer(text) if not _WHERE.search(text[: run.start()]))
    return [name for run in runs if (name := canonical_name(run.group()))]


def canonical_name(name: str, *, is_organization: bool = False, known: Collection[str] = ()) -> str:
    """One word under which a name in full and in short is one: of an organization the first telling one ("Castell Motors", "Castell"), of
    others the last ("Prime Minister Ada Vance", "Vance"); the initials where all are common ("World Health Organization", "WHO").
    Words that the article has as names (`known`) go before others. Empty where nothing but a country is named."""
    telling = [word for run in _RUN.findall(name) for word in _telling(run)]
    if telling:
        return ([word for word in telling if word in known] or telling)[0 if is_organization else -1]
    initials = [word[0].lower() for word in name.split() if word[0].isupper() and word.lower() not in STOP_WORDS]
    return "".join(initials) if len(initials) > 1 and not any(map(is_country, name.split())) else ""


def _telling(run: str) -> list[str]:
    words = (raw.removesuffix("'s").rstrip("'") for raw in run.replace("’", "'").split())
    folded = ((word, word.lower()) for word in words if len(word) >= _LEAST_LETTERS)
    return [low for word, low in folded if low not in _NO_HOLDERS and (low not in STOP_WORDS or word.isupper()) and not is_country(word)]


class _Told(NamedTuple):
    """What decides of an article's names."""

    names: frozenset[str]
    top: frozenset[str]
    regions: frozenset[str]
    is_short: bool


@lru_cache(maxsize=1 << 14)
def _told(names: tuple[str, ...]) -> _Told:
    regions = frozenset(name for name in names if name.startswith(_REGION))
    own = frozenset(name for name in names if not name.startswith(_SHARED_BY_MANY))
    return _Told(frozenset(names), own & frozenset(names[:_TOP]), regions, len(own) < _FEW)


def same_story(a: Sequence[str], b: Sequence[str], *, is_of_region: bool = False) -> bool:
    """Whether articles with these names tell one story: they share two, or one that both name often. Where the story is one of a whole
    province (an outbreak), or an article names hardly anything else, the province alone will do."""
    one = _told(tuple(a))
    if one.names.isdisjoint(b):
        return False
    other = _told(tuple(b))
    if (is_of_region or one.is_short or other.is_short) and not one.regions.isdisjoint(other.regions):
        return True
    return not one.top.isdisjoint(other.top) or len(one.names & other.names) >= _SHARED


def top_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names of which one alone says which story an article tells, in the alphabet's order."""
    return tuple(sorted(_told(tuple(names)).top))


def stories_among(articles: Mapping[str, Sequence[str]], *, is_of_region: bool = False) -> dict[str, str]:
    """The story of each article: the smallest id among those that it is connected with by `same_story`, through others too. Articles
    without a name belong to the only story, or where there are several, to one of their own.

    Costs the same per article however many there are: articles that share what connects them meet at a key. Few are compared in pairs.
    """
    if len(articles) == 1:
        return {article: article for article in articles}
    leader = {article: article for article in articles}

    def find(article: str) -> str:
        while leader[article] != article:
            leader[article] = leader[leader[article]]
            article = leader[article]
        return article

    def connect(one: str, other: str) -> None:
        first, second = find(one), find(other)
        if first != second:
            leader[max(first, second)] = min(first, second)

    named = sorted(article for article, names in articles.items() if names)
    if len(named) <= _COMPARED_IN_PAIRS:
        for one, other in combinations(named, 2):
            if find(one) != find(other) and same_story(articles[one], articles[other], is_of_region=is_of_region):
                connect(one, other)
    else:
        holders: dict[Hashable, str] = {}
        with_few = {name for names in articles.values() if _told(tuple(names)).is_short for name in names if name.startswith(_REGION)}
        for article in named:
            for key in _meeting_keys(articles[article], articles[article] if is_of_region else with_few):
                connect(holders.setdefault(key, article), article)
    stories = {article: find(article) for article in named}
    nameless = sorted(set(articles) - set(named))
    only = set(stories.values())
    own = next(iter(only)) if len(only) == 1 else (nameless[0] if nameless else "")
    return {**stories, **dict.fromkeys(nameless, own)}


class Keys(NamedTuple):
    """What an article shares with others of its story. `by_region`: provinces that connect it with those of their `sufficient` alone."""

    always: tuple[Hashable, ...]
    by_region: tuple[str, ...]
    sufficient: tuple[str, ...]


def keys_of(names: tuple[str, ...], *, is_of_region: bool = False) -> Keys:
    """The keys at which articles of one story meet (`same_story`): at one of `always`, or at a province that is sufficient for either."""
    told = _told(names)
    regions = tuple(sorted(told.regions))
    always = (*_pairs(names), *(name for name in names[:_TOP] if not name.startswith(_SHARED_BY_MANY)))
    return Keys(always, regions, regions if is_of_region or told.is_short else ())


@lru_cache(maxsize=1 << 14)
def _pairs(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(combinations(sorted(names), _SHARED))


def _meeting_keys(names: Sequence[str], sufficient_regions: Collection[str]) -> Iterator[Hashable]:
    """What an article can share with another of its story: two names, a frequent one, or a province where that is enough."""
    yield from _pairs(tuple(names))
    yield from (name for name in names[:_TOP] if not name.startswith(_SHARED_BY_MANY))
    yield from (name for name in names if name.startswith(_REGION) and name in sufficient_regions)
