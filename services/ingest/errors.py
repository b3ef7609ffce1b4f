"""What can go wrong in ingest.

IngestError
├── FetchFailed     an address could not be fetched; tried again later, or the operator allows the address or removes the source
├── Unreadable      bytes are no feed, no article, no text; whoever published them could mend it
└── BadSource       a feed address that cannot be added; whoever added it mends it
"""

from __future__ import annotations

from services.ingest.outcomes import Outcome


class IngestError(Exception):
    """Root of the tree above."""


class FetchFailed(IngestError):
    """`code` is the outcome, `detail` words for an operator, `retry_after_s` what the server asked for."""

    def __init__(self, code: Outcome, detail: str, *, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.status = status
        self.retry_after_s = retry_after_s


class Unreadable(IngestError):
    """`code` is the outcome, `detail` words for an operator."""

    def __init__(self, code: Outcome, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class BadSource(IngestError):
    """The feed's address cannot be used; `str()` says why and what would work."""
