"""The words that can mark one clause: its chain of predicates, its auxiliaries, its tokens without the clauses inside it."""

from __future__ import annotations

from typing import Final

from services.extract.tree import Tree

_VERBAL: Final = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD"})
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "parataxis", "conj", "pcomp", "appos"})


def verb_group(tree: Tree, head: int) -> list[int]:
    """The head of a clause and the verbs and predicates it carries: "is set to begin", "is unlikely to rise"."""
    group = [head]
    at: int | None = head
    for _ in range(4):
        below = tree.child(at, "xcomp", "acomp", "attr", "oprd") if at is not None else None
        if below is None:
            break
        group.append(below)
        at = below
    return group


def own_words(tree: Tree, head: int) -> list[int]:
    """The tokens of a clause without the clauses inside it."""
    found, stack = [], [head]
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(k for k in tree.kids[at] if tree.dep[k] not in _CLAUSES or (tree.dep[k] == "conj" and tree.tag[k] not in _VERBAL))
    return sorted(found)


def auxiliaries_of(tree: Tree, at: int) -> list[int]:
    return [k for k in tree.kids[at] if tree.dep[k] in {"aux", "auxpass"}]


def is_infinitive(tree: Tree, at: int) -> bool:
    """Whether "to" stands before the verb."""
    return any(tree.dep[k] == "aux" and tree.tag[k] == "TO" for k in tree.kids[at])


def negation_of(tree: Tree, at: int) -> int | None:
    """The "not" of a verb or adjective."""
    return tree.child(at, "neg")


def is_past_ability(tree: Tree, modal: int) -> bool:
    """ "could not be verified": what nobody was able to do then, no hedge."""
    return tree.lower[modal] == "could" and negation_of(tree, tree.head[modal]) is not None
