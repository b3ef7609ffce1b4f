"""Tells quantities from numbers that only name or order something.

Reads the line, and the tags and heads of the model where they help.

Every reason has a name: the caller keeps quantities, and an evaluation with other conventions may keep more.
"""

from __future__ import annotations

from spacy.tokens import Token

from services.extract.language.calendar import MONTHS
from services.extract.language.labels import (
    DIALLING,
    DISTANCE_AFTER,
    EMERGENCY_NUMBERS,
    HARM_VERBS,
    INDICES,
    LABELS,
    ONE_BEFORE,
    PRONOUN_ONE_BEFORE,
    SPAN_BEFORE,
    VAGUE_AFTER_ONE,
)
from services.extract.language.units import HYPHEN_COUNTED, TIME_UNITS
from services.extract.quantities_bounds import Bounded
from services.extract.quantities_calendar import Role, age_role, clock_role, counts_plural, date_role, looks_like_year, word_at, year_role
from services.extract.quantities_lexemes import DASHES, Lexeme, touches
from services.extract.quantities_measures import MAGNITUDE, Measure
from services.extract.quantities_tokens import Tokens

_NAMING_ENTITIES = frozenset({"PRODUCT", "ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "GPE"})
_NAME_JOINTS = frozenset("/@_=&#\\~+:.№*^")


def role_of(lex: list[Lexeme], bounded: Bounded, tokens: Tokens, is_title: bool) -> Role:
    """What the number is in its text."""
    left, right = bounded.measures[0], bounded.measures[-1]
    if bounded.is_score:
        return _pair_role(lex, left, right)
    glued = _glued_role(lex, left, right)
    if glued is not None:
        return glued
    for test in (age_role, date_role, clock_role, year_role, _list_role, _label_role):
        found = test(lex, bounded, tokens)
        if found is not None:
            return found
    if left.number.style in {"words", "digits"} and not right.has_unit and _is_name(lex, bounded, tokens, is_title):
        return "name"
    if left is right and right.number.style == "words" and right.value == 1 and right.first == right.last:
        return _one_role(lex, bounded, tokens)
    return _context_role(lex, bounded)


def _pair_role(lex: list[Lexeme], left: Measure, right: Measure) -> Role:
    return "year" if looks_like_year(left) else "score"


def _glued_role(lex: list[Lexeme], measure: Measure, right: Measure) -> Role | None:
    """Letters and signs that hang on to the number from either side."""
    if measure.is_glued or right.is_glued:
        return "ordinal" if word_at(lex, right.number.last + 1) in {"st", "nd", "rd", "th"} else "name"
    if _is_code(lex, measure, right):
        return "name"
    first = lex[measure.first]
    if measure.first > 0 and touches(lex[measure.first - 1], first):
        before = lex[measure.first - 1]
        is_joint = before.text in DASHES and measure.unit != MAGNITUDE
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


def _is_code(lex: list[Lexeme], left: Measure, right: Measure) -> bool:
    """Telephone numbers and the like: "0800", or numbers in a row."""
    text = lex[left.number.first].text
    if left.number.style != "digits":
        return False
    is_zero_led = len(text) > 1 and text.isdigit() and text[0] == "0"
    neighbours = [lex[i].kind for i in (left.first - 1, right.end + 1) if 0 <= i < len(lex)]
    return not right.has_unit and (is_zero_led or (left is right and "number" in neighbours))


def _compound_role(lex: list[Lexeme], measure: Measure, behind: Lexeme) -> Role | None:
    if behind.low in HYPHEN_COUNTED or behind.low in {"plus", "odd", "ish", "to"} or measure.number.style in {"share", "order"}:
        return None
    return "compound"


def _list_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role | None:
    measure = bounded.measure
    if measure.has_unit or len(bounded.measures) > 1 or measure.number.style != "digits" or measure.value >= 1000:
        return None
    after = word_at(lex, measure.last + 1)
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
    before = word_at(lex, at)
    if before == "." and word_at(lex, at - 1) in {"no", "nos", "vol", "fig", "apt", "art", "ch", "p", "pp"}:
        return "name"
    if before in LABELS and not measure.has_unit and not measure.number.is_scaled and measure.value.denominator == 1:
        token = tokens.at(lex[at])
        if before == "no" and lex[at].text not in {"No", "no"}:
            return None
        if token.tag_ in {"NN", "NNP", "JJ", "UH", "DT", "NNS", "VBN"} and not (
            before in {"case", "count", "year", "no", "day", "week", "hour"} and counts_plural(lex, bounded, tokens)
        ):
            return "name"
    if (
        measure.value in EMERGENCY_NUMBERS
        and before in DIALLING
        and measure.number.style == "digits"
        and not counts_plural(lex, bounded, tokens)
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
    before = lex[at] if at >= 0 and lex[at].kind == "word" else None
    if before is None:
        return False
    if measure.number.style == "words":
        return not is_title and _is_worded_name(lex, measure, before, tokens)
    words = lex[measure.first]
    is_named = any(c.isupper() for c in before.text)
    if measure.value < 0:
        return is_named and measure.value.denominator == 1
    if not is_named or "," in words.text or measure.value >= 10000 or measure.value.denominator > 1:
        return False
    if before.low in INDICES:
        return True
    token, name = tokens.at(words), tokens.at(before)
    if not is_title and token.ent_iob_ == "I" and token.ent_type_ in _NAMING_ENTITIES and name.ent_type_ == token.ent_type_:
        return True
    if is_title or name.tag_ not in {"NNP", "NNPS", "NN"} or counts_plural(lex, bounded, tokens):
        return False
    after = lex[measure.end + 1] if measure.end + 1 < len(lex) else None
    if after is not None and (after.low == "'s" or (after.kind == "word" and after.text[:1].isupper() and tokens.at(after).tag_ == "NNP")):
        return True
    if token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NN" and measure.value > 1:
        return True
    return bool(token.head.i == name.i or (token.dep_ in {"nummod", "appos", "compound", "nmod"} and token.head.i <= token.i))


def _is_worded_name(lex: list[Lexeme], measure: Measure, before: Lexeme, tokens: Tokens) -> bool:
    """ "Formula One", "the Six Nations": a capital inside a sentence."""
    words = lex[measure.first]
    if not words.text[:1].isupper():
        return False
    after = lex[measure.end + 1] if measure.end + 1 < len(lex) else None
    return before.text[:1].isupper() or (after is not None and after.text[:1].isupper())


def _one_role(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Role:
    """ "one" counts before a noun and alone ("killing one"); as a pronoun or article it does not."""
    before, after = word_at(lex, bounded.first - 1), word_at(lex, bounded.last + 1)
    measure = bounded.measure
    if after == "of" or word_at(lex, measure.first - 1) == "the":
        return "one"
    if bounded.modifier != "exact" or bounded.is_increment or measure.unit == "percent" or measure.is_money:
        return "quantity"
    if after in PRONOUN_ONE_BEFORE or (before in ONE_BEFORE and not measure.has_unit):
        return "one"
    token = tokens.at(lex[bounded.first])
    is_counting = token.tag_ == "CD" and (token.dep_ in {"nummod", "quantmod"} or measure.has_unit)
    if after in VAGUE_AFTER_ONE and before not in {"only", "just"}:
        return "vague one" if is_counting else "one"
    if token.tag_ != "CD" or (measure.has_unit and before == "at"):
        return "one"
    return "quantity" if is_counting or _is_harmed(token) else "one"


def _is_harmed(token: Token) -> bool:
    """ "killing one", "one injured": alone, "one" counts only who was hurt."""
    doc = token.doc
    follower = doc[token.i + 1].lemma_ if token.i + 1 < len(doc) else ""
    return follower in {*HARM_VERBS, "dead"} or (token.dep_ in {"dobj", "nsubj", "nsubjpass", "conj"} and token.head.lemma_ in HARM_VERBS)


def _context_role(lex: list[Lexeme], bounded: Bounded) -> Role:
    measure = bounded.measure
    before = word_at(lex, bounded.first - 1)
    if measure.unit in TIME_UNITS and not measure.is_hyphenated:
        if before in SPAN_BEFORE or word_at(lex, measure.end + 1) in DISTANCE_AFTER:
            return "time span"
        if word_at(lex, measure.end + 1) in {"to", "through", "ending"} and word_at(lex, measure.end + 2) in MONTHS:
            return "time span"
        if word_at(lex, measure.end + 1) == "from" and word_at(lex, measure.end + 2) == "now":
            return "time span"
    is_few = measure.number.style == "words" and 2 <= measure.value <= 10 and not measure.has_unit and len(bounded.measures) == 1
    if (
        is_few
        and bounded.modifier == "exact"
        and before in {"the", "these", "those"}
        and word_at(lex, bounded.last + 1) not in {"of", "others", "other"}
    ):
        return "anaphor"
    return "quantity"
