"""Words of the calendar: months, weekdays, seasons, parts of the day, and words that name a time by its distance from now.

Seasons are those of the northern hemisphere, by whole months.
"""

from __future__ import annotations


def _numbered(line: str, first: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(line.split(";"), first) for name in names.split()}


MONTHS: dict[str, int] = _numbered(
    "january jan;february feb;march mar;april apr;may;june jun;july jul;"
    "august aug;september sep sept;october oct;november nov;december dec",
    1,
)

WEEKDAYS: dict[str, int] = _numbered(
    "monday mon;tuesday tue tues;wednesday wed;thursday thu thur thurs;friday fri;saturday sat;sunday sun", 0
)
