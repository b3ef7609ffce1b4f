"""A number with the money or unit it is given in, and what a rate is taken over. Pure.

£2.3bn   US $7.2 billion   3.5 million euros   300 square kilometres   80km/h   40 per cent   $2,000 per month   five litres a day
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from services.extract.language.labels import COUNT_NOUNS
from services.extract.language.money import (
    CODES_ONLY_GLUED,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLARS,
    MONEY_CONTEXT,
    SMALL_MONEY,
)
from services.extract.language.units import (
    APART_BEHIND_DIGITS,
    GLUED_ONLY,
    MAXIMUM_UNIT_WORDS,
    RATES,
    UNITS,
    UNITS_BY_CASE,
)
from services.extract.quantities_lexemes import DASHES, Lexeme, touches
from services.extract.quantities_numbers import read_number
from services.extract.quantities_rates import rate_behind
from services.extract.quantities_words import Number

PERCENT = "percent"
COUNT = "count"
TIMES = "times"
MAGNITUDE = "magnitude"
_MINUS = frozenset("-−–")
_MONEY_WINDOW = 12
_COUNTED_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """A number in its unit. Lexemes `first` to `last` carry it (with money sign or percent), `end` is the last lexeme of its unit words."""

    number: Number
    value: Fraction
    unit: str
    first: int
    last: int
    end: int
    per: str | None = None
    per_end: int = 0
    """The last lexeme of a denominator that holds a number of its own ("per 100,000 people"), 0 for none."""
    is_hyphenated: bool = False
    """The unit hangs on by a hyphen: "a 300-kilometre march"."""
    is_glued: bool = False
    """Letters that are no unit hang on to the digits ("737s", "5G"): a name."""

    @property
    def has_unit(self) -> bool:
        return self.unit != COUNT

    @property
    def is_money(self) -> bool:
        return len(self.unit) == 3 and self.unit.isupper()


def read_measure(lex: list[Lexeme], i: int, floor: int) -> Measure | None:
    """The measure whose number begins at lexeme `i`; what stands before lexeme `floor` belongs to others."""
    number = read_number(lex, i)
    if number is None:
        return None
    first, value = number.first, number.value
    unit, first, value = _sign_and_money_before(lex, first, value, floor)
    measure = Measure(number, value, unit or COUNT, first, number.last, number.last)
    if unit is None and any(x.low == "magnitude" for x in lex[max(floor, first - 2) : first]):
        return replace(measure, unit=MAGNITUDE)
    if number.is_fold:
        return replace(measure, unit=TIMES)
    if number.style == "share":
        return replace(_unit_behind(lex, measure), number=number) if _is_measured_share(lex, number) else measure
    measure = _unit_behind(lex, measure) if unit is None else _money_behind(lex, measure)
    if measure.per is not None:
        return measure
    per, per_end = rate_behind(lex, measure.end, is_money=measure.is_money or measure.unit in SMALL_MONEY, is_count=measure.unit == COUNT)
    return replace(measure, per=per, per_end=per_end)


def _is_measured_share(lex: list[Lexeme], number: Number) -> bool:
    """ "½ km" is a length, "½ of them" a share."""
    at = number.last + 1
    return at < len(lex) and (lex[at].low,) in UNITS and lex[number.last].text not in {"half", "third", "quarter"}


def _sign_and_money_before(lex: list[Lexeme], first: int, value: Fraction, floor: int) -> tuple[str | None, int, Fraction]:
    unit: str | None = None
    at = first - 1
    if (at >= floor and lex[at].text in _MINUS and touches(lex[at], lex[first]) and _is_minus(lex, at, floor)) or (
        at >= floor and lex[at].low == "minus"
    ):
        value, first, at = -value, at, at - 1
    elif at - 1 >= floor and lex[at].text in DASHES and lex[at - 1].low == "minus":
        value, first, at = -value, at - 1, at - 2
    if at < floor:
        return unit, first, value
    sign, before = lex[at], lex[at - 1] if at - 1 >= floor else None
    if sign.text in CURRENCY_SIGNS:
        unit, first = CURRENCY_SIGNS[sign.text], at
        if sign.text == "$" and before is not None and before.text in DOLLARS and (touches(before, sign) or len(before.text) > 1):
            unit, first = DOLLARS[before.text], at - 1
    elif before is not None and before.text == "$" and sign.text in DOLLARS and touches(before, sign) and touches(sign, lex[first]):
        unit, first = DOLLARS[sign.text], at - 1
    elif sign.text in CURRENCY_CODES and (touches(sign, lex[first]) or (sign.text not in CODES_ONLY_GLUED and len(sign.text) > 1)):
        unit, first = CURRENCY_CODES[sign.text], at
    elif sign.text == "." and before is not None and before.text == "Rs":
        unit, first = CURRENCY_CODES["Rs"], at - 1
    if (
        unit is not None
        and first - 1 >= floor
        and lex[first - 1].text in _MINUS
        and touches(lex[first - 1], lex[first])
        and _is_minus(lex, first - 1, floor)
    ):
        value, first = -value, first - 1
    return unit, first, value


def _is_minus(lex: list[Lexeme], at: int, floor: int) -> bool:
    """A dash is a minus when nothing but a blank, a bracket or a money sign stands before it."""
    if lex[at].text == "–":
        return False
    return at == 0 or (not touches(lex[at - 1], lex[at]) or lex[at - 1].text in CURRENCY_SIGNS or lex[at - 1].text in {"(", "~"})


def _unit_behind(lex: list[Lexeme], measure: Measure) -> Measure:
    number = measure.number
    at = number.last + 1
    if number.metres_or_millions:
        return _metres_or_millions(lex, measure)
    is_hyphenated = (
        at < len(lex) and lex[at].text in DASHES and touches(lex[at - 1], lex[at]) and at + 1 < len(lex) and touches(lex[at], lex[at + 1])
    )
    if is_hyphenated:
        at += 1
    if at >= len(lex):
        return measure
    is_glued = not is_hyphenated and touches(lex[at - 1], lex[at])
    for length in range(min(MAXIMUM_UNIT_WORDS, len(lex) - at), 0, -1):
        words = tuple(x.low for x in lex[at : at + length])
        end = at + length - 1
        if words in RATES:
            unit, per = RATES[words]
            return replace(measure, unit=unit, per=per, end=end, is_hyphenated=is_hyphenated)
        unit_name = _unit_named(lex, words, at, number, is_glued, is_hyphenated)
        if unit_name is not None:
            last = end if unit_name == PERCENT else measure.last
            return replace(measure, unit=unit_name, end=end, last=last, is_hyphenated=is_hyphenated)
    if is_glued and lex[at].kind == "word":
        return replace(measure, is_glued=True)
    return measure


def _unit_named(lex: list[Lexeme], words: tuple[str, ...], at: int, number: Number, is_glued: bool, is_hyphenated: bool) -> str | None:
    first = lex[at]
    if len(words) == 1 and first.kind == "word":
        if is_glued and first.text in UNITS_BY_CASE:
            return UNITS_BY_CASE[first.text]
        if first.text in CURRENCY_CODES and (len(first.text) == 3 or is_glued) and number.style == "digits":
            return CURRENCY_CODES[first.text]
        if (
            words[0] in GLUED_ONLY
            and not is_glued
            and not (
                words[0] in APART_BEHIND_DIGITS
                and number.style == "digits"
                and not is_hyphenated
                and len(first.text) <= 3
                and _ends_phrase(lex, at + 1)
            )
        ):
            return None
        if words[0] == "second" and not (is_hyphenated or number.style == "digits" or number.value == 1):
            return None
        if words[0] == "won" and (number.value < 1000 or number.style != "digits"):
            return None
        if words[0] in {"pound", "pounds"} and _is_money(lex, at, number):
            return "GBP"
    if words in CURRENCY_WORDS:
        return CURRENCY_WORDS[words]
    return UNITS.get(words)


def _ends_phrase(lex: list[Lexeme], at: int) -> bool:
    return (
        at >= len(lex)
        or lex[at].kind == "sign"
        or lex[at].low
        in {
            "of",
            "and",
            "to",
            "in",
            "at",
            "from",
            "per",
            "or",
            "on",
            "by",
            "was",
            "were",
            "is",
            "are",
            "for",
            "away",
            "wide",
            "long",
            "tall",
            "high",
            "deep",
            "thick",
            "across",
        }
    )


def _is_money(lex: list[Lexeme], at: int, number: Number) -> bool:
    """Pounds are money where something is paid nearby, or where they go into the millions."""
    near = lex[max(0, at - _MONEY_WINDOW) : at + _MONEY_WINDOW]
    return number.scale >= 10**6 or any(x.low in MONEY_CONTEXT or x.text in CURRENCY_SIGNS for x in near)


def _money_behind(lex: list[Lexeme], measure: Measure) -> Measure:
    """Money is settled by its sign; "m" behind it is millions, "US$75 million Canadian" keeps its end."""
    number = measure.number
    if number.metres_or_millions:
        number = replace(number, last=number.last + 1, value=number.value * 10**6, is_scaled=True, scale=10**6, metres_or_millions=False)
        sign = -1 if measure.value < 0 else 1
        measure = replace(measure, number=number, value=sign * number.value, last=number.last, end=number.last)
    at = number.last + 1
    if at + 1 < len(lex) and measure.unit == "USD" and lex[at].text in {"US", "U.S.", "USD"} and not touches(lex[at - 1], lex[at]):
        return replace(measure, end=at)
    if at < len(lex) and lex[at].kind == "word" and touches(lex[at - 1], lex[at]):
        return replace(measure, is_glued=True)
    return measure


def _words_behind(lex: list[Lexeme], at: int) -> list[str]:
    """The words up to the next sign or number."""
    words: list[str] = []
    for lexeme in lex[at : at + _COUNTED_WINDOW]:
        if lexeme.kind != "word":
            break
        words.append(lexeme.low)
    return words


def _metres_or_millions(lex: list[Lexeme], measure: Measure) -> Measure:
    """ "2.7m users" are millions, "a 100m race" metres: a plural that follows decides."""
    number = measure.number
    letter = number.last + 1
    follows = _words_behind(lex, letter + 1)
    money = next((CURRENCY_WORDS[words] for n in (2, 1) if (words := tuple(follows[:n])) in CURRENCY_WORDS), None)
    is_counted = (bool(follows) and (follows[0].endswith("s") and len(follows[0]) > 3)) or "people" in follows[:2]
    if money is None and not is_counted:
        is_counted = (
            number.value.denominator > 1 and any(w.endswith("s") and len(w) > 4 for w in follows) and not _ends_phrase(lex, letter + 1)
        )
    is_counted = is_counted or (
        len(follows) > 1 and follows[0] == "of" and follows[1] in {"its", "their", "the", "those", "these", "our", "them"}
    )
    if money is None and not follows and any(x.low in COUNT_NOUNS for x in lex[max(0, number.first - _COUNTED_WINDOW) : number.first]):
        is_counted = True
    if money is None and not is_counted:
        return replace(measure, unit="m", end=letter)
    number = replace(number, last=letter, value=number.value * 10**6, is_scaled=True, scale=10**6, metres_or_millions=False)
    scaled = replace(measure, number=number, value=(-1 if measure.value < 0 else 1) * number.value, last=letter, end=letter)
    return _unit_behind(lex, scaled)
