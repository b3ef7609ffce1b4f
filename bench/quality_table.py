"""All figures beside their floors: runs the predictions and the scorers that lie with the labelled sets."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.article_pages import article_text_rows
from bench.quality_claims import write_claims
from bench.quality_factuality import factuality_rows
from bench.quality_sets import attribution_rows, checkworthiness_rows, quantity_rows, read_rows, write_rows
from bench.quality_threads import predicted_threads
from bench.stories import documents_of, read_text
from services.extract.core import ClaimExtractor


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table."""

    measure: str
    value: float
    floor: float | None


STORY_FLOORS: Final[dict[tuple[str, str], float]] = {
    ("detection", "f1"): 0.80,
    ("evidence", "f1"): 0.97,
    ("attribution", "f1"): 0.75,
    ("quantities", "f1"): 0.93,
    ("times", "f1"): 0.70,
    ("certainty", "macro_f1"): 0.88,
    ("polarity", "macro_f1"): 0.93,
    ("status", "accuracy"): 0.88,
}
SET_FLOORS: Final[dict[tuple[str, str, str], float]] = {
    ("attribution", "content>=0.3", "f1"): 0.70,
    ("attribution", "content>=0.8", "f1"): 0.50,
    ("attribution", "source right, of matched at 0.3", "accuracy"): 0.85,
    ("quantities", "value", "f1"): 0.92,
    ("quantities", "value+change", "f1"): 0.88,
    ("uds_ih2", "all", "pearson_r"): 0.55,
    ("meantime", "all", "pearson_r"): 0.50,
    ("checkworthiness", "over files", "mean_average_precision"): 0.15,
    ("article-text", "mean over pages", "f1"): 0.955,
}
THREAD_FLOORS: Final = {"coverage": 0.80, "grouping": 0.75, "conflict": 0.60}
_SETS: Final = {
    "attribution": ("attribution", "attribution/dev.jsonl", attribution_rows),
    "quantities": ("quantities", "quantities/dev.jsonl", quantity_rows),
    "uds_ih2": ("factuality", "factuality/uds_ih2-dev.jsonl", factuality_rows),
    "meantime": ("factuality", "factuality/meantime-dev.jsonl", factuality_rows),
    "checkworthiness": ("checkworthiness", "checkworthiness/training.jsonl", checkworthiness_rows),
}
_PAGES: Final = "article-text/dev.jsonl"


def print_table(shared: Path, model: str, *, quick: bool = False) -> None:
    """Measure and print: the claims of the stories, each alone and together, then the public sets, then the stories' threads."""
    extractor = ClaimExtractor.load(model)
    figures = figures_of(extractor, shared, quick=quick)
    shown = Table("measure", "reached", "floor", title=f"Claimwire {extractor.extractor.version} on {model}")
    for figure in figures:
        met = figure.floor is None or figure.value >= figure.floor
        style = "" if met else "yellow"
        shown.add_row(figure.measure, f"{figure.value:.3f}", "" if figure.floor is None else f"{figure.floor:.3f}", style=style)
    Console(width=100).print(shown)


def figures_of(extractor: ClaimExtractor, shared: Path, *, quick: bool = False) -> list[Figure]:
    """All figures, or only those of the stories' claims."""
    claims = _claims(extractor, shared)
    return claims if quick else [*claims, *_sets(extractor, shared), *_threads(extractor, shared)]


def _claims(extractor: ClaimExtractor, shared: Path) -> list[Figure]:
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        stories = [_with_texts(story, Path(folder) / "gold" / story.name) for story in _stories(shared)]
        write_claims(extractor, stories, Path(folder) / "predicted")
        for name, chosen in (*((story.name, [story]) for story in stories), ("all stories", stories)):
            command = [shared / "gold" / "score.py", Path(folder) / "predicted", *chosen, "--json"]
            scores: dict[str, dict[str, float]] = json.loads(_run(command))
            for (measure, key), floor in STORY_FLOORS.items():
                figures.append(Figure(f"{name}: {measure} {key.replace('_', '-')}", scores[measure][key], floor))
    return figures


def _stories(shared: Path) -> list[Path]:
    return sorted(path.parent for path in (shared / "gold").glob("*/claims"))


def _with_texts(story: Path, copy: Path) -> Path:
    """The story with real texts where its texts are links."""
    shutil.copytree(story, copy)
    for path in (story / "texts").glob("*.txt"):
        target = copy / "texts" / path.name
        target.unlink()
        target.write_text(read_text(path), encoding="utf-8", newline="")
    return copy


def _sets(extractor: ClaimExtractor, shared: Path) -> list[Figure]:
    figures: list[Figure] = []
    for name, (task, file, predict) in _SETS.items():
        figures += _set(name, task, shared, file, predict(extractor, read_rows(shared / "bench" / file)))
    pages = shared / "bench" / _PAGES
    return [*figures, *_set("article-text", "article-text", shared, _PAGES, article_text_rows(read_rows(pages), pages.parent / "html"))]


def _set(name: str, task: str, shared: Path, file: str, predicted: list[dict[str, Any]]) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predicted.jsonl"
        write_rows(out, predicted)
        scores = read_scores(_run([shared / "bench" / "score.py", task, shared / "bench" / file, out]))
    return [
        Figure(f"{name}: {row} {key.replace('_', '-')}", scores[row][key], floor)
        for (which, row, key), floor in SET_FLOORS.items()
        if which == name
    ]


def _threads(extractor: ClaimExtractor, shared: Path) -> list[Figure]:
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        stories = [_with_texts(story, Path(folder) / "gold" / story.name) for story in _stories(shared)]
        for name, chosen in (*((story.name, [story]) for story in stories), ("all stories", stories)):
            out = Path(folder) / "threads.jsonl"
            write_rows(out, predicted_threads(extractor, [document for story in chosen for document in documents_of(story)]))
            printed = read_thread_scores(_run([shared / "gold" / "score_threads.py", out, *chosen]))
            figures += [Figure(f"{name}: threads, {measure}", printed[measure], floor) for measure, floor in THREAD_FLOORS.items()]
    return figures


def read_thread_scores(printed: str) -> dict[str, float]:
    """The scorer's lines: a name, then the F1 where the line has one, and its only figure where not."""
    found = {}
    for line in printed.splitlines():
        if value := re.search(r"\bF1 ([\d.]+)", line) or re.match(r"\w+\s+([\d.]+)", line):
            found[line.split()[0]] = float(value[1])
    return found


def read_scores(printed: str) -> dict[str, dict[str, float]]:
    """The scorers' lines: a name, then pairs of a word and a number."""
    rows: dict[str, dict[str, float]] = {}
    for line in printed.splitlines():
        pairs = re.findall(r"([A-Za-z_][\w-]*) (-?\d+(?:\.\d+)?)(?=\s|$|\))", line[34:] if len(line) > 34 else line)
        rows[line[:34].strip()] = {key: float(value) for key, value in pairs}
    return rows


def _run(command: list[Any]) -> str:
    return subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True, text=True).stdout
