"""Ranges, and the words around a number that move its bounds. Pure.

between 40 and 60   400-plus   no fewer than 40   another 20 or so   sub-500   as many as half a million
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from schemas.claims import Modifier
from services.extract.language.approximators import AFTER, BEFORE, FRAMES, INCREMENT_AFTER, INCREMENTS, INTENSIFIERS, SUFFIXES
from services.extract.language.changes import CHANGE_FORMS, DOWN_FORMS, UP_FORMS
from services.extract.language.units import TIME_UNITS
from services.extract.quantities_lexemes import DASHES, Lexeme, touches
from services.extract.quantities_measures import Measure
from services.extract.rules import QuantityRule

PairKind = Literal["single", "range", "alternative", "score"]
DependencyOf = Callable[[Lexeme], str]
"""The dependency label of the token that holds a lexeme, "" where there is no parse."""

_CHANGE_WINDOW = 14
_LONGEST_PHRASE = 5
_YEARS = frozenset(range(1900, 2101))

Grounds = tuple[QuantityRule, int, int]
"""A rule and the first and last lexeme that it went by."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """One measure or the two ends of a range, with its modifier. Lexemes `first` to `last` are the words that say so."""

    measures: tuple[Measure, ...]
    modifier: Modifier
    first: int
    last: int
    grounds: tuple[Grounds, ...]
    is_increment: bool = False
    is_score: bool = False

    @property
    def measure(self) -> Measure:
        return self.measures[-1]

    @property
    def end(self) -> int:
        """The last lexeme of number and unit."""
        return max(self.last, self.measures[-1].end)

    def bounds(self) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """(value, low, high) by the table of the claims guide; a range has no one value."""
        value = self.measures[0].value
        if self.modifier == "between":
            return None, value, self.measures[-1].value
        table: dict[Modifier, tuple[Fraction | None, Fraction | None]] = {
            "exact": (value, value),
            "about": (None, None),
            "more_than": (value, None),
            "at_least": (value, None),
            "order": (value, None),
            "up_to": (None, value),
            "less_than": (None, value),
        }
        return value, *table[self.modifier]


def bound(lex: list[Lexeme], measures: list[Measure], dependency_of: DependencyOf) -> list[Bounded]:
    """The measures of one line with ranges joined and modifiers read, in their order."""
    found: list[Bounded] = []
    i = 0
    floor = 0
    while i < len(measures):
        pair = _pair(lex, measures[i], measures[i + 1]) if i + 1 < len(measures) else ("single", measures[i], measures[i])
        kind, left, right = pair
        if kind in {"range", "score", "alternative"}:
            ends: tuple[Measure, ...] = (left, right)
            i += 2
        else:
            ends = (measures[i],)
            i += 1
        limit = measures[i].first if i < len(measures) else len(lex)
        bounded = _modified(lex, ends, floor, limit, dependency_of)
        if kind == "score":
            bounded = replace(bounded, is_score=True)
        found.append(bounded)
        floor = bounded.end + 1
    return found


def _pair(lex: list[Lexeme], left: Measure, right: Measure) -> tuple[PairKind, Measure, Measure]:
    """What joins two measures that follow each other, and both with the unit and scale that one lends the other."""
    apart: tuple[PairKind, Measure, Measure] = ("single", left, right)
    gap = [x.low for x in lex[left.end + 1 : right.first]]
    if left.number.style == "order" or right.number.style == "order" or len(gap) > 3 or left.is_glued:
        return apart
    before = lex[left.first - 1].low if left.first > 0 else ""
    is_dash = (
        len(gap) == 1 and gap[0] in DASHES and touches(lex[left.end], lex[left.end + 1]) and touches(lex[left.end + 1], lex[right.first])
    )
    is_to = gap in (["to"], ["-", "to", "-"], ["to", "-"], ["up", "to"])
    is_between = gap in (["and"], ["to"]) and _is_between(lex, left)
    is_or = gap == ["or"]
    if not (is_dash or is_to or is_between or is_or):
        return apart
    if _is_year_like(left) and not _is_year_like(right) and not (is_dash and right.number.value < 100):
        return apart
    left, right = _lent(left, right)
    if left.unit != right.unit:
        return apart
    if is_dash and not left.has_unit and not _is_plain_range(lex, left, right):
        return "score", left, right
    if left.value >= right.value:
        return apart
    if is_or:
        is_next = left.value.denominator == 1 and right.value - left.value == left.number.scale and left.number.scale == right.number.scale
        return ("alternative", left, right) if is_next and not left.is_money else apart
    if is_to and not is_between and _is_change(lex, left, before):
        return apart
    return "range", left, right


def _is_year_like(measure: Measure) -> bool:
    number = measure.number
    return (
        number.style == "digits"
        and number.first == number.last
        and not measure.has_unit
        and number.value in _YEARS
        and not number.is_scaled
    )


def _lent(left: Measure, right: Measure) -> tuple[Measure, Measure]:
    """ "5 to 7 million", "$10-15": the scale goes to the left, the unit to whichever lacks one."""
    if right.number.is_scaled and not left.number.is_scaled and left.number.style != "share":
        mantissa = right.number.value / right.number.scale
        if left.number.value < mantissa and left.number.value < 1000:
            number = replace(left.number, value=left.number.value * right.number.scale, is_scaled=True, scale=right.number.scale)
            left = replace(left, number=number, value=left.value * right.number.scale)
    if left.has_unit and not right.has_unit and left.end <= left.last:
        right = replace(right, unit=left.unit, per=right.per)
    elif right.has_unit and not left.has_unit:
        left = replace(left, unit=right.unit, per=right.per)
    return left, right


def _is_between(lex: list[Lexeme], left: Measure) -> bool:
    at = left.first - 1
    return any(lex[k].low == "between" for k in range(at, max(-1, at - 4), -1) if all(lex[j].kind == "word" for j in range(k, at + 1)))


def _is_plain_range(lex: list[Lexeme], left: Measure, right: Measure) -> bool:
    """ "4,000-4,500", "10-15 people" are ranges; "3-1", "52-48" without a thing counted are results."""
    if left.value >= right.value:
        return False
    if right.value >= 1000:
        return True
    after = lex[right.end + 1] if right.end + 1 < len(lex) else None
    return (
        after is not None
        and after.kind == "word"
        and after.low not in _RESULT_WORDS
        and (after.low.endswith("s") or after.low in {"people", "percent", "men", "women", "children"})
    )


_RESULT_WORDS = frozenset({"loss", "was", "is", "this", "as", "has"})


def _is_change(lex: list[Lexeme], left: Measure, before: str) -> bool:
    """ "rose from 61 to 74" tells two levels, not a range."""
    if before not in {"from"} and not any(x.low == "from" for x in lex[max(0, left.first - 3) : left.first]):
        return any(x.low in UP_FORMS or x.low in DOWN_FORMS for x in lex[max(0, left.first - 3) : left.first])
    window = lex[max(0, left.first - _CHANGE_WINDOW) : left.first]
    stop = max((k for k, x in enumerate(window) if x.low in {".", ";", ":", "range", "ranging", "ranged", "ranges", "priced"}), default=-1)
    return any(x.low in CHANGE_FORMS for x in window[stop + 1 :])


def _modified(lex: list[Lexeme], ends: tuple[Measure, ...], floor: int, limit: int, dependency_of: DependencyOf) -> Bounded:
    first, last = ends[0].first, ends[-1].last
    modifier: Modifier | None = "order" if ends[0].number.style == "order" else None
    is_increment = False
    grounds: Grounds = (QuantityRule.BARE if modifier is None else QuantityRule.ORDER, first, last)
    increment: tuple[Grounds, ...] = ()
    after, last, is_more, behind = _after(lex, ends[-1], limit)
    at = first - 1
    while at >= floor:
        phrase = _phrase_ending(lex, at, floor)
        if phrase is None:
            beyond = _phrase_ending(lex, at - 1, floor) if lex[at].low in INTENSIFIERS and at - 1 >= floor else None
            if beyond is None or beyond[1] == "":
                break
            phrase, at = beyond, at - 1
        length, found = phrase
        if found in {"more_than", "about"} and length == 1 and _is_in_the_course_of(lex[at], ends[-1], dependency_of):
            break
        if found == "+":
            is_increment = True
            increment = ((QuantityRule.INCREMENT, at - length + 1, at),)
        elif (found and modifier is None) or (found and modifier == "about"):
            modifier = found  # type: ignore[assignment]
            grounds = (QuantityRule.WORDS_BEFORE, at - length + 1, at)
        elif found and modifier != "order":
            break
        first = at - length + 1
        at = first - 1
    if len(ends) == 2:
        if (at >= 0 and at >= floor and lex[at].low == "between") or (at >= floor and lex[at].low == "from"):
            first = at
        modifier = "between"
        grounds = (QuantityRule.RANGE, first, last)
    elif after is not None and modifier in {None, "about"}:
        modifier = after
        grounds = (QuantityRule.WORDS_BEHIND, *behind)
    at = first - 1
    if len(ends) == 1 and at - 1 >= floor and lex[at].text in DASHES and lex[at - 1].low == "sub" and touches(lex[at - 1], lex[at]):
        modifier, first = "less_than", at - 1
        grounds = (QuantityRule.SUB, at - 1, at)
    if is_more:
        increment = ((QuantityRule.INCREMENT, *behind),)
    return Bounded(ends, modifier or "exact", first, last, (grounds, *increment), is_increment or is_more)


def _phrase_ending(lex: list[Lexeme], at: int, floor: int) -> tuple[int, str] | None:
    """The longest modifier phrase that ends at lexeme `at`: (length, modifier), "+" for an increment, "" for a frame."""
    for length in range(min(_LONGEST_PHRASE, at - floor + 1), 0, -1):
        words = tuple(x.low for x in lex[at - length + 1 : at + 1])
        if words in BEFORE:
            return length, BEFORE[words]
        if words in _INCREMENTS:
            return length, "+"
        if words in _FRAMES:
            return length, ""
    return None


_INCREMENTS = frozenset(INCREMENTS)
_FRAMES = frozenset(FRAMES)


def _is_in_the_course_of(word: Lexeme, measure: Measure, dependency_of: DependencyOf) -> bool:
    """ "over two days" after a verb is a stretch of time, "over 70 years" with a bound is not: the parse tells."""
    return word.low == "over" and measure.unit in TIME_UNITS and dependency_of(word) == "prep" and measure.number.value < 20


def _after(lex: list[Lexeme], measure: Measure, limit: int) -> tuple[Modifier | None, int, bool, tuple[int, int]]:
    """(modifier, last lexeme of number and words, is it "more", the words) behind the number, its unit or what it counts."""
    last = measure.last
    at = last + 1
    if at < limit and lex[at].text == "+" and touches(lex[last], lex[at]):
        return "at_least", at, False, (at, at)
    if at + 1 < limit and lex[at].text in DASHES and lex[at + 1].low in SUFFIXES and touches(lex[at], lex[at + 1]):
        return SUFFIXES[lex[at + 1].low], at + 1, False, (at, at + 1)  # type: ignore[return-value]
    if at < limit and lex[at].low in {"plus", "odd"}:
        after = lex[at + 1] if at + 1 < len(lex) else None
        if lex[at].low == "odd" or (after is not None and after.kind == "word" and touches(lex[last], lex[at])):
            return SUFFIXES[lex[at].low], at, False, (at, at)  # type: ignore[return-value]
    if at < limit and lex[at].low in INCREMENT_AFTER:
        behind = lex[at + 1].low if at + 1 < len(lex) else ""
        is_difference = behind in {"than", "to", "or", "and"} or measure.unit == "percent"
        if not is_difference:
            return None, at, True, (at, at)
    for skip in range(3):
        start = measure.end + 1 + skip
        for length in (3, 2, 1):
            words = tuple(x.low for x in lex[start : min(start + length, limit)])
            if len(words) == length and words in AFTER and (length > 1 or skip == 0) and words != ("plus",):
                is_adjacent = start == last + 1
                end = start + length - 1
                return AFTER[words], end if is_adjacent else last, False, (start, end)  # type: ignore[return-value]
        if start >= limit or lex[start].kind != "word":
            break
    return None, last, False, (last, last)
