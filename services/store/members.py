"""Members of threads: what a claim says to a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID


class Member(NamedTuple):
    """A claim as an answer to one question."""

    question_key: str
    claim_id: UUID
    article_id: UUID
    stated_at: datetime
    as_of: date | None
    names: tuple[str, ...]
    position: str
    answer: dict[str, Any]
    cited: Sequence[str]
    """Whom it cites (`origins.cited_by`)."""
    origin: dict[str, Any]
    """What the article shares with others (`origins.origin_of`)."""
