"""Titles: a claim's own words as a question, of the claim that reads best. A row is a claim's words, its figure and unit, and the title."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.store.titles import Candidate, title_of


def candidate(
    words: str, value_text: str | None = None, unit: str | None = "count", number: int = 1, position: str = "p", polarity: str = "positive"
) -> Candidate:
    answer = {"words": words, "value_text": value_text, "unit": unit if value_text else None, "polarity": polarity}
    return Candidate(UUID(int=number), position, answer)


@pytest.mark.parametrize(
    ("words", "value_text", "unit", "title"),
    [
        ("42 people died", "42", "count", "How many people died?"),
        ("Thousands of workers marched", "Thousands of", "count", "How many workers marched?"),
        ("Four of them died", "Four", "count", "How many of them died?"),
        ("the storm damaged about 1,400 homes in Fiji", "about 1,400", "count", "The storm damaged how many homes in Fiji?"),
        ("the 140 stations that they visited", "140", "count", "How many stations that they visited?"),
        ("61 percent of trains were cancelled", "61 percent", "percent", "What share of trains were cancelled?"),
        ("six in ten trains will run", "six in ten", "percent", "What share of trains will run?"),
        ("61 percent voted", "61 percent", "percent", "What percentage voted?"),
        ("turnout in Malta was 61 per cent", "61 per cent", "percent", "Turnout in Malta was what percentage?"),
        ("the river stood at 5.9 metres", "5.9", "m", "The river stood at how many metres?"),
        ("Castell made a profit of 2 billion euros", "2 billion euros", "EUR", "Castell made a profit of how much?"),
        ("the dam burst.", None, None, "The dam burst?"),
        # what is only of its day, and what follows
        ("42 people died on Monday night, officials said", "42", "count", "How many people died?"),
        ("the union called off the strike, which had lasted nine days", None, None, "The union called off the strike?"),
        ("900 ballots were forged in the election, a claim it denied", "900", "count", "How many ballots were forged in the election?"),
        ("the flood, the worst since 1998, killed 42 people", "42", "count", "The flood, the worst since 1998, killed how many people?"),
        ('up to 3,000" doubtful ballots were found', "up to 3,000", "count", "How many doubtful ballots were found?"),
        # somebody's own words stay a quotation
        ("we hear about new offers from journalists", None, None, "“We hear about new offers from journalists”?"),
    ],
)  # fmt: skip
def test_title_is_the_claims_own_words_as_a_question(words: str, value_text: str | None, unit: str | None, title: str) -> None:
    assert title_of([candidate(words, value_text, unit)]) == title


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (candidate("which had been cut off since Monday", number=1), candidate("the village had been cut off", number=2)),
        (candidate("it was called off", number=1), candidate("the strike was called off by the union", number=2)),
        (candidate("the dam did not burst", number=1, polarity="negative"), candidate("the dam burst in the night", number=2)),
        (candidate("people were killed in the flood", number=1), candidate("the flood killed 42 people", "42", number=2)),
        (candidate('no "immediate danger', number=1), candidate("there is danger for the town", number=2)),
    ],
)
def test_title_is_that_of_the_claim_that_can_be_read_alone(worse: Candidate, better: Candidate) -> None:
    assert title_of([worse, better]) == title_of([better])


def test_title_is_that_of_the_answer_that_most_share() -> None:
    many = [
        candidate("42 people died", "42", number=1, position="a"),
        candidate("60 residents died", "60", number=2, position="b"),
        candidate("60 residents died", "60", number=3, position="b"),
    ]
    assert title_of(many) == title_of(reversed(many)) == "How many residents died?"
