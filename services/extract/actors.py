"""`claimwire_actors`: who takes part in what happens, in which role.

Reads the claims, the parse and `claimwire_entities`; writes `actors`: agent, patient, recipient, or other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import ActorDraft, ClaimDraft, Reason, Stretch
from services.extract.entities import entity_of
from services.extract.language import words
from services.extract.rules import ActorRule
from services.extract.sources import noun_words
from services.extract.tree import Tree, tree_of
from services.extract.verb_groups import verb_group

MAX_ACTORS: Final = 6
_UNDERGOING: Final = words("""
    die rise fall increase decrease drop grow shrink collapse remain stay be become happen occur
""")


@Language.factory("claimwire_actors", requires=["doc._.claimwire_claims"])
def create_actors(nlp: Language, name: str) -> FindActors:
    return FindActors()


class FindActors:
    """Reads the participants off the verb group of each claim."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.claimwire_claims:
            tree = tree_of(doc)
            doc._.claimwire_claims = tuple(replace(claim, actors=tuple(_actors(doc, tree, claim))) for claim in doc._.claimwire_claims)
        return doc


def _actors(doc: Doc, tree: Tree, claim: ClaimDraft) -> Iterator[ActorDraft]:
    seen: set[Stretch] = set()
    for token, role, rule, by in _roles(tree, claim):
        words = noun_words(tree, token)
        if words.end <= words.start or words in seen or words.start < claim.sentence.start or words.end > claim.sentence.end:
            continue
        seen.add(words)
        yield ActorDraft(words, role, entity_of(doc, token, words), Reason(rule, (Stretch(by, by + 1),)))
        if len(seen) >= MAX_ACTORS:
            return


def _roles(tree: Tree, claim: ClaimDraft) -> Iterator[tuple[int, str, ActorRule, int]]:
    """(participant, role, rule, the word that gives the role)."""
    group = verb_group(tree, claim.head)
    passive = next((k for g in group for k in tree.kids[g] if tree.dep[k] == "auxpass"), None)
    if passive is None and tree.dep[claim.head] == "acl" and tree.tag[claim.head] == "VBN":
        passive = claim.head
    if claim.subject is not None and tree.pos[claim.subject] in {"NOUN", "PROPN", "PRON", "NUM"}:
        if passive is not None:
            yield claim.subject, "patient", ActorRule.PASSIVE_SUBJECT, passive
        elif tree.lemma[claim.head] in _UNDERGOING:
            yield claim.subject, "patient", ActorRule.UNDERGOING_SUBJECT, claim.head
        else:
            yield claim.subject, "agent", ActorRule.SUBJECT, claim.head
    for g in group:
        for k in tree.kids[g]:
            if tree.dep[k] == "dobj":
                yield k, "patient", ActorRule.OBJECT, g
            elif tree.dep[k] == "dative":
                yield (tree.child(k, "pobj") or k), "recipient", ActorRule.INDIRECT_OBJECT, g
            elif tree.dep[k] == "agent" and (by := tree.child(k, "pobj")) is not None:
                yield by, "agent", ActorRule.BY_PHRASE, k
            elif tree.dep[k] == "prep" and (named := tree.child(k, "pobj")) is not None and tree.pos[named] in {"PROPN", "NOUN"}:
                if tree.lower[k] in {"to", "for"}:
                    yield named, "recipient", ActorRule.RECEIVING_PHRASE, k
                elif tree.lower[k] in {"against", "with"}:
                    yield named, "other", ActorRule.OTHER_PHRASE, k
    owner = tree.child(claim.head, "poss")
    if owner is not None and not tree.is_verb(claim.head):
        yield owner, "agent", ActorRule.OWNER, claim.head
