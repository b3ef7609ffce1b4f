"""The figures of the table are those that the scorers print."""

from __future__ import annotations

from bench.quality_table import THREAD_FLOORS, read_scores, read_thread_scores

THREADS = """coverage      0.912  (31 of 34 gold members)
grouping      P 0.700  R 0.900  F1 0.788
conflict      P 1.000  R 0.250  F1 0.400  (gold 8, predicted 2)
"""


def test_thread_rows_take_f1_and_coverage_its_plain_value() -> None:
    found = read_thread_scores(THREADS)
    assert found == {"coverage": 0.912, "grouping": 0.788, "conflict": 0.4}
    assert found.keys() == THREAD_FLOORS.keys()


def test_rows_of_a_set_are_read_by_name() -> None:
    printed = (
        f"{'mean over pages':34} precision 0.975  recall 0.982  f1 0.977\n{'source right, of matched at 0.3':34} accuracy 0.800  n 7\n"
    )
    assert read_scores(printed)["mean over pages"] == {"precision": 0.975, "recall": 0.982, "f1": 0.977}
    assert read_scores(printed)["source right, of matched at 0.3"] == {"accuracy": 0.8, "n": 7}
