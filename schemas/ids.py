"""Deterministic identifiers: the same article, revision, claim or thread has the same id on every machine."""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

CLAIMWIRE = uuid5(NAMESPACE_URL, "https://claimwire.org/ids/v1")
"""Namespace of every id; changing it would rename all that was ever stored."""
_FIRST_HALF: Final = (2**64 - 1) << 64
_VERSION_AT: Final = 76


def article_id(canonical_url: str) -> UUID:
    """UUIDv5 of the canonical URL: one article, however many feeds list it."""
    return uuid5(CLAIMWIRE, f"article\x1f{canonical_url}")


def source_id(domain: str) -> UUID:
    """UUIDv5 of the publishing domain."""
    return uuid5(CLAIMWIRE, f"source\x1f{domain}")


def revision_of(title: str, text: str) -> str:
    """SHA-256 (hex) of title and text: an edited article is another revision of the same article."""
    return hashlib.sha256(f"{title}\x1f{text}".encode()).hexdigest()


def claim_id(article: UUID, revision: str, extractor_version: str, start: int, end: int) -> UUID:
    """UUIDv8 of (article, revision, extractor version, span)."""
    return _beside(article, f"claim\x1f{article}\x1f{revision}\x1f{extractor_version}\x1f{start}\x1f{end}")


def thread_id(question_key: str, run: str, article: UUID) -> UUID:
    """UUIDv8 of (key of the question that its claims answer, run of days, article of its first claim)."""
    return _beside(article, f"thread\x1f{question_key}\x1f{run}\x1f{article}")


def _beside(article: UUID, name: str) -> UUID:
    """UUIDv8 (RFC 9562) of a name. It begins like the article's id, so that what comes of one article, and is written and read together,
    lies side by side in every index."""
    joined = article.int & _FIRST_HALF | uuid5(CLAIMWIRE, name).int & ~_FIRST_HALF
    return UUID(int=joined & ~(0xF << _VERSION_AT) | 8 << _VERSION_AT)


def event_id(*parts: object) -> UUID:
    """UUIDv5 for a message: sent again after a crash, it carries the same id."""
    return uuid5(CLAIMWIRE, "\x1f".join(["event", *map(str, parts)]))
