"""Which tokens head a proposition: one rule per kind of clause or phrase. Functions over a `Tree`; spans are cut elsewhere (`spans.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.extract.asides import BREAKS, COMPLEMENTS, asides
from services.extract.clauses import has_own_subject, is_order
from services.extract.drafts import Head, Report, Stretch
from services.extract.judging import is_bare_judgement, is_first_person_wish, is_wish, judged_clause
from services.extract.language import words
from services.extract.language.judging import JUDGEMENTS
from services.extract.nominals import nominal_heads
from services.extract.tree import Tree

_OF_CLAUSES: Final = ("verb", "noun", "passive: it")
"""Rules of reports whose content is a clause of its own in the parse."""
_STANDS_APART: Final = words("after when as while although though whereas since where given despite once")
_BELONGS_TO_MAIN: Final = words("if because unless until before so than whether in lest provided like")
_BEFORE_CONJUNCT: Final = words("dobj prep attr acomp xcomp ccomp agent oprd prt")
_ONLY_THE_NOUN: Final = words("mark make become represent constitute include")
_VAGUE_NOUNS: Final = words("""
    those everyone anyone people way ways time times reason reasons something anything thing things someone person one ones moment
    point place
""")
_RELATIVE_TAGS: Final = frozenset({"WDT", "WP", "WP$", "WRB"})
_MADE: Final = words("announcement decision discovery statement call arrest move comment remark request appeal")
"""What "was made when …" says no more of than that it happened."""
_HAPPENING: Final = words("happen occur come take begin start follow")
MIN_HEADLINE_WORDS: Final = 4
MIN_ADVERBIAL_WORDS: Final = 4
MIN_TOLD_WORDS: Final = 5
"""Fewer words after a noun without an article only tell which."""
MAX_EMPTY_MAIN: Final = 4
"""A main clause of so few words ("it happened when …") is told by its adverbial clause: the two are one claim."""


def find_heads(tree: Tree, sentence: Stretch, section: str, reports: list[Report]) -> Iterator[Head]:
    """All propositions of a sentence."""
    told = [report for report in reports if not report.is_attitude]
    reporters = {report.reporter for report in told if report.reporter is not None}
    reporters |= {
        tree.head[tree.head[k]] for k in reporters if tree.dep[k] == "pcomp" and tree.lower[tree.head[k]] == "as"
    }  # "quoted as saying"
    contents = {report.head for report in told if report.head is not None and report.rule.startswith(_OF_CLAUSES)}
    nominal = {report.head: report for report in told if report.is_nominal and report.head is not None}
    holders = {tree.head[report.cue.start] for report in told if report.rule.startswith("noun")}
    labels = [report.source for report in told if report.rule == "label" and report.source is not None]
    for i in range(sentence.start, sentence.end):
        if (
            i in reporters or any(label.holds(i) for label in labels) or (i in holders and tree.lemma[i] == "be")
        ):  # "there are reports that …" states nothing else
            continue
        if i in nominal:
            yield from _nominal_content(tree, i, nominal[i])
            continue
        inner = judged_clause(tree, i)
        if inner is not None:
            yield Head(inner, "judged clause")
            continue
        if tree.dep[i] == "acl" and tree.dep[tree.head[i]] == "ROOT" and _verb_under_noun(tree, tree.head[i], section) == i:
            continue
        head = _clause(tree, i, section, reporters, contents)
        if head is not None and not (
            is_wish(tree, i) or is_bare_judgement(tree, i) or is_first_person_wish(tree, i) or _is_wished(tree, head)
        ):
            yield head
        yield from asides(tree, i, sentence, reporters)
    yield from (Head(token, rule, found) for token, rule, found in nominal_heads(tree, sentence))


def _clause(tree: Tree, i: int, section: str, reporters: set[int], contents: set[int]) -> Head | None:
    dep = tree.dep[i]
    if dep == "ROOT":
        return _root(tree, i, section)
    if not tree.is_verb(i) and not (dep in {"conj", "ccomp"} and has_own_subject(tree, i)):
        return None
    if i in contents:
        return None if asks(tree, i) else Head(i, "reported")
    if dep == "conj":
        return _conjunct(tree, i, reporters, contents)
    if dep == "ccomp":
        before = tree.right[i] < tree.head[i]
        return Head(i, "clause before") if before and tree.is_finite(i) and has_own_subject(tree, i) and not asks(tree, i) else None
    if dep == "parataxis":
        return Head(i, "parataxis") if tree.is_finite(i) and has_own_subject(tree, i) else None
    if dep == "advcl":
        return _adverbial(tree, i)
    if dep == "relcl":
        return _relative(tree, i)
    if dep == "acl":
        return _participle(tree, i)
    return None


def _is_wished(tree: Tree, head: Head) -> bool:
    """Whether a participle only goes on with a wish or an order: "drivers should slow down, keeping their distance"."""
    above = tree.head[head.token]
    return head.rule == "participle" and (is_wish(tree, above) or is_order(tree, above))


def asks(tree: Tree, i: int) -> bool:
    """Whether a clause is an indirect question."""
    first = tree.left[i]
    return tree.lower[first] in {"whether", "if"} or (tree.tag[first] in {"WRB", "WP", "WDT"} and tree.lower[first] != "that")


def _root(tree: Tree, i: int, section: str) -> Head | None:
    if section == "headline" and tree.tag[tree.left[i]] in {"WRB", "WP"}:
        return None  # "Why bees matter"
    if tree.is_verb(i):
        if is_order(tree, i) and section != "headline":
            return None
        return Head(i, "main") if has_own_subject(tree, i) or tree.is_finite(i) or section == "headline" else None
    if has_own_subject(tree, i):
        return Head(i, "main without verb")
    verb = _verb_under_noun(tree, i, section)
    if verb is not None:
        return Head(verb, "main under its noun")
    length = sum(tree.pos[k] not in {"PUNCT", "SPACE"} for k in range(tree.left[i], tree.right[i] + 1))
    is_long = length >= MIN_HEADLINE_WORDS or (tree.pos[i] == "NUM" and tree.right[i] > i + 1)
    return Head(i, "headline noun") if section == "headline" and is_long else None


def _verb_under_noun(tree: Tree, noun: int, section: str) -> int | None:
    """The predicate that the parse took for a clause about its subject: "The craft, built in Japan, lifted off"; "Two held after raid"."""
    tags = {"VBD", "VBZ", "VBP", "VBN"} if section == "headline" else {"VBD", "VBZ", "VBP"}
    return next(
        (
            k
            for k in tree.kids[noun]
            if k > noun and tree.dep[k] in {"acl", "relcl"} and tree.tag[k] in tags and tree.subject(k) is None
            if not any(tree.tag[m] in _RELATIVE_TAGS or tree.dep[m] in {"mark", "aux"} for m in tree.kids[k])
        ),
        None,
    )


def _conjunct(tree: Tree, i: int, reporters: set[int], contents: set[int]) -> Head | None:
    """A coordinated clause: its own subject, or its own tense and its own words, where the first is a proposition too."""
    first, beside = tree.head[i], tree.head[i]
    while tree.dep[first] == "conj":
        first = tree.head[first]
    if tree.dep[first] == "ccomp" and first not in contents and tree.head[first] not in reporters:
        return None
    if not has_own_subject(tree, i) and any(
        tree.lower[k] == "or" for k in range(beside + 1, i) if tree.dep[k] == "cc" and tree.head[k] == beside
    ):
        return None  # "was lost or destroyed": alternatives are one claim
    if has_own_subject(tree, i):
        is_clause = tree.is_verb(i) or tree.child(i, "attr", "acomp") is not None or tree.pos[i] == "ADJ"
        return Head(i, "coordinated clause") if is_clause else None
    if not tree.is_verb(i) or tree.dep[first] not in {"ROOT", "ccomp", "advcl", "relcl", "parataxis"}:
        return None
    if (tree.dep[first] == "relcl" and _relative(tree, first) is None) or (tree.dep[first] == "advcl" and _adverbial(tree, first) is None):
        return None
    has_aux = any(tree.dep[k] in {"aux", "auxpass"} for k in tree.kids[i])
    if tree.tag[i] == "VBG" and tree.tag[beside] != "VBG" and not has_aux:
        return None
    own = any(tree.dep[k] in COMPLEMENTS for k in tree.kids[i])
    before = any(tree.dep[k] in _BEFORE_CONJUNCT and k < i for k in tree.kids[beside])
    other_tense = tree.tag[i] in {"VBD", "VBZ", "VBP"} and any(tree.dep[k] in {"aux", "auxpass"} for k in tree.kids[beside])
    if own and (before or has_aux or other_tense or beside in reporters):
        shares_infinitive = tree.tag[i] == tree.tag[beside] == "VB" and not has_aux and not before
        return None if shares_infinitive else Head(i, "coordinated predicate")
    return Head(i, "coordinated predicate") if has_aux and before else None


def marker_of(tree: Tree, i: int) -> int | None:
    """The word that opens an adverbial clause."""
    known = _STANDS_APART | _BELONGS_TO_MAIN
    return next((k for k in sorted(tree.kids[i]) if tree.dep[k] in {"mark", "advmod", "prep"} and k < i and tree.lower[k] in known), None)


def _adverbial(tree: Tree, i: int) -> Head | None:
    at = marker_of(tree, i)
    marker = None if at is None else tree.lower[at]
    if marker in _BELONGS_TO_MAIN:
        return None
    if tree.is_finite(i):
        subject = tree.subject(i)
        if subject is None or at is None or marker not in _STANDS_APART:
            return None
        if tree.lower[subject] in {"you", "one", "we"} or tree.right[i] - at < MIN_ADVERBIAL_WORDS:
            return None
        if is_told_by_adverbial(tree, tree.head[i], i) and at > tree.head[i]:
            return None
        return Head(i, f"clause with {marker}", Stretch(at + 1, tree.right[i] + 1) if tree.left[i] < at and at < i else None, mark=at)
    if tree.tag[i] not in {"VBG", "VBN"}:
        return None
    if has_own_subject(tree, i):
        return Head(i, "absolute")
    first = tree.left[i]
    follows = i > tree.head[i] and first > 0 and tree.text[first - 1] in BREAKS
    if marker is not None or not follows or not any(tree.dep[k] in COMPLEMENTS for k in tree.kids[i]):
        return None
    if tree.lemma[i] in _ONLY_THE_NOUN:
        thing = tree.child(i, "dobj", "attr")
        if thing is not None:
            return Head(thing, "participle", tree.trim(Stretch(tree.left[thing], tree.right[i] + 1)), i)
    return Head(i, "participle")


def is_told_by_adverbial(tree: Tree, main: int, adverbial: int) -> bool:
    """ "The theft happened when …", "they died while …": a main clause without words of its own."""
    own = [k for k in tree.subtree(main, without=(adverbial,)) if tree.pos[k] not in {"PUNCT", "SPACE"}]
    subject = tree.subject(main)
    is_made = subject is not None and tree.lemma[main] == "make" and tree.lemma[subject] in _MADE
    is_empty = is_made or tree.lemma[main] in _HAPPENING or (subject is not None and tree.pos[subject] == "PRON")
    return is_empty and len(own) <= MAX_EMPTY_MAIN and not any(tree.pos[k] in {"NUM", "PROPN"} for k in own)


def _relative(tree: Tree, i: int) -> Head | None:
    noun, first = tree.head[i], tree.left[i]
    pronoun = next(
        (k for k in range(first, i + 1) if tree.tag[k] in _RELATIVE_TAGS or (tree.lower[k] == "that" and tree.head[k] != noun)),
        None,
    )
    if pronoun is None or not tree.is_finite(i):
        return None
    if first > 0 and tree.text[first - 1] in BREAKS:
        return Head(i, "relative clause apart")
    if tree.pos[noun] == "PRON" or tree.lower[noun] in _VAGUE_NOUNS or tree.tag[pronoun] == "WRB":
        return None
    of_definition = tree.dep[noun] == "attr" and tree.lower[tree.left[noun]] in {"a", "an"} and tree.left[noun] < noun - 1
    does = tree.head[pronoun] == i and tree.dep[pronoun] == "nsubj" and tree.child(i, "dobj") is not None
    of_one = does and tree.tag[noun] in {"NN", "NNP"} and tree.lower[tree.left[noun]] in {"the", "its", "his", "her", "their"}
    if of_definition or of_one or _is_past(tree, i) or _names_something(tree, Stretch(i, tree.right[i] + 1)):
        return Head(i, "relative clause")
    return None


def _is_past(tree: Tree, i: int) -> bool:
    past = {"had", "was", "were", "did", "has", "have", "'ve", "’ve"}
    return tree.tag[i] == "VBD" or any(tree.dep[k] in {"aux", "auxpass"} and tree.lower[k] in past for k in tree.kids[i])


def _names_something(tree: Tree, found: Stretch) -> bool:
    return any(tree.pos[k] in {"PROPN", "NUM"} for k in range(found.start, found.end))


def _participle(tree: Tree, i: int) -> Head | None:
    """ "the treaty signed by both in June", ", undergoing training in the east"."""
    noun, first = tree.head[i], tree.left[i]
    if tree.pos[noun] == "PRON" or tree.tag[i] not in {"VBG", "VBN"}:
        return None
    if first > 0 and tree.text[first - 1] in BREAKS and tree.right[i] - i >= 2:
        return Head(i, "participle apart")
    is_one = tree.child(noun, "det", "poss") is not None  # "roads damaged by the rain" only says which
    is_told = tree.child(i, "agent") is not None and (is_one or tree.right[i] - i >= MIN_TOLD_WORDS)
    if tree.tag[i] == "VBN" and (is_told or _names_something(tree, Stretch(i, tree.right[i] + 1))):
        return Head(i, "participle of a noun")
    return None


def _nominal_content(tree: Tree, i: int, report: Report) -> Iterator[Head]:
    found = report.content[0]
    last = found.end - 1
    is_judged = tree.lemma[last] in JUDGEMENTS and any(tree.lower[k] == "as" for k in range(found.start, last))
    if found.end - found.start >= 2 and not is_judged:
        yield Head(i, "reported noun", found)
