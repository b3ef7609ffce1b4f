"""Sentences in, claims out: what the tables of this folder are read with."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.extract.core import ClaimExtractor
from services.extract.files import claims_of_text

PUBLISHED = date(2025, 3, 12)
"""A Wednesday."""


def rows_of(extractor: ClaimExtractor, text: str) -> list[dict[str, Any]]:
    return claims_of_text(extractor, text, PUBLISHED)


def spans_of(extractor: ClaimExtractor, text: str) -> list[str]:
    return [row["span"]["text"] for row in rows_of(extractor, text)]


def claim_with(extractor: ClaimExtractor, text: str, words: str) -> dict[str, Any]:
    """The shortest claim of the text whose span holds these words."""
    rows = [row for row in rows_of(extractor, text) if words in row["span"]["text"]]
    assert rows, f"no claim holds {words!r}; found {spans_of(extractor, text)}"
    return min(rows, key=lambda row: len(row["span"]["text"]))
