"""English word forms: enough to bring the inflections of one word together. No dictionary, no model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_VOWELS: Final = "aeiou"
WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", re.UNICODE)


def word_set(text: str) -> frozenset[str]:
    """The words of a table that is written as running text."""
    return frozenset(text.split())


PRONOUNS: Final = word_set("it they he she we its their his her")
"""Words for a participant who was named before."""

STOP_WORDS: Final = word_set(
    """
    a an the this that these those some any all each every both either neither no not only own same such other another more most less
    least few many much several i me my we us our you your he him his she her hers it its they them their theirs who whom whose which
    what when where why how there here of in on at by for to from with without into onto over under above below between among through
    during before after since until against about around near across along off out up down as than then so too very just also still
    already yet now again ever never once if or and but nor because while although though whether per via amid is am are was were be
    been being has have had having do does did done doing will would shall should can could may might must ought said says say told
    tells according reportedly one two three four five six seven eight nine ten hundred hundreds thousand thousands million millions
    billion billions dozen dozens thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
    eighty ninety half quarter third others rest
    """
)
"""Words that carry no content for comparing claims."""


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, possessive `'s` cut off."""
    return list(_words_of(text))


@lru_cache(maxsize=1 << 10)
def _words_of(text: str) -> tuple[str, ...]:
    """Each claim's words and sentence are asked for several times, one claim after the other."""
    return tuple(word[:-2] if word.endswith(("'s", "’s")) else word for word in WORD.findall(text.lower()))


def forms_of(base: str) -> Iterator[str]:
    """The regular inflections of a noun or a verb, itself included."""
    yield base
    if base.endswith("y") and len(base) > 2 and base[-2] not in _VOWELS:
        yield from (base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    elif base.endswith("e"):
        yield from (base + "s", base + "d", base[:-1] + "ing")
    else:
        yield from (base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s"), base + "ed", base + "ing")
        if len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS:
            yield from (base + base[-1] + "ed", base + base[-1] + "ing")


def table_of(lines: str) -> dict[str, str]:
    """Every form of every word of a `kind word word …` table, to its kind. A form keeps the first kind that claims it."""
    found: dict[str, str] = {}
    rows = [line.split() for line in lines.strip().splitlines()]
    for row in rows:
        for base in row[1:]:
            found.setdefault(base, row[0])
    for row in rows:
        for base in row[1:]:
            for form in forms_of(base):
                found.setdefault(form, row[0])
    return found


def stem(word: str) -> str:
    """A common stem of a word's regular inflections, for words that no table knows: `neighbours` and `neighbour`, `signed` and `sign`."""
    for ending, keep, least in (
        ("ies", "y", 5),
        ("ied", "y", 5),
        ("sses", "ss", 5),
        ("ing", "", 6),
        ("ed", "", 5),
        ("es", "", 5),
        ("s", "", 4),
    ):
        if word.endswith(ending) and len(word) >= least and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + keep
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
