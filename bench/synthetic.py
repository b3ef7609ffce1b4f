"""News that never was, by the million: messages as extract would publish them, skewed as news is, and cheap to write.

A fixed number of articles appears each day. Some tell a story that runs for weeks, many one of some days, most one of their own. Outlets
and entities are named by Zipf's law. Every article is the same for the same number, whatever their count.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any, Final

from pydantic_core import to_json

from schemas import ids

CLAIMS: Final = 10
"""Claims of an article."""
START: Final = datetime(2026, 1, 1, tzinfo=UTC)
PER_DAY: Final = 555
"""Articles of a day: a million claims are half a year."""
_OUTLETS, _WORDS, _NAMES = 400, 4_000, 12_000
_RUNNING: Final = ((0, 10**9, 0.06), (0, 30, 0.09), (20, 30, 0.09))
"""Stories that run on: the first day of each within a period of 40 days (the first one runs for ever), how long, share of the articles."""
_PERIOD: Final = 40
_SEVERAL: Final = 0.40
"""Share of the articles that tell a story of some days, by some ten articles."""
_TOLD_BY: Final = 10
_OPEN: Final = 40
"""Stories of some days that are told at one time."""
_COUNTRIES: Final = ("Peru", "Chile", "Kenya", "Japan", "Spain", "Italy", "Ghana", "India", "Nepal", "Egypt", "Poland", "Brazil")
_TOLLS: Final = (("died", "die", "people"), ("injured", "injure", "people"), ("evacuated", "evacuate", "residents"))
_SYLLABLES: Final = ("ba", "dor", "el", "fen", "gar", "hol", "ka", "lin", "mor", "nas", "or", "pel", "rav", "sten", "tor", "ul", "ver")


@cache
def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def _pick(chance: random.Random, count: int) -> int:
    """A number below `count`; the n-th is picked 1/n times as often as the first."""
    weights = _zipf(count)
    return min(count - 1, bisect(weights, chance.random() * weights[-1]))


@cache
def _word(number: int) -> str:
    """An invented word; other numbers give other words."""
    word = ""
    while number or len(word) < 4:
        number, at = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[at]
    return word


def _name(number: int) -> str:
    return f"{_word(number)}an".capitalize()


def _story_of(number: int, chance: random.Random) -> str:
    """The story that an article tells: its name decides its country and its persons."""
    day, share = number // PER_DAY, chance.random()
    for slot, (begins, lasts, part) in enumerate(_RUNNING):
        if share < part:
            period, at = divmod(day - begins, _PERIOD) if lasts < _PERIOD else (0, 0)
            return f"running {slot} {period}" if at < lasts else f"own {number}"
        share -= part
    if share < _SEVERAL:
        newest = int(number * _SEVERAL / _TOLD_BY)
        return f"several {max(0, newest - _pick(chance, _OPEN))}"
    return f"own {number}"


def messages(count: int, first: int = 0) -> Iterator[bytes]:
    """`ClaimsExtracted` as JSON, from article number `first` on."""
    for number in range(first, first + count):
        yield to_json(_message(number))


def article_url(number: int) -> str:
    """The address of an article."""
    return f"https://outlet{_outlet(number)}.example/{number}"


def _outlet(number: int) -> int:
    return _pick(random.Random(f"outlet {number}"), _OUTLETS)


def _message(number: int) -> dict[str, Any]:
    chance = random.Random(number)
    story = _story_of(number, chance)
    of_story = random.Random(story)
    country = _COUNTRIES[_pick(of_story, len(_COUNTRIES))]
    people = [_name(of_story.randrange(_NAMES, 20 * _NAMES)) for _ in range(6)]
    told = chance.sample(people, 4)
    beside = [_name(_NAMES + chance.randrange(20 * _NAMES)) for _ in range(3)]
    url, outlet = article_url(number), f"outlet{_outlet(number)}.example"
    at = START + timedelta(days=number / PER_DAY)
    article = ids.article_id(url)
    often = " and ".join(told)
    lead = f"The flood in {country} was met by {often}. It was said that {often} asked {' and '.join(beside)}."
    sentences, claims = [lead], list[dict[str, Any]]()
    offset = len(lead) + 1
    for place in range(CLAIMS):
        words, fields = _toll(place, story, at, chance) if place < len(_TOLLS) else _deed(chance)
        claims.append(_claim(words, offset, fields))
        sentences.append(f"{words}.")
        offset += len(words) + 2
    text, title = "\n".join(sentences), f"{told[0]} in {country}"
    revision = ids.revision_of(title, text)
    for claim in claims:
        claim["claim_id"] = ids.claim_id(article, revision, "1", claim["span"]["start"], claim["span"]["end"])
    return {
        "article": {
            "article_id": article,
            "revision": revision,
            "url": url,
            "canonical_url": url,
            "source": {"source_id": ids.source_id(outlet), "name": outlet, "domain": outlet, "publisher_family": outlet},
            "title": title,
            "language": "en",
            "published": {"at": at, "origin": "feed"},
            "updated": None,
            "fetched_at": at + timedelta(minutes=5),
            "text": text,
            "sections": [],
            "wire_credit": ("Andes Wire", "North Wire")[number % 2] if chance.random() < 0.2 else None,
        },
        "extractor": {"name": "synthetic", "version": "1", "model": "none", "model_version": "0"},
        "claims": claims,
    }


def _toll(place: int, story: str, at: datetime, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """A figure of the story's day, which goes up from day to day; outlets agree on most."""
    verb, lemma, counted = _TOLLS[place]
    of_story = random.Random(f"{story} {place}")
    value = of_story.randint(2, 300) + of_story.randint(0, 9) * (at - START).days
    value += chance.choice((-2, -1, 1, 2, 3)) if chance.random() < 0.1 else 0
    return f"{value} {counted} {verb}", {"verb": verb, "lemma": lemma, "figure": str(value), "value": value, "counted": counted}


def _deed(chance: random.Random) -> tuple[str, dict[str, Any]]:
    who, verb, what = _name(_pick(chance, _NAMES)), f"{_word(_pick(chance, _WORDS))}ed", _word(_pick(chance, _WORDS))
    return f"{who} {verb} the {what}", {"verb": verb, "lemma": verb[:-2], "who": who, "what": what}


def _claim(words: str, offset: int, fields: dict[str, Any]) -> dict[str, Any]:
    def span(part: str) -> dict[str, Any]:
        start = offset + words.index(part)
        return {"start": start, "end": start + len(part), "text": part}

    actors: Sequence[dict[str, Any]] = ()
    quantities: Sequence[dict[str, Any]] = ()
    if "who" in fields:
        actors = [
            {"span": span(fields["who"]), "role": "agent", "entity": {"name": fields["who"], "kind": "person"}},
            {"span": span(fields["what"]), "role": "patient", "entity": {"name": fields["what"], "kind": "thing"}},
        ]
    else:
        bounds = {"value": fields["value"], "low": fields["value"], "high": fields["value"], "modifier": "exact", "unit": "count"}
        quantities = [{"span": span(fields["figure"]), "counted": fields["counted"], **bounds}]
    return {
        "span": span(words),
        "sentence": {"start": offset, "end": offset + len(words) + 1, "text": f"{words}."},
        "section": "body",
        "attributions": [],
        "certainty": "certain",
        "polarity": "positive",
        "status": "past",
        "predicate": {"span": span(fields["verb"]), "lemma": fields["lemma"]},
        "actors": actors,
        "quantities": quantities,
        "checkworthiness": 0.5,
    }
