"""Reports by punctuation: "Police: two men drowned", "Ferry sinks – coastguard", "“…” — Ana Silva". Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.extract.drafts import Block, Report, Stretch
from services.extract.language.reporting import HEADLINE_VERBS, INVERTED, STANCES, WEAKENS
from services.extract.language.sources import SPEAKERS
from services.extract.parse import label_end, tail_start
from services.extract.sources import source_of
from services.extract.tree import DASHES, Tree

MIN_CONTENT: Final = 3
MIN_SIGNED: Final = 4
MAX_SIGNATURE: Final = 5


def signed_quotes(tree: Tree, quotes: list[Stretch]) -> Iterator[Report]:
    """A quote with its speaker behind a dash: "“…” — Ana Silva"."""
    for quote in quotes:
        at = _next_word(tree, quote.end + 1)
        if at is None or tree.text[at] not in DASHES or quote.end - quote.start < MIN_SIGNED:
            continue
        start = _next_word(tree, at + 1)
        end = start
        while end is not None and end < len(tree.text) and tree.text[end][:1].isupper() and end - at <= MAX_SIGNATURE:
            end += 1
        if start is not None and end is not None and end > start:
            yield _said_by(Stretch(at, at + 1), Stretch(start, end), quote, _head_of(tree, quote), "signature")


def _next_word(tree: Tree, at: int) -> int | None:
    while at < len(tree.text) and tree.pos[at] == "SPACE":
        at += 1
    return at if at < len(tree.text) else None


def labelled_lines(tree: Tree, blocks: tuple[Block, ...], found: list[Report]) -> Iterator[Report]:
    """Lines that begin with their source and a colon, and headlines that end with it. `found` are the reports of the document: a name
    alone is a source where the text cites it elsewhere, a noun where it is one of a speaker."""
    cited = {word for report in found if report.source for word in tree.text[report.source.start : report.source.end] if word[:1].isupper()}
    spoken = [block for block in blocks if block.kind != "around"]
    labels = [(block, end - 1) for block in spoken if (end := label_end(tree.doc, block)) > block.start]
    often = [tree.words(Stretch(block.start, at)) for block, at in labels]
    for block, at in labels:
        source = Stretch(block.start, at)
        if _may_speak(tree, source, cited) or (often.count(tree.words(source)) > 1 and tree.text[block.start][:1].isupper()):
            content = tree.trim(Stretch(at + 1, block.end))
            if content.end - content.start >= MIN_CONTENT:
                yield _said_by(Stretch(at, at + 1), source, content, _head_of(tree, content), "label")
    for block in spoken:
        mark = tail_start(tree.doc, block) if block.kind == "headline" else block.end
        content = tree.trim(Stretch(block.start, mark))
        behind = tree.trim(Stretch(mark, block.end))
        if mark < block.end and content.end - content.start >= MIN_CONTENT and behind.end > behind.start:
            yield from _credit(tree, mark, behind, content, cited)


def _credit(tree: Tree, mark: int, behind: Stretch, content: Stretch, cited: set[str]) -> Iterator[Report]:
    """What stands behind a headline: a source alone, or one with its verb."""
    verb = next((k for k in range(behind.start, behind.end) if tree.text[mark] == "," and tree.lower[k] in HEADLINE_VERBS), None)
    if verb is None:
        if tree.text[mark] != "," and _may_speak(tree, behind, cited):
            yield _said_by(Stretch(mark, mark + 1), behind, content, _head_of(tree, content), "label")
        return
    source = tree.trim(Stretch(behind.start, verb) if verb > behind.start else Stretch(verb + 1, behind.end))
    if source.end > source.start:
        report = _said_by(Stretch(verb, verb + 1), source, content, _head_of(tree, content), "label")
        lemma = tree.lemma[verb]
        yield replace(report, stance=STANCES.get(lemma, "asserts"), weakens=WEAKENS.get(lemma, "certain"), reporter=verb)


def _may_speak(tree: Tree, source: Stretch, cited: set[str]) -> bool:
    """Whether words name a source: their head is the noun of one, an outlet's name, or a name that the text cites elsewhere."""
    last = source.end - 1
    if tree.lemma[last] in SPEAKERS or tree.lower[last] in SPEAKERS:
        return True
    return tree.text[last] in cited and all(tree.text[k][:1].isupper() for k in range(source.start, source.end))


def before_colon(tree: Tree, i: int, sentence: Stretch) -> Report | None:
    """ "The letter reads: the lease ends": what follows the colon behind a verb of saying; the next paragraph, where it ends its own."""
    colon = next((k for k in range(i + 1, min(i + 3, sentence.end)) if tree.text[k] == ":"), None)
    source = source_of(tree, i)
    if tree.lemma[i] not in INVERTED or colon is None or source is None:
        return None
    content = tree.trim(Stretch(colon + 1, sentence.end))
    if content.end <= content.start:
        below = next((block for block in tree.doc._.claimwire_blocks if block.start > colon and block.kind == "body"), None)
        content = content if below is None else tree.trim(Stretch(below.start, below.end))
    if content.end - content.start < MIN_CONTENT:
        return None
    head, lemma = _head_of(tree, content), tree.lemma[i]
    stance, weakens = STANCES.get(lemma, "asserts"), WEAKENS.get(lemma, "certain")
    return Report(Stretch(i, i + 1), source, (content,), head, stance, weakens, f"verb beside clause: {tree.lower[i]}", i)


def _head_of(tree: Tree, words: Stretch) -> int | None:
    return next((k for k in range(words.start, words.end) if not words.holds(tree.head[k]) or tree.head[k] == k), None)


def _said_by(cue: Stretch, source: Stretch, content: Stretch, head: int | None, rule: str) -> Report:
    return Report(cue, source, (content,), head, "asserts", "certain", rule)
