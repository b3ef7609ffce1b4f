"""The topics: what travels on each, by which key, and why that key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schemas.articles import ArticleFetched
from schemas.claims import ClaimsExtracted
from schemas.contract import Contract
from schemas.rejections import MessageRejected
from schemas.threads import ThreadChanged


@dataclass(frozen=True, slots=True)
class Topic:
    """A named stream of one kind of message.

    `retention_hours` bounds what the bus keeps: the ledger and the database are the archive, the bus is a cable.
    """

    name: str
    message: type[Contract]
    event_type: str
    key: str
    key_reason: str
    partitions: int
    retention_hours: int


ARTICLES: Final = Topic(
    "claimwire.articles.v1", ArticleFetched, "claimwire.article.fetched.v1", "article_id",
    "revisions of one article stay in order", 6, 7 * 24,
)  # fmt: skip
ARTICLES_BACKFILL: Final = Topic(
    "claimwire.articles.backfill.v1", ArticleFetched, "claimwire.article.fetched.v1", "article_id",
    "revisions of one article stay in order; a lane of its own, so that old articles never delay live news", 6, 7 * 24,
)  # fmt: skip
CLAIMS: Final = Topic(
    "claimwire.claims.v1", ClaimsExtracted, "claimwire.claims.extracted.v1", "article_id",
    "revisions of one article stay in order", 6, 7 * 24,
)  # fmt: skip
THREADS: Final = Topic(
    "claimwire.threads.v1", ThreadChanged, "claimwire.thread.changed.v1", "thread_id",
    "changes of one thread stay in order", 6, 30 * 24,
)  # fmt: skip
DEAD_LETTERS: Final = Topic(
    "claimwire.dead-letters.v1", MessageRejected, "claimwire.message.rejected.v1", "key of the rejected message",
    "rejections of one key stay in order", 1, 90 * 24,
)  # fmt: skip

TOPICS: Final = (ARTICLES, ARTICLES_BACKFILL, CLAIMS, THREADS, DEAD_LETTERS)
BY_NAME: Final = {topic.name: topic for topic in TOPICS}
