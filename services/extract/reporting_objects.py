"""Reports by verbs whose content is no clause: "confirmed the death", "warned of floods", "vowed to resign". Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from services.extract.drafts import Report, Stretch
from services.extract.language.holding import (
    CALLING,
    HOLDING_PREPOSITION,
    INTENDING,
    LIKENING,
    REACTING,
    WANTING,
    WITH_PREPOSITION,
)
from services.extract.language.reporting import BLAMING, MEDIA_VERBS, NEEDS_TAIL, NOMINAL_CONTENT, NOUNS, STANCES, TAILS, WITH_GERUND
from services.extract.language.sources import DOCUMENTS
from services.extract.sources import spoken
from services.extract.tree import Tree

_NAMED: Final = frozenset({"NOUN", "NUM", "PROPN"})
_NONE: Final[frozenset[str]] = frozenset()
_REASONS: Final = frozenset({"as", "for", "over", "to", "of"})
"""Prepositions behind the object of a verb of judgement that belong to the judgement: "attacked her for it"."""


def object_reports(tree: Tree, i: int) -> Iterator[Report]:
    """What the verb at `i` puts forward, or shows its subject to hold, in an object, an infinitive or behind a preposition."""
    for rule in (_gerund, _calling, _noun, _evidence, _preposition, _infinitive, _opinion):
        report = rule(tree, i)
        if report is not None:
            yield report
            return


def _gerund(tree: Tree, i: int) -> Report | None:
    """ "denied taking the money"."""
    inner = tree.child(i, "xcomp") if tree.lemma[i] in WITH_GERUND else None
    is_gerund = inner is not None and (tree.tag[inner] == "VBG" or any(tree.lower[k] == "having" for k in tree.kids[inner]))
    return None if inner is None or not is_gerund else spoken(tree, i, inner, tree.stretch(inner), "verb with clause")


def _calling(tree: Tree, i: int) -> Report | None:
    """ "called the plan a failure": somebody's word for something; a claim only where it is more than a judgement."""
    if tree.lemma[i] not in CALLING:
        return None
    small = tree.child(i, "ccomp", "xcomp")
    if small is not None and not tree.is_finite(small):
        return spoken(tree, i, small, tree.stretch(small), "verb with noun", nominal=True)
    thing, said = tree.child(i, "dobj"), tree.child(i, "oprd")
    if thing is None or said is None:
        return None
    return spoken(tree, i, said, tree.trim(Stretch(tree.left[thing], tree.right[said] + 1)), "verb with noun", nominal=True)


def _noun(tree: Tree, i: int) -> Report | None:
    """ "confirmed the death", "put the toll at 12", "blamed the crash on a sensor", "described them as hiding in the hills"."""
    lemma = tree.lemma[i]
    thing = tree.child(i, "dobj") if lemma in NOMINAL_CONTENT else None
    if thing is None or tree.pos[thing] not in _NAMED or (tree.lemma[thing] in NOUNS and lemma in STANCES):
        return None  # what is denied is what the noun reports
    found = _thing_words(tree, thing)
    tail = _tail(tree, (*tree.kids[i], *tree.kids[thing]), thing, BLAMING.get(lemma, TAILS))
    if tail is None:
        return None if lemma in NEEDS_TAIL else spoken(tree, i, thing, found, "verb with noun", nominal=True)
    doing = tree.child(tail, "pcomp")
    if doing is not None and tree.tag[doing] == "VBG" and tree.lower[tail] == "as":
        return spoken(tree, i, doing, tree.stretch(doing), "verb with noun")
    report = spoken(tree, i, thing, Stretch(found.start, max(found.end, tree.stretch(tail).end)), "verb with noun", nominal=True)
    return replace(report, stance="asserts") if tree.lower[tail] == "as" else report  # "dismissed the risk as small" says that it is small


def _thing_words(tree: Tree, thing: int) -> Stretch:
    """The object without a clause that only adds something, ", which …"."""
    apart = [k for k in tree.subtree(thing) if tree.dep[k] == "relcl" and tree.left[k] > 0 and tree.text[tree.left[k] - 1] == ","]
    return tree.stretch(thing, without=apart)


def _tail(tree: Tree, kids: Iterable[int], thing: int, prepositions: frozenset[str]) -> int | None:
    """The preposition behind the object that brings what is said of it."""
    return next((k for k in kids if tree.dep[k] == "prep" and tree.lower[k] in prepositions and k > thing), None)


def _evidence(tree: Tree, i: int) -> Report | None:
    """ "records show payments made in May": documents report."""
    if tree.lemma[i] not in MEDIA_VERBS:
        return None
    thing, subject = tree.child(i, "dobj"), tree.child(i, "nsubj")
    if thing is None or subject is None:
        return None
    if tree.lemma[subject] not in DOCUMENTS or tree.child(thing, "acl") is None:
        return None
    return spoken(tree, i, thing, tree.stretch(thing), "verb with noun", nominal=True)


def _preposition(tree: Tree, i: int) -> Report | None:
    """ "warned of floods", "accused the firm of hiding data"; "called for calm" only tells what somebody wants."""
    claiming, holding = WITH_PREPOSITION.get(tree.lemma[i], _NONE), HOLDING_PREPOSITION.get(tree.lemma[i], _NONE)
    if not claiming and not holding:
        return None
    thing = tree.child(i, "dobj")
    for k in (*tree.kids[i], *(tree.kids[thing] if thing is not None and claiming else ())):
        claims = tree.lower[k] in claiming
        if tree.dep[k] != "prep" or not (claims or tree.lower[k] in holding):
            continue
        inner = tree.child(k, "pobj", "pcomp")
        if inner is not None:
            nominal = tree.dep[inner] == "pobj" and tree.child(inner, "acl") is None
            found = tree.stretch(inner)
            behind = [m for m in tree.kids[i] if tree.dep[m] == "prep" and m == found.end]
            found = Stretch(found.start, tree.stretch(behind[0]).end) if behind and claims else found
            return spoken(tree, i, inner, found, "verb with preposition", nominal=nominal, attitude=not claims)
    return None


def _infinitive(tree: Tree, i: int) -> Report | None:
    """ "vowed to resign", "urged the firm to pay"."""
    inner = tree.child(i, "xcomp", "ccomp") if tree.lemma[i] in WANTING or tree.lemma[i] in INTENDING else None
    if inner is None or tree.child(i, "auxpass") is not None or tree.is_finite(inner):
        return None
    thing = tree.child(i, "dobj")
    first = thing if thing is not None and thing < inner else inner
    found = tree.trim(Stretch(tree.left[first], tree.right[inner] + 1))
    return spoken(tree, i, inner, found, "verb with infinitive", attitude=True)


def _opinion(tree: Tree, i: int) -> Report | None:
    """ "criticised the plan for its cost", "likened the smell to tar"."""
    lemma = tree.lemma[i]
    thing = tree.child(i, "dobj") if lemma in REACTING or lemma in LIKENING else None
    if thing is None:
        return None
    found = tree.stretch(thing)
    tail = _tail(tree, tree.kids[i], found.end - 2, _REASONS)
    if tail is None and lemma not in REACTING:
        return None
    end = found.end if tail is None else tree.stretch(tail).end
    return spoken(tree, i, thing, Stretch(found.start, end), "verb of opinion", nominal=True, attitude=True)
