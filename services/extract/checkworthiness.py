"""`claimwire_checkworthiness`: would a desk spend time on checking this? 0 to 1, as a sum of parts that can be read off.

Reads all fields of the claims; writes `checkworthiness` and its `reasons`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import ClaimDraft

BASE: Final = 0.3
WEIGHTS: Final[dict[str, float]] = {
    "a number": 0.3,
    "a time": 0.05,
    "a place": 0.05,
    "a named participant": 0.05,
    "a cited source": 0.05,
    "an event that happened": 0.1,
    "lies ahead": -0.05,
    "only possible": -0.1,
    "no participant": -0.1,
}
"""What a part adds: numbers, events and names can be looked up; what may happen one day cannot."""


@Language.factory("claimwire_checkworthiness", requires=["doc._.claimwire_claims"])
def create_checkworthiness(nlp: Language, name: str) -> RateClaims:
    return RateClaims()


class RateClaims:
    """Adds the parts up."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.claimwire_claims = tuple(_rated(claim) for claim in doc._.claimwire_claims)
        return doc


def _rated(claim: ClaimDraft) -> ClaimDraft:
    parts = [
        part
        for part, holds in (
            ("a number", bool(claim.quantities)),
            ("a time", bool(claim.times)),
            ("a place", bool(claim.places)),
            ("a named participant", any(actor.entity.kind in {"person", "organization", "country"} for actor in claim.actors)),
            ("a cited source", any(attribution.source for attribution in claim.attributions)),
            ("an event that happened", claim.status == "past"),
            ("lies ahead", claim.status in {"future", "conditional"}),
            ("only possible", claim.certainty == "possible"),
            ("no participant", not claim.actors),
        )
        if holds
    ]
    score = BASE + sum(WEIGHTS[part] for part in parts)
    return replace(
        claim, checkworthiness=round(min(1.0, max(0.0, score)), 2), reasons=(*claim.reasons, ("checkworthiness", ", ".join(parts)))
    )
