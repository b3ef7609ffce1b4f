"""`python -m bench.memory`: whether an extractor that reads for days keeps its size.

Sends short documents, each with words that no other has (random letters in the places of names, places and nouns of ordinary sentences),
through a worker pool of one process, set up as extract's. Prints the worker's resident size every 1,000 documents and as last line
`growth R`: the largest size after document 2,000 over the largest until then.

What grows inside one process is the vocabulary's table of words: those of a memory zone are taken out at its end, but their places count
as filled, and the table doubles (some 50 bytes for each word never seen before). The pool replaces a worker after 2,000 articles; with
`--max-tasks` above the number of documents the growth of a single process shows.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import string
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final

import psutil

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Source
from services.extract.settings import ExtractSettings
from services.extract.wiring import worker_pool

DOCUMENTS: Final = 20_000
EVERY: Final = 1_000
LOOK_EVERY: Final = 100
WARM: Final = 2_000
SENTENCES: Final = (
    "The {0} ministry said on Monday that {n} people were moved from {1} to {2}.",
    "{1} and {2} signed a contract worth ${n} million in {3}, according to the {0} agency.",
    "Doctors in {2} found the {3} virus in {n} patients, a spokesman for {1} told reporters.",
    "“We will {0} the {3} by the end of the year,” {1} said.",
    "The {3} team of {2} beat {1} by {n} points and {0}ed into the final.",
    "Prices of {0} rose by {n} percent after {1} closed its {3} plant near {2}.",
)
_AT: Final = datetime(2026, 3, 3, 8, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"how many, more than {WARM}")
    parser.add_argument("--max-tasks", type=int, default=ExtractSettings().max_tasks, help="documents after which a worker is replaced")
    arguments = parser.parse_args()
    if arguments.documents <= WARM:
        parser.error(f"growth is measured from document {WARM} on")
    asyncio.run(_measure(arguments.documents, ExtractSettings(workers=1, max_tasks=arguments.max_tasks)))


async def _measure(documents: int, settings: ExtractSettings) -> None:
    largest = {True: 0, False: 0}
    async for number, size in _sizes(documents, settings):
        is_warming = number <= WARM
        largest[is_warming] = max(largest[is_warming], size)
        if number % EVERY == 0:
            print(f"{number:7} documents   {size / 2**20:7.1f} MiB", flush=True)
    print(f"growth {largest[False] / largest[True]:.3f}")


async def _sizes(documents: int, settings: ExtractSettings) -> AsyncIterator[tuple[int, int]]:
    """(documents read, resident bytes of the largest child process), a hundred documents apart, the last before a worker is replaced."""
    chance = random.Random(7)
    async with worker_pool(settings) as pool:
        for number in range(1, documents + 1):
            if number % LOOK_EVERY == 0:
                yield number, max(child.memory_info().rss for child in psutil.Process().children(recursive=True))
            await pool.run(payload_of(number, text_of(chance)))


def text_of(chance: random.Random) -> str:
    """Two sentences of fresh words under a headline of some."""
    chosen = [
        sentence.format(*(fresh_word(chance) for _ in range(4)), n=chance.randint(2, 9_999)) for sentence in chance.sample(SENTENCES, 2)
    ]
    return f"{fresh_word(chance).capitalize()} closes after storm\n\n" + " ".join(chosen)


def fresh_word(chance: random.Random) -> str:
    """Random letters, in half of the cases with a capital."""
    word = "".join(chance.choices(string.ascii_lowercase, k=chance.randint(5, 11)))
    return word.capitalize() if chance.random() < 0.5 else word


def payload_of(number: int, text: str) -> bytes:
    """The message that ingest would send."""
    url = f"https://paper.example/{number}"
    article = ArticleFetched(
        article_id=ids.article_id(url),
        revision=ids.revision_of("", text),
        url=url,
        canonical_url=url,
        source=Source(source_id=ids.source_id("paper.example"), name="Paper", domain="paper.example", publisher_family="paper.example"),
        title="",
        language="en",
        published=DatedBy(at=_AT, origin="meta"),
        updated=None,
        fetched_at=_AT,
        text=text,
        sections=(),
    )
    return article.model_dump_json().encode()


if __name__ == "__main__":
    main()
