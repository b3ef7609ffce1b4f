"""Did it happen? What a sentence says of the event that one word names, verb or noun: how firmly, whether, and how real.

Read up the tree: the marks of the event's own clause, then those of each word above it that has a say, until one has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from schemas.claims import Certainty, Polarity
from services.extract.clauses import TIME_NOUNS, is_question
from services.extract.drafts import ClaimDraft, Stretch
from services.extract.hedges import FIRMNESS, certainty_of
from services.extract.language.certainty import CONDITIONAL_AUXILIARIES, CONDITIONS, FUTURE_AUXILIARIES, MODALS
from services.extract.language.factuality import (
    ABILITIES,
    ADJECTIVES,
    AIMS,
    CALLING_OFF,
    CALLING_OFF_WITH,
    FUTURE_TIMES,
    MODIFIERS,
    NEG_RAISING,
    NOT_BY,
    NOT_YET,
    NOUNS,
    OPEN_TIMES,
    OUTCOMES,
    REALITIES,
    SINGLED_OUT,
    STANDING_BY,
    TAKING_EVENTS,
    TOUCHING,
    TOUCHING_AFTER_VERBS,
    VERBS,
    Reality,
)
from services.extract.language.judging import JUDGEMENTS, PERSONAL, WISHES
from services.extract.language.reporting import STANCES, WEAKENS
from services.extract.polarity import negators_of
from services.extract.tree import Tree
from services.extract.verb_groups import auxiliaries_of, is_infinitive, negation_of, own_words

Mark = Reality | Certainty | Literal["negated"]
MAX_STEPS: Final = 10
_INNER: Final = frozenset({"xcomp", "ccomp", "acl", "oprd", "relcl", "advcl", "pcomp"})
_PRESENT: Final = frozenset({"VBP", "VBZ"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence puts one event, with the tokens that say how firmly and how real."""

    certainty: Certainty
    polarity: Polarity
    reality: Reality
    hedge: int | None = None
    cue: int | None = None


def reading_of(tree: Tree, token: int) -> Reading:
    """The reading of the event that `token` names: its weakest marks, and negative when an odd number of negations bear on it."""
    certainty: Certainty = "certain"
    reality: Reality = "told"
    hedge: int | None = None
    cue: int | None = None
    negations = 0
    for mark, at in _marks(tree, token):
        if mark == "negated":
            negations += 1
        elif mark == "certain" or mark == "probable" or mark == "possible":
            if FIRMNESS[mark] > FIRMNESS[certainty]:
                certainty, hedge = mark, at
        elif REALITIES.index(mark) > REALITIES.index(reality):
            reality, cue = mark, at
    return Reading(certainty, "negative" if negations % 2 else "positive", reality, hedge, cue)


def _marks(tree: Tree, token: int) -> Iterator[tuple[Mark, int]]:
    at = token
    yield from _marks_of_clause(tree, at)
    for _ in range(MAX_STEPS):
        above, dep = tree.head[at], tree.dep[at]
        if above == at:
            return
        if dep == "conj":
            if _stands_alone(tree, at):
                yield from (("conditional", k) for k in tree.children(above, "mark") if tree.lower[k] in CONDITIONS)
                return
        elif dep == "ccomp" and _has_tense(tree, at):
            yield from _marks_of_reporter(tree, above)
            return
        else:
            mark = _mark_from_above(tree, at, above)
            if mark is None:
                return
            yield mark, above
        at = above
        yield from _marks_of_clause(tree, at)


# the clause itself ------------------------------------------------------------------------------


def _marks_of_clause(tree: Tree, at: int) -> Iterator[tuple[Mark, int]]:
    """What the words of the clause or phrase itself say."""
    sentence = tree.sentence_of(at)
    draft = ClaimDraft(Stretch(tree.left[at], tree.right[at] + 1), sentence, "body", at, at, None, "event")
    certainty, hedges = certainty_of(tree, draft, [at])
    yield from ((certainty, words.start) for hedge in hedges for words in hedge.words)
    yield from (("negated", words.start) for negator in negators_of(tree, draft, [at]) for words in negator.words)
    if not tree.is_verb(at):
        for k in tree.children(at, "amod", "compound", "nmod"):
            if tree.lower[k] in MODIFIERS:
                yield MODIFIERS[tree.lower[k]], k
        if tree.pos[at] in {"NOUN", "PROPN"}:
            return
    if is_told_to_do(tree, at):
        yield "wished", at
        return
    if tree.dep[at] == "ROOT" and is_question(tree, sentence):
        yield "asked", at
    if _is_going_to(tree, at):
        yield "ahead", at
    time = future_time_of(tree, at)
    if time is not None:
        yield "ahead", time
    for k in tree.kids[at]:
        lower = tree.lower[k]
        if tree.dep[k] == "aux" and tree.tag[k] == "MD":
            if lower in FUTURE_AUXILIARIES:
                yield "ahead", k
            elif lower in WISHES:
                yield "wished", k
            elif lower in CONDITIONAL_AUXILIARIES:
                if tree.lemma[at] not in PERSONAL:  # "would like to" wants now
                    yield "conditional", k
            elif lower in ABILITIES and negation_of(tree, at) is None:
                yield "able", k
            elif lower in MODALS and tree.tag[at] == "VB" and len(auxiliaries_of(tree, at)) == 1:
                yield "ahead", k
        elif tree.dep[k] in {"mark", "advmod"} and k < at:
            if lower in CONDITIONS or lower == "whether":
                yield "conditional", k
            elif lower in NOT_YET and not any(tree.tag[m] == "VBD" for m in (at, *auxiliaries_of(tree, at))):
                yield "wished", k


def is_told_to_do(tree: Tree, at: int) -> bool:
    """An order: a bare verb without subject, alone or beside another. "Thank you", "hope to see you" are the writer's own."""
    if tree.tag[at] not in {"VB", "VBP"} or tree.lemma[at] in PERSONAL or tree.subject(at) is not None:
        return False
    if any(tree.lower[k] not in {"do", "don't"} for k in tree.children(at, "aux", "auxpass", "mark")):
        return False
    if tree.tag[at] == "VBP":
        return any(tree.dep[k] == "intj" for k in tree.kids[at])
    above = tree.head[at]
    if tree.dep[at] == "conj":
        return tree.tag[above] in _FINITE and not auxiliaries_of(tree, above)
    return tree.dep[at] in {"ROOT", "parataxis", "dep", "advcl"} or (tree.dep[at] == "ccomp" and at < above)


def _is_going_to(tree: Tree, at: int) -> bool:
    return tree.lower[at] == "going" and any(is_infinitive(tree, k) for k in tree.children(at, "xcomp", "advcl"))


def future_time_of(tree: Tree, at: int) -> int | None:
    """ "is leaving tomorrow", "are meeting next week": the word that puts a present ahead."""
    if tree.tag[at] != "VBG" or not any(tree.tag[k] in _PRESENT and tree.lemma[k] == "be" for k in tree.children(at, "aux")):
        return None
    return next(
        (
            k
            for k in own_words(tree, at)
            if tree.lower[k] in FUTURE_TIMES or (tree.lower[k] == "next" and tree.lemma[tree.head[k]] in TIME_NOUNS)
        ),
        None,
    )


def _stands_alone(tree: Tree, at: int) -> bool:
    """Whether a conjunct has its own tense or subject, so that the marks of the first verb do not bear on it."""
    if tree.subject(at) is not None or tree.tag[at] in _FINITE:
        return True
    return bool(auxiliaries_of(tree, at))


def _has_tense(tree: Tree, at: int) -> bool:
    """Whether a clause is finite; "critics fear the orchestra left" is read as a participle by the model."""
    return tree.is_finite(at) or (tree.tag[at] == "VBN" and tree.child(at, "nsubj") is not None)


# what stands above ------------------------------------------------------------------------------


def _marks_of_reporter(tree: Tree, above: int) -> Iterator[tuple[Mark, int]]:
    """What a word leaves of a clause with its own tense: what is said or known is told, what is hoped or denied is not."""
    if not tree.is_verb(above):
        return
    lemma = tree.lemma[above]
    yield WEAKENS.get(lemma, "certain"), above
    if STANCES.get(lemma) == "denies" or (lemma in NEG_RAISING and negation_of(tree, above) is not None):
        yield "negated", above
    if VERBS.get(lemma) == "wished" and lemma in PERSONAL:
        yield "wished", above


def _mark_from_above(tree: Tree, at: int, above: int) -> Mark | None:
    """What the word above makes of an event without a tense of its own; None where it has no say."""
    dep, lemma, lower = tree.dep[at], tree.lemma[above], tree.lower[above]
    if dep in _INNER and is_infinitive(tree, at):
        return mark_of_infinitive(tree, at, above)
    if dep in {"xcomp", "oprd", "ccomp"}:
        return _table_for(tree, above).get(lemma, "told")
    if dep == "pcomp":
        if lower in NOT_BY:
            return "denied"
        if lower in NOT_YET:
            return "wished"
        return _mark_of_holder(tree, tree.head[above], lower) or "told"
    if dep == "pobj":
        return _mark_of_holder(tree, tree.head[above], lower)
    if dep in {"dobj", "nsubjpass"}:
        if lemma in CALLING_OFF or any(tree.lower[k] == CALLING_OFF_WITH.get(lemma) for k in tree.children(above, "prt")):
            return "denied"
        return VERBS.get(lemma) if lemma in TAKING_EVENTS else None
    if dep == "advcl":
        opens = any(tree.dep[k] in {"mark", "advmod"} and tree.lower[k] in OPEN_TIMES and k < at for k in tree.kids[at])
        if tree.is_finite(at):
            present = any(tree.tag[k] in _PRESENT for k in (at, *auxiliaries_of(tree, at)))
            return "told" if opens and present else None
        return "told" if tree.tag[at] == "VBG" and tree.lemma[at] not in STANDING_BY else None
    if dep == "prep":
        return "told" if tree.tag[at] == "IN" else None
    return "told" if dep in {"attr", "acomp", "aux", "auxpass", "csubj"} else None


def _table_for(tree: Tree, above: int) -> dict[str, Reality]:
    if tree.is_verb(above):
        return VERBS
    return NOUNS if tree.pos[above] in {"NOUN", "PROPN"} else ADJECTIVES


def mark_of_infinitive(tree: Tree, at: int, above: int) -> Reality:
    """What a word makes of the infinitive below it."""
    table = _table_for(tree, above)
    lemma, lower = tree.lemma[above], tree.lower[above]
    if any(tree.tag[k] == "WRB" for k in tree.kids[at]):
        return "able"
    if lemma == "go" and tree.tag[above] == "VBG":
        return "ahead"
    if lower == "able" and any(tree.tag[k] in {"VBD", "VBN"} for k in (tree.head[above], *tree.kids[tree.head[above]])):
        return "told"
    if lemma in PERSONAL and any(tree.lower[k] in CONDITIONAL_AUXILIARIES for k in tree.children(above, "aux")):
        return "told" if tree.lemma[at] in PERSONAL else "wished"  # "would like to thank" thanks
    if lemma in table or lower in table:
        return table.get(lower) or table[lemma]
    if table is ADJECTIVES and lemma in JUDGEMENTS:
        return "told"
    if table is NOUNS and any(tree.lower[k] in SINGLED_OUT for k in tree.kids[above]):
        return "told"  # "the first woman to win"
    if lemma == "be" and tree.dep[at] == "xcomp" and _is_arranged(tree, above):
        return "decided"
    if tree.dep[at] == "advcl" and tree.lemma[at] in OUTCOMES and tree.tag[above] in {"VBD", "VBN"}:
        return "told"
    return "purpose"


def _is_arranged(tree: Tree, copula: int) -> bool:
    """ "The talks are to resume", but not "the aim is to win", "what matters is to win"."""
    subject = tree.child(copula, "nsubj", "nsubjpass")
    if tree.tag[copula] not in _PRESENT or subject is None or tree.tag[subject] in {"WDT", "WP"} or tree.lemma[subject] in AIMS:
        return False
    return tree.child(copula, "acomp", "attr", "prep") is None and not any(tree.lower[k] == "yet" for k in tree.kids[copula])


def _mark_of_holder(tree: Tree, holder: int, preposition: str) -> Mark | None:
    """ "the risk of flooding", "hopes for a deal", "a ban on exports", "kept from leaving"."""
    lemma = tree.lemma[holder]
    if tree.pos[holder] in {"NOUN", "PROPN"}:
        return NOUNS.get(lemma) if preposition in TOUCHING else None
    if tree.is_verb(holder) and preposition in TOUCHING_AFTER_VERBS:
        return VERBS[lemma] if VERBS.get(lemma) in {"denied", "wished", "decided"} else None
    return None
