"""What a participant stands for: the noun behind a relative pronoun, the name behind a short form, the country behind its people.

Functions over a `Tree` and the article's entities. A name inside a longer phrase counts only where it says whose or what the thing is
("NASA engineers", "the government of Chile"), not where it stands in what follows ("a flight to Chile").
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from services.extract.drafts import EntityDraft, Stretch
from services.extract.entities import entity_of, plain_name
from services.extract.language.countries import country_governed_from
from services.extract.language.roles import COMMON_BEGINNINGS, GATHERINGS
from services.extract.tree import Tree

_RELATIVE_TAGS: Final = frozenset({"WDT", "WP"})
_OWNING: Final = frozenset({"of", "from", "for"})
_PLAIN_KINDS: Final = frozenset({"country", "organization"})
_KNOWN_KINDS: Final = _PLAIN_KINDS | {"person", "place"}
_CLAUSES: Final = frozenset({"relcl", "conj", "advcl", "ccomp", "xcomp", "acl"})

Names = dict[str, EntityDraft]


def names_of(doc: Doc) -> Names:
    """The short forms of the article's names, each with the one referent it can mean: a surname, the first word of a firm's name."""
    meant: dict[str, set[EntityDraft]] = {}
    for _, entity in doc._.claimwire_entities:
        parts = entity.name.split()
        if entity.kind not in {"person", "organization"} and len(parts) > 1:
            continue
        short = parts[-1] if entity.kind == "person" else parts[0]
        if len(parts) == 1 or short.lower() not in COMMON_BEGINNINGS:
            meant.setdefault(short, set()).add(entity)
    names: Names = {}
    for short, entities in meant.items():
        fuller = {entity for entity in entities if entity.name != short} or entities
        if len(fuller) == 1:
            names[short] = next(iter(fuller))
    return names


def antecedent(tree: Tree, token: int) -> int:
    """The noun that a relative pronoun stands for, or the token itself."""
    if tree.tag[token] not in _RELATIVE_TAGS and tree.lower[token] != "that":
        return token
    at = tree.head[token]
    while tree.dep[at] in _CLAUSES and tree.dep[at] != "relcl":
        at = tree.head[at]
    noun = tree.head[at]
    return noun if tree.dep[at] == "relcl" and tree.pos[noun] in {"NOUN", "PROPN", "NUM", "PRON"} else token


def referent(doc: Doc, tree: Tree, token: int, words: Stretch, names: Names) -> EntityDraft:
    """The entity that the noun phrase `words`, headed by `token`, stands for."""
    if tree.pos[token] == "PRON":
        return EntityDraft(tree.words(words), "unknown")
    apposed = tree.child(token, "appos")
    core = Stretch(words.start, token + 1)
    found = entity_of(doc, token, core)
    shown = words if apposed is None else core
    if tree.pos[token] == "PROPN":
        if tree.text[token] in found.name.split() and " " in found.name:
            return found
        known = names.get(tree.text[token], found)
        return known if known is not found or found.kind in _KNOWN_KINDS else EntityDraft(plain_name(tree.words(shown)), "unknown")
    if apposed is not None and words.holds(apposed):
        named = entity_of(doc, apposed, Stretch(tree.left[apposed], tree.right[apposed] + 1))
        if named.kind == "person" or (named.kind in _KNOWN_KINDS and tree.pos[apposed] == "PROPN"):
            return named
    is_itself = found.kind == "unknown" or found.name == plain_name(tree.words(core))
    if found.kind in _PLAIN_KINDS and not is_itself:
        return found
    owner = _owner(doc, tree, token) if tree.lemma[token] in GATHERINGS else None
    if owner is not None or (is_itself and shown == core):
        return owner or found
    return EntityDraft(plain_name(tree.words(shown)), found.kind if is_itself else "unknown")


def _owner(doc: Doc, tree: Tree, token: int) -> EntityDraft | None:
    """Whose a government, an army, a delegation is: "the government of Chile", "observers from the Arab League"."""
    for k in tree.kids[token]:
        if k > token and tree.lower[k] in _OWNING and (named := tree.child(k, "pobj")) is not None and tree.pos[named] == "PROPN":
            found = entity_of(doc, named, Stretch(tree.left[named], named + 1))
            if found.kind in _PLAIN_KINDS:
                return found
    return None


def as_place(tree: Tree, words: Stretch, entity: EntityDraft, role: str) -> EntityDraft:
    """A capital that acts is its government; one that something happens to, or goes to, is the city."""
    if entity.kind == "country" and role != "agent":
        name = plain_name(tree.words(words))
        if country_governed_from(name) is not None:
            return EntityDraft(name, "place", entity.country)
    return entity
