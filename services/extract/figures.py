"""`claimwire_figures`: numbers and times of each claim.

Reads the parse and the claims; writes `quantities` and `times`. What a number or a time means is decided by
`quantities.find_quantities` and `times.find_times`; here each goes to the innermost claim whose words hold it.
"""

from __future__ import annotations

from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import ClaimDraft, letters_of
from services.extract.quantities import find_quantities
from services.extract.times import find_times

T = TypeVar("T")


@Language.factory("claimwire_figures", requires=["doc._.claimwire_claims"])
def create_figures(nlp: Language, name: str) -> AttachFigures:
    return AttachFigures()


class AttachFigures:
    """Finds numbers and times once and hands them to the claims."""

    def __call__(self, doc: Doc) -> Doc:
        claims: tuple[ClaimDraft, ...] = doc._.claimwire_claims
        if not claims:
            return doc
        numbers = _innermost(doc, claims, [((number.start, number.end), number) for number in find_quantities(doc)])
        found = find_times(doc, doc._.claimwire_published)
        moments = _innermost(doc, claims, [((time.start, time.end), time) for time in found])
        for n, claim in enumerate(claims):
            claim.quantities, claim.times = tuple(numbers.get(n, ())), tuple(moments.get(n, ()))
        return doc


def _innermost(doc: Doc, claims: tuple[ClaimDraft, ...], found: list[tuple[tuple[int, int], T]]) -> dict[int, list[T]]:
    """Per claim what stands in it and in no claim inside it; both run through the text once. `found` is (offsets, thing)."""
    spans = [letters_of(doc, claim.words) for claim in claims]
    order = sorted(range(len(claims)), key=lambda n: spans[n])
    result: dict[int, list[T]] = {}
    around: list[int] = []
    at = 0
    for (start, end), thing in sorted(found, key=lambda one: one[0]):
        while at < len(order) and spans[order[at]][0] <= start:
            around.append(order[at])
            at += 1
        around = [n for n in around if spans[n][1] > start]
        holding = [n for n in around if end <= spans[n][1]]
        if holding:
            smallest = min(holding, key=lambda n: (spans[n][1] - spans[n][0], n))
            result.setdefault(smallest, []).append(thing)
    return result
