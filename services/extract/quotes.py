"""Where the text speaks in other people's words: stretches between quotation marks, over paragraphs too."""

from __future__ import annotations

from typing import Final

from services.extract.drafts import Block, Stretch
from services.extract.tree import Tree

_OPEN: Final = frozenset({"“", "„", "«", "``"})
_CLOSE: Final = frozenset({"”", "»", "''"})
_STRAIGHT: Final = '"'
_SINGLE: Final = frozenset({"'", "‘", "’"})
"""Quotation marks in British papers, and apostrophes everywhere: the tagger tells which."""
_MARKS: Final = _OPEN | _CLOSE | _SINGLE | {_STRAIGHT}
MIN_QUOTE_TOKENS: Final = 1


def find_quotes(tree: Tree, blocks: tuple[Block, ...]) -> list[Stretch]:
    """The quoted tokens, marks left out. A quote that its paragraph leaves open ends with the paragraph; the next opens its own."""
    found: list[Stretch] = []
    for block in blocks:
        if block.kind == "around":
            continue
        opened: int | None = None
        for i in (i for i in range(block.start, block.end) if tree.text[i] in _MARKS):
            if opened is None:
                opened = i if _opens(tree, i, block) else None
            elif _closes(tree, i, opened):
                if i - opened > MIN_QUOTE_TOKENS:
                    found.append(Stretch(opened + 1, i))
                opened = None
        if opened is not None and tree.text[opened] not in _SINGLE and block.end - opened > MIN_QUOTE_TOKENS:
            found.append(Stretch(opened + 1, block.end))
    return found


def _opens(tree: Tree, i: int, block: Block) -> bool:
    """Whether a mark opens a quote: one for opening, or any other that stands before a word and behind none."""
    text = tree.text[i]
    if text in _OPEN:
        return True
    if text in _SINGLE:
        return tree.tag[i] == "``"
    if text != _STRAIGHT and text not in _CLOSE:
        return False
    is_before_word = i + 1 < block.end and not tree.doc[i].whitespace_ and tree.pos[i + 1] != "SPACE"
    return is_before_word and (text == _STRAIGHT or i == block.start or bool(tree.doc[i - 1].whitespace_))


def _closes(tree: Tree, i: int, opened: int) -> bool:
    text = tree.text[i]
    if tree.text[opened] in _SINGLE:
        return text in _SINGLE and tree.tag[i] == "''"
    return text in _CLOSE or text == _STRAIGHT
