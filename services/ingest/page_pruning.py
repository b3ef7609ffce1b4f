"""What is done to a page's tree before its article is looked for: links to other pages and calls to sign up go, parts are joined.

Pure but for the tree, which is changed. Every rule is about the shape of markup, none about an outlet.
"""

from __future__ import annotations

import re
from typing import Any, Final

MIN_LINK_WORDS: Final = 4
"""The shortest headline; shorter links are names and words inside sentences."""
MAX_LINK_WORDS: Final = 40
"""Nobody links a longer headline; a block of that length is prose inside a link."""
MAX_WORDS_BESIDE_A_LINK: Final = 3
"""A label such as "See also:" or "[VIDEO]"."""
MAX_WORDS_BESIDE_LINKS: Final = 12
"""In a paragraph, however many links it has: more is a sentence."""
MIN_LINKED_SHARE: Final = 0.6
MAX_FURNITURE_WORDS: Final = 80
"""A longer block is not taken out for its class: the name of a class proves little."""
MIN_LINKS_OF_A_BOX: Final = 3
MIN_LAYOUT_CELL_WORDS: Final = 100
"""No cell of a table of data says so much."""

MIN_PARAGRAPH_WORDS: Final = 20
MIN_PARAGRAPHS_OF_A_PART: Final = 2

_NOT_TEXT: Final = ("script", "style", "svg", "noscript", "iframe", "template", "object", "canvas", "video", "audio", "button", "select")
_NOT_THE_ARTICLE: Final = ("nav", "footer", "aside")
_TEXT_STYLES: Final = frozenset({"em", "i", "u", "font"})
_RUNS: Final = frozenset({"span", "strong", "b"})
_CONTAINERS: Final = frozenset({"div", "td"})
_BLOCKS: Final = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6"}) | _CONTAINERS | _RUNS
_FURNITURE_NAME: Final = re.compile(
    r"newsletter|sign-?up\b|subscri(?:be|ption)|related|recirc|read-?(?:more|next)|most-?(?:read|popular)|more-?(?:from|on)\b|trending"
    r"|author-?(?:bio|box|info|card)|about-?(?:the-?)?author|share-?(?:bar|buttons?|tools|links)|social-?(?:bar|share|links)|consent|cookie-",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE: Final = re.compile(r"\.[\"'”’)\]]*\s*$")


def prune(tree: Any) -> None:
    """Take out what is no article whatever stands around it, and join what is one."""
    _drop_what_is_not_text(tree)
    _drop_named_furniture(tree)
    _drop_links_to_other_pages(tree)
    _open_layout_tables(tree)
    _join_parts(tree)


def _drop_what_is_not_text(tree: Any) -> None:
    """Early, because every later step walks and copies what is left. Linked data stay: dates are looked for in them. What holds the
    page's headline stays as well: somebody forgot an end tag.
    """
    for element in list(tree.iter(*_NOT_TEXT, *_NOT_THE_ARTICLE)):
        if element.tag == "script" and "ld+json" in (element.get("type") or "").lower():
            continue
        if len(element) == 0 or element.find(".//h1") is None:
            _drop(element)


def _drop_named_furniture(tree: Any) -> None:
    for element in list(tree.iter("div", "section", "aside", "ul", "p")):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(name) > 1 and _FURNITURE_NAME.search(name) and _words(element) <= MAX_FURNITURE_WORDS:
            _drop(element)


def _drop_links_to_other_pages(tree: Any) -> None:
    """Blocks that hold the linked headlines of other pages and hardly a word beside."""
    linked: dict[Any, tuple[int, int]] = {}
    for link in tree.iter("a"):
        words = _words(link)
        for block in _blocks_around(link) if words else ():
            before, links = linked.get(block, (0, 0))
            linked[block] = (before + words, links + 1)
    for block in sorted(linked, key=lambda block: block.tag not in _RUNS):
        words, links = linked[block]
        if _is_list_of_links(block, words, links):
            for around in block.iterancestors(*_BLOCKS):
                if around in linked:
                    linked[around] = (linked[around][0] - words, linked[around][1] - links)
            _drop(block)


def _blocks_around(link: Any) -> list[Any]:
    """The blocks that hold the link, innermost first, up to the first that holds other blocks as well; of runs only the innermost."""
    found: list[Any] = []
    element = link.getparent()
    while element is not None and (element.tag in _BLOCKS or element.tag in _TEXT_STYLES):
        if element.tag in _BLOCKS and not (element.tag in _RUNS and element is not link.getparent()):
            found.append(element)
        if element.tag in _CONTAINERS:
            break
        element = element.getparent()
    return found


def _is_list_of_links(block: Any, linked_words: int, links: int) -> bool:
    if not (links > 0 and MIN_LINK_WORDS * links <= linked_words <= MAX_LINK_WORDS * links):
        return False
    text = block.text_content()
    beside = len(text.split()) - linked_words
    if block.tag in _RUNS:  # links that nothing parts, inside a sentence: a box that the page shows when asked
        return links >= MIN_LINKS_OF_A_BOX and beside <= 0
    if block.tag == "p" and (beside > MAX_WORDS_BESIDE_LINKS or (links == 1 and _ENDS_A_SENTENCE.search(text))):
        return False
    return beside <= MAX_WORDS_BESIDE_A_LINK * links and linked_words >= MIN_LINKED_SHARE * (linked_words + beside)


def _open_layout_tables(tree: Any) -> None:
    """Tables that hold an article in a cell become plain containers."""
    tables: dict[Any, None] = {}
    for cell in tree.iter("td"):
        if cell.find(".//table") is None and _words(cell) >= MIN_LAYOUT_CELL_WORDS:
            tables.update(dict.fromkeys(cell.iterancestors("table")))
    for table in tables:
        for part in table.iter("table", "tbody", "tr", "td", "th"):
            if part.tag == "table" and part not in tables:
                continue
            if part.tag == "table" or next(part.iterancestors("table", "div"), None) is not None:
                part.tag = "div"


def _join_parts(tree: Any) -> None:
    """An article that is cut into several containers of one class, with something else between them, is its parts together.

    Without a class no part stands out, and the whole element around them is read.
    """
    paragraphs: dict[Any, int] = {}
    for paragraph in tree.iter("p"):
        holder = paragraph.getparent()
        if holder is not None and holder.tag in {"div", "section"} and holder.get("class") and _words(paragraph) >= MIN_PARAGRAPH_WORDS:
            paragraphs[holder] = paragraphs.get(holder, 0) + 1
    parts: dict[Any, list[Any]] = {}
    for holder, count in paragraphs.items():
        article = next(holder.iterancestors("article"), None)
        if count >= MIN_PARAGRAPHS_OF_A_PART and article is not None:
            parts.setdefault((article, holder.get("class")), []).append(holder)
    for same in parts.values():
        for part in same if len(same) > 1 else ():
            del part.attrib["class"]
            part.attrib.pop("id", None)


def _words(element: Any) -> int:
    return len(element.text_content().split())


def _drop(element: Any) -> None:
    """Remove an element, and keep the words after it."""
    parent = element.getparent()
    if parent is None:
        return
    if tail := element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
