"""How two answers stand to each other: a row is two answers, the happening asked about, and the relation expected with its direction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.store.language.happenings import CUMULATIVE, FLUCTUATING, HAPPENING_NAMES
from services.store.positions import Position, read_position
from services.store.relations import in_words, relate

MONDAY, TUESDAY, NEXT_WEEK = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 17)


def pos(value: float | None = None, modifier: str | None = "exact", day: date | None = MONDAY, **more: Any) -> Position:
    """A position; bounds follow from the modifier as in the guide's table."""
    low = value if modifier in ("exact", "more_than", "at_least", "order", "between") else None
    high = value if modifier in ("exact", "up_to", "less_than") else None
    fields = {
        "is_denied": False,
        "modifier": None if value is None else modifier,
        "value": value,
        "low": None if value is None else low,
        "high": None if value is None else more.pop("high", high),
        "is_increment": False,
        "is_former": False,
        "is_only": False,
        "is_part": False,
        "unit": "" if value is None else "count",
        "as_of": day,
    }
    return Position(**{**fields, **more})


NO = pos(is_denied=True)

TABLE = [
    # a, b, happening, kind, whether it reads from b to a
    (pos(42), pos(42), "death", "agree", False),
    (pos(42), pos(60), "death", "conflict", False),
    (pos(42), pos(60, "at_least"), "death", "conflict", False),
    (pos(60), pos(42, "at_least"), "death", "agree", False),
    (pos(100, "about"), pos(95), "death", "agree", False),
    (pos(100, "about"), pos(110), "death", "agree", False),
    (pos(100, "about"), pos(111), "death", "conflict", False),
    (pos(3000, "up_to"), pos(12000, "at_least"), "send", "conflict", False),
    (pos(3000, "between", high=5000), pos(4000), "send", "agree", False),
    (pos(3000, "between", high=5000), pos(6000), "send", "conflict", False),
    (pos(1000, "order"), pos(5200), "evacuation", "agree", False),
    (pos(), pos(42), "death", "agree", False),
    (pos(), pos(), "collapse", "agree", False),
    # over time
    (pos(42), pos(60, day=TUESDAY), "death", "update", True),
    (pos(60, day=TUESDAY), pos(42), "death", "update", False),
    (pos(60), pos(42, day=TUESDAY), "death", "conflict", False),
    (pos(60), pos(42, day=TUESDAY), "missing", "update", True),
    (pos(60), pos(42, day=NEXT_WEEK), "population", "conflict", False),
    (pos(2, day=NEXT_WEEK), pos(1, is_only=True, day=date(2026, 3, 15)), "death", "conflict", False),
    (pos(60), pos(42, day=None), "death", "conflict", False),
    (pos(60), pos(42, day=TUESDAY), "vote", "conflict", False),
    (pos(42), pos(60, day=TUESDAY), "vote", "update", True),
    (pos(60), pos(42, day=TUESDAY, is_left=True), "vote", "update", True),
    (pos(60, unit="percent"), pos(42, day=TUESDAY, unit="percent"), "vote", "update", True),
    (pos(60, is_increment=True), pos(42, day=TUESDAY, is_increment=True), "vote", "update", True),
    # said earlier
    (pos(42, is_former=True), pos(60), "death", "update", True),
    (pos(60, is_former=True), pos(42), "death", "denies", True),
    # no and yes
    (NO, pos(), "collapse", "denies", False),
    (pos(), NO, "collapse", "denies", True),
    (NO, pos(42), "death", "denies", False),
    (NO, NO, "collapse", "agree", False),
    (pos(5000, is_denied=True), pos(5000), "death", "denies", False),
    (pos(is_denied=True, is_for_now=True), pos(day=TUESDAY), "arrest", "update", True),
    (pos(is_denied=True, is_for_now=True, day=TUESDAY), pos(), "arrest", "update", False),
    (pos(is_denied=True, is_so_far=True), pos(42, day=TUESDAY), "arrest", "update", True),
    (pos(is_denied=True, is_so_far=True, day=TUESDAY), pos(42), "arrest", "denies", False),
    (pos(is_denied=True, is_so_far=True), pos(42), "arrest", "denies", False),
    # corrections, and what is called the first
    (pos(38, instead_of=120.0, day=TUESDAY), pos(120), "death", "denies", False),
    (pos(38, "at_least", instead_of=120.0), pos(120, "at_least"), "death", "denies", False),
    (pos(38, instead_of=120.0), pos(120, day=TUESDAY), "death", "update", True),
    (pos(38, instead_of=120.0, day=TUESDAY), pos(30), "death", "update", False),
    (pos(is_first=True), pos(is_former=True), "fight", "conflict", False),
    (pos(is_first=True), pos(day=date(1990, 1, 1)), "fight", "conflict", False),
    (pos(is_first=True), pos(day=TUESDAY), "fight", "agree", False),
    # what cannot be compared
    (NO, pos(is_beside=True), "death", None, False),
    (pos(is_denied=True, is_for_now=True), pos(), "arrest", None, False),
    (pos(5000, is_denied=True), pos(300), "death", None, False),
    (pos(7, is_increment=True), pos(42), "death", None, False),
    (pos(7, is_part=True), pos(42), "death", None, False),
    (pos(7, unit="EUR"), pos(42), "price", None, False),
    (pos(is_denied=True, is_increment=True), pos(42), "illness", None, False),
    (pos(7), pos(42), "be", None, False),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "happening", "kind", "is_turned"), TABLE)
def test_relation_of_two_answers(a: Position, b: Position, happening: str, kind: str | None, is_turned: bool) -> None:
    relation = relate(a, b, happening)
    assert (relation.kind if relation else None) == kind
    if relation:
        assert relation.is_turned == is_turned
        assert relation.reason


@pytest.mark.parametrize(("a", "b", "happening", "kind", "is_turned"), TABLE)
def test_relation_is_the_same_from_the_other_side(a: Position, b: Position, happening: str, kind: str | None, is_turned: bool) -> None:
    relation = relate(b, a, happening)
    assert (relation.kind if relation else None) == kind
    if relation and kind in ("update", "denies"):
        assert relation.is_turned != is_turned


def test_what_goes_up_and_down_is_known_and_is_nothing_that_only_grows() -> None:
    assert FLUCTUATING <= HAPPENING_NAMES
    assert FLUCTUATING.isdisjoint(CUMULATIVE)


def test_position_is_read_back_from_its_text() -> None:
    for a, b, *_ in TABLE:
        assert read_position(a.text) == a
        assert read_position(b.text) == b


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (pos(3000, "at_least"), "at least 3,000"),
        (pos(2.5, unit="percent"), "2.5 %"),
        (pos(30, "between", high=45, unit="EUR"), "30 to 45 EUR"),
        (pos(7, is_increment=True), "another 7"),
        (pos(1_200_000_000, "about", unit="EUR"), "about 1,200,000,000 EUR"),
    ],
)
def test_answer_in_words(position: Position, words: str) -> None:
    assert in_words(position) == words
