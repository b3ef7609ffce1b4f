"""The store's rows: classes of their own, joined to the contracts by `mapping.py`, with their rules as CHECK constraints.

What a person would ask for in psql has columns (`claim`, `claim_quantity`, `claim_attribution`, `claim_entity`, `thread_member`,
`relation`); the rest of a claim is JSON. Times are aware UTC moments on both databases.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, cast, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Table, text
from sqlmodel import Field, SQLModel

from schemas.claims import Certainty, Modifier, Movement, Polarity, SourceKind, Stance, Status
from schemas.threads import ChangeKind, RelationKind
from services.runtime.columns import BigNumber, Json, UtcDateTime


def _one_of(column: str, literal: Any) -> CheckConstraint:
    words = ", ".join(f"'{word}'" for word in (get_args(literal) or literal))
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_is_known")


class SourceRow(SQLModel, table=True):
    """An outlet."""

    __tablename__ = "source"

    source_id: UUID = Field(primary_key=True)
    name: str
    domain: str = Field(unique=True)
    publisher_family: str = Field(index=True)


class ArticleRow(SQLModel, table=True):
    """An article; what changes from revision to revision is that of the current one."""

    __tablename__ = "article"
    __table_args__ = (
        Index("article_newest", "stated_at", "article_id"),
        Index("article_of_source", "source_id", "stated_at", "article_id"),
    )

    article_id: UUID = Field(primary_key=True)
    source_id: UUID = Field(foreign_key="source.source_id")
    canonical_url: str = Field(unique=True)
    revision: str = Field(description="The current revision.")
    extractor_version: str = Field(description="The version whose claims are current.")
    title: str
    stated_at: datetime = Field(
        sa_type=UtcDateTime, description="Publication, or where that is unknown the first fetch: the order of lists."
    )
    claims: int = Field(description="Current claims.")
    origin: dict[str, Any] = Field(
        sa_column=Column(Json, nullable=False),
        description="What makes it dependent on others: its publisher's family, the wire agency, MinHash bands of its text.",
    )


class RevisionRow(SQLModel, table=True):
    """One text of an article. Never overwritten."""

    __tablename__ = "article_revision"
    __table_args__ = (CheckConstraint("length(revision) = 64", name="revision_is_sha256"), _one_of("lane", ("live", "backfill")))

    article_id: UUID = Field(primary_key=True, foreign_key="article.article_id")
    revision: str = Field(primary_key=True)
    is_latest: bool
    url: str
    title: str
    authors: list[str] = Field(sa_column=Column(Json, nullable=False))
    language: str
    published_at: datetime | None = Field(sa_type=UtcDateTime)
    published_origin: str | None
    updated_at: datetime | None = Field(sa_type=UtcDateTime)
    updated_origin: str | None
    fetched_at: datetime = Field(sa_type=UtcDateTime, description="When this text was last read.")
    text: str
    sections: list[Any] = Field(sa_column=Column(Json, nullable=False))
    wire_credit: str | None
    lane: str


class ExtractionRow(SQLModel, table=True):
    """One extractor version's reading of one revision: all its claims came in one message."""

    __tablename__ = "extraction"

    article_id: UUID = Field(primary_key=True, foreign_key="article.article_id")
    revision: str = Field(primary_key=True)
    extractor_version: str = Field(primary_key=True)
    extractor: str
    model: str
    model_version: str
    is_capped: bool
    is_current: bool


class ClaimRow(SQLModel, table=True):
    """One proposition with its exact evidence."""

    __tablename__ = "claim"
    __table_args__ = (
        _one_of("section", ("headline", "body")),
        _one_of("certainty", Certainty),
        _one_of("polarity", Polarity),
        _one_of("status", Status),
        CheckConstraint("span_start >= sentence_start AND span_end > span_start AND span_end <= sentence_end", name="span_in_sentence"),
        CheckConstraint("checkworthiness >= 0 AND checkworthiness <= 1", name="checkworthiness_is_share"),
        Index("claim_newest", "is_current", "stated_at", "claim_id"),
        Index("claim_of_article", "article_id", "span_start"),
        Index("claim_of_source", "source_id", "is_current", "stated_at", "claim_id"),
    )

    claim_id: UUID = Field(primary_key=True)
    article_id: UUID = Field(foreign_key="article.article_id")
    source_id: UUID = Field(foreign_key="source.source_id")
    revision: str
    extractor_version: str
    is_current: bool = Field(description="False once a later revision or extractor has replaced it.")
    stated_at: datetime = Field(sa_type=UtcDateTime, description="The article's moment: the order of lists.")
    as_of: date | None = Field(description="The day the claim speaks of: its own time, else the article's publication.")
    section: str
    span_start: int
    span_end: int
    span_text: str
    sentence_start: int
    sentence_end: int
    sentence_text: str
    certainty: str
    polarity: str
    status: str
    predicate_lemma: str
    predicate_start: int
    predicate_end: int
    predicate_text: str
    checkworthiness: float
    cues: list[Any] = Field(sa_column=Column(Json, nullable=False))
    actors: list[Any] = Field(sa_column=Column(Json, nullable=False))
    times: list[Any] = Field(sa_column=Column(Json, nullable=False))
    places: list[Any] = Field(sa_column=Column(Json, nullable=False))


class AttributionRow(SQLModel, table=True):
    """Who puts a claim forward; `place` counts from the outermost."""

    __tablename__ = "claim_attribution"
    __table_args__ = (_one_of("kind", SourceKind), _one_of("stance", Stance))

    claim_id: UUID = Field(primary_key=True, foreign_key="claim.claim_id")
    place: int = Field(primary_key=True)
    source_start: int | None
    source_end: int | None
    source_text: str | None
    cue_start: int | None
    cue_end: int | None
    cue_text: str | None
    kind: str
    stance: str
    entity: str | None


class QuantityRow(SQLModel, table=True):
    """A number of a claim, with its bounds; null is an open end."""

    __tablename__ = "claim_quantity"
    __table_args__ = (
        _one_of("modifier", Modifier),
        _one_of("movement", Movement),
        CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name="bounds_in_order"),
    )

    claim_id: UUID = Field(primary_key=True, foreign_key="claim.claim_id")
    place: int = Field(primary_key=True)
    span_start: int
    span_end: int
    span_text: str
    value: float | None
    low: float | None
    high: float | None
    modifier: str
    unit: str
    per: str | None
    counted: str | None
    counted_start: int | None
    counted_end: int | None
    counted_text: str | None
    counted_entity: str | None
    increment: bool
    movement: str


class EntityRow(SQLModel, table=True):
    """An entity that a claim speaks of, under its folded name: the index of the entity filter. Current claims only."""

    __tablename__ = "claim_entity"
    __table_args__ = (Index("entity_newest", "folded", "stated_at", "claim_id"),)

    claim_id: UUID = Field(primary_key=True, foreign_key="claim.claim_id")
    folded: str = Field(primary_key=True)
    name: str
    kind: str
    country: str | None
    stated_at: datetime = Field(sa_type=UtcDateTime)


class ThreadRow(SQLModel, table=True):
    """Claims that answer one question, and what they come to."""

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint("claims > 0", name="has_members"),
        Index("thread_newest_conflict", "has_conflict", "sequence"),
    )

    thread_id: UUID = Field(primary_key=True)
    question_key: str = Field(description="Slots of the question, as one text.")
    first_on: date | None = Field(description="First day the members speak of.")
    last_on: date | None = Field(description="Last day the members speak of.")
    title: str
    claims: int
    articles: int
    origins: int
    conflicts: int
    has_conflict: bool
    latest: str | None
    sequence: int = Field(sa_type=BigNumber, unique=True, description="Number of its last change.")
    changed_at: datetime = Field(sa_type=UtcDateTime)


class MemberRow(SQLModel, table=True):
    """A current claim in a thread. Members of one position give the same answer for the same day. The members of a question lie together:
    a claim that joins is held against all of them."""

    __tablename__ = "thread_member"
    __table_args__ = (
        Index("member_of_claim", "claim_id", "thread_id"),
        Index("member_newest", "thread_id", "stated_at", "claim_id"),
        {"sqlite_with_rowid": False},
    )

    question_key: str = Field(primary_key=True)
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.claim_id")
    thread_id: UUID = Field(foreign_key="thread.thread_id", ondelete="CASCADE")
    article_id: UUID
    stated_at: datetime = Field(sa_type=UtcDateTime)
    as_of: date | None
    names: list[str] = Field(sa_column=Column(Json, nullable=False), description="Proper names of the article: which story it tells.")
    position: str = Field(description="The answer as one text; equal answers are one position.")
    answer: dict[str, Any] = Field(sa_column=Column(Json, nullable=False), description="Bounds, polarity and the spans that decide.")
    cited: list[str] = Field(
        sa_column=Column(Json, nullable=False), description="Whom it cites: who cites the same for it is no other origin."
    )


class WithdrawnRow(SQLModel, table=True):
    """The answer of a claim that a later revision of its article no longer holds: shown with the thread, counted nowhere."""

    __tablename__ = "withdrawn_member"
    __table_args__ = (Index("withdrawn_of_claim", "claim_id"),)

    question_key: str = Field(primary_key=True)
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.claim_id")
    article_id: UUID
    as_of: date | None
    position: str
    answer: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))


class RelationRow(SQLModel, table=True):
    """How two positions of a thread stand to each other; it holds for every pair of their members."""

    __tablename__ = "relation"
    __table_args__ = (
        _one_of("kind", RelationKind),
        CheckConstraint("a_position <> b_position", name="of_two_positions"),
        {"sqlite_with_rowid": False},
    )

    thread_id: UUID = Field(primary_key=True, foreign_key="thread.thread_id", ondelete="CASCADE")
    a_position: str = Field(primary_key=True)
    b_position: str = Field(primary_key=True)
    kind: str = Field(description="How `a` stands to `b`: an update and a denial have a direction.")
    reason: str


class ThreadChangeRow(SQLModel, table=True):
    """The changes of all threads, in the order of their commits: what the live stream reads."""

    __tablename__ = "thread_change"
    __table_args__ = (
        _one_of("kind", ChangeKind),
        Index(
            "change_of_gone", "thread_id", "sequence", sqlite_where=text("became IS NOT NULL"), postgresql_where=text("became IS NOT NULL")
        ),
        Index("change_of_claim", "claim_id"),
    )

    sequence: int = Field(sa_type=BigNumber, primary_key=True, sa_column_kwargs={"autoincrement": False})
    thread_id: UUID
    kind: str
    claim_id: UUID = Field(foreign_key="claim.claim_id")
    article_id: UUID
    changed_at: datetime = Field(sa_type=UtcDateTime)
    before: dict[str, Any] | None = Field(sa_column=Column(Json, nullable=True))
    after: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    became: UUID | None = Field(description="The thread that its claims belong to now, of one that has none any more.")


class ToldRow(SQLModel, table=True):
    """What an article says in its own words, and which questions these answer (`wordings.py`). Only repeats what its claims come to."""

    __tablename__ = "article_told"

    article_id: UUID = Field(primary_key=True, foreign_key="article.article_id")
    stated_at: datetime = Field(sa_type=UtcDateTime)
    names: list[str] = Field(sa_column=Column(Json, nullable=False), description="The names of which one says which story it tells.")
    answers: list[Any] = Field(
        sa_column=Column(Json, nullable=False), description="Claim, question in its own words, question taken, number, and stems of words."
    )


class ToldNameRow(SQLModel, table=True):
    """The articles that tell of a name, in the order of publication."""

    __tablename__ = "told_name"
    __table_args__ = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True)
    stated_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    article_id: UUID = Field(primary_key=True)


class CrowdRow(SQLModel, table=True):
    """A question with so many claims that they are not read whole when one joins (`crowds.py`). This and the three tables below only
    repeat what the threads hold: what is missing is made anew."""

    __tablename__ = "crowd"

    question_key: str = Field(primary_key=True)
    runs: list[Any] = Field(sa_column=Column(Json, nullable=False), description="Its runs of days, each with the number of its stories.")


class CrowdStoryRow(SQLModel, table=True):
    """A thread of a crowd, under a number that it keeps when its id changes."""

    __tablename__ = "crowd_story"

    story: int = Field(sa_type=BigNumber, primary_key=True, sa_column_kwargs={"autoincrement": False})
    question_key: str = Field(foreign_key="crowd.question_key", ondelete="CASCADE", index=True)
    thread_id: UUID
    first_article: UUID = Field(description="Article of its first claim, after which it is named.")
    is_large: bool = Field(description="Whether its answers are counted in `crowd_answer`.")
    so_far: list[Any] = Field(sa_column=Column(Json, nullable=False), description="What the answers of a large story come to.")


class CrowdTieRow(SQLModel, table=True):
    """What articles share that belong together: within a run of days (a story holds it), within a large story (an origin holds it)."""

    __tablename__ = "crowd_tie"
    __table_args__ = {"sqlite_with_rowid": False}

    scope: int = Field(sa_type=BigNumber, primary_key=True, sa_column_kwargs={"autoincrement": False})
    token: int = Field(sa_type=BigNumber, primary_key=True, sa_column_kwargs={"autoincrement": False})
    held_by: int = Field(sa_type=BigNumber)


class CrowdAnswerRow(SQLModel, table=True):
    """How often a large story was given an answer, and the claim that would give it its title."""

    __tablename__ = "crowd_answer"
    __table_args__ = {"sqlite_with_rowid": False}

    story: int = Field(sa_type=BigNumber, primary_key=True, sa_column_kwargs={"autoincrement": False})
    day: date = Field(primary_key=True, description="The day that it speaks of; the first of all where it speaks of none.")
    position: str = Field(primary_key=True)
    members: int
    value_text: str | None
    standing: str
    title: str


class CounterRow(SQLModel, table=True):
    """The last number given out, and how much was forgotten. A row, not a database sequence: sequence values commit out of order."""

    __tablename__ = "change_counter"

    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigNumber)


class OffsetRow(SQLModel, table=True):
    """How far the store has come in a partition, and the epoch of the consumer that may write it."""

    __tablename__ = "consumer_offset"

    consumer_group: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    partition: int = Field(primary_key=True)
    next_offset: int = Field(sa_type=BigNumber)
    epoch: int


def table_of(row: type[SQLModel]) -> Table:
    """The Core table of a row class, for statements without the object mapper."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


SOURCE: Final = table_of(SourceRow)
ARTICLE: Final = table_of(ArticleRow)
REVISION: Final = table_of(RevisionRow)
EXTRACTION: Final = table_of(ExtractionRow)
CLAIM: Final = table_of(ClaimRow)
ATTRIBUTION: Final = table_of(AttributionRow)
QUANTITY: Final = table_of(QuantityRow)
ENTITY: Final = table_of(EntityRow)
THREAD: Final = table_of(ThreadRow)
MEMBER: Final = table_of(MemberRow)
WITHDRAWN: Final = table_of(WithdrawnRow)
RELATION: Final = table_of(RelationRow)
CHANGE: Final = table_of(ThreadChangeRow)
TOLD: Final = table_of(ToldRow)
TOLD_NAME: Final = table_of(ToldNameRow)
CROWD: Final = table_of(CrowdRow)
CROWD_STORY: Final = table_of(CrowdStoryRow)
CROWD_TIE: Final = table_of(CrowdTieRow)
CROWD_ANSWER: Final = table_of(CrowdAnswerRow)
COUNTER: Final = table_of(CounterRow)
OFFSET: Final = table_of(OffsetRow)

ALL: Final = (
    SOURCE,
    ARTICLE,
    REVISION,
    EXTRACTION,
    CLAIM,
    ATTRIBUTION,
    QUANTITY,
    ENTITY,
    THREAD,
    MEMBER,
    WITHDRAWN,
    RELATION,
    CHANGE,
    TOLD,
    TOLD_NAME,
    CROWD,
    CROWD_STORY,
    CROWD_TIE,
    CROWD_ANSWER,
    COUNTER,
    OFFSET,
)
