"""Where a page's article is: trafilatura's quick reading of the pruned tree, or the page's own data, or a careful reading. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

import trafilatura

from services.ingest.page_kinds import words_of_prose
from services.ingest.page_pruning import prune
from services.runtime.text import normal_form, one_line

ENOUGH_WORDS: Final = 100
"""Of prose. A reading with fewer is compared with a second one: it may be the page's menu, or the half of an article."""
FULLER: Final = 1.3
MIN_SHARED: Final = 0.8
"""Of the words that were read: the rest is what the page shows around its article."""
_MAX_PARAGRAPH_CHARS: Final = 100_000


def find_lines(tree: Any, told: str = "") -> list[str]:
    """The lines of the article in `tree`, which is changed. `told` is the text that the page's own data give for it; it counts where it has
    what was read and more.

    The careful reading compares three algorithms and takes twice the time of the quick one; on a pruned tree both find the same in
    nearly every page.
    """
    prune(tree)
    lines, data = _read(tree, fast=True), _lines(told)
    if data and _is_fuller(data, lines):
        return data
    return lines if words_of_prose(lines) >= ENOUGH_WORDS else _read(tree, fast=False)


def _read(tree: Any, *, fast: bool) -> list[str]:
    return _lines(trafilatura.extract(tree, include_comments=False, output_format="txt", fast=fast) or "")  # works on a copy of the tree


def _lines(text: str) -> list[str]:
    return [line for each in normal_form(text).split("\n") if (line := one_line(each, max_chars=_MAX_PARAGRAPH_CHARS))]


def _is_fuller(data: list[str], lines: list[str]) -> bool:
    """Whether the page's own data hold what was read, and more of it, or in paragraphs what was read as one."""
    read, told = _words(lines), _words(data)
    if len(told) < ENOUGH_WORDS or not (len(told) > FULLER * len(read) or len(lines) == 1 < len(data)):
        return False
    known = set(told)
    return sum(word in known for word in read) >= MIN_SHARED * len(read)


def _words(lines: list[str]) -> list[str]:
    return [word for line in lines for word in re.findall(r"\w+", line.casefold())]
