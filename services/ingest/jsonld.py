"""What a page says about its article in JSON-LD (schema.org). Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any, Final

from services.ingest.dates import read_date
from services.runtime.text import one_line

MAX_SCRIPT_CHARS: Final = 1_000_000
_MAX_NODES: Final = 500
_MAX_NAMES: Final = 20
_OTHER_ARTICLE_TYPES: Final = frozenset({"BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"})

_MARKUP: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Empty where the page does not say."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    publisher: str = ""
    credits: tuple[str, ...] = ()
    """Organisations named as the source of the text."""
    text: str = ""
    """`articleBody` without markup; its line ends kept."""


def read_article_facts(scripts: Iterable[str]) -> ArticleFacts:
    """The facts of the first article that the scripts describe."""
    for node in _nodes(scripts):
        if _is_article(node):
            return ArticleFacts(
                headline=_text(node.get("headline") or node.get("name"), 500),
                authors=_names(node.get("author") or node.get("creator")),
                published=read_date(node.get("datePublished")) or read_date(node.get("dateCreated")),
                updated=read_date(node.get("dateModified")),
                publisher=next(iter(_names(node.get("publisher"))), ""),
                credits=(*_names(node.get("sourceOrganization")), *_names(node.get("creditText"))),
                text=_plain(node.get("articleBody")),
            )
    return ArticleFacts()


def _nodes(scripts: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Top-level nodes of all scripts, members of `@graph`, and what a page is about; at most `_MAX_NODES`."""
    waiting: list[Any] = []
    for script in scripts:
        if len(script) > MAX_SCRIPT_CHARS:
            continue
        try:
            waiting.append(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue
    seen = 0
    while waiting and seen < _MAX_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting[:0] = node[:_MAX_NODES]
        elif isinstance(node, dict):
            yield node
            waiting[:0] = [node[key] for key in ("@graph", "mainEntity") if isinstance(node.get(key), list | dict)]


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    names = [kind.rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    return any(name.endswith("Article") or name in _OTHER_ARTICLE_TYPES for name in names)


def _names(value: Any) -> tuple[str, ...]:
    """Names of a person or organisation, or of several, given as text or as nodes."""
    names: dict[str, None] = {}
    for item in (value if isinstance(value, list) else [value])[:_MAX_NAMES]:
        name = item.get("name") if isinstance(item, dict) else item
        for single in name if isinstance(name, list) else [name]:
            if cleaned := _text(single, 200):
                names[cleaned] = None
    return tuple(names)


def _text(value: Any, max_chars: int) -> str:
    return one_line(unescape(value), max_chars=max_chars) if isinstance(value, str) else ""


def _plain(value: Any) -> str:
    return unescape(_MARKUP.sub("\n", unescape(value))) if isinstance(value, str) else ""
