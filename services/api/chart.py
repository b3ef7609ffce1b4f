"""The answers of a thread over time, as a drawing: positions in a fixed box, ready for an SVG template. Pure: data in, data out.

Time runs to the right, values upwards. A stated number is a dot, its bounds are a bar, an open end fades out in an arrow at the edge.
Answers to the same day stand side by side. Only answers in the unit that most of them share are drawn: kilometres and people have
no common axis.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
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
_SPREAD: Final = 16.0
"""Distance between answers to the same day."""
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
    unit: str
    is_logarithmic: bool
    left_out: int


def chart_of(series: Sequence[SeriesPoint], disputed: Set[str]) -> Chart | None:
    """The drawing; None when fewer than two answers have a number and a day."""
    with_number = [p for p in series if p.as_of is not None and p.value is not None and _fits(p.value) and _fits(p.low) and _fits(p.high)]
    if len(with_number) < 2:
        return None
    unit = Counter(p.unit or "" for p in with_number).most_common(1)[0][0]
    drawn = [p for p in with_number if (p.unit or "") == unit][-MAX_POINTS:]
    if len(drawn) < 2:
        return None
    scale = _Scale([v for p in drawn for v in (p.value, p.low, p.high) if v is not None])
    columns = _columns(drawn)
    dots = [_dot(p, columns[place], scale, p.position in disputed) for place, p in enumerate(drawn)]
    return Chart(dots, scale.ticks(), _day_ticks(drawn, columns), unit, scale.is_logarithmic, len(series) - len(drawn))


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


def _columns(points: Sequence[SeriesPoint]) -> list[float]:
    """The place of each point from left to right, in the order given: days to scale, answers to one day side by side."""
    days = [p.as_of for p in points if p.as_of is not None]
    first, last = min(days), max(days)
    alike = Counter(days)
    seen: Counter[date] = Counter()
    margin = _SPREAD * max(1.0, min(6.0, max(alike.values()) / 2))
    begin, end = LEFT + margin, WIDTH - RIGHT - margin
    places = []
    for day in days:
        centre = (begin + end) / 2 if first == last else begin + (end - begin) * ((day - first).days / (last - first).days)
        spread = min(_SPREAD, 2 * margin / max(1, alike[day])) if first != last else min(80.0, (end - begin) / alike[day])
        places.append(round(centre + (seen[day] - (alike[day] - 1) / 2) * spread, 1))
        seen[day] += 1
    return places


def _dot(point: SeriesPoint, x: float, scale: _Scale, disputed: bool) -> Dot:
    assert point.value is not None, "points without a value are not drawn"
    y = scale.height(point.value)
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


def _day_ticks(points: Sequence[SeriesPoint], columns: Sequence[float]) -> list[Tick]:
    """Labels of days, as many as fit."""
    places: dict[date, list[float]] = {}
    for point, x in zip(points, columns, strict=True):
        if point.as_of is not None:
            places.setdefault(point.as_of, []).append(x)
    ticks: list[Tick] = []
    for day, xs in sorted(places.items()):
        at = round(sum(xs) / len(xs), 1)
        if not ticks or at - ticks[-1].at >= 90:
            ticks.append(Tick(at, f"{day.day} {day:%b %Y}"))
    return ticks
