"""The words that name who says something, and those that make it an attribution. Functions over a `Tree`."""

from __future__ import annotations

from typing import Final

from services.extract.clauses import with_bracket
from services.extract.drafts import Report, Stretch
from services.extract.language.reporting import ADDING, CONFIRMS_ONLY_WITH, STANCES, WEAKENS
from services.extract.language.sources import SPEAKERS
from services.extract.tree import Tree

_BORROWING: Final = frozenset({"conj", "advcl", "xcomp", "parataxis", "dep"})
_MAX_BORROWED: Final = 4
_RELATIVE: Final = frozenset({"who", "which", "that"})


def source_of(tree: Tree, i: int) -> Stretch | None:
    """The subject, borrowed from the clause above where the verb has none, or the agent."""
    agent = tree.child(i, "agent")
    if agent is not None:
        named = tree.child(agent, "pobj")
        return None if named is None else noun_words(tree, named)
    at = i
    if tree.dep[i] == "pcomp" and tree.lower[tree.head[i]] == "as":  # "quoted a spokesman as saying", "was quoted as saying"
        quoting = tree.head[tree.head[i]]
        quoted = tree.child(quoting, "dobj", "nsubjpass")
        return None if quoted is None else noun_words(tree, quoted)
    if tree.dep[i] == "advcl" and tree.tag[i] == "VBG" and tree.lemma[i] in ADDING and tree.dep[tree.head[i]] == "ccomp":
        at = tree.head[tree.head[i]]  # "Hassan said 15 bodies had come, adding that …"
    for _ in range(_MAX_BORROWED):
        subject = tree.child(at, "nsubj")
        if subject is None:  # "had earlier on Monday said": the parse hangs the subject on the auxiliary
            subject = next((k for aux in tree.children(at, "aux") if (k := tree.child(aux, "nsubj")) is not None), None)
        if subject is not None and at != i and tree.dep[at] == "ccomp" and not _can_speak(tree, subject):
            at = tree.head[at]  # "said more aid was on its way and promised that …": who promises is who says
            continue
        if subject is not None:
            if tree.dep[at] == "relcl" and tree.lower[subject] in _RELATIVE:
                return noun_words(tree, tree.head[at])
            return noun_words(tree, subject)
        passive = tree.child(at, "nsubjpass")
        if at != i and passive is not None:
            return noun_words(tree, passive)
        if at == i and (behind := _speaker_behind(tree, i)) is not None:
            return noun_words(tree, behind)
        if tree.dep[at] in {"relcl", "acl"} and tree.pos[tree.head[at]] in {"NOUN", "PROPN", "PRON"}:
            return noun_words(tree, tree.head[at], at)
        if tree.dep[at] not in _BORROWING or tree.child(i, "nsubjpass") is not None:
            return None
        at = tree.head[at]
    return None


def _can_speak(tree: Tree, noun: int) -> bool:
    return tree.pos[noun] in {"PROPN", "PRON"} or tree.lemma[noun] in SPEAKERS or tree.lower[noun] in SPEAKERS


def _speaker_behind(tree: Tree, i: int) -> int | None:
    """ "…, said the newly named head Ana Silva": behind the content the parse may take the speaker for an object."""
    content = tree.child(i, "ccomp")
    if content is None or content > i:
        return None
    return next(
        (
            k
            for k in tree.kids[i]
            if tree.dep[k] in {"dobj", "attr", "npadvmod", "appos", "dative"} and tree.pos[k] in {"NOUN", "PROPN"} and k > i
        ),
        None,
    )


def noun_words(tree: Tree, i: int, clause: int | None = None) -> Stretch:
    """A noun phrase without clauses that hang on its end, and without `clause`."""
    without = [
        k
        for k in tree.kids[i]
        if k == clause or tree.dep[k] in {"relcl", "advcl", "parataxis", "ccomp"} or (tree.dep[k] == "acl" and k > i + 1)
    ]
    found = tree.stretch(i, without=without)
    return with_bracket(tree, Stretch(min(found.start, i), max(found.end, i + 1)))


def cue_words(tree: Tree, i: int) -> Stretch:
    """The reporting verb, with its particle."""
    return Stretch(i, i + 2) if tree.child(i, "prt") == i + 1 else Stretch(i, i + 1)


def without_possessive(tree: Tree, found: Stretch) -> Stretch:
    """The owner without "'s"."""
    return Stretch(found.start, found.end - 1) if found.end - found.start > 1 and tree.tag[found.end - 1] == "POS" else found


def is_negated(tree: Tree, i: int) -> bool:
    """Whether a reporting verb is negated: then what it takes is not put forward, and its clause is a claim of its own."""
    if any(tree.dep[k] == "neg" for k in tree.kids[i]):
        return True
    subject = tree.subject(i)
    if subject is not None:
        first = tree.left[subject]
        if any(tree.lower[k] in {"neither", "no", "nobody", "none"} for k in (subject, first, *tree.kids[subject])):
            return True
    above = tree.head[i]
    refuses = tree.lemma[above] in {"decline", "refuse", "fail"} or any(tree.dep[k] == "neg" for k in tree.kids[above])
    return tree.dep[i] == "xcomp" and refuses


def spoken(tree: Tree, i: int, head: int | None, content: Stretch, rule: str, *, nominal: bool = False, attitude: bool = False) -> Report:
    """The report of a verb or noun at `i`, with stance and certainty by its lemma."""
    lemma = tree.lemma[i]
    return Report(
        cue=cue_words(tree, i),
        source=source_of(tree, i),
        content=(content,),
        head=head,
        stance="asserts" if lemma in CONFIRMS_ONLY_WITH else STANCES.get(lemma, "asserts"),
        weakens=WEAKENS.get(lemma, "certain"),
        rule=f"{rule}: {tree.lower[i]}",
        reporter=i,
        is_nominal=nominal,
        is_attitude=attitude,
    )
