"""`python -m bench.extraction TEXTS…`: words per second of the extractor beside the stock spaCy pipeline, on the same texts.

Both run in this one process, in turns, each turn over all texts; the last line is `ratio R`, extractor by stock. A text is a file, or a
folder of `*.txt` files; several of one file name count once. What is timed is text to annotated document, without the JSON.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from services.extract.core import ClaimExtractor
from services.extract.pipeline import DEFAULT_MODEL

TURNS = 3
WARM_UP_TEXTS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXTS", help="text files, or folders of them")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--turns", type=int, default=TURNS)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in _files(arguments.texts)]
    words = sum(len(text.split()) for text in texts)
    stock, extractor = spacy.load(arguments.model), ClaimExtractor.load(arguments.model)
    runs: dict[str, Callable[[Sequence[str]], None]] = {
        "stock": lambda some: _drain(stock, some),
        "extractor": lambda some: _extract(extractor, some),
    }
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run(texts[:WARM_UP_TEXTS])
    for _ in range(arguments.turns):
        for name, run in runs.items():
            started = time.perf_counter()
            run(texts)
            speeds[name].append(words / (time.perf_counter() - started))
    for name, measured in speeds.items():
        print(f"{name:10} {statistics.median(measured):8.0f} words/s   ({len(texts)} texts, {words} words, median of {len(measured)})")
    print(f"ratio {statistics.median(speeds['extractor']) / statistics.median(speeds['stock']):.2f}")


def _files(paths: Sequence[Path]) -> list[Path]:
    found = [file for path in paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    return list({file.name: file for file in found}.values())


def _drain(nlp: spacy.language.Language, texts: Sequence[str]) -> None:
    for _ in nlp.pipe(texts):
        pass


def _extract(extractor: ClaimExtractor, texts: Sequence[str]) -> None:
    for text in texts:
        extractor.read(text)


if __name__ == "__main__":
    main()
