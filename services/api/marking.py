"""Text and its marks, as runs that a template can write one after the other. Pure: data in, data out.

Marks may overlap and nest (a figure in a claim, a claim in another); HTML elements may not. So the text is cut wherever a mark
begins or ends, and each run carries the labels of all marks over it. Joined, the runs give back the text exactly.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from schemas.contract import Span
from services.store.views import ArticleDetail, MemberView


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, in its code points, with a label; `anchor` names the claim that begins there."""

    start: int
    end: int
    label: str
    anchor: UUID | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text between two cuts."""

    text: str
    labels: tuple[str, ...]
    anchors: tuple[UUID, ...] = ()


def runs_of(text: str, marks: Sequence[Mark], *, offset: int = 0) -> list[Run]:
    """`text`, whose first code point has the number `offset`, cut by `marks`; what lies outside of it is ignored."""
    inside = [Mark(max(m.start - offset, 0), min(m.end - offset, len(text)), m.label, m.anchor) for m in marks]
    inside = [m for m in inside if m.start < m.end]
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in inside:
        begins.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    cuts = sorted({0, len(text), *begins, *ends})
    runs: list[Run] = []
    open_labels: dict[str, int] = {}
    for start, end in pairwise(cuts):
        for mark in ends.get(start, ()):
            open_labels[mark.label] -= 1
        for mark in begins.get(start, ()):
            open_labels[mark.label] = open_labels.get(mark.label, 0) + 1
        labels = tuple(sorted(label for label, count in open_labels.items() if count))
        anchors = tuple(mark.anchor for mark in begins.get(start, ()) if mark.anchor is not None)
        runs.append(Run(text[start:end], labels, anchors))
    return runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of an article's text."""

    runs: list[Run]
    is_headline: bool


def quote_of(member: MemberView) -> list[Run]:
    """The sentence of a member's claim: its own words as `words`, what answers the thread's question as `figure`."""
    claim = member.claim
    deciding = [Mark(span.start, span.end, "figure") for span in member.spans]
    return runs_of(claim.sentence.text, [_mark(claim.span, "words"), *deciding], offset=claim.sentence.start)


def text_of(article: ArticleDetail) -> list[Paragraph]:
    """An article's paragraphs, with its claims as `words` and their numbers as `figure`."""
    text, claims = article.text, article.items
    headlines = [section for section in article.sections if section.kind == "headline"]
    marks = [_mark(claim.span, "words", claim.claim_id) for claim in claims]
    marks += [_mark(quantity.span, "figure") for claim in claims for quantity in claim.quantities]
    waiting = deque(sorted(marks, key=lambda mark: mark.start))
    current: list[Mark] = []
    paragraphs: list[Paragraph] = []
    anchored: set[UUID] = set()
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while waiting and waiting[0].start < end:
            current.append(waiting.popleft())
        current = [mark for mark in current if mark.end > start]
        if line.strip():
            runs = [_once(run, anchored) for run in runs_of(line, current, offset=start)]
            paragraphs.append(Paragraph(runs, any(h.start <= start < h.end for h in headlines)))
        start = end + 1
    return paragraphs


def _once(run: Run, anchored: set[UUID]) -> Run:
    """A claim that runs over a line end begins anew in the next line, but an id may stand in a page once only."""
    fresh = tuple(anchor for anchor in run.anchors if anchor not in anchored)
    anchored.update(fresh)
    return Run(run.text, run.labels, fresh)


def _mark(span: Span, label: str, anchor: UUID | None = None) -> Mark:
    return Mark(span.start, span.end, label, anchor)
