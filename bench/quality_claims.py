"""Predictions over labelled stories, in the form of the labels."""

from __future__ import annotations

import json
from pathlib import Path

from bench.stories import documents_of
from services.extract.core import ClaimExtractor
from services.extract.files import claims_of_text


def write_claims(extractor: ClaimExtractor, stories: list[Path], out: Path) -> int:
    """Write one `<document>.jsonl` per text of all stories into `out`; the number of claims written."""
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    for story in stories:
        for document in documents_of(story):
            rows = claims_of_text(extractor, document.text, document.published)
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
            (out / f"{document.name}.jsonl").write_text("".join(lines), encoding="utf-8")
            written += len(rows)
    return written
