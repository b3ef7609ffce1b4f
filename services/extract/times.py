"""`find_times`: when things happen, as intervals of days at the precision that the text states.

Pure and linear in the length of the text. Own grammar over numbers, words and signs (`times_expressions`), resolved in reading order
(`times_resolve`) against the day of publication and against the times named before. The parse tells whether a verb looks ahead, and how far
"since" reaches (`times_phrases`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from spacy.tokens import Doc

from services.extract.drafts import Letters, Reason, text_of
from services.extract.language.calendar import DAYS_FROM_NOW, FRAMES, MONTHS, SEASONS, TIME_UNITS, WEEKDAYS
from services.extract.quantities_lexemes import DASHES, Lexeme, lexemes_of
from services.extract.quantities_numbers import read_number
from services.extract.quantities_tokens import Tokens
from services.extract.rules import TimeRule
from services.extract.times_expressions import read_expression
from services.extract.times_intervals import UNKNOWN, Interval, framed, moved
from services.extract.times_phrases import Phrase, event_phrases, since_phrases, tense_of
from services.extract.times_resolve import Context, resolve
from services.extract.times_words import Expression, Kind


@dataclass(frozen=True, slots=True)
class TimeDraft:
    """A time with its preposition. Both dates None: the text names a time, but not which. Drafts overlap only where a "since" phrase
    holds a clause with a time of its own ("since the strike began in May"): then the inner one belongs to the inner claim."""

    start: int
    end: int
    from_date: date | None
    to_date: date | None
    reasons: tuple[Reason, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Located:
    """An expression or range of two, with its frame, before it is resolved. Offsets count in the text."""

    start: int
    end: int
    expressions: tuple[Expression, ...]
    frame: str
    place: Lexeme
    """The lexeme whose verb tells the tense."""
    months: int = 0
    """How many months end with it ("the six months to June"), 0 where the text does not say."""


LONGEST_SPAN = 60
_BESIDE = 200
"""Characters within which a date without a year still belongs to the one before it."""

_MENTION = re.compile(
    r"\b(?:"
    + "|".join(
        sorted(
            {
                *MONTHS,
                *WEEKDAYS,
                *DAYS_FROM_NOW,
                *SEASONS,
                *TIME_UNITS,
                "weekend",
                "night",
                "morning",
                "afternoon",
                "evening",
                "quarter",
                "last",
                "q[1-4]",
            },
            key=len,
            reverse=True,
        )
    )
    + r")(?:'s|’s)?\b|(?<![0-9.,])[12][0-9]{3}(?![0-9])|[0-9]0['’]?s\b|\bsince\b|\bbefore\b|\bduring\b",
    re.IGNORECASE,
)


def find_times(doc: Doc, published: date | None) -> list[TimeDraft]:
    """All times of the text in their order, resolved against `published` where the words need it."""
    text = text_of(doc)
    lines = _lines_with_times(text)
    if not lines or not len(doc):
        return []
    tokens = Tokens(doc, text)
    located = [found for start, end in lines for found in _read_line(lexemes_of(text, start, end))]
    drafts = _resolved(located, tokens, published)
    return _with_phrases(drafts, since_phrases(doc, tokens), event_phrases(doc, tokens))


def _lines_with_times(text: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    last = -1
    for mention in _MENTION.finditer(text):
        if mention.start() < last:
            continue
        start = text.rfind("\n", 0, mention.start()) + 1
        end = text.find("\n", mention.start())
        last = len(text) if end < 0 else end
        lines.append((start, last))
    return lines


def _read_line(lex: list[Lexeme]) -> list[Located]:
    found: list[Located] = []
    i = floor = 0
    while i < len(lex):
        expression = read_expression(lex, i)
        if expression is None:
            i += 1
            continue
        expressions, last = _range(lex, expression)
        first, frame = _frame(lex, min(expression.first, i), floor, len(expressions) > 1)
        if last + 1 < len(lex) and lex[last + 1].text == ")" and any(x.text == "(" for x in lex[first : last + 1]):
            last += 1
        counted, begins = _months_before(lex, expression, floor)
        frame = "at" if counted else frame
        found.append(Located(lex[min(first, begins)].start, lex[last].end, expressions, frame, lex[expression.first], counted))
        i = floor = last + 1
    return found


def _range(lex: list[Lexeme], left: Expression) -> tuple[tuple[Expression, ...], int]:
    """The expression, or two with "to", "and" after "between", a dash or "until" between them."""
    at = left.last + 1
    if at + 1 >= len(lex):
        return (left,), left.last
    joint = lex[at].low
    opening = lex[left.first - 1].low if left.first > 0 else ""
    is_joined = (
        joint in DASHES
        or (joint in {"to", "until", "till", "through"} and opening not in {"on", "at"})
        or (joint == "and" and (opening == "between" or (left.first > 1 and lex[left.first - 2].low == "between")))
    )
    if not is_joined:
        return (left,), left.last
    right = read_expression(lex, at + 1)
    if right is None or right.kind not in {"day", "month", "years", "weekday", "season", "quarter", "now"}:
        return (left,), left.last
    if left.kind != right.kind and not {left.kind, right.kind} <= {"day", "month", "years"}:
        return (left,), left.last
    if left.year is None and right.year is not None and left.kind in {"day", "month", "season", "quarter"}:
        is_wrapped = (left.month or left.count) > (right.month or right.count) and left.kind == right.kind
        left = replace(left, year=right.year - (1 if is_wrapped else 0))
    return (left, right), right.last


def _frame(lex: list[Lexeme], first: int, floor: int, is_range: bool) -> tuple[int, str]:
    """(first lexeme with the preposition, what it makes of the time)."""
    at = first - 1
    while at >= floor and lex[at].low in {
        "the",
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "early",
        "least",
        "at",
        "of",
        "his",
        "her",
        "their",
        "its",
    }:
        if lex[at].low == "at" and at + 1 < len(lex) and lex[at + 1].low != "least":
            break
        if lex[at].low == "of":
            break
        at -= 1
    if at < floor:
        return first, "at"
    word = lex[at].low
    if word == "of" and at - 1 >= floor and lex[at - 1].low == "as":
        return at - 1, "at"
    if word == "between" and is_range:
        return at, "at"
    if word == "ahead":
        return first, "at"
    if word == "to" and at - 1 >= floor and lex[at - 1].low == "prior":
        return at - 1, "before"
    if word == "to" and at - 1 >= floor and lex[at - 1].low == "up":
        return at - 1, "until"
    if word == "than" and at - 2 >= floor and lex[at - 1].low == "later":
        return at, "until"
    if word in FRAMES and not (is_range and FRAMES[word] in {"since", "from"}):
        start = at - 1 if word == "since" and at - 1 >= floor and lex[at - 1].low == "ever" else at
        return start, FRAMES[word] if word != "of" else "at"
    return (at if word == "from" and is_range else first), "at"


def _months_before(lex: list[Lexeme], expression: Expression, floor: int) -> tuple[int, int]:
    """(months that end with a named month, their first lexeme): "the year to March", "the six months through June"."""
    at = expression.first - 2
    if expression.kind != "month" or at < floor or lex[at + 1].low not in {"to", "through", "ending", "until"}:
        return 0, expression.first
    unit = TIME_UNITS.get(lex[at].low, "")
    number = read_number(lex, at - 1) if at > floor else None
    count = int(number.value) if number is not None and number.value.denominator == 1 else 1
    if unit not in {"month", "year"} or count > LONGEST_SPAN:
        return 0, expression.first
    return (12 * count if unit == "year" else count), at - 1 if number is not None else at


def _resolved(located: list[Located], tokens: Tokens, published: date | None) -> list[TimeDraft]:
    drafts: list[TimeDraft] = []
    last: Interval | None = None
    last_day: date | None = None
    last_dated: date | None = None
    told: tuple[Interval, int] | None = None
    for found in located:
        tense = tense_of(tokens.at(found.place))
        if tense == "unknown" and found.frame in {"until", "by", "before"}:
            tense = "future"
        beside = told[0] if told is not None and found.start - told[1] <= _BESIDE and tense != "future" else None
        context = Context(published, last, last_day, last_dated, beside, tense)
        ends = [resolve(expression, context) for expression in found.expressions]
        whole = ends[0] if len(ends) == 1 else Interval(ends[0].start, ends[1].end)
        if found.months and whole.start is not None:
            whole = Interval(moved(whole.start, "month", 1 - found.months), whole.end)
        if len(ends) == 2 and (whole.start is None or whole.end is None or whole.start > whole.end):
            whole = UNKNOWN
        is_open = found.frame != "from" or tense == "future"
        shown = framed(whole, {"from": "since"}.get(found.frame, found.frame) if is_open else "at")
        drafts.append(TimeDraft(found.start, found.end, shown.start, shown.end, _reasons(found, whole, shown)))
        if whole.start is None:
            continue
        last = whole
        if whole.end is not None and any(e.year is not None and e.kind in {"day", "month", "season"} for e in found.expressions):
            is_baseline = found.frame == "since"  # "the most since 2008": what follows is not of that year
            if is_baseline:
                continue
            told = (whole, found.end) if published is None or whole.end.year < published.year else None
        elif beside is not None and found.expressions[0].kind in {"day", "month", "season"}:
            told = (whole, found.end)
        if whole.start == whole.end and found.expressions[0].kind in {"day", "weekday", "now"}:
            last_day = whole.start
        is_dated = any(e.year is not None and (e.kind != "years" or e.year == e.upto) for e in found.expressions)
        if (is_dated or last_dated is not None or published is not None) and found.expressions[0].kind not in {"years", "unit"}:
            last_dated = max(whole.start, last_dated or whole.start)
    return drafts


_RULE_OF_KIND: Final[dict[Kind, TimeRule]] = {
    "weekday": TimeRule.WEEKDAY,
    **dict.fromkeys(("now", "unit", "distance", "stretch", "weekend"), TimeRule.FROM_PUBLICATION),
    **dict.fromkeys(("after last", "same"), TimeRule.FROM_LAST),
    "length": TimeRule.LENGTH,
}
"""Of the kinds that name no date; the others are dates, with their year or without."""


def _rule_of(expression: Expression) -> TimeRule:
    if expression.year is not None:
        return TimeRule.DATED
    return _RULE_OF_KIND.get(expression.kind) or (TimeRule.NEAREST if expression.year_offset is None else TimeRule.FROM_PUBLICATION)


def _reasons(found: Located, whole: Interval, shown: Interval) -> tuple[Reason, ...]:
    words = (Letters(found.start, found.end),)
    rules = [_rule_of(found.expressions[0])]
    if len(found.expressions) > 1:
        rules.append(TimeRule.SPAN)
    if whole.start is None and whole.end is None:
        rules += [TimeRule.UNRESOLVED] if rules != [TimeRule.LENGTH] else []
    elif shown != whole:
        rules.append(TimeRule.OPEN_END)
    return tuple(Reason(rule, words) for rule in rules)


def _with_phrases(drafts: list[TimeDraft], since: list[Phrase], events: list[Phrase]) -> list[TimeDraft]:
    """Lets "since" phrases swallow the times inside them, and adds the phrases that name a time only by what happened."""
    starts = [draft.start for draft in drafts]
    swallowed: set[int] = set()
    added: list[TimeDraft] = []
    for phrase in since:
        inside = range(bisect_left(starts, phrase.start), bisect_left(starts, phrase.end))
        inner = [drafts[i] for i in inside if drafts[i].end <= phrase.end]
        if not inner and not phrase.is_time_alone:
            continue
        if inner and inner[0].start == phrase.start and inner[-1].end == phrase.end:
            continue
        swallowed.update(i for i in inside if drafts[i].end <= phrase.end and (not phrase.holds_verb or drafts[i].start == phrase.start))
        reasons = (Reason(TimeRule.SINCE, (Letters(phrase.start, phrase.end),)), *(reason for one in inner[:1] for reason in one.reasons))
        added.append(TimeDraft(phrase.start, phrase.end, _beginning(phrase, inner), None, reasons))
    for phrase in events:
        inside = range(bisect_left(starts, phrase.sentence_start), bisect_left(starts, phrase.sentence_end))
        if not any(drafts[i].from_date or drafts[i].to_date for i in inside):
            reasons = (Reason(TimeRule.EVENT, (Letters(phrase.start, phrase.end),)),)
            added.append(TimeDraft(phrase.start, phrase.end, None, None, reasons))
    kept = [draft for i, draft in enumerate(drafts) if i not in swallowed]
    return sorted({*kept, *added}, key=lambda draft: (draft.start, -draft.end))


def _beginning(phrase: Phrase, inner: list[TimeDraft]) -> date | None:
    """Since when, by the first known time inside; "since the war (1914-18) ended" counts from its last year."""
    known = next((draft for draft in inner if draft.from_date is not None), None)
    if known is None or known.from_date is None:
        return None
    if phrase.is_from_end and known.to_date is not None and known.to_date.year > known.from_date.year:
        return date(known.to_date.year, 1, 1)
    return known.from_date
