"""What the read model gives: plain frozen data, ready for the gateway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from schemas.articles import DatedBy, Lane, Section
from schemas.claims import Certainty, Claim, EntityKind
from schemas.contract import Span
from schemas.threads import RelationKind, ThreadSummary

T = TypeVar("T")


class View(BaseModel):
    """Base of all views."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list, and the cursor of the next one; None at the end."""

    items: list[T]
    next: str | None


class OutletView(View):
    """An outlet that published articles."""

    source_id: UUID
    name: str
    domain: str
    publisher_family: str
    articles: int = Field(description="Its articles in the store.")


class OutletRef(View):
    """An outlet, beside one of its articles."""

    source_id: UUID
    name: str
    domain: str
    publisher_family: str


class ArticleView(View):
    """An article, as its current revision has it."""

    article_id: UUID
    source: OutletRef
    url: str = Field(description="Address the current revision was fetched from.")
    canonical_url: str
    title: str
    authors: tuple[str, ...]
    language: str
    published: DatedBy | None
    updated: DatedBy | None
    fetched_at: datetime
    wire_credit: str | None
    lane: Lane
    revision: str
    stated_at: datetime = Field(description="Publication, or the first fetch where that is unknown: the order of lists.")
    claims: int = Field(description="Number of current claims.")


class ArticleDetail(ArticleView):
    """An article with its text, its revisions and its claims."""

    text: str
    sections: tuple[Section, ...]
    revisions: tuple[RevisionRef, ...] = Field(description="All revisions, oldest first.")
    items: tuple[ClaimView, ...] = Field(description="The current claims, in the order of the text.")


class RevisionRef(View):
    """One text of an article."""

    revision: str
    title: str
    fetched_at: datetime
    is_latest: bool


class ArticleRef(View):
    """The article of a claim."""

    article_id: UUID
    canonical_url: str
    title: str
    source: OutletRef
    published_at: datetime | None
    wire_credit: str | None


class ClaimView(Claim):
    """A claim, with the article it stands in and the threads it belongs to."""

    article: ArticleRef
    revision: str
    extractor_version: str
    is_current: bool = Field(description="False once a later revision or extractor has replaced it.")
    stated_at: datetime
    as_of: date | None = Field(description="The day it speaks of: its own time, else the article's publication.")
    threads: tuple[UUID, ...]


class ThreadView(ThreadSummary):
    """A thread, as lists show it."""

    thread_id: UUID
    question_key: str = Field(description="The question's slots, as one text.")
    first_on: date | None
    last_on: date | None
    sequence: int = Field(description="Number of its last change.")
    changed_at: datetime


class MemberView(View):
    """A claim as an answer to the thread's question."""

    claim: ClaimView
    position: str = Field(description="Members with the same answer for the same day share it.")
    value_text: str | None = Field(description="The words that answer: the figure, or what is denied; null for a plain yes.")
    spans: tuple[Span, ...] = Field(description="The words that decide its relations.")
    as_of: date | None
    origin: int = Field(description="Place in the thread's origins.")


class WithdrawnView(View):
    """A claim that answered the question until its article was changed."""

    claim: ClaimView
    value_text: str | None
    as_of: date | None


class RelationView(View):
    """How two positions stand to each other; `a` and `b` stand for all members of their positions."""

    kind: RelationKind
    reason: str
    a_position: str
    b_position: str
    a: UUID = Field(description="First claim of position a.")
    b: UUID = Field(description="First claim of position b.")
    a_words: str
    b_words: str


class SeriesPoint(View):
    """One stated answer, in the order of the days."""

    as_of: date | None
    position: str
    value_text: str | None
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    certainty: Certainty
    polarity: Literal["positive", "negative"]
    claims: int = Field(description="Members that state it.")
    origins: int = Field(description="Independent origins that state it.")
    claim_id: UUID


class OriginView(View):
    """Articles that count once, and why they do."""

    label: str
    reasons: tuple[str, ...]
    articles: tuple[UUID, ...]


class EntityRef(View):
    """An entity that the thread's claims speak of."""

    name: str
    kind: EntityKind
    country: str | None
    claims: int


class ThreadDetail(ThreadView):
    """A thread with all that it was made of."""

    members: tuple[MemberView, ...] = Field(description="The latest 50, in the order of the days; `/v1/claims?thread=` lists all.")
    relations: tuple[RelationView, ...] = Field(description="Between the members shown: at most 250, contradictions first.")
    series: tuple[SeriesPoint, ...] = Field(description="The answers of the members shown, in the order of the days.")
    origin_groups: tuple[OriginView, ...] = Field(description="The origins of the members shown; `origins` counts those of all.")
    entities: tuple[EntityRef, ...]
    withdrawn: tuple[WithdrawnView, ...] = Field(default=(), description="Answers that a later revision of their article no longer holds.")
    slots: dict[str, str] = Field(description="The question slot by slot: what happens, to whom, where, in which unit.")


class Counts(View):
    """How much there is."""

    articles: int
    claims: int
    threads: int
    conflicts: int = Field(description="Threads in which answers exclude or deny each other.")


ArticleDetail.model_rebuild()
