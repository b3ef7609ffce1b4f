"""What an expression of time is, and the small words it is built of: months, days, years, parts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.extract.language.calendar import (
    MONTHS,
)
from services.extract.quantities_calendar import word_at
from services.extract.quantities_lexemes import DASHES, Lexeme, touches

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


_OLD = range(1000, 2101)


def month_at(lex: list[Lexeme], i: int) -> int:
    """The number of the month named at lexeme `i`, 0 for none."""
    if not 0 <= i < len(lex) or lex[i].low not in MONTHS or not lex[i].text[:1].isupper():
        return 0
    return MONTHS[lex[i].low]


def past_dot(lex: list[Lexeme], i: int) -> int:
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


def day_number(lex: list[Lexeme], i: int) -> tuple[int, int] | None:
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


def year_behind(lex: list[Lexeme], at: int) -> tuple[int | None, int | None, int]:
    """(year, year by distance, place after it) behind a date: ", 2024", "2024", "of 2024", "last year"."""
    for skip in (0, 1):
        if skip and word_at(lex, at) not in {",", "of"}:
            break
        year = year_at(lex, at + skip)
        if year is not None and (skip == 0 or word_at(lex, at) == "of" or _closes(lex, at + skip + 1)):
            return year, None, at + skip + 1
        if word_at(lex, at + skip) in {"last", "this", "next"} and word_at(lex, at + skip + 1) == "year":
            return None, {"last": -1, "this": 0, "next": 1}[word_at(lex, at + skip)], at + skip + 2
    if word_at(lex, at) == "of" and word_at(lex, at + 1) == "the" and word_at(lex, at + 2) == "previous" and word_at(lex, at + 3) == "year":
        return None, -1, at + 4
    return None, None, at


def _closes(lex: list[Lexeme], at: int) -> bool:
    return at >= len(lex) or lex[at].kind == "sign" or lex[at].kind == "word"


def part_before(lex: list[Lexeme], i: int) -> tuple[str, int]:
    """(part, place of what it is part of): "late", "mid-", "the end of", "early in"."""
    at = i
    if word_at(lex, at) in {"the", "a"}:
        at += 1
    word = word_at(lex, at)
    if word in {"early", "mid", "late"}:
        at += 1
        if word_at(lex, at) in DASHES or word_at(lex, at) == "in":
            at += 1
        if word_at(lex, at) == "the":
            at += 1
        return word, at
    if word in {"end", "start", "beginning", "middle", "close"} and word_at(lex, at + 1) == "of":
        return {"beginning": "start", "middle": "mid", "close": "end"}.get(word, word), at + 2
    if word in {"first", "second"} and word_at(lex, at + 1) == "half" and word_at(lex, at + 2) == "of":
        return f"{word} half", at + 3
    return "", i
