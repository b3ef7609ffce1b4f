"""A line of text as numbers, words and signs, whatever the model's tokenizer made of it. Pure and linear.

The tokenizer cuts "£2.3bn", "10km", "C$2.24m" and "5-10W" differently from release to release; the grammar of numbers needs them cut in
one way: digits apart from letters apart from signs.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from services.extract.language.numbers import FRACTIONS, ORDERS, SCALES, TENS, UNITS, VULGAR_FRACTIONS

Kind = Literal["number", "word", "sign"]

_LEXEME = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])|[0-9]+(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+)"
    r"|(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_MENTION = re.compile(
    r"[0-9"
    + "".join(VULGAR_FRACTIONS)
    + r"]|\b(?:"
    + "|".join(sorted({*UNITS, *TENS, *SCALES, *FRACTIONS, *ORDERS, "dozen"}, key=len, reverse=True))
    + r"|[a-z]+fold)\b",
    re.IGNORECASE,
)
MAX_DIGITS = 12
"""Longer digit strings are identifiers, no numbers of the news."""


class Lexeme(NamedTuple):
    """One number, word or sign; `low` is its lower-case form, offsets count in the whole text."""

    kind: Kind
    text: str
    low: str
    start: int
    end: int


def lines_with_numbers(text: str) -> list[tuple[int, int]]:
    """The lines that mention any number, as (start, end): the rest need no reading."""
    lines: list[tuple[int, int]] = []
    last = -1
    for mention in _MENTION.finditer(text):
        if mention.start() < last:
            continue
        start = text.rfind("\n", 0, mention.start()) + 1
        end = text.find("\n", mention.start())
        last = len(text) if end < 0 else end
        lines.append((start, last))
    return lines


def lexemes_of(text: str, start: int, end: int) -> list[Lexeme]:
    """The lexemes of `text[start:end]`."""
    lexemes: list[Lexeme] = []
    for found in _LEXEME.finditer(text, start, end):
        words = found[0]
        kind: Kind = found.lastgroup  # type: ignore[assignment]
        lexemes.append(Lexeme(kind, words, words.lower().replace("’", "'"), found.start(), found.end()))
    return lexemes


def touches(left: Lexeme, right: Lexeme) -> bool:
    """True when nothing stands between the two."""
    return left.end == right.start


DASHES = frozenset("-–—‑‒−")
