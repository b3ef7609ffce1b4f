"""`claimwire_actors`: who takes part in what happens, in which role.

Reads the claims, the parse and `claimwire_entities`; writes `actors`: agent, patient, recipient, or other. Amounts, times and the objects
that only make a verb ("took place") take no part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.clauses import TIME_NOUNS
from services.extract.drafts import ActorDraft, ClaimDraft, EntityDraft, Reason, Stretch
from services.extract.language.money import CURRENCY_SIGNS, CURRENCY_WORDS
from services.extract.language.roles import EMPTY_OBJECTS, GATHERINGS, GIVING, JOINING, MOVING, UNDERGOING
from services.extract.language.units import TIME_UNITS, UNITS
from services.extract.referents import Names, antecedent, as_place, names_of, referent
from services.extract.rules import ActorRule
from services.extract.sources import noun_words
from services.extract.tree import Tree, tree_of
from services.extract.verb_groups import verb_group

MAX_ACTORS: Final = 6
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_MEASURES: Final = frozenset(name[-1] for name in (*UNITS, *CURRENCY_WORDS)) | TIME_UNITS | TIME_NOUNS
_NAMED: Final = frozenset({"person", "organization", "country", "group"})


@Language.factory("claimwire_actors", requires=["doc._.claimwire_claims"])
def create_actors(nlp: Language, name: str) -> FindActors:
    return FindActors()


class FindActors:
    """Reads the participants off the verb group of each claim."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.claimwire_claims:
            tree, names = tree_of(doc), names_of(doc)
            for claim in doc._.claimwire_claims:
                claim.actors = tuple(_actors(doc, tree, claim, names))
        return doc


def _actors(doc: Doc, tree: Tree, claim: ClaimDraft, names: Names) -> Iterator[ActorDraft]:
    seen: set[Stretch] = set()
    for token, role, rule, by in _roles(tree, claim):
        for one, words in _each(doc, tree, antecedent(tree, token)):
            if words in seen or words.start < claim.sentence.start or words.end > claim.sentence.end:
                continue
            entity = as_place(tree, words, referent(doc, tree, one, words, names), role)
            if role == "recipient" and not _receives(tree, claim, token, entity):
                continue
            seen.add(words)
            yield ActorDraft(words, role, entity, Reason.at(rule, by))
            if len(seen) >= MAX_ACTORS:
                return


def _receives(tree: Tree, claim: ClaimDraft, token: int, entity: EntityDraft) -> bool:
    """Behind "to" and "for" stands who receives when the verb gives, or when it is somebody; else where, what for or how far."""
    is_somebody = entity.kind in _NAMED or tree.lemma[token] in GATHERINGS
    return is_somebody or tree.dep[token] == "dative" or any(tree.lemma[g] in GIVING for g in verb_group(tree, claim.head))


def _each(doc: Doc, tree: Tree, token: int) -> Iterator[tuple[int, Stretch]]:
    """A participant, or each of several names in a row; nothing for an amount."""
    row, at = [token], tree.child(token, "conj")
    while at is not None:
        row.append(at)
        at = tree.child(at, "conj")
    if len(row) > 1 and all(tree.pos[k] == "PROPN" for k in row) and not _is_one_name(doc, row):
        for k in row:
            yield k, tree.stretch(k, without=[m for m in tree.kids[k] if tree.dep[m] in {"conj", "cc", "relcl", "appos"}])
    elif not _is_amount(tree, token):
        yield token, noun_words(tree, token)


def _is_one_name(doc: Doc, row: list[int]) -> bool:
    """A firm named after two, which the parse takes for two in a row."""
    return any(name.holds(row[0]) and name.holds(row[-1]) for name, _ in doc._.claimwire_entities)


def _is_amount(tree: Tree, token: int) -> bool:
    """A sum, a share, a length or a time by itself; "54% of voters" are voters."""
    if tree.tag[token] == "PRP$":
        return True
    if tree.lower[token + 1 : token + 2] == ["of"]:
        return False
    if tree.text[token] in CURRENCY_SIGNS or any(tree.text[k] in CURRENCY_SIGNS for k in tree.kids[token]):
        return True
    if tree.pos[token] == "NUM":
        return tree.dep[token] not in {"nsubj", "nsubjpass"}
    is_counted = tree.child(token, "nummod", "det", "quantmod") is not None or (token > 0 and tree.pos[token - 1] == "NUM")
    return tree.lower[token] in _MEASURES and (is_counted or tree.lower[token] in TIME_NOUNS)


def _roles(tree: Tree, claim: ClaimDraft) -> Iterator[tuple[int, str, ActorRule, int]]:
    """(participant, role, rule, the word that gives the role)."""
    group = verb_group(tree, claim.head)
    passive = next((k for g in group for k in tree.kids[g] if tree.dep[k] == "auxpass"), None)
    is_bare = tree.child(claim.head, "aux", "auxpass") is None
    is_reduced = is_bare and tree.tag[claim.head] == "VBN" and tree.dep[claim.head] in {"acl", "conj", "advcl"}
    if passive is None and is_reduced and tree.child(claim.head, "dobj") is None:
        passive = claim.head
    has_object = any(tree.dep[k] == "xcomp" or (tree.dep[k] == "dobj" and not _is_amount(tree, k)) for g in group for k in tree.kids[g])
    if claim.subject is not None and tree.pos[claim.subject] in _NOMINAL:
        if passive is not None:
            yield claim.subject, "patient", ActorRule.PASSIVE_SUBJECT, passive
        elif not has_object and (tree.lemma[claim.head] in UNDERGOING or tree.lemma[claim.head] in MOVING):
            yield claim.subject, "patient", ActorRule.UNDERGOING_SUBJECT, claim.head
        else:
            yield claim.subject, "agent", ActorRule.SUBJECT, claim.head
    for g in group:
        for k in tree.kids[g]:
            if tree.dep[k] == "dobj" and tree.lower[k] not in EMPTY_OBJECTS:
                yield k, "patient", ActorRule.OBJECT, g
            elif tree.dep[k] == "dative":
                yield (tree.child(k, "pobj") or k), "recipient", ActorRule.INDIRECT_OBJECT, g
            elif tree.dep[k] == "agent" and (by := tree.child(k, "pobj")) is not None:
                yield by, "agent", ActorRule.BY_PHRASE, k
            elif tree.dep[k] == "prep" and (named := tree.child(k, "pobj")) is not None and tree.pos[named] in {"PROPN", "NOUN"}:
                if tree.lower[k] in {"to", "for"}:
                    yield named, "recipient", ActorRule.RECEIVING_PHRASE, k
                elif tree.lower[k] in JOINING:
                    yield named, "other", ActorRule.OTHER_PHRASE, k
    owner = tree.child(claim.head, "poss")
    if owner is not None and not tree.is_verb(claim.head):
        yield owner, "agent", ActorRule.OWNER, claim.head
