"""The eight outlets, and how each of them publishes: what real outlets do differently is data here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

DOMAIN: Final = "localhost"
"""Every name below `localhost` is this machine (RFC 6761), so eight hosts need no server of names."""


@dataclass(frozen=True)
class Outlet:
    """One outlet: its names, and its habits."""

    host: str
    name: str
    tagline: str
    owner: str
    page: Literal["broadsheet", "broadcaster", "local", "blog"]
    """Template of its article pages."""
    path: str
    """Address of an article: `{day}`, `{section}` and `{slug}` are filled in."""
    structured: Literal["json-ld", "json-ld graph", "meta"]
    """How its pages tell machines about dates and authors."""
    feed: Literal["rss", "atom"]
    feed_text: Literal["summary", "full", "none"]
    guid: Literal["permalink", "opaque", "none"] = "permalink"
    """RSS only: an item's guid is its address, a number of the outlet's system, or missing."""
    feed_date: Literal["offset", "gmt", "dublin core"] = "offset"
    """RSS only: how an item tells its date."""
    tracks_links: bool = False
    """Whether the feed's links carry campaign parameters, which the page's canonical link does not."""

    def origin(self, port: int) -> str:
        """Scheme, host and port of the outlet's site."""
        return f"http://{self.host}.{DOMAIN}:{port}"

    def article_path(self, *, slug: str, section: str, published: datetime) -> str:
        """Path of an article's page."""
        return self.path.format(day=f"{published:%d}", section=section.lower().replace(" ", "-"), slug=slug)


OUTLETS: Final[tuple[Outlet, ...]] = (
    Outlet(
        host="harbour-courier",
        name="The Harbour Courier",
        tagline="News of Port Ansel and the coast",
        owner="Harbourside Press",
        page="broadsheet",
        path="/2026/03/{day}/{slug}.html",
        structured="json-ld",
        feed="rss",
        feed_text="summary",
    ),
    Outlet(
        host="skerry-news",
        name="Skerry News",
        tagline="Radio, television and online",
        owner="Skerry Broadcasting",
        page="broadcaster",
        path="/{section}/2026/03/{slug}.html",
        structured="json-ld",
        feed="atom",
        feed_text="summary",
    ),
    Outlet(
        host="veranian-post",
        name="Veranian Post",
        tagline="The newspaper of record",
        owner="Post Holding",
        page="broadsheet",
        path="/2026/03/{day}/{section}/{slug}.html",
        structured="json-ld graph",
        feed="rss",
        feed_text="full",
        guid="opaque",
        feed_date="gmt",
    ),
    Outlet(
        host="tavery-valley-echo",
        name="Tavery Valley Echo",
        tagline="Your valley, every morning",
        owner="Harbourside Press",
        page="local",
        path="/2026/03/{slug}.html",
        structured="meta",
        feed="rss",
        feed_text="none",
        guid="none",
    ),
    Outlet(
        host="ansel-ledger",
        name="The Ansel Ledger",
        tagline="Business, markets, money",
        owner="Ledger Publishing",
        page="broadsheet",
        path="/2026/03/{slug}.html",
        structured="json-ld graph",
        feed="rss",
        feed_text="summary",
        guid="opaque",
        tracks_links=True,
    ),
    Outlet(
        host="plainly-put",
        name="Plainly Put",
        tagline="The news, explained slowly",
        owner="Plainly Put",
        page="blog",
        path="/2026/03/{slug}.html",
        structured="meta",
        feed="atom",
        feed_text="full",
    ),
    Outlet(
        host="dunmarrow-gazette",
        name="Dunmarrow Gazette",
        tagline="Kesteria's oldest daily",
        owner="Gazette Trust",
        page="local",
        path="/2026/03/{day}/{slug}.html",
        structured="json-ld",
        feed="rss",
        feed_text="summary",
        guid="opaque",
        feed_date="dublin core",
    ),
    Outlet(
        host="kesteria-today",
        name="Kesteria Today",
        tagline="Always on",
        owner="Today Group",
        page="broadcaster",
        path="/{section}/2026/03/{slug}.html",
        structured="json-ld",
        feed="atom",
        feed_text="none",
    ),
)

BY_HOST: Final = {outlet.host: outlet for outlet in OUTLETS}
