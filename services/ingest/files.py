"""A submitted file, text or HTML, to its article. Pure; runs in a worker process."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from schemas.articles import Section
from services.ingest.decoding import decode_markup, decode_text
from services.ingest.errors import Unreadable
from services.ingest.language import detect_language
from services.ingest.outcomes import Outcome
from services.ingest.pages import read_page
from services.ingest.reading import MAX_TITLE_CHARS, DocumentRead
from services.ingest.wire_credit import find_wire_credit
from services.runtime.text import normal_form, one_line

MAX_HEADLINE_CHARS: Final = 200
"""A longer first line is a paragraph."""

_HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
_HTML_START: Final = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)
_HEADLINE: Final = re.compile(r"\s*(?P<headline>\S[^\n]*)\n[^\S\n]*\n")
_BINARY_STARTS: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3\x00",
)


def read_file(content: bytes, *, name: str, languages: frozenset[str]) -> DocumentRead:
    """The article in a file called `name`. Raises `Unreadable` (empty, binary, encoding, language, and what pages can)."""
    if content.startswith(_BINARY_STARTS):
        raise Unreadable(Outcome.REJECTED_BINARY, "neither text nor HTML")
    if PurePath(name).suffix.lower() in _HTML_SUFFIXES or _HTML_START.match(content[:4_096]):
        if not content.strip():
            raise Unreadable(Outcome.REJECTED_EMPTY, "the file is empty")
        return read_page(decode_markup(content, charset=None), url=None, languages=languages)
    return read_text(decode_text(content), languages=languages)


def read_text(content: str, *, languages: frozenset[str]) -> DocumentRead:
    """A plain text, kept as it is but for the normal form. Raises `Unreadable` (empty, language)."""
    text = normal_form(content)
    if not text.strip():
        raise Unreadable(Outcome.REJECTED_EMPTY, "the file is empty")
    language = detect_language(text)
    if language not in languages:
        raise Unreadable(Outcome.REJECTED_LANGUAGE, f"language {language}")
    title, sections = find_headline(text)
    paragraphs = [one_line(line, max_chars=2_000) for line in text[sections[-1].start :].split("\n") if line.strip()]
    return DocumentRead(title=title, text=text, sections=sections, language=language, wire_credit=find_wire_credit(paragraphs))


def find_headline(text: str) -> tuple[str, tuple[Section, ...]]:
    """(title, sections): the first line is the headline when it is short, followed by an empty line, and ends like a headline."""
    found = _HEADLINE.match(text)
    if not found or len(found["headline"]) > MAX_HEADLINE_CHARS or found["headline"].rstrip().endswith((".", ":", ";", ",")):
        return "", (Section(kind="body", start=0, end=len(text)),)
    headline = found["headline"].rstrip()
    start = found.start("headline")
    return one_line(headline, max_chars=MAX_TITLE_CHARS), (
        Section(kind="headline", start=start, end=start + len(headline)),
        Section(kind="body", start=found.end(), end=len(text)),
    )
