"""`claimwire_places`: where it happens.

Reads the claims and `doc.ents`; writes `places`: the smallest place phrase around each place name that is not a participant.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import ClaimDraft, PlaceDraft, Reason, Stretch
from services.extract.entities import plain_name
from services.extract.language import words
from services.extract.language.countries import country_named
from services.extract.rules import PlaceRule
from services.extract.tree import Tree, tree_of

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_LOCATING: Final = words("""
    in at near on from to into across through throughout over around outside inside along above off between within toward
    towards of
""")


@Language.factory("claimwire_places", requires=["doc._.claimwire_claims", "doc.ents"])
def create_places(nlp: Language, name: str) -> FindPlaces:
    return FindPlaces()


class FindPlaces:
    """Gives each claim the places that stand in its words after a locating preposition."""

    def __call__(self, doc: Doc) -> Doc:
        names = [ent for ent in doc.ents if ent.label_ in _PLACES]
        if not names:
            return doc
        tree = tree_of(doc)
        starts = [ent.start for ent in names]
        claims: list[ClaimDraft] = []
        for claim in doc._.claimwire_claims:
            inside = names[bisect_left(starts, claim.words.start) : bisect_left(starts, claim.words.end)]
            places = [place for ent in inside if (place := _place(tree, Stretch(ent.start, ent.end)))]
            claims.append(replace(claim, places=tuple(dict.fromkeys(places))))
        doc._.claimwire_claims = tuple(claims)
        return doc


def _place(tree: Tree, name: Stretch) -> PlaceDraft | None:
    head = next((i for i in range(name.start, name.end) if not name.holds(tree.head[i])), name.end - 1)
    top = head
    while tree.dep[top] in {"compound", "nmod", "appos"} and tree.head[top] != top:
        top = tree.head[top]
    if tree.dep[top] != "pobj" or tree.lower[tree.head[top]] not in _LOCATING:
        return None
    words = tree.trim(Stretch(min(tree.left[top], name.start), name.end)) if top >= name.end or top == head else name
    if words.end - words.start > 8:
        words = name
    text = tree.words(name)
    country = country_named(plain_name(text))
    at = tree.head[top]
    reason = Reason(PlaceRule.PREPOSITION, (Stretch(at, at + 1), name))
    return PlaceDraft(words, plain_name(text), country.code if country else None, reason)
