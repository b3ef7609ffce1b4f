"""`claimwire_checkworthiness`: would a desk spend time on checking this? 0 to 1, as a sum of parts that can be read off.

Reads all fields of the claims; writes `checkworthiness` and, into `reasons`, its parts.
"""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import ClaimDraft, Reason
from services.extract.rules import WorthRule

WEIGHTS: Final[dict[WorthRule, float]] = {
    WorthRule.BASE: 0.3,
    WorthRule.NUMBER: 0.3,
    WorthRule.TIME: 0.05,
    WorthRule.PLACE: 0.05,
    WorthRule.NAMED: 0.05,
    WorthRule.SOURCE: 0.05,
    WorthRule.EVENT: 0.1,
    WorthRule.AHEAD: -0.05,
    WorthRule.POSSIBLE: -0.1,
    WorthRule.NO_PARTICIPANT: -0.1,
}
"""What a part adds: numbers, events and names can be looked up; what may happen one day cannot."""


@Language.factory("claimwire_checkworthiness", requires=["doc._.claimwire_claims"])
def create_checkworthiness(nlp: Language, name: str) -> RateClaims:
    return RateClaims()


class RateClaims:
    """Adds the parts up."""

    def __call__(self, doc: Doc) -> Doc:
        for claim in doc._.claimwire_claims:
            _rate(claim)
        return doc


def _rate(claim: ClaimDraft) -> None:
    parts = [
        part
        for part, holds in (
            (WorthRule.BASE, True),
            (WorthRule.NUMBER, bool(claim.quantities)),
            (WorthRule.TIME, bool(claim.times)),
            (WorthRule.PLACE, bool(claim.places)),
            (WorthRule.NAMED, any(actor.entity.kind in {"person", "organization", "country"} for actor in claim.actors)),
            (WorthRule.SOURCE, any(attribution.source for attribution in claim.attributions)),
            (WorthRule.EVENT, claim.status == "past"),
            (WorthRule.AHEAD, claim.status in {"future", "conditional"}),
            (WorthRule.POSSIBLE, claim.certainty == "possible"),
            (WorthRule.NO_PARTICIPANT, not claim.actors),
        )
        if holds
    ]
    claim.checkworthiness = round(min(1.0, max(0.0, sum(WEIGHTS[part] for part in parts))), 2)
    claim.reasons = (*claim.reasons, *(Reason(part) for part in parts))
