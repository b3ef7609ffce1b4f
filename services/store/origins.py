"""Independent origins: articles that share a publisher, a wire agency, their text, or the cited source of one answer count once.

A pure function of a thread's members: the groups are the connected components of "shares a token with". What makes two articles
dependent is a set of tokens per member, so that a group's reasons can be shown.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from rensa import RMinHash

from schemas.articles import ArticleFetched
from schemas.claims import Claim
from services.store.entities import folded_name

_SHINGLE_WORDS: Final = 5
"""Words of a shingle: short enough to survive light editing, long enough that set phrases do not match."""
_BANDS: Final = 16
_ROWS: Final = 4
"""16 bands of 4 rows: texts that share 70 % of their shingles meet with 99 %, 50 % with 64 %, 30 % with 12 %."""
_SEED: Final = 20260101
_UNNAMED: Final = re.compile(
    r"^(?:the |some |several |many |local |state |health |government )*"
    r"(?:officials?|authorities|reports?|sources?|residents|witnesses|experts|analysts|he|she|they|it)$"
)
"""Sources that are nobody in particular: two outlets that cite "officials" may have asked different ones."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What one member shares with others: tokens, each with the words for it."""

    article_id: UUID
    outlet: str
    tokens: Mapping[str, str]

    @classmethod
    def of(cls, article_id: UUID, origin: Mapping[str, Any], position: str, cited: Sequence[str]) -> Trace:
        """The trace of a member: its article's `origin_of`, and whom it cites. A cited source binds only those who give the same answer."""
        tokens = _tokens_of_article(origin["family"], origin["wire"], tuple(origin["bands"]))
        if cited:
            tokens = tokens | {f"cited:{each}:{position}": f"both cite {each} for the same answer" for each in cited}
        return cls(article_id, origin["family"], tokens)


@lru_cache(maxsize=1 << 12)
def _tokens_of_article(family: str, wire: str, bands: tuple[str, ...]) -> dict[str, str]:
    """What all members of an article share with others."""
    tokens = {f"family:{family}": f"published by {family}"}
    if wire:
        tokens[f"wire:{wire}"] = f"text of {wire}"
    return tokens | {f"text:{band}": "the same text" for band in bands}


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Articles that count once."""

    label: str
    reasons: tuple[str, ...]
    articles: tuple[UUID, ...]


def bands_of(text: str) -> list[str]:
    """The MinHash bands of a text: texts that share one are printed copies of each other. Empty for texts too short to tell."""
    words = re.findall(r"\w+", text.lower())
    shingles = {" ".join(words[at : at + _SHINGLE_WORDS]) for at in range(len(words) - _SHINGLE_WORDS + 1)}
    if len(shingles) < 3 * _SHINGLE_WORDS:
        return []
    hashed = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    hashed.update(sorted(shingles))
    digest = hashed.digest()
    bands = (digest[at : at + _ROWS] for at in range(0, len(digest), _ROWS))
    return [hashlib.blake2b(repr((number, list(band))).encode(), digest_size=6).hexdigest() for number, band in enumerate(bands)]


def origin_of(article: ArticleFetched) -> dict[str, Any]:
    """What an article shares with others: `family` of its publisher, the credited `wire` agency, `bands` of its text."""
    return {"family": article.source.publisher_family, "wire": folded_name(article.wire_credit or ""), "bands": bands_of(article.text)}


def cited_by(claim: Claim) -> list[str]:
    """Whom a claim cites by name, folded: who puts it forward in the end."""
    names = {
        folded_name(each.entity or (each.source.text if each.source else "")) for each in claim.attributions[-1:] if each.stance != "denies"
    }
    return sorted(name for name in names if name and not _UNNAMED.match(name))


def group_origins(traces: Iterable[Trace]) -> list[OriginGroup]:
    """The groups of articles that count once, in the order of their first article's id."""
    known = list(traces)
    outlet = {trace.article_id: trace.outlet for trace in known}
    articles = sorted(outlet, key=lambda article: article.int)
    place_of = {article: place for place, article in enumerate(articles)}
    by_token: dict[str, set[int]] = defaultdict(set)
    words: dict[str, str] = {}
    for trace in known:
        place = place_of[trace.article_id]
        for token in trace.tokens:
            by_token[token].add(place)
        words.update(trace.tokens)
    leader = list(range(len(articles)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    shared = {token: places for token, places in by_token.items() if len(places) > 1}
    for places in shared.values():
        first, *others = sorted(places)
        for other in others:
            a, b = sorted((find(first), find(other)))
            leader[b] = a
    groups: dict[int, list[UUID]] = defaultdict(list)
    for place, article in enumerate(articles):
        groups[find(place)].append(article)
    reasons: dict[int, set[str]] = defaultdict(set)
    for token, places in shared.items():
        reasons[find(next(iter(places)))].add(words[token])
    return [
        OriginGroup(
            label=" + ".join(sorted({outlet[article] for article in own})),
            reasons=tuple(sorted(reasons[first])),
            articles=tuple(own),
        )
        for first, own in groups.items()
    ]
