"""Reports by verbs: "said that …", "…, he said", "confirmed the death", "is believed to …". Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from schemas.claims import Certainty
from services.extract.drafts import Report, Stretch
from services.extract.language.certainty import HEARSAY
from services.extract.language.holding import ATTITUDES, CALLING
from services.extract.language.reporting import HEARERS, IMPERSONAL_ALONE, INVERTED, NOMINAL_CONTENT, PASSIVE, STANCES, WEAKENS, WITH_CLAUSE
from services.extract.reporting_marks import before_colon
from services.extract.reporting_objects import object_reports
from services.extract.reporting_phrases import clause_above, words_without
from services.extract.sources import is_negated, source_of, spoken
from services.extract.tree import Tree

_CLAUSAL: Final = frozenset({"ccomp", "csubj"})
_SAYS_MORE: Final = frozenset({"dobj", "attr", "acomp", "prep", "xcomp", "ccomp", "agent", "advmod", "npadvmod"})
_COMPLEMENTS: Final = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp"})
_RELATIVE_TAGS: Final = frozenset({"WDT", "WP", "WP$"})
_CITING: Final = frozenset({"citing", "quoting"})
_AGAINST: Final = frozenset({"while", "whereas", "although", "though"})
MAX_TO_QUOTE: Final = 25
"""So many tokens may lie between a verb of saying and its quote."""
MIN_QUOTE: Final = 4


def verb_reports(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Iterator[Report]:
    """What the verb at `i` reports."""
    lemma = tree.lemma[i]
    if tree.lower[i] in _CITING:
        yield from _citing(tree, i)
        return
    if tree.tag[i] == "VBN" and _may_be_passive(tree, i) and is_passive(tree, i):
        report = _passive(tree, i)
        if report is not None:
            yield report
            return
    if lemma in INVERTED and tree.dep[i] == "advcl" and (report := _as_they_said(tree, i)) is not None:
        yield report
        return
    if lemma in WITH_CLAUSE:
        clause = content_clause(tree, i)
        if clause is not None and is_negated(tree, i):
            return
        if clause is not None:
            yield spoken(tree, i, clause, clause_words_of(tree, clause), "verb with clause", attitude=is_attitude(tree, i))
            return
    if lemma in INVERTED:
        report = _beside_quote(tree, i, sentence, quotes)
        if report is not None:
            yield report
            return
        if tree.dep[i] == "parataxis" and tree.subject(i) is not None and tree.head[i] != i:
            head = tree.head[i]
            yield spoken(tree, i, head, tree.stretch(head, without=(i,)), "verb beside clause")
            return
        if (report := before_colon(tree, i, sentence)) is not None:
            yield report
            return
    if not is_negated(tree, i):
        yield from object_reports(tree, i)


def is_attitude(tree: Tree, i: int) -> bool:
    """ "They hoped that …", "he believed …" in a narrative: that they hoped is the claim, not what they hoped."""
    return tree.lemma[i] in ATTITUDES and (tree.tag[i] in {"VBD", "VBN"} or tree.lemma[i] in {"hope", "fear", "want", "wish"})


def content_clause(tree: Tree, i: int) -> int | None:
    """The clause that a verb of saying takes; after "told the press", or "said in a letter", the parse may hang it on the noun."""
    citing = i + 2  # "reported, citing people who knew, that …"
    if citing < len(tree.lower) and tree.lower[citing] in _CITING and (shared := tree.child(citing, "ccomp")) is not None:
        return shared
    clauses = [k for k in tree.kids[i] if tree.dep[k] in _CLAUSAL]
    if clauses:  # in "A said …; B said …" the parse may give both to B
        behind = next((k for k in clauses if k > i), None)
        return clauses[0] if behind is None and ";" not in tree.text[tree.right[clauses[0]] : i] else behind
    for k in tree.kids[i]:
        noun = k if tree.dep[k] == "dobj" and tree.lemma[i] in HEARERS else tree.child(k, "pobj") if tree.dep[k] == "prep" else None
        if noun is None:
            continue
        for inner in tree.kids[noun]:
            if tree.dep[inner] in {"relcl", "acl", "ccomp"} and inner > noun and tree.is_finite(inner) and _is_whole(tree, inner):
                return inner
    if tree.child(i, "dobj") is not None or tree.child(i, "nsubj") is None:
        return None
    # "The firm said, and the regulator confirmed, that …": the parse gives the clause to the last verb
    others = [k for k in tree.kids[i] if tree.dep[k] == "conj" and tree.lemma[k] in WITH_CLAUSE and tree.child(k, "nsubj") is not None]
    return next((k for other in others for k in tree.kids[other] if tree.dep[k] in _CLAUSAL and k > other), None)


def _is_whole(tree: Tree, clause: int) -> bool:
    """Whether a clause behind a noun has its own subject and no relative pronoun: then it is no clause about the noun."""
    subject = tree.child(clause, "nsubj", "nsubjpass", "expl")
    if subject is None or tree.lower[subject] in {"who", "which", "that", "whom"}:
        return False
    opens_relative = any(
        (tree.tag[k] in _RELATIVE_TAGS and tree.dep[k] != "mark") or (tree.tag[k] == "WRB" and k == tree.left[clause])
        for k in tree.kids[clause]
    )
    return not opens_relative and any(tree.dep[k] in _SAYS_MORE for k in tree.kids[clause])


def clause_words_of(tree: Tree, clause: int) -> Stretch:
    """The clause without its "that", and without what another speaker is set against it with: "…, while residents say …"."""
    against = [k for k in tree.kids[clause] if tree.dep[k] == "advcl" and tree.lemma[k] in WITH_CLAUSE and _is_set_against(tree, k)]
    found = tree.stretch(clause, without=against)
    if tree.lower[found.start] == "that" and (tree.dep[found.start] == "mark" or tree.tag[found.start] == "IN"):
        return tree.trim(Stretch(found.start + 1, found.end))
    return found


def _is_set_against(tree: Tree, k: int) -> bool:
    return tree.child(k, "nsubj") is not None and any(tree.lower[m] in _AGAINST and m < k for m in tree.kids[k])


def _as_they_said(tree: Tree, i: int) -> Report | None:
    """ "As the minister put it, …": the content is the clause that the phrase hangs on."""
    mark = next((k for k in tree.kids[i] if tree.lower[k] == "as" and tree.dep[k] in {"mark", "advmod"} and k < i), None)
    subject = tree.child(i, "nsubj")
    if mark is None or subject is None or tree.pos[subject] == "PRON":
        return None
    if any(tree.dep[k] in _COMPLEMENTS and tree.lower[k] != "it" for k in tree.kids[i]):
        return None
    top = clause_above(tree, i)
    report = spoken(tree, i, top, words_without(tree, top, i), "verb beside clause")
    return replace(report, cue=Stretch(i, i + 1))


def _beside_quote(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Report | None:
    """A verb of saying that has no clause of its own in the parse, beside a quote in its sentence."""
    if any(quote.holds(i) for quote in quotes):
        return None
    is_told = tree.tag[i] == "VBN" and tree.child(i, "aux", "agent") is None  # "Asked about it, …"
    if is_told or (tree.child(i, "nsubj") is None and tree.dep[i] not in {"conj", "advcl"}):
        return None
    has_colon = any(tree.text[k] == ":" for k in range(i + 1, min(i + 12, sentence.end)))
    reach = sentence.end + (3 if has_colon else 0)
    near = [quote for quote in quotes if quote.start < reach and quote.end > sentence.start and quote.end - quote.start >= MIN_QUOTE]
    quote = min(near, key=lambda q: min(abs(q.start - i), abs(q.end - i)), default=None)
    if quote is None or min(abs(quote.start - i), abs(quote.end - i)) > MAX_TO_QUOTE:
        return None
    between = range(i + 1, quote.start) if i < quote.start else range(quote.end, i)
    if any(tree.lemma[k] in INVERTED and tree.is_verb(k) and tree.child(k, "nsubj") is not None for k in between):
        return None  # the nearer verb brings the quote
    head = next((k for k in range(quote.start, quote.end) if not quote.holds(tree.head[k]) or tree.head[k] == k), None)
    return spoken(tree, i, head, quote, "verb beside quote")


def _citing(tree: Tree, i: int) -> Iterator[Report]:
    """ "…, citing X": X is a further source of the clause above."""
    named = tree.child(i, "dobj")
    if named is None:
        return
    clause = tree.child(i, "ccomp")
    top = clause_above(tree, i) if clause is None else clause
    content = words_without(tree, top, i) if clause is None else clause_words_of(tree, clause)
    yield Report(Stretch(i, i + 1), tree.stretch(named), (content,), top, "asserts", "certain", "citing", reporter=i)


# passives ---------------------------------------------------------------------------------------


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a participle is passive: with "be", or without any auxiliary."""
    if tree.tag[i] != "VBN":
        return False
    return tree.child(i, "auxpass") is not None or (
        tree.child(i, "aux") is None and tree.dep[i] in {"acl", "advcl", "conj", "pcomp", "ROOT"}
    )


def _may_be_passive(tree: Tree, i: int) -> bool:
    lemma = tree.lemma[i]
    return lemma in PASSIVE or ((lemma in NOMINAL_CONTENT or lemma in CALLING) and tree.child(i, "agent") is not None)


def _passive(tree: Tree, i: int) -> Report | None:
    """ "is believed to …", "are believed dead", "it is thought that …", "another 40 reported as missing", "as was reported by …"."""
    lemma = tree.lemma[i]
    has_auxiliary = tree.child(i, "auxpass") is not None
    clause = tree.child(i, "ccomp")
    agent = tree.child(i, "agent")
    infinitive = tree.child(i, "xcomp")
    if any(tree.dep[k] == "neg" for k in tree.kids[i]) and clause is None:
        return None
    reporter: int | None = None
    rule = "passive"
    first = i
    while tree.dep[first] == "conj" and tree.child(first, "nsubj", "nsubjpass") is None:
        first = tree.head[first]
    if agent is not None and first != i:  # "reported by A and confirmed by B"
        content, head = tree.stretch(first), first
    elif agent is not None and tree.dep[i] == "advcl" and any(tree.lower[k] == "as" and k < i for k in tree.kids[i]):
        top = clause_above(tree, i)
        content, head, reporter = words_without(tree, top, i), top, i
    elif clause is not None and has_auxiliary and infinitive is None:
        content, head, reporter, rule = clause_words_of(tree, clause), clause, i, "passive: it"
    elif infinitive is not None or tree.child(i, "oprd") is not None or agent is not None or (lemma in IMPERSONAL_ALONE and has_auxiliary):
        content, head = tree.stretch(i, without=[k for k in tree.kids[i] if tree.dep[k] == "agent"]), i
    elif tree.dep[i] == "acl" and any(tree.lower[k] == "as" for k in tree.kids[i]) and lemma in {"report", "describe", "list", "record"}:
        content, head = tree.stretch(tree.head[i]), tree.head[i]
    else:
        return None
    start = min([i, *tree.children(i, "auxpass")])
    to = None if infinitive is None else next((k for k in tree.kids[infinitive] if tree.lower[k] == "to"), None)
    end = to + 1 if to == i + 1 else i + 1
    weakens: Certainty = WEAKENS.get(lemma, "probable" if lemma in HEARSAY and infinitive is not None else "certain")
    source = source_of(tree, i) if agent is not None else None
    return Report(
        Stretch(start, end), source, (content,), head, STANCES.get(lemma, "asserts"), weakens, f"{rule}: {tree.lower[i]}", reporter
    )
