"""Reads the articles of the newsroom.

One file per article, `articles/<story>/<slug>.txt`: header lines `name: value`, a blank line, then paragraphs with a blank
line between them; `## ` begins a heading. A later version of the article stands beside it as `<slug>.r2.txt` (`.r3` and so
on): its header holds only what differs.

    outlet      host name of the outlet
    edition     edition that the version appears in
    section     section of the site
    title       headline
    published   ISO 8601 with offset
    authors     names, with `;` between them; may be missing
    wire        news agency that is credited for the text; may be missing
    updated     when the outlet says that it changed the article; missing where it says nothing
    changed     versions after the first: when the page really changed, which only the HTTP header tells
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

from samples.newsroom.outlets import BY_HOST, Outlet

ARTICLES: Final = Path(__file__).parent / "articles"

_FIELDS: Final = {"outlet", "edition", "section", "title", "published", "authors", "wire", "updated", "changed"}
_REVISION: Final = re.compile(r"(?P<slug>[a-z0-9-]+)(?:\.r(?P<number>[2-9]))?\.txt")


class BadArticle(ValueError):
    """An article's file is not in the form above; its writer mends it."""


@dataclass(frozen=True)
class Block:
    """A paragraph or a heading of the body."""

    kind: Literal["paragraph", "heading"]
    text: str


@dataclass(frozen=True)
class Article:
    """One version of an article. Moments carry the outlet's own offset."""

    outlet: Outlet
    story: str
    slug: str
    edition: int
    section: str
    title: str
    authors: tuple[str, ...]
    wire: str | None
    published: datetime
    updated: datetime | None
    changed: datetime
    body: tuple[Block, ...]

    @property
    def path(self) -> str:
        """Path of its page, the same for all versions."""
        return self.outlet.article_path(slug=self.slug, section=self.section, published=self.published)

    @property
    def lead(self) -> str:
        """The first paragraph, which feeds show as a summary."""
        return next(block.text for block in self.body if block.kind == "paragraph")


@cache
def read_articles() -> tuple[Article, ...]:
    """All versions of all articles, in the order in which they appear: by edition, then by moment, outlet and slug. Raises BadArticle."""
    found = [article for story in sorted(ARTICLES.iterdir()) if story.is_dir() for article in _read_story(story)]
    return tuple(sorted(found, key=lambda article: (article.edition, article.changed, article.outlet.host, article.slug)))


def parse_article(text: str, *, story: str, slug: str, earlier: Mapping[str, str] | None = None) -> tuple[Article, dict[str, str]]:
    """The article of one file, and its header (with what it takes over from the `earlier` version's). Raises BadArticle."""
    head, _, body = text.strip().partition("\n\n")
    own = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    if unknown := own.keys() - _FIELDS:
        raise BadArticle(f"{story}/{slug}: unknown header {', '.join(sorted(unknown))}")
    if earlier is not None and "changed" not in own:
        raise BadArticle(f"{story}/{slug}: a later version needs `changed`")
    header = {**(earlier or {}), **own}
    try:
        article = Article(
            outlet=BY_HOST[header["outlet"]],
            story=story,
            slug=slug,
            edition=int(header["edition"]),
            section=header["section"],
            title=header["title"],
            authors=tuple(name.strip() for name in header.get("authors", "").split(";") if name.strip()),
            wire=header.get("wire"),
            published=_moment(header["published"]),
            updated=_moment(header["updated"]) if "updated" in header else None,
            changed=_moment(header.get("changed", header["published"])),
            body=tuple(_block(piece) for piece in body.split("\n\n") if piece.strip()),
        )
    except (KeyError, ValueError) as error:
        raise BadArticle(f"{story}/{slug}: {error!r}") from error
    if not any(block.kind == "paragraph" for block in article.body):
        raise BadArticle(f"{story}/{slug}: no paragraph")
    return article, header


def _read_story(folder: Path) -> list[Article]:
    articles: list[Article] = []
    headers: dict[str, dict[str, str]] = {}
    matches = [
        (match["slug"], int(match["number"] or 1), path) for path in folder.glob("*.txt") if (match := _REVISION.fullmatch(path.name))
    ]
    for slug, number, path in sorted(matches):
        if (number == 1) == (slug in headers):
            raise BadArticle(f"{folder.name}/{path.name}: its first version is missing")
        article, headers[slug] = parse_article(path.read_text("utf-8"), story=folder.name, slug=slug, earlier=headers.get(slug))
        articles.append(article)
    return articles


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return moment


def _block(piece: str) -> Block:
    text = " ".join(piece.split())
    return Block("heading", text.removeprefix("## ")) if text.startswith("## ") else Block("paragraph", text)
