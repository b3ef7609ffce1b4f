"""How two positions on one question stand to each other: agree, conflict, update, or one denies the other; with the reason in words.

A pure function of the two positions and the question. Symmetric but for direction: an update goes from the later position to the
earlier one, a denial from the one that denies.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from schemas.threads import RelationKind
from services.store.language.happenings import CUMULATIVE, FLUCTUATING, STABLE
from services.store.positions import Position, days_between

APPROXIMATE: Final = 0.10
"""How far "about 3,000" reaches on both sides: the usual rounding of news figures, to the first or second digit."""
STABLE_DAYS: Final = 365
"""Days within which a figure that hardly moves (a population) speaks of the same time."""
ONLY_DAYS: Final = 3
"""Days within which "only one" contradicts a larger figure: it was said against it."""
SAME_EVENT_DAYS: Final = 366
"""Days before the first of its kind in which another report may mean the same: "the first in years" looks back on years."""
_SHARE: Final = "percent"
"""Shares and rates are measured anew, and go both ways."""
UNCLEAR: Final = "be"
"""What is counted by "there were nine": different numbers may count different things, and do not contradict."""


class Relation(NamedTuple):
    """How the first position stands to the second (`is_turned`: the second to the first)."""

    kind: RelationKind
    reason: str
    is_turned: bool = False


def relate(a: Position, b: Position, happening: str) -> Relation | None:
    """The relation of two positions on a question about `happening`; None when they cannot be compared."""
    if a.is_denied != b.is_denied:
        return _denial(a, b)
    if a.is_denied:
        return Relation("agree", "both say no")
    if a.is_first != b.is_first:
        return _first(a, b)
    if not has_bounds(a) or not has_bounds(b):
        return Relation("agree", "both say yes; not both give a figure")
    if a.unit != b.unit or a.is_increment != b.is_increment:
        return None
    days = days_between(a.as_of, b.as_of)
    for correcting, corrected in ((a, b), (b, a)):
        if _takes_back(correcting, corrected):
            what = f"{in_words(correcting)} is said instead of {in_words(corrected)}{_on(a, b)}"
            return Relation("denies", what, is_turned=correcting is b)
    if bounds_overlap(a, b):
        return Relation("agree", f"{in_words(a)} and {in_words(b)} can both be true")
    if happening == UNCLEAR or a.is_part or b.is_part:
        return None
    if a.is_former != b.is_former and days is not None and abs(days) <= 1:
        former, later = (a, b) if a.is_former else (b, a)
        if happening in CUMULATIVE and _is_below(later, former):
            return Relation("denies", f"{in_words(later)} takes back {in_words(former)}, which was said earlier", is_turned=later is b)
        return Relation("update", f"{in_words(later)}, after {in_words(former)} was said earlier", is_turned=later is b)
    is_said_against = (a.is_only and _is_below(a, b)) or (b.is_only and _is_below(b, a))
    if days is None or abs(days) <= (STABLE_DAYS if happening in STABLE else ONLY_DAYS if is_said_against else 0):
        return Relation("conflict", f"{in_words(a)} and {in_words(b)} exclude each other for the same time{_on(a, b)}")
    earlier, later = (a, b) if days > 0 else (b, a)
    if _is_below(later, earlier) and not a.is_increment:
        before, now = f"{in_words(earlier)} on {earlier.as_of}", f"{in_words(later)} on {later.as_of}"
        if happening in CUMULATIVE:
            return Relation("conflict", f"a count that only grows was {before} and cannot be {now}")
        if happening not in FLUCTUATING and later.unit != _SHARE and not later.is_left:
            return Relation("conflict", f"{now} is less than {before}, and nothing says that it went down")
    return Relation("update", f"{in_words(later)} on {later.as_of}, after {in_words(earlier)} on {earlier.as_of}", is_turned=later is b)


def _first(a: Position, b: Position) -> Relation:
    """What is called the first for years against what happened before it."""
    first, other = (a, b) if a.is_first else (b, a)
    days = days_between(other.as_of, first.as_of)
    is_before = other.is_former or (days is not None and days > SAME_EVENT_DAYS) or (first.as_of is None and other.as_of is not None)
    if is_before:
        return Relation("conflict", f"one calls it the first for a time, the other speaks of an earlier one{_on(a, b)}")
    return Relation("agree", "both say yes; one calls it the first for a time")


def _takes_back(correcting: Position, corrected: Position) -> bool:
    """Whether the number that one says is wrong is the other's, as it was until then."""
    if correcting.instead_of is None or corrected.instead_of is not None:
        return False
    days = days_between(corrected.as_of, correcting.as_of)
    return corrected.value == correcting.instead_of and (days is None or days >= 0)


def _denial(a: Position, b: Position) -> Relation | None:
    no, yes = (a, b) if a.is_denied else (b, a)
    if no.is_increment != yes.is_increment or no.is_beside or yes.is_beside:
        return None
    if has_bounds(no) and has_bounds(yes) and (no.unit != yes.unit or not bounds_overlap(no, yes)):
        return None  # "not 5,000" says nothing about 300
    days = days_between(no.as_of, yes.as_of) or 0
    if no.is_for_now and not days:
        return None
    if (no.is_for_now and days) or (no.is_so_far and days > 0):
        return Relation("update", f"a no that holds for a time{_on(a, b)}", is_turned=(yes if days > 0 else no) is b)
    what = in_words(yes) if has_bounds(yes) else "what the other asserts"
    return Relation("denies", f"says no to {what}{_on(a, b)}", is_turned=no is b)


def has_bounds(position: Position) -> bool:
    """Whether the position states a number that can be compared."""
    return position.value is not None or position.low is not None or position.high is not None


def bounds(position: Position) -> tuple[float, float]:
    """The interval that the stated number admits, both ends included."""
    if position.low is None and position.high is None:
        value = position.value or 0.0
        return value - abs(value) * APPROXIMATE, value + abs(value) * APPROXIMATE
    return (float("-inf") if position.low is None else position.low), (float("inf") if position.high is None else position.high)


def bounds_overlap(a: Position, b: Position) -> bool:
    """Whether one number can satisfy both."""
    (a_low, a_high), (b_low, b_high) = bounds(a), bounds(b)
    return a_low <= b_high and b_low <= a_high


def _is_below(a: Position, b: Position) -> bool:
    return bounds(a)[1] < bounds(b)[0]


_SAID: Final = {
    "about": "about {value}", "more_than": "more than {value}", "at_least": "at least {value}", "up_to": "up to {value}",
    "less_than": "fewer than {value}", "between": "{low} to {high}", "order": "{value} or more",
}  # fmt: skip


def in_words(position: Position) -> str:
    """The stated number in plain words: "at least 3,000"."""
    value, low, high = (_figure(number) for number in (position.value, position.low, position.high))
    words = _SAID.get(position.modifier or "", "{value}").format(value=value or low or high, low=low, high=high)
    unit = {"": "", "count": "", "percent": " %"}.get(position.unit, f" {position.unit}")
    return f"{'another ' if position.is_increment else ''}{words}{unit}"


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:,.10g}" if abs(number) < 1e9 else f"{number:,.0f}"


def _on(a: Position, b: Position) -> str:
    days = sorted({str(day) for day in (a.as_of, b.as_of) if day})
    return f", {' and '.join(days)}" if days else ""
