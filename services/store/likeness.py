"""How likely two answers of one story are answers to one question: a pure function of the two.

The weights are those of a logistic regression over the pairs of answers in `bench/labelled/` (`python -m bench.likeness` fits them).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from services.store.happening import NOTHING_SAID
from services.store.language.happenings import HAPPENING_NAMES
from services.store.language.senses import SIDES
from services.store.questions import OWN_WORDS, slots_of_key

_KNOWN: Final = HAPPENING_NAMES - {NOTHING_SAID}


class Asked(NamedTuple):
    """What answers are compared by. What no table knows is empty. `value` answers, in `unit`; `words` are the stems of the
    claim's content words."""

    happening: str
    thing: str
    when: str
    whose: str
    unit: str
    is_number: bool
    is_denied: bool
    value: float | None
    words: frozenset[str]


class Evidence(NamedTuple):
    """What speaks for one question and against it, each 1 or 0 but for the share of words; or how much each weighs, in log odds."""

    happening: float
    thing: float
    figure: float
    unit: float
    words: float
    another_when: float
    another_holder: float
    one_number: float


BIAS: Final = -4.6
WEIGHTS: Final = Evidence(
    happening=1.7, thing=0.9, figure=2.6, unit=0.9, words=6.8, another_when=-0.7, another_holder=-0.7, one_number=-0.8
)


_LEAST_WORDS: Final = 2
"""Words that are shared at least: what is said in one word is said of anything."""
_TELLING_DIGITS: Final = 3
"""Digits of a figure that two articles of a story hardly give by chance: 1,860, not 40."""


def asked(question_key: str, *, is_number: bool, is_denied: bool, value: float | None, words: frozenset[str]) -> Asked:
    """An answer as it is compared."""
    slots = slots_of_key(question_key)
    happening, thing = slots.get("happening", ""), slots.get("thing", "")
    return Asked(
        happening if happening in _KNOWN else "",
        "" if thing.startswith(OWN_WORDS) else thing,
        slots.get("when", ""),
        slots.get("whose", ""),
        slots.get("unit", ""),
        is_number,
        is_denied,
        value,
        words,
    )


def evidence_of(a: Asked, b: Asked) -> Evidence:
    """What speaks for one question and against it."""
    is_one_unit = a.is_number and b.is_number and a.unit == b.unit
    shared = len(a.words & b.words)
    return Evidence(
        happening=a.happening == b.happening != "",
        thing=a.thing == b.thing != "",
        figure=is_one_unit and a.value == b.value is not None,
        unit=is_one_unit,
        words=shared / math.sqrt(len(a.words) * len(b.words)) if shared else 0.0,
        another_when=a.when != b.when,
        another_holder=_differ(a.whose, b.whose),
        one_number=a.is_number != b.is_number,
    )


def are_told_apart(a: Asked, b: Asked) -> bool:
    """Whether slots that both have say that these are two questions, however alike the words: what is bought and what is sold, the second
    round and the third, hours and kilometres; and of what the tables know, what has happened and what is to."""
    if a.is_denied != b.is_denied and not (a.is_number and b.is_number):
        return True  # in other words a no need not deny the yes: "not decided before Monday", "if it is close, we count again"
    if a.is_number and b.is_number and a.unit != b.unit:
        return True
    if _which(a.thing) and _which(b.thing) and _which(a.thing) != _which(b.thing):
        return True
    if not (a.happening and b.happening):
        return False
    return a.happening != b.happening or a.when != b.when or _differ(a.thing, b.thing) or _differ(a.whose, b.whose)


def _which(thing: str) -> str:
    """Which of several of a kind: "round 2", "race men's"."""
    last = thing.rpartition(" ")[2]
    return last if last.isdigit() or last in SIDES else ""


def _differ(a: str, b: str) -> bool:
    return bool(a and b) and a != b


def _share_enough(a: Asked, b: Asked) -> bool:
    """Whether two words are shared, or a figure with a word; a figure alone where it is no round one that anything may come to."""
    shared = len(a.words & b.words)
    if a.value is None or a.value != b.value:
        return shared >= _LEAST_WORDS
    return shared > 0 or len(f"{a.value:.10g}".replace(".", "").strip("-0")) >= _TELLING_DIGITS


def likeness(a: Asked, b: Asked) -> float:
    """The probability that both answer one question, if they are told of one story; 0 where slots or too few words forbid it."""
    if are_told_apart(a, b) or not _share_enough(a, b):
        return 0.0
    odds = BIAS + sum(weight * found for weight, found in zip(WEIGHTS, evidence_of(a, b), strict=True))
    return 1 / (1 + math.exp(-odds))
