"""Fits the weights of `services/store/likeness.py` on labelled stories, and says how far they can be trusted on other stories.

    python -m bench.likeness bench/labelled/takeover bench/labelled/mayor …

Every two answers of two articles of a story are an example, if one of them is labelled: one question if both have a label in common. Of
what nobody labelled nobody knows. Logistic regression with an L2 penalty, by Newton's method.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np

from bench.quality_threads import read_story
from bench.stories import documents_of
from schemas.claims import ClaimsExtracted
from services.extract.core import ClaimExtractor
from services.store.likeness import Evidence, are_told_apart, evidence_of
from services.store.reading import read_message
from services.store.stories import same_story
from services.store.wordings import ALIKE

_PENALTY: Final = 3.0
_STEPS: Final = 25
_OVERLAP: Final = 0.3
"""Intersection over union from which a found claim stands for a labelled one, as the scorer of threads has it."""


class Pairs(NamedTuple):
    """The pairs of answers of a story: (pairs, 1 + evidence), whether they are of one question, and whether their keys differ."""

    evidence: np.ndarray[Any, np.dtype[np.float64]]
    are_one: np.ndarray[Any, np.dtype[np.float64]]
    differ: np.ndarray[Any, np.dtype[np.bool_]]


def main() -> None:
    """Print the weights and what they are worth."""
    stories = [Path(each) for each in sys.argv[1:]]
    if len(stories) < 2:
        sys.exit("give two labelled stories or more: python -m bench.likeness bench/labelled/strike bench/labelled/vote")
    extractor = ClaimExtractor.load()
    pairs = {story.name: pairs_of(story, *read_story(extractor, documents_of(story))) for story in stories}
    weights = fitted(list(pairs.values()))
    print("bias", *Evidence._fields)
    print(*(f"{weight:.2f}" for weight in weights))
    for name, own in pairs.items():
        probability = _probability(own.evidence, fitted([each for other, each in pairs.items() if other != name]))[own.differ]
        right = own.are_one[own.differ]
        alike = probability > ALIKE
        print(f"{name}: of {alike.sum()} pairs of other keys that are alike {right[alike].mean():.2f} are of one question")


def pairs_of(story: Path, messages: list[ClaimsExtracted], places: dict[UUID, dict[str, Any]]) -> Pairs:
    """All pairs of answers that could be of one question and of which one is labelled: not told apart, of two articles of one story."""
    labels = _labels_of(story)
    answers = []
    for read in map(read_message, messages):
        if read.told:
            names = read.members[0].names
            answers += [(each, read.article_id, names, _questions(labels, places[each.claim_id])) for each in read.told.answers]
    rows, are_one, differ = [], [], []
    for (a, first, names, ours), (b, second, others, theirs) in combinations(answers, 2):
        if (ours or theirs) and first != second and not are_told_apart(a.asked, b.asked) and same_story(names, others):
            rows.append((1.0, *map(float, evidence_of(a.asked, b.asked))))
            are_one.append(float(not ours.isdisjoint(theirs)))
            differ.append(a.own_key != b.own_key)
    return Pairs(np.array(rows), np.array(are_one), np.array(differ, bool))


def fitted(pairs: list[Pairs]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Bias and weights; every story counts alike."""
    x, y = np.vstack([each.evidence for each in pairs]), np.concatenate([each.are_one for each in pairs])
    share = np.concatenate([np.full(len(each.are_one), 1e5 / len(each.are_one)) for each in pairs])
    penalty = _PENALTY * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = _probability(x, weights)
        slope = x.T @ (share * (p - y)) + penalty @ weights
        weights -= np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + penalty, slope)
    return weights


def _probability(x: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    result: np.ndarray[Any, np.dtype[np.float64]] = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
    return result


def _labels_of(story: Path) -> dict[str, list[tuple[int, int, int]]]:
    """Labelled members by document: start, end, and the number of their question."""
    texts = {document.name: document.text for document in documents_of(story)}
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, line in enumerate((story / "threads.jsonl").read_text(encoding="utf-8").splitlines()):
        for member in json.loads(line)["members"]:
            start = texts[member["doc"]].index(member["span"])
            found[member["doc"]].append((start, start + len(member["span"]), number))
    return found


def _questions(labels: dict[str, list[tuple[int, int, int]]], place: dict[str, Any]) -> set[int]:
    """The labelled questions that a found claim answers: those of the label that it overlaps best."""
    start, end = place["span"]["start"], place["span"]["end"]
    overlaps = defaultdict[float, set[int]](set)
    for first, last, number in labels.get(place["doc"], ()):
        shared = max(0, min(end, last) - max(start, first))
        overlaps[shared / (end - start + last - first - shared)].add(number)
    best = max(overlaps, default=0.0)
    return overlaps[best] if best >= _OVERLAP else set()


if __name__ == "__main__":
    main()
