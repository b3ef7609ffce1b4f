"""The drawing of answers over time stays in its box, whatever the numbers."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api.chart import BOTTOM, HEIGHT, LEFT, MAX_POINTS, RIGHT, TOP, WIDTH, chart_of, short_number
from services.store.views import SeriesPoint

DAY = date(2026, 3, 3)


def point(
    value: float | None, low: float | None = None, high: float | None = None, *, day: date | None = DAY, unit: str = "count", at: str = "p"
) -> SeriesPoint:
    return SeriesPoint(
        as_of=day, position=at, value_text=str(value), value=value, low=low, high=high, unit=unit, certainty="certain", polarity="positive",
        claims=1, origins=1, claim_id=uuid4(),
    )  # fmt: skip


def test_larger_value_stands_higher_and_later_day_further_right() -> None:
    chart = chart_of([point(10, 10, 10), point(20, 20, 20, day=DAY + timedelta(days=1))], set())
    assert chart is not None
    first, second = chart.dots
    assert (first.x < second.x, first.y > second.y) == (True, True)
    assert [tick.label for tick in chart.days] == ["3 Mar 2026", "4 Mar 2026"]
    assert len(chart.borders) == 1


def test_bar_spans_the_bounds_and_an_open_end_reaches_the_edge() -> None:
    chart = chart_of([point(4, 3, 5), point(4, 4, None), point(4, None, 4), point(4, None, None)], set())
    assert chart is not None
    between, at_least, up_to, about = chart.dots
    assert between.top < between.y < between.bottom
    assert (at_least.open_top, at_least.top, at_least.bottom) == (True, TOP, at_least.y)
    assert (up_to.open_bottom, up_to.bottom, up_to.top) == (True, HEIGHT - BOTTOM, up_to.y)
    assert about.top == about.bottom == about.y


def test_words_of_the_last_answers_stand_before_them_and_stay_in_the_box() -> None:
    chart = chart_of([point(value) for value in range(1, 13)], set())
    assert chart is not None
    before = [dot.has_words_before for dot in chart.dots]
    assert before == sorted(before)
    assert (before[0], before[-1]) == (False, True)


def test_disputed_answers_are_told_apart() -> None:
    chart = chart_of([point(1, at="a"), point(2, at="b"), point(3, at="c")], {"a", "c"})
    assert chart is not None
    assert [dot.disputed for dot in chart.dots] == [True, False, True]


@pytest.mark.parametrize(
    "series",
    [
        [],
        [point(3)],
        [point(3), point(None)],
        [point(3), point(4, day=None)],
        [point(3), point(4, unit="km")],
        [point(float("inf")), point(float("nan"))],
        [point(1e300), point(2)],
    ],
)
def test_fewer_than_two_comparable_answers_are_not_drawn(series: list[SeriesPoint]) -> None:
    assert chart_of(series, set()) is None


def test_other_units_are_left_out_and_counted() -> None:
    chart = chart_of([point(3), point(4), point(5, unit="km"), point(None)], set())
    assert chart is not None
    assert (len(chart.dots), chart.left_out, chart.unit) == (2, 2, "count")


def test_many_answers_keep_the_latest() -> None:
    chart = chart_of([point(n) for n in range(MAX_POINTS + 30)], set())
    assert chart is not None
    assert len(chart.dots) == MAX_POINTS
    assert chart.dots[-1].point.value == MAX_POINTS + 29


def test_far_apart_values_get_a_logarithmic_axis() -> None:
    chart = chart_of([point(3), point(30_000)], set())
    assert chart is not None
    assert chart.is_logarithmic
    assert [tick.label for tick in chart.values] == ["1", "10", "100", "1,000", "10,000", "100,000"]


@pytest.mark.parametrize(
    ("value", "label"), [(0, "0"), (40, "40"), (2.5, "2.5"), (12_000, "12,000"), (1_500_000, "1.5M"), (2e9, "2B"), (-3, "-3"), (3e12, "3T")]
)
def test_axis_labels_are_short(value: float, label: str) -> None:
    assert short_number(value) == label


values = st.floats(allow_nan=True, allow_infinity=True)
bounds = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))
days = st.one_of(st.none(), st.dates())


@given(st.lists(st.builds(lambda v, low, high, d: point(v, low, high, day=d), values, bounds, bounds, days), max_size=30))
def test_everything_drawn_lies_in_the_box(series: list[SeriesPoint]) -> None:
    chart = chart_of(series, set())
    if chart is None:
        return
    for dot in chart.dots:
        assert LEFT <= dot.x <= WIDTH - RIGHT
        assert TOP <= dot.y <= HEIGHT - BOTTOM
        assert dot.top >= TOP
        assert dot.bottom <= HEIGHT - BOTTOM
    assert len(chart.values) <= 12
