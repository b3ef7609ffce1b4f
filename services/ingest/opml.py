"""Lists of feeds as OPML. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from services.ingest.errors import BadSource
from services.runtime.text import one_line

MAX_OPML_BYTES: Final = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of a list."""

    url: str
    name: str


def read_opml(content: bytes) -> list[ListedFeed]:
    """The feeds of an OPML document, each once, in its order. Raises `BadSource`."""
    if len(content) > MAX_OPML_BYTES:
        raise BadSource(f"the OPML document is larger than {MAX_OPML_BYTES} bytes")
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", content.replace(b"\x00", b""), re.IGNORECASE):
        raise BadSource("the OPML document declares a document type; such documents are not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadSource(f"not an OPML document: {error}") from error
    feeds: dict[str, ListedFeed] = {}
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        if url:
            name = one_line(outline.get("title") or outline.get("text") or "", max_chars=200)
            feeds.setdefault(url, ListedFeed(url, name))
    if not feeds:
        raise BadSource("the OPML document lists no feeds (no outline has an xmlUrl)")
    return list(feeds.values())
