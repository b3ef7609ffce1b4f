"""Reports by verbs: "said that …", "…, he said", "confirmed the death", "is believed to …". Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.claims import Certainty
from services.extract.drafts import Report, Stretch
from services.extract.language.certainty import HEARSAY
from services.extract.language.reporting import (
    ATTITUDES,
    CALLING,
    DOCUMENTS,
    HEARERS,
    IMPERSONAL_ALONE,
    INTENDING,
    INVERTED,
    MEDIA_VERBS,
    NEEDS_TAIL,
    NOMINAL_CONTENT,
    PASSIVE,
    REACTING,
    STANCES,
    WANTING,
    WEAKENS,
    WITH_CLAUSE,
    WITH_PREPOSITION,
)
from services.extract.reporting_phrases import clause_above, words_without
from services.extract.sources import is_negated, source_of, spoken
from services.extract.tree import Tree

_CLAUSAL: Final = frozenset({"ccomp", "csubj"})
_SAYS_MORE: Final = frozenset({"dobj", "attr", "acomp", "prep", "xcomp", "ccomp", "agent", "advmod", "npadvmod"})
_RELATIVE_TAGS: Final = frozenset({"WDT", "WP", "WP$"})
_TAILS: Final = frozenset({"as", "at", "with"})
_BARE_PARTICIPLES: Final = frozenset({"acl", "advcl", "conj", "pcomp", "ROOT"})
MAX_TO_QUOTE: Final = 25
"""So many tokens may lie between a verb of saying and its quote."""
MIN_QUOTE: Final = 4


def verb_reports(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Iterator[Report]:
    """What the verb at `i` reports."""
    lemma = tree.lemma[i]
    if lemma == "cite" and tree.tag[i] == "VBG":
        yield from _citing(tree, i)
        return
    if lemma in PASSIVE and is_passive(tree, i):
        report = _passive(tree, i)
        if report is not None:
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
    if not is_negated(tree, i):
        yield from _with_noun(tree, i)


def is_attitude(tree: Tree, i: int) -> bool:
    """ "They hoped that …", "he believed …" in a narrative: that they hoped is the claim, not what they hoped."""
    return tree.lemma[i] in ATTITUDES and (tree.tag[i] in {"VBD", "VBN"} or tree.lemma[i] in {"hope", "fear", "want", "wish"})


def content_clause(tree: Tree, i: int) -> int | None:
    """The clause that a verb of saying takes; after "told the press", or "said in a letter", the parse may hang it on the noun."""
    for k in tree.kids[i]:
        if tree.dep[k] in _CLAUSAL:
            return k
    for k in tree.kids[i]:
        noun = k if tree.dep[k] == "dobj" and tree.lemma[i] in HEARERS else tree.child(k, "pobj") if tree.dep[k] == "prep" else None
        if noun is None:
            continue
        for inner in tree.kids[noun]:
            if tree.dep[inner] in {"relcl", "acl", "ccomp"} and inner > noun and tree.is_finite(inner) and _is_whole(tree, inner):
                return inner
    return None


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
    """The clause without its "that"."""
    found = tree.stretch(clause)
    mark = tree.child(clause, "mark")
    if mark is not None and mark == found.start and tree.lower[mark] == "that":
        return tree.trim(Stretch(found.start + 1, found.end))
    return found


def _beside_quote(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Report | None:
    """A verb of saying that has no clause of its own in the parse, beside a quote in its sentence."""
    if any(quote.holds(i) for quote in quotes):
        return None
    if tree.child(i, "nsubj") is None and tree.dep[i] not in {"conj", "advcl"}:
        return None
    has_colon = any(tree.text[k] == ":" for k in range(i + 1, min(i + 12, sentence.end)))
    reach = sentence.end + (3 if has_colon else 0)
    near = [quote for quote in quotes if quote.start < reach and quote.end > sentence.start and quote.end - quote.start >= MIN_QUOTE]
    quote = min(near, key=lambda q: min(abs(q.start - i), abs(q.end - i)), default=None)
    if quote is None or min(abs(quote.start - i), abs(quote.end - i)) > MAX_TO_QUOTE:
        return None
    head = next((k for k in range(quote.start, quote.end) if not quote.holds(tree.head[k]) or tree.head[k] == k), None)
    return spoken(tree, i, head, quote, "verb beside quote")


# nouns and infinitives as content ---------------------------------------------------------------


def _with_noun(tree: Tree, i: int) -> Iterator[Report]:
    """ "confirmed the death", "put the toll at 12", "warned of floods", "called the plan a failure", "vowed to resign"."""
    lemma = tree.lemma[i]
    thing = tree.child(i, "dobj")
    if lemma in CALLING and (report := _calling(tree, i, thing)) is not None:
        yield report
    elif lemma in NOMINAL_CONTENT and thing is not None and tree.pos[thing] in {"NOUN", "NUM", "PROPN"}:
        found = tree.stretch(thing)
        tail = next(
            (k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.lower[k] in {"as", "at", "with"} and k >= found.end - 1), None
        )
        if tail is not None:
            found = Stretch(found.start, tree.stretch(tail).end)
        if tail is not None or lemma not in NEEDS_TAIL:
            yield spoken(tree, i, thing, found, "verb with noun", nominal=True)
        elif lemma in REACTING:
            yield spoken(tree, i, thing, found, "verb of opinion", nominal=True, attitude=True)
    elif lemma in MEDIA_VERBS and thing is not None and tree.child(thing, "acl") is not None and _is_document(tree, i):
        yield spoken(tree, i, thing, tree.stretch(thing), "verb with noun", nominal=True)
    elif lemma in WITH_PREPOSITION:
        at = next((k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.lower[k] in WITH_PREPOSITION[lemma]), None)
        inner = None if at is None else tree.child(at, "pobj", "pcomp")
        if inner is not None:
            nominal = tree.dep[inner] == "pobj" and tree.child(inner, "acl") is None
            yield spoken(tree, i, inner, tree.stretch(inner), "verb with preposition", nominal=nominal, attitude=lemma in {"call", "talk"})
    elif lemma in WANTING | INTENDING:
        inner = tree.child(i, "xcomp", "ccomp")
        if inner is not None and tree.child(i, "auxpass") is None:
            first = thing if thing is not None and thing < inner else inner
            found = tree.trim(Stretch(tree.left[first], tree.right[inner] + 1))
            yield spoken(tree, i, inner, found, "verb with infinitive", attitude=True)
    elif lemma in REACTING and thing is not None:
        yield spoken(tree, i, thing, tree.stretch(thing), "verb of opinion", nominal=True, attitude=True)


def _calling(tree: Tree, i: int, thing: int | None) -> Report | None:
    """ "called the plan a failure": somebody's word for something; a claim only where it is more than a judgement."""
    small = tree.child(i, "ccomp", "xcomp")
    if small is not None and not tree.is_finite(small):
        return spoken(tree, i, small, tree.stretch(small), "verb with noun", nominal=True)
    said = tree.child(i, "oprd")
    if thing is None or said is None:
        return None
    return spoken(tree, i, said, tree.trim(Stretch(tree.left[thing], tree.right[said] + 1)), "verb with noun", nominal=True)


def _is_document(tree: Tree, i: int) -> bool:
    subject = tree.child(i, "nsubj")
    return subject is not None and tree.lemma[subject] in DOCUMENTS


def _citing(tree: Tree, i: int) -> Iterator[Report]:
    """ "…, citing X": X is a further source of the clause above."""
    named = tree.child(i, "dobj")
    if named is None:
        return
    top = clause_above(tree, i)
    source = tree.stretch(named)
    yield Report(Stretch(i, i + 1), source, (words_without(tree, top, i),), top, "asserts", "certain", "citing", reporter=i)


# passives ---------------------------------------------------------------------------------------


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a participle is passive: with "be", or without any auxiliary."""
    if tree.tag[i] != "VBN":
        return False
    return tree.child(i, "auxpass") is not None or (
        tree.child(i, "aux") is None and tree.dep[i] in {"acl", "advcl", "conj", "pcomp", "ROOT"}
    )


def _passive(tree: Tree, i: int) -> Report | None:
    """ "is believed to …", "are believed dead", "it is thought that …", "another 40 reported as missing", "as was reported by …"."""
    lemma = tree.lemma[i]
    has_auxiliary = tree.child(i, "auxpass") is not None
    clause = tree.child(i, "ccomp")
    agent = tree.child(i, "agent")
    infinitive = tree.child(i, "xcomp")
    if is_negated(tree, i) and clause is None:
        return None
    reporter: int | None = None
    rule = "passive"
    if agent is not None and tree.dep[i] == "advcl" and any(tree.lower[k] == "as" and k < i for k in tree.kids[i]):
        top = clause_above(tree, i)
        content, head, reporter = words_without(tree, top, i), top, i
    elif clause is not None and has_auxiliary and infinitive is None:
        content, head, reporter, rule = clause_words_of(tree, clause), clause, i, "passive: it"
    elif (
        infinitive is not None or tree.child(i, "oprd") is not None or (lemma in IMPERSONAL_ALONE and (has_auxiliary or agent is not None))
    ):
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
