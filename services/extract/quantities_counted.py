"""What a quantity counts, and whose that is.

Reads the parse, and guesses nothing where it is silent.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from services.extract.drafts import Letters, Reason
from services.extract.language.changes import (
    DOWN_VERBS,
    UP_VERBS,
)
from services.extract.language.labels import COUNT_NOUNS, HARM_VERBS, HARMED, LEVEL_VERBS
from services.extract.language.numbers import FRACTIONS
from services.extract.quantities_bounds import Bounded
from services.extract.quantities_lexemes import Lexeme
from services.extract.quantities_tokens import Tokens
from services.extract.rules import QuantityRule

_CLIMB_LIMIT = 4
_NOUN_WINDOW = 4


class Counted(NamedTuple):
    """The head noun of what is counted; offsets are None where the text only implies it."""

    words: str
    start: int | None
    end: int | None
    noun: Token | None
    reason: Reason


def counted_by(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Counted | None:
    """What the number counts: "special forces", "cases"; None for measures and money."""
    measure = bounded.measure
    if measure.unit not in {"count", "percent"}:
        return None
    is_count = measure.unit == "count" and measure.number.style != "share"
    if is_count and not measure.per_end:
        harmed = _harmed(lex, bounded, tokens)
        if harmed is not None:
            return _people(harmed.start, harmed.end)
        noun = _noun_behind(lex, measure.number.last, tokens) or _noun_next(lex, measure.number.last, tokens)
        if noun is not None:
            return _named(noun, QuantityRule.COUNTED_NOUN)
    rule = QuantityRule.OF_NOUN
    noun = _noun_after_of(lex, max(bounded.last, measure.end), tokens)
    if noun is None and measure.number.style == "share" and lex[measure.number.last].low not in FRACTIONS:
        noun, rule = _noun_next(lex, measure.number.last, tokens), QuantityRule.COUNTED_NOUN
    if noun is not None:
        return _named(noun, rule)
    return _implied(tokens.at(lex[measure.number.last])) if is_count else None


def _people(start: int, end: int) -> Counted:
    return Counted("people", None, None, None, Reason(QuantityRule.HARMED, (Letters(start, end),)))


def _harmed(lex: list[Lexeme], bounded: Bounded, tokens: Tokens) -> Lexeme | None:
    """ "17 injured", "six dead": who is meant goes without saying."""
    at = max(bounded.last, bounded.measure.end) + 1
    if at < len(lex) and lex[at].low in {"were", "was", "are", "others", "have"}:
        at += 1
    is_harm = at < len(lex) and (
        lex[at].low in HARMED or (tokens.at(lex[at]).lemma_.lower() in HARM_VERBS and tokens.at(lex[at]).tag_ == "VBN")
    )
    return lex[at] if is_harm else None


def _noun_next(lex: list[Lexeme], last: int, tokens: Tokens) -> Token | None:
    """Where the heads are wrong, the noun that follows: "one hundred and twenty thousand ballots"."""
    for lexeme in lex[last + 1 : last + 1 + _NOUN_WINDOW]:
        token = tokens.at(lexeme)
        if token.tag_ in {"NNS", "NNPS"} or (token.tag_ == "NN" and lexeme.low == "people"):
            return token
        if lexeme.kind != "word" or token.pos_ not in {"ADJ", "NOUN", "PROPN"}:
            break
    return None


def _noun_behind(lex: list[Lexeme], last: int, tokens: Tokens) -> Token | None:
    token = tokens.at(lex[last])
    for _ in range(_CLIMB_LIMIT):
        head = token.head
        if token.dep_ not in {"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod", "advmod"} or head.i == token.i:
            return None
        if head.pos_ in {"NOUN", "PROPN"} and head.i > tokens.at(lex[last]).i:
            return head
        token = head
    return None


def _noun_after_of(lex: list[Lexeme], end: int, tokens: Tokens) -> Token | None:
    at = end if lex[end].low == "of" else end + 1
    if at + 1 >= len(lex) or lex[at].low != "of":
        return None
    preposition = tokens.at(lex[at])
    for child in preposition.children:
        if child.dep_ == "pobj":
            return child if child.pos_ in {"NOUN", "PROPN"} else None
    return None


def _named(noun: Token, rule: QuantityRule) -> Counted:
    first = noun
    doc = noun.doc
    while first.i > 0:
        before = doc[first.i - 1]
        is_part = before.head.i in {noun.i, first.i} and before.dep_ == "compound" and before.tag_ == "NN" and before.lower_ != "dozen"
        if not is_part or (before.i > 0 and doc[before.i - 1].text == "-"):
            break
        first = before
    start, end = first.idx, noun.idx + len(noun.text)
    return Counted(noun.doc[first.i : noun.i + 1].text, start, end, noun, Reason(rule, (Letters(start, end),)))


def _implied(number: Token) -> Counted | None:
    """A bare number: "five were injured" (people), "visits rose to 74" (visits), "the toll stands at 60" (deaths)."""
    token = number
    for _ in range(_CLIMB_LIMIT):
        head = token.head
        if head.i == token.i:
            return None
        if head.pos_ in {"VERB", "AUX"}:
            return _implied_by_verb(token, head)
        token = head
    return None


def _implied_by_verb(argument: Token, verb: Token) -> Counted | None:
    is_object = argument.dep_ in {"dobj", "nsubjpass"}
    is_subject = argument.dep_ in {"nsubj", "nsubjpass"}
    if verb.lemma_ in HARM_VERBS and (is_object or (is_subject and verb.lemma_ in {"die", "drown", "perish"})):
        return _people(*_place_of(verb))
    if is_subject or not (verb.lemma_ in LEVEL_VERBS or verb.lemma_ in UP_VERBS or verb.lemma_ in DOWN_VERBS):
        return None
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.pos_ != "NOUN":
        return None
    if subject.lower_ == "toll":
        return Counted("deaths", None, None, subject, Reason(QuantityRule.IMPLIED, (Letters(*_place_of(subject)),)))
    if subject.lower_ in COUNT_NOUNS:
        for child in subject.children:
            if child.lower_ == "of":
                inner = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ == "NOUN"), None)
                return _named(inner, QuantityRule.IMPLIED) if inner is not None else None
        return None
    return _named(subject, QuantityRule.IMPLIED)


def _place_of(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token.text)


def entity_of(counted: Counted | None) -> str | None:
    """Whose they are, as the noun phrase says it: "Peruvian" divers, "Peru's" mines, voters "in Kenya"."""
    if counted is None or counted.noun is None:
        return None
    noun = counted.noun
    owners = [child for child in noun.children if child.i < noun.i and child.dep_ == "poss" and child.pos_ == "PROPN"]
    if owners:
        return _name_of(owners[0])
    adjectives = [
        c
        for c in noun.children
        if c.i < noun.i and c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper() and c.pos_ in {"ADJ", "PROPN"}
    ]
    if adjectives:
        return _name_of(adjectives[-1])
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "from"}:
            inner = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
            if inner is not None:
                return _name_of(inner)
    return None


def _name_of(token: Token) -> str:
    """The name that `token` heads, without what hangs on it."""
    first = token
    doc = token.doc
    while (
        first.i > 0
        and doc[first.i - 1].text[:1].isupper()
        and doc[first.i - 1].head.i in {token.i, first.i}
        and doc[first.i - 1].dep_ in {"compound", "amod", "nmod"}
    ):
        first = doc[first.i - 1]
    return str(doc[first.i : token.i + 1].text)
