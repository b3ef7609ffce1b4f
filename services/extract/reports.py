"""`claimwire_reports`: who puts what forward, by which words.

Reads the parse; writes `claimwire_reports`: each with its cue, its source where one is named, and the stretches that are its content.
Claims are found later; a claim takes over the reports whose content it lies in (`attribution.py`). The rules are in `reporting_verbs.py`
and `reporting_phrases.py`; here they run, and quotes are given to their speakers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import Report, Stretch
from services.extract.language.reporting import ADVERBS, NOUNS, OPENING_PHRASES
from services.extract.quotes import find_quotes
from services.extract.reporting_marks import labelled_lines, signed_quotes
from services.extract.reporting_phrases import adverb_report, noun_reports, preposition_report
from services.extract.reporting_verbs import verb_reports
from services.extract.tree import Tree, tree_of

_SILENT: Final = frozenset({"DET", "PUNCT", "PRON", "NUM", "SPACE", "PART", "CCONJ", "SYM"})
"""Parts of speech that report nothing: most tokens are passed over by them."""
_SPEAKERS: Final = frozenset({"i", "we", "you"})


@Language.factory("claimwire_reports", assigns=["doc._.claimwire_reports"])
def create_reports(nlp: Language, name: str) -> FindReports:
    return FindReports()


class FindReports:
    """Runs the rules over every sentence."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.claimwire_sentences:
            doc._.claimwire_reports = tuple(find_reports(doc))
        return doc


def find_reports(doc: Doc) -> list[Report]:
    """All reports of a parsed document, in the order of their cues."""
    tree = tree_of(doc)
    quotes = find_quotes(tree, doc._.claimwire_blocks)
    found: list[Report] = []
    for sentence in tree.sentences:
        for i in range(sentence.start, sentence.end):
            if tree.pos[i] not in _SILENT:
                found.extend(_reports_at(tree, i, sentence, quotes))
    spoken = {report.head for report in found if report.rule.startswith("verb with clause")}
    found = [report for report in found if not (report.rule.startswith("noun") and report.head in spoken)]  # "said in a report that …"
    found = [_marked(tree, report, quotes) for report in found]
    found.extend(signed_quotes(tree, quotes))
    found.extend(labelled_lines(tree, doc._.claimwire_blocks, found))
    return sorted(_with_whole_quotes(tree, found, quotes), key=lambda report: (report.cue, report.content))


def _marked(tree: Tree, report: Report, quotes: list[Stretch]) -> Report:
    source = report.source
    if source is None or source.end - source.start > 1 or tree.lower[source.start] not in _SPEAKERS:
        return report
    at = bisect_right(quotes, Stretch(report.cue.start, len(tree.text))) - 1
    return replace(report, is_own_word=True) if at >= 0 and quotes[at].holds(report.cue.start) else report


def _reports_at(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Iterator[Report]:
    lower = tree.lower[i]
    report: Report | None = None
    if tree.is_verb(i) or tree.tag[i].startswith("VB"):
        yield from verb_reports(tree, i, sentence, quotes)
    elif tree.pos[i] == "NOUN" and tree.lemma[i] in NOUNS:
        yield from noun_reports(tree, i)
    elif lower in ADVERBS:
        report = adverb_report(tree, i)
    if lower in OPENING_PHRASES and (lower == "according" or tree.dep[i] in {"prep", "advcl", "acl"}):
        report = preposition_report(tree, i)
    if report is not None:
        yield report


# quotes -----------------------------------------------------------------------------------------


def _with_whole_quotes(tree: Tree, found: list[Report], quotes: list[Stretch]) -> list[Report]:
    """A report whose content lies in a quote covers the whole quote, and quotes without a speaker in the same paragraph or right after."""
    result = list(found)
    spoken = [n for n, report in enumerate(result) if report.reporter is not None and not report.is_nominal and not report.is_attitude]
    speaker_of: dict[Stretch, int] = {}
    for n in spoken:
        report = result[n]
        for quote in quotes:
            if (
                any(_shares(quote, content) for content in report.content)
                and report.reporter is not None
                and not quote.holds(report.reporter)
            ):
                speaker_of.setdefault(quote, n)
    extra: dict[int, list[Stretch]] = {}
    blocks = [block for block in tree.doc._.claimwire_blocks if block.kind != "around"]
    previous: int | None = None
    for block in blocks:
        inside = [quote for quote in quotes if block.start <= quote.start < block.end]
        for quote in inside:
            previous = speaker_of.get(quote, previous)
            if quote in speaker_of:
                extra.setdefault(speaker_of[quote], []).append(quote)
            elif previous is not None and _is_sentence(tree, quote):
                extra.setdefault(previous, []).append(quote)
        if not inside:
            last = [n for n in spoken if block.start <= result[n].cue.start < block.end]
            previous = None if not last else previous
    for n, parts in extra.items():
        content = result[n].content
        result[n] = replace(
            result[n],
            content=tuple(sorted({*content, *(p for p in parts if not any(c.start <= p.start and p.end <= c.end for c in content))})),
        )
    return result


def _shares(a: Stretch, b: Stretch) -> bool:
    return a.start < b.end and b.start < a.end


def _is_sentence(tree: Tree, quote: Stretch) -> bool:
    """Whether a quote stands for itself: it ends like a sentence and holds a clause."""
    return quote.end - quote.start >= 4 and any(
        tree.text[k] in {".", "!", "?", ","} for k in range(quote.end - 1, quote.end + 1) if k < len(tree.text)
    )
