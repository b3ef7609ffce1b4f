"""What the service and its worker processes say to each other: JSON, since a worker's memory is not to be trusted with pickles."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from services.ingest.outcomes import Outcome
from services.ingest.reading import DocumentRead, FeedRead


class Request(BaseModel):
    """What to read; the bytes follow after a line feed."""

    task: Literal["feed", "page", "file"]
    name: str
    """Address of the feed or page, name of the file."""
    charset: str | None = None
    """As the server says."""
    max_entries: int = 0

    def with_body(self, body: bytes) -> bytes:
        return self.model_dump_json().encode() + b"\n" + body


class Answer(BaseModel):
    """Exactly one of the three."""

    feed: FeedRead | None = None
    document: DocumentRead | None = None
    refused: Outcome | None = None
    detail: str = ""
