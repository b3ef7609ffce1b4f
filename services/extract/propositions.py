"""`claimwire_propositions`: which words state something that could be checked.

Reads the parse and `claimwire_reports`; writes `claimwire_claims`, one draft per proposition with its span, head and section. Each rule
yields heads of one kind of clause or phrase; spans are cut afterwards, when all heads of a sentence are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.clauses import clause_words, cut_links, has_own_subject, is_order, is_question, predicate_of
from services.extract.drafts import ClaimDraft, Report, Stretch
from services.extract.judging import is_bare_judgement, is_wish
from services.extract.nominals import nominal_heads
from services.extract.reports import noun_words
from services.extract.tree import DASHES, Tree, tree_of

MIN_CLAIM_TOKENS: Final = 2
_STANDS_APART: Final = frozenset(
    {"after", "when", "as", "while", "although", "though", "whereas", "since", "where", "given", "despite", "once"}
)
_BELONGS_TO_MAIN: Final = frozenset(
    {"if", "because", "unless", "until", "before", "so", "than", "whether", "in", "lest", "provided", "like"}
)
_COMPLEMENTS: Final = frozenset({"dobj", "prep", "attr", "acomp", "xcomp", "ccomp", "agent", "oprd", "npadvmod", "advcl"})
_ONLY_THE_NOUN: Final = frozenset({"mark", "make", "become", "represent", "constitute", "include"})


@dataclass(frozen=True, slots=True)
class Head:
    """A proposition before its span is cut: the token that heads it, the rule that found it, and fixed words where the rule knows them.

    `top` heads all that leaves the clause around it with this proposition, where that is more than `token`: the "with" of "with …".
    """

    token: int
    rule: str
    words: Stretch | None = None
    top: int | None = None


@Language.factory("claimwire_propositions", assigns=["doc._.claimwire_claims"], requires=["doc._.claimwire_reports"])
def create_propositions(nlp: Language, name: str) -> FindPropositions:
    return FindPropositions()


class FindPropositions:
    """One draft per proposition of every sentence inside the article."""

    def __call__(self, doc: Doc) -> Doc:
        tree = tree_of(doc)
        reports: tuple[Report, ...] = doc._.claimwire_reports
        kinds = [(block.start, block.end, block.kind) for block in doc._.claimwire_blocks if block.kind != "around"]
        drafts: list[ClaimDraft] = []
        at = 0
        for sentence in tree.sentences:
            while at < len(kinds) - 1 and kinds[at][1] <= sentence.start:
                at += 1
            section: Literal["headline", "body"] = "headline" if kinds[at][2] == "headline" else "body"
            near = [report for report in reports if sentence.holds(report.cue.start)]
            drafts.extend(_propositions(tree, sentence, section, near))
        doc._.claimwire_claims = tuple(drafts)
        return doc


def _propositions(tree: Tree, sentence: Stretch, section: Literal["headline", "body"], reports: list[Report]) -> Iterator[ClaimDraft]:
    if is_question(tree, sentence) or sentence.end - sentence.start < 3:
        return
    reporters = {report.reporter for report in reports if report.reporter is not None}
    heads = {head.token: head for head in reversed(list(_heads(tree, sentence, section, reports)))}
    seen: set[Stretch] = set()
    limits = tree.trim(sentence)
    for head in sorted(heads.values(), key=lambda h: h.token):
        words = head.words or _span_of(tree, head, heads, reporters)
        words = _without_reports(tree, words, head, reports)
        words = tree.trim(Stretch(max(words.start, sentence.start), min(words.end, sentence.end)))
        if words.end - words.start < MIN_CLAIM_TOKENS or words in seen:
            continue
        if not words.holds(head.token) and head.words is None:
            continue
        seen.add(words)
        predicate = predicate_of(tree, head.token)
        yield ClaimDraft(
            words=words,
            sentence=Stretch(min(limits.start, words.start), max(sentence.end, words.end)),
            section=section,
            head=head.token,
            predicate=predicate if words.holds(predicate) else head.token if words.holds(head.token) else words.start,
            subject=_subject_for(tree, head.token),
            rule=head.rule,
        )


def _subject_for(tree: Tree, head: int) -> int | None:
    """The subject, borrowed from the clause above where the clause has none."""
    at = head
    for _ in range(4):
        subject = tree.child(at, "nsubj", "nsubjpass", "csubj", "csubjpass")
        if subject is not None:
            return subject
        if tree.dep[at] == "acl":
            return tree.head[at]
        if tree.dep[at] not in {"conj", "advcl", "xcomp"}:
            return None
        at = tree.head[at]
    return None


# which heads ------------------------------------------------------------------------------------


def _heads(tree: Tree, sentence: Stretch, section: str, reports: list[Report]) -> Iterator[Head]:
    reporters = {report.reporter for report in reports if report.reporter is not None}
    contents = {report.head: report for report in reports if report.head is not None}
    nominal = {report.head for report in reports if report.is_nominal}
    for i in range(sentence.start, sentence.end):
        if i in reporters:
            continue
        if i in nominal:
            yield from _nominal_content(tree, i, contents[i])
            continue
        head = _clause(tree, i, section, reporters, contents)
        if head is not None and not is_wish(tree, i) and not is_bare_judgement(tree, i):
            yield head
        yield from _absolute(tree, i)
        yield from _apposition(tree, i)
    yield from (Head(token, rule, words) for token, rule, words in nominal_heads(tree, sentence))


def _clause(tree: Tree, i: int, section: str, reporters: set[int], contents: dict[int, Report]) -> Head | None:
    dep = tree.dep[i]
    if dep == "ROOT":
        return _root(tree, i, section)
    if not tree.is_verb(i) and not (dep in {"conj", "ccomp"} and has_own_subject(tree, i)):
        return None
    if i in contents:
        return None if _asks(tree, i) else Head(i, "reported")
    above = tree.head[i]
    if dep == "conj":
        return _conjunct(tree, i, section, reporters, contents)
    if dep in {"ccomp", "parataxis"}:
        if dep == "ccomp" and tree.right[i] < above and tree.is_finite(i) and has_own_subject(tree, i):
            return Head(i, "clause before")
        if dep == "parataxis" and tree.is_finite(i) and has_own_subject(tree, i):
            return Head(i, "parataxis")
        return None
    if dep == "advcl":
        return _adverbial(tree, i, reporters)
    if dep == "relcl":
        return _relative(tree, i)
    if dep == "acl":
        return _participle(tree, i)
    return None


def _asks(tree: Tree, i: int) -> bool:
    """Whether a clause is an indirect question."""
    first = tree.left[i]
    return tree.lower[first] in {"whether", "if"} or tree.tag[first] in {"WRB", "WP", "WDT"}


def _root(tree: Tree, i: int, section: str) -> Head | None:
    if tree.is_verb(i):
        if is_order(tree, i):
            return None
        if has_own_subject(tree, i) or tree.is_finite(i) or section == "headline":
            return Head(i, "main")
        return None
    if has_own_subject(tree, i):
        return Head(i, "main without verb")
    return Head(i, "headline noun") if section == "headline" and tree.right[i] - tree.left[i] >= 3 else None


def _conjunct(tree: Tree, i: int, section: str, reporters: set[int], contents: dict[int, Report]) -> Head | None:
    """A coordinated clause: its own subject, or its own tense and its own words, where the first is a proposition too."""
    first = tree.head[i]
    while tree.dep[first] == "conj":
        first = tree.head[first]
    if tree.dep[first] in {"ccomp"} and first not in contents and tree.head[first] not in reporters:
        return None
    if has_own_subject(tree, i):
        if tree.is_verb(i) or tree.child(i, "cop", "attr", "acomp") is not None or tree.pos[i] in {"ADJ", "VERB"}:
            return Head(i, "coordinated clause")
        return None
    if not tree.is_verb(i) or tree.dep[first] not in {"ROOT", "ccomp", "advcl", "relcl", "parataxis"}:
        return None
    if tree.dep[first] == "relcl" and _relative(tree, first) is None:
        return None
    if tree.dep[first] == "advcl" and _adverbial(tree, first, reporters) is None:
        return None
    own = [k for k in tree.kids[i] if tree.dep[k] in _COMPLEMENTS]
    before = [
        k for k in tree.kids[tree.head[i]] if tree.dep[k] in {"dobj", "prep", "attr", "acomp", "xcomp", "ccomp", "agent", "oprd"} and k < i
    ]
    has_aux = any(tree.dep[k] in {"aux", "auxpass"} for k in tree.kids[i])
    if own and (before or has_aux or tree.head[i] in reporters):
        if tree.tag[i] in {"VB"} and not has_aux and tree.tag[tree.head[i]] == "VB" and not before:
            return None
        return Head(i, "coordinated predicate")
    return Head(i, "coordinated predicate") if has_aux and before else None


def _adverbial(tree: Tree, i: int, reporters: set[int]) -> Head | None:
    marker = next(
        (
            tree.lower[k]
            for k in sorted(tree.kids[i])
            if tree.dep[k] in {"mark", "advmod"} and k < i and tree.lower[k] in _STANDS_APART | _BELONGS_TO_MAIN
        ),
        None,
    )
    if marker in _BELONGS_TO_MAIN:
        return None
    if tree.is_finite(i):
        if has_own_subject(tree, i) and marker in _STANDS_APART:
            subject = tree.subject(i)
            short = tree.right[i] - tree.left[i] < 5
            if subject is not None and tree.pos[subject] == "PRON" and tree.lower[subject] in {"you", "one", "we"}:
                return None
            return None if short and marker in {"when", "as", "while"} else Head(i, f"clause with {marker}")
        return None
    if tree.tag[i] in {"VBG", "VBN"} and not has_own_subject(tree, i) and marker is None:
        first = tree.left[i]
        if (
            i > tree.head[i]
            and first > 0
            and tree.text[first - 1] in {",", "—", "–", "-", "--"} | DASHES
            and any(tree.dep[k] in _COMPLEMENTS for k in tree.kids[i])
        ):
            return Head(i, "participle")
        return None
    if has_own_subject(tree, i) and tree.tag[i] in {"VBG", "VBN"}:
        return Head(i, "absolute")
    return None


def _relative(tree: Tree, i: int) -> Head | None:
    noun = tree.head[i]
    first = tree.left[i]
    pronoun = next(
        (
            k
            for k in range(first, i + 1)
            if tree.tag[k] in {"WDT", "WP", "WP$", "WRB"} or (tree.lower[k] == "that" and tree.pos[k] in {"PRON", "SCONJ"})
        ),
        None,
    )
    if tree.pos[noun] == "PRON" or tree.lower[noun] in {
        "those",
        "everyone",
        "anyone",
        "people",
        "way",
        "ways",
        "time",
        "reason",
        "something",
        "anything",
        "thing",
        "things",
    }:
        return None
    apart = first > 0 and tree.text[first - 1] in {",", "(", "—", "–", "-", "--"}
    if apart and pronoun is not None and tree.is_finite(i):
        return Head(i, "relative clause apart")
    if pronoun is None or not tree.is_finite(i):
        return None
    if _is_past(tree, i) or _names_something(tree, Stretch(i, tree.right[i] + 1)):
        return Head(i, "relative clause")
    return None


def _is_past(tree: Tree, i: int) -> bool:
    if tree.tag[i] == "VBD":
        return True
    return any(
        tree.dep[k] in {"aux", "auxpass"} and tree.lower[k] in {"had", "was", "were", "did", "has", "have", "'ve", "’ve"}
        for k in tree.kids[i]
    )


def _names_something(tree: Tree, words: Stretch) -> bool:
    return any(tree.pos[k] in {"PROPN", "NUM"} for k in range(words.start, words.end))


def _participle(tree: Tree, i: int) -> Head | None:
    """ "the treaty signed by both in June", ", undergoing training in the east"."""
    noun = tree.head[i]
    first = tree.left[i]
    if tree.pos[noun] == "PRON" or tree.tag[i] not in {"VBG", "VBN"}:
        return None
    apart = first > 0 and tree.text[first - 1] in {",", "—", "–", "--"}
    if apart and tree.right[i] - i >= 2:
        return Head(i, "participle apart")
    if tree.tag[i] == "VBN":
        inside = Stretch(i, tree.right[i] + 1)
        if tree.child(i, "agent") is not None or _names_something(tree, inside):
            return Head(i, "participle of a noun")
    return None


def _absolute(tree: Tree, i: int) -> Iterator[Head]:
    """ "with 500 wounded", "with as many as 60 residents still missing", "with the north supplying shells"."""
    if tree.lower[i] != "with" or tree.dep[i] not in {"prep", "mark"}:
        return
    inner = tree.child(i, "pcomp")
    if inner is not None and has_own_subject(tree, inner):
        yield Head(inner, "with", tree.trim(Stretch(i + 1, tree.right[inner] + 1)), i)
        return
    noun = tree.child(i, "pobj")
    if noun is None:
        return
    predicate = next(
        (k for k in tree.kids[noun] if tree.dep[k] in {"acl", "amod", "advcl"} and k > noun and tree.tag[k] in {"VBG", "VBN", "JJ", "VBD"}),
        None,
    )
    apart = i > 0 and tree.text[i - 1] in {",", "—", "–", "-", "--"}
    if predicate is not None and apart:
        yield Head(predicate, "with", tree.trim(Stretch(i + 1, tree.right[noun] + 1)), i)


def _apposition(tree: Tree, i: int) -> Iterator[Head]:
    from services.extract.nominals import says_something

    if tree.dep[i] != "appos":
        return
    named = tree.head[i]
    first = tree.left[i]
    if first == 0 or tree.text[first - 1] not in {",", "(", "—", "–", "-", "--"} or not says_something(tree, i):
        return
    words = tree.trim(Stretch(first, tree.right[i] + 1))
    if (
        tree.pos[named] == "PROPN"
        and tree.tag[i] in {"NN", "NNS"}
        and tree.right[named] - tree.left[named] < 25
        and tree.pos[tree.left[i]] == "DET"
    ):
        words = tree.trim(Stretch(tree.left[named], tree.right[i] + 1))
    yield Head(i, "apposition", words)


def _nominal_content(tree: Tree, i: int, report: Report) -> Iterator[Head]:
    words = report.content[0]
    if words.end - words.start >= 2:
        yield Head(i, "reported noun", words)


# how far ----------------------------------------------------------------------------------------


def _span_of(tree: Tree, head: Head, heads: dict[int, Head], reporters: set[int]) -> Stretch:
    """The clause without the propositions at its edges that stand for themselves."""
    i = head.token
    tops = {h.token if h.top is None else h.top for h in heads.values() if h.token != i and h.rule not in {"decision", "named event"}}
    without = {k for k in tops if tree.is_below(k, i) and _stands_apart(tree, k, i)}
    without |= {k for k in tree.kids[i] if tree.dep[k] == "conj" and (k in heads or k in reporters)}
    for k in list(without):
        if tree.dep[k] == "conj":
            without |= {c for c in tree.kids[tree.head[k]] if tree.dep[c] == "cc" and c < k}
    if tree.dep[i] in {"relcl", "acl"} and head.rule in {"relative clause", "participle of a noun", "participle apart"}:
        noun = tree.head[i]
        outer = [k for k in tree.kids[noun] if k != i and (tree.dep[k] in {"conj", "cc", "appos", "relcl"} or k > i)]
        words = tree.stretch(noun, without=[*outer, *without])
        return Stretch(words.start, words.end)
    if head.rule == "participle" and tree.lemma[i] in _ONLY_THE_NOUN:
        thing = tree.child(i, "dobj", "attr")
        if thing is not None:
            return tree.trim(Stretch(tree.left[thing], tree.right[i] + 1))
    if head.rule == "relative clause apart":
        return tree.stretch(i, without=without)
    words = clause_words(tree, i, without)
    return cut_links(tree, words, i)


def _stands_apart(tree: Tree, k: int, i: int) -> bool:
    """Whether the proposition at `k` is cut off from the one at `i` above it."""
    dep = tree.dep[k]
    if dep == "relcl" or dep == "acl":
        first = tree.left[k]
        return first > 0 and tree.text[first - 1] in {",", "(", "—", "–", "--"}
    if dep == "advcl":
        marker = next((tree.lower[m] for m in tree.kids[k] if tree.dep[m] in {"mark", "advmod"} and m < k), "")
        return marker not in {"since", "until"}
    if dep == "appos":
        return tree.right[k] - tree.left[k] >= 4
    return tree.lower[k] == "with" or (dep in {"conj", "parataxis"} and tree.head[k] == i)


def _without_reports(tree: Tree, words: Stretch, head: Head, reports: list[Report]) -> Stretch:
    """Without reporting words at the edges: "…, he said", "according to the ministry, …"."""
    start, end = words
    for report in reports:
        if report.head != head.token and not any(content.holds(head.token) for content in report.content):
            continue
        if report.rule.startswith(("passive", "adverb", "noun")):
            continue
        edge_left = min(report.cue.start, report.source.start if report.source else report.cue.start)
        edge_right = max(report.cue.end, report.source.end if report.source else report.cue.end)
        if head.token >= edge_right and start < edge_right and edge_left - start <= 3:
            start = edge_right
        elif (head.token < edge_left < end and end - edge_right <= 6) or (head.token < edge_left < end and report.source is None):
            end = edge_left
    return cut_links(tree, tree.trim(Stretch(start, max(end, start + 1))), head.token)


__all__ = ["FindPropositions", "Head", "noun_words"]
