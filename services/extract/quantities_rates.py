"""What a rate is taken over: "per month", "a day", "every year", "a barrel", "per 100,000 people". Pure."""

from __future__ import annotations

from services.extract.language.numbers import SCALES
from services.extract.language.units import (
    GLUED_ONLY,
    PER_ADVERBS,
    PRICED_BY,
    RATE_STOPS,
    TIME_UNITS,
    UNITS,
)
from services.extract.quantities_lexemes import Lexeme, touches

_RATE_WINDOW = 5


def rate_behind(lex: list[Lexeme], end: int, *, is_money: bool, is_count: bool) -> tuple[str | None, int]:
    """What a rate is taken over, and where a number in it ends: "per month", "a day", "every year", "/kg", "daily"."""
    at, limit = end + 1, min(len(lex), end + 1 + _RATE_WINDOW)
    while at < limit:
        word = lex[at].low
        after = lex[at + 1].low if at + 1 < len(lex) else ""
        if word == "per" and after not in {"", "cent"}:
            return _denominator(lex, at + 1)
        if word in {"a", "an"} and at == end + 1 and is_money and after in PRICED_BY:
            return _unit_word(after), 0
        if word == "/" and end + 1 == at and at + 1 < len(lex) and lex[at + 1].kind == "word" and touches(lex[at], lex[at + 1]):
            return _unit_word(after), 0
        if word == "-" and after == "a" and at + 3 < len(lex) and _unit_word(lex[at + 3].low) in TIME_UNITS:
            return _unit_word(lex[at + 3].low), 0
        if word in {"a", "an", "each", "every"} and _unit_word(after) in TIME_UNITS:
            behind = lex[at + 2].low if at + 2 < len(lex) else ""
            is_time = (at > 0 and lex[at - 1].low in {"in", "within", "for", "after", "over"}) or behind in {
                "ago",
                "earlier",
                "later",
                "before",
                "after",
                "-",
                "from",
                "on",
                "when",
            }
            return (None if is_time else _unit_word(after)), 0
        if word in PER_ADVERBS and (end + 1 == at or at + 1 == len(lex) or lex[at + 1].kind == "sign" or is_count):
            return PER_ADVERBS[word], 0
        if lex[at].kind != "word" or word in RATE_STOPS:
            return None, 0
        at += 1
    return None, 0


_PER_WORDS = {"capita": "person", "head": "person", "annum": "year", "diem": "day"}


def _denominator(lex: list[Lexeme], at: int) -> tuple[str | None, int]:
    if lex[at].kind == "number":
        words = [lex[at].text]
        at += 1
        while at < len(lex) and lex[at].low in SCALES:
            words.append(lex[at].low)
            at += 1
        if at < len(lex) and lex[at].kind == "word":
            words.append(lex[at].low)
            at += 1
        return " ".join(words), at - 1
    if lex[at].kind != "word":
        return None, 0
    return _PER_WORDS.get(lex[at].low) or _unit_word(lex[at].low), 0


def _unit_word(word: str) -> str:
    return UNITS.get((word,), word) if word not in GLUED_ONLY or word == "h" else {"h": "hour"}.get(word, word)
