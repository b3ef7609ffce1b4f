"""Clauses that hold nothing to check: wishes, orders, bare judgements, and sentences in which a text speaks of itself."""

from __future__ import annotations

from typing import Final

from services.extract.language.certainty import HEDGES
from services.extract.language.judging import JUDGEMENT_NOUNS, JUDGEMENTS, PERSONAL, SIGNIFYING, WISHES, WRITING
from services.extract.tree import Tree

_POINTING: Final = frozenset({"this", "that", "it", "these", "those", "there", "what", "which"})
_LINKING_VERBS: Final = frozenset({"be", "seem", "look", "remain", "become", "feel", "sound", "appear"})
_INNER: Final = frozenset({"conj", "cc", "advcl", "relcl", "ccomp", "parataxis", "punct", "xcomp"})


def is_wish(tree: Tree, head: int) -> bool:
    """ "Europe should rearm", "we must act": what ought to be is no claim."""
    for k in tree.kids[head]:
        if tree.dep[k] == "aux" and tree.lower[k] in WISHES:
            is_guess = tree.tag[head] == "VBG"  # "should be running by May"
            return not is_guess and not any(tree.lower[m] == "have" and tree.dep[m] == "aux" for m in tree.kids[head])
    return False


def is_first_person_wish(tree: Tree, head: int) -> bool:
    """ "I want to thank …", "we hope …": the speaker's feelings, no claim about the world."""
    subject = tree.child(head, "nsubj")
    return subject is not None and tree.lower[subject] in {"i", "we"} and tree.lemma[head] in PERSONAL


def judged_clause(tree: Tree, head: int) -> int | None:
    """The clause inside "it is likely (clear, possible) that …": that is the claim, not the judging of it."""
    if tree.lemma[head] not in _LINKING_VERBS:
        return None
    subject = tree.child(head, "nsubj", "expl")
    said = tree.child(head, "acomp")
    if subject is None or said is None or tree.lower[subject] not in {"it", "’s", "'s"}:
        return None
    holders = (head, said)
    inner = next((k for holder in holders for k in tree.kids[holder] if tree.dep[k] == "ccomp" and k > said), None)
    if inner is None or (tree.lemma[said] not in JUDGEMENTS and tree.lower[said] not in HEDGES):
        return None
    first = tree.left[inner]
    return None if tree.lower[first] in {"whether", "if", "how", "why", "what", "who", "when", "where"} else inner


def is_bare_judgement(tree: Tree, head: int) -> bool:
    """A copula with a word of judgement and nothing else to check, or a sentence that only links others."""
    own = tree.subtree(head, without=[k for k in tree.kids[head] if tree.dep[k] in _INNER])
    subject = tree.child(head, "nsubj", "nsubjpass", "expl", "csubj")
    if any(tree.pos[k] == "NUM" for k in own):
        return False
    points = subject is not None and tree.lower[subject] in _POINTING
    if tree.lemma[head] in _LINKING_VERBS:
        said = tree.child(head, "acomp", "attr", "oprd")
        if said is None:
            if points and tree.child(head, "xcomp") is not None and tree.lemma[head] == "remain":
                return True  # "it remains to be seen"
            asked = tree.child(head, "ccomp")
            return asked is not None and tree.lower[tree.left[asked]] in {"whether", "if", "how", "why", "what", "who"}
        if tree.lemma[said] in JUDGEMENTS and tree.pos[said] in {"ADJ", "ADV"}:
            return tree.tag[said] not in {"JJR", "JJS"} and not any(tree.dep[k] == "neg" for k in tree.kids[head])
        if tree.lemma[said] in JUDGEMENT_NOUNS and points:
            return not any(tree.pos[k] == "PROPN" for k in own if k > said)
        return points and tree.lower[subject if subject is not None else head] in {"this", "that", "which"} and tree.dep[head] != "relcl"
    if points and subject is not None:
        if tree.lower[subject] in {"it", "which"}:
            return tree.lower[head] in SIGNIFYING
        bare = tree.lower[subject] in {"this", "that"} and tree.dep[head] != "relcl"
        return tree.lemma[head] in WRITING or bare
    return False
