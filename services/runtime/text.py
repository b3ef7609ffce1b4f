"""The text normal form: what every text from outside becomes at the first boundary, before anything counts its characters.

NFC; no NUL, no control characters but line feed and tab, no lone surrogates; line ends are `\\n`; length is capped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_TEXT_CHARS: Final = 400_000
"""About 65,000 words, a long book chapter: far beyond any article, and bounded for the parser."""

_LINE_ENDS: Final = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_UNWANTED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")


def normal_form(text: str, *, max_chars: int = MAX_TEXT_CHARS) -> str:
    """`text` in the normal form. Idempotent. Cuts what exceeds `max_chars` code points."""
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text[: 2 * max_chars]))
    text = unicodedata.normalize("NFC", text)[:max_chars]
    return unicodedata.normalize("NFC", text)


def normal_form_with_offsets(text: str) -> tuple[str, list[int]]:
    """The normal form, and for each of its code points (and its end) the offset in `text` that it came from.

    For tools whose user counts offsets in the file as given. Shape: `len(offsets) == len(normal) + 1`.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and not _is_boundary(text, end):
            continue
        piece = normal_form(text[start:end], max_chars=end - start)
        offsets.extend(range(start, end) if piece == text[start:end] else [start] * len(piece))
        pieces.append(piece)
        start = end
    return "".join(pieces), [*offsets, len(text)]


def _is_boundary(text: str, at: int) -> bool:
    """Whether normalising the two sides of `at` apart is normalising the whole: ASCII begins no composition."""
    return text[at] < "\x80" and not (text[at] == "\n" and text[at - 1] == "\r")


def one_line(text: str, *, max_chars: int = 1_000) -> str:
    """`text` in the normal form with all white space folded to single spaces: titles, names."""
    return " ".join(normal_form(text, max_chars=4 * max_chars).split())[:max_chars]
