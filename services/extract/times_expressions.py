"""Reads one expression of time at a place in a line: what the words say, before it is known which days that are. Pure.

on March 11, 2024   3 to 7 May   in late January   Tuesday night   last week   two years ago   in the last three days   the 2010s
"""

from __future__ import annotations

from services.extract.language.calendar import (
    AMBIGUOUS_MONTHS,
    AMBIGUOUS_WEEKDAYS,
    BUSINESS_WORDS,
    DAY_PARTS,
    DAYS_FROM_NOW,
    MONTHS,
    QUARTER_CODES,
    QUARTERS,
    SEASONS,
    SMALL_STARTERS,
    TIME_UNITS,
    WEEKDAYS,
)
from services.extract.language.numbers import ORDERS, TENS, UNITS, VAGUE_COUNTS
from services.extract.quantities_calendar import word_at
from services.extract.quantities_lexemes import DASHES, Lexeme, touches
from services.extract.times_relative import after_last, distance, plain_unit, relative
from services.extract.times_words import Expression, Kind, day_number, month_at, part_before, past_dot, year_at, year_behind
from services.extract.times_years import decade, iso_date, ordinal_century, short_decade, years

_BUSINESS_WINDOW = 40
_STARTERS = frozenset(
    {*MONTHS, *WEEKDAYS, *SEASONS, *TIME_UNITS, *DAYS_FROM_NOW, *QUARTERS, *UNITS, *TENS, *ORDERS, *VAGUE_COUNTS, *SMALL_STARTERS}
)
"""Every word that can begin an expression: the others need no second look."""


def read_expression(lex: list[Lexeme], i: int) -> Expression | None:
    """The expression of time that begins at lexeme `i`, without the preposition before it."""
    here = lex[i]
    if here.kind == "number":
        return _number_first(lex, i)
    if here.kind != "word":
        return short_decade(lex, i)
    word = here.low
    if word not in _STARTERS and not word.endswith("'s"):
        return None
    for read in (_named_day_or_month, _weekday, _season, _quarter, relative, distance, after_last, plain_unit):
        found = read(lex, i, word)
        if found is not None:
            return found
    return None


def _named_day_or_month(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """Month first: "March 11, 2024", "May 3-7", "late January", "March"; and a part before it."""
    part, at = part_before(lex, i)
    number = month_at(lex, at)
    if not number:
        return _part_of_span(lex, i) if part else None
    after = past_dot(lex, at)
    found = day_number(lex, after) if not part else None
    if found is not None and year_at(lex, after) is None:
        first_day, end = found
        if word_at(lex, end) in DASHES or (word_at(lex, end) in {"to", "and", "through"} and day_number(lex, end + 1) is not None):
            upper = day_number(lex, end + 1)
            if upper is not None and upper[0] > first_day and not month_at(lex, upper[1]):
                year, offset, stop = year_behind(lex, upper[1])
                return Expression(i, stop - 1, "day", first_day, upper[0], number, year, year_offset=offset)
        year, offset, stop = year_behind(lex, end)
        return Expression(i, stop - 1, "day", first_day, 0, number, year, year_offset=offset)
    year, offset, stop = year_behind(lex, after)
    is_alone = year is None and offset is None and not part
    before = word_at(lex, at - 1)
    if is_alone and word in AMBIGUOUS_MONTHS and not _is_month_place(lex, at, before):
        return None
    last = (
        stop - 1
        if year is not None or offset is not None
        else at + (after - at - 1 if word_at(lex, at + 1) == "." and word not in {"may"} and after < len(lex) else 0)
    )
    return Expression(i, last, "month", number, year=year, part=part, year_offset=offset)


def _is_month_place(lex: list[Lexeme], at: int, before: str) -> bool:
    """ "in March", "last May", "May's vote": other capital Mays and Marches are names or verbs."""
    if before in {
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "of",
        "last",
        "next",
        "this",
        "during",
        "and",
        "to",
        "through",
        "before",
        "after",
        "between",
        "mid",
        "for",
    }:
        return True
    return lex[at].low not in {"may", "march", "mar", "jan"} and len(lex[at].text) > 3


def _part_of_span(lex: list[Lexeme], i: int) -> Expression | None:
    """ "early 2024", "the end of the year", "mid-1990s", "the second half of last year"."""
    part, at = part_before(lex, i)
    if word_at(lex, at) == "the":
        at += 1
    if at <= i or at >= len(lex):
        return None
    inner: Expression | None = None
    if lex[at].kind == "number":
        inner = _number_first(lex, at)
    elif word_at(lex, at) in {"last", "this", "next"}:
        inner = relative(lex, at, word_at(lex, at))
    elif word_at(lex, at) in {"week", "month", "year", "decade", "century", "quarter"} and word_at(lex, at - 1) == "the":
        inner = Expression(at, at, "unit", 0, unit=word_at(lex, at))
    elif word_at(lex, at) in SEASONS:
        inner = _season(lex, at, word_at(lex, at))
    if inner is None or inner.kind not in {"years", "unit", "season", "quarter"} or inner.part:
        return None
    return Expression(i, inner.last, inner.kind, inner.count, inner.upto, inner.month, inner.year, inner.unit, inner.direction, part)


def _number_first(lex: list[Lexeme], i: int) -> Expression | None:
    """Digits first: "11 March 2024", "3 to 7 May", "2024-03-11", "2019-21", "the 2010s", "2024", "24 hours ago"."""
    return (
        _day_first(lex, i)
        or iso_date(lex, i)
        or decade(lex, i)
        or years(lex, i)
        or distance(lex, i, "")
        or after_last(lex, i, "")
        or ordinal_century(lex, i)
    )


def _day_first(lex: list[Lexeme], i: int) -> Expression | None:
    found = day_number(lex, i)
    if found is None:
        return None
    first_day, at = found
    upper = 0
    joint = word_at(lex, at)
    if joint in {"to", "and"} or joint in DASHES:
        second = day_number(lex, at + 1)
        if second is not None and second[0] > first_day:
            upper, at = second
    if word_at(lex, at) == "of":
        at += 1
    number = month_at(lex, at)
    if not number or (lex[at].text == "May" and at + 1 < len(lex) and lex[at + 1].low in {"have", "be", "not"}):
        return None
    year, offset, stop = year_behind(lex, past_dot(lex, at))
    last = stop - 1 if (year is not None or offset is not None) else at
    return Expression(i, last, "day", first_day, upper, number, year, year_offset=offset)


def _weekday(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """ "Tuesday night", "last Friday", "Tuesday, March 11", "Monday's"."""
    at, direction = i, 0
    if word in {"last", "next", "this", "coming"}:
        direction = {"last": -1, "this": 0}.get(word, 1)
        at += 1
    if at >= len(lex):
        return None
    name = lex[at].low
    name = name[:-2] if name.endswith("'s") else name
    if name not in WEEKDAYS or not lex[at].text[:1].isupper():
        return None
    after = past_dot(lex, at)
    if name in AMBIGUOUS_WEEKDAYS and not (month_at(lex, after) or (word_at(lex, after) in {","} and month_at(lex, after + 1))):
        return None
    dated = _dated(lex, after)
    if dated is not None:
        return Expression(i, dated.last, "day", dated.count, dated.upto, dated.month, dated.year, year_offset=dated.year_offset)
    last = at
    if word_at(lex, after) in DAY_PARTS:
        last = after
    elif word_at(lex, after) in {"last", "next"} and word_at(lex, after + 1) == "week":
        return Expression(i, after + 1, "weekday", WEEKDAYS[name], unit="week", direction=-1 if word_at(lex, after) == "last" else 1)
    elif word_at(lex, after) == "of" and word_at(lex, after + 1) in {"last", "next"} and word_at(lex, after + 2) == "week":
        return Expression(i, after + 2, "weekday", WEEKDAYS[name], unit="week", direction=-1 if word_at(lex, after + 1) == "last" else 1)
    return Expression(i, last, "weekday", WEEKDAYS[name], direction=direction)


def _dated(lex: list[Lexeme], at: int) -> Expression | None:
    """The date that explains a weekday: ", March 11", "(Apr 6", "11 March"."""
    if word_at(lex, at) in {",", "("}:
        at += 1
    if at >= len(lex):
        return None
    found = _day_first(lex, at) if lex[at].kind == "number" else _named_day_or_month(lex, at, lex[at].low) if month_at(lex, at) else None
    return found if found is not None and found.kind == "day" else None


def _season(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """ "summer 2024", "last winter", "this spring"; alone only where a preposition or an article says it is a time."""
    at, direction = i, 0
    if word in {"last", "next", "this"}:
        direction = {"last": -1, "next": 1}.get(word, 0)
        at += 1
    name = word_at(lex, at)
    if name not in SEASONS:
        return None
    first, last = SEASONS[name]
    year, offset, stop = year_behind(lex, at + 1)
    if year is not None or offset is not None:
        return Expression(i, stop - 1, "season", first, last, year=year, year_offset=offset)
    if at > i:
        return Expression(i, at, "season", first, last, direction=direction, year_offset=0 if word == "this" else None)
    before = word_at(lex, i - 1)
    is_time = before in {"in", "during", "since", "over", "by", "until", "through", "late", "early", "mid", "of", "before", "after"} or (
        before == "the" and word_at(lex, i - 2) in {"in", "during", "since", "over", "of", "by", "until", "through", "before", "after"}
    )
    if name == "fall" and (before != "the" or word_at(lex, i - 2) not in {"in", "during", "this"} or word_at(lex, i + 1) in {"of", "in"}):
        return None
    is_time = is_time or before.endswith("'s")
    return Expression(i, i, "season", first, last) if is_time and word_at(lex, i + 1) not in {"of"} else None


def _quarter(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """ "Q3 2024" (one lexeme by letters and one by digits), "the third quarter of 2023", "second-quarter"."""
    if word == "q" and i + 1 < len(lex) and touches(lex[i], lex[i + 1]) and lex[i + 1].text in {"1", "2", "3", "4"}:
        year, offset, stop = year_behind(lex, i + 2)
        return Expression(i, stop - 1, "quarter", QUARTER_CODES["q" + lex[i + 1].text], year=year, year_offset=offset)
    if word not in QUARTERS:
        return None
    at = i + 1
    if word_at(lex, at) in DASHES:
        at += 1
    if word_at(lex, at) == "fiscal":
        return None
    if word_at(lex, at) not in {"quarter", "half"} or (word_at(lex, at) == "half" and word not in {"first", "second"}):
        return None
    year, offset, stop = year_behind(lex, at + 1)
    if year is None and offset is None:
        if word == "last" or not any(x.low in BUSINESS_WORDS for x in lex[max(0, i - _BUSINESS_WINDOW) : i + _BUSINESS_WINDOW]):
            return None
        if word_at(lex, at) == "half" and not (word_at(lex, at + 1) == "of" and word_at(lex, at + 3) == "year"):
            return None
        stop = at + 1
        if word_at(lex, stop) == "of" and word_at(lex, stop + 1) in {"the", "this"} and word_at(lex, stop + 2) == "year":
            stop += 3
    kind: Kind = "quarter" if word_at(lex, at) == "quarter" else "half"
    return Expression(i, stop - 1, kind, QUARTERS[word], year=year, year_offset=offset)
