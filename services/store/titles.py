"""A thread's title: its most central claim's own words, put as a question. Nothing is invented but the question word.

Pure: takes data and returns data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.store.language.titles import POINTING, SPEAKING, TAIL, WEEKDAY

_IDEAL_CHARS: Final = 60
"""A headline's length: shorter claims lack their circumstances, longer ones ramble."""
_MAX_CHARS: Final = 120
_LEAST_WORDS: Final = 3
"""Words that are left of a claim whose tail is cut off."""
_TAIL: Final = re.compile(TAIL, re.IGNORECASE)
_WEEKDAY: Final = re.compile(WEEKDAY, re.IGNORECASE)
_FIRST_WORD: Final = re.compile(r"[“”\"'‘(]*([\w’']+)")
_DETERMINER: Final = re.compile(r"\b(?:the|a|an|its|their|another) $", re.IGNORECASE)
_PERCENT: Final = re.compile(r"%|per ?cent", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[“”\"]")


class Candidate(NamedTuple):
    """What the choice of a title looks at."""

    claim_id: UUID
    position: str
    answer: dict[str, Any]


IN_OTHER_WORDS: Final = "in_other_words"
"""What says of an answer that the thread's question is not in its words (`wordings.py`)."""
_LEAD, _NEGATIVE = 6, 3
"""Characters of a standing that count before the number of those who give the answer, and which of them tells a denial."""


def standing_of(candidate: Candidate) -> str:
    """The standing of a claim among those that give its answer, the first in the alphabet is best: figures before words, the question's
    own words, words that can be read alone, what is so, no colon, words that begin with the figure, of a headline's length."""
    answer = candidate.answer
    is_own = IN_OTHER_WORDS not in answer
    return f"{_standing(answer['words'], answer['value_text'], answer['polarity'], is_own)}{candidate.claim_id.hex}"


@lru_cache(maxsize=1 << 14)
def _standing(said: str, value_text: str | None, polarity: str, is_own: bool) -> str:
    answer = {"words": said, "value_text": value_text}
    words = _told(answer)
    lead = (
        value_text is None,
        not is_own,
        _points_elsewhere(words),
        polarity == "negative",
        ":" in words,
        _at(words, _figure(answer)) != 0,
    )
    return f"{''.join(str(int(flag)) for flag in lead)}{abs(len(words) - _IDEAL_CHARS):06}"


def centrality(standing: str, shared: int) -> tuple[str, int, str]:
    """The order in which claims are central, the least first; `shared` claims give its answer."""
    return standing[:_LEAD], -shared, standing[_LEAD:]


def denies(standing: str) -> bool:
    """Whether the claims of this standing say that it is not so."""
    return standing[_NEGATIVE] == "1"


def title_of(candidates: Iterable[Candidate]) -> str:
    """The title of a thread with these members; the same for the same set."""
    members = list(candidates)
    shared = Counter(member.position for member in members)
    return as_question(min(members, key=lambda each: centrality(standing_of(each), shared[each.position])).answer)


def _told(answer: dict[str, Any]) -> str:
    """The claim's words without what is only of its day: what follows a comma, and the weekday. A figure that asks is never cut off."""
    words = _WEEKDAY.sub("", " ".join(answer["words"].split())).rstrip(" .,;:?!–—-")
    tail = next((match for match in _TAIL.finditer(words) if len(words[: match.start()].split()) >= _LEAST_WORDS), None)
    short = words[: tail.start()] if tail else words
    return short if answer["value_text"] is None or _figure(answer) in short else words


def _figure(answer: dict[str, Any]) -> str:
    return " ".join((answer["value_text"] or "").split())


def _at(words: str, figure: str) -> int:
    """Where a figure stands in the words by itself: not within another ("2" in "6.2"), nor before a hyphen ("6.9-magnitude")."""
    at = words.find(figure) if figure else -1
    while at >= 0:
        end = at + len(figure)
        if not _goes_on(words[at - 1 : at], "_.,") and not _goes_on(words[end : end + 1], "_-"):
            return at
        at = words.find(figure, at + 1)
    return -1


def _goes_on(sign: str, joints: str) -> bool:
    """Whether what stands beside a figure belongs to it."""
    return sign.isalnum() or (sign != "" and sign in joints)


def _points_elsewhere(words: str) -> bool:
    """Whether the words need others to be understood ("he did", "which had been"), or break off a quotation."""
    first = _FIRST_WORD.match(words)
    return first is None or first.group(1).lower() in POINTING or len(words.split()) < _LEAST_WORDS or _breaks_off(words)


def _breaks_off(words: str) -> bool:
    """Whether one mark of a quotation stands without the other."""
    return len(_QUOTED.findall(words)) % 2 == 1


def as_question(answer: dict[str, Any]) -> str:
    """A claim's own words as a question."""
    words, figure = _told(answer), _figure(answer)
    at = _at(words, figure)
    if at >= 0:
        rest = words[at + len(figure) :].strip()
        words = f"{_DETERMINER.sub('', words[:at])}{_asked(answer, figure, rest)} {rest}".strip()
    if _breaks_off(words):
        words = " ".join(_QUOTED.sub(" ", words).split())
    words = _cut(words[:1].upper() + words[1:])
    first = _FIRST_WORD.match(words)
    return f"“{words}”?" if first and first.group(1).lower() in SPEAKING else f"{words}?"


def _asked(answer: dict[str, Any], figure: str, rest: str) -> str:
    """The question word in the figure's place."""
    if answer["unit"] == "percent":
        if rest.startswith("of ") or not rest:
            return "what share" if rest else "what percentage"
        return "what percentage" if _PERCENT.search(figure) else "what share of"
    has_unit = any(letter.isalpha() for letter in figure.split(" ")[-1]) and not rest
    return "how many" if answer["unit"] == "count" or (rest and not _is_money(answer["unit"])) or not has_unit else "how much"


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _cut(words: str) -> str:
    words = words.strip(" ,")
    if len(words) <= _MAX_CHARS:
        return words
    return words[:_MAX_CHARS].rsplit(" ", 1)[0] + " …"
