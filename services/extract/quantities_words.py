"""Numbers in words: cardinals, fractions, halves, and words that only tell the order ("tens of thousands"). Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from services.extract.language.calendar import MONTHS
from services.extract.language.numbers import (
    AFTER_CHANGES,
    APPROXIMATING,
    DOZEN,
    FRACTIONS,
    ORDERS,
    SCALES,
    TENS,
    UNITS,
    VAGUE_COUNTS,
    VAGUE_SCALES,
)
from services.extract.language.units import UNITS as UNIT_NAMES
from services.extract.quantities_lexemes import DASHES, Lexeme, touches

Style = Literal["digits", "words", "order", "share"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands on lexemes `first` to `last`. `share` numbers are parts of one ("a third"), not yet percent."""

    first: int
    last: int
    value: Fraction
    style: Style
    is_scaled: bool = False
    """A scale word or letter was read ("million"): a range may lend it to its other end."""
    scale: int = 1
    is_fold: bool = False
    """ "sixfold": times, in one word."""
    metres_or_millions: bool = False
    """A lone "m" follows the digits: what it means is decided by its neighbours."""


_AFTER_SHARE = frozenset({"of", "more", "less", "fewer", "lower", "higher", "cheaper", "bigger", "smaller", "larger", "to", "."})


def scaled(number: Number, last: int, scale: int) -> Number:
    return replace(number, last=last, value=number.value * scale, is_scaled=True, scale=number.scale * scale)


def scales_behind(lex: list[Lexeme], number: Number) -> Number:
    """Multiplies by the scale words behind the number: "1.5 million", "1.8 billion-mile", "2 hundred thousand", "5 dozen"."""
    while number.last + 1 < len(lex):
        at = number.last + 1
        if lex[at].text in DASHES and at + 1 < len(lex) and touches(lex[at], lex[at + 1]) and lex[at + 1].low in SCALES:
            at += 1
        word = lex[at].low
        if word in SCALES and number.value < 10**15:
            number = scaled(number, at, SCALES[word])
        elif word == "dozen" and not number.is_scaled:
            number = scaled(number, at, DOZEN)
        else:
            break
    return number


def worded(lex: list[Lexeme], i: int) -> Number | None:
    """A cardinal in words: "three", "forty-two", "two hundred and six thousand", "two dozen", "two and a half", "two-thirds"."""
    total = 0
    current, last = 0, i - 1
    at, grammar = i, "start"
    is_scaled, scale = False, 1
    while at < len(lex):
        word = "one" if at == i and lex[at].low in {"a", "an"} else lex[at].low
        if lex[at].text in DASHES and at > i and at + 1 < len(lex) and touches(lex[at - 1], lex[at]) and touches(lex[at], lex[at + 1]):
            follower = lex[at + 1].low
            if follower in SCALES or (grammar == "ten" and 0 < UNITS.get(follower, 0) < 10):
                at += 1
                continue
            break
        if word in UNITS and (grammar in {"start", "scale"} or (grammar == "ten" and 0 < UNITS[word] < 10)):
            current += UNITS[word]
            grammar = "unit"
        elif word in TENS and grammar in {"start", "scale"}:
            current += TENS[word]
            grammar = "ten"
        elif word == "hundred" and 0 < current < 100:
            current *= 100
            grammar, is_scaled, scale = "scale", True, max(scale, 100)
        elif word in SCALES and current and word != "hundred":
            total += current * SCALES[word]
            current, grammar, is_scaled, scale = 0, "scale", True, max(scale, SCALES[word])
        elif word == "and" and grammar == "scale" and at + 1 < len(lex) and (lex[at + 1].low in UNITS or lex[at + 1].low in TENS):
            if current == 0 and total % 1000 == 0 and not _completes(lex, at + 1):
                break
            at += 1
            continue
        else:
            break
        last = at
        at += 1
    if last < i or total + current >= 10**18:
        return None
    number = Number(i, last, Fraction(total + current), "words", is_scaled, scale if is_scaled else 1)
    return _fraction_behind(lex, _dozens_behind(lex, number))


def _completes(lex: list[Lexeme], at: int) -> bool:
    """After "two million and": is what follows the rest of the number, or another one ("two million and three others")?"""
    word = lex[at].low
    return word in TENS or (at + 1 < len(lex) and lex[at + 1].low in SCALES)


def _dozens_behind(lex: list[Lexeme], number: Number) -> Number:
    at = number.last + 1
    if at < len(lex) and lex[at].text in DASHES:
        at += 1
    if at < len(lex) and lex[at].low == "dozen":
        return scaled(number, at, DOZEN)
    return number


def _fraction_behind(lex: list[Lexeme], number: Number) -> Number:
    """ "two-thirds", "one fifth", "two and a half (million)"."""
    at = number.last + 1
    tail = [x.low for x in lex[at : at + 4]]
    if tail[:3] == ["and", "a", "half"] or tail[:3] in (["and", "a", "quarter"], ["and", "a", "third"]):
        more = replace(number, last=at + 2, value=number.value + FRACTIONS[tail[2]])
        return scales_behind(lex, more)
    if tail[:2] == ["and", "three"] and len(tail) > 2 and tail[2] == "quarters":
        return scales_behind(lex, replace(number, last=at + 2, value=number.value + Fraction(3, 4)))
    hyphen = bool(tail) and lex[at].text in DASHES
    if hyphen:
        at += 1
        tail = tail[1:]
    if not tail or tail[0] not in FRACTIONS or tail[0] == "half" or number.is_scaled or number.value < 1:
        return number
    is_plural = tail[0].endswith("s")
    if (number.value > 1) != is_plural or number.value >= 20:
        return number
    share = number.value * FRACTIONS[tail[0]]
    is_of = len(tail) > 1 and tail[1] in {
        "of",
        "the",
        "majority",
        "vote",
        "more",
        "less",
        "fewer",
        "are",
        "were",
        "is",
        "was",
        "had",
        "have",
        "said",
    }
    if tail[0] in {"quarter", "quarters"} and not (hyphen or is_of):
        return number
    if not hyphen and number.value == 1 and not is_of and tail[0] != "third":
        return number
    return Number(number.first, at, share, "share")


def order_word(lex: list[Lexeme], i: int) -> Number:
    """ "dozens", "tens of thousands of": the span takes the "of" along."""
    value, last, scale = ORDERS[lex[i].low], i, ORDERS[lex[i].low]
    while last + 2 < len(lex) and lex[last + 1].low == "of" and lex[last + 2].low in ORDERS:
        last += 2
        value *= ORDERS[lex[last].low]
    return _with_of(lex, Number(i, last, Fraction(value), "order", True, scale))


def vague(lex: list[Lexeme], i: int) -> Number | None:
    """ "several hundred", "a few thousand", "many thousands of"."""
    if i + 1 >= len(lex):
        return None
    scale = VAGUE_SCALES.get(lex[i + 1].low)
    last = i + 1
    if scale is None and lex[i + 1].low == "of" and i + 2 < len(lex) and lex[i].low == "couple":
        scale, last = VAGUE_SCALES.get(lex[i + 2].low), i + 2
    if scale is None and lex[i + 1].low in ORDERS:
        inner = order_word(lex, i + 1)
        return replace(inner, first=i)
    if scale is None:
        return None
    number = Number(i, last, Fraction(scale), "order", True, scale)
    while number.last + 1 < len(lex) and lex[number.last + 1].low in SCALES:
        number = scaled(number, number.last + 1, SCALES[lex[number.last + 1].low])
    return _with_of(lex, number)


def _with_of(lex: list[Lexeme], number: Number) -> Number:
    at = number.last + 1
    if at + 1 < len(lex) and lex[at].low == "of" and lex[at + 1].kind == "word":
        return replace(number, last=at)
    return number


def after_article(lex: list[Lexeme], i: int) -> Number | None:
    """ "a hundred", "a dozen", "a few thousand", "a third of", "a quarter", "a half"."""
    if i + 1 >= len(lex):
        return None
    word = lex[i + 1].low
    if word in SCALES:
        return worded(lex, i)
    if word == "dozen":
        return scaled(Number(i, i, Fraction(1), "words"), i + 1, DOZEN)
    if word in VAGUE_COUNTS:
        found = vague(lex, i + 1)
        return replace(found, first=i) if found else None
    if word == "half":
        return half(lex, i, i + 1)
    if word in {"quarter", "third"}:
        scale = i + 3 if lex[i + 2 : i + 3] and lex[i + 2].text in DASHES else i + 4
        between = [x.low for x in lex[i + 2 : scale]]
        if (between == ["of", "a"] or (between and between[0] in DASHES)) and scale < len(lex) and lex[scale].low in SCALES:
            return scaled(Number(i, i, FRACTIONS[word], "words"), scale, SCALES[lex[scale].low])
    if word in FRACTIONS and [x.low for x in lex[i + 2 : i + 4]] == ["of", "a"] and i + 4 < len(lex) and _is_unit(lex, i + 4):
        return Number(i, i + 3, FRACTIONS[word], "words")
    if word in FRACTIONS and not word.endswith("s") and i + 2 < len(lex):
        after = lex[i + 2].low
        if after in _AFTER_SHARE and not (after == "of" and i + 3 < len(lex) and lex[i + 3].low in MONTHS):
            if after in {"to", "."} and (
                i == 0 or lex[i - 1].low not in {"by", "about", "nearly", "almost", "over", "around", "than", "roughly"}
            ):
                return None
            return Number(i, i + 1, FRACTIONS[word], "share")
    if word in FRACTIONS and not word.endswith("s") and _is_changed_by(lex, i, i + 2):
        return Number(i, i + 1, FRACTIONS[word], "share")
    return None


def _is_changed_by(lex: list[Lexeme], first: int, after: int) -> bool:
    """ "fell by a third in 2024", "cut by about half", "down a quarter": no "third" or "half" of a row follows."""
    at = first - 1
    while at >= 0 and lex[at].low in APPROXIMATING:
        at -= 1
    return (
        at >= 0
        and lex[at].low in {"by", "up", "down"}
        and (after >= len(lex) or lex[after].kind == "sign" or lex[after].low in AFTER_CHANGES)
    )


def _is_unit(lex: list[Lexeme], at: int) -> bool:
    """ "a quarter of a mile" is a length, no share."""
    return (lex[at].low,) in UNIT_NAMES or lex[at].low == "percentage"


def half(lex: list[Lexeme], first: int, at: int) -> Number | None:
    """ "half a million", "half an hour", "half of", "half the": other halves ("first half", "half brother") are no numbers."""
    a_half = Fraction(1, 2)
    after = at + 1
    while after < len(lex) and lex[after].text in DASHES:
        after += 1
    if after >= len(lex):
        return Number(first, at, a_half, "share") if _is_changed_by(lex, first, after) else None
    word = lex[after].low
    if after > at + 1 and word in {"point", "percentage", "percent"}:
        return Number(first, at, a_half, "words")
    if first == at and after == at + 1 and _is_changed_by(lex, first, after):
        return Number(first, at, a_half, "share")
    if word in {"a", "an"} or (lex[after - 1].text in DASHES and word in {"a", "an"}):
        behind = after + 1
        while behind < len(lex) and lex[behind].text in DASHES:
            behind += 1
        scale = lex[behind].low if behind < len(lex) else ""
        if scale in SCALES:
            return scaled(Number(first, first, a_half, "words"), behind, SCALES[scale])
        if scale == "dozen":
            return Number(first, behind, Fraction(DOZEN, 2), "words")
        return Number(first, after, a_half, "words")
    if word in SCALES and lex[at + 1].text not in DASHES and first < at:
        return scaled(Number(first, at, a_half, "words"), after, SCALES[word])
    if lex[at + 1].text in DASHES:
        return None
    if word in {"of", "the", "their", "its", "his", "her", "our", "that", "those", "all"} and (
        first == 0 or lex[first - 1].low not in {"first", "second", "other", "latter", "back"}
    ):
        return Number(first, at, a_half, "share")
    return None
