"""`ThreadChanged`: a thread, the claims that answer one question, got a member or a new state."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from schemas.claims import Claim
from schemas.contract import Contract, Moment

ChangeKind = Literal["claim_added", "first_denial", "conflict_opened", "conflict_resolved", "figure_changed", "corroborated"]
RelationKind = Literal["agree", "conflict", "update", "denies"]


class ThreadSummary(Contract):
    """A thread at one moment."""

    title: str = Field(description="Readable, question-like, made of the claims' own words.")
    claims: int = Field(ge=0, description="Number of member claims.")
    articles: int = Field(ge=0, description="Number of articles they stand in.")
    origins: int = Field(ge=0, description="Number of independent origins.")
    conflicts: int = Field(ge=0, description="Number of pairs that exclude or deny each other.")
    latest: str | None = Field(description="The latest stated figure, in the claim's words; null where none is stated.")


class ThreadChanged(Contract):
    """Something happened to a thread. Key: `thread_id`, so that its changes stay in order."""

    thread_id: UUID
    sequence: int = Field(ge=1, description="Counts the changes of all threads without gaps, in the order of their commits.")
    kind: ChangeKind
    changed_at: Moment
    claim: Claim = Field(description="The claim that changed it.")
    article_id: UUID
    before: ThreadSummary | None = Field(description="Null for a new thread.")
    after: ThreadSummary
    became: UUID | None = Field(default=None, description="The thread that its claims belong to now, of one that has none any more.")
