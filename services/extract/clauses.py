"""Clauses: which tokens head one, how far it reaches, what is cut away from its edges. Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from services.extract.drafts import Stretch
from services.extract.language import words
from services.extract.language.certainty import CONDITIONS
from services.extract.language.judging import DISCOURSE, LIMITING, LINKING_NOUNS
from services.extract.rules import PredicateRule
from services.extract.tree import DASHES, Tree

MAX_LIMIT_WORDS: Final = 8
"""A longer phrase in front tells a story of its own."""


def predicate_of(tree: Tree, head: int) -> tuple[int, PredicateRule]:
    """The word of what happens: below auxiliaries of phase ("began to", "is set to") and copulas."""
    at, rule = head, PredicateRule.HEAD
    for _ in range(4):
        below = tree.child(at, "xcomp")
        if below is not None and (tree.pos[below] in {"VERB", "AUX"}) and (tree.lemma[at] in PHASE or tree.pos[at] == "AUX"):
            at, rule = below, PredicateRule.BELOW_PHASE
            continue
        if tree.lemma[at] == "be":
            said = tree.child(at, "attr", "acomp")
            if said is not None:
                infinitive = tree.child(said, "xcomp")
                if infinitive is not None and tree.pos[said] == "ADJ":
                    at, rule = infinitive, PredicateRule.INFINITIVE
                    continue
                return said, PredicateRule.COPULA
        break
    return at, rule


PHASE: Final = words("""
    begin start continue keep stop cease finish manage try attempt seek plan expect believe think say report seem appear
    tend need want intend prepare help go come get set like decide agree struggle strive hope refuse fail
""")


def has_own_subject(tree: Tree, head: int) -> bool:
    return tree.child(head, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl") is not None


def is_question(tree: Tree, sentence: Stretch) -> bool:
    """Whether the sentence ends with a question mark."""
    last = sentence.end - 1
    while last > sentence.start and (tree.pos[last] == "SPACE" or tree.text[last] in {'"', "”", "'", "’", ")"}):
        last -= 1
    return tree.text[last] == "?"


def is_order(tree: Tree, head: int) -> bool:
    """Whether the clause is an imperative: a bare verb in front, without subject or auxiliary."""
    if tree.tag[head] not in {"VB", "VBP"} or has_own_subject(tree, head):
        return False
    if any(tree.dep[k] in {"aux", "auxpass"} and tree.lower[k] not in {"do", "don't"} for k in tree.kids[head]):
        return False
    return tree.dep[head] == "ROOT" and all(
        k > head or tree.dep[k] in {"advmod", "intj", "neg", "aux", "punct", "cc", "npadvmod"} for k in tree.kids[head]
    )


def clause_words(tree: Tree, head: int, without: Collection[int]) -> Stretch:
    """The clause as one stretch: `without` is cut off where it stands at an edge, and stays where it stands inside.

    Linking words at its beginning are cut away, and so is a short adverbial before the subject that names neither time nor place.
    """
    tokens = _largest_run(tree, tree.subtree_words(head, without), head)
    words = tree.trim(Stretch(tokens[0], tokens[-1] + 1))
    return cut_links(tree, words, head)


def _largest_run(tree: Tree, tokens: list[int], head: int) -> list[int]:
    """Where a long stretch was taken out behind the subject, what stands in front of the hole is left behind."""
    start = 0
    for place in range(1, len(tokens)):
        hole = tokens[place] - tokens[place - 1] - 1
        if hole >= 5 and tokens[place] <= head and sum(tree.pos[k] != "PUNCT" for k in tokens[place:]) > 1:
            start = place
        elif hole >= 8 and tokens[place] > head:
            return tokens[start:place]
    return tokens[start:]


def cut_links(tree: Tree, words: Stretch, head: int) -> Stretch:
    """Without "However,", "and", "that" and the like at the front."""
    start, end = words
    moved = True
    while moved and start < end - 1:
        moved = False
        if (
            (tree.lower[start] in DISCOURSE and tree.dep[start] in {"advmod", "cc", "intj", "preconj", "mark"} and start != head)
            or (
                tree.lower[start]
                in {"that", "while", "although", "though", "when", "as", "because", "whereas", "after", "before", "until", "since"}
                and (tree.dep[start] in {"mark", "advmod"} or (tree.lower[start] == "that" and tree.tag[start] == "IN"))
                and tree.head[start] == head
            )
            or tree.text[start] in {",", ";", ":"}
            or tree.text[start] in DASHES
        ):
            start += 1
            moved = True
        else:
            front = next(
                (
                    k
                    for k in tree.kids[head]
                    if tree.left[k] == start and tree.right[k] < head and tree.dep[k] in {"prep", "advmod", "npadvmod", "advcl"}
                ),
                None,
            )
            if front is not None and tree.right[front] + 1 < end and tree.text[tree.right[front] + 1] == "," and not _limits(tree, front):
                start = tree.right[front] + 2
                moved = True
    while end > start + 1 and tree.tag[end - 1] == "CC":
        end = tree.trim(Stretch(start, end - 1)).end
    return tree.trim(Stretch(start, end))


def with_bracket(tree: Tree, words: Stretch) -> Stretch:
    """The words with the bracket that closes behind them, when it opens among them: "the Relief Agency (RA" and ")"."""
    end = words.end
    if end < len(tree.text) and tree.text[end] == ")" and "(" in tree.text[words.start : end] and ")" not in tree.text[words.start : end]:
        return Stretch(words.start, end + 1)
    return words


def _limits(tree: Tree, phrase: int) -> bool:
    """Whether an adverbial says when, where, for whom or for how many the clause holds, as far as words and tags tell."""
    if tree.dep[phrase] == "advcl" and tree.lower[tree.left[phrase]] in CONDITIONS:
        return True
    if (
        tree.lower[phrase] in LIMITING
        and (named := tree.child(phrase, "pobj")) is not None
        and tree.right[phrase] - phrase < MAX_LIMIT_WORDS
    ):
        return tree.lemma[named] not in LINKING_NOUNS and tree.pos[named] != "PRON"
    return any(tree.pos[k] in {"PROPN", "NUM"} or tree.lemma[k] in TIME_NOUNS for k in range(tree.left[phrase], tree.right[phrase] + 1))


TIME_NOUNS: Final = words("""
    day week month year decade century hour minute morning afternoon evening night summer winter spring autumn fall today
    yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december quarter period season moment time past
""")
