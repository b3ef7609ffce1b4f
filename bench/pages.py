"""`python -m bench.pages HTML_FOLDER`: pages per second of our page reader beside bare trafilatura, on the same pages.

Both run in this one process, in turns, each turn over all pages (`*.html`, `*.html.gz`) of the folder; the last line is `ratio R`, ours by
trafilatura. Ours is all that a worker does with a page: text, title, authors, dates, language, refusals.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import trafilatura

from bench.article_pages import read_bytes
from services.ingest.decoding import decode_markup
from services.ingest.errors import Unreadable
from services.ingest.pages import read_page

TURNS = 5
WARM_UP_PAGES = 3
LANGUAGES = frozenset({"en"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="HTML_FOLDER")
    parser.add_argument("--turns", type=int, default=TURNS)
    arguments = parser.parse_args()
    files = sorted(path for path in arguments.folder.iterdir() if path.name.endswith((".html", ".html.gz")))
    pages = [decode_markup(read_bytes(path), charset=None) for path in files]
    if not pages:
        raise SystemExit(f"{arguments.folder} holds no *.html or *.html.gz")
    runs: dict[str, Callable[[Sequence[str]], None]] = {"trafilatura": _bare, "ours": _ours}
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run(pages[:WARM_UP_PAGES])
    for _ in range(arguments.turns):
        for name, run in runs.items():
            started = time.process_time()
            run(pages)
            speeds[name].append(len(pages) / (time.process_time() - started))
    for name, measured in speeds.items():
        print(f"{name:12} {statistics.median(measured):7.1f} pages/s   ({len(pages)} pages, median of {len(measured)})")
    print(f"ratio {statistics.median(speeds['ours']) / statistics.median(speeds['trafilatura']):.2f}")


def _bare(pages: Sequence[str]) -> None:
    for page in pages:
        trafilatura.extract(page, include_comments=False)


def _ours(pages: Sequence[str]) -> None:
    for page in pages:
        with suppress(Unreadable):
            read_page(page, url=None, languages=LANGUAGES)


if __name__ == "__main__":
    main()
