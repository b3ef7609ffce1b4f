"""Questions over time and over stories: this flood and last year's, the crash here and the crash there have the same slots, and are
several threads.

The claims of one question fall apart wherever nothing was said for half a year, and then into stories (`stories.py`). A pure function
of the set of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from schemas import ids
from services.store.questions import is_of_territory, names_its_story
from services.store.stories import same_story, stories_among

GAP_DAYS: Final = 184
"""Silence that ends an episode. Long enough for a court case or an outbreak that is reported every few months, short enough for yearly
events."""


class Dated(NamedTuple):
    """What decides the thread of a claim within its question."""

    claim_id: UUID
    article_id: UUID
    day: date | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """One thread of a question: its id and its first and last day (None: no claim has a day)."""

    thread_id: UUID
    first_on: date | None
    last_on: date | None


def episodes_of(question_key: str, claims: Iterable[Dated]) -> dict[UUID, Episode]:
    """The thread of each claim, by claim id.

    A claim without a day belongs to the only run of days, or, where there are several, to one of its own kind.
    A thread is named after the article of its first claim, so that it keeps its name while claims of later days join.
    """
    found: dict[UUID, Episode] = {}
    is_of_region, is_one_story = is_of_territory(question_key), names_its_story(question_key)
    for run in _runs_of_days(list(claims)):
        articles = {str(claim.article_id): claim.names for claim in run}
        stories = dict.fromkeys(articles, "") if is_one_story else stories_among(articles, is_of_region=is_of_region)
        told: dict[str, list[Dated]] = defaultdict(list)
        for claim in run:
            told[stories[str(claim.article_id)]].append(claim)
        for members in told.values():
            episode = episode_of(question_key, members)
            found.update({claim.claim_id: episode for claim in members})
    return found


def threads_connected(question_key: str, threads: Sequence[Sequence[Dated]], joining: Sequence[Dated]) -> Sequence[int] | None:
    """The places of the threads that claims of a new article join, and that become one by them; a short cut.

    None where it is not so simple, because another run of days begins or two become one, or an article has no names: `episodes_of` tells.
    """
    article_id, names = joining[0].article_id, joining[0].names
    stored = [claim for thread in threads for claim in thread]
    if not names or any(claim.article_id != article_id for claim in joining):
        return None
    if any(not claim.names or claim.article_id == article_id for claim in stored):
        return None
    run = run_joined(runs_of({claim.day for claim in stored if claim.day}), {claim.day for claim in joining})
    if run is None:
        return None
    is_of_region, is_one_story = is_of_territory(question_key), names_its_story(question_key)
    return [
        at
        for at, thread in enumerate(threads)
        if run.holds(next((claim.day for claim in thread if claim.day), None))
        and (is_one_story or any(same_story(names, others, is_of_region=is_of_region) for others in {claim.names for claim in thread}))
    ]


class Run(NamedTuple):
    """Days without half a year of silence between them. `is_only`: there is no other run, and claims without a day belong to it."""

    first_on: date
    last_on: date
    is_only: bool

    def holds(self, day: date | None) -> bool:
        """Whether a claim of this day, one of those that the runs were made of, belongs to the run."""
        return self.is_only if day is None else self.first_on <= day <= self.last_on

    def reaches(self, day: date) -> bool:
        """Whether a new claim of this day goes on with the run."""
        return (self.first_on - day).days <= GAP_DAYS and (day - self.last_on).days <= GAP_DAYS


def runs_of(days: Collection[date]) -> list[Run]:
    """The runs that days fall into."""
    found: list[Run] = []
    for day in sorted(days):
        if found and found[-1].reaches(day):
            found[-1] = found[-1]._replace(last_on=day)
        else:
            found.append(Run(day, day, is_only=False))
    return [found[0]._replace(is_only=True)] if len(found) == 1 else found


def run_joined(runs: Sequence[Run], days: Collection[date | None]) -> Run | None:
    """The run that claims of these days belong to, where each goes on with it and with no other; it is given as it was."""
    for run in runs:
        if all(run.reaches(day) if day else run.is_only for day in days):
            return None if any(other.reaches(day) for other in runs if other is not run for day in days if day) else run
    return None


def _runs_of_days(claims: Sequence[Dated]) -> list[list[Dated]]:
    dated = sorted((claim for claim in claims if claim.day), key=lambda claim: (claim.day or date.min, claim.claim_id))
    undated = [claim for claim in claims if not claim.day]
    runs: list[list[Dated]] = []
    for claim in dated:
        last = runs[-1][-1].day if runs else None
        if last and claim.day and (claim.day - last).days <= GAP_DAYS:
            runs[-1].append(claim)
        else:
            runs.append([claim])
    if len(runs) == 1:
        runs[0].extend(undated)
    elif undated:
        runs.append(undated)
    return runs


def episode_of(question_key: str, claims: Iterable[Dated]) -> Episode:
    """The thread that these claims are."""
    members = list(claims)
    days = sorted(claim.day for claim in members if claim.day)
    first = min(members, key=lambda claim: (claim.day or date.max, claim.article_id))
    begin = days[0] if days else None
    run = "" if begin is None else f"{begin.year}-{1 if begin.month <= 6 else 2}"
    return Episode(ids.thread_id(question_key, run, first.article_id), begin, days[-1] if days else None)
