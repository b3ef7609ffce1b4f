"""What the parse tells about times: how far a "since" phrase reaches, which events stand for a time, and whether a verb looks ahead."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from services.extract.language.calendar import EVENT_NOUNS, FUTURE_WORDS, SCHEDULED_VERBS
from services.extract.quantities_tokens import Tokens

_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_EVENT_FRAME = re.compile(r"\b(?:before|during)\b", re.IGNORECASE)

Tense = Literal["past", "unknown", "future"]

_CLIMB_LIMIT = 6
_LONGEST_PHRASE = 40
_LONGEST_SENTENCE = 600
_FROM_END = frozenset({"end", "ended", "ending", "close", "fall", "collapse"})


class Phrase(NamedTuple):
    """A stretch of text that names a time by what happened."""

    start: int
    end: int
    holds_verb: bool
    is_from_end: bool
    """ "since the end of …": a span of years inside counts from its last."""
    is_time_alone: bool
    """It is a time even if no date stands inside."""
    sentence_start: int
    sentence_end: int


def since_phrases(doc: Doc, tokens: Tokens) -> list[Phrase]:
    """Every "since" with what hangs on it."""
    found = (_since(doc, tokens.at_character(match.start()), tokens) for match in _SINCE.finditer(tokens.text))
    return [phrase for phrase in found if phrase is not None]


def _since(doc: Doc, since: Token, tokens: Tokens) -> Phrase | None:
    is_clause = since.dep_ == "mark"
    if is_clause:
        head = since.head
        if head.i <= since.i:
            return None
    else:
        head = next((child for child in since.children if child.dep_ in {"pobj", "pcomp"} and child.i > since.i), since)
        if head is since:
            return None
    last = _right_edge(head)
    inside = doc[since.i + 1 : last + 1]
    verbs = [t for t in inside if t.pos_ == "VERB"]
    is_perfect = _is_perfect(head.head if is_clause else since.head)
    is_alone = (not is_clause and head.pos_ == "NOUN") or (is_clause and head.tag_ == "VBD" and is_perfect)
    is_from_end = any(t.lower_ in _FROM_END for t in inside)
    return Phrase(since.idx, doc[last].idx + len(doc[last].text), bool(verbs), is_from_end, is_alone, *_sentence_of(since, tokens))


def _right_edge(head: Token) -> int:
    """The last token under `head`, within the sentence's bounds, without closing marks and without what only a comma ties on."""
    last = head.i
    doc = head.doc
    for token in doc[head.i : min(len(doc), head.i + _LONGEST_PHRASE)]:
        if token.i > head.i and not _is_under(token, head):
            break
        if token.text in {",", ";", "—", "–"} and token.i > head.i + 1:
            break
        last = token.i
    while last > head.i and doc[last].pos_ in {"PUNCT", "SPACE", "CCONJ"} and doc[last].text not in {")", "”", '"'}:
        last -= 1
    return last


def _is_under(token: Token, head: Token) -> bool:
    for _ in range(_LONGEST_PHRASE):
        if token.i == head.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _is_perfect(verb: Token) -> bool:
    return any(child.lower_ in {"has", "have", "had", "'s", "'ve"} and child.dep_ == "aux" for child in verb.children)


def _sentence_of(token: Token, tokens: Tokens) -> tuple[int, int]:
    """Where the sentence of the token begins and ends, by its line and full stops: no parse has to be whole for it."""
    text = tokens.text
    first, last = max(0, token.idx - _LONGEST_SENTENCE), min(len(text), token.idx + _LONGEST_SENTENCE)
    start = max(text.rfind(". ", first, token.idx), text.rfind("\n", first, token.idx), first)
    stops = [at for mark in (". ", "\n") if (at := text.find(mark, token.idx, last)) >= 0]
    return start, min(stops, default=last)


def event_phrases(doc: Doc, tokens: Tokens) -> list[Phrase]:
    """ "before the earthquake", "during the Suez Crisis": a time by its event, of no known date."""
    found: list[Phrase] = []
    for match in _EVENT_FRAME.finditer(tokens.text):
        token = tokens.at_character(match.start())
        word = token.lower_
        if word not in {"before", "during"} or token.dep_ == "mark":
            continue
        noun = next((child for child in token.children if child.dep_ == "pobj"), None)
        if noun is None or noun.i < token.i or noun.i - token.i > 6:
            continue
        is_event = noun.lower_ in EVENT_NOUNS
        is_definite = token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"the", "this", "that", "its", "his", "her", "their"}
        is_named = noun.pos_ == "PROPN" and is_event
        if (word == "before" and is_event and is_definite) or (word == "during" and is_named):
            found.append(Phrase(token.idx, noun.idx + len(noun.text), False, False, True, *_sentence_of(token, tokens)))
    return found


def tense_of(token: Token) -> Tense:
    """Whether the verb that governs the token speaks of what was or of what is to come."""
    for _ in range(_CLIMB_LIMIT):
        if token.pos_ in {"VERB", "AUX"}:
            if _is_future(token):
                return "future"
            is_supposed = any(child.lower_ in {"if", "unless", "whether"} for child in token.children)
            return "past" if _is_past(token) and not is_supposed else "unknown"
        if token.lower_ in {"ahead", "upcoming", "due"}:
            return "future"
        if token.head.i == token.i:
            return "unknown"
        token = token.head
    return "unknown"


def _is_past(verb: Token) -> bool:
    if verb.tag_ == "VBD":
        return True
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if auxiliaries & {"was", "were", "had", "did", "has", "have"}:
        return True
    if verb.tag_ in {"VBN", "VBG", "VB"} and verb.head.i != verb.i:
        head = verb.head
        return head.tag_ == "VBD" or any(child.lower_ in {"was", "were", "had", "did", "has", "have"} for child in head.children)
    return False


def _is_future(verb: Token) -> bool:
    for _ in range(3):
        words = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass", "acomp", "advmod", "prt"}}
        if words & {"will", "shall", "'ll", "’ll", "wo", "would", "due"}:
            return True
        if verb.tag_ == "VBD" and verb.lemma_ not in FUTURE_WORDS:
            return False
        if words & {"have", "has", "had", "'ve"}:
            return False
        if "to" in words and verb.tag_ == "VB" and verb.head.i != verb.i:
            head = verb.head
            if any(child.lower_ == "had" for child in head.children):
                return False  # "had promised to pay by Friday": that day may be over
            if verb.dep_ in {"relcl", "acl", "advcl"} and verb.left_edge.i > 0 and verb.doc[verb.left_edge.i - 1].text == ",":
                return True  # "a ban, to take effect in January"
            if head.lower_ in FUTURE_WORDS or head.lemma_ in FUTURE_WORDS:
                return True
        if verb.lemma_ in SCHEDULED_VERBS and verb.tag_ in {"VBP", "VBZ"}:
            return True
        if verb.lemma_ in FUTURE_WORDS and verb.tag_ in {"VBP", "VBZ", "VBN", "VBG", "VB"}:
            return True
        if verb.head.i == verb.i or verb.head.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"ccomp", "advcl", "conj", "parataxis", "relcl"}:
            return False
        verb = verb.head
    return False
