"""Shares told with two numbers: "one in five", "nine out of 10". Pure."""

from __future__ import annotations

from dataclasses import replace

from services.extract.quantities_lexemes import Lexeme
from services.extract.quantities_measures import Measure

_ROUND_WHOLES = frozenset({5, 10, 20, 100, 1000})
_LARGEST_WHOLE = 100_000


def join_shares(lex: list[Lexeme], measures: list[Measure]) -> list[Measure]:
    """The measures with each pair that states a share made one."""
    joined: list[Measure] = []
    for measure in measures:
        whole = _share(lex, joined[-1], measure) if joined else None
        if whole is None:
            joined.append(measure)
        else:
            joined[-1] = whole
    return joined


def _share(lex: list[Lexeme], part: Measure, whole: Measure) -> Measure | None:
    gap = [x.low for x in lex[part.end + 1 : whole.first]]
    if gap not in (["in"], ["out", "of"], ["out", "of", "every"], ["in", "every"], ["of", "every"]):
        return None
    is_plain = all(
        not m.has_unit and m.value.denominator == 1 and not m.is_glued and m.number.style in {"digits", "words"} for m in (part, whole)
    )
    if not is_plain or not 0 < part.value < whole.value <= _LARGEST_WHOLE:
        return None
    is_usual = part.value == 1 or whole.value in _ROUND_WHOLES
    if gap == ["in"] and (not is_usual or whole.value > 1000 or part.value >= 10 or 1900 <= whole.value <= 2100):
        return None
    if gap[0] == "out" and not (is_usual or part.number.style == "words"):
        return None
    number = replace(part.number, last=whole.number.last, value=part.value / whole.value, style="share", is_scaled=False, scale=1)
    return replace(part, number=number, value=number.value, last=whole.last, end=whole.end)
