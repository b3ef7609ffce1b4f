"""How likely two answers of one story are answers to one question: a pure function of the two.

The weights are those of a logistic regression over the pairs of answers in `bench/labelled/` (`python -m bench.likeness` fits them).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from services.store.happening import NOTHING_SAID
from services.store.language.happenings import CAUSED, HAPPENING_NAMES, TAKE_OVER
from services.store.language.senses import SIDES
from services.store.questions import OWN_WORDS, slots_of_key

_KNOWN: Final = HAPPENING_NAMES - {NOTHING_SAID}
_SETTLED: Final = TAKE_OVER | CAUSED
"""Happenings that the tables know by most of their words, as tolls are: killed and injured are never one question, however alike."""


class Asked(NamedTuple):
    """What answers are compared by. What no table knows is empty. `value` answers, in `unit`; `words` are the stems of the claim's content
    words without its figures, `sentence` those of its sentence, `counted` those of what the number counts; `said` is what it says
    happens."""

    happening: str
    thing: str
    when: str
    where: str
    whose: str
    unit: str
    is_number: bool
    is_denied: bool
    value: float | None
    words: frozenset[str]
    sentence: frozenset[str]
    counted: frozenset[str]
    said: str


class Evidence(NamedTuple):
    """What speaks for one question and against it, each 1 or 0 but for the shares of words; or how much each weighs, in log odds."""

    happening: float
    figure: float
    near_figure: float
    order: float
    far_figure: float
    words: float
    sentence: float
    another_when: float
    one_number: float
    another_counted: float


BIAS: Final = -4.8
WEIGHTS: Final = Evidence(
    happening=2.1,
    figure=1.1,
    near_figure=2.1,
    order=1.0,
    far_figure=-0.9,
    words=3.5,
    sentence=7.2,
    another_when=-0.5,
    one_number=-1.0,
    another_counted=-0.7,
)
_TO_DENY: Final = 0.6
"""The probability from which a no takes the question of a yes."""
_NEAR: Final = 2.0
"""How many times a figure another of one question mostly is at most: what two sources count, or one counts on two days."""
_ORDER: Final = 10.0


def asked(
    question_key: str,
    *,
    is_number: bool,
    is_denied: bool,
    value: float | None,
    words: frozenset[str],
    sentence: frozenset[str],
    counted: frozenset[str],
    said: str,
) -> Asked:
    """An answer as it is compared."""
    slots = slots_of_key(question_key)
    happening, thing = slots.get("happening", ""), slots.get("thing", "")
    return Asked(
        happening if happening in _KNOWN else "",
        "" if thing.startswith(OWN_WORDS) else thing,
        slots.get("when", ""),
        slots.get("where", ""),
        slots.get("whose", ""),
        slots.get("unit", ""),
        is_number,
        is_denied,
        value,
        words,
        sentence,
        counted,
        said if said in _KNOWN else "",
    )


def evidence_of(a: Asked, b: Asked) -> Evidence:
    """What speaks for one question and against it."""
    is_one_unit = is_of_one_unit(a, b)
    apart = _times(a.value, b.value) if is_one_unit else math.inf
    return Evidence(
        happening=a.happening == b.happening != "",
        figure=apart == 1.0,
        near_figure=apart < _NEAR,
        order=_NEAR <= apart < _ORDER,
        far_figure=_ORDER <= apart < math.inf,
        words=_share(a.words, b.words),
        sentence=_share(a.sentence, b.sentence),
        another_when=a.when != b.when,
        one_number=a.is_number != b.is_number,
        another_counted=bool(a.counted and b.counted) and a.counted.isdisjoint(b.counted),
    )


def is_of_one_unit(a: Asked, b: Asked) -> bool:
    """Whether both answer with numbers that can be compared."""
    return a.is_number and b.is_number and a.unit == b.unit


def _times(a: float | None, b: float | None) -> float:
    """How many times the smaller figure the larger one is; without end where one is none, or below zero."""
    if a is None or b is None:
        return math.inf
    if a == b:
        return 1.0
    small, large = sorted((a, b))
    return large / small if small > 0 else math.inf


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """The cosine of two sets of words."""
    shared = len(a & b)
    return shared / math.sqrt(len(a) * len(b)) if shared else 0.0


def are_told_apart(a: Asked, b: Asked) -> bool:
    """Whether slots that both have say that these are two questions, however alike the words: hours and kilometres, the second round and
    the third; what is bought and what is sold, by one and by another; of one happening what was and what is to be, votes won and seats;
    killed and injured, of those who were killed soldiers and children, and the dead of two countries."""
    if a.is_number and b.is_number and a.unit != b.unit:
        return True
    if _differ(a.said, b.said) or _differ(a.whose, b.whose) or _differ(_which(a.thing), _which(b.thing)):
        return True
    if a.happening == b.happening != "" and (a.when != b.when or _differ(a.thing, b.thing)):
        return True
    if a.happening not in _SETTLED or b.happening not in _SETTLED:
        return False
    return (a.happening, a.thing) != (b.happening, b.thing) or _differ(a.where, b.where)


def _which(thing: str) -> str:
    """Which of several of a kind: "round 2", "race men's"."""
    last = thing.rpartition(" ")[2]
    return last if last.isdigit() or last in SIDES else ""


def _differ(a: str, b: str) -> bool:
    return bool(a and b) and a != b


def likeness(a: Asked, b: Asked) -> float:
    """The probability that both answer one question, if they are told of one story; 0 where slots forbid it."""
    if are_told_apart(a, b):
        return 0.0
    odds = BIAS + sum(weight * found for weight, found in zip(WEIGHTS, evidence_of(a, b), strict=True))
    return 1 / (1 + math.exp(-odds))


def may_be_alike(a: Asked, b: Asked, shared: int, enough: float) -> bool:
    """Whether two answers whose sentences share this many words, and that give no numbers to compare, can be as likely as that: what
    costs less than comparing them."""
    words = shared / math.sqrt(len(a.words) * len(b.words)) if a.words and b.words else 0.0
    sentences = shared / math.sqrt(len(a.sentence) * len(b.sentence))
    return BIAS + WEIGHTS.happening + WEIGHTS.words * min(words, 1.0) + WEIGHTS.sentence * sentences >= math.log(enough / (1 - enough))


def may_take(a: Asked, b: Asked, alike: float) -> bool:
    """Whether the answer `a` may take the question of `b`, so alike: a toll only that of a toll, and a no that of a yes only where they are
    very alike. In other words a no need not deny the yes: "not decided before Monday", "if it is close, we count again"."""
    if a.happening in _SETTLED and b.happening not in _SETTLED:
        return False
    return alike >= _TO_DENY or a.is_denied == b.is_denied or (a.is_number and b.is_number)
