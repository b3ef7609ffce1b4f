"""Did the event of one word happen? The extractor's marks of certainty, polarity and time at any verb or noun.

The scale is that of the public sets: 3 certainly so, -3 certainly not. What is wished, ordered, asked, planned or conditional did
not happen.
"""

from __future__ import annotations

from typing import Any, Final

from bench.quality_sets import parsed
from services.extract.certainty import certainty_of, polarity_of, verb_group
from services.extract.clauses import is_order, is_question
from services.extract.core import ClaimExtractor
from services.extract.drafts import ClaimDraft, Stretch
from services.extract.language.certainty import CONDITIONAL_AUXILIARIES, CONDITIONS, FUTURE_AUXILIARIES, NEGATIVE_VERBS
from services.extract.language.factuality import IMPLYING, UNREAL, UNREAL_NOUNS
from services.extract.language.judging import WISHES
from services.extract.tree import Tree, tree_of

Row = dict[str, Any]
SURE: Final = 2.9
UNREAL_SCORE: Final = -1.9
CERTAINTIES: Final = {"certain": SURE, "probable": 1.6, "possible": 0.2}
_MAX_STEPS: Final = 8


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
    """The score of the event that `token` names, by the clause it stands in and the clauses above."""
    sign, score = 1, SURE
    at = token
    for _ in range(_MAX_STEPS):
        sign_here, score_here = _clause(tree, at)
        sign *= sign_here
        score = min(score, score_here)
        if score == UNREAL_SCORE:
            return UNREAL_SCORE
        above = tree.head[at]
        if above == at:
            break
        passed = _passes(tree, at, above)
        if passed is None:
            break
        score = min(score, passed)
        if score == UNREAL_SCORE:
            return UNREAL_SCORE
        at = above
    return sign * score


def _clause(tree: Tree, at: int) -> tuple[int, float]:
    """Polarity and certainty by the marks of the clause that `at` heads."""
    if tree.pos[at] not in {"VERB", "AUX", "ADJ", "NOUN", "PROPN"}:
        return 1, SURE
    sentence = tree.sentence_of(at)
    if is_question(tree, sentence) and tree.dep[at] == "ROOT":
        return 1, -1.0
    if tree.dep[at] == "ROOT" and is_order(tree, at):
        return 1, UNREAL_SCORE
    for k in tree.kids[at]:
        if tree.dep[k] == "aux" and (tree.lower[k] in WISHES or (tree.lower[k] in FUTURE_AUXILIARIES and tree.tag[k] == "MD")):
            return 1, UNREAL_SCORE
        if tree.dep[k] == "aux" and tree.lower[k] in CONDITIONAL_AUXILIARIES and tree.tag[k] == "MD":
            return 1, UNREAL_SCORE
        if tree.dep[k] in {"mark", "advmod"} and tree.lower[k] in CONDITIONS and k < at:
            return 1, UNREAL_SCORE
    draft = ClaimDraft(Stretch(tree.left[at], tree.right[at] + 1), sentence, "body", at, at, None, "event")
    group = [at]
    certainty, _ = certainty_of(tree, draft, group)
    polarity, _ = polarity_of(tree, draft, verb_group(tree, at)[:1])
    return (-1 if polarity == "negative" else 1), CERTAINTIES[certainty]


def _passes(tree: Tree, at: int, above: int) -> float | None:
    """How much of the event's reality is left by the word above; None where that word says nothing about it."""
    dep = tree.dep[at]
    if dep == "conj":
        return SURE
    if dep in {"xcomp", "ccomp", "advcl", "acl", "pcomp", "oprd"}:
        infinitive = tree.tag[at] == "VB" and any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[at])
        if infinitive:
            if tree.lemma[above] in IMPLYING:
                return SURE
            if tree.lemma[above] in NEGATIVE_VERBS:
                return -SURE
            return UNREAL_SCORE
        if tree.lemma[above] in UNREAL or tree.lemma[above] in UNREAL_NOUNS:
            return UNREAL_SCORE
        if dep == "ccomp":
            return SURE if tree.lemma[above] not in {"think", "believe", "guess", "suppose", "hope", "assume"} else 1.5
        if dep in {"xcomp", "oprd"}:
            return SURE
        if dep == "pcomp" and tree.lower[above] in {"without", "instead", "of", "for", "than", "before"}:
            return {"without": -SURE, "instead": -SURE}.get(tree.lower[above], 1.0)
        return None
    if dep in {"dobj", "pobj", "prep", "attr", "acomp"}:
        return UNREAL_SCORE if tree.lemma[above] in UNREAL and dep != "attr" else (SURE if dep in {"prep", "attr", "acomp"} else None)
    return None
