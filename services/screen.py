"""What a person sees of the embedded monitor on a terminal: how much there is, what came last, where the pages are."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.ingest import sources
from services.store.read import ReadModel
from services.store.views import ArticleView, Counts, ThreadView

REFRESH_S = 1.0
NEWEST = 6


class Screen:
    """A live view of the store; `address` is set once the gateway listens."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.address: str | None = None

    async def show(self, engine: AsyncEngine, stop: asyncio.Event, data_dir: Path) -> None:
        """Redraw every second until `stop`."""
        reads = ReadModel(engine)
        with Live(console=self._console, auto_refresh=False, transient=False) as live:
            while not stop.is_set():
                live.update(await self._draw(reads, engine, data_dir), refresh=True)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), REFRESH_S)
            live.update(Text("stopping …"), refresh=True)

    async def _draw(self, reads: ReadModel, engine: AsyncEngine, data_dir: Path) -> RenderableType:
        counts = await reads.counts()
        articles = (await reads.articles(limit=NEWEST)).items
        threads = (await reads.threads(limit=NEWEST, conflict=True)).items
        states = await sources.states(engine)
        return Panel(
            Group(
                Text.assemble("pages  ", (self.address or "starting …", "bold cyan"), f"    data  {data_dir}    stop  Ctrl-C"),
                _numbers(counts, states),
                _articles(articles),
                _conflicts(threads),
            ),
            title="Claimwire",
            border_style="blue",
        )


def _numbers(counts: Counts, states: dict[str, int]) -> Text:
    line = Text("\n")
    for number, word in ((counts.articles, "articles"), (counts.claims, "claims"), (counts.threads, "threads")):
        line.append(f"{number:,}", "bold").append(f" {word}   ")
    line.append(f"{counts.conflicts:,}", "bold red").append(" with conflicting answers\n")
    return line.append("feeds  " + ", ".join(f"{number} {state}" for state, number in sorted(states.items())), "dim")


def _articles(articles: list[ArticleView]) -> Table:
    table = Table(title="newest articles", title_justify="left", box=None, expand=True, show_header=False)
    table.add_column(ratio=1, no_wrap=True)
    table.add_column(ratio=4, no_wrap=True)
    table.add_column(justify="right")
    for article in articles:
        table.add_row(
            Text(article.source.name, "green"), Text(article.title or article.canonical_url), Text(f"{article.claims} claims", "dim")
        )
    return table


def _conflicts(threads: list[ThreadView]) -> Table:
    table = Table(title="answers that contradict each other", title_justify="left", box=None, expand=True, show_header=False)
    table.add_column(ratio=4, no_wrap=True)
    table.add_column(justify="right")
    for thread in threads:
        table.add_row(Text(thread.title), Text(f"{thread.claims} claims, {thread.origins} origins", "dim"))
    return table
