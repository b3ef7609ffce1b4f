"""How far a proposition reaches: its clause, without what stands for itself at its edges and without the words that report it."""

from __future__ import annotations

from typing import Final

from services.extract.asides import BREAKS
from services.extract.clauses import clause_words, cut_links
from services.extract.drafts import Head, Report, Stretch
from services.extract.heads import is_told_by_adverbial, marker_of
from services.extract.tree import Tree

_WITH_THEIR_NOUN: Final = frozenset({"relative clause", "participle of a noun", "participle apart", "main under its noun"})
_INSIDE: Final = frozenset({"decision", "named event"})
"""Rules whose propositions stay inside the clause around them."""
_DASHES: Final = frozenset({"—", "–", "--"})
_KEPT_MARKERS: Final = frozenset({"since", "until"})
MIN_KEPT: Final = 4
"""A clause that would keep fewer words is not cut."""
MAX_TAIL_SHARE: Final = 0.5
"""A clause about the last noun that is longer than the rest stands for itself."""


def span_of(tree: Tree, head: Head, heads: dict[int, Head], reporters: set[int]) -> Stretch:
    """The words of a proposition. `heads` are all of the sentence by their token, `reporters` its reporting verbs and prepositions."""
    i = head.token
    without = _standing_apart(tree, i, heads, reporters)
    if head.rule in _WITH_THEIR_NOUN and tree.dep[i] in {"relcl", "acl"}:
        noun = tree.head[i]
        outer = [k for k in tree.kids[noun] if k != i and (tree.dep[k] in {"conj", "cc", "appos", "relcl"} or k > i)]
        return tree.stretch(noun, without=[*outer, *without])
    if head.rule == "relative clause apart":
        return tree.stretch(i, without=without)
    found = clause_words(tree, i, without)
    at = marker_of(tree, i) if tree.dep[i] == "advcl" else None
    if at is not None and found.start <= at < i:
        found = Stretch(at + 1, found.end)
    found = _before_which(tree, cut_links(tree, found, i), i)
    return _without_long_tail(tree, _before_dash(tree, found, i), i, heads)


def _standing_apart(tree: Tree, i: int, heads: dict[int, Head], reporters: set[int]) -> set[int]:
    """The tokens whose subtrees are cut off from the clause that `i` heads."""
    tops = {h.token if h.top is None else h.top for h in heads.values() if h.token != i and h.rule not in _INSIDE}
    ranks = {h.top for h in heads.values() if h.rule == "apposition"}
    without = {k for k in tops if tree.is_below(k, i) and (k in ranks or _is_cut(tree, k, i))}
    without |= {k for k in reporters if k != i and tree.dep[k] in {"prep", "advcl"} and tree.is_below(k, i)}
    conjuncts = {k for k in tree.kids[i] if tree.dep[k] == "conj" and (k in heads or k in reporters)}
    for k in (*conjuncts, *(k for k in without if tree.dep[k] == "conj")):
        conjuncts |= {c for c in tree.kids[tree.head[k]] if tree.dep[c] == "cc" and c < k}
    tails = {k for k in tree.subtree(i) if tree.dep[k] == "relcl" and tree.left[k] > 0 and tree.text[tree.left[k] - 1] in BREAKS and k > i}
    manners = {
        k
        for k in tree.kids[i]
        if tree.dep[k] == "prep" and (way := tree.child(k, "pobj")) is not None and tree.lemma[way] == "way" and tree.child(way, "relcl")
    }
    return without | conjuncts | manners | tails - {i}


def _is_cut(tree: Tree, k: int, i: int) -> bool:
    dep = tree.dep[k]
    if dep == "ccomp":  # "nine fell ill; one of them died": the parse hangs the first clause on the second
        return tree.head[k] == i and tree.right[k] < i
    if dep in {"relcl", "acl"}:
        first = tree.left[k]
        return first > 0 and tree.text[first - 1] in BREAKS
    if dep == "advcl":
        at = marker_of(tree, k)
        if at is None:
            return True
        return tree.lower[at] not in _KEPT_MARKERS and not (at > i and tree.head[k] == i and is_told_by_adverbial(tree, i, k))
    if dep == "appos":
        return tree.right[k] - tree.left[k] >= 4
    if tree.lower[k] in {"with", "including", "compared", "home", "versus", "after", "before"}:
        return True
    return dep in {"conj", "parataxis"} and tree.head[k] == i


def _before_dash(tree: Tree, found: Stretch, i: int) -> Stretch:
    """Up to a single dash behind the predicate: what follows tells more about something named before. Two dashes only frame words."""
    dashes = [k for k in range(i + 1, found.end) if tree.text[k] in _DASHES or (tree.text[k] == "-" and tree.doc[k - 1].whitespace_)]
    if len(dashes) == 1 and dashes[0] - found.start >= MIN_KEPT and found.end - dashes[0] >= MIN_KEPT:
        return tree.trim(Stretch(found.start, dashes[0]))
    return found


def _before_which(tree: Tree, found: Stretch, i: int) -> Stretch:
    """Up to ", which …" at the end, whatever the parse hangs that clause on."""
    for k in range(i + MIN_KEPT - 1, found.end - 1):
        if tree.text[k] == "," and tree.tag[k + 1] in {"WDT", "WP$"} and tree.right[tree.head[k + 1]] >= found.end - 1:
            return tree.trim(Stretch(found.start, k))
    return found


def _without_long_tail(tree: Tree, found: Stretch, i: int, heads: dict[int, Head]) -> Stretch:
    """Without a restrictive clause at the end that says more than all before it."""
    for k in sorted(heads):
        if (
            k > i
            and heads[k].rule in _WITH_THEIR_NOUN
            and tree.right[k] >= found.end - 1
            and found.start < tree.left[k] < found.end
            and tree.is_below(k, i)
            and not _is_empty_without(tree, k)
        ):
            kept = tree.left[k] - found.start
            if found.end - tree.left[k] > MAX_TAIL_SHARE * (found.end - found.start) and kept >= MIN_KEPT:
                return tree.trim(Stretch(found.start, tree.left[k]))
    return found


def _is_empty_without(tree: Tree, relative: int) -> bool:
    """ "is a price that few will pay", "among a team who drove to Bari": the noun alone says nothing."""
    noun = tree.head[relative]
    return tree.dep[relative] == "relcl" and tree.lower[noun - 1] in {"a", "an"} and tree.left[noun] == noun - 1


def without_reports(tree: Tree, found: Stretch, head: Head, reports: list[Report]) -> Stretch:
    """Without reporting words at the edges: "…, he said", "according to the ministry, …"."""
    start, end = found
    for report in reports:
        if report.head != head.token and not any(content.holds(head.token) for content in report.content):
            continue
        if report.rule.startswith(("passive", "adverb", "noun")):
            continue
        left = min(report.cue.start, report.source.start if report.source else report.cue.start)
        right = max(report.cue.end, report.source.end if report.source else report.cue.end)
        if head.token >= right and start < right and left - start <= 3:
            start = right
        elif head.token < left < end and (end - right <= 6 or report.source is None):
            end = left
    return cut_links(tree, tree.trim(Stretch(start, max(end, start + 1))), head.token)
