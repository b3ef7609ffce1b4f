"""`claimwire_propositions`: which words state something that could be checked.

Reads the parse and `claimwire_reports`; writes `claimwire_claims`, one draft per proposition with its span, head and section. The rules
that find heads are in `heads.py`; how far each reaches is decided in `spans.py`, when all heads of a sentence are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.clauses import is_question, predicate_of, with_bracket
from services.extract.drafts import ClaimDraft, Reason, Report, Stretch
from services.extract.heads import find_heads
from services.extract.rules import PredicateRule
from services.extract.spans import span_of, without_reports
from services.extract.tree import Tree, tree_of

MIN_CLAIM_TOKENS: Final = 2
MIN_SENTENCE_TOKENS: Final = 3


@Language.factory("claimwire_propositions", assigns=["doc._.claimwire_claims"], requires=["doc._.claimwire_reports"])
def create_propositions(nlp: Language, name: str) -> FindPropositions:
    return FindPropositions()


class FindPropositions:
    """One draft per proposition of every sentence inside the article."""

    def __call__(self, doc: Doc) -> Doc:
        tree = tree_of(doc)
        reports: tuple[Report, ...] = doc._.claimwire_reports
        blocks = [block for block in doc._.claimwire_blocks if block.kind != "around"]
        drafts: list[ClaimDraft] = []
        at = next_report = 0
        for sentence in tree.sentences:
            while at < len(blocks) - 1 and blocks[at].end <= sentence.start:
                at += 1
            section: Literal["headline", "body"] = "headline" if blocks[at].kind == "headline" else "body"
            near: list[Report] = []
            while next_report < len(reports) and reports[next_report].cue.start < sentence.end:
                near.append(reports[next_report])
                next_report += 1
            drafts.extend(_propositions(tree, sentence, section, near))
        doc._.claimwire_claims = tuple(drafts)
        return doc


def _propositions(tree: Tree, sentence: Stretch, section: Literal["headline", "body"], reports: list[Report]) -> Iterator[ClaimDraft]:
    if is_question(tree, sentence) or sentence.end - sentence.start < MIN_SENTENCE_TOKENS:
        return
    reporters = {report.reporter for report in reports if report.reporter is not None and not report.is_attitude}
    reporters |= {report.cue.start for report in reports if report.rule.startswith("preposition")}
    heads = {head.token: head for head in reversed(list(find_heads(tree, sentence, section, reports)))}
    told = [head.words for head in heads.values() if head.rule == "apposition" and head.words is not None]
    seen: set[Stretch] = set()
    limits = tree.trim(sentence)
    for head in sorted(heads.values(), key=lambda h: h.token):
        if head.words in told and any(_is_inside(head.words, words) for words in told):
            continue
        found = head.words or span_of(tree, head, heads, reporters)
        found = without_reports(tree, found, head, reports)
        found = with_bracket(tree, tree.trim(Stretch(max(found.start, sentence.start), min(found.end, sentence.end))))
        if found.end - found.start < MIN_CLAIM_TOKENS or found in seen or (head.words is None and not found.holds(head.token)):
            continue
        seen.add(found)
        predicate, rule = predicate_of(tree, head.token)
        if not found.holds(predicate):
            predicate, rule = (head.token if found.holds(head.token) else found.start), PredicateRule.HEAD
        yield ClaimDraft(
            words=found,
            sentence=Stretch(min(limits.start, found.start), max(sentence.end, found.end)),
            section=section,
            head=head.token,
            predicate=predicate,
            subject=_subject_for(tree, head.token),
            rule=head.rule,
            reasons=(Reason.at(rule, predicate),),
            mark=head.top if head.mark is None else head.mark,
        )


def _is_inside(words: Stretch | None, others: Stretch) -> bool:
    return words is not None and words != others and others.start <= words.start and words.end <= others.end


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
