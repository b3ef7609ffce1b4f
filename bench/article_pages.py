"""Article text of stored pages, found by the function that ingest's workers use: predictions for a public set of pages."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from services.ingest.decoding import decode_markup
from services.ingest.pages import find_paragraphs


def article_text_rows(rows: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """A row per page. `folder` holds the pages as `<id>.html.gz`."""
    return [
        {"id": row["id"], "text": "\n\n".join(find_paragraphs(decode_markup(read_bytes(folder / f"{row['id']}.html.gz"), charset=None)))}
        for row in rows
    ]


def read_bytes(path: Path) -> bytes:
    """A stored page, unpacked where it is packed."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content
