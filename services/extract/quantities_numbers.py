"""Reads one number at a place in a line: digits, words, both mixed, fractions, and words of order. Pure.

1.5 million   two dozen   forty-two   a hundred and five   half a million   2½   two-thirds   tens of thousands   several hundred
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from services.extract.language.numbers import (
    ATTACHED_SCALES,
    ORDERS,
    TENS,
    UNITS,
    VAGUE_COUNTS,
    VULGAR_FRACTIONS,
)
from services.extract.quantities_lexemes import MAX_DIGITS, Lexeme, touches
from services.extract.quantities_words import Number, after_article, half, order_word, scaled, scales_behind, vague, worded

_STARTERS = frozenset({*UNITS, *TENS, *ORDERS, *VAGUE_COUNTS, "a", "an", "half"})


def read_number(lex: list[Lexeme], i: int) -> Number | None:
    """The longest number that begins at lexeme `i`, None where none does."""
    here = lex[i]
    if here.kind == "word" and here.low not in _STARTERS and not here.low.endswith("fold"):
        return None
    if here.kind == "number":
        return _digits(lex, i)
    if here.text in VULGAR_FRACTIONS:
        return Number(i, i, VULGAR_FRACTIONS[here.text], "share")
    if here.kind != "word":
        return None
    word = here.low
    if word in VAGUE_COUNTS:
        return vague(lex, i)
    if word in ORDERS:
        return order_word(lex, i)
    if word in {"a", "an"}:
        return after_article(lex, i)
    if word == "half":
        return half(lex, i, i)
    if word in UNITS or word in TENS:
        return worded(lex, i)
    if word.endswith("fold") and (word[:-4] in UNITS or word[:-4] in TENS):
        return Number(i, i, Fraction(UNITS.get(word[:-4]) or TENS.get(word[:-4], 0)), "words", is_fold=True)
    return None


def _digits(lex: list[Lexeme], i: int) -> Number | None:
    text = lex[i].text.replace(",", "")
    if (len(text) > MAX_DIGITS and "," not in lex[i].text) or len(text) > 2 * MAX_DIGITS:
        return None
    value, last = Fraction(text), i
    grouped = _spaced_groups(lex, i)
    if grouped > i:
        text = "".join(x.text for x in lex[i : grouped + 1])
        if len(text) > MAX_DIGITS:
            return None
        value, last = Fraction(text), grouped
    follower = lex[last + 1] if last + 1 < len(lex) else None
    if follower and follower.text in VULGAR_FRACTIONS and touches(lex[last], follower):
        value, last = value + VULGAR_FRACTIONS[follower.text], last + 1
    elif follower and follower.text in {"/", "⁄"} and last + 2 < len(lex) and lex[last + 2].kind == "number":
        part = _slashed(lex, last)
        if part is not None:
            return part
    elif follower and last + 3 < len(lex) and lex[last + 2].text in {"/", "⁄"} and not touches(lex[last], follower):
        part = _slashed(lex, last + 1)
        if part is not None and part.value < 1:
            return replace(part, first=i, value=value + part.value, style="digits")
    number = Number(i, last, value, "digits")
    if follower and follower.kind == "word" and touches(lex[last], follower) and follower.text in ATTACHED_SCALES:
        if follower.text == "m":
            return replace(number, metres_or_millions=True)
        number = scaled(number, last + 1, ATTACHED_SCALES[follower.text])
    return scales_behind(lex, number)


def _spaced_groups(lex: list[Lexeme], i: int) -> int:
    """The last lexeme of "10 000 000", groups of three digits with one blank between them."""
    last = i
    if not lex[i].text.isdigit() or len(lex[i].text) > 3:
        return i
    while last + 1 < len(lex):
        after = lex[last + 1]
        if after.kind != "number" or len(after.text) != 3 or after.start - lex[last].end != 1 or after.text != "000":
            break
        last += 1
    return last


def _slashed(lex: list[Lexeme], i: int) -> Number | None:
    """ "2/3" as a share; dates and addresses ("9/11", "24/7") are none."""
    if i + 2 >= len(lex) or lex[i].kind != "number" or lex[i + 2].kind != "number" or lex[i + 1].text not in {"/", "⁄"}:
        return None
    above, below = lex[i].text, lex[i + 2].text
    if not (above.isdigit() and below.isdigit() and touches(lex[i], lex[i + 1]) and touches(lex[i + 1], lex[i + 2])):
        return None
    if i + 3 < len(lex) and lex[i + 3].text == "/" and touches(lex[i + 2], lex[i + 3]):
        return None
    if not (0 < int(above) < int(below) <= 10) or len(above) > 2:
        return None
    return Number(i, i + 2, Fraction(int(above), int(below)), "share")
