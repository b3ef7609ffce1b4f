"""What is out at an edition. Pure: articles and a number in, articles out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from samples.newsroom.outlets import Outlet
from samples.newsroom.reading import Article

OPENED_AT: Final = datetime(2026, 3, 1, tzinfo=UTC)
"""When all sites opened, before the first article: the age of an empty feed."""


@dataclass(frozen=True)
class Published:
    """What one outlet has published so far, newest first, each article in its current version."""

    outlet: Outlet
    articles: tuple[Article, ...]

    @property
    def changed(self) -> datetime:
        """When anything in it last changed."""
        return max((article.changed for article in self.articles), default=OPENED_AT)

    def at(self, path: str) -> Article | None:
        """The article with that path, if it is out."""
        return next((article for article in self.articles if article.path == path), None)


def last_edition(articles: Iterable[Article]) -> int:
    """Number of the last edition."""
    return max(article.edition for article in articles)


def published(articles: Iterable[Article], outlet: Outlet, edition: int) -> Published:
    """What `outlet` has out at `edition`. `articles` holds all versions, in the order in which they appear."""
    current = {a.path: a for a in articles if a.outlet == outlet and a.edition <= edition}
    return Published(outlet, tuple(sorted(current.values(), key=lambda a: (a.published, a.slug), reverse=True)))


def related(articles: Sequence[Article], article: Article, *, limit: int = 4) -> list[Article]:
    """Other articles of the outlet that were out when `article` first appeared: its own story's first, in their first versions.

    It depends on nothing that appears later, so a page changes only when its article does.
    """
    first = {a.path: a for a in reversed(articles) if a.outlet == article.outlet}
    appeared = first[article.path].edition
    others = [a for a in first.values() if a.edition <= appeared and a.path != article.path]
    return sorted(others, key=lambda a: (a.story != article.story, -a.published.timestamp(), a.slug))[:limit]
