"""Questions over time: this flood and last year's have the same slots, and are two threads.

The claims of one question fall into episodes wherever nothing was said for half a year. A pure function of the set of (claim, day).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from schemas import ids

GAP_DAYS: Final = 184
"""Silence that ends an episode: no half-year is longer, so two episodes never begin in the same one, and its name tells them apart.
Long enough for a court case or an outbreak that is reported every few months, short enough for yearly events."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Episode:
    """One thread of a question: its id and its first and last day (None: no claim has a day)."""

    thread_id: UUID
    first_on: date | None
    last_on: date | None


def episodes_of(question_key: str, dated: Iterable[tuple[K, date | None]]) -> dict[K, Episode]:
    """The episode of each claim. A claim without a day belongs to the only episode, or, where there are several, to one of its own kind."""
    claims = list(dated)
    days = sorted({day for _, day in claims if day})
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days <= GAP_DAYS:
            runs[-1].append(day)
        else:
            runs.append([day])
    episodes = {day: Episode(_thread_id(question_key, run[0]), run[0], run[-1]) for run in runs for day in run}
    undated = episodes[days[0]] if len(runs) == 1 else Episode(_thread_id(question_key, None), None, None)
    return {claim: episodes[day] if day else undated for claim, day in claims}


def _thread_id(question_key: str, first_on: date | None) -> UUID:
    half = "" if first_on is None else f"{first_on.year}-{1 if first_on.month <= 6 else 2}"
    return ids.thread_id(f"{question_key}\x1f{half}")
