"""Noun phrases that state something: named events ("the firm's decision to close two plants"), appositions that tell a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.extract.drafts import Stretch
from services.extract.language.events import DECISIONS, EVENTS
from services.extract.language.reporting import PERSON_ROLES
from services.extract.tree import Tree

_TELLING_DETERMINERS: Final = frozenset({"a", "an", "the", "one", "its", "their", "his", "her"})


def says_something(tree: Tree, i: int) -> bool:
    """Whether an apposition tells a fact that can be checked, not only who or what somebody is."""
    if tree.pos[i] == "PROPN" and tree.tag[i] != "NNS":
        return False
    words = range(tree.left[i], tree.right[i] + 1)
    if tree.lemma[i] in PERSON_ROLES or tree.lower[i] in PERSON_ROLES:
        return False
    if any(
        tree.pos[k] == "NUM" or tree.tag[k] in {"JJS", "RBS"} or tree.lower[k] in {"first", "second", "third", "last", "only"}
        for k in words
    ):
        return len([k for k in words if tree.text[k].isalpha()]) >= 3
    return len(words) >= 4 and any(tree.dep[k] == "prep" for k in tree.kids[i])


def nominal_heads(tree: Tree, sentence: Stretch) -> Iterator[tuple[int, str, Stretch]]:
    """Events that a noun phrase names together with who did or suffered them: (head, rule, words)."""
    for i in range(sentence.start, sentence.end):
        if tree.pos[i] != "NOUN":
            continue
        owner = tree.child(i, "poss")
        if tree.lemma[i] in DECISIONS:
            deed = next(
                (k for k in tree.kids[i] if tree.dep[k] in {"acl", "relcl"} and k > i and any(tree.lower[m] == "to" for m in tree.kids[k])),
                None,
            )
            if deed is not None and owner is not None:
                yield i, "decision", tree.trim(Stretch(tree.left[i], tree.right[i] + 1))
        elif tree.lemma[i] in EVENTS and owner is not None and tree.right[i] - i >= 3 and tree.pos[owner] == "PROPN":
            yield i, "named event", tree.trim(Stretch(tree.left[i], tree.right[i] + 1))
