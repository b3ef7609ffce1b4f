"""What must not change unnoticed: the extractor's output under its version, and the floors of its quality on the labelled sets.

`pinned.json` beside this file holds both; `python -m bench.quality pin` writes it, and `tests/bench/test_pinned.py` compares.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from bench.quality_table import Figure
from bench.stories import read_text
from services.extract.core import ClaimExtractor
from services.extract.files import claims_of_text

FILE: Final = Path(__file__).with_name("pinned.json")
MARGIN: Final = 0.02
"""How far below the figure reached its floor lies."""
_PUBLISHED: Final = date(2024, 5, 1)
_SAMPLES: Final = Path("samples/newsroom/articles")


class Pinned(BaseModel):
    """`output` and `sets` are SHA-256 digests; `floors` are figures by the name of their measure."""

    extractor_version: str
    output: str
    sets: str
    floors: dict[str, float]


def read_pinned() -> Pinned:
    """What is pinned."""
    return Pinned.model_validate_json(FILE.read_text(encoding="utf-8"))


def write_pinned(extractor: ClaimExtractor, shared: Path, figures: Iterable[Figure]) -> None:
    """Pin what the extractor gives now. Raises `ValueError` when the output changed and the version did not."""
    output, version = digest_of_output(extractor), extractor.extractor.version
    if FILE.exists() and (before := read_pinned()).output != output and before.extractor_version == version:
        raise ValueError("the output changed: raise EXTRACTOR_VERSION in services/extract/core.py first")
    floors = {figure.measure: round(figure.value - MARGIN, 3) for figure in figures}
    pinned = Pinned(extractor_version=version, output=output, sets=digest_of_sets(shared), floors=floors)
    FILE.write_text(pinned.model_dump_json(indent=1) + "\n", encoding="utf-8")


def digest_of_output(extractor: ClaimExtractor) -> str:
    """Over all claims of the sample newsroom's articles, field by field."""
    digest = hashlib.sha256()
    for path in sorted(_SAMPLES.rglob("*.txt")):
        rows = claims_of_text(extractor, path.read_text(encoding="utf-8"), _PUBLISHED)
        digest.update(json.dumps([path.name, *rows], sort_keys=True).encode())
    return digest.hexdigest()


def digest_of_sets(shared: Path) -> str:
    """Over the names and contents of all labelled files, the texts that links lead to included."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in ("gold", "bench") for path in (shared / folder).rglob("*.*") if path.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(shared).as_posix().encode() + b"\0" + hashlib.sha256(_content(path)).digest())

    return digest.hexdigest()


def _content(path: Path) -> bytes:
    return read_text(path).encode() if path.suffix == ".txt" else path.read_bytes()
