"""Tells quantities from ages, dates, clock times and years. Reads the line, and tags where they help."""

from __future__ import annotations

from typing import Literal

from services.extract.language.calendar import MONTHS
from services.extract.language.labels import AGED_NOUNS, CLOCK_AFTER, YEAR_BEFORE
from services.extract.language.units import TIME_UNITS
from services.extract.quantities_bounds import Bounded
from services.extract.quantities_lexemes import DASHES, Lexeme
from services.extract.quantities_measures import Measure
from services.extract.quantities_tokens import Tokens

Role = Literal[
    "quantity",
    "score",
    "name",
    "ordinal",
    "age",
    "aged",
    "date",
    "year",
    "clock",
    "list",
    "one",
    "vague one",
    "anaphor",
    "time span",
    "compound",
    "rank",
]

_OLDEST = 130
_YEARS = frozenset(range(1000, 2200))
_RECENT_YEARS = frozenset(range(1900, 2101))
_COMING_YEARS = frozenset(range(2101, 2200))
"""Sets: a `Fraction` is searched for in a range one number after the other."""
_AGES = frozenset({"old", "olds"})


def word_at(lex: list[Lexeme], i: int) -> str:
    """The lower-case form of lexeme `i`, "" outside the line."""
    return lex[i].low if 0 <= i < len(lex) else ""


def age_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measure
    if measure.unit in TIME_UNITS and measure.value < _OLDEST:
        at = measure.end + 1
        while at < len(lex) and lex[at].text in DASHES:
            at += 1
        if word_at(lex, at) in _AGES:
            return "age"
    before = word_at(lex, bounded.first - 1)
    if before == "between" and word_at(lex, bounded.first - 2) in {"aged", "ages"}:
        return "aged"
    if before in {"aged", "age", "ages"} and not (measure.has_unit and measure.unit not in TIME_UNITS):
        return "aged"
    if bounded.modifier in {"less_than", "more_than"} and word_at(lex, bounded.first - 1) in {
        "children",
        "people",
        "those",
        "kids",
        "women",
        "men",
        "adults",
        "is",
        "are",
        "was",
        "were",
        "aged",
    }:
        is_bare = not measure.has_unit or word_at(lex, measure.end + 1) == "of"
        if (
            is_bare
            and measure.value <= 100
            and word_at(lex, bounded.first) in {"under", "over", "above", "below"}
            and measure.number.style != "order"
        ):
            return "aged"
    is_lone = len(bounded.measures) == 1 and measure.number.style == "digits" and measure.value.denominator == 1 and not measure.has_unit
    if is_lone and bounded.modifier == "exact" and 0 < measure.value < 115 and bounded.first == bounded.last:
        left, right = word_at(lex, bounded.first - 1), word_at(lex, bounded.last + 1)
        if left == "," and bounded.first > 1 and lex[bounded.first - 2].text[:1].isupper() and right in {",", ".", ";", "and", ")", ""}:
            return "aged"
        if left == "," and right == "," and _may_be_somebody(lex, bounded.first - 2, tokens):
            return "aged"
        if left == "and" and word_at(lex, bounded.first - 3) in {"aged", "ages"}:
            return "aged"
        if left == "(" and right == ")" and bounded.first > 1 and lex[bounded.first - 2].text[:1].isupper():
            return "aged"
    return None


def _may_be_somebody(lex: list[Lexeme], at: int, tokens: Tokens) -> bool:
    """A person's noun, or one in the singular right behind its article: "a firefighter, 29, died"."""
    if word_at(lex, at) in AGED_NOUNS:
        return True
    return at > 0 and word_at(lex, at - 1) in {"a", "an", "the"} and tokens.at(lex[at]).tag_ == "NN"


def date_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    if any(m.has_unit or m.number.style == "order" or not 0 < m.value <= 31 for m in bounded.measures[:1]):
        return None
    at = bounded.measures[0].first - 1
    if word_at(lex, at) == ".":
        at -= 1
    if word_at(lex, at) in MONTHS and lex[at].text[:1].isupper() and bounded.measures[0].number.style == "digits":
        return "date"
    at = bounded.end + 1
    if word_at(lex, at) == "of":
        at += 1
    if word_at(lex, at) in MONTHS and lex[at].text[:1].isupper() and lex[at].text != "May" and bounded.measure.number.style == "digits":
        return "date"
    if word_at(lex, at) == "may" and lex[at].text == "May" and str(tokens.at(lex[at]).tag_) != "MD":
        return "date"
    return None


def clock_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measure
    if measure.has_unit and measure.unit not in {"m", "A"}:
        return None
    return "clock" if word_at(lex, measure.number.last + 1) in CLOCK_AFTER and measure.value < 2401 else None


def looks_like_year(measure: Measure) -> bool:
    number = measure.number
    return (
        number.style == "digits"
        and not measure.has_unit
        and not number.is_scaled
        and number.value.denominator == 1
        and number.value in _YEARS
    )


def year_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measures[0]
    if not all(looks_like_year(m) and "," not in lex[m.number.last].text for m in bounded.measures):
        return None
    if len(bounded.measures) == 2:
        return "year" if all(m.value in _RECENT_YEARS for m in bounded.measures) or word_at(lex, bounded.first - 1) in YEAR_BEFORE else None
    is_recent = measure.value in _RECENT_YEARS
    before = word_at(lex, bounded.first - 1)
    counts = counts_plural(lex, bounded, tokens)
    is_round = int(measure.value) % 50 == 0
    if counts and is_round and before not in {"the", "in", "since"}:
        return None
    if counts and not is_recent:
        return None
    if measure.value in _COMING_YEARS:
        return "year" if before in {"by", "in", "until", "till", "since", "beyond"} and not counts else None
    if is_recent:
        is_bounded = bounded.modifier in {"more_than", "at_least", "up_to", "less_than"}
        return None if is_bounded and is_round else "year"
    return (
        "year" if before in YEAR_BEFORE - {"the", "a", "an", "of", "for", "to", "than", "over", "and", "about", "around", "that"} else None
    )


def counts_plural(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> bool:
    """Does the number count a plural noun right behind it?"""
    for step in (1, 2):
        if bounded.end + step >= len(lex) or lex[bounded.end + step].kind != "word":
            return False
        token = tokens.at(lex[bounded.end + step])
        if token.tag_ in {"NNS", "NNPS"}:
            return True
        if token.tag_ not in {"JJ", "NN", "VBN"}:
            return False
    return False
