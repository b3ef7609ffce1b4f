"""Did the event of one word happen? The extractor's marks of certainty, polarity and time at any verb or noun.

The scale is that of the public sets: 3 certainly so, -3 certainly not. What is wished, ordered, asked, planned or conditional did
not happen.
"""

from __future__ import annotations

from typing import Any, Final

from bench.quality_sets import parsed
from services.extract.certainty import certainty_of, polarity_of
from services.extract.clauses import is_order, is_question
from services.extract.core import ClaimExtractor
from services.extract.drafts import ClaimDraft, Stretch
from services.extract.language.certainty import CONDITIONAL_AUXILIARIES, CONDITIONS, FUTURE_AUXILIARIES, NEGATIVE_VERBS
from services.extract.language.factuality import IMPLYING, UNREAL, UNREAL_NOUNS
from services.extract.language.judging import WISHES
from services.extract.tree import Tree, tree_of

Row = dict[str, Any]
SURE: Final = 2.9
DENIED: Final = -1.5
"""People read many a negated sentence as telling something else that did happen."""
ORDERED: Final = -1.6
UNREAL_SCORE: Final = -0.9
"""What is wanted, planned or meant has mostly not happened."""
PURPOSE: Final = 0.3
ABLE: Final = -0.6
ASKED: Final = 0.6
CERTAINTIES: Final = {"certain": SURE, "probable": 1.6, "possible": 0.2}
_MAX_STEPS: Final = 8
_POLITE: Final = frozenset({"thank", "hope", "like", "love", "remember", "look"})
"""Bare verbs whose left-out subject is the writer."""
_OPINIONS: Final = frozenset({"think", "believe", "guess", "suppose", "hope", "assume"})


def factuality_rows(extractor: ClaimExtractor, rows: list[Row]) -> list[Row]:
    """One score per row."""
    found: list[Row] = []
    docs = parsed(extractor, (row["text"] for row in rows), until="claimwire_parse")
    for row, doc in zip(rows, docs, strict=True):
        start, end = row["target"]
        span = doc.char_span(start, end, alignment_mode="expand")
        score = factuality_of(tree_of(doc), span.root.i) if span is not None and doc._.claimwire_sentences else SURE
        found.append({"id": row["id"], "score": round(score, 3)})
    return found


def factuality_of(tree: Tree, token: int) -> float:
    """The score of the event that `token` names: by its clause, then by every clause above that says something about it."""
    negations, score = 0, SURE
    at = token
    for _ in range(_MAX_STEPS):
        negated, here = _clause(tree, at)
        negations += negated
        score = min(score, here)
        above = tree.head[at]
        if above == at:
            break
        passed = _passes(tree, at, above)
        if passed is None:
            break
        score = min(score, passed)
        at = above
    return min(score, DENIED) if negations % 2 else score


def _clause(tree: Tree, at: int) -> tuple[int, float]:
    """Negations and reality by the marks of the clause that `at` heads."""
    if tree.pos[at] not in {"VERB", "AUX", "ADJ", "NOUN", "PROPN"}:
        return 0, SURE
    sentence = tree.sentence_of(at)
    if is_question(tree, sentence) and tree.dep[at] == "ROOT":
        return 0, ASKED
    if _is_told_to_do(tree, at):
        return 0, ORDERED
    for k in tree.kids[at]:
        lower = tree.lower[k]
        if tree.dep[k] == "aux" and tree.tag[k] == "MD":
            if lower in WISHES or lower in FUTURE_AUXILIARIES:
                return 0, ORDERED
            if lower in CONDITIONAL_AUXILIARIES or lower in {"can", "ca", "could"}:
                return 0, ABLE
        if tree.dep[k] in {"mark", "advmod"} and lower in CONDITIONS and k < at:
            return 0, ORDERED
    draft = ClaimDraft(Stretch(tree.left[at], tree.right[at] + 1), sentence, "body", at, at, None, "event")
    certainty, _ = certainty_of(tree, draft, [at])
    polarity, _ = polarity_of(tree, draft, [at])
    return int(polarity == "negative"), CERTAINTIES[certainty]


def _is_told_to_do(tree: Tree, at: int) -> bool:
    """An order: a bare verb without subject, alone or beside another."""
    if tree.tag[at] != "VB" or tree.lemma[at] in _POLITE or tree.child(at, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return False
    return tree.dep[at] in {"conj", "parataxis", "dep"} or is_order(tree, at)


def _passes(tree: Tree, at: int, above: int) -> float | None:
    """How much of the event's reality is left by the word above; None where that word says nothing about it."""
    dep = tree.dep[at]
    if dep == "conj":
        return SURE
    infinitive = tree.tag[at] == "VB" and any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[at])
    if dep in {"relcl", "acl", "advcl"} and infinitive:
        return PURPOSE if tree.lemma[above] not in UNREAL_NOUNS else UNREAL_SCORE
    if dep in {"xcomp", "ccomp", "acl", "oprd"}:
        if infinitive:
            return SURE if tree.lemma[above] in IMPLYING else DENIED if tree.lemma[above] in NEGATIVE_VERBS else UNREAL_SCORE
        if tree.lemma[above] in UNREAL or tree.lemma[above] in UNREAL_NOUNS:
            return UNREAL_SCORE
        if dep == "ccomp":
            return SURE if tree.lemma[above] not in _OPINIONS else 1.5
        return SURE if dep in {"xcomp", "oprd"} else None
    if dep == "pcomp":
        return DENIED if tree.lower[above] in {"without", "instead"} else PURPOSE
    if dep in {"dobj", "pobj"}:
        return UNREAL_SCORE if tree.lemma[above] in UNREAL else None
    return SURE if dep in {"prep", "attr", "acomp"} else None
