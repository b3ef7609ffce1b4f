"""When a claim holds, by tense and mood: past, present, ahead, or on a condition. Functions over a `Tree`."""

from __future__ import annotations

from typing import Final

from schemas.claims import Status
from services.extract.drafts import ClaimDraft, Reason
from services.extract.factuality import Reading, future_time_of, mark_of_infinitive
from services.extract.language.certainty import (
    CONCEDING,
    CONDITIONAL_AUXILIARIES,
    CONDITIONS,
    DONE_THEN,
    FUTURE_AUXILIARIES,
    HEDGES,
    LASTING,
    MODALS,
    OUGHT,
    STATIVE_PARTICIPLES,
    WANTING_AHEAD,
)
from services.extract.language.events import EVENTS
from services.extract.language.factuality import FUTURE_WORDS, Reality
from services.extract.rules import StatusRule
from services.extract.tree import Tree
from services.extract.verb_groups import auxiliaries_of, is_infinitive, is_past_ability, own_words

_EVENTS_NAMED: Final = frozenset({"decision", "named event"})
_WITHOUT_VERB: Final = frozenset({"apposition", "aside", "with", "reported noun", "headline noun", "participle"})
_STATUS_OF: Final[dict[Reality, Status]] = {"ahead": "future", "decided": "future", "conditional": "conditional"}
"""Of a phrase without a tense of its own, by what stands above it."""
_PERFECT: Final = frozenset({"has", "have", "'ve", "’ve"})


def status_of(tree: Tree, claim: ClaimDraft, group: list[int], reading: Reading | None) -> tuple[Status, Reason]:
    """The conditional first, then what lies ahead, then the past.

    `reading` is what stands above a claim without a tense of its own.
    """
    auxiliaries = [k for g in group[:3] for k in auxiliaries_of(tree, g)]
    modals = [k for k in auxiliaries if tree.tag[k] == "MD"]
    is_perfect = any(tree.lower[k] == "have" for k in auxiliaries)
    condition = _condition(tree, claim.head)
    for k in modals:
        if tree.lower[k] in CONDITIONAL_AUXILIARIES:
            if claim.attributions and condition is None and not is_perfect:
                return "future", Reason.at(StatusRule.REPORTED_WOULD, k)
            return "conditional", Reason.at(StatusRule.WOULD, k)
    if condition is not None:
        return "conditional", Reason.at(StatusRule.CONDITION, condition)
    for k in modals:
        if tree.lower[k] in FUTURE_AUXILIARIES:
            return "future", Reason.at(StatusRule.WILL, k)
        if is_past_ability(tree, k):
            return "past", Reason.at(StatusRule.PAST_ABILITY, k)
        if tree.lower[k] in OUGHT and is_perfect:
            return "conditional", Reason.at(StatusRule.OUGHT, k)
        if tree.lower[k] in MODALS and not is_perfect:
            if _goes_on(tree, claim.head, k):
                return "present", Reason.at(StatusRule.GOING_ON, k)
            return "future", Reason.at(StatusRule.MODAL, k)
    for k in group:
        if _looks_ahead(tree, k):
            return "future", Reason.at(StatusRule.AHEAD, k)
    time = future_time_of(tree, claim.head)
    if time is not None:
        return "future", Reason.at(StatusRule.FUTURE_TIME, time)
    perfect = next((m for g in group[1:] for m in auxiliaries_of(tree, g) if tree.lower[m] == "have"), None)
    if perfect is not None:
        return "past", Reason.at(StatusRule.PERFECT_INFINITIVE, perfect)  # "is believed to have sunk"
    if reading is not None and reading.cue is not None and reading.reality in _STATUS_OF:
        return _STATUS_OF[reading.reality], Reason.at(StatusRule.FROM_ABOVE, reading.cue)
    return _told_status(tree, claim) or _tense(tree, claim.head)


def _goes_on(tree: Tree, head: int, modal: int) -> bool:
    """ "May be spreading", "might be a forgery": a possibility of now, where no word puts it ahead; "could be decisive" is none."""
    if any(tree.lower[k] == "be" for k in tree.children(head, "aux")):
        return True
    if tree.lower[head] != "be" or any(tree.lower[k] in FUTURE_WORDS for k in own_words(tree, head)):
        return False
    below = tree.child(head, "xcomp")
    return tree.lower[modal] != "could" or (below is not None and tree.tag[below] == "VBG")


def _looks_ahead(tree: Tree, k: int) -> bool:
    """ "plans to buy", "is set to begin", "is going to strike": not what was agreed or decided then."""
    below = tree.child(k, "xcomp")
    if below is None or not is_infinitive(tree, below) or any(tree.lower[m] == "have" for m in auxiliaries_of(tree, below)):
        return False
    if tree.tag[k] == "VBD" and tree.lemma[k] in DONE_THEN:
        return False
    is_hoped = tree.lemma[k] in WANTING_AHEAD or tree.lower[k] in HEDGES
    return is_hoped or mark_of_infinitive(tree, below, k) in {"ahead", "decided"}


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
    if tree.tag[head] == "VBG" and tree.dep[head] == "pcomp" and tree.lower[tree.head[head]] == "as":
        return "present", Reason.at(StatusRule.BESIDE, head)  # "described them as hiding in the hills"
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


def _condition(tree: Tree, head: int) -> int | None:
    """The "if" of a clause on which this one hangs; nothing hangs on "even if" and "as if"."""
    for k in tree.children(head, "advcl"):
        if tree.lower[k] in CONDITIONS and tree.child(k, "ccomp") is not None:
            return k
        for marker in tree.children(k, "mark", "aux"):
            if tree.lower[marker] in CONDITIONS and marker < k and tree.lower[marker - 1] not in CONCEDING:
                return marker
    return None


def _lasts(tree: Tree, at: int) -> bool:
    """Perfects that tell of now: "have been at war for 70 years", "has been idle since 2019", "have got to leave"."""
    if tree.lower[at] == "got":
        return True
    return tree.lemma[at] == "be" and any(tree.lower[k] in {"for", "since"} for k in tree.children(at, "prep"))


def _tense(tree: Tree, head: int) -> tuple[Status, Reason]:
    at = head
    for _ in range(5):
        auxiliaries = auxiliaries_of(tree, at)
        tags = {tree.tag[k] for k in (at, *auxiliaries)}
        if "VBD" in tags:
            return "past", Reason.at(StatusRule.PAST_TENSE, at)
        if tags & {"VBZ", "VBP", "MD"}:
            if not any(tree.lower[k] in _PERFECT for k in auxiliaries):
                return "present", Reason.at(StatusRule.PRESENT_TENSE, at)
            return ("present" if _lasts(tree, at) else "past"), Reason.at(StatusRule.PERFECT, at)
        if at == head and tree.tag[at] == "VBN" and tree.dep[at] in {"acl", "advcl", "amod"}:
            return "past", Reason.at(StatusRule.PARTICIPLE, at)
        if tree.dep[at] == "ROOT":
            break
        at = tree.head[at]
        if tree.dep[at] == "ROOT" and tree.pos[at] not in {"VERB", "AUX"}:
            break
    if tree.tag[head] in {"VBN", "VBD"}:
        return "past", Reason.at(StatusRule.PARTICIPLE, head)
    return "present", Reason(StatusRule.NO_TENSE)
