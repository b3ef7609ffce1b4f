"""Bytes to characters. Pure."""

from __future__ import annotations

import codecs
import re
from typing import Final

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from services.ingest.errors import Unreadable
from services.ingest.outcomes import Outcome

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES: Final = 2_048
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE: Final = 0.01


def decode_markup(body: bytes, *, charset: str | None) -> str:
    """HTML or XML as text. UTF-8 that is valid and goes beyond ASCII is believed whatever is declared; then byte order mark, HTTP header,
    the document's own declaration, and the guess of a detector, in that order. Never fails: what cannot be decoded is replaced.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    sample = body[:4]
    if b"\x00" in sample:  # UTF-16 without a byte order mark: markup begins with an ASCII character
        return body.decode("utf-16-be" if sample[:1] == b"\x00" else "utf-16-le", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(body[:_HEAD_BYTES])
    for name in (charset, declared.group(1).decode("ascii") if declared else None):
        text = _decode_strictly(body, name)
        if text is not None:
            return text
    guess = detect_encoding(body) or "utf-8"
    try:
        return body.decode(guess, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def decode_text(content: bytes) -> str:
    """A plain text file as text: UTF-8, or what its byte order mark says. Raises `Unreadable`.

    Nothing is guessed: a wrong guess would change the words that are quoted from it.
    """
    mark, encoding = next(((mark, encoding) for mark, encoding in _BOMS if content.startswith(mark)), (b"", "utf-8"))
    content = content[len(mark) :]
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        is_binary = b"\x00" in content[:4_096]
        code = Outcome.REJECTED_BINARY if is_binary else Outcome.REJECTED_ENCODING
        raise Unreadable(code, f"not {encoding.upper()} at byte {error.start}; convert it to UTF-8") from error
    if len(_CONTROL.findall(text[:4_096])) > _MAX_CONTROL_SHARE * len(text[:4_096]):
        raise Unreadable(Outcome.REJECTED_BINARY, "control characters instead of text")
    return text


def _decode_strictly(body: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        return body.decode(map_encoding_to_html5(name) or name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
