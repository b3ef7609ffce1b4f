"""Clauses that hold nothing to check: wishes, orders, bare judgements, and sentences in which a text speaks of itself."""

from __future__ import annotations

from typing import Final

from services.extract.language.judging import JUDGEMENT_NOUNS, JUDGEMENTS, WISHES, WRITING
from services.extract.tree import Tree

_POINTING: Final = frozenset({"this", "that", "it", "these", "those", "there", "what"})
_CONTENT: Final = frozenset({"PROPN", "NUM"})


def is_wish(tree: Tree, head: int) -> bool:
    """ "Europe should rearm", "we must act": what ought to be is no claim."""
    for k in tree.kids[head]:
        if tree.dep[k] == "aux" and tree.lower[k] in WISHES:
            return not any(tree.lower[m] == "have" and tree.dep[m] == "aux" for m in tree.kids[head])
    return False


def is_bare_judgement(tree: Tree, head: int) -> bool:
    """A copula with a word of judgement and nothing else to check, or a sentence that only links others."""
    words = range(tree.left[head], tree.right[head] + 1)
    subject = tree.child(head, "nsubj", "nsubjpass", "expl", "csubj")
    if any(tree.pos[k] == "NUM" for k in words):
        return False
    if tree.lemma[head] in {"be", "seem", "look", "remain", "become", "feel", "sound"}:
        said = tree.child(head, "acomp", "attr", "oprd")
        if said is None:
            return False
        if tree.lemma[said] in JUDGEMENTS and tree.pos[said] == "ADJ":
            return tree.child(head, "ccomp") is not None or not any(tree.pos[k] in _CONTENT for k in range(said, tree.right[head] + 1))
        if tree.lemma[said] in JUDGEMENT_NOUNS and subject is not None and tree.lower[subject] in _POINTING:
            return not any(tree.pos[k] in _CONTENT for k in range(said, tree.right[head] + 1))
        return False
    return subject is not None and tree.lower[subject] in _POINTING and tree.lemma[head] in WRITING
