"""Questions over time and over stories: this flood and last year's, the crash here and the crash there have the same slots, and are
several threads.

The claims of one question fall apart wherever nothing was said for half a year, and then into stories (`stories.py`). A pure function
of the set of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from schemas import ids
from services.store.questions import is_of_territory
from services.store.stories import stories_among

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
    is_of_region = is_of_territory(question_key)
    for run in _runs_of_days(list(claims)):
        stories = stories_among({str(claim.article_id): claim.names for claim in run}, is_of_region=is_of_region)
        told: dict[str, list[Dated]] = defaultdict(list)
        for claim in run:
            told[stories[str(claim.article_id)]].append(claim)
        for members in told.values():
            episode = _episode(question_key, members)
            found.update({claim.claim_id: episode for claim in members})
    return found


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


def _episode(question_key: str, members: Sequence[Dated]) -> Episode:
    days = sorted(claim.day for claim in members if claim.day)
    first = min(members, key=lambda claim: (claim.day or date.max, claim.article_id))
    begin = days[0] if days else None
    run = "" if begin is None else f"{begin.year}-{1 if begin.month <= 6 else 2}"
    return Episode(ids.thread_id(f"{question_key}\x1f{run}\x1f{first.article_id}"), begin, days[-1] if days else None)
