"""The extractor's reading of one word's event on the scale of the public sets: 3 certainly so, -3 certainly not."""

from __future__ import annotations

from typing import Any, Final

from bench.quality_sets import parsed
from schemas.claims import Certainty
from services.extract.core import ClaimExtractor
from services.extract.factuality import Reading, reading_of
from services.extract.language.factuality import Reality
from services.extract.tree import tree_of

Row = dict[str, Any]
SCALE: Final[dict[Reality, float]] = {
    "told": 3.0,
    "ahead": 0.0,
    "decided": 1.0,
    "tried": 0.7,
    "purpose": 0.5,
    "able": -0.8,
    "conditional": -0.5,
    "asked": 0.5,
    "wished": -1.6,
    "denied": -2.5,
}
"""What lies ahead is in the middle: one set counts it as certain, the other as not happened; where it was decided, both come closer."""
FIRM: Final[dict[Certainty, float]] = {"certain": 3.0, "probable": 2.0, "possible": 0.2}
NEGATED: Final = -1.5
"""People read many a negated sentence as telling something else that did happen."""


def score_of(reading: Reading) -> float:
    """The least that any of its marks leaves."""
    score = min(SCALE[reading.reality], FIRM[reading.certainty])
    return min(score, NEGATED) if reading.polarity == "negative" else score


def factuality_rows(extractor: ClaimExtractor, rows: list[Row]) -> list[Row]:
    """One score per row."""
    found: list[Row] = []
    docs = parsed(extractor, (row["text"] for row in rows), until="claimwire_parse")
    for row, doc in zip(rows, docs, strict=True):
        start, end = row["target"]
        span = doc.char_span(start, end, alignment_mode="expand")
        score = score_of(reading_of(tree_of(doc), span.root.i)) if span is not None and doc._.claimwire_sentences else SCALE["told"]
        found.append({"id": row["id"], "score": round(score, 3)})
    return found
