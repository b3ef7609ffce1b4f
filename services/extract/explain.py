"""Why a claim is as it is: the reasons that the steps left on its draft, field by field. Pure, and decides nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc

from services.extract.checkworthiness import WEIGHTS
from services.extract.drafts import AttributionDraft, Block, ClaimDraft, Reason, Stretch
from services.extract.rules import (
    RULES,
    ActorRule,
    AttributionRule,
    PlaceRule,
    QuantityRule,
    Rule,
    SpanRule,
    TimeRule,
    WorthRule,
    rule_named,
)

_NOTHING: Final[dict[str, Rule]] = {
    "attributions": AttributionRule.NONE,
    "actors": ActorRule.NONE,
    "quantities": QuantityRule.NONE,
    "times": TimeRule.NONE,
    "places": PlaceRule.NONE,
}
"""Why a list is empty."""


class Explained(NamedTuple):
    """The reasons of a field, or of one member of a field that is a list."""

    field: str
    member: int | None
    reasons: tuple[Reason, ...]


def explain(doc: Doc, draft: ClaimDraft) -> Iterator[Explained]:
    """Every field of a claim in the order of `RULES`; a list without members once, with why it has none."""
    for field, rules in RULES.items():
        members = _members(field, draft)
        if members is not None:
            yield from (Explained(field, n, reasons) for n, reasons in enumerate(members))
        if members:
            continue
        reasons = tuple(reason for reason in _of_claim(doc, draft) if isinstance(reason.rule, rules))
        yield Explained(field, None, reasons or (Reason(_NOTHING[field]),))


def adds(reason: Reason) -> float | None:
    """What a part of check-worthiness adds to the sum; None for any other rule."""
    return WEIGHTS[reason.rule] if isinstance(reason.rule, WorthRule) else None


def _of_claim(doc: Doc, draft: ClaimDraft) -> Iterator[Reason]:
    marks = () if draft.mark is None or draft.mark == draft.head else (draft.mark,)
    yield Reason.at(_span_rule(draft.rule), *marks, draft.head)
    block: Block = next(block for block in doc._.claimwire_blocks if draft.words.start < block.end)
    yield Reason(block.rule, (Stretch(block.start, block.end),))
    yield from draft.reasons


def _span_rule(name: str) -> Rule:
    """Rules of clauses that stand apart carry their word in their name."""
    return SpanRule.CLAUSE_WITH_MARKER if name.startswith("clause with ") else rule_named("span", name)


def _attribution(draft: AttributionDraft) -> Reason:
    """Rules of reports carry their cue in their name, behind a colon."""
    kind = draft.rule.rpartition(": ")[0] or draft.rule
    return Reason(rule_named("attributions", kind), tuple(words for words in (draft.cue, draft.source) if words is not None))


def _members(field: str, draft: ClaimDraft) -> list[tuple[Reason, ...]] | None:
    match field:
        case "attributions":
            return [(_attribution(attribution),) for attribution in draft.attributions]
        case "actors":
            return [(actor.reason,) for actor in draft.actors]
        case "quantities":
            return [quantity.reasons for quantity in draft.quantities]
        case "times":
            return [time.reasons for time in draft.times]
        case "places":
            return [(place.reason,) for place in draft.places]
        case _:
            return None
