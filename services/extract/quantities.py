"""`find_quantities`: the numbers of a text with their bounds, unit, what they count, and whether they are the amount of a change.

Pure and linear in the length of the text. Works on the text with a grammar of its own; reads tags and heads of the model only to find what
is counted and to tell names from numbers. The steps, each in a file: lexemes, numbers,
measures, bounds, names, counted, change.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from spacy.tokens import Doc

from schemas.claims import Modifier, Movement
from services.extract.drafts import Letters, Reason, text_of
from services.extract.quantities_bounds import Bounded, bound
from services.extract.quantities_calendar import Role
from services.extract.quantities_change import Change, change_of
from services.extract.quantities_counted import Counted, counted_by, entity_of
from services.extract.quantities_lexemes import Lexeme, lexemes_of, lines_with_numbers
from services.extract.quantities_measures import PERCENT, Measure, read_measure
from services.extract.quantities_names import role_of
from services.extract.quantities_shares import join_shares
from services.extract.quantities_tokens import Tokens
from services.extract.rules import QuantityRule

_SHARE_DIGITS = 2
_TITLE_SHARE = 0.6
_LONGEST_JOINT = 6


@dataclass(frozen=True, slots=True)
class QuantityDraft:
    """A number as the text means it. `start` and `end` are its words with their modifier, without the unit's words; percent and money
    signs belong to them. `value` is None for a range, null bounds are open ends. `counted_entity` is as written ("Peruvian")."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    modifier: Modifier
    unit: str
    per: str | None
    counted: str | None
    counted_start: int | None
    counted_end: int | None
    counted_entity: str | None
    increment: bool
    movement: Movement
    reasons: tuple[Reason, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of the text before the choice what counts as a quantity: its draft, what it is, and its exact number."""

    draft: QuantityDraft
    role: Role
    exact: tuple[Fraction, ...]
    """The number or the two ends, shares as parts of one."""
    is_share: bool
    is_verbal_change: bool
    joins_previous: str
    """The words between the reading before and this one, "" when others stand between."""


def find_quantities(doc: Doc) -> list[QuantityDraft]:
    """All quantities of the text in their order; they never overlap."""
    return [reading.draft for reading in read_numbers(doc) if reading.role == "quantity"]


def read_numbers(doc: Doc) -> list[Reading]:
    """Every number of the text with its role."""
    text = text_of(doc)
    lines = lines_with_numbers(text)
    if not lines or not len(doc):
        return []
    tokens = Tokens(doc, text)
    readings: list[Reading] = []
    for start, end in lines:
        lex = lexemes_of(text, start, end)
        if lex:
            readings.extend(_read_line(lex, tokens))
    return readings


def _read_line(lex: list[Lexeme], tokens: Tokens) -> list[Reading]:
    measures: list[Measure] = []
    i = floor = 0
    while i < len(lex):
        measure = read_measure(lex, i, floor)
        if measure is None:
            i += 1
            continue
        measures.append(measure)
        i = floor = max(measure.end, measure.number.last, measure.per_end) + 1
    is_title = _is_title(lex)
    readings: list[Reading] = []
    previous: Bounded | None = None
    for bounded in bound(lex, join_shares(lex, measures), tokens.dependency_of):
        gap = lex[previous.end + 1 : bounded.first] if previous is not None else []
        joint = " ".join(x.low for x in gap) if 0 < len(gap) <= _LONGEST_JOINT else ""
        reading = _reading(lex, bounded, tokens, is_title, joint)
        if readings and joint == "to" and bounded.first > 1:
            readings[-1] = _sharing_unit(lex[previous.first - 1].low if previous and previous.first > 0 else "", readings[-1], reading)
        readings.append(_moving_along(readings[-1], reading) if readings else reading)
        previous = bounded
    return readings


def _sharing_unit(before: str, reading: Reading, end: Reading) -> Reading:
    """ "from 38 to 35 hours", "from $12 to $15 an hour": what stands behind the second number is meant with the first."""
    draft, other = reading.draft, end.draft
    if before != "from" or other.unit == "count" or draft.unit not in {"count", other.unit}:
        return reading
    if draft.unit == "count":
        draft = replace(draft, counted=None, counted_start=None, counted_end=None, counted_entity=None)
    return replace(reading, draft=replace(draft, unit=other.unit, per=draft.per or other.per))


def _moving_along(previous: Reading, reading: Reading) -> Reading:
    """ "lost 85 points, or 1.4%": the other name of the same amount moves as it does."""
    movement = previous.draft.movement
    if (
        movement == "none"
        or reading.draft.movement != "none"
        or reading.joins_previous not in {"or", ", or"}
        or reading.draft.unit == "count"
    ):
        return reading
    reason = Reason(QuantityRule.SAME_AMOUNT, (Letters(previous.draft.start, reading.draft.end),))
    draft = replace(reading.draft, movement=movement, reasons=(*reading.draft.reasons, reason))
    return replace(reading, draft=draft, is_verbal_change=previous.is_verbal_change)


def _is_title(lex: list[Lexeme]) -> bool:
    """A headline in capitals: there a capital letter tells nothing."""
    words = [x for x in lex if x.kind == "word" and len(x.text) > 3]
    return bool(words) and sum(x.text[0].isupper() for x in words) >= _TITLE_SHARE * len(words)


def _reading(lex: list[Lexeme], bounded: Bounded, tokens: Tokens, is_title: bool, joint: str) -> Reading:
    role = role_of(lex, bounded, tokens, is_title)
    is_share = bounded.measure.number.style == "share" and not bounded.measure.has_unit
    value, low, high = (_number(x, is_share) for x in bounded.bounds())
    counted: Counted | None = None
    change = None
    if role == "quantity":
        counted = counted_by(lex, bounded, tokens)
        change = change_of(lex, bounded, tokens)
    movement: Movement = change.movement if change else "none"
    unit = PERCENT if is_share else bounded.measure.unit
    draft = QuantityDraft(
        start=lex[bounded.first].start,
        end=lex[bounded.last].end,
        value=value,
        low=low,
        high=high,
        modifier=bounded.modifier,
        unit=unit,
        per=bounded.measure.per,
        counted=counted.words if counted else None,
        counted_start=counted.start if counted else None,
        counted_end=counted.end if counted else None,
        counted_entity=entity_of(counted),
        increment=bounded.is_increment or (movement == "up" and unit == "count"),
        movement=movement,
        reasons=_reasons(lex, bounded, counted, change) if role == "quantity" else (),
    )
    return Reading(draft, role, tuple(m.value for m in bounded.measures), is_share, bool(change and change.is_verbal), joint)


def _reasons(lex: list[Lexeme], bounded: Bounded, counted: Counted | None, change: Change | None) -> tuple[Reason, ...]:
    found = [Reason(rule, (Letters(lex[first].start, lex[last].end),)) for rule, first, last in bounded.grounds]
    measure = bounded.measure
    if measure.has_unit:
        found.append(Reason(QuantityRule.UNIT, (Letters(lex[measure.first].start, lex[measure.end].end),)))
    if counted is not None:
        found.append(counted.reason)
    return (*found, *(change.reasons if change is not None else ()))


def _number(value: Fraction | None, is_share: bool) -> float | None:
    if value is None:
        return None
    return round(float(value * 100), _SHARE_DIGITS) if is_share else float(value)
