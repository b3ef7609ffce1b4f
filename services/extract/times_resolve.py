"""Which days an expression of time means: against the day of publication, the last time of the text, or not at all. Pure.

What cannot be known stays open: an expression that needs a date that is not there gives `UNKNOWN`, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.extract.times_intervals import (
    UNKNOWN,
    Interval,
    around,
    day,
    month,
    months,
    moved,
    part_of,
    shifted,
    week,
    years,
)
from services.extract.times_phrases import Tense
from services.extract.times_words import Expression

_NEAR_DAYS = 7
"""A day named in the text is its "now" for so long before publication: an agency's text says "on Friday" and is printed on Saturday."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known where the expression stands."""

    published: date | None
    last: Interval | None
    """The last resolved time of the text."""
    last_day: date | None
    """The last resolved single day of the text."""
    last_dated: date | None
    """The latest time so far that is known by its year: where the story has come to."""
    beside: Interval | None
    """The time named just before with another year than that of publication: dates without a year belong to it."""
    tense: Tense
    """What the verb beside the expression speaks of."""

    @property
    def now(self) -> date | None:
        """The day of the text: its own last day when that lies shortly before publication."""
        if self.published is None:
            return None
        if self.last_day is not None and 0 <= (self.published - self.last_day).days <= _NEAR_DAYS:
            return self.last_day
        return self.published


def resolve(expression: Expression, context: Context) -> Interval:
    """The days that the expression means, without its preposition."""
    whole = _whole(expression, context)
    if whole is None:
        return UNKNOWN
    if expression.till_now and context.published is not None:
        return Interval(whole.start, context.published) if expression.till_now < 0 else Interval(context.published, whole.end)
    return part_of(whole, expression.part)


_COARSE_DAYS = {"day": 1, "week": 7, "month": 62, "year": 366, "decade": 3660, "century": 36600}
"""An anchor longer than this tells nothing about so short a distance: "in 2009 … three weeks earlier" counts from the last day named."""
_SOON_DAYS = 90
"""Without a verb, a date shortly ahead is likelier meant than the same one of last year."""


def _whole(e: Expression, context: Context) -> Interval | None:
    match e.kind:
        case "years":
            return years(e.year or 1, e.upto)
        case "day":
            return _dated_day(e, context)
        case "month" | "season" | "quarter" | "half":
            return _yearly(e, context)
        case "weekday":
            return _weekday(e, context)
        case "now":
            if context.published is None:
                return None
            the_day = shifted(context.published, e.count)
            return Interval(the_day, the_day)
        case "unit":
            return around(moved(context.published, e.unit, e.count), e.unit) if context.published is not None else None
        case "distance":
            return _distance(e, context)
        case "stretch":
            return _stretch(e, context)
        case "after last":
            return _after_last(e, context)
        case "same":
            start = context.last.start if context.last is not None else None
            return around(start, e.unit) if start is not None else None
        case "weekend":
            return _weekend(e, context)
        case _:
            return None


def _year_of(e: Expression, context: Context) -> int | None:
    if e.year is not None:
        return e.year
    if e.year_offset is not None and context.published is not None:
        return context.published.year + e.year_offset
    return None


def _dated_day(e: Expression, context: Context) -> Interval | None:
    year = _year_of(e, context)
    candidates = [year] if year is not None else _near_years(context)
    options = [found for y in candidates if (found := _days(y, e)) is not None]
    return options[0] if year is not None and options else _nearest(options, context, 0)


def _days(year: int, e: Expression) -> Interval | None:
    first = day(year, e.month, e.count)
    if first is None or not e.upto:
        return first
    last = day(year, e.month, e.upto)
    return Interval(first.start, last.end) if last is not None else None


def _near_years(context: Context) -> list[int]:
    if context.beside is not None and context.beside.start is not None:
        return [context.beside.start.year, context.beside.start.year + 1]
    near = context.published or context.last_dated
    return [near.year - 1, near.year, near.year + 1] if near is not None else []


def _yearly(e: Expression, context: Context) -> Interval | None:
    year = _year_of(e, context)
    if year is not None:
        return _in_year(e, year)
    return _nearest([_in_year(e, y) for y in _near_years(context)], context, e.direction)


def _in_year(e: Expression, year: int) -> Interval:
    if e.kind == "month":
        return month(year, e.count)
    if e.kind == "season":
        return months(year, e.count, e.upto)
    length = 3 if e.kind == "quarter" else 6
    first = (e.count - 1) * length + 1
    return months(year, first, first + length - 1)


def _nearest(options: list[Interval], context: Context, direction: int) -> Interval | None:
    """Of the same date in several years: the last one up to publication, the next one where the text looks ahead.

    Without a publication date, the one nearest to the last dated time of the text.
    """
    if not options:
        return None
    now = context.published
    beside = context.beside
    if beside is not None and beside.start is not None and beside.end is not None:
        first, last = beside.start, beside.end
        return min(options, key=lambda o: (min(_gap(o, first), _gap(o, last)) if not _meets(o, first, last) else -1, o.start or first))
    if now is None:
        near = context.last_dated
        if near is None:
            return None
        return min(options, key=lambda o: (_gap(o, near), o.start or near))
    if direction < 0:
        past = [o for o in options if o.end is not None and o.end < now]
        return past[-1] if past else None
    if direction > 0:
        return next((o for o in options if o.start is not None and o.start > now), None)
    past = [o for o in options if o.start is not None and o.start <= now]
    coming = [o for o in options if o.end is not None and o.end >= now]
    if context.tense == "future":
        return coming[0] if coming else None
    if context.tense == "unknown" and coming and past and _gap(coming[0], now) <= _SOON_DAYS < _gap(past[-1], now):
        return coming[0]
    return past[-1] if past else None


def _meets(interval: Interval, first: date, last: date) -> bool:
    return interval.start is not None and interval.end is not None and interval.start <= last and first <= interval.end


def _gap(interval: Interval, near: date) -> int:
    """Days between the interval and the day."""
    start, end = interval.start or near, interval.end or near
    return max((start - near).days, (near - end).days, 0)


def _weekday(e: Expression, context: Context) -> Interval | None:
    now = context.published
    if now is None:
        return None
    if e.unit == "week":
        monday = week(moved(now, "week", e.direction)).start or now
        the_day = shifted(monday, e.count)
    elif e.direction > 0 or (context.tense == "future" and e.direction == 0):
        the_day = shifted(now, (e.count - now.weekday() - 1) % 7 + 1)
        if e.direction == 0 and e.count == now.weekday():
            the_day = now
    else:
        back = (now.weekday() - e.count) % 7
        the_day = shifted(now, -(back or (7 if e.direction < 0 else 0)))
    return Interval(the_day, the_day)


def _distance(e: Expression, context: Context) -> Interval | None:
    """A week ago is that day; months and years ago are that month and that year: nobody counts the days."""
    if context.published is None:
        return None
    there = moved(context.published, e.unit, e.count)
    if e.unit in {"hour", "minute"}:
        there = shifted(context.published, -round(abs(e.count) / 24)) if e.unit == "hour" else context.published
    if e.unit == "month":
        return around(there, "month")
    return around(there, "year") if e.unit in {"year", "decade", "century"} else Interval(there, there)


def _stretch(e: Expression, context: Context) -> Interval | None:
    now = context.now
    if now is None:
        return None
    if e.unit in {"hour", "minute"}:
        far = shifted(now, e.direction * max(1, round(e.count / 24))) if e.unit == "hour" else now
    else:
        far = moved(now, e.unit, e.direction * e.count)
    return Interval(far, now) if e.direction < 0 else Interval(now, far)


def _after_last(e: Expression, context: Context) -> Interval | None:
    if context.last is None or context.last.start is None or context.last.end is None:
        return None
    base = context.last
    if (context.last.end - context.last.start).days > _COARSE_DAYS.get(e.unit, 0):
        if context.last_day is None:
            return None
        base = Interval(context.last_day, context.last_day)
    if base.start is None or base.end is None:
        return None
    first, last = moved(base.start, e.unit, e.count), moved(base.end, e.unit, e.count)
    if e.unit in {"month", "year", "decade", "century"} and first == last:
        return around(first, e.unit)
    if e.unit == "week" and first == last and abs(e.count) == 1:
        return week(first)
    return Interval(first, last)


def _weekend(e: Expression, context: Context) -> Interval | None:
    now = context.published
    if now is None:
        return None
    saturday = shifted(now, 5 - now.weekday())
    if e.direction < 0 or (e.direction == 0 and context.tense != "future" and now.weekday() < 5):
        saturday = shifted(saturday, -7)
    elif e.direction > 0 and now.weekday() >= 5:
        saturday = shifted(saturday, 7)
    return Interval(saturday, shifted(saturday, 1))
