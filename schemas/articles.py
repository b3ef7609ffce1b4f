"""`ArticleFetched`: an article, or a new revision of one, as clean text."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from schemas import ids
from schemas.contract import Contract, Moment

DateOrigin = Literal["json-ld", "meta", "feed", "page", "http", "submitter"]
Lane = Literal["live", "backfill"]


class Source(Contract):
    """The outlet that published the article."""

    source_id: UUID = Field(description="UUIDv5 of the domain.")
    name: str = Field(description="Name as the outlet gives it, or its domain.")
    domain: str = Field(description="Publishing host, lower case, without `www.`; `file` for submitted files.")
    publisher_family: str = Field(description="Group that the outlet belongs to; its domain where no group is known.")


class DatedBy(Contract):
    """A moment and where it was read."""

    at: Moment
    origin: DateOrigin


class Section(Contract):
    """A stretch of the article's text: code points `start` to `end`."""

    kind: Literal["headline", "body"]
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class ArticleFetched(Contract):
    """An article was read: its clean text and what is known of it. Key: `article_id`, which keeps revisions in order."""

    article_id: UUID = Field(description="UUIDv5 of the canonical URL.")
    revision: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of title and text.")
    url: str = Field(description="Address it was fetched from; `file:` and a digest for a submitted file.")
    canonical_url: str = Field(description="The one address that stands for the article.")
    source: Source
    title: str = Field(description="Headline, empty where none is known.")
    authors: tuple[str, ...] = ()
    language: str = Field(description="ISO 639-1 code.")
    published: DatedBy | None = Field(description="When the article appeared, and where that was read; null when unknown.")
    updated: DatedBy | None = Field(description="When the outlet says it changed the article, if it says so.")
    fetched_at: Moment = Field(description="When Claimwire read this revision.")
    text: str = Field(description="The article in the text normal form; every offset of every claim counts from its start.")
    sections: tuple[Section, ...] = Field(description="Headline and body within the text; empty when not known.")
    wire_credit: str | None = Field(default=None, description="News agency that the article credits for its text.")
    lane: Lane = Field(default="live", description="Live news, or backfill of older articles.")

    @model_validator(mode="after")
    def _ids_match_content(self) -> ArticleFetched:
        if self.article_id != ids.article_id(self.canonical_url):
            raise ValueError("article_id is not the UUIDv5 of canonical_url")
        if self.revision != ids.revision_of(self.title, self.text):
            raise ValueError("revision is not the SHA-256 of title and text")
        if any(not s.start <= s.end <= len(self.text) for s in self.sections):
            raise ValueError("a section lies outside the text")
        return self
