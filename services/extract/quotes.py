"""Where the text speaks in other people's words: stretches between quotation marks, over paragraphs too."""

from __future__ import annotations

from typing import Final

from services.extract.drafts import Block, Stretch
from services.extract.tree import Tree

_OPEN: Final = frozenset({"“", "„", "«", "``"})
_CLOSE: Final = frozenset({"”", "»", "''"})
_STRAIGHT: Final = '"'
MIN_QUOTE_TOKENS: Final = 1


def find_quotes(tree: Tree, blocks: tuple[Block, ...]) -> list[Stretch]:
    """The quoted tokens, marks left out. A quote that its paragraph leaves open ends with the paragraph; the next opens its own."""
    found: list[Stretch] = []
    for block in blocks:
        if block.kind == "around":
            continue
        opened: int | None = None
        for i in range(block.start, block.end):
            text = tree.text[i]
            if text in _OPEN or (text == _STRAIGHT and opened is None and _may_open(tree, i, block)):
                opened = i
            elif opened is not None and (text in _CLOSE or text == _STRAIGHT):
                if i - opened > MIN_QUOTE_TOKENS:
                    found.append(Stretch(opened + 1, i))
                opened = None
        if opened is not None and block.end - opened > MIN_QUOTE_TOKENS:
            found.append(Stretch(opened + 1, block.end))
    return found


def _may_open(tree: Tree, i: int, block: Block) -> bool:
    """A straight mark opens a quote unless it stands at the paragraph's end."""
    return i + 1 < block.end
