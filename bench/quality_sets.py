"""Predictions over public sets, in the form of each: who says what, numbers, sentences worth checking."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from bench.newsquant import predict as newsquant_rows
from services.extract.core import ClaimExtractor
from services.extract.drafts import Report, Stretch

Row = dict[str, Any]
_WHOLE = "body"


def read_rows(path: Path) -> list[Row]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_rows(path: Path, rows: list[Row]) -> None:
    """One row a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def parsed(extractor: ClaimExtractor, texts: Iterable[str], *, until: str = "") -> Iterator[Doc]:
    """The texts, all of each taken for the body of an article, after the components up to and with `until`."""
    docs: Iterable[Doc] = (_made(extractor, text) for text in texts)
    for name, component in extractor.nlp.pipeline:
        docs = component.pipe(docs) if hasattr(component, "pipe") else map(component, docs)
        if name == until:
            break
    return iter(docs)


def _made(extractor: ClaimExtractor, text: str) -> Doc:
    doc = extractor.nlp.make_doc(text)
    doc._.claimwire_sections = ((_WHOLE, 0, len(text)),)
    return doc


def attribution_rows(extractor: ClaimExtractor, rows: list[Row]) -> list[Row]:
    """Sources, cues and contents of the outermost reports: the set marks no attribution inside the content of another."""
    found: list[Row] = []
    docs = parsed(extractor, (row["text"] for row in rows), until="claimwire_reports")
    for row, doc in zip(rows, docs, strict=True):
        reports = [
            {
                "source": [_chars(doc, report.source)] if report.source else [],
                "cue": [_chars(doc, report.cue)],
                "content": [_chars(doc, content) for content in report.content],
            }
            for report in _outermost(doc._.claimwire_reports)
        ]
        found.append({"id": row["id"], "attributions": reports})
    return found


def _outermost(reports: tuple[Report, ...]) -> list[Report]:
    return [
        report
        for report in reports
        if not report.is_own_word
        and not any(other is not report and content.holds(report.cue.start) for other in reports for content in other.content)
    ]


def quantity_rows(extractor: ClaimExtractor, rows: list[Row]) -> list[Row]:
    """Numbers with their change or bound."""
    docs = parsed(extractor, (row["text"] for row in rows), until="claimwire_parse")
    return [{"id": row["id"], "quantities": newsquant_rows(doc)} for row, doc in zip(rows, docs, strict=True)]


def checkworthiness_rows(extractor: ClaimExtractor, rows: list[Row]) -> list[Row]:
    """Per sentence the rating of the claim in it that is most worth checking; none is 0."""
    found: list[Row] = []
    for row, doc in zip(rows, parsed(extractor, (row["text"] for row in rows)), strict=True):
        ratings = sorted((claim.checkworthiness for claim in doc._.claimwire_claims), reverse=True)
        found.append({"id": row["id"], "score": ratings[0] + 0.01 * min(len(ratings), 9) if ratings else 0.0})
    return found


def _chars(doc: Doc, words: Stretch) -> list[int]:
    piece = doc[words.start : words.end]
    return [piece.start_char, piece.end_char]
