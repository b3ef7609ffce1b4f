"""The answers of a thread over time, as a drawing: positions in a fixed box, ready for an SVG template. Pure: data in, data out.

Answers stand in the order of their days from left to right, one column each and the days named below; values grow upwards. A stated
number is a dot, its bounds are a bar, an open end is an arrow at the edge. Time is not to scale: most answers come on few days, where a
scale would heap them. Only answers in the unit that most of them share are drawn: kilometres and people have
no common axis.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from services.store.views import SeriesPoint

WIDTH: Final = 720
HEIGHT: Final = 300
LEFT: Final = 78
RIGHT: Final = 18
TOP: Final = 26
BOTTOM: Final = 40
MAX_POINTS: Final = 120
"""More cannot be told apart in the box; the latest are drawn."""
MAX_LABELS: Final = 12
"""Dots that still have room for their words beside them."""
_LABEL_WIDTH: Final = 92.0
_WORDS_WIDTH: Final = 130.0
"""What the words beside a dot take at most: eighteen characters."""
_MOST_BORDERS: Final = 40
_LARGEST: Final = 1e18
"""Far above all that news count; what is larger is an error of reading and would flatten all others."""
_LOG_FROM: Final = 100.0
"""A largest value so many times the smallest is drawn on a logarithmic axis, where the small ones can still be told apart."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer in the box. `top` and `bottom` are the ends of its bar; an open end lies at the edge of the box."""

    x: float
    y: float
    top: float
    bottom: float
    open_top: bool
    open_bottom: bool
    disputed: bool
    point: SeriesPoint

    @property
    def has_words_before(self) -> bool:
        """Whether its words stand before it, since behind it they would not fit into the box."""
        return self.x + _WORDS_WIDTH > WIDTH


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of an axis and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn."""

    dots: list[Dot]
    values: list[Tick]
    days: list[Tick]
    borders: list[float]
    unit: str
    is_logarithmic: bool
    left_out: int


def chart_of(series: Sequence[SeriesPoint], disputed: Set[str]) -> Chart | None:
    """The drawing; None when fewer than two answers have a number and a day."""
    with_number = [p for p in series if p.as_of is not None and _stated(p) is not None and all(map(_fits, (p.value, p.low, p.high)))]
    if len(with_number) < 2:
        return None
    unit = Counter(p.unit or "" for p in with_number).most_common(1)[0][0]
    drawn = [p for p in with_number if (p.unit or "") == unit][-MAX_POINTS:]
    if len(drawn) < 2:
        return None
    scale = _Scale([v for p in drawn for v in (p.value, p.low, p.high) if v is not None])
    columns = _columns(len(drawn))
    days, borders = _days(drawn, columns)
    dots = [_dot(p, columns[place], scale, p.position in disputed) for place, p in enumerate(drawn)]
    return Chart(dots, scale.ticks(), days, borders, unit, scale.is_logarithmic, len(series) - len(drawn))


def _stated(point: SeriesPoint) -> float | None:
    """The number to draw: the stated one, of a range its middle."""
    if point.value is None and point.low is not None and point.high is not None:
        return (point.low + point.high) / 2
    return point.value


def _fits(value: float | None) -> bool:
    """Whether the arithmetic of an axis can hold the value; NaN does not."""
    return value is None or abs(value) <= _LARGEST


def short_number(value: float) -> str:
    """`1.5M`, `12k`, `40`, `0.25`: at most four characters and a sign, for axes."""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "")):
        if abs(value) >= size and letter:
            return f"{value / size:.3g}{letter}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.3g}"


class _Scale:
    """Values to heights."""

    def __init__(self, values: Sequence[float]) -> None:
        low, high = min(values), max(values)
        self.is_logarithmic = low > 1e-18 and high / low >= _LOG_FROM
        if self.is_logarithmic:
            self._low, self._high = float(math.floor(math.log10(low))), float(math.ceil(math.log10(high)))
        else:
            room = (high - low) * 0.15 or abs(high) * 0.15 or 1.0
            self._low, self._high = (max(0.0, low - room) if low >= 0 else low - room), high + room
        self._step = _nice_step((self._high - self._low) / 4)

    def height(self, value: float) -> float:
        """Distance from the top of the drawing, within the box."""
        place = math.log10(value) if self.is_logarithmic else value
        share = (place - self._low) / (self._high - self._low)
        return round(TOP + (1 - min(max(share, 0.0), 1.0)) * (HEIGHT - TOP - BOTTOM), 1)

    def ticks(self) -> list[Tick]:
        if self.is_logarithmic:
            span = int(self._high - self._low)
            powers = range(int(self._low), int(self._high) + 1, max(1, span // 6))
            return [Tick(self.height(10.0**power), short_number(10.0**power)) for power in powers]
        first = math.ceil(self._low / self._step)
        last = math.floor(self._high / self._step)
        return [Tick(self.height(n * self._step), short_number(round(n * self._step, 10))) for n in range(first, min(last, first + 9) + 1)]


def _nice_step(rough: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= rough), 10 * power)


def _columns(count: int) -> list[float]:
    """The places of that many answers, from left to right."""
    width = (WIDTH - RIGHT - LEFT) / count
    return [round(LEFT + (place + 0.5) * width, 1) for place in range(count)]


def _dot(point: SeriesPoint, x: float, scale: _Scale, disputed: bool) -> Dot:
    stated = _stated(point)
    assert stated is not None, "points without a number are not drawn"
    y = scale.height(stated)
    exact = point.low is None and point.high is None  # "about": no bounds are claimed, so none are drawn
    return Dot(
        x=x,
        y=y,
        top=y if exact else TOP if point.high is None else scale.height(point.high),
        bottom=y if exact else HEIGHT - BOTTOM if point.low is None else scale.height(point.low),
        open_top=point.high is None and not exact,
        open_bottom=point.low is None and not exact,
        disputed=disputed,
        point=point,
    )


def _days(points: Sequence[SeriesPoint], columns: Sequence[float]) -> tuple[list[Tick], list[float]]:
    """Labels of days under their answers, as many as fit, and the lines between one day and the next."""
    ticks: list[Tick] = []
    borders: list[float] = []
    half = (columns[1] - columns[0]) / 2
    for day, places in groupby(range(len(points)), key=lambda place: points[place].as_of):
        xs = [columns[place] for place in places]
        if xs[0] != columns[0]:
            borders.append(round(xs[0] - half, 1))
        at = round((xs[0] + xs[-1]) / 2, 1)
        if day is not None and (not ticks or at - ticks[-1].at >= _LABEL_WIDTH):
            ticks.append(Tick(at, f"{day.day} {day:%b %Y}"))
    return ticks, borders if len(borders) <= _MOST_BORDERS else []
