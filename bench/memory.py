"""`python -m bench.memory`: whether an extractor that reads for days keeps its size.

Runs the worker's function in this process over short documents, each with words that no other has (random letters in the places of
names, places and nouns of ordinary sentences). Prints the resident size every 1,000 documents and as last line `growth R`: the size at the
end over that at 2,000 documents, by when code and tables are warm.

What grows is the vocabulary's table of words: those of a memory zone are taken out at its end, but their places count as filled, and the
table doubles (some 50 bytes for each word never seen before). The worker pool replaces a worker after 2,000 articles.
"""

from __future__ import annotations

import argparse
import os
import random
import string
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Source
from services.extract.pipeline import DEFAULT_MODEL
from services.extract.worker import load
from services.runtime.garbage import settle_garbage_collector

DOCUMENTS: Final = 20_000
EVERY: Final = 1_000
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
    parser.add_argument("--model", default=DEFAULT_MODEL)
    arguments = parser.parse_args()
    if arguments.documents <= WARM:
        parser.error(f"growth is measured from document {WARM} on")
    work = load(arguments.model)
    settle_garbage_collector()
    chance = random.Random(7)
    warm = 0
    for number in range(1, arguments.documents + 1):
        work(payload_of(number, text_of(chance)))
        if number == WARM:
            warm = resident_bytes()
        if number % EVERY == 0:
            print(f"{number:7} documents   {resident_bytes() / 2**20:7.1f} MiB", flush=True)
    print(f"growth {resident_bytes() / warm:.3f}")


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


def resident_bytes() -> int:
    """The resident size of this process."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
