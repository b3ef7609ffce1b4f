"""`claimwire_places`: where it happens.

Reads the claims, `doc.ents` and `claimwire_dateline`; writes `places`: the smallest place phrase around each place name that is not a
participant, and "here", which outside a quote is the dateline's place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import ClaimDraft, PlaceDraft, Reason, Stretch
from services.extract.entities import plain_name
from services.extract.language.calendar import MONTHS, WEEKDAYS
from services.extract.language.countries import country_named
from services.extract.language.places import INSIDE, LOCATING, PLACE_NOUNS, TRUSTING
from services.extract.rules import PlaceRule
from services.extract.tree import QUOTE_MARKS, Tree, tree_of

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})


@Language.factory("claimwire_places", requires=["doc._.claimwire_claims", "doc.ents"])
def create_places(nlp: Language, name: str) -> FindPlaces:
    return FindPlaces()


class FindPlaces:
    """Gives each claim the places that stand in its words after a locating preposition."""

    def __call__(self, doc: Doc) -> Doc:
        if not doc._.claimwire_claims:
            return doc
        tree = tree_of(doc)
        names = [ent for ent in doc.ents if ent.label_ in _PLACES]
        dateline = doc._.claimwire_dateline
        starts = [ent.start for ent in names]
        for claim in doc._.claimwire_claims:
            inside = names[bisect_left(starts, claim.words.start) : bisect_left(starts, claim.words.end)]
            places = [place for ent in inside if (place := _place(tree, Stretch(ent.start, ent.end)))]
            known = {place.name for place in places}
            places += [place for place in _by_their_words(doc, tree, claim.words) if place.name not in known]
            if dateline and dateline.place:
                places += [_here(dateline.place, Stretch(i, i + 1)) for i in _heres(tree, claim)]
            claim.places = tuple(sorted(dict.fromkeys(places), key=lambda place: place.words))
        return doc


def _here(place: str, word: Stretch) -> PlaceDraft:
    country = country_named(place)
    return PlaceDraft(word, place, country.code if country else None, Reason(PlaceRule.HERE, (word,)))


def _heres(tree: Tree, claim: ClaimDraft) -> list[int]:
    """Where the claim says "here", in a sentence without a quote: in a quote it is where the speaker stands."""
    found = [i for i in range(*claim.words) if tree.lower[i] == "here" and tree.dep[i] == "advmod"]
    return found if found and not any(tree.text[i] in QUOTE_MARKS for i in range(*claim.sentence)) else []


def _place(tree: Tree, name: Stretch) -> PlaceDraft | None:
    head = next((i for i in range(name.start, name.end) if not name.holds(tree.head[i])), name.end - 1)
    top = head
    while tree.dep[top] in {"compound", "nmod", "appos"} and tree.head[top] != top:
        top = tree.head[top]
    while tree.dep[top] == "conj" and tree.pos[tree.head[top]] == "PROPN":
        top = tree.head[top]
    if tree.dep[top] != "pobj" or tree.lower[tree.head[top]] not in LOCATING:
        return None
    words = tree.trim(Stretch(min(tree.left[top], name.start), name.end)) if top == head else name
    if words.end - words.start > 8:
        words = name
    text = tree.words(name)
    country = country_named(plain_name(text))
    at = tree.head[top]
    reason = Reason(PlaceRule.PREPOSITION, (Stretch(at, at + 1), name))
    return PlaceDraft(words, plain_name(text), country.code if country else None, reason)


def _by_their_words(doc: Doc, tree: Tree, claim: Stretch) -> Iterator[PlaceDraft]:
    """Places that the recogniser missed: "in the eastern town of X", "in the capital, X", "in X"."""
    for i in range(claim.start, claim.end):
        if tree.pos[i] != "PROPN" or tree.lower[i] in MONTHS or tree.lower[i] in WEEKDAYS:
            continue
        above = tree.head[i]
        if tree.dep[i] == "appos" or (tree.dep[i] == "pobj" and tree.lower[above] == "of" and tree.head[above] != above):
            noun = above if tree.dep[i] == "appos" else tree.head[above]
            if (
                tree.pos[noun] == "NOUN"
                and tree.lemma[noun] in PLACE_NOUNS
                and tree.dep[noun] == "pobj"
                and tree.lower[tree.head[noun]] in LOCATING
            ):
                name = _name(tree, i)
                yield PlaceDraft(Stretch(tree.left[noun], name.end), tree.words(name), None, Reason.at(PlaceRule.PLACE_NOUN, noun))
        elif tree.dep[i] == "pobj" and tree.lower[above] in INSIDE and _is_unknown(doc, tree, i):
            name = _name(tree, i)
            yield PlaceDraft(name, tree.words(name), None, Reason.at(PlaceRule.UNKNOWN_NAME, above))


def _is_unknown(doc: Doc, tree: Tree, i: int) -> bool:
    """No name for the recogniser, or one word that it took for a person of whom the article knows no more; "trust in X" is no place."""
    if tree.lemma[tree.head[tree.head[i]]] in TRUSTING:
        return False
    if not doc[i].ent_type_:
        return True
    return doc[i].ent_type_ == "PERSON" and any(
        name.holds(i) and name.end - name.start == 1 and " " not in entity.name for name, entity in doc._.claimwire_entities
    )


def _name(tree: Tree, last: int) -> Stretch:
    first = last
    while first > 0 and tree.pos[first - 1] == "PROPN" and tree.head[first - 1] in range(first, last + 1):
        first -= 1
    return Stretch(first, last + 1)
