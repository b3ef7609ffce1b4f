"""What was read, as `ArticleFetched`. Pure: the same document gives the same message whichever feed led to it, but for `fetched_at`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, DateOrigin, Source
from schemas.topics import ARTICLES, ARTICLES_BACKFILL
from services.bus.envelope import to_record
from services.bus.ports import NewRecord
from services.ingest.publishers import publisher_family
from services.ingest.reading import DocumentRead, FoundDate
from services.ingest.urls import canonical, canonical_of_page, domain_of, registrable_domain

FUTURE_TOLERANCE: Final = timedelta(days=2)
"""Clocks and time zones differ; a publication date further ahead of the fetch is an error, and no date is better than a wrong one."""
FILES: Final = "file"
"""Domain of submitted files."""


def article_from_page(document: DocumentRead, *, url: str, fetched_at: datetime, feed_date: datetime | None) -> ArticleFetched:
    """The message for a page fetched from `url`. `feed_date` counts only where the page gives no date."""
    canonical_url = canonical_of_page(url, document.canonical_link) or url
    domain = domain_of(canonical_url)
    source = Source(
        source_id=ids.source_id(domain),
        name=document.source_name or domain,
        domain=domain,
        publisher_family=publisher_family(domain, registrable_domain(domain)),
    )
    published = _plausible(document.published, fetched_at) or _plausible(_found(feed_date, "feed"), fetched_at)
    return _article(
        document, url=canonical(url) or url, canonical_url=canonical_url, source=source, published=published, fetched_at=fetched_at
    )


def article_from_file(document: DocumentRead, *, address: str, fetched_at: datetime, published: datetime | None) -> ArticleFetched:
    """The message for a submitted file. `published` is what the submitter says, and counts first."""
    source = Source(source_id=ids.source_id(FILES), name="Submitted file", domain=FILES, publisher_family=FILES)
    date = _found(published, "submitter") or _plausible(document.published, fetched_at)
    return _article(document, url=address, canonical_url=address, source=source, published=date, fetched_at=fetched_at)


def as_record(article: ArticleFetched) -> NewRecord:
    """The message on its way to the bus; sent again, it has the same event id."""
    return to_record(
        ARTICLES_BACKFILL if article.lane == "backfill" else ARTICLES,
        article,
        event_id=ids.event_id("article fetched", article.article_id, article.revision),
        key=str(article.article_id).encode(),
        producer="ingest",
        at=article.fetched_at,
    )


def _article(
    document: DocumentRead, *, url: str, canonical_url: str, source: Source, published: FoundDate | None, fetched_at: datetime
) -> ArticleFetched:
    updated = _plausible(document.updated, fetched_at)
    return ArticleFetched(
        article_id=ids.article_id(canonical_url),
        revision=ids.revision_of(document.title, document.text),
        url=url,
        canonical_url=canonical_url,
        source=source,
        title=document.title,
        authors=document.authors,
        language=document.language,
        published=_dated(published),
        updated=_dated(updated),
        fetched_at=fetched_at,
        text=document.text,
        sections=document.sections,
        wire_credit=document.wire_credit,
    )


def _found(at: datetime | None, origin: DateOrigin) -> FoundDate | None:
    return FoundDate(at=at, origin=origin) if at else None


def _plausible(date: FoundDate | None, fetched_at: datetime) -> FoundDate | None:
    return date if date and date.at <= fetched_at + FUTURE_TOLERANCE else None


def _dated(date: FoundDate | None) -> DatedBy | None:
    return DatedBy(at=date.at, origin=date.origin) if date else None
