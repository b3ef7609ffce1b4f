"""`claimwire_certainty`: how firmly, whether, and when: certainty, polarity and status of each claim, with the words that decided.

Reads the parse, the claims and their attributions; writes `certainty`, `polarity`, `status`, `cues`. Only markers of the claim's own
clause and of its cues count: a hedge in another clause decides nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from schemas.claims import Certainty, Polarity, Status
from services.extract.drafts import ClaimDraft, Reason
from services.extract.language.certainty import (
    CONDITIONAL_AUXILIARIES,
    CONDITIONS,
    DOUBTLESS,
    FUTURE_ADJECTIVES,
    FUTURE_AUXILIARIES,
    FUTURE_VERBS,
    HEARSAY,
    HEDGES,
    LASTING,
    MODALS,
    NEGATIVE_ADJECTIVES,
    NEGATIVE_NOUNS,
    NEGATIVE_VERBS,
    NEGATIVE_WITH_OBJECT,
    NEGATORS,
    NOT_NEGATING_AFTER,
    PASSIVE_WEAKENS,
    STATIVE_PARTICIPLES,
)
from services.extract.language.events import EVENTS
from services.extract.rules import CertaintyRule, PolarityRule, StatusRule
from services.extract.tree import Tree, tree_of

_ORDER: Final[dict[Certainty, int]] = {"certain": 0, "probable": 1, "possible": 2}
_VERBAL: Final = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD"})
_EVENTS_NAMED: Final = frozenset({"decision", "named event"})
_WITHOUT_VERB: Final = frozenset({"apposition", "aside", "with", "reported noun", "headline noun", "participle"})
_BY_WORDS: Final = frozenset(
    {StatusRule.WOULD, StatusRule.REPORTED_WOULD, StatusRule.CONDITION, StatusRule.WILL, StatusRule.MODAL, StatusRule.AHEAD}
)
"""Rules of status whose words are cues; the others go by the form of the clause."""
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "parataxis", "conj", "pcomp", "appos"})


@Language.factory("claimwire_certainty", requires=["doc._.claimwire_claims"])
def create_certainty(nlp: Language, name: str) -> JudgeCertainty:
    return JudgeCertainty()


class JudgeCertainty:
    """Decides the three fields for every claim."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.claimwire_claims:
            tree = tree_of(doc)
            doc._.claimwire_claims = tuple(_judged(tree, claim) for claim in doc._.claimwire_claims)
        return doc


def _judged(tree: Tree, claim: ClaimDraft) -> ClaimDraft:
    group = verb_group(tree, claim.head)
    certainty, hedges = certainty_of(tree, claim, group)
    polarity, negations = polarity_of(tree, claim, group)
    status, time = status_of(tree, claim, group)
    deciding = (*hedges, *negations, *((time,) if time.rule in _BY_WORDS else ()))
    cues = tuple(sorted({words for reason in deciding for words in reason.words}))
    reasons = (*claim.reasons, *hedges, *negations, time)
    return replace(claim, certainty=certainty, polarity=polarity, status=status, cues=cues, reasons=reasons)


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


def certainty_of(tree: Tree, claim: ClaimDraft, group: list[int]) -> tuple[Certainty, list[Reason]]:
    """The weakest marker in the claim's own clause and in its cues decides."""
    found: list[tuple[Certainty, Reason]] = [
        (attribution.weakens, Reason.at(CertaintyRule.CUE, attribution.cue.start))
        for attribution in claim.attributions
        if attribution.cue is not None and attribution.weakens != "certain"
    ]
    found += [(certainty, Reason.at(CertaintyRule.CUE_ALONE, at)) for certainty, at in claim.weakened if certainty != "certain"]
    found += _judged_from_above(tree, claim.head)
    members = set(group)
    for k in own_words(tree, claim.head):
        lower = tree.lower[k]
        near = tree.head[k] in members or k in members
        if tree.dep[k] == "aux" and lower in MODALS and near:
            if not _is_ability(tree, k):
                found.append((MODALS[lower], Reason.at(CertaintyRule.MODAL, k)))
        elif lower in HEDGES and (near or claim.words.holds(k)) and not _is_negated_word(tree, k):
            found.append((HEDGES[lower], Reason.at(CertaintyRule.HEDGE, k)))
        elif lower == "estimated" and claim.words.holds(k):
            found.append(("probable", Reason.at(CertaintyRule.HEDGE, k)))
    for k in group:
        lemma = tree.lemma[k]
        infinitive = tree.child(k, "xcomp", "oprd", "acomp")
        passive = tree.tag[k] == "VBN" and (tree.child(k, "auxpass") is not None or tree.dep[k] in {"acl", "advcl", "conj", "ROOT"})
        if (infinitive is not None and lemma in {"seem", "appear"}) or (
            infinitive is not None and passive and (lemma in PASSIVE_WEAKENS or lemma in HEARSAY)
        ):
            found.append(("probable", Reason.at(CertaintyRule.SEEMING, k)))
    if not found:
        return "certain", [Reason(CertaintyRule.NONE)]
    weakest = max((certainty for certainty, _ in found), key=_ORDER.__getitem__)
    return weakest, [reason for certainty, reason in found if certainty == weakest]


def _judged_from_above(tree: Tree, head: int) -> list[tuple[Certainty, Reason]]:
    """The adjective of "it is likely that …" above the clause."""
    above = tree.head[head]
    if tree.dep[head] != "ccomp":
        return []
    said = above if tree.pos[above] == "ADJ" else tree.child(above, "acomp")
    if said is None or tree.lower[said] not in HEDGES:
        return []
    return [(HEDGES[tree.lower[said]], Reason.at(CertaintyRule.JUDGED, said))]


def _is_ability(tree: Tree, k: int) -> bool:
    """ "could not be verified", "could only watch": what was possible then, no hedge."""
    verb = tree.head[k]
    return tree.lower[k] == "could" and any(tree.dep[m] == "neg" for m in tree.kids[verb]) and tree.child(verb, "auxpass") is not None


def _is_negated_word(tree: Tree, k: int) -> bool:
    return any(tree.lower[m] in {"not", "n't", "no"} for m in tree.kids[k])


def polarity_of(tree: Tree, claim: ClaimDraft, group: list[int]) -> tuple[Polarity, list[Reason]]:
    """Negative when an odd number of negators bear on what the claim says."""
    members = set(group)
    found: list[Reason] = []
    for k in own_words(tree, claim.head):
        lower = tree.lower[k]
        if lower not in NEGATORS:
            continue
        after = tree.lower[k + 1] if k + 1 < len(tree.lower) else ""
        if lower == "not" and after in NOT_NEGATING_AFTER:
            continue
        noun = tree.head[k]
        if lower == "no" and (tree.lemma[noun] in DOUBTLESS or after in {"longer", "doubt"}):
            if after == "longer":
                found.append(Reason.at(PolarityRule.NO_LONGER, k))
            continue
        if tree.dep[k] == "neg" or lower in {"never", "neither", "nobody", "none", "nothing", "hardly", "barely", "scarcely", "cannot"}:
            if (
                tree.head[k] in members
                or k in members
                or tree.dep[tree.head[k]] in {"nsubj", "nsubjpass", "aux", "dobj"}
                or tree.dep[k] in {"nsubj", "nsubjpass", "preconj"}
            ):
                found.append(Reason.at(PolarityRule.NEGATED_VERB, k))
        elif lower in {"no", "neither"} and tree.dep[k] in {"det", "cc", "preconj"}:
            if tree.dep[noun] in {"nsubj", "nsubjpass", "dobj", "attr", "pobj"} and (tree.head[noun] in members or claim.rule == "with"):
                found.append(Reason.at(PolarityRule.NO_WITH_NOUN, k))
        elif lower == "without" and claim.head == tree.head[k] and claim.rule in {"with", "participle"}:
            found.append(Reason.at(PolarityRule.WITHOUT, k))
    for k in group:
        lemma = tree.lemma[k]
        if (
            (lemma in NEGATIVE_VERBS and k != group[-1] and tree.child(k, "xcomp") is not None)
            or (
                lemma in NEGATIVE_VERBS
                and lemma in {"refrain", "prevent", "stop"}
                and any(tree.dep[m] == "prep" and tree.child(m, "pcomp") for m in tree.kids[k])
            )
            or (lemma in NEGATIVE_WITH_OBJECT and tree.child(k, "dobj") is not None)
            or (tree.lower[k] in NEGATIVE_ADJECTIVES and (k != claim.head or tree.is_verb(k)))
        ):
            found.append(Reason.at(PolarityRule.NEGATIVE_WORD, k))
    if tree.lemma[claim.head] in NEGATIVE_NOUNS:
        found.append(Reason.at(PolarityRule.NEGATIVE_NOUN, claim.head))
    return ("negative" if len(found) % 2 else "positive"), found or [Reason(PolarityRule.NONE)]


def status_of(tree: Tree, claim: ClaimDraft, group: list[int]) -> tuple[Status, Reason]:
    """When, by tense and mood: the conditional, then what lies ahead, then the past."""
    auxiliaries = [k for g in group[:3] for k in tree.kids[g] if tree.dep[k] in {"aux", "auxpass"}]
    for k in auxiliaries:
        if tree.lower[k] in CONDITIONAL_AUXILIARIES and tree.tag[k] == "MD":
            if claim.attributions and not _has_condition(tree, claim.head):
                return "future", Reason.at(StatusRule.REPORTED_WOULD, k)
            return "conditional", Reason.at(StatusRule.WOULD, k)
    condition = _has_condition(tree, claim.head)
    if condition is not None:
        return "conditional", Reason.at(StatusRule.CONDITION, condition)
    for k in auxiliaries:
        if tree.lower[k] in FUTURE_AUXILIARIES and tree.tag[k] == "MD":
            return "future", Reason.at(StatusRule.WILL, k)
        if tree.lower[k] in MODALS and not any(tree.lower[m] == "have" for m in auxiliaries) and not _is_ability(tree, k):
            if any(tree.tag[g] == "VBG" and any(tree.lower[m] == "be" for m in tree.kids[g]) for g in group[:1]):
                return "present", Reason.at(StatusRule.GOING_ON, k)
            return "future", Reason.at(StatusRule.MODAL, k)
    for k in group:
        below = tree.child(k, "xcomp")
        if below is None or tree.tag[below] != "VB" or any(tree.lower[m] == "have" for m in tree.kids[below]):
            continue
        if any(tree.lower[m] == "be" for m in tree.kids[below]) and tree.tag[below] != "VB":
            continue
        if tree.lemma[k] in FUTURE_VERBS or tree.lower[k] in FUTURE_ADJECTIVES:
            if tree.tag[k] == "VBD" and tree.lemma[k] in {"agree", "decide", "threaten", "seek", "hope", "plan", "offer"}:
                continue
            return "future", Reason.at(StatusRule.AHEAD, k)
    perfect = next((m for g in group[1:] for m in tree.kids[g] if tree.dep[m] == "aux" and tree.lower[m] == "have"), None)
    if perfect is not None:
        return "past", Reason.at(StatusRule.PERFECT_INFINITIVE, perfect)  # "is believed to have sunk"
    return _told_status(tree, claim) or _tense(tree, claim.head, group)


def _told_status(tree: Tree, claim: ClaimDraft) -> tuple[Status, Reason] | None:
    """Where the form of the claim says more than its tense: phrases without a verb, states in reported speech, headlines."""
    head = claim.head
    if claim.rule in _EVENTS_NAMED:
        return "past", Reason.at(StatusRule.NAMED_EVENT, head)
    if tree.tag[head] == "VBN" and tree.lemma[head] in STATIVE_PARTICIPLES and tree.child(head, "aux", "auxpass") is None:
        return "present", Reason.at(StatusRule.STATE, head)
    if claim.rule in _WITHOUT_VERB and not tree.is_verb(head):
        return ("past" if tree.lemma[head] in EVENTS else "present"), Reason.at(StatusRule.NO_VERB, head)
    if claim.rule in {"with", "absolute"} and tree.tag[head] != "VBN":
        return "present", Reason.at(StatusRule.BESIDE, head)
    if claim.section == "headline" and tree.tag[head] in {"VBZ", "VBP"} and tree.lemma[head] not in LASTING and claim.rule == "main":
        return "past", Reason.at(StatusRule.HEADLINE, head)
    if tree.lemma[head] == "be" and tree.tag[head] == "VBD" and claim.rule in {"reported", "coordinated clause"} and claim.attributions:
        state = tree.child(head, "acomp", "advmod", "prep")
        if (
            state is not None
            and (tree.dep[state] != "prep" or tree.lower[state] in {"at", "under", "on"})
            and tree.child(head, "attr") is None
        ):
            return "present", Reason.at(StatusRule.REPORTED_STATE, head)  # what they said was so still is
    return None


def _has_condition(tree: Tree, head: int) -> int | None:
    for k in tree.kids[head]:
        if tree.dep[k] == "advcl":
            marker = next((m for m in tree.kids[k] if tree.dep[m] in {"mark", "aux"} and tree.lower[m] in CONDITIONS and m < k), None)
            if marker is not None:
                return marker
    return None


def _tense(tree: Tree, head: int, group: list[int]) -> tuple[Status, Reason]:
    at = head
    for _ in range(5):
        finite = [at, *(k for k in tree.kids[at] if tree.dep[k] in {"aux", "auxpass"})]
        tags = {tree.tag[k] for k in finite}
        words = {tree.lower[k] for k in finite}
        if "VBD" in tags:
            return "past", Reason.at(StatusRule.PAST_TENSE, at)
        if tags & {"VBZ", "VBP", "MD"}:
            has_perfect = words & {"has", "have", "'ve", "’ve"}
            if has_perfect and (tree.tag[at] == "VBN" or tree.lower[at] in words):
                lasts = tree.lemma[at] == "be" and tree.tag[at] == "VBN" and len(group) > 1 and tree.pos[group[1]] == "ADP"
                return ("present" if lasts else "past"), Reason.at(StatusRule.PERFECT, at)
            return "present", Reason.at(StatusRule.PRESENT_TENSE, at)
        if at == head and tree.tag[at] == "VBN" and tree.dep[at] in {"acl", "advcl", "amod"}:
            return "past", Reason.at(StatusRule.PARTICIPLE, at)
        if tree.dep[at] in {"ROOT"} or tree.head[at] == at:
            break
        at = tree.head[at]
        if at != head and tree.pos[at] not in {"VERB", "AUX"} and tree.dep[at] == "ROOT":
            break
    if tree.tag[head] in {"VBN", "VBD"}:
        return "past", Reason.at(StatusRule.PARTICIPLE, head)
    return "present", Reason(StatusRule.NO_TENSE)
