"""Noun phrases that state something: named events ("the firm's decision to close two plants"), appositions that tell a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.extract.drafts import Stretch
from services.extract.language.events import DECISIONS, EVENTS, RANKS
from services.extract.language.sources import PERSON_ROLES
from services.extract.tree import Tree

APART: Final = frozenset({",", ";", ":", "—", "–", "--", "(", ")"})
_POSSESSIVES: Final = frozenset({"'", "’", "'s", "’s"})
MIN_RANK_WORDS: Final = 3
MAX_BEFORE_RANK: Final = 5
"""A superlative stands near the front of the phrase that it ranks."""


def says_something(tree: Tree, i: int) -> bool:
    """Whether an apposition tells a fact that can be checked, not only who or what somebody is."""
    if tree.pos[i] == "PROPN" and tree.tag[i] != "NNS":
        return False
    words = range(tree.left[i], tree.right[i] + 1)
    if tree.lemma[i] in PERSON_ROLES or tree.lower[i] in PERSON_ROLES:
        return False
    if any(tree.pos[k] == "NUM" or _ranks(tree, k) for k in words):
        return len([k for k in words if tree.text[k].isalpha()]) >= 3
    return len(words) >= 4 and any(tree.dep[k] == "prep" for k in tree.kids[i])


def _ranks(tree: Tree, k: int) -> bool:
    return tree.tag[k] in {"JJS", "RBS"} or tree.lower[k] in RANKS


def rank_apart(tree: Tree, comma: int, sentence: Stretch) -> tuple[int, Stretch] | None:
    """A rank between commas, wherever the parse hangs it: ", the lowest level in a decade", ", its fifth rise in a row"; (head, words)."""
    start = end = comma + 1
    while end < sentence.end and tree.text[end] not in APART and not tree.is_finite(end):
        end += 1
    if end - start < MIN_RANK_WORDS or (end < sentence.end and tree.text[end] not in APART and tree.pos[end] != "PUNCT"):
        return None
    owns = tree.pos[start] == "PROPN" and any(text in _POSSESSIVES for text in tree.text[start + 1 : start + 2])
    opens = owns or tree.tag[start] in {"DT", "PRP$"} or any(tree.dep[k] == "poss" for k in tree.kids[start])
    ranking = next((k for k in range(start, min(end, start + MAX_BEFORE_RANK)) if _ranks(tree, k)), None)
    if not opens or ranking is None or tree.head[ranking] == ranking:
        return None
    head = tree.head[ranking] if tree.pos[ranking] in {"ADJ", "ADV"} and start <= tree.head[ranking] < end else ranking
    named = comma - 1
    if tree.pos[named] == "PROPN" and tree.dep[named] in {"nsubj", "nsubjpass"} and tree.tag[start] == "DT":
        start = tree.left[named]  # "Lisbon, the country's largest city"
    return head, tree.trim(Stretch(start, end))


def nominal_heads(tree: Tree, sentence: Stretch) -> Iterator[tuple[int, str, Stretch]]:
    """Events that a noun phrase names together with who did or suffered them: (head, rule, words)."""
    for i in range(sentence.start, sentence.end):
        if tree.pos[i] != "NOUN":
            continue
        owner = tree.child(i, "poss")
        rank = _rank(tree, i, owner)
        if rank is not None:
            yield rank, "apposition", tree.trim(Stretch(tree.left[rank], tree.right[i] + 1))
        elif tree.lemma[i] in DECISIONS:
            deed = next(
                (k for k in tree.kids[i] if tree.dep[k] in {"acl", "relcl"} and k > i and any(tree.lower[m] == "to" for m in tree.kids[k])),
                None,
            )
            if deed is not None and owner is not None:
                yield i, "decision", tree.trim(Stretch(tree.left[i], tree.right[i] + 1))
        elif tree.lemma[i] in EVENTS and tree.right[i] - i >= 3 and _names_event(tree, i, owner):
            end = next((k for k in range(i + 1, tree.right[i] + 1) if tree.text[k] in APART), tree.right[i] + 1)
            yield i, "named event", tree.trim(Stretch(tree.left[i], end))


def _names_event(tree: Tree, i: int, owner: int | None) -> bool:
    """An owner with a name, or an owner or a subject's article with a name or number in what follows."""
    if owner is not None and tree.pos[owner] == "PROPN":
        return True
    behind = tree.child(i, "prep")
    is_told = behind is not None and any(tree.pos[k] in {"PROPN", "NUM"} for k in range(behind, tree.right[behind] + 1))
    return is_told and (owner is not None or (tree.dep[i] in {"nsubj", "nsubjpass"} and tree.lower[tree.left[i]] in {"the", "this"}))


def _rank(tree: Tree, i: int, owner: int | None) -> int | None:
    """The head of a rank that is told on the way: "one of the oldest bridges", "Italy's second largest port of Genoa"."""
    if tree.dep[i] in {"attr", "ROOT", "oprd"} or not any(tree.tag[k] in {"JJS", "RBS"} for k in range(tree.left[i], i)):
        return None
    one = tree.head[tree.head[i]]
    if tree.dep[i] == "pobj" and tree.lower[tree.head[i]] == "of" and tree.lower[one] == "one":
        return None if tree.dep[one] in {"attr", "appos"} else one
    return i if owner is not None and tree.pos[owner] == "PROPN" and tree.right[i] > i else None
