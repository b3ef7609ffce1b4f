"""Phrases beside a clause that state something of their own: "with 500 wounded", "after falling 9 percent", appositions, "including …".

Functions over a `Tree`; each yields the heads that it finds at one token.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.extract.clauses import has_own_subject
from services.extract.drafts import Head, Stretch
from services.extract.language import words
from services.extract.nominals import rank_apart, says_something
from services.extract.tree import Tree

BREAKS: Final = frozenset({",", "(", "—", "–", "-", "--", ";", ":"})
"""Marks after which a phrase stands apart from the words before."""
_OPENING: Final = words(", with after before home including compared versus")
MAX_NAMED_WORDS: Final = 25
_PREDICATE_TAGS: Final = frozenset({"VBG", "VBN", "JJ", "VBD"})
COMPLEMENTS: Final = words("dobj prep attr acomp xcomp ccomp agent oprd npadvmod advcl")


def asides(tree: Tree, i: int, sentence: Stretch, reporters: set[int]) -> Iterator[Head]:
    """All phrases of this kind that token `i` opens or heads."""
    if tree.lower[i] not in _OPENING and tree.dep[i] != "appos":
        return
    yield from _absolute(tree, i, reporters)
    yield from _before_or_after(tree, i)
    yield from _apposition(tree, i)
    if tree.text[i] == "," and (rank := rank_apart(tree, i, sentence)) is not None:
        yield Head(rank[0], "apposition", rank[1], rank[0])
    yield from _aside(tree, i)


def _absolute(tree: Tree, i: int, reporters: set[int]) -> Iterator[Head]:
    """ "with 500 wounded", "with as many as 60 residents still missing", "with the north supplying shells"."""
    if tree.lower[i] != "with" or tree.dep[i] not in {"prep", "mark"}:
        return
    inner = tree.child(i, "pcomp")
    if inner is not None and has_own_subject(tree, inner):
        if inner in reporters:
            return
        yield Head(inner, "with", _cut_tail(tree, Stretch(i + 1, tree.right[inner] + 1), inner), i)
        return
    noun = tree.child(i, "pobj")
    apart = i > 0 and tree.text[i - 1] in BREAKS
    if noun is None or not apart:
        return
    after = [k for k in tree.kids[noun] if tree.dep[k] in {"acl", "amod", "advcl"} and k > noun and tree.tag[k] in _PREDICATE_TAGS]
    counts = any(tree.pos[k] == "NUM" for k in tree.kids[noun])
    if after or counts:
        token = after[0] if after else noun
        yield Head(token, "with", _cut_tail(tree, Stretch(i + 1, tree.right[noun] + 1), token), i)


def _before_or_after(tree: Tree, i: int) -> Iterator[Head]:
    """ "after shrinking 0.1% in spring", "before recovering to close 2% lower": what else the subject did."""
    doing = tree.child(i, "pcomp")
    if doing is None or tree.lower[i] not in {"after", "before"} or tree.tag[doing] != "VBG" or not tree.is_verb(tree.head[i]):
        return
    if any(tree.dep[k] in COMPLEMENTS for k in tree.kids[doing]) and i > tree.head[i]:
        yield Head(doing, "deed before or after", None, i)


def _cut_tail(tree: Tree, found: Stretch, head: int) -> Stretch:
    """Up to a dash or a relative clause that goes on about something else."""
    for k in range(head + 1, found.end):
        if tree.text[k] in {"—", "–", "--", ";"} or tree.tag[k] in {"WDT", "WP"}:
            return tree.trim(Stretch(found.start, k))
    return tree.trim(found)


def _apposition(tree: Tree, i: int) -> Iterator[Head]:
    first = tree.left[i]
    if tree.lower[i] == "home" and i > 0 and tree.text[i - 1] in BREAKS and any(tree.lower[k] == "to" for k in tree.kids[i]):
        above = tree.head[i]
        is_behind_name = above < i and tree.pos[above] in {"NOUN", "PROPN"}
        named = above if is_behind_name else next((k for k in tree.kids[above] if tree.dep[k] in {"nsubj", "nsubjpass"} and k < i), i)
        yield Head(i, "apposition", tree.trim(Stretch(tree.left[named], tree.right[i] + 1)), i)
        return
    if tree.dep[i] != "appos" or first == 0 or tree.text[first - 1] not in BREAKS or not says_something(tree, i):
        return
    named = tree.head[i]
    found = _cut_tail(tree, Stretch(first, tree.right[i] + 1), i)
    if (
        tree.pos[named] == "PROPN"
        and tree.tag[i] in {"NN", "NNS"}
        and tree.right[named] - tree.left[named] < MAX_NAMED_WORDS
        and tree.pos[first] == "DET"
    ):
        found = tree.trim(Stretch(tree.left[named], found.end))
    yield Head(i, "apposition", found)


def _aside(tree: Tree, i: int) -> Iterator[Head]:
    """ "…, including two cases in the north", "…, compared with 156 in May", "instead of 300": a number of its own."""
    if tree.lower[i] not in {"including", "compared", "versus"} or i == 0 or tree.text[i - 1] not in BREAKS:
        return
    found = tree.trim(Stretch(i + 1, tree.right[i] + 1))
    if tree.lower[i] == "compared" and found.start < found.end and tree.lower[found.start] in {"with", "to"}:
        found = tree.trim(Stretch(found.start + 1, found.end))
    noun = next((k for k in range(found.start, found.end) if tree.dep[k] in {"pobj", "dobj"}), None)
    if noun is not None and found.end - found.start >= 2 and any(tree.pos[k] == "NUM" for k in range(found.start, found.end)):
        yield Head(noun, "aside", found, i)
