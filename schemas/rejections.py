"""`MessageRejected`: a message that cannot be processed, kept whole so that it can be looked at and replayed."""

from __future__ import annotations

from pydantic import Base64Bytes, Field

from schemas.contract import Contract, Moment


class Header(Contract):
    """One header of the original message."""

    name: str
    value: Base64Bytes


class MessageRejected(Contract):
    """A consumer gave a message up. Key: the original message's key."""

    topic: str
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    key: Base64Bytes | None
    value: Base64Bytes = Field(description="The original bytes.")
    headers: tuple[Header, ...]
    consumer_group: str
    reason: str = Field(description="Machine-readable code, `invalid_message`, `worker_timeout`, …")
    detail: str = Field(description="What went wrong, in words for an operator.")
    attempts: int = Field(ge=1)
    versions: dict[str, str] = Field(description="Software that gave up: `claimwire`, and where it matters the model.")
    rejected_at: Moment
