"""`claimwire_entities`: named entities where claims are, and who is who.

Reads the parse and `claimwire_claims`; writes `doc.ents` and `claimwire_entities`. The recogniser runs only over sentences that hold a
claim: it is the dearest component of the model. Names of one referent ("Maria Lopez", "Lopez"; "Health Security Board (HSB)", "the
HSB"; a country, its people, its capital for its government) become one entity under the fullest name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc, Span

from schemas.claims import EntityKind
from services.extract.drafts import EntityDraft, Stretch, words_of
from services.extract.language.countries import country_governed_from, country_meant, country_named, country_of_people
from services.extract.language.names import HONORIFICS, NAME_SUFFIXES, ORGANISATION_WORDS
from services.extract.parse import copy_of
from services.extract.recogniser import NamedSpan, recogniser_of
from services.extract.tree import tree_of

_KINDS: Final[dict[str, EntityKind]] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
}
_POSSESSIVE: Final = re.compile(r"(?:'s|’s|['’])$")
_ABBREVIATED: Final = re.compile(r"\s*\(\s*([A-Z]{2,8})\s*\)?$")
"""The abbreviation that the recogniser took along: "Health Board (HB"."""


@Language.factory("claimwire_entities", assigns=["doc.ents", "doc._.claimwire_entities"], requires=["doc._.claimwire_claims"])
def create_entities(nlp: Language, name: str) -> FindEntities:
    return FindEntities(nlp)


class FindEntities:
    """Recognises names in sentences with claims and merges the names of one referent."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._recogniser = recogniser_of(nlp)

    def __call__(self, doc: Doc) -> Doc:
        if self._recogniser is None:
            return doc
        runs = _runs(doc)
        words = doc.to_array([ORTH, SPACY, NORM])
        found = self._recogniser.names([copy_of(self._vocab, words[run.start : run.end]) for run in runs])
        names = [
            NamedSpan(run.start + name.start, run.start + name.end, name.label)
            for run, some in zip(runs, found, strict=True)
            for name in some
        ]
        doc.ents = tuple(Span(doc, name.start, name.end, label=name.label) for name in names)
        doc._.claimwire_entities = tuple(_merged(doc, names))
        return doc


def _runs(doc: Doc) -> list[Stretch]:
    """The sentences that hold claims and may hold a name, each alone."""
    runs: list[Stretch] = []
    for sentence in dict.fromkeys(claim.sentence for claim in doc._.claimwire_claims):
        if runs and sentence.start < runs[-1].end:
            runs[-1] = Stretch(runs[-1].start, max(runs[-1].end, sentence.end))
        elif _may_hold_name(doc, sentence):
            runs.append(sentence)
    return runs


def _may_hold_name(doc: Doc, sentence: Stretch) -> bool:
    """Whether a word behind the first begins with a capital letter, or the first is tagged as a name."""
    tree = tree_of(doc)
    return any(
        tree.text[i][0].isupper() and (i > sentence.start or tree.pos[i] in {"PROPN", "ADJ"}) and tree.text[i] != "I"
        for i in range(*sentence)
    )


def _merged(doc: Doc, names: list[NamedSpan]) -> Iterator[tuple[Stretch, EntityDraft]]:
    labels = {name.label: doc.vocab.strings[name.label] for name in names}
    named = [
        (Stretch(name.start, name.end), labels[name.label], plain_name(words_of(doc, Stretch(name.start, name.end))))
        for name in names
        if labels[name.label] in _KINDS
    ]
    people = sorted({name for _, label, name in named if label == "PERSON" and " " in name}, key=lambda n: (-len(n), n))
    groups = sorted({name for _, label, name in named if label == "ORG"}, key=lambda n: (-len(n), n))
    short = {_abbreviation(doc, stretch): name for stretch, _, name in named if _abbreviation(doc, stretch)}
    for stretch, label, name in named:
        yield stretch, _entity(label, name, people, groups, short)


def _entity(label: str, name: str, people: list[str], groups: list[str], short: dict[str | None, str]) -> EntityDraft:
    if label in {"GPE", "NORP", "LOC"} or country_named(name):
        country = country_meant(name) if label != "LOC" else country_named(name)
        if country is not None:
            return EntityDraft(country.name, "country", country.code)
    if label == "PERSON":
        last = name.split()[-1]
        parts = set(name.split())
        fuller = [
            full for full in people if full != name and (full.split()[-1] == last or last in full.split()) and parts <= set(full.split())
        ]
        return EntityDraft(fuller[0] if fuller else name, "person")
    if label == "ORG":
        if name in short:
            return EntityDraft(short[name], "organization")
        fuller = [full for full in groups if full != name and full.startswith(name + " ")]
        return EntityDraft(fuller[0] if len(fuller) == 1 else name, "organization")
    return EntityDraft(name, _KINDS[label])


def plain_name(text: str) -> str:
    """A name without article, title and possessive ending, white space folded."""
    name = _ABBREVIATED.sub("", _POSSESSIVE.sub("", " ".join(text.split())))
    words = name.split()
    while len(words) > 1 and (words[0].lower() in {"the", "a", "an"} or words[0].lower().rstrip(".") in HONORIFICS):
        words = words[1:]
    while len(words) > 2 and words[-1].lower().strip(".,") in NAME_SUFFIXES:
        words = words[:-1]
    return " ".join(words).strip(",") or name


def _abbreviation(doc: Doc, name: Stretch) -> str | None:
    """The abbreviation that follows a name in brackets, when its letters begin the name's words."""
    words, written = tree_of(doc).text, words_of(doc, name)
    taken_along = _ABBREVIATED.search(written)
    if taken_along is not None:
        return taken_along[1]
    if name.end + 2 < len(doc) and words[name.end] == "(" and words[name.end + 2] == ")":
        letters = words[name.end + 1]
        initials = "".join(word[0] for word in written.split() if word[0].isupper())
        if 2 <= len(letters) <= 8 and letters.isupper() and letters[0] in initials:
            return letters
    return None


def entity_of(doc: Doc, head: int, words: Stretch) -> EntityDraft:
    """What a noun phrase stands for: the name it holds, a country whose people or things it names, or itself."""
    best: EntityDraft | None = None
    known: tuple[tuple[Stretch, EntityDraft], ...] = doc._.claimwire_entities
    for stretch, entity in known[bisect_right(known, words.start, key=lambda pair: pair[0].end) :]:
        if stretch.start >= words.end:
            break
        if stretch.end > words.start:
            if stretch.holds(head):
                return entity
            best = (
                best
                if best is not None and best.kind == "country"
                else entity
                if entity.kind in {"country", "organization", "person"}
                else best
            )
    if best is not None and best.kind == "country":
        return best
    text = words_of(doc, words)
    country = country_named(text) or country_governed_from(text) or country_of_people(text)
    if country is not None:
        return EntityDraft(country.name, "country", country.code)
    if best is not None:
        return best
    kind: EntityKind = "organization" if doc[head].lemma_.lower() in ORGANISATION_WORDS else "unknown"
    return EntityDraft(plain_name(text), kind)
