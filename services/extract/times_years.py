"""Times told by a year alone: "2024-11-05", "2024", "1914-18", "the 2010s", "the 19th century". Pure."""

from __future__ import annotations

from services.extract.quantities_calendar import word_at
from services.extract.quantities_lexemes import DASHES, Lexeme, touches
from services.extract.times_words import Expression, year_at

_RECENT = range(1900, 2101)
_OLD = range(1000, 2101)
_OLD_FRAMES = frozenset({"in", "since", "by", "until", "till", "from", "before", "after", "during", "between", "year", "ad", "circa"})
_OWNERS = frozenset({"my", "your", "his", "her", "their", "our", "its"})


def iso_date(lex: list[Lexeme], i: int) -> Expression | None:
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


def decade(lex: list[Lexeme], i: int) -> Expression | None:
    """ "2010s", "1990's", "90s" after "the"."""
    text = lex[i].text
    if i + 1 >= len(lex) or not touches(lex[i], lex[i + 1]) or not text.isdigit() or not text.endswith("0"):
        return None
    suffix = lex[i + 1].low
    is_decade = suffix == "s" or (suffix in {"'", "’"} and word_at(lex, i + 2) == "s")
    if not is_decade:
        return None
    last = i + 1 if suffix == "s" else i + 2
    if len(text) == 4 and int(text) in _OLD:
        year = int(text)
        return Expression(i, last, "years", year=year, upto=year + (99 if year % 100 == 0 and year < 2000 else 9))
    if len(text) == 2 and _is_somebodys(lex, i):
        return None
    if len(text) == 2 and word_at(lex, i - 1) in {"the", "early", "late", "mid", "-", "'", "’", "‘"} and int(text) >= 20:
        return Expression(i, last, "years", year=1900 + int(text), upto=1909 + int(text))
    return None


def _is_somebodys(lex: list[Lexeme], i: int) -> bool:
    """ "in her early 30s" is an age."""
    return any(x.low in _OWNERS for x in lex[max(0, i - 3) : i])


def short_decade(lex: list[Lexeme], i: int) -> Expression | None:
    """ "'90s" with its apostrophe."""
    if lex[i].text not in {"'", "’", "‘"} or i + 1 >= len(lex) or lex[i + 1].kind != "number" or not touches(lex[i], lex[i + 1]):
        return None
    found = decade(lex, i + 1)
    return None if found is None else Expression(i, found.last, "years", year=found.year, upto=found.upto)


def years(lex: list[Lexeme], i: int) -> Expression | None:
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
    if year not in _RECENT and word_at(lex, i - 1) not in _OLD_FRAMES:
        return None
    before = lex[i - 1] if i > 0 else None
    if (
        before is not None
        and touches(before, lex[i])
        and (before.kind == "word" or before.text in {"$", "£", "€", "#", "/", ".", ",", "@", "_"})
    ):
        return None
    return Expression(i, i, "years", year=year, upto=year)


def ordinal_century(lex: list[Lexeme], i: int) -> Expression | None:
    if (
        i + 2 < len(lex)
        and lex[i].text.isdigit()
        and len(lex[i].text) <= 2
        and word_at(lex, i + 1) in {"st", "nd", "rd", "th"}
        and touches(lex[i], lex[i + 1])
    ):
        at = i + 3 if lex[i + 2].text in DASHES else i + 2
        if word_at(lex, at) in {"century", "centuries"} and int(lex[i].text) > 0:
            first = (int(lex[i].text) - 1) * 100 + 1
            return Expression(i, at, "years", year=first, upto=first + 99)
    return None
