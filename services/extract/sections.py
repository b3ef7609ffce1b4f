"""`claimwire_sections`: what each line of the text is to the article.

Reads the text and `claimwire_sections` where ingest knew headline and body; writes `claimwire_blocks`. Lines around the article (author
boxes, licences, related links, captions, readers' comments) become `around`, and nothing reads them after that.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import Final

from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import Block, SectionKind, Stretch, text_of
from services.extract.language.around import AFTER_THE_ARTICLE, COMMENT_DATE, NOT_OF_THE_ARTICLE, QUOTED, READER_VOICE
from services.extract.rules import SectionRule

MAX_HEADLINE_WORDS: Final = 32
MAX_SUBHEAD_WORDS: Final = 12
MIN_PARAGRAPHS_BEFORE_END: Final = 2
"""So many paragraphs must have been read before a line can end the article: pages put tags and share lines on top, too."""
MAX_FURNITURE_CHARS: Final = 320
"""What a line is to the page shows in its first sentences; the rest of a long paragraph is not searched."""
MIN_COMMENTS: Final = 3
MAX_COMMENT_WORDS_BEFORE: Final = 0.34
"""A text in which readers' voices are that common from the start is a column or a letter, not an article with comments below."""
_WRAPPED_LINE: Final = range(50, 101)
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?…:;][\"'”’)\]]*\s*(?:\[\d+\]|\(\w+\))?\s*$|[\"”]\s*$")
_DATELINE: Final = re.compile(
    r"^(?P<all>(?:[A-Z][\w.’'-]*(?:[ /-][A-Z][\w.’'-]*){0,3})(?:, (?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}|\d{1,2}))*"
    r"(?: \d{1,2})?(?:, \d{4})?\s*(?:\((?P<agency>[A-Z][\w .&/’'-]{1,30})\))?\s*(?P<mark>—|–|--|-|:|\|)\s+)(?=[“\"'‘]?[A-Z0-9])"
)
_CREDIT: Final = re.compile(r"\s[—–-]{1,2}\s?[A-Z][\w&./ ]{1,25}\s*$")
_MAX_DATELINE_CHARS: Final = 60


@Language.factory("claimwire_sections", assigns=["doc._.claimwire_blocks"])
def create_sections(nlp: Language, name: str) -> ReadSections:
    return ReadSections()


class ReadSections:
    """Cuts the text into lines and says what each is."""

    def __call__(self, doc: Doc) -> Doc:
        known = doc._.claimwire_sections
        lines = _lines_of(doc)
        texts = [doc[line.start : line.end].text for line in lines]
        kinds: list[SectionKind] = ["body"] * len(lines)
        _mark_headlines(doc, lines, texts, kinds, known or ())
        _mark_around(texts, kinds)
        _mark_comments(texts, kinds)
        doc._.claimwire_blocks = tuple(
            Block(_after_dateline(doc, line, text, kind, place), line.end, kind, _rule_of(kind, known))
            for place, (line, text, kind) in enumerate(zip(lines, texts, kinds, strict=True))
        )
        return doc


def _rule_of(kind: SectionKind, known: object) -> SectionRule:
    if known:
        return SectionRule.GIVEN
    return SectionRule.FIRST_LINE if kind == "headline" else SectionRule.PARAGRAPH


def _lines_of(doc: Doc) -> list[Stretch]:
    """The lines that hold words. A text wrapped at a column is cut at empty lines only."""
    is_space: list[bool] = doc.to_array([IS_SPACE]).reshape(-1).astype(bool).tolist()
    breaks = [(i, count) for i, space in enumerate(is_space) if space and (count := doc[i].text.count("\n"))]
    if len(breaks) >= 6:
        lines = text_of(doc).split("\n")
        long = [line for line in lines if line.strip()]
        wrapped = sum(len(line) in _WRAPPED_LINE and not _ENDS_A_SENTENCE.search(line) for line in long)
        if wrapped > 0.5 * len(long):
            breaks = [(i, count) for i, count in breaks if count > 1]
    edges = [-1, *(i for i, _ in breaks), len(doc)]
    found: list[Stretch] = []
    for left, right in pairwise(edges):
        start, end = left + 1, right
        while start < end and is_space[start]:
            start += 1
        while start < end and is_space[end - 1]:
            end -= 1
        if start < end:
            found.append(Stretch(start, end))
    return found


def _mark_headlines(
    doc: Doc, lines: list[Stretch], texts: list[str], kinds: list[SectionKind], known: tuple[tuple[SectionKind, int, int], ...]
) -> None:
    has_body = len(lines) > 1
    for place, (line, text) in enumerate(zip(lines, texts, strict=True)):
        words = len(text.split())
        is_open = not _ENDS_A_SENTENCE.search(text) or text.endswith("?")
        at = doc[line.start].idx
        if any(kind == "headline" and start <= at < end for kind, start, end in known):
            kinds[place] = "headline"
        elif known and not any(kind == "body" and start <= at < end for kind, start, end in known):
            kinds[place] = "around"
        elif place == 0 and has_body and not known and words <= MAX_HEADLINE_WORDS and is_open:
            kinds[place] = "headline"
        elif has_body and words <= MAX_SUBHEAD_WORDS and is_open and not text.rstrip().endswith((",", "-")) and not text.endswith("?"):
            kinds[place] = "around"


def _mark_around(texts: list[str], kinds: list[SectionKind]) -> None:
    """Lines that are none of the article's, and everything after a line that ends it."""
    paragraphs = 0
    for place, whole in enumerate(texts):
        text = whole[:MAX_FURNITURE_CHARS]
        if kinds[place] == "headline":
            continue
        if paragraphs >= MIN_PARAGRAPHS_BEFORE_END and (AFTER_THE_ARTICLE.search(text) or COMMENT_DATE.search(text)):
            kinds[place:] = ["around"] * (len(kinds) - place)
            if COMMENT_DATE.search(text) and place and len(texts[place - 1].split()) <= 4:
                kinds[place - 1] = "around"  # the reader's name
            return
        if AFTER_THE_ARTICLE.search(text) or NOT_OF_THE_ARTICLE.search(text):
            kinds[place] = "around"
        elif kinds[place] == "body" and len(text.split()) > MAX_SUBHEAD_WORDS:
            paragraphs += 1


def _mark_comments(texts: list[str], kinds: list[SectionKind]) -> None:
    """Readers' comments that follow with no mark: the longest tail in which readers' voices are common, while they were rare before."""
    places = [place for place, kind in enumerate(kinds) if kind == "body"]
    if len(places) < MIN_COMMENTS + MIN_PARAGRAPHS_BEFORE_END:
        return
    voices = [_voices(texts[place]) for place in places]
    gains = [voice - 1.0 if voice else -0.75 for voice in (min(v, 3) * 1.0 for v in voices)]
    tails = list(accumulate(reversed(gains)))
    best = max(range(len(tails)), key=lambda n: (tails[n], n))
    size = best + 1
    first = len(places) - size
    loud = sum(voice >= 2 for voice in voices[first:])
    before = voices[:first]
    if (
        tails[best] < MIN_COMMENTS
        or loud < MIN_COMMENTS
        or first < MIN_PARAGRAPHS_BEFORE_END
        or sum(voice > 0 for voice in before) > MAX_COMMENT_WORDS_BEFORE * len(before)
    ):
        return
    for place in range(places[first], len(kinds)):
        kinds[place] = "around"


def _voices(text: str) -> int:
    """How many kinds of signs of a talking reader a line shows, quotes left out."""
    bare = QUOTED.sub(" ", text)
    return len({match.lastgroup or _kind_of(match) for match in READER_VOICE.finditer(bare)})


def _kind_of(match: re.Match[str]) -> str:
    word = match.group(0).strip().lower()
    return word if word.isalpha() else "mark"


def _after_dateline(doc: Doc, line: Stretch, text: str, kind: SectionKind, place: int) -> int:
    """The first token after a dateline such as "LISBON (Agency) —"; without one, the line's first."""
    if kind != "body" or place > 4:
        return line.start
    match = _DATELINE.match(text[: _MAX_DATELINE_CHARS * 2])
    if not match or match.end("all") > _MAX_DATELINE_CHARS:
        return line.start
    first = doc[line.start].idx + match.end("all")
    return next((i for i in range(line.start, line.end) if doc[i].idx >= first), line.start)
