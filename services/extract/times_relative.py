"""Times told from now or from the last time of the text: "last week", "two years ago", "a day later", "over a decade". Pure."""

from __future__ import annotations

from services.extract.language.approximators import BEFORE
from services.extract.language.calendar import (
    DAY_PARTS,
    DAYS_FROM_NOW,
    LAST_WORDS,
    NEXT_WORDS,
    TIME_UNITS,
)
from services.extract.quantities_calendar import word_at
from services.extract.quantities_lexemes import Lexeme
from services.extract.quantities_numbers import read_number
from services.extract.times_words import Expression, month_at

_LONGEST_COUNT = 1000
_LENGTH_FRAMES = frozenset({"in", "over", "within", "for", "during"})


def relative(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """Told from now: "today", "last night", "last week", "this year", "earlier this month", "so far this year", "the last three days"."""
    if word in DAYS_FROM_NOW and i > 0 and lex[i].text[:1].isupper() and lex[i - 1].text[:1].isupper():
        return None
    if word in DAYS_FROM_NOW:
        last = i + 1 if word_at(lex, i + 1) in DAY_PARTS else i
        return Expression(i, last, "now", DAYS_FROM_NOW[word])
    if word in {"earlier", "later"} and word_at(lex, i + 1) in {"this", "today", "in"}:
        if word_at(lex, i + 1) == "today":
            return Expression(i, i + 1, "now", 0)
        unit_at = i + 2 if word_at(lex, i + 1) == "this" else i + 3
        unit = TIME_UNITS.get(word_at(lex, unit_at), "")
        if unit in {"week", "month", "year", "decade", "century", "day"} and (
            word_at(lex, i + 1) == "this" or word_at(lex, i + 2) == "the"
        ):
            return Expression(i, unit_at, "unit", 0, unit=unit, till_now=-1 if word == "earlier" else 1)
        return None
    if word == "so" and word_at(lex, i + 1) == "far" and word_at(lex, i + 2) == "this":
        unit = TIME_UNITS.get(word_at(lex, i + 3), "")
        return Expression(i, i + 3, "unit", 0, unit=unit, till_now=-1) if unit in {"week", "month", "year", "quarter"} else None
    if word not in {"last", "past", "this", "next", "coming", "previous", "recent"}:
        return None
    return _directed(lex, i, word)


def _directed(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    after = word_at(lex, i + 1)
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
        if word == "past" or (word_at(lex, i - 1) == "the" and word in {"last", "next", "coming"}):
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
    if word_at(lex, at) in {"few", "several", "couple"}:
        at += 2 if word_at(lex, at) == "couple" and word_at(lex, at + 1) == "of" else 1
        unit = TIME_UNITS.get(word_at(lex, at), "")
        return Expression(i, at, "length", unit=unit) if unit else None
    if at < len(lex):
        number = read_number(lex, at)
        if number is not None and number.value.denominator == 1 and 0 < number.value <= _LONGEST_COUNT:
            unit = TIME_UNITS.get(word_at(lex, number.last + 1), "")
            return Expression(i, number.last + 1, "stretch", int(number.value), unit=unit, direction=direction) if unit else None
        unit = TIME_UNITS.get(word_at(lex, at), "")
        if unit and lex[at].low.endswith("s"):
            return Expression(i, at, "length", unit=unit)
    return None


def counted_unit(lex: list[Lexeme], i: int) -> tuple[int, str, int] | None:
    """(count, unit, place after them): "three days", "a week", "24 hours", "a few days" with count 0."""
    if word_at(lex, i) in {"a", "an", "one"} and TIME_UNITS.get(word_at(lex, i + 1), "") and not word_at(lex, i + 1).endswith("s"):
        return 1, TIME_UNITS[word_at(lex, i + 1)], i + 2
    if word_at(lex, i) in {"several", "few", "some", "many", "two"} or word_at(lex, i) == "a":
        at = i + 1 if word_at(lex, i) != "a" else i + 2
        if word_at(lex, i) != "two" and (word_at(lex, i) != "a" or word_at(lex, i + 1) in {"few", "couple"}):
            at += 1 if word_at(lex, at) == "of" else 0
            unit = TIME_UNITS.get(word_at(lex, at), "")
            return (0, unit, at + 1) if unit else None
    number = read_number(lex, i)
    if number is None or number.first != i or number.value.denominator != 1 or not 0 < number.value <= _LONGEST_COUNT:
        return None
    unit = TIME_UNITS.get(word_at(lex, number.last + 1), "")
    return (int(number.value), unit, number.last + 2) if unit else None


def distance(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """ "two years ago", "a week ago", "three days from now", "years ago"."""
    if word and TIME_UNITS.get(word, "") and word.endswith("s") and word_at(lex, i + 1) == "ago":
        return Expression(i, i + 1, "length", unit=TIME_UNITS[word])
    counted = counted_unit(lex, i)
    if counted is None:
        return None
    count, unit, at = counted
    if word_at(lex, at) == "ago":
        return Expression(i, at, "distance" if count else "length", -count, unit=unit)
    if word_at(lex, at) == "from" and word_at(lex, at + 1) == "now":
        return Expression(i, at + 1, "distance" if count else "length", count, unit=unit)
    return None


def after_last(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """Told from the last time of the text: "three days later", "a year earlier", "the following day", "the same month"."""
    if word in {"following", "same", "preceding"} and TIME_UNITS.get(word_at(lex, i + 1), ""):
        unit = TIME_UNITS[word_at(lex, i + 1)]
        if unit in {"hour", "minute"} or word_at(lex, i + 1).endswith("s"):
            return None
        if word == "same":
            return Expression(i, i + 1, "same", unit=unit)
        return Expression(i, i + 1, "after last", 1 if word == "following" else -1, unit=unit)
    counted = counted_unit(lex, i)
    if counted is None or counted[1] in {"minute", "hour"}:
        return None
    count, unit, at = counted
    if word_at(lex, at) in {"later", "earlier", "before", "after", "beforehand", "afterwards"}:
        if word_at(lex, at) in {"before", "after"} and not _closes_clause(lex, at + 1):
            return None
        if word_at(lex, at) == "later" and word_at(lex, at + 1) == "than":
            return None
        sign = 1 if word_at(lex, at) in {"later", "after", "afterwards"} else -1
        return Expression(i, at, "after last" if count else "length", sign * count, unit=unit)
    return None


def _closes_clause(lex: list[Lexeme], at: int) -> bool:
    return at >= len(lex) or lex[at].text in {".", ",", ";", ")", ":"}


def plain_unit(lex: list[Lexeme], i: int, word: str) -> Expression | None:
    """A length at no certain time: "over a decade", "in nearly a century", "within a month", "for decades"; and "the weekend"."""
    if word == "weekend" and word_at(lex, i - 1) == "the":
        return Expression(i, i, "weekend", direction=0)
    unit = TIME_UNITS.get(word, "")
    if not unit or unit in {"minute", "quarter"}:
        return None
    before = word_at(lex, i - 1)
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
        word_at(lex, at) in _LENGTH_FRAMES
        and (unit not in {"day", "hour"} or word_at(lex, at) in {"within", "in"})
        and word_at(lex, i + 1) not in {"'s", "-", "of"}
    ):
        return Expression(at + 1, i, "length", unit=unit)
    return None
