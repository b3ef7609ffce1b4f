"""Which answers of a thread are set against each other, and how they stand.

Answers of days at most a month apart are, and those of neighbouring days, between which no answer speaks of a day; an answer without a
day is set against all. What lies further apart is told by the series of answers: a story that is told for years would have millions of
pairs. A pure function of the set of answers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from schemas.threads import RelationKind
from services.store.positions import Position, read_position
from services.store.relations import Relation, relate

AGAINST: Final = frozenset({"conflict", "denies"})
NEAR: Final = timedelta(days=31)
"""How far apart two days are at most whose answers are set against each other, whatever was said between them: what is published each
month meets its predecessor."""


class Pair(NamedTuple):
    """A relation between two positions of one thread: how `a` stands to `b`."""

    a: str
    b: str
    kind: RelationKind
    reason: str


class Compared(NamedTuple):
    """The relations that come and go as answers do, and how many more pairs of members exclude or deny each other."""

    joined: list[Pair]
    parted: list[Pair]
    more_conflicts: int


@lru_cache(maxsize=1 << 14)
def position_in(text: str) -> Position:
    """The position that a text stands for."""
    return read_position(text)


@lru_cache(maxsize=1 << 16)
def relation_of(a: str, b: str, happening: str) -> Relation | None:
    """How two positions stand to each other, `a` before `b` in the alphabet."""
    return relate(position_in(a), position_in(b), happening)


def happening_in(question_key: str) -> str:
    """The first slot of a question."""
    return question_key.split("|", 1)[0]


def pairs_among(positions: Collection[str], question_key: str) -> list[Pair]:
    """The relations between these positions, each once."""
    return compare({}, dict.fromkeys(positions, 1), question_key).joined


def compare(before: Mapping[str, int], after: Mapping[str, int], question_key: str) -> Compared:
    """What changes when the positions of a thread, each with its number of members, are other than before.

    Both may leave out positions that do not change and lie further away than `days_beside` those that do.
    """
    changed = sorted(position for position in before.keys() | after.keys() if before.get(position) != after.get(position))
    if not changed or len(before.keys() | after.keys()) == 1:
        return Compared([], [], 0)
    old, happening = _Series(before), happening_in(question_key)
    new = old if before.keys() == after.keys() else _Series(after)
    concerned = {_in_order(one, other) for one in changed for series in {old, new} for other in series.beside(one)}
    for series, others in ((old, new), (new, old)):
        for first, second in series.links - others.links:
            concerned.update(_in_order(one, other) for one in series.on[first] for other in series.on[second])
    found = Compared([], [], 0)
    more = 0
    for a, b in sorted(concerned):
        relation = relation_of(a, b, happening)
        if relation is None:
            continue
        was = old.has(a, b)
        is_now = was if new is old else new.has(a, b)
        if was != is_now:
            pair = Pair(*((b, a) if relation.is_turned else (a, b)), relation.kind, relation.reason)
            (found.joined if is_now else found.parted).append(pair)
        if relation.kind in AGAINST:
            more += (after[a] * after[b] if is_now else 0) - (before[a] * before[b] if was else 0)
    return found._replace(more_conflicts=more)


def days_beside(days: Collection[date]) -> tuple[date, date]:
    """The first and the last day whose answers are set against answers of these days, beside those of the neighbouring days."""
    first, last = min(days), max(days)
    return (first - NEAR if first - date.min > NEAR else date.min), (last + NEAR if date.max - last > NEAR else date.max)


class _Series:
    """The positions of a thread by their days."""

    def __init__(self, positions: Collection[str]) -> None:
        self._positions = positions
        self.on: dict[date | None, list[str]] = defaultdict(list)
        for position in positions:
            self.on[position_in(position).as_of].append(position)
        self._days: Sequence[date] = sorted(day for day in self.on if day)
        self.links = {(one, other) for one, other in pairwise(self._days) if other - one > NEAR}
        """Neighbouring days that are set against each other though they lie far apart."""

    def has(self, a: str, b: str) -> bool:
        """Whether both are there and are set against each other."""
        if a not in self._positions or b not in self._positions:
            return False
        one, other = position_in(a).as_of, position_in(b).as_of
        return one is None or other is None or abs(one - other) <= NEAR or ((one, other) if one < other else (other, one)) in self.links

    def beside(self, position: str) -> Iterator[str]:
        """What the position is set against, if it is there."""
        if position not in self._positions:
            return
        day = position_in(position).as_of
        days: Collection[date | None] = self.on.keys() if day is None else (None, *self._days_beside(day))
        for each in days:
            yield from (other for other in self.on.get(each, ()) if other != position)

    def _days_beside(self, day: date) -> Sequence[date]:
        first, last = days_beside([day])
        at = bisect_left(self._days, day)
        return self._days[min(bisect_left(self._days, first), max(at - 1, 0)) : max(bisect_right(self._days, last), at + 2)]


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
