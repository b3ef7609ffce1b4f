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


class Standing(NamedTuple):
    """What speaks against a claim as the central one, beside how many give its answer; the least is best."""

    is_negative: bool
    has_no_figure: bool
    is_lead_by_words: bool
    off_length: int
    claim_id: str


def standing_of(candidate: Candidate) -> Standing:
    """The standing of a claim among those that give its answer."""
    answer = candidate.answer
    return Standing(
        answer["polarity"] == "negative",
        answer["value_text"] is None,
        not _begins_with_figure(answer),
        abs(len(answer["words"]) - _IDEAL_CHARS),
        candidate.claim_id.hex,
    )


def centrality(standing: Standing, shared: int) -> tuple[Any, ...]:
    """The order in which claims are central, the least first; `shared` claims give its answer."""
    return (*standing[:3], -shared, *standing[3:])


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
