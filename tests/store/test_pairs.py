"""Which answers of a thread are related: those of a month, those of neighbouring days, and those without a day with all."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.store.pairs import AGAINST, NEAR, compare, pairs_among
from services.store.positions import Position

FIRST = date(2026, 1, 1)
KEY = "death||||PER|water|"


def toll(number: int, day: int | None, *, is_denied: bool = False) -> str:
    """So many dead, on a day counted from the first; no day where it is None."""
    as_of = None if day is None else FIRST + timedelta(days=day)
    value = float(number)
    return Position(is_denied, "exact", value, value, value, False, False, False, False, "count", as_of).text


def related(*positions: str) -> set[frozenset[str]]:
    return {frozenset((pair.a, pair.b)) for pair in pairs_among(positions, KEY)}


def test_answers_of_a_month_are_related_whatever_was_said_between() -> None:
    first, between, last = toll(3, 0), toll(5, 12), toll(9, NEAR.days)
    assert related(first, between, last) == {frozenset(pair) for pair in ((first, between), (between, last), (first, last))}


def test_answers_further_apart_are_related_only_where_nothing_was_said_between() -> None:
    first, between, last = toll(3, 0), toll(5, 40), toll(9, 80)
    assert related(first, last) == {frozenset((first, last))}
    assert related(first, between, last) == {frozenset((first, between)), frozenset((between, last))}


def test_an_answer_without_a_day_is_related_to_all() -> None:
    undated, first, between, last = toll(2, None), toll(3, 0), toll(5, 40), toll(9, 80)
    assert {frozenset((undated, each)) for each in (first, between, last)} <= related(undated, first, between, last)


def test_an_answer_that_comes_between_parts_those_beside_it() -> None:
    first, between, last = toll(9, 0), toll(5, 40), toll(3, 80)
    found = compare({first: 2, last: 3}, {first: 2, between: 1, last: 3}, KEY)
    assert {frozenset((pair.a, pair.b)) for pair in found.parted} == {frozenset((first, last))}
    assert {frozenset((pair.a, pair.b)) for pair in found.joined} == {frozenset((first, between)), frozenset((between, last))}
    assert found.more_conflicts == 2 * 1 + 1 * 3 - 2 * 3, "a count that only grows went down twice, where it had gone down once"


ANSWERS = st.builds(
    toll, st.integers(1, 4), st.one_of(st.none(), st.sampled_from((0, 1, 20, 31, 32, 60, 64, 100, 150))), is_denied=st.booleans()
)
HELD = st.dictionaries(ANSWERS, st.integers(1, 3), max_size=9)


@given(HELD, HELD)
def test_what_comes_and_goes_makes_the_relations_of_after_from_those_of_before(before: dict[str, int], after: dict[str, int]) -> None:
    found, old, new = compare(before, after, KEY), set(pairs_among(before, KEY)), set(pairs_among(after, KEY))
    assert old.difference(found.parted).union(found.joined) == new
    assert set(found.parted) == old - new
    assert set(found.joined) == new - old


def conflicts(held: dict[str, int]) -> int:
    return sum(held[pair.a] * held[pair.b] for pair in pairs_among(held, KEY) if pair.kind in AGAINST)


@given(HELD, HELD)
def test_conflicts_are_counted_by_what_comes_and_goes(before: dict[str, int], after: dict[str, int]) -> None:
    assert conflicts(before) + compare(before, after, KEY).more_conflicts == conflicts(after)


@given(HELD)
def test_each_pair_is_related_once(held: dict[str, int]) -> None:
    counted = Counter(frozenset((pair.a, pair.b)) for pair in pairs_among(held, KEY))
    assert set(counted.values()) <= {1}
