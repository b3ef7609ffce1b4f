"""Our quantities in the form of the NewsQuant set: values with one sign for their bound or change.

That set counts more than the claims guide does (ages, stretches of time, "one" before a noun), and writes some forms otherwise: a share is
a part of one, "thousands" is the range from one thousand to ten, "from 5 to 7" is one range even after a verb of change, and a conversion
in brackets keeps the bound of what it converts. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc

from schemas.claims import Modifier
from services.extract.quantities import Reading, read_numbers

_KEPT: Final = frozenset({"quantity", "age", "time span", "anaphor", "rank", "vague one"})
_SIGNS: Final[dict[Modifier, str]] = {
    "exact": "=",
    "about": "~",
    "more_than": ">",
    "at_least": ">",
    "up_to": "<",
    "less_than": "<",
    "between": "=",
    "order": "=",
}
_MOVING: Final[frozenset[Modifier]] = frozenset({"exact", "about"})
"""Only these leave room for the sign of a change: "up more than 3 %" is a bound there."""
_DOZENS: Final = 20
_DOZENS_THERE: Final = 12
_ORDER_WIDTH: Final = 10
_FROM: Final = re.compile(r"\bfrom(?: up to)?\s*$")
_OF: Final = re.compile(r"\s+of\b")
_BEFORE: Final = 12

Row = dict[str, object]


def predict(doc: Doc) -> list[Row]:
    """The quantities of a text parsed by the model, as rows of the set."""
    return newsquant_row(read_numbers(doc), doc.text)


def newsquant_row(readings: Sequence[Reading], text: str) -> list[Row]:
    """One row for each reading that the set counts."""
    rows: list[Row] = []
    previous: Reading | None = None
    for reading in readings:
        if not _is_kept(reading, text):
            continue
        joint = reading.joins_previous if previous is not None else ""
        if previous is not None and _is_from_to(previous, reading, text):
            rows[-1] = {"value": [float(previous.exact[0]), float(reading.exact[0])], "change": "="}
        else:
            change = _change(reading)
            if previous is not None and joint in {"(", "/"} and change == "=" and previous.draft.unit != reading.draft.unit:
                change = str(rows[-1]["change"])
                change = change if change in {"<", ">"} else "="
            rows.append({"value": _value(reading), "change": change})
        previous = reading
    return rows


def _is_kept(reading: Reading, text: str) -> bool:
    return reading.role in _KEPT or (reading.role == "one" and _OF.match(text, reading.draft.end) is not None)


def _is_from_to(left: Reading, right: Reading, text: str) -> bool:
    joint = right.joins_previous.split()
    if not joint or joint[-1] != "to" or any(mark in joint for mark in (",", "and", "or")):
        return False
    is_single = len(left.exact) == len(right.exact) == 1
    return (
        is_single
        and left.draft.unit in {right.draft.unit, "count"}
        and bool(_FROM.search(text, max(0, left.draft.start - _BEFORE), left.draft.start))
    )


def _value(reading: Reading) -> object:
    exact = [float(x) for x in reading.exact]
    if len(exact) > 1:
        return exact
    if reading.draft.modifier == "order":
        low = _DOZENS_THERE if exact[0] == _DOZENS else exact[0]
        return [low, low * _ORDER_WIDTH]
    return exact[0]


def _change(reading: Reading) -> str:
    if reading.is_verbal_change and reading.draft.modifier in _MOVING:
        return reading.draft.movement
    return _SIGNS[reading.draft.modifier]
