"""Pages and feeds written for these tests."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

PARAGRAPHS = (
    "The harbour board of Velmora approved a new breakwater on Tuesday after eleven years of debate, its chair said.",
    "The wall will be 640 metres long and will cost about 48 million crowns, according to a statement that the board published.",
    "Fishing crews had asked for a shorter wall because the longer one closes the eastern channel to small boats in winter.",
    "Work is expected to begin in September and to take at least two years, the engineer in charge told reporters.",
)


def article_page(
    title: str = "Velmora approves a longer breakwater",
    paragraphs: Sequence[str] = PARAGRAPHS,
    *,
    head: str = "",
    lang: str = "en",
    after: str = "",
) -> str:
    """A news page with navigation, article, comments and footer."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)} | The Pier Post</title>{head}</head><body>'
        '<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>'
        f"<main><article><h1>{escape(title)}</h1>{body}</article></main>{after}"
        '<section class="comments" id="comments"><h2>Comments</h2>'
        '<div class="comment"><p>A reader writes that he was first.</p></div></section>'
        "<footer><p>All rights reserved.</p></footer></body></html>"
    )


def rss(*links: str, title: str = "The Pier Post", stamp: str = "Tue, 03 Mar 2026 08:00:00 GMT", summary: str = "In short.") -> str:
    """An RSS feed that lists the links."""
    items = "".join(
        f"<item><title>Entry {number}</title><link>{escape(link)}</link><guid>{number}</guid><pubDate>{stamp}</pubDate>"
        f"<description>{escape(summary)}</description></item>"
        for number, link in enumerate(links)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(title)}</title>{items}</channel></rss>'
