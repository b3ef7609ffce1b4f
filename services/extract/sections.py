"""`claimwire_sections`: what each line of the text is to the article.

Reads the text and `claimwire_sections` where ingest knew headline and body; writes `claimwire_blocks` and `claimwire_dateline`. Lines
around the article (author boxes, licences, related links, captions, readers' comments) become `around`, and nothing reads them after that.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import Final

from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import Block, Dateline, SectionKind, Stretch, text_of, words_of
from services.extract.language.around import (
    BYLINE,
    COMMENT_DATE,
    END_OF_THE_ARTICLE,
    FROM_ELSEWHERE,
    LIFE_OF_A_WRITER,
    LINKS_FOLLOW,
    NOT_OF_THE_ARTICLE,
    OF_ITS_WRITER,
    QUOTED,
    READER_MARKS,
    READER_WORDS,
    ROUGH,
    SAYS_WHOSE,
)
from services.extract.language.countries import country_named
from services.extract.rules import SectionRule

MAX_HEADLINE_WORDS: Final = 32
MAX_SUBHEAD_WORDS: Final = 12
MIN_PARAGRAPHS_BEFORE_END: Final = 2
"""So many paragraphs must have been read before a line can end the article: pages put tags and share lines on top, too."""
MIN_PARAGRAPH_WORDS: Final = 5
"""Of a paragraph that is one sentence; a subheading has no full stop."""
MIN_TEASER_WORDS: Final = 25
"""So many words, or two sentences, are more than a link to another page says: the article goes on."""
LAST_LINES: Final = 4
FIRST_LINES: Final = 5
MAX_FURNITURE_CHARS: Final = 320
"""What a line is to the page shows in its first sentences; the rest of a long paragraph is not searched."""
MIN_COMMENTS: Final = 3
MIN_ROUGH: Final = 2
"""Columns and advice say "I" and "you" as well, but hardly ever use slang or call names."""
MAX_COMMENT_WORDS_BEFORE: Final = 0.34
"""A text in which readers' voices are that common from the start is a column or a letter, not an article with comments below."""
_WRAPPED_LINE: Final = range(50, 101)
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?…:;][\"'”’)\]]*\s*(?:\[\d+\]|\(\w+\))?\s*$|[\"”]\s*$")
_TWO_SENTENCES: Final = re.compile(r"(?:[a-z)]|\d{4})[.!?][\"'”’)]*\s+[\"'“‘(]*[A-Z]")
_DATELINE: Final = re.compile(
    r"^(?P<all>(?P<place>(?:[^\W\d_a-z][\w.’'-]*(?:[ /-][^\W\d_a-z][\w.’'-]*){0,3})?)"
    r"(?:, (?P<land>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}|\d{1,2}))*"
    r"(?: \d{1,2})?(?:, \d{4})?\s*(?:\((?P<agency>[A-Za-z][\w .&/’'-]{1,30})\))?\s*(?P<mark>—|–|--|-|:|\|)\s+)(?=[“\"'‘]?[A-Z0-9])"
)
_WORDS: Final = re.compile(r"[a-z]+(?:’[a-z]+)?")
_MAX_DATELINE_CHARS: Final = 60


@Language.factory("claimwire_sections", assigns=["doc._.claimwire_blocks", "doc._.claimwire_dateline"])
def create_sections(nlp: Language, name: str) -> ReadSections:
    return ReadSections()


class ReadSections:
    """Cuts the text into lines and says what each is."""

    def __call__(self, doc: Doc) -> Doc:
        known = doc._.claimwire_sections
        lines = _lines_of(doc)
        texts = [words_of(doc, line) for line in lines]
        kinds: list[SectionKind] = ["body"] * len(lines)
        _mark_headlines(doc, lines, texts, kinds, known or ())
        _mark_around(texts, kinds)
        _mark_comments(texts, kinds)
        blocks = [Block(line.start, line.end, kind, _rule_of(kind, known)) for line, kind in zip(lines, kinds, strict=True)]
        doc._.claimwire_dateline = _skip_dateline(doc, blocks)
        doc._.claimwire_blocks = tuple(blocks)
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
    """Lines that are none of the article's, the links that follow some of them, and everything after a line that ends the article."""
    paragraphs = 0
    are_links = False
    for place, whole in enumerate(texts):
        text = whole[:MAX_FURNITURE_CHARS]
        if kinds[place] == "headline":
            continue
        is_date = bool(COMMENT_DATE.search(text))
        is_end = is_date or bool(END_OF_THE_ARTICLE.search(text)) or FROM_ELSEWHERE.is_in(text)
        if is_end and paragraphs >= MIN_PARAGRAPHS_BEFORE_END:
            kinds[place:] = ["around"] * (len(kinds) - place)
            if is_date and len(texts[place - 1].split()) <= 4:
                kinds[place - 1] = "around"  # the reader's name
            return
        if LINKS_FOLLOW.search(text):
            kinds[place] = "around"
            are_links = paragraphs >= MIN_PARAGRAPHS_BEFORE_END
        elif (is_end and not is_date) or NOT_OF_THE_ARTICLE.search(text) or SAYS_WHOSE.is_in(text):
            kinds[place] = "around"
        elif kinds[place] == "body":
            are_links = are_links and _may_be_link(whole)
            if are_links:
                kinds[place] = "around"
            elif _is_paragraph(text):
                paragraphs += 1
    if paragraphs >= MIN_PARAGRAPHS_BEFORE_END:
        _mark_writers(texts, kinds)


def _may_be_link(text: str) -> bool:
    return len(text.split()) < MIN_TEASER_WORDS and not _TWO_SENTENCES.search(text)


def _is_paragraph(text: str) -> bool:
    words = len(text.split())
    return words > MAX_SUBHEAD_WORDS or (words >= MIN_PARAGRAPH_WORDS and bool(_ENDS_A_SENTENCE.search(text)))


def _mark_writers(texts: list[str], kinds: list[SectionKind]) -> None:
    """Lines at the end about who wrote the article."""
    bylines = [found["name"] for text in texts[:FIRST_LINES] if (found := BYLINE.match(text[:MAX_FURNITURE_CHARS]))]
    for place in [place for place, kind in enumerate(kinds) if kind == "body"][-LAST_LINES:]:
        text = texts[place]
        is_life = any(text.startswith(name) and LIFE_OF_A_WRITER.match(text, len(name)) for name in bylines)
        if is_life or OF_ITS_WRITER.search(text[:MAX_FURNITURE_CHARS]):
            kinds[place] = "around"


def _mark_comments(texts: list[str], kinds: list[SectionKind]) -> None:
    """Readers' comments that follow with no mark: the longest tail in which readers' voices are common, while they were rare before.

    A short line without a full stop counts as well where a reader talks in it; the others are subheadings.
    """
    first_body = next((place for place, kind in enumerate(kinds) if kind == "body"), len(kinds))
    spoken = {place: _voices(texts[place]) for place, kind in enumerate(kinds) if place >= first_body and kind != "headline"}
    places = [place for place, voices in spoken.items() if kinds[place] == "body" or voices]
    if len(places) < MIN_COMMENTS + MIN_PARAGRAPHS_BEFORE_END:
        return
    voices = [len(spoken[place]) for place in places]
    gains = [min(count, 3) - 1.0 if count else -0.75 for count in voices]
    tails = list(accumulate(reversed(gains)))
    best = max(range(len(tails)), key=lambda n: (tails[n], n))
    first = len(places) - best - 1
    loud = sum(voice >= 2 for voice in voices[first:])
    before = voices[:first]
    if (
        tails[best] < MIN_COMMENTS
        or loud < MIN_COMMENTS
        or sum(not ROUGH.isdisjoint(spoken[place]) for place in places[first:]) < MIN_ROUGH
        or first < MIN_PARAGRAPHS_BEFORE_END
        or sum(voice > 0 for voice in before) > MAX_COMMENT_WORDS_BEFORE * len(before)
    ):
        return
    kinds[places[first] :] = ["around"] * (len(kinds) - places[first])


def _voices(text: str) -> set[str]:
    """The kinds of signs of a talking reader in a line, quotes left out."""
    bare = QUOTED.sub(" ", text) if '"' in text or "“" in text else text
    words = _WORDS.findall(bare.lower().replace("'", "’"))
    return {READER_WORDS[word] for word in words if word in READER_WORDS} | ({"mark"} if READER_MARKS.search(bare) else set())


def _dateline_of(text: str) -> Dateline | None:
    match = _DATELINE.match(text[: _MAX_DATELINE_CHARS * 2])
    if not match or match.end("all") > _MAX_DATELINE_CHARS or not (match["place"] or match["agency"]):
        return None
    place, agency = match["place"], match["agency"] or ""
    if place.isupper():
        place = place.title()
    elif not agency and not country_named(match["land"] or ""):
        place = ""  # a name before a dash, and no telling whose
    return Dateline(place, agency, match.end("all"), match["mark"])


def _skip_dateline(doc: Doc, blocks: list[Block]) -> Dateline | None:
    """Cut a dateline such as "LISBON (Agency) —" off one of the first body lines, and say what it holds."""
    is_first = True
    for number, block in enumerate(blocks[:FIRST_LINES]):
        if block.kind != "body":
            continue
        found = _dateline_of(doc[block.start : block.end].text)
        is_lead, is_first = is_first, False
        if found is not None and (is_lead or found.mark != ":"):  # later, a name before a colon speaks
            first = doc[block.start].idx + found.length
            start = next((i for i in range(block.start, block.end) if doc[i].idx >= first), block.start)
            blocks[number] = Block(start, block.end, "body", block.rule)
            return found
    return None
