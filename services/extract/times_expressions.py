"""Reads one expression of time at a place in a line: what the words say, before it is known which days that are. Pure.

on March 11, 2024   3 to 7 May   in late January   Tuesday night   last week   two years ago   in the last three days   the 2010s
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.extract.language.approximators import BEFORE
from services.extract.language.calendar import (
    AMBIGUOUS_MONTHS,
    AMBIGUOUS_WEEKDAYS,
    BUSINESS_WORDS,
    DAY_PARTS,
    DAYS_FROM_NOW,
    LAST_WORDS,
    MONTHS,
    NEXT_WORDS,
    QUARTER_CODES,
    QUARTERS,
    SEASONS,
    TIME_UNITS,
    WEEKDAYS,
)
from services.extract.quantities_lexemes import DASHES, Lexeme, touches
from services.extract.quantities_numbers import read_number

Kind = Literal[
    "day",
    "month",
    "weekday",
    "season",
    "quarter",
    "half",
    "years",
    "now",
    "unit",
    "distance",
    "stretch",
    "after last",
    "same",
    "weekend",
    "length",
    "fiscal",
]


@dataclass(frozen=True, slots=True)
class Expression:
    """Lexemes `first` to `last` name a time. Which fields count depends on the kind:

    day        month and number (`count`), year or None
    month, season, quarter, half   `count` (and `upto` for seasons), year or None
    years      `year` to `upto`
    weekday    `count`; `direction` -1 last, 0 unsaid, 1 next
    now        `count` days from the day of the text
    unit       a calendar unit, `count` units from now ("last week")
    distance   `count` units from now ("two years ago")
    stretch    the last (`direction` -1) or next `count` units
    after last `count` units from the last time of the text ("three days later")
    same       the last time of the text ("the same day")
    length     so long, at no certain time ("over a decade")
    """

    first: int
    last: int
    kind: Kind
    count: int = 0
    upto: int = 0
    month: int = 0
    year: int | None = None
    unit: str = ""
    direction: int = 0
    part: str = ""
    till_now: int = 0
    """-1: from its start until now ("so far this year"), 1: from now until its end ("later this year")."""
    year_offset: int | None = None
    """The year told by its distance: "January last year"."""


_RECENT = range(1900, 2101)
_OLD = range(1000, 2101)
_OLD_FRAMES = frozenset({"in", "since", "by", "until", "till", "from", "before", "after", "during", "between", "year", "ad", "circa"})
_LONGEST_COUNT = 1000


def read_expression(lex: list[Lexeme], i: int) -> Expression | None:
    """The expression of time that begins at lexeme `i`, without the preposition before it."""
    here = lex[i]
    if here.kind == "number":
        return _number_first(lex, i)
    if here.kind != "word":
        return _short_decade(lex, i)
    word = here.low
    for read in (_named_day_or_month, _weekday, _season, _quarter, _relative, _distance, _after_last, _plain_unit):
        found = read(lex, i, word)
        if found is not None:
            return found
    return None


def _low(lex: list[Lexeme], i: int) -> str:
    return lex[i].low if 0 <= i < len(lex) else ""


def month_at(lex: list[Lexeme], i: int) -> int:
    """The number of the month named at lexeme `i`, 0 for none."""
    if not 0 <= i < len(lex) or lex[i].low not in MONTHS or not lex[i].text[:1].isupper():
        return 0
    return MONTHS[lex[i].low]


def _past_dot(lex: list[Lexeme], i: int) -> int:
    """The place after lexeme `i` and the dot of its abbreviation."""
    is_short = len(lex[i].text) <= 4
    return i + 2 if is_short and i + 1 < len(lex) and lex[i + 1].text == "." and touches(lex[i], lex[i + 1]) else i + 1


def year_at(lex: list[Lexeme], i: int) -> int | None:
    """A year of four digits at lexeme `i`."""
    if not 0 <= i < len(lex) or lex[i].kind != "number" or len(lex[i].text) != 4 or not lex[i].text.isdigit():
        return None
    if i + 1 < len(lex) and touches(lex[i], lex[i + 1]) and (lex[i + 1].kind == "word" or lex[i + 1].text in {"%", "°"}):
        return None
    value = int(lex[i].text)
    return value if value in _OLD else None


def _day_number(lex: list[Lexeme], i: int) -> tuple[int, int] | None:
    """(day of the month, place after it) at lexeme `i`, with or without an ordinal ending."""
    if (
        not 0 <= i < len(lex)
        or lex[i].kind != "number"
        or not lex[i].text.isdigit()
        or not 1 <= int(lex[i].text) <= 31
        or len(lex[i].text) > 2
    ):
        return None
    after = i + 1
    if after < len(lex) and touches(lex[i], lex[after]) and lex[after].kind == "word":
        if lex[after].low not in {"st", "nd", "rd", "th"}:
            return None
        after += 1
    return int(lex[i].text), after


def _year_behind(lex: list[Lexeme], at: int) -> tuple[int | None, int | None, int]:
    """(year, year by distance, place after it) behind a date: ", 2024", "2024", "of 2024", "last year"."""
    for skip in (0, 1):
        if skip and _low(lex, at) not in {",", "of"}:
            break
        year = year_at(lex, at + skip)
        if year is not None and (skip == 0 or _low(lex, at) == "of" or _closes(lex, at + skip + 1)):
            return year, None, at + skip + 1
        if _low(lex, at + skip) in {"last", "this", "next"} and _low(lex, at + skip + 1) == "year":
            return None, {"last": -1, "this": 0, "next": 1}[_low(lex, at + skip)], at + skip + 2
    if _low(lex, at) == "of" and _low(lex, at + 1) == "the" and _low(lex, at + 2) == "previous" and _low(lex, at + 3) == "year":
        return None, -1, at + 4
    return None, None, at


def _closes(lex: list[Lexeme], at: int) -> bool:
    return at >= len(lex) or lex[at].kind == "sign" or lex[at].kind == "word"


def _named_day_or_month(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """Month first: "March 11, 2024", "May 3-7", "late January", "March"; and a part before it."""
    part, at = _part_before(lex, i)
    number = month_at(lex, at)
    if not number:
        return _part_of_span(lex, i) if part else None
    after = _past_dot(lex, at)
    found = _day_number(lex, after) if not part else None
    if found is not None and year_at(lex, after) is None:
        first_day, end = found
        if _low(lex, end) in DASHES or (_low(lex, end) in {"to", "and", "through"} and _day_number(lex, end + 1) is not None):
            upper = _day_number(lex, end + 1)
            if upper is not None and upper[0] > first_day and not month_at(lex, upper[1]):
                year, offset, stop = _year_behind(lex, upper[1])
                return Expression(i, stop - 1, "day", first_day, upper[0], number, year, year_offset=offset)
        year, offset, stop = _year_behind(lex, end)
        return Expression(i, stop - 1, "day", first_day, 0, number, year, year_offset=offset)
    year, offset, stop = _year_behind(lex, after)
    is_alone = year is None and offset is None and not part
    before = _low(lex, at - 1)
    if is_alone and word in AMBIGUOUS_MONTHS and not _is_month_place(lex, at, before):
        return None
    last = (
        stop - 1
        if year is not None or offset is not None
        else at + (after - at - 1 if _low(lex, at + 1) == "." and word not in {"may"} and after < len(lex) else 0)
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


def _part_before(lex: list[Lexeme], i: int) -> tuple[str, int]:
    """(part, place of what it is part of): "late", "mid-", "the end of", "early in"."""
    at = i
    if _low(lex, at) in {"the", "a"}:
        at += 1
    word = _low(lex, at)
    if word in {"early", "mid", "late"}:
        at += 1
        if _low(lex, at) in DASHES or _low(lex, at) == "in":
            at += 1
        if _low(lex, at) == "the":
            at += 1
        return word, at
    if word in {"end", "start", "beginning", "middle", "close"} and _low(lex, at + 1) == "of":
        return {"beginning": "start", "middle": "mid", "close": "end"}.get(word, word), at + 2
    if word in {"first", "second"} and _low(lex, at + 1) == "half" and _low(lex, at + 2) == "of":
        return f"{word} half", at + 3
    return "", i


def _part_of_span(lex: list[Lexeme], i: int) -> Expression | None:
    """ "early 2024", "the end of the year", "mid-1990s", "the second half of last year"."""
    part, at = _part_before(lex, i)
    if _low(lex, at) == "the":
        at += 1
    if at <= i or at >= len(lex):
        return None
    inner: Expression | None = None
    if lex[at].kind == "number":
        inner = _number_first(lex, at)
    elif _low(lex, at) in {"last", "this", "next"}:
        inner = _relative(lex, at, _low(lex, at))
    elif _low(lex, at) in {"week", "month", "year", "decade", "century", "quarter"} and _low(lex, at - 1) == "the":
        inner = Expression(at, at, "unit", 0, unit=_low(lex, at))
    elif _low(lex, at) in SEASONS:
        inner = _season(lex, at, _low(lex, at))
    if inner is None or inner.kind not in {"years", "unit", "season", "quarter"} or inner.part:
        return None
    return Expression(i, inner.last, inner.kind, inner.count, inner.upto, inner.month, inner.year, inner.unit, inner.direction, part)


def _number_first(lex: list[Lexeme], i: int) -> Expression | None:
    """Digits first: "11 March 2024", "3 to 7 May", "2024-03-11", "2019-21", "the 2010s", "2024", "24 hours ago"."""
    return (
        _day_first(lex, i)
        or _iso_date(lex, i)
        or _decade(lex, i)
        or _years(lex, i)
        or _distance(lex, i, "")
        or _after_last(lex, i, "")
        or _ordinal_century(lex, i)
    )


def _day_first(lex: list[Lexeme], i: int) -> Expression | None:
    found = _day_number(lex, i)
    if found is None:
        return None
    first_day, at = found
    upper = 0
    joint = _low(lex, at)
    if joint in {"to", "and"} or joint in DASHES:
        second = _day_number(lex, at + 1)
        if second is not None and second[0] > first_day:
            upper, at = second
    if _low(lex, at) == "of":
        at += 1
    number = month_at(lex, at)
    if not number or (lex[at].text == "May" and at + 1 < len(lex) and lex[at + 1].low in {"have", "be", "not"}):
        return None
    year, offset, stop = _year_behind(lex, _past_dot(lex, at))
    last = stop - 1 if (year is not None or offset is not None) else at
    return Expression(i, last, "day", first_day, upper, number, year, year_offset=offset)


def _iso_date(lex: list[Lexeme], i: int) -> Expression | None:
    if i + 4 >= len(lex) or year_at(lex, i) is None or lex[i + 1].text not in {"-", "/"} or lex[i + 3].text != lex[i + 1].text:
        return None
    number, the_day = lex[i + 2].text, lex[i + 4].text
    if not (
        number.isdigit()
        and the_day.isdigit()
        and len(number) == 2
        and len(the_day) == 2
        and all(touches(lex[k], lex[k + 1]) for k in range(i, i + 4))
    ):
        return None
    return Expression(i, i + 4, "day", int(the_day), 0, int(number), int(lex[i].text))


def _decade(lex: list[Lexeme], i: int) -> Expression | None:
    """ "2010s", "1990's", "90s" after "the"."""
    text = lex[i].text
    if i + 1 >= len(lex) or not touches(lex[i], lex[i + 1]) or not text.isdigit() or not text.endswith("0"):
        return None
    suffix = lex[i + 1].low
    is_decade = suffix == "s" or (suffix in {"'", "’"} and _low(lex, i + 2) == "s")
    if not is_decade:
        return None
    last = i + 1 if suffix == "s" else i + 2
    if len(text) == 4 and int(text) in _OLD:
        year = int(text)
        return Expression(i, last, "years", year=year, upto=year + (99 if year % 100 == 0 and year < 2000 else 9))
    if len(text) == 2 and _is_somebodys(lex, i):
        return None
    if len(text) == 2 and _low(lex, i - 1) in {"the", "early", "late", "mid", "-", "'", "’", "‘"} and int(text) >= 20:
        return Expression(i, last, "years", year=1900 + int(text), upto=1909 + int(text))
    return None


_OWNERS = frozenset({"my", "your", "his", "her", "their", "our", "its"})


def _is_somebodys(lex: list[Lexeme], i: int) -> bool:
    """ "in her early 30s" is an age."""
    return any(x.low in _OWNERS for x in lex[max(0, i - 3) : i])


def _short_decade(lex: list[Lexeme], i: int) -> Expression | None:
    """ "'90s" with its apostrophe."""
    if lex[i].text not in {"'", "’", "‘"} or i + 1 >= len(lex) or lex[i + 1].kind != "number" or not touches(lex[i], lex[i + 1]):
        return None
    found = _decade(lex, i + 1)
    return None if found is None else Expression(i, found.last, "years", year=found.year, upto=found.upto)


def _years(lex: list[Lexeme], i: int) -> Expression | None:
    """ "2024", "1950-53", "2019 to 2021", "2023/24"."""
    year = year_at(lex, i)
    if year is None:
        return None
    joint = lex[i + 1] if i + 1 < len(lex) else None
    if (
        joint is not None
        and (joint.text in DASHES or joint.text == "/")
        and i + 2 < len(lex)
        and touches(lex[i], joint)
        and touches(joint, lex[i + 2])
    ):
        upper = lex[i + 2].text
        if upper.isdigit() and len(upper) == 2 and int(upper) > year % 100:
            return Expression(i, i + 2, "years", year=year, upto=year // 100 * 100 + int(upper))
        if upper.isdigit() and len(upper) == 4 and int(upper) > year and int(upper) in _OLD:
            return Expression(i, i + 2, "years", year=year, upto=int(upper))
        return None
    if year not in _RECENT and _low(lex, i - 1) not in _OLD_FRAMES:
        return None
    before = lex[i - 1] if i > 0 else None
    if (
        before is not None
        and touches(before, lex[i])
        and (before.kind == "word" or before.text in {"$", "£", "€", "#", "/", ".", ",", "@", "_"})
    ):
        return None
    return Expression(i, i, "years", year=year, upto=year)


def _ordinal_century(lex: list[Lexeme], i: int) -> Expression | None:
    if (
        i + 2 < len(lex)
        and lex[i].text.isdigit()
        and len(lex[i].text) <= 2
        and _low(lex, i + 1) in {"st", "nd", "rd", "th"}
        and touches(lex[i], lex[i + 1])
    ):
        at = i + 3 if lex[i + 2].text in DASHES else i + 2
        if _low(lex, at) in {"century", "centuries"} and int(lex[i].text) > 0:
            first = (int(lex[i].text) - 1) * 100 + 1
            return Expression(i, at, "years", year=first, upto=first + 99)
    return None


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
    after = _past_dot(lex, at)
    if name in AMBIGUOUS_WEEKDAYS and not (month_at(lex, after) or (_low(lex, after) in {","} and month_at(lex, after + 1))):
        return None
    dated = _dated(lex, after)
    if dated is not None:
        return Expression(i, dated.last, "day", dated.count, dated.upto, dated.month, dated.year, year_offset=dated.year_offset)
    last = at
    if _low(lex, after) in DAY_PARTS:
        last = after
    elif _low(lex, after) in {"last", "next"} and _low(lex, after + 1) == "week":
        return Expression(i, after + 1, "weekday", WEEKDAYS[name], unit="week", direction=-1 if _low(lex, after) == "last" else 1)
    elif _low(lex, after) == "of" and _low(lex, after + 1) in {"last", "next"} and _low(lex, after + 2) == "week":
        return Expression(i, after + 2, "weekday", WEEKDAYS[name], unit="week", direction=-1 if _low(lex, after + 1) == "last" else 1)
    return Expression(i, last, "weekday", WEEKDAYS[name], direction=direction)


def _dated(lex: list[Lexeme], at: int) -> Expression | None:
    """The date that explains a weekday: ", March 11", "(Apr 6", "11 March"."""
    if _low(lex, at) in {",", "("}:
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
    name = _low(lex, at)
    if name not in SEASONS:
        return None
    first, last = SEASONS[name]
    year, offset, stop = _year_behind(lex, at + 1)
    if year is not None or offset is not None:
        return Expression(i, stop - 1, "season", first, last, year=year, year_offset=offset)
    if at > i:
        return Expression(i, at, "season", first, last, direction=direction, year_offset=0 if word == "this" else None)
    before = _low(lex, i - 1)
    is_time = before in {"in", "during", "since", "over", "by", "until", "through", "late", "early", "mid", "of", "before", "after"} or (
        before == "the" and _low(lex, i - 2) in {"in", "during", "since", "over", "of", "by", "until", "through", "before", "after"}
    )
    if name == "fall" and (before != "the" or _low(lex, i - 2) not in {"in", "during", "this"} or _low(lex, i + 1) in {"of", "in"}):
        return None
    is_time = is_time or before.endswith("'s")
    return Expression(i, i, "season", first, last) if is_time and _low(lex, i + 1) not in {"of"} else None


def _quarter(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """ "Q3 2024" (one lexeme by letters and one by digits), "the third quarter of 2023", "second-quarter"."""
    if word == "q" and i + 1 < len(lex) and touches(lex[i], lex[i + 1]) and lex[i + 1].text in {"1", "2", "3", "4"}:
        year, offset, stop = _year_behind(lex, i + 2)
        return Expression(i, stop - 1, "quarter", QUARTER_CODES["q" + lex[i + 1].text], year=year, year_offset=offset)
    if word not in QUARTERS:
        return None
    at = i + 1
    if _low(lex, at) in DASHES:
        at += 1
    if _low(lex, at) == "fiscal":
        return None
    if _low(lex, at) not in {"quarter", "half"} or (_low(lex, at) == "half" and word not in {"first", "second"}):
        return None
    year, offset, stop = _year_behind(lex, at + 1)
    if year is None and offset is None:
        if word == "last" or not any(x.low in BUSINESS_WORDS for x in lex):
            return None
        if _low(lex, at) == "half" and not (_low(lex, at + 1) == "of" and _low(lex, at + 3) == "year"):
            return None
        stop = at + 1
        if _low(lex, stop) == "of" and _low(lex, stop + 1) in {"the", "this"} and _low(lex, stop + 2) == "year":
            stop += 3
    kind: Kind = "quarter" if _low(lex, at) == "quarter" else "half"
    return Expression(i, stop - 1, kind, QUARTERS[word], year=year, year_offset=offset)


def _relative(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """Told from now: "today", "last night", "last week", "this year", "earlier this month", "so far this year", "the last three days"."""
    if word in DAYS_FROM_NOW and i > 0 and lex[i].text[:1].isupper() and lex[i - 1].text[:1].isupper():
        return None
    if word in DAYS_FROM_NOW:
        last = i + 1 if _low(lex, i + 1) in DAY_PARTS else i
        return Expression(i, last, "now", DAYS_FROM_NOW[word])
    if word in {"earlier", "later"} and _low(lex, i + 1) in {"this", "today", "in"}:
        if _low(lex, i + 1) == "today":
            return Expression(i, i + 1, "now", 0)
        unit_at = i + 2 if _low(lex, i + 1) == "this" else i + 3
        unit = TIME_UNITS.get(_low(lex, unit_at), "")
        if unit in {"week", "month", "year", "decade", "century", "day"} and (_low(lex, i + 1) == "this" or _low(lex, i + 2) == "the"):
            return Expression(i, unit_at, "unit", 0, unit=unit, till_now=-1 if word == "earlier" else 1)
        return None
    if word == "so" and _low(lex, i + 1) == "far" and _low(lex, i + 2) == "this":
        unit = TIME_UNITS.get(_low(lex, i + 3), "")
        return Expression(i, i + 3, "unit", 0, unit=unit, till_now=-1) if unit in {"week", "month", "year", "quarter"} else None
    if word not in {"last", "past", "this", "next", "coming", "previous", "recent"}:
        return None
    return _directed(lex, i, word)


def _directed(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    after = _low(lex, i + 1)
    if word == "last" and after == "night":
        return Expression(i, i + 1, "now", -1)
    if word == "this" and after in DAY_PARTS:
        return Expression(i, i + 1, "now", 0)
    if after == "weekend" and word in {"last", "this", "next", "past", "coming"}:
        return Expression(i, i + 1, "weekend", direction=-1 if word in {"last", "past"} else 1 if word in NEXT_WORDS else 0)
    direction = -1 if word in LAST_WORDS or word == "previous" else 0 if word == "this" else 1
    unit = TIME_UNITS.get(after, "")
    if word == "recent":
        return Expression(i, i + 1, "length", unit=unit) if unit and after.endswith("s") else None
    month_number = month_at(lex, i + 1)
    if month_number and word in {"last", "this", "next"}:
        return Expression(i, i + 1, "month", month_number, direction=direction, year_offset=0 if word == "this" else None)
    if unit and not after.endswith("s") and unit not in {"hour", "minute", "day"}:
        if word == "past" or (_low(lex, i - 1) == "the" and word in {"last", "next", "coming"}):
            return Expression(i, i + 1, "stretch", 1, unit=unit, direction=direction)
        if word == "previous":
            return Expression(i, i + 1, "after last", -1, unit=unit)
        return Expression(i, i + 1, "unit", direction, unit=unit)
    if unit == "day" and not after.endswith("s") and word in {"next", "previous"}:
        return Expression(i, i + 1, "after last", direction, unit="day")
    if word in {"last", "past", "next", "coming", "previous"}:
        return _stretch(lex, i, direction)
    return None


def _stretch(lex: list[Lexeme], i: int, direction: int) -> Expression | None:
    """ "(the) last three days", "past 24 hours", "next few weeks", "past decade"."""
    at = i + 1
    if _low(lex, at) in {"few", "several", "couple"}:
        at += 2 if _low(lex, at) == "couple" and _low(lex, at + 1) == "of" else 1
        unit = TIME_UNITS.get(_low(lex, at), "")
        return Expression(i, at, "length", unit=unit) if unit else None
    if at < len(lex):
        number = read_number(lex, at)
        if number is not None and number.value.denominator == 1 and 0 < number.value <= _LONGEST_COUNT:
            unit = TIME_UNITS.get(_low(lex, number.last + 1), "")
            return Expression(i, number.last + 1, "stretch", int(number.value), unit=unit, direction=direction) if unit else None
        unit = TIME_UNITS.get(_low(lex, at), "")
        if unit and lex[at].low.endswith("s"):
            return Expression(i, at, "length", unit=unit)
    return None


def _counted_unit(lex: list[Lexeme], i: int) -> tuple[int, str, int] | None:
    """(count, unit, place after them): "three days", "a week", "24 hours", "a few days" with count 0."""
    if _low(lex, i) in {"a", "an", "one"} and TIME_UNITS.get(_low(lex, i + 1), "") and not _low(lex, i + 1).endswith("s"):
        return 1, TIME_UNITS[_low(lex, i + 1)], i + 2
    if _low(lex, i) in {"several", "few", "some", "many", "two"} or _low(lex, i) == "a":
        at = i + 1 if _low(lex, i) != "a" else i + 2
        if _low(lex, i) != "two" and (_low(lex, i) != "a" or _low(lex, i + 1) in {"few", "couple"}):
            at += 1 if _low(lex, at) == "of" else 0
            unit = TIME_UNITS.get(_low(lex, at), "")
            return (0, unit, at + 1) if unit else None
    number = read_number(lex, i)
    if number is None or number.first != i or number.value.denominator != 1 or not 0 < number.value <= _LONGEST_COUNT:
        return None
    unit = TIME_UNITS.get(_low(lex, number.last + 1), "")
    return (int(number.value), unit, number.last + 2) if unit else None


def _distance(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """ "two years ago", "a week ago", "three days from now", "years ago"."""
    if word and TIME_UNITS.get(word, "") and word.endswith("s") and _low(lex, i + 1) == "ago":
        return Expression(i, i + 1, "length", unit=TIME_UNITS[word])
    counted = _counted_unit(lex, i)
    if counted is None:
        return None
    count, unit, at = counted
    if _low(lex, at) == "ago":
        return Expression(i, at, "distance" if count else "length", -count, unit=unit)
    if _low(lex, at) == "from" and _low(lex, at + 1) == "now":
        return Expression(i, at + 1, "distance" if count else "length", count, unit=unit)
    return None


def _after_last(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """Told from the last time of the text: "three days later", "a year earlier", "the following day", "the same month"."""
    if word in {"following", "same", "preceding"} and TIME_UNITS.get(_low(lex, i + 1), ""):
        unit = TIME_UNITS[_low(lex, i + 1)]
        if unit in {"hour", "minute"} or _low(lex, i + 1).endswith("s"):
            return None
        if word == "same":
            return Expression(i, i + 1, "same", unit=unit)
        return Expression(i, i + 1, "after last", 1 if word == "following" else -1, unit=unit)
    counted = _counted_unit(lex, i)
    if counted is None or counted[1] in {"minute", "hour"}:
        return None
    count, unit, at = counted
    if _low(lex, at) in {"later", "earlier", "before", "after", "beforehand", "afterwards"}:
        if _low(lex, at) in {"before", "after"} and not _closes_clause(lex, at + 1):
            return None
        if _low(lex, at) == "later" and _low(lex, at + 1) == "than":
            return None
        sign = 1 if _low(lex, at) in {"later", "after", "afterwards"} else -1
        return Expression(i, at, "after last" if count else "length", sign * count, unit=unit)
    return None


def _closes_clause(lex: list[Lexeme], at: int) -> bool:
    return at >= len(lex) or lex[at].text in {".", ",", ";", ")", ":"}


_LENGTH_FRAMES = frozenset({"in", "over", "within", "for", "during"})


def _plain_unit(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """A length at no certain time: "over a decade", "in nearly a century", "within a month", "for decades"; and "the weekend"."""
    if word == "weekend" and _low(lex, i - 1) == "the":
        return Expression(i, i, "weekend", direction=0)
    unit = TIME_UNITS.get(word, "")
    if not unit or unit in {"minute", "quarter"}:
        return None
    before = _low(lex, i - 1)
    if word.endswith("s"):
        return (
            Expression(i, i, "length", unit=unit)
            if before in {"in", "for", "within"} and unit in {"decade", "year", "century", "month", "week", "day", "hour"}
            else None
        )
    if before not in {"a", "an"}:
        return None
    at = i - 2
    while (
        at >= 0
        and ((lex[at].low,) in BEFORE or lex[at].low in {"more", "less", "than", "just", "least", "at", "about"})
        and lex[at].low not in _LENGTH_FRAMES
    ):
        at -= 1
    if (
        _low(lex, at) in _LENGTH_FRAMES
        and (unit not in {"day", "hour"} or _low(lex, at) in {"within", "in"})
        and _low(lex, i + 1) not in {"'s", "-", "of"}
    ):
        return Expression(at + 1, i, "length", unit=unit)
    return None
