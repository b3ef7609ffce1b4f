"""Whether a quantity is the amount of a rise or fall ("fell by 5 %", "a 3-point drop") or a level ("rose to 40")."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from schemas.claims import Movement
from services.extract.drafts import Letters, Reason
from services.extract.language.changes import (
    COLLECTING,
    DOWN_FORMS,
    DOWN_NOUNS,
    DOWN_PARTICLES,
    DOWN_VERBS,
    GAINING_OR_LOSING,
    MARGIN_VERBS,
    NEUTRAL_VERBS,
    UP_FORMS,
    UP_NOUNS,
    UP_PARTICLES,
    UP_VERBS,
)
from services.extract.language.units import DIMENSIONS, SHARE_UNITS
from services.extract.quantities_bounds import Bounded
from services.extract.quantities_lexemes import DASHES, Lexeme
from services.extract.quantities_tokens import Tokens
from services.extract.rules import QuantityRule

_CLIMB_LIMIT = 4


class Change(NamedTuple):
    movement: Movement
    is_verbal: bool
    """A verb or particle says so, not a noun ("a rise of")."""
    reasons: tuple[Reason, ...] = ()


STILL = Change("none", False)


def _change(is_up: bool, is_verbal: bool, start: int, end: int) -> Change:
    rule = QuantityRule.CHANGE_VERB if is_verbal else QuantityRule.CHANGE_NOUN
    return Change("up" if is_up else "down", is_verbal, (Reason(rule, (Letters(start, end),)),))


def change_of(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Change:
    """Is the number the amount of a rise or fall ("fell by 5 %", "up 19 cents", "a 3-point drop")?"""
    if _describes(lex, bounded):
        return STILL
    at = bounded.first - 1
    if at >= 0 and lex[at].low in {"to", "at", "from", "in", "on", "with", "for"}:
        return STILL
    is_by = at >= 0 and lex[at].low == "by"
    if is_by:
        at -= 1
    while at >= 0 and lex[at].low in {
        "a",
        "an",
        "the",
        "just",
        "only",
        "some",
        "much",
        "sharply",
        "slightly",
        "further",
        "another",
        "even",
    }:
        at -= 1
    if at >= 0:
        before = lex[at].low
        if before in UP_PARTICLES | DOWN_PARTICLES and not _is_comparison(lex, at) and not _is_phrasal(tokens.at(lex[at])):
            return _change(before in UP_PARTICLES, True, lex[at].start, lex[at].end)
        if _modifies_noun(lex, bounded, tokens):
            return _changing_noun(lex, bounded) or STILL
        verb = UP_FORMS.get(before) or DOWN_FORMS.get(before)
        if verb is not None and tokens.at(lex[at]).pos_ in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"} and _moves(verb, bounded, is_by):
            is_verb = tokens.at(lex[at]).pos_ not in {"NOUN", "ADJ"} or not is_by
            return _change(before in UP_FORMS, is_verb, lex[at].start, lex[at].end)
    noun = _changing_noun(lex, bounded)
    if noun is not None:
        return noun
    return _by_parse(lex, bounded, tokens, is_by)


def _describes(lex: list[Lexeme], bounded: Bounded) -> bool:
    """ "60m deep", "a three-metre storm surge": how large a thing is, not how far it moved."""
    measure = bounded.measure
    after = lex[measure.end + 1].low if measure.end + 1 < len(lex) else ""
    return measure.has_unit and after in DIMENSIONS


def _is_comparison(lex: list[Lexeme], at: int) -> bool:
    return lex[at].low in {"higher", "lower"} and at > 0 and lex[at - 1].low in {"the", "a"}


def _is_phrasal(particle: Token) -> bool:
    """ "gave up 40 yards", "set up 3 camps": the particle belongs to a verb that moves no figure."""
    if particle.dep_ != "prt":
        return False
    lemma = particle.head.lemma_
    return lemma not in UP_VERBS | DOWN_VERBS | NEUTRAL_VERBS


def _modifies_noun(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> bool:
    """ "added a 10-tonne weight", "raised a $5 million fund": the measure describes a thing."""
    at = max(bounded.last, bounded.measure.end) + 1
    if at >= len(lex) or lex[at].kind != "word" or bounded.measure.unit in {"count", "percent"}:
        return False
    return tokens.at(lex[at]).pos_ == "NOUN" and tokens.at(lex[at]).tag_ == "NN" and _noun_change(lex[at]) is None


def _moves(verb: str, bounded: Bounded, is_by: bool) -> bool:
    measure = bounded.measure
    if is_by:
        return verb not in MARGIN_VERBS
    if verb in COLLECTING and measure.unit != "percent":
        return False
    if verb in GAINING_OR_LOSING and (measure.per is not None or (verb == "lose" and measure.is_money)):
        return False
    return measure.unit != "count" or verb not in GAINING_OR_LOSING


def _changing_noun(lex: list[Lexeme], bounded: Bounded) -> Change | None:
    """ "a 5 % drop", "an increase of 600 jobs", "a rise in prices of 5 %"."""
    end = max(bounded.last, bounded.measure.end)
    for step in (1, 2):
        if step == 2 and bounded.measure.is_hyphenated and lex[end + 1].text not in DASHES and bounded.measure.unit not in SHARE_UNITS:
            break
        if end + step < len(lex) and lex[end + step].kind == "word" and (bounded.measure.has_unit or bounded.measure.is_hyphenated):
            change = _noun_change(lex[end + step])
            if change is not None:
                return change
        elif end + step < len(lex) and lex[end + step].text in DASHES:
            continue
        else:
            break
    at = bounded.first - 1
    if at > 0 and lex[at].low == "of":
        return _noun_change(lex[at - 1])
    return None


def _noun_change(noun: Lexeme) -> Change | None:
    word = noun.low
    singular = word[:-1] if word.endswith("s") and word not in {"loss"} else word
    if singular in UP_NOUNS or singular in DOWN_NOUNS:
        return _change(singular in UP_NOUNS, False, noun.start, noun.end)
    return None


def _by_parse(lex: list[Lexeme], bounded: Bounded, tokens: Tokens, is_by: bool) -> Change:
    """The verb may stand apart from its amount: "expects to grow sales by 35 %", "fell a further 3 %"."""
    if not bounded.measure.has_unit and not is_by:
        return STILL
    if is_by:
        head = tokens.at(lex[bounded.first - 1]).head
    else:
        verb = _verb_over(tokens.at(lex[bounded.measure.number.last]), tokens.at(lex[max(bounded.last, bounded.measure.end)]).i)
        if verb is None:
            return STILL
        head = verb
    lemma = head.lemma_.lower()
    if lemma in NEUTRAL_VERBS:
        particle = next((c for c in head.children if c.lower_ in UP_PARTICLES | DOWN_PARTICLES), None)
        return STILL if particle is None else _told(particle.lower_ in UP_PARTICLES, True, particle)
    if lemma in UP_VERBS and _moves(lemma, bounded, is_by):
        return _told(True, True, head)
    if lemma in DOWN_VERBS and _moves(lemma, bounded, is_by):
        return _told(False, True, head)
    if lemma in UP_NOUNS | DOWN_NOUNS and is_by:
        return _told(lemma in UP_NOUNS, False, head)
    return STILL


def _told(is_up: bool, is_verbal: bool, by: Token) -> Change:
    return _change(is_up, is_verbal, by.idx, by.idx + len(by.text))


def _verb_over(token: Token, last: int) -> Token | None:
    """The verb whose bare amount the number is, token `last` ending it; None where a preposition or another noun stands between."""
    for _ in range(_CLIMB_LIMIT):
        head = token.head
        if head.i == token.i or head.dep_ == "prep":
            return None
        if head.pos_ == "VERB":
            return head if token.dep_ in {"npadvmod", "dobj", "advmod"} else None
        if head.pos_ not in {"NUM", "NOUN", "SYM"} or (head.i > last and head.lemma_.lower() not in UP_NOUNS | DOWN_NOUNS):
            return None
        token = head
    return None
