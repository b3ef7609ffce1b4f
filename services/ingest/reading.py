"""What reading a feed, a page or a file gives, before anything is made of it. Pure, and light: the service imports it, not the parsers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from schemas.articles import DateOrigin, Section
from services.runtime.text import normal_form, one_line

MAX_TITLE_CHARS = 500


class FeedEntry(BaseModel):
    """One entry as the feed gives it."""

    url: str
    """Address of the article, absolute."""
    title: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when the entry says something else about its article. Its id does not count: some feeds make new ones at every fetch."""
        told = "\x1f".join([self.title, self.summary, str(self.published), str(self.updated)])
        return hashlib.sha256(told.encode()).hexdigest()[:32]


class FeedRead(BaseModel):
    """A feed's content."""

    title: str = ""
    entries: list[FeedEntry]
    """Unique by canonical address, in the feed's order."""
    skipped: int = 0
    """Entries without a usable link, doubles, and those beyond the limit."""


class FoundDate(BaseModel):
    """A date and where the document gives it."""

    at: datetime
    origin: DateOrigin


class DocumentRead(BaseModel):
    """An article's text and what the document itself says about it."""

    title: str
    text: str
    sections: tuple[Section, ...]
    language: str
    authors: tuple[str, ...] = ()
    published: FoundDate | None = None
    updated: FoundDate | None = None
    source_name: str = ""
    canonical_link: str | None = None
    """As declared, not yet judged."""
    wire_credit: str | None = None


def lay_out(title: str, paragraphs: Sequence[str]) -> tuple[str, str, tuple[Section, ...]]:
    """(title, text, sections): headline, then the body's paragraphs, separated by empty lines, in the normal form."""
    title = one_line(title, max_chars=MAX_TITLE_CHARS)
    body = "\n\n".join(paragraph for paragraph in (one_line(each, max_chars=100_000) for each in paragraphs) if paragraph)
    text = normal_form(f"{title}\n\n{body}" if title else body)
    start = min(len(title) + 2, len(text)) if title else 0
    headline = (Section(kind="headline", start=0, end=len(title)),) if title else ()
    return title, text, (*headline, Section(kind="body", start=start, end=len(text)))
