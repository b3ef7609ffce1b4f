"""A thread's title: its most central claim's own words, put as a question. Nothing is invented.

Pure: takes data and returns data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple
from uuid import UUID

_IDEAL_CHARS: Final = 70
"""A headline's length: shorter claims lack their circumstances, longer ones ramble."""
_MAX_CHARS: Final = 160


class Candidate(NamedTuple):
    """What the choice of a title looks at."""

    claim_id: UUID
    position: str
    answer: dict[str, Any]


_LEAD: Final = 3
"""Characters of a standing that count before the number of those who give the answer."""


def standing_of(candidate: Candidate) -> str:
    """The standing of a claim among those that give its answer, the first in the alphabet is best: figures before words, words that begin
    with the figure, of a headline's length."""
    answer = candidate.answer
    lead = (answer["polarity"] == "negative", answer["value_text"] is None, not _begins_with_figure(answer))
    return f"{''.join(str(int(flag)) for flag in lead)}{abs(len(answer['words']) - _IDEAL_CHARS):06}{candidate.claim_id.hex}"


def centrality(standing: str, shared: int) -> tuple[str, int, str]:
    """The order in which claims are central, the least first; `shared` claims give its answer."""
    return standing[:_LEAD], -shared, standing[_LEAD:]


def title_of(candidates: Iterable[Candidate]) -> str:
    """The title of a thread with these members; the same for the same set."""
    members = list(candidates)
    shared = Counter(member.position for member in members)
    return as_question(min(members, key=lambda each: centrality(standing_of(each), shared[each.position])).answer)


def _begins_with_figure(answer: dict[str, Any]) -> bool:
    figure = answer["value_text"]
    return bool(figure) and answer["words"].startswith(figure) and len(answer["words"]) > len(figure) + 3


def as_question(answer: dict[str, Any]) -> str:
    """A claim's own words as a question."""
    words = " ".join(answer["words"].split()).rstrip(" .?!")
    if _begins_with_figure(answer):
        rest = words[len(" ".join(answer["value_text"].split())) :].strip(" ,")
        if answer["unit"] == "count" and not rest.startswith("of "):
            return f"How many {_cut(rest)}?"
        if rest.startswith("of "):
            return f"How {'many' if answer['unit'] == 'count' else 'much'} {_cut(rest)}?"
    return f"{_cut(words[0].upper() + words[1:])}?"


def _cut(words: str) -> str:
    if len(words) <= _MAX_CHARS:
        return words
    return words[:_MAX_CHARS].rsplit(" ", 1)[0] + " …"
