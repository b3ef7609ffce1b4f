"""Arithmetic of calendar intervals. Pure; every result is None where the calendar ends instead of an error.

An interval is a pair of days, both inside; an open end is None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_MIN_YEAR, _MAX_YEAR = 1, 9998
_FORTNIGHT = 14


class Interval(NamedTuple):
    """From the first to the last day."""

    start: date | None
    end: date | None


UNKNOWN = Interval(None, None)


def day(year: int, month: int, number: int) -> Interval | None:
    if not (_MIN_YEAR <= year <= _MAX_YEAR and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    the_day = date(year, month, number)
    return Interval(the_day, the_day)


def month(year: int, number: int) -> Interval:
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    year = min(max(year, _MIN_YEAR), _MAX_YEAR)
    return Interval(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(year: int, first: int, last: int) -> Interval:
    """From month `first` to month `last`; a last month before the first lies in the next year."""
    return Interval(month(year, first).start, month(year + (last < first), last).end)


def years(first: int, last: int) -> Interval:
    return Interval(date(max(first, _MIN_YEAR), 1, 1), date(min(max(last, _MIN_YEAR), _MAX_YEAR), 12, 31))


def week(of: date) -> Interval:
    """The calendar week, Monday to Sunday."""
    monday = shifted(of, -of.weekday())
    return Interval(monday, shifted(monday, 6))


def shifted(of: date, days: int) -> date:
    try:
        return of + timedelta(days=days)
    except OverflowError:
        return of


def moved(of: date, unit: str, count: int) -> date:
    """The day `count` units away; the last day of a shorter month stands for a missing one."""
    per_month = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in per_month:
        total = of.year * 12 + of.month - 1 + count * per_month[unit]
        if not _MIN_YEAR * 12 <= total < _MAX_YEAR * 12:
            return of
        year, number = total // 12, total % 12 + 1
        return date(year, number, min(of.day, monthrange(year, number)[1]))
    return shifted(of, count * {"week": 7, "fortnight": 14, "day": 1}.get(unit, 0))


def around(of: date, unit: str) -> Interval:
    """The calendar unit that holds the day."""
    if unit == "week":
        return week(of)
    if unit == "fortnight":
        return Interval(shifted(week(of).start or of, -7), week(of).end)
    if unit == "month":
        return month(of.year, of.month)
    if unit == "quarter":
        first = (of.month - 1) // 3 * 3 + 1
        return months(of.year, first, first + 2)
    if unit == "year":
        return years(of.year, of.year)
    if unit == "decade":
        return years(of.year // 10 * 10, of.year // 10 * 10 + 9)
    if unit == "century":
        return years((of.year - 1) // 100 * 100 + 1, (of.year - 1) // 100 * 100 + 100)
    return Interval(of, of)


def part_of(whole: Interval, part: str) -> Interval:
    """Early, mid and late are thirds of a longer time, ten days of a month; start and end of a year are its first and last month.

    Of a week they are its first two days, its Wednesday, and Friday to Sunday.
    """
    start, end = whole
    if start is None or end is None or not part:
        return whole
    if part in {"first half", "second half"}:
        return _half(start, end, part)
    if (end - start).days <= _FORTNIGHT:
        middle = shifted(start, (end - start).days // 2 - 1)
        if part == "mid":
            return Interval(middle, middle)
        return Interval(start, shifted(start, 1)) if part in {"early", "start"} else Interval(shifted(end, -2), end)
    if start.year == end.year and start.month == end.month:
        first, last = {"early": (1, 10), "start": (1, 10), "mid": (11, 20)}.get(part, (21, end.day))
        return Interval(start.replace(day=first), end.replace(day=last))
    if start.year == end.year:
        if part == "start":
            return month(start.year, start.month)
        if part == "end":
            return month(end.year, end.month)
        third = max(1, (end.month - start.month + 1) // 3)
        first_month = start.month + {"early": 0, "mid": third}.get(part, 2 * third)
        last_month = end.month if part == "late" else first_month + third - 1
        return months(start.year, first_month, last_month)
    length = end.year - start.year + 1
    if part == "start":
        return years(start.year, start.year)
    if part == "end":
        return years(end.year, end.year)
    if length <= 2:
        return whole
    cut = round(length * 0.4), round(length * 0.7)
    edges = {"early": (0, cut[0] - 1), "mid": (cut[0], cut[1] - 1)}.get(part, (cut[1], length - 1))
    return years(start.year + edges[0], start.year + edges[1])


def _half(start: date, end: date, part: str) -> Interval:
    if start.year != end.year:
        middle = (start.year + end.year) // 2
        return years(start.year, middle) if part == "first half" else years(middle + 1, end.year)
    if start.month == end.month:
        return Interval(start, start.replace(day=15)) if part == "first half" else Interval(start.replace(day=16), end)
    middle = (start.month + end.month) // 2
    return months(start.year, start.month, middle) if part == "first half" else months(start.year, middle + 1, end.month)


def framed(whole: Interval, frame: str) -> Interval:
    """ "since", "until", "before", "after" leave one end open."""
    start, end = whole
    if frame == "since":
        return Interval(start, None)
    if frame == "until":
        return Interval(None, end)
    if frame == "before":
        return Interval(None, shifted(start, -1) if start else None)
    if frame == "after":
        return Interval(shifted(end, 1) if end else None, None)
    return whole
