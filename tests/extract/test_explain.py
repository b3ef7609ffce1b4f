"""Every rule has a name, a sentence and an example; the words that decided stand where the offsets say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.extract.core import ClaimExtractor
from services.extract.files import claims_of_text
from services.extract.rules import RULES
from tests.extract import test_attribution, test_certainty, test_propositions
from tests.extract.explain_rows import ROWS
from tests.extract.reading import PUBLISHED, rows_of

OF_PAGES = {("section", "given")}
"""Rules that need a page's own marks: no text alone shows them."""


def explained(extractor: ClaimExtractor, text: str) -> list[dict[str, Any]]:
    return claims_of_text(extractor, text, PUBLISHED, is_explained=True)


def decided(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for entry in row["reasons"]:
            yield from ((entry["field"], reason["rule"]) for reason in entry["reasons"])


@pytest.mark.parametrize(("field", "rule", "text"), ROWS, ids=[f"{field}: {rule}" for field, rule, _ in ROWS])
def test_rule_decides_in_this_text(extractor: ClaimExtractor, field: str, rule: str, text: str) -> None:
    assert (field, rule) in set(decided(explained(extractor, text)))


def test_every_rule_has_an_example_and_every_example_a_rule() -> None:
    listed = {(field, rule.value) for field, rules in RULES.items() for rule in rules}
    assert listed - OF_PAGES == {(field, rule) for field, rule, _ in ROWS}


@pytest.mark.parametrize("table", [test_attribution.TABLE, test_certainty.TABLE, test_propositions.TABLE])
def test_rules_of_the_other_tables_sentences_are_listed(extractor: ClaimExtractor, table: list[tuple[Any, ...]]) -> None:
    """A rule that is taught there without a name here is an error when it is to be shown."""
    for text, *_ in table:
        list(decided(explained(extractor, text)))


def test_every_rule_has_a_meaning() -> None:
    assert [rule for rules in RULES.values() for rule in rules if not rule.meaning.endswith(".")] == []


def test_page_s_own_marks_decide_the_section(extractor: ClaimExtractor) -> None:
    text = "Ferry sinks off Norrvik\nTwelve people drowned on Monday."
    doc = extractor.read(text, None, [("headline", 0, 23), ("body", 24, len(text))])
    assert {block.rule.value for block in doc._.claimwire_blocks} == {"given"}


def test_every_field_is_explained_and_every_offset_gives_back_its_words(extractor: ClaimExtractor) -> None:
    for text in {text for _, _, text in ROWS}:
        for row in explained(extractor, text):
            assert {entry["field"] for entry in row["reasons"]} == set(RULES)
            for entry in row["reasons"]:
                assert entry["reasons"], entry
                for words in (words for reason in entry["reasons"] for words in reason["words"]):
                    assert words["text"]
                    assert text[words["start"] : words["end"]] == words["text"]


def test_checkworthiness_is_the_sum_of_its_parts(extractor: ClaimExtractor) -> None:
    for row in explained(extractor, "At least 12 people drowned near Bergen on Monday, police said. The ship may be raised."):
        parts = next(entry["reasons"] for entry in row["reasons"] if entry["field"] == "checkworthiness")
        assert sum(part["adds"] for part in parts) == pytest.approx(row["checkworthiness"])


def test_explaining_changes_no_claim(extractor: ClaimExtractor) -> None:
    text = "\n".join(text for _, _, text in ROWS)
    plain = [{name: value for name, value in row.items() if name != "reasons"} for row in explained(extractor, text)]
    assert plain == rows_of(extractor, text)


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("At least 12 people drowned.", "quantities", [("words before", ["At least"]), ("counted noun", ["people"])]),
        ("A study suggests that the dam may fail.", "attributions", [("verb with clause", ["suggests", "A study"])]),
        ("The dam may fail.", "certainty", [("modal verb", ["may"])]),
        ("Nobody approved the plan.", "polarity", [("negation", ["Nobody"])]),
        ("The firm failed to repair the dam.", "predicate", [("below a verb of phase", ["repair"])]),
        ("The plant closes if the talks fail.", "status", [("condition", ["if"])]),
        ("The bridge opened in Lisbon.", "places", [("behind a preposition", ["in", "Lisbon"])]),
        ("Cases rose to 40 in May, including three cases in prisons.", "span", [("main", ["rose"])]),
        ("Prices have doubled since May 2022.", "times", [("date with its year", ["since May 2022"]), ("open end", ["since May 2022"])]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_words_are_those_that_decided(extractor: ClaimExtractor, text: str, field: str, expected: list[tuple[str, list[str]]]) -> None:
    entry = next(entry for entry in explained(extractor, text)[0]["reasons"] if entry["field"] == field)
    assert [(reason["rule"], [words["text"] for words in reason["words"]]) for reason in entry["reasons"]] == expected
