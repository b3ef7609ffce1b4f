"""The answers of a large story of a crowd (`crowds.py`): counted each, and what all come to.

Pure: takes data and returns data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from services.store.members import Member
from services.store.pairs import days_beside, position_in
from services.store.titles import Candidate, as_question, centrality, denies, standing_of


class Standings(NamedTuple):
    """One answer in a large story: how many give it, in which words, and who would give the title (`titles.standing_of`)."""

    members: int
    value_text: str | None
    standing: str
    title: str

    @property
    def is_denied(self) -> bool:
        return denies(self.standing)

    @property
    def is_figure(self) -> bool:
        return self.value_text is not None and not self.is_denied


NO_DAY: Final = date.min
"""The day of an answer that speaks of none."""


def day_of(position: str) -> date:
    """The day under which an answer is kept."""
    return position_in(position).as_of or NO_DAY


class SoFar(NamedTuple):
    """What all answers of a large story come to, beside its summary: the last day of a figure, whether one says no, and the answer that
    gives the title, by its standing and by how many give it."""

    figures_until: date | None
    is_denied: bool
    standing: str
    shared: int

    def with_answers(self, answers: Mapping[str, Standings]) -> SoFar:
        """After these answers have come, or are given by more."""
        best = min(((each.standing, each.members) for each in answers.values()), key=lambda each: centrality(*each))
        days = [day_of(position) for position, answer in answers.items() if answer.is_figure]
        return SoFar(
            max([*days, *([self.figures_until] if self.figures_until else ())], default=None),
            self.is_denied or any(answer.is_denied for answer in answers.values()),
            *(best if not self.standing or centrality(*best) < centrality(self.standing, self.shared) else (self.standing, self.shared)),
        )

    def to_json(self) -> list[Any]:
        return [self.figures_until and self.figures_until.isoformat(), self.is_denied, self.standing, self.shared]

    @classmethod
    def from_json(cls, values: Sequence[Any]) -> SoFar:
        figures_until, is_denied, standing, shared = values
        return cls(figures_until and date.fromisoformat(figures_until), is_denied, standing, shared)


NOTHING_SO_FAR: Final = SoFar(None, False, "", 0)


def count_answers(members: Iterable[Member], known: Mapping[str, Standings]) -> dict[str, Standings]:
    """The answers of these members, on top of those that are known."""
    found: dict[str, Standings] = {}
    for member in members:
        standing, said_as = standing_of(Candidate(member.claim_id, member.position, member.answer)), member.answer["value_text"]
        old = found.get(member.position) or known.get(member.position)
        if old is None:
            found[member.position] = Standings(1, said_as, standing, as_question(member.answer))
            continue
        is_better = standing < old.standing
        found[member.position] = Standings(
            old.members + 1,
            min(said_as, old.value_text) if said_as is not None and old.value_text is not None else said_as,
            standing if is_better else old.standing,
            as_question(member.answer) if is_better else old.title,
        )
    return found


def days_to_read(joining: Iterable[Member]) -> tuple[date, date]:
    """The first and the last of the days whose answers have to be known when these members join; the answers of the neighbouring days on
    both sides and those without a day belong to them."""
    days = {member.as_of for member in joining}
    known = [day for day in days if day]
    return days_beside(known) if len(known) == len(days) else (date.min, date.max)


def held_in(answers: Mapping[str, Standings]) -> dict[str, int]:
    """How many members hold each position, as `pairs.compare` wants it."""
    return {position: answer.members for position, answer in answers.items()}


def latest_of(answers: Mapping[str, Standings]) -> str | None:
    """The figure of the latest day; of several, the one that most members state, then the first in the alphabet."""
    figures = {position: answer for position, answer in answers.items() if answer.is_figure}
    if not figures:
        return None
    days = {position: day_of(position) for position in figures}
    last = max(days.values())
    best = min((position for position in figures if days[position] == last), key=lambda each: (-figures[each].members, each))
    return figures[best].value_text
