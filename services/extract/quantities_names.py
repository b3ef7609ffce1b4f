"""Tells quantities from numbers that only name, date or order something.

Reads the line, and the tags and heads of the model where they help.

Every reason has a name: the caller keeps quantities, and an evaluation with other conventions may keep more.
"""

from __future__ import annotations

from typing import Literal

from services.extract.language.calendar import MONTHS
from services.extract.language.labels import (
    CLOCK_AFTER,
    DISTANCE_AFTER,
    LABELS,
    ONE_BEFORE,
    SPAN_BEFORE,
    VAGUE_AFTER_ONE,
    YEAR_BEFORE,
)
from services.extract.language.units import HYPHEN_COUNTED, TIME_UNITS
from services.extract.quantities_bounds import Bounded
from services.extract.quantities_lexemes import DASHES, Lexeme, touches
from services.extract.quantities_measures import Measure
from services.extract.quantities_tokens import Tokens

Role = Literal[
    "quantity", "score", "name", "ordinal", "age", "date", "year", "clock", "list", "one", "anaphor", "time span", "compound", "rank"
]

_OLDEST = 130
_YEARS = range(1000, 2101)
_RECENT_YEARS = range(1900, 2101)
_NAME_JOINTS = frozenset("/@_=&#\\~+:.№*^")
_AGES = frozenset({"old", "olds"})


def role_of(lex: list[Lexeme], bounded: Bounded, tokens: Tokens, is_title: bool) -> Role:
    """What the number is in its text."""
    left, right = bounded.measures[0], bounded.measures[-1]
    if bounded.is_score:
        return _pair_role(lex, left, right)
    glued = _glued_role(lex, left, right)
    if glued is not None:
        return glued
    for test in (_age_role, _date_role, _clock_role, _year_role, _list_role, _label_role):
        found = test(lex, bounded, tokens)
        if found is not None:
            return found
    if left.number.style in {"words", "digits"} and not right.has_unit and _is_name(lex, bounded, tokens, is_title):
        return "name"
    if left is right and right.number.style == "words" and right.value == 1 and right.first == right.last:
        return _one_role(lex, bounded, tokens)
    return _context_role(lex, bounded)


def _at(lex: list[Lexeme], i: int) -> str:
    return lex[i].low if 0 <= i < len(lex) else ""


def _pair_role(lex: list[Lexeme], left: Measure, right: Measure) -> Role:
    return "year" if _looks_like_year(left) else "score"


def _glued_role(lex: list[Lexeme], measure: Measure, right: Measure) -> Role | None:
    """Letters and signs that hang on to the number from either side."""
    if measure.is_glued or right.is_glued:
        return "ordinal" if _at(lex, right.number.last + 1) in {"st", "nd", "rd", "th"} else "name"
    first = lex[measure.first]
    if measure.first > 0 and touches(lex[measure.first - 1], first):
        before = lex[measure.first - 1]
        is_joint = before.text in DASHES
        if before.kind in {"word", "number"} or (before.text in _NAME_JOINTS and before.text not in {"~", "+"}):
            return "name"
        if (
            is_joint
            and measure.first > 1
            and touches(lex[measure.first - 2], before)
            and lex[measure.first - 2].low not in {"sub", "to", "a", "minus"}
        ):
            return "name" if before.text in "-‑" or lex[measure.first - 2].kind == "number" else None
    measure = right
    at = max(measure.end, measure.last) + 1
    if at < len(lex) and touches(lex[at - 1], lex[at]):
        after = lex[at]
        behind = lex[at + 1] if at + 1 < len(lex) and touches(after, lex[at + 1]) else None
        if behind is not None and behind.kind == "number" and after.text in {"/", ":", ".", "_", "@"}:
            return "clock" if after.text == ":" else "name"
        if behind is not None and after.text == "@":
            return "name"
        if behind is not None and behind.kind == "word" and after.text in "-‑" and not measure.has_unit:
            return _compound_role(lex, measure, behind)
    return None


def _compound_role(lex: list[Lexeme], measure: Measure, behind: Lexeme) -> Role | None:
    if behind.low in HYPHEN_COUNTED or behind.low in {"plus", "odd", "ish", "to"} or measure.number.style in {"share", "order"}:
        return None
    return "compound"


def _age_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measure
    if measure.unit in TIME_UNITS and measure.value < _OLDEST:
        at = measure.end + 1
        while at < len(lex) and lex[at].text in DASHES:
            at += 1
        if _at(lex, at) in _AGES:
            return "age"
    before = _at(lex, bounded.first - 1)
    if before in {"aged", "age", "ages"} and not (measure.has_unit and measure.unit not in TIME_UNITS):
        return "age"
    if bounded.modifier in {"less_than", "more_than"} and _at(lex, bounded.first - 1) in {
        "children",
        "people",
        "those",
        "kids",
        "women",
        "men",
        "adults",
    }:
        is_bare = not measure.has_unit or _at(lex, measure.end + 1) == "of"
        if (
            is_bare
            and measure.value <= 100
            and _at(lex, bounded.first) in {"under", "over", "above", "below"}
            and measure.number.style != "order"
        ):
            return "age"
    is_lone = len(bounded.measures) == 1 and measure.number.style == "digits" and measure.value.denominator == 1 and not measure.has_unit
    if is_lone and bounded.modifier == "exact" and 0 < measure.value < 115 and bounded.first == bounded.last:
        left, right = _at(lex, bounded.first - 1), _at(lex, bounded.last + 1)
        if left == "," and bounded.first > 1 and lex[bounded.first - 2].text[:1].isupper() and right in {",", ".", ";", "and", ")", ""}:
            return "age"
        if left == "(" and right == ")" and bounded.first > 1 and lex[bounded.first - 2].text[:1].isupper():
            return "age"
    return None


def _date_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    if any(m.has_unit or m.number.style == "order" or not 0 < m.value <= 31 for m in bounded.measures[:1]):
        return None
    at = bounded.measures[0].first - 1
    if _at(lex, at) == ".":
        at -= 1
    if _at(lex, at) in MONTHS and lex[at].text[:1].isupper() and bounded.measures[0].number.style == "digits":
        return "date"
    at = bounded.end + 1
    if _at(lex, at) == "of":
        at += 1
    if _at(lex, at) in MONTHS and lex[at].text[:1].isupper() and lex[at].text != "May" and bounded.measure.number.style == "digits":
        return "date"
    if _at(lex, at) == "may" and lex[at].text == "May" and str(tokens.at(lex[at]).tag_) != "MD":
        return "date"
    return None


def _clock_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measure
    if measure.has_unit and measure.unit not in {"m", "A"}:
        return None
    return "clock" if _at(lex, measure.number.last + 1) in CLOCK_AFTER and measure.value < 2401 else None


def _looks_like_year(measure: Measure) -> bool:
    number = measure.number
    return (
        number.style == "digits"
        and not measure.has_unit
        and not number.is_scaled
        and number.value.denominator == 1
        and number.value in _YEARS
    )


def _year_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measures[0]
    if not all(_looks_like_year(m) and "," not in lex[m.number.last].text for m in bounded.measures):
        return None
    if len(bounded.measures) == 2:
        return "year" if all(m.value in _RECENT_YEARS for m in bounded.measures) or _at(lex, bounded.first - 1) in YEAR_BEFORE else None
    is_recent = measure.value in _RECENT_YEARS
    before = _at(lex, bounded.first - 1)
    counts = _counts_plural(lex, bounded, tokens)
    is_round = int(measure.value) % 50 == 0
    if counts and is_round and before not in {"the", "in", "since"}:
        return None
    if counts and not is_recent:
        return None
    if is_recent:
        is_bounded = bounded.modifier in {"more_than", "at_least", "up_to", "less_than"}
        return None if is_bounded and is_round else "year"
    return (
        "year" if before in YEAR_BEFORE - {"the", "a", "an", "of", "for", "to", "than", "over", "and", "about", "around", "that"} else None
    )


def _counts_plural(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> bool:
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


def _list_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measure
    if measure.has_unit or len(bounded.measures) > 1 or measure.number.style != "digits" or measure.value >= 1000:
        return None
    after = _at(lex, measure.last + 1)
    if measure.first == 0 and after in {".", ")", ":"} and len(lex) > measure.last + 2:
        return "list"
    if measure.first == 1 and lex[0].text in {"(", "#", "["} and after in {")", "]", ":"}:
        return "list"
    return None


def _label_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measures[0]
    if bounded.first != measure.first or measure.number.style not in {"digits", "words"} or bounded.modifier not in {"exact", "between"}:
        return None
    at = bounded.first - 1
    before = _at(lex, at)
    if before == "." and _at(lex, at - 1) in {"no", "nos", "vol", "fig", "apt", "art", "ch", "p", "pp"}:
        return "name"
    if before in LABELS and not measure.has_unit and not measure.number.is_scaled and measure.value.denominator == 1:
        token = tokens.at(lex[at])
        if before == "no" and lex[at].text not in {"No", "no"}:
            return None
        if token.tag_ in {"NN", "NNP", "JJ", "UH", "DT", "NNS", "VBN"} and not (
            before in {"case", "count", "year", "no", "day", "week", "hour"} and _counts_plural(lex, bounded, tokens)
        ):
            return "name"
    if before in {"top", "bottom"} and not measure.has_unit:
        return "rank"
    return None


def _is_name(lex: list[Lexeme], bounded: Bounded, tokens: Tokens, is_title: bool) -> bool:
    measure = bounded.measures[0]
    if len(bounded.measures) > 1 or bounded.modifier != "exact" or bounded.is_increment or measure.number.is_scaled:
        return False
    at = measure.first - 1
    words = lex[measure.first]
    before = lex[at] if at >= 0 and lex[at].kind == "word" else None
    if measure.number.style == "words":
        if not words.text[:1].isupper() or is_title or at < 0:
            return False
        token = tokens.at(words)
        if before is None or token.is_sent_start:
            return False
        after = lex[measure.end + 1] if measure.end + 1 < len(lex) else None
        return before.text[:1].isupper() or (after is not None and after.text[:1].isupper())
    if before is None or not before.text[:1].isupper() or "," in words.text or measure.value >= 10000:
        return False
    token, name = tokens.at(words), tokens.at(before)
    if (
        token.ent_iob_ == "I"
        and token.ent_type_ in {"PRODUCT", "ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "GPE"}
        and name.ent_type_ == token.ent_type_
    ):
        return True
    if name.tag_ not in {"NNP", "NNPS"} or _counts_plural(lex, bounded, tokens):
        return False
    return bool(
        token.head.i == name.i or (token.dep_ in {"nummod", "appos", "compound", "nmod"} and token.head.i <= token.i and not is_title)
    )


def _one_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role:
    if bounded.modifier != "exact" or bounded.is_increment or bounded.measure.unit == "percent" or bounded.measure.is_money:
        return "one" if _at(lex, bounded.end + 1) == "of" and bounded.measure.unit == "count" else "quantity"
    before, after = _at(lex, bounded.first - 1), _at(lex, bounded.last + 1)
    if (
        (before in ONE_BEFORE and not bounded.measure.has_unit)
        or after in VAGUE_AFTER_ONE
        or after in {"of", "-", "'s", "who", "that", "which", "with", "where", "by"}
    ):
        return "one"
    token = tokens.at(lex[bounded.first])
    if token.tag_ != "CD":
        return "one"
    if token.dep_ in {"nummod", "quantmod"} or bounded.measure.has_unit:
        return "quantity" if not bounded.measure.has_unit or before != "at" else "one"
    return "one" if any(child.dep_ in {"det", "amod"} for child in token.children) else "quantity"


def _context_role(lex: list[Lexeme], bounded: Bounded) -> Role:
    measure = bounded.measure
    before = _at(lex, bounded.first - 1)
    if measure.unit in TIME_UNITS and not measure.is_hyphenated:
        if before in SPAN_BEFORE or _at(lex, measure.end + 1) in DISTANCE_AFTER:
            return "time span"
        if _at(lex, measure.end + 1) == "from" and _at(lex, measure.end + 2) == "now":
            return "time span"
    is_few = measure.number.style == "words" and 2 <= measure.value <= 10 and not measure.has_unit and len(bounded.measures) == 1
    if (
        is_few
        and bounded.modifier == "exact"
        and before in {"the", "these", "those"}
        and _at(lex, bounded.last + 1) not in {"of", "others", "other"}
    ):
        return "anaphor"
    return "quantity"
