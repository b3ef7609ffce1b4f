"""Bytes of an RSS or Atom feed to entries. Pure; runs in a worker process, because the bytes are hostile until proven otherwise.

Two libraries, each with one adapter into `FeedEntry`: fastfeedparser, and feedparser for what it makes nothing of.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, Final

import fastfeedparser
import feedparser

from services.ingest.dates import read_date
from services.ingest.decoding import decode_markup
from services.ingest.errors import Unreadable
from services.ingest.outcomes import Outcome
from services.ingest.reading import FeedEntry, FeedRead
from services.ingest.urls import absolute, canonical
from services.runtime.text import one_line

_PROLOG: Final = re.compile(r"(?:\s|\ufeff|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_DATE: Final = re.compile(
    r"(?P<open><(?:[\w.-]+:)?(?:pubDate|published|updated|issued|modified|created|date)(?:\s[^<>]{0,200})?>)"
    r"\s*(?:<!\[CDATA\[)?(?P<text>[^<>]{0,100}?)(?:\]\]>)?\s*</"
)
_TAG: Final = re.compile(r"<[^<>]{0,500}>")
_MAX_SUMMARY_CHARS: Final = 2_000


def read_feed(body: bytes, *, url: str, charset: str | None, max_entries: int) -> FeedRead:
    """The entries of the feed fetched from `url`. Raises `Unreadable`."""
    document = _DATE.sub(_plain_date, _without_prolog(decode_markup(body, charset=charset)))
    title, found = _by_fastfeedparser(document)
    if not found:
        title, found = _by_feedparser(document)
    entries: dict[str, FeedEntry] = {}
    skipped = 0
    for raw in found:
        entry = _adapt(raw, url)
        key = canonical(entry.url) if entry else None
        if entry is None or key is None or key in entries or len(entries) >= max_entries:
            skipped += 1
            continue
        entries[key] = entry
    return FeedRead(title=one_line(title, max_chars=200), entries=list(entries.values()), skipped=skipped)


def _without_prolog(document: str) -> str:
    """From the root element on: no declaration, no comments, and above all no document type. Raises `Unreadable`."""
    start = max(document.find("<"), 0)
    prolog = _PROLOG.match(document, start)
    start = prolog.end() if prolog else start
    if document.startswith("<!", start):
        is_page = document[start : start + 14].lower() == "<!doctype html"
        raise Unreadable(Outcome.REJECTED_MALFORMED_FEED if is_page else Outcome.REJECTED_DTD, "it begins with a document type")
    if not _ROOT.match(document, start):
        raise Unreadable(Outcome.REJECTED_MALFORMED_FEED, "neither RSS nor Atom")
    return document[start:]


def _plain_date(found: re.Match[str]) -> str:
    """The date as ISO 8601, or nothing: the libraries would read "10:30" and "yesterday" as of today, so that they change every day."""
    moment = read_date(unescape(found["text"]))
    return f"{found['open']}{moment.isoformat() if moment else ''}</"


def _by_fastfeedparser(document: str) -> tuple[str, list[Any]]:
    try:
        parsed = fastfeedparser.parse(
            document.encode("utf-8", "replace"), include_content=False, include_tags=False, include_media=False, include_enclosures=False
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, LookupError):
        return "", []
    return str(parsed.feed.get("title") or ""), list(parsed.entries)


def _by_feedparser(document: str) -> tuple[str, list[Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = feedparser.parse(io.BytesIO(document.encode("utf-8", "replace")), sanitize_html=False, resolve_relative_uris=False)
    if parsed.get("bozo") and not parsed.entries:
        raise Unreadable(Outcome.REJECTED_MALFORMED_FEED, str(parsed.get("bozo_exception"))[:200])
    return str(parsed.feed.get("title") or ""), list(parsed.entries)


def _adapt(raw: Mapping[str, Any], base: str) -> FeedEntry | None:
    url = next((found for link in _links(raw) if (found := absolute(link, base))), None)
    if url is None:
        return None
    return FeedEntry(
        url=url,
        title=_plain(raw.get("title"), 500),
        summary=_plain(raw.get("summary") or raw.get("description"), _MAX_SUMMARY_CHARS),
        published=read_date(raw.get("published")),
        updated=read_date(raw.get("updated")),
    )


def _links(raw: Mapping[str, Any]) -> Iterator[str]:
    """The entry's own link, its alternate links, its id where that is an address."""
    yield from _strings([raw.get("link")])
    links = raw.get("links")
    if isinstance(links, list):
        yield from _strings(link.get("href") for link in links if isinstance(link, Mapping) and link.get("rel", "alternate") == "alternate")
    yield from (guid for guid in _strings([raw.get("id")]) if guid.startswith(("http://", "https://")))


def _strings(values: Iterable[Any]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str) and value)


def _plain(value: Any, max_chars: int) -> str:
    if not isinstance(value, str):
        return ""
    return one_line(unescape(_TAG.sub(" ", value[: 4 * max_chars])), max_chars=max_chars)
