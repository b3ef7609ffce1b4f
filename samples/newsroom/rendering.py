"""Renders pages, feeds and the list of feeds as text. Pure: the same articles and port give the same bytes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import jinja2
from markupsafe import Markup

from samples.newsroom.editions import Published, related
from samples.newsroom.outlets import OUTLETS, Outlet
from samples.newsroom.reading import Article

_HERE: Final = Path(__file__).parent
_CAMPAIGN: Final = "?utm_source=rss&utm_medium=feed"


def page(articles: Sequence[Article], article: Article, *, port: int) -> str:
    """The page of `article` as HTML, with everything that real pages put around an article."""
    outlet = article.outlet
    own = _furniture()
    turn = sum(article.slug.encode())  # stable choice among the pieces of furniture
    comments: list[dict[str, str]] = own["comments"][article.story]
    return _render(
        f"{outlet.page}.html",
        outlet=outlet,
        origin=outlet.origin(port),
        article=article,
        url=_url(article, port),
        byline=_byline(article),
        bios=[(name, own["bios"][name]) for name in _byline(article)],
        structured=_structured(article, port),
        related=[(_url(other, port), other.title) for other in related(articles, article)],
        most_read=own["most_read"],
        newsletter=own["newsletters"][turn % len(own["newsletters"])],
        comments=[*comments[turn % len(comments) :], *comments[: turn % len(comments)]][: 1 + turn % len(comments)],
    )


def front_page(out: Published, *, port: int) -> str:
    """The outlet's front page: headlines, newest first."""
    return _render(
        "front.html", outlet=out.outlet, origin=out.outlet.origin(port), headlines=[(_url(a, port), a.title) for a in out.articles]
    )


def feed(out: Published, *, port: int) -> str:
    """The outlet's feed, RSS 2.0 or Atom, newest first."""
    outlet = out.outlet
    entries = [
        {
            "article": article,
            "url": _url(article, port),
            "link": _url(article, port) + (_CAMPAIGN if outlet.tracks_links else ""),
            "guid": str(uuid5(NAMESPACE_URL, _url(article, 80))),
            "byline": _byline(article),
            "html": _body_html(article),
        }
        for article in out.articles
    ]
    return _render(f"{outlet.feed}.xml", outlet=outlet, origin=outlet.origin(port), changed=out.changed, entries=entries)


def feed_type(outlet: Outlet) -> str:
    """Media type of the outlet's feed."""
    return f"application/{outlet.feed}+xml"


def robots(outlet: Outlet) -> str:
    """The outlet's robots.txt: articles and feed are open, the rest is usual."""
    return f"# {outlet.name}\nUser-agent: *\nDisallow: /search\nDisallow: /account/\nDisallow: /comments/\n"


def opml(*, port: int) -> str:
    """All feeds as OPML 2.0."""
    return _render("feeds.opml", outlets=[(outlet, outlet.origin(port)) for outlet in OUTLETS])


def article_url(article: Article, *, port: int) -> str:
    """Address of the article's page, which is also its canonical link."""
    return _url(article, port)


def _url(article: Article, port: int) -> str:
    return article.outlet.origin(port) + article.path


def _byline(article: Article) -> tuple[str, ...]:
    return article.authors or ((article.wire,) if article.wire else ())


def _body_html(article: Article) -> str:
    tags = {"paragraph": "p", "heading": "h2"}
    return "\n".join(str(Markup("<{0}>{1}</{0}>").format(Markup(tags[block.kind]), block.text)) for block in article.body)


def _structured(article: Article, port: int) -> Markup | None:
    """The page's JSON-LD, safe inside a script element; None for an outlet without."""
    outlet = article.outlet
    if outlet.structured == "meta":
        return None
    kind = "Person" if article.authors else "Organization"
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": outlet.name,
        "parentOrganization": {"@type": "Organization", "name": outlet.owner},
    }
    news: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": article.title,
        "url": _url(article, port),
        "mainEntityOfPage": _url(article, port),
        "datePublished": article.published.isoformat(),
        "dateModified": (article.updated or article.published).isoformat(),
        "articleSection": article.section,
        "inLanguage": "en",
        "author": [{"@type": kind, "name": name} for name in _byline(article)],
        "publisher": publisher,
    }
    if outlet.structured == "json-ld graph":
        site = {"@type": "WebSite", "name": outlet.name, "url": outlet.origin(port) + "/"}
        document: dict[str, Any] = {"@context": "https://schema.org", "@graph": [site, news]}
    else:
        document = {"@context": "https://schema.org", **news}
    return Markup(json.dumps(document, ensure_ascii=False, indent=1).replace("<", "\\u003c"))


@cache
def _furniture() -> Mapping[str, Any]:
    return tomllib.loads((_HERE / "furniture.toml").read_text("utf-8"))


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"rfc822": _rfc822, "gmt": _gmt, "iso": datetime.isoformat, "spoken": _spoken}
    return environment


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment)


def _gmt(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _spoken(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def _render(template: str, **values: object) -> str:
    return _templates().get_template(template).render(values)
