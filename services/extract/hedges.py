"""How firmly a claim is put forward: hedges of its own clause, of its cues, of what judges it. Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.claims import Certainty
from services.extract.drafts import ClaimDraft, Reason
from services.extract.language.certainty import DOUBTLESS, HEARSAY, HEDGES, LIKELIHOODS, MODALS, OPEN_WHEN_NEGATED, PASSIVE_WEAKENS
from services.extract.rules import CertaintyRule
from services.extract.tree import Tree
from services.extract.verb_groups import auxiliaries_of, is_past_ability, negation_of, own_words

FIRMNESS: Final[dict[Certainty, int]] = {"certain": 0, "probable": 1, "possible": 2}
_NO: Final = frozenset({"not", "n't", "n’t", "no", "little"})


def certainty_of(tree: Tree, claim: ClaimDraft, group: list[int]) -> tuple[Certainty, list[Reason]]:
    """The weakest marker in the claim's own clause and in its cues decides; with the reasons of those that are that weak."""
    found = [(certainty, reason) for certainty, reason in _hedges(tree, claim, group) if certainty != "certain"]
    if not found:
        return "certain", [Reason(CertaintyRule.NONE)]
    weakest = max((certainty for certainty, _ in found), key=FIRMNESS.__getitem__)
    return weakest, [reason for certainty, reason in found if certainty == weakest]


def _hedges(tree: Tree, claim: ClaimDraft, group: list[int]) -> Iterator[tuple[Certainty, Reason]]:
    cues = [(attribution.weakens, attribution.cue.start) for attribution in claim.attributions if attribution.cue is not None]
    for rule, marks in ((CertaintyRule.CUE, cues), (CertaintyRule.CUE_ALONE, claim.weakened)):
        for certainty, at in marks:
            cue = tree.head[at] if tree.dep[at] in {"aux", "auxpass"} else at
            if not (tree.lemma[cue] in DOUBTLESS and _is_negated_word(tree, cue)):
                yield certainty, Reason.at(rule, cue)
    yield from _judged_from_above(tree, claim.head)
    members = set(group)
    for k in own_words(tree, claim.head):
        lower = tree.lower[k]
        near = tree.head[k] in members or k in members
        if tree.dep[k] == "aux" and lower in MODALS and near:
            if not is_past_ability(tree, k):
                yield MODALS[lower], Reason.at(CertaintyRule.MODAL, k)
        elif tree.dep[k] == "aux" and lower == "must" and near and any(tree.lower[m] == "have" for m in auxiliaries_of(tree, tree.head[k])):
            yield "probable", Reason.at(CertaintyRule.CONCLUDED, k)
        elif lower in HEDGES and (near or (claim.words.holds(k) and tree.dep[k] != "amod")) and not _is_negated_word(tree, k):
            yield HEDGES[lower], Reason.at(CertaintyRule.HEDGE, k)
        elif lower == "estimated" and claim.words.holds(k):
            yield "probable", Reason.at(CertaintyRule.HEDGE, k)
    for k in group:
        lemma = tree.lemma[k]
        if (
            lemma in LIKELIHOODS
            and tree.dep[k] == "attr"
            and tree.child(tree.head[k], "expl") is not None
            and not _is_negated_word(tree, k)
        ):
            yield LIKELIHOODS[lemma], Reason.at(CertaintyRule.LIKELIHOOD, k)
        if tree.child(k, "xcomp", "oprd", "acomp") is None:
            continue
        passive = tree.tag[k] == "VBN" and (tree.child(k, "auxpass") is not None or tree.dep[k] in {"acl", "advcl", "conj", "ROOT"})
        if lemma in {"seem", "appear"} or (passive and (lemma in PASSIVE_WEAKENS or lemma in HEARSAY)):
            yield "probable", Reason.at(CertaintyRule.SEEMING, k)


def judging_word(tree: Tree, head: int) -> int | None:
    """The adjective of "it is likely that …" above the clause."""
    if tree.dep[head] != "ccomp":
        return None
    above = tree.head[head]
    return above if tree.pos[above] == "ADJ" else tree.child(above, "acomp")


def _judged_from_above(tree: Tree, head: int) -> Iterator[tuple[Certainty, Reason]]:
    said = judging_word(tree, head)
    if said is None:
        return
    if tree.lower[said] in HEDGES:
        yield HEDGES[tree.lower[said]], Reason.at(CertaintyRule.JUDGED, said)
    elif tree.lower[said] in OPEN_WHEN_NEGATED and (negation_of(tree, said) or negation_of(tree, tree.head[said])) is not None:
        yield "possible", Reason.at(CertaintyRule.JUDGED, said)


def _is_negated_word(tree: Tree, k: int) -> bool:
    return any(tree.lower[m] in _NO for m in tree.kids[k])
