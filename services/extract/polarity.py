"""Whether a claim says that something is so or that it is not: negators and the verbs and adjectives that deny. Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.claims import Polarity
from services.extract.drafts import ClaimDraft, Reason
from services.extract.hedges import judging_word
from services.extract.language.certainty import (
    AFFIRMED_BY_NO,
    DOUBTLESS,
    EVIDENCE,
    KEEPING_FROM,
    NEGATED_WHEN_NEGATED,
    NEGATIVE_ADJECTIVES,
    NEGATIVE_ALONE,
    NEGATIVE_NOUNS,
    NEGATIVE_VERBS,
    NEGATIVE_WITH_OBJECT,
    NEGATORS,
    NEVER_NOUNS,
    NOT_NEGATING_AFTER,
)
from services.extract.rules import PolarityRule
from services.extract.tree import Tree
from services.extract.verb_groups import negation_of, own_words

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_BARE_PHRASES: Final = frozenset({"with", "participle"})


def polarity_of(tree: Tree, claim: ClaimDraft, group: list[int]) -> tuple[Polarity, list[Reason]]:
    """Negative when an odd number of negators bear on what the claim says."""
    found = negators_of(tree, claim, group)
    found += [Reason.at(PolarityRule.DENIED_FROM_ABOVE, k) for k in _denied_from_above(tree, claim.head)]
    found += [Reason.at(PolarityRule.NEGATIVE_WORD, k) for k in group if _denies(tree, k, claim.head, is_last=k == group[-1])]
    if tree.lemma[claim.head] in NEGATIVE_NOUNS and not tree.is_verb(claim.head):
        found.append(Reason.at(PolarityRule.NEGATIVE_NOUN, claim.head))
    return ("negative" if len(found) % 2 else "positive"), found or [Reason(PolarityRule.NONE)]


def _denies(tree: Tree, k: int, head: int, *, is_last: bool) -> bool:
    """Whether a verb or adjective of the predicate says that what follows is not so."""
    lemma = tree.lemma[k]
    if lemma in NEGATIVE_WITH_OBJECT and tree.is_verb(k) and tree.child(k, "dobj") is not None:
        return True
    if lemma in NEGATIVE_VERBS and not is_last and tree.child(k, "xcomp") is not None:
        return True
    if lemma in KEEPING_FROM and any(tree.dep[m] == "prep" and tree.child(m, "pcomp") for m in tree.kids[k]):
        return True
    return tree.lower[k] in NEGATIVE_ADJECTIVES and (k != head or tree.is_verb(k) or tree.subject(k) is not None)


def _denied_from_above(tree: Tree, head: int) -> Iterator[int]:
    """ "It is unlikely that …", "it is not true that …", "there is no evidence that …"."""
    said = judging_word(tree, head)
    if said is not None:
        if tree.lower[said] in NEGATIVE_ADJECTIVES:
            yield said
        elif tree.lower[said] in NEGATED_WHEN_NEGATED:
            negation = negation_of(tree, said) or negation_of(tree, tree.head[said])
            if negation is not None:
                yield negation
    above = tree.head[head]
    if tree.dep[head] in {"acl", "relcl"} and tree.lemma[above] in EVIDENCE:
        yield from (k for k in tree.kids[above] if tree.lower[k] == "no")


def negators_of(tree: Tree, claim: ClaimDraft, group: list[int]) -> list[Reason]:
    """The words of negation that bear on what the claim says."""
    members = set(group)
    found: list[Reason] = []
    for k in own_words(tree, claim.head):
        if tree.lower[k] in NEGATORS and not _affirms(tree, k):
            rule = _bearing(tree, k, claim, members)
            if rule is not None:
                found.append(Reason.at(rule, k))
    return found


def _affirms(tree: Tree, k: int) -> bool:
    """ "not only", "no doubt", "no fewer than": words of negation that take nothing away."""
    lower = tree.lower[k]
    after = tree.lower[k + 1] if k + 1 < len(tree.lower) else ""
    if lower == "not":
        return after in NOT_NEGATING_AFTER
    return (lower == "no" and tree.lemma[tree.head[k]] in DOUBTLESS) or (lower in {"no", "nothing"} and after in AFFIRMED_BY_NO)


def _bearing(tree: Tree, k: int, claim: ClaimDraft, members: set[int]) -> PolarityRule | None:
    """By which rule a word of negation bears on the claim; None where it does not."""
    lower, above = tree.lower[k], tree.head[k]
    if lower == "no" and tree.lower[k + 1 : k + 2] == ["longer"]:
        return PolarityRule.NO_LONGER
    if lower == "yet":
        below = tree.child(above, "xcomp") if above in members and tree.lemma[above] in {"be", "have"} else None
        return PolarityRule.YET_TO if below is not None and below > k else None
    if tree.dep[k] == "neg" or lower in NEGATIVE_ALONE:
        bears = above in members or k in members or tree.dep[above] in {*_SUBJECTS, "aux", "dobj"} or tree.dep[k] in {*_SUBJECTS, "preconj"}
        return PolarityRule.NEGATED_VERB if bears else None
    if lower in {"no", "neither"} and tree.dep[k] in {"det", "cc", "preconj", "nummod"}:
        of_verb = tree.dep[above] in {*_SUBJECTS, "dobj", "attr", "pobj"} and (tree.head[above] in members or claim.rule == "with")
        never = lower == "no" and tree.lemma[above] in NEVER_NOUNS and tree.dep[above] == "pobj" and tree.head[tree.head[above]] in members
        return PolarityRule.NO_WITH_NOUN if of_verb or never else None
    return PolarityRule.WITHOUT if lower == "without" and claim.head == above and claim.rule in _BARE_PHRASES else None
