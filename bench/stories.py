"""Labelled stories on disk: texts with what is known of them, and the claims that people found in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a story. `published` is all that is taken from its description."""

    name: str
    text: str
    published: date | None


def documents_of(story: Path) -> Iterator[Document]:
    """The texts of a story folder, by name. Raises `OSError` where there are none to read."""
    for path in sorted((story / "texts").glob("*.txt")):
        yield Document(path.stem, read_text(path), _published(path.with_suffix("").with_suffix(".meta.json")))


def read_text(path: Path) -> str:
    """A text file. One that holds nothing but the relative path of another file stands for that file, as links do on some disks."""
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    if len(text) < 200 and "\n" not in text and text.startswith("../") and (path.parent / text).is_file():
        return read_text(path.parent / text)
    return text


def _published(meta: Path) -> date | None:
    if not meta.is_file():
        return None
    value = json.loads(meta.read_text(encoding="utf-8")).get("published")
    return date.fromisoformat(value[:10]) if value else None
