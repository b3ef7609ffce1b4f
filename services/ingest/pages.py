"""A page's HTML to its article. Pure; runs in a worker process, because parsers hang and crash on what the web sends.

JSON-LD is believed first, then the page's meta elements, then its visible parts; trafilatura finds the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import trafilatura
from htmldate import find_date

from services.ingest.article_text import find_lines
from services.ingest.dates import EARLIEST, LATEST, read_date
from services.ingest.errors import Unreadable
from services.ingest.jsonld import ArticleFacts, read_article_facts
from services.ingest.language import detect_language
from services.ingest.outcomes import Outcome
from services.ingest.page_furniture import without_furniture
from services.ingest.page_kinds import is_challenge, words_of_prose
from services.ingest.reading import DocumentRead, FoundDate, lay_out
from services.ingest.wire_credit import find_wire_credit, is_agency
from services.runtime.text import one_line

MIN_WORDS: Final = 25
"""Fewer words than the shortest news item: what is left when a page has no article."""

_TITLE_METAS: Final = ("og:title", "twitter:title", "dc.title", "title")
_SITE_METAS: Final = ("og:site_name", "application-name", "twitter:site")
_AUTHOR_METAS: Final = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
_PUBLISHED_METAS: Final = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate", "publishdate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_UPDATED_METAS: Final = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dc.date.modified", "last-modified")
_FEED: Final = re.compile(r"\s*(?:<\?[^>]{0,300}>\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_BY: Final = re.compile(r"^(?:by|von|par|por)\s+", re.IGNORECASE)
_TITLE_SEPARATORS: Final = re.compile(r"\s+(?:[|»·•]|[-–—])\s+")
_MAX_AUTHORS: Final = 20
_MAX_BYLINE_WORDS: Final = 6
"""A longer one holds more than a name."""


def read_page(html: str, *, url: str | None, languages: frozenset[str]) -> DocumentRead:
    """The article of the page at `url`. Raises `Unreadable` (no_content, challenge, language, unreadable)."""
    if _FEED.match(html):
        raise Unreadable(Outcome.REJECTED_NO_CONTENT, "a feed, no article")
    found = _read(html)
    page, facts, title, paragraphs = found.page, found.facts, found.title, found.paragraphs
    if is_challenge(page.document_title, title, found.lines, html):
        raise Unreadable(Outcome.REJECTED_CHALLENGE, f"{(page.document_title or title)[:100]!r} is no article")
    words = words_of_prose(paragraphs)
    if words < MIN_WORDS:
        raise Unreadable(Outcome.REJECTED_NO_CONTENT, f"{words} words of text")
    language = detect_language("\n".join(paragraphs), declared=found.tree.get("lang"))
    if language not in languages:
        raise Unreadable(Outcome.REJECTED_LANGUAGE, f"language {language}")
    title, text, sections = lay_out(title, paragraphs)
    authors = facts.authors or page.authors()
    return DocumentRead(
        title=title,
        text=text,
        sections=sections,
        language=language,
        authors=tuple(dict.fromkeys(cleaned for author in authors[:_MAX_AUTHORS] if (cleaned := _author(author)))),
        published=_published(facts, page, found.tree, url),
        updated=_updated(facts, page),
        source_name=one_line(found.site_name, max_chars=200),
        canonical_link=page.canonical_link,
        wire_credit=find_wire_credit(found.lines, authors=authors, credits=(*facts.credits, facts.publisher)),
    )


def find_paragraphs(html: str) -> list[str]:
    """The paragraphs of the page's article, before anything is refused. Raises `Unreadable` where `html` is none."""
    return _read(html).paragraphs


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page, its article's lines as found, and the paragraphs among them."""

    tree: Any
    page: _Page
    facts: ArticleFacts
    site_name: str
    title: str
    lines: list[str]
    paragraphs: list[str]


def _read(html: str) -> _Reading:
    tree = trafilatura.load_html(html)
    if tree is None:
        raise Unreadable(Outcome.REJECTED_UNREADABLE, "not an HTML document")
    page = _Page.of(tree)
    facts = read_article_facts(page.scripts)
    site = page.first(_SITE_METAS).lstrip("@")
    name = site if site and is_agency(facts.publisher) else facts.publisher or site
    title = facts.headline or page.title(name)
    lines = find_lines(tree, facts.text)
    paragraphs = without_furniture(lines, (title, page.title(name), page.document_title, *page.headlines))
    return _Reading(tree, page, facts, name, title, lines, paragraphs)


def _same_words(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _published(facts: ArticleFacts, page: _Page, tree: Any, url: str | None) -> FoundDate | None:
    if facts.published:
        return FoundDate(at=facts.published, origin="json-ld")
    for content in page.every(_PUBLISHED_METAS):
        if moment := read_date(content):
            return FoundDate(at=moment, origin="meta")
    for stamp in tree.xpath("(//article//time[@datetime]|//main//time[@datetime]|//header//time[@datetime])[position()<=3]/@datetime"):
        if moment := read_date(str(stamp)):
            return FoundDate(at=moment, origin="page")
    # Markup only: the extensive search would take any date in the text for the article's.
    found = find_date(
        tree,
        url=url,
        extensive_search=False,
        original_date=True,
        min_date=EARLIEST.date().isoformat(),
        max_date=LATEST.date().isoformat(),
    )
    moment = read_date(found)
    return FoundDate(at=moment, origin="page") if moment else None


def _updated(facts: ArticleFacts, page: _Page) -> FoundDate | None:
    if facts.updated:
        return FoundDate(at=facts.updated, origin="json-ld")
    for content in page.every(_UPDATED_METAS):
        if moment := read_date(content):
            return FoundDate(at=moment, origin="meta")
    return None


def _author(name: str) -> str:
    name = _BY.sub("", one_line(name, max_chars=200)).strip(" ,;")
    return "" if name.startswith(("http://", "https://", "@", "/")) else name


@dataclass(frozen=True, slots=True)
class _Page:
    """The parts of the tree that are read more than once, taken before trafilatura prunes."""

    metas: dict[str, str]
    scripts: list[str]
    document_title: str
    headlines: list[str]
    bylines: list[str]
    canonical_link: str | None

    @classmethod
    def of(cls, tree: Any) -> _Page:
        metas: dict[str, str] = {}
        for element in tree.xpath("//meta[@content][@name or @property or @itemprop]"):
            for key in ("property", "name", "itemprop"):
                if value := element.get(key):
                    metas.setdefault(value.strip().lower()[:60], one_line(element.get("content"), max_chars=2_000))
        canonical = tree.xpath("//link[@rel='canonical'][@href]/@href")
        return cls(
            metas=metas,
            scripts=[script.text or "" for script in tree.xpath("//script[contains(translate(@type,'LDJSON','ldjson'),'ld+json')]")],
            document_title=_words(tree.xpath("//title")),
            headlines=[words for element in tree.xpath("//h1")[:5] if (words := _words([element]))],
            bylines=[
                words
                for element in tree.xpath("//*[@rel='author' or @itemprop='author']")[:5]
                if 0 < len((words := _words([element])).split()) <= _MAX_BYLINE_WORDS
            ],
            canonical_link=str(canonical[0]) if canonical else None,
        )

    def every(self, names: tuple[str, ...]) -> Iterator[str]:
        return (self.metas[name] for name in names if self.metas.get(name))

    def first(self, names: tuple[str, ...]) -> str:
        return next(self.every(names), "")

    def title(self, site_name: str) -> str:
        """The headline by meta elements, the only `h1`, the document's title; without the site's name at its end."""
        candidates = [*self.every(_TITLE_METAS[:2]), *(self.headlines if len(self.headlines) == 1 else []), *self.every(_TITLE_METAS[2:])]
        chosen = next(iter(candidates), "") or self.document_title or next(iter(self.headlines), "")
        parts = _TITLE_SEPARATORS.split(chosen)
        if len(parts) > 1 and (not site_name or _same_words(parts[-1], site_name)) and chosen not in self.headlines:
            cut = chosen[: chosen.rfind(parts[-1])].rstrip(" |»·•-–—")
            if site_name or cut in self.headlines:
                return cut
        return chosen

    def authors(self) -> tuple[str, ...]:
        return tuple(self.every(_AUTHOR_METAS))[:1] or tuple(self.bylines)


def _words(elements: list[Any]) -> str:
    return one_line("".join(elements[0].itertext()), max_chars=1_000) if elements else ""
