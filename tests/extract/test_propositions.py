"""Which words of a sentence are claims. Add a row to teach a rule: sentence, then the spans in the order of the text."""

from __future__ import annotations

import pytest

from services.extract.core import ClaimExtractor
from tests.extract.propositions_rows import (
    ATTRIBUTION_AROUND,
    COORDINATION,
    HEADLINES,
    NAMED_EVENTS,
    NO_CLAIMS,
    PLAIN,
    RELATIVE_AND_APPOSED,
    SUBORDINATE,
    WORDS_IN_FRONT,
)
from tests.extract.reading import spans_of

TABLE: list[tuple[str, list[str]]] = [
    # plain sentences
    ("The council approved the budget on Tuesday.", ["The council approved the budget on Tuesday"]),
    ("Two goals in four minutes decided the match.", ["Two goals in four minutes decided the match"]),
    ("The vaccine was withdrawn in 2021.", ["The vaccine was withdrawn in 2021"]),
    ("However, exports fell by 3 percent.", ["exports fell by 3 percent"]),
    # attribution around the claim
    ("Police said the suspect was arrested in Leeds.", ["the suspect was arrested in Leeds"]),
    ("The bridge will reopen in May, the mayor said.", ["The bridge will reopen in May"]),
    ("According to the central bank, inflation reached 4.2 percent in June.", ["inflation reached 4.2 percent in June"]),
    ("Inflation reached 4.2 percent in June, according to the central bank.", ["Inflation reached 4.2 percent in June"]),
    ("“The dam broke at midnight,” a resident told reporters.", ["The dam broke at midnight"]),
    ("The firm announced that it had sold two mines.", ["it had sold two mines"]),
    # coordination
    ("The army shelled the port and the rebels took the airport.", ["The army shelled the port", "the rebels took the airport"]),
    (
        "The company closed its plant in Ohio and opened a new one in Texas.",
        ["The company closed its plant in Ohio", "opened a new one in Texas"],
    ),
    ("Dozens were killed, injured or captured.", ["Dozens were killed, injured or captured"]),
    # subordinate clauses
    (
        "Thousands fled the city after the river burst its banks on Friday.",
        ["Thousands fled the city", "the river burst its banks on Friday"],
    ),
    (
        "The minister, who took office in March, has resigned.",
        ["who took office in March", "has resigned"],
    ),
    (
        "The storm crossed the island on Monday, destroying hundreds of homes.",
        ["The storm crossed the island on Monday", "destroying hundreds of homes"],
    ),
    ("There are reports that the airport has closed.", ["the airport has closed"]),
    ("It is likely that the firm will appeal the verdict.", ["the firm will appeal the verdict"]),
    ("The incident took place when a van hit a tram.", ["The incident took place when a van hit a tram"]),
    ("Cases rose to 40 in May, including three cases in prisons.", ["Cases rose to 40 in May", "three cases in prisons"]),
    ("Malmo, home to about 360,000 people, was without power.", ["Malmo, home to about 360,000 people", "was without power"]),
    (
        "The party won 45 seats, with 12 races still undecided.",
        ["The party won 45 seats", "12 races still undecided"],
    ),
]


ROWS = [
    *TABLE,
    *PLAIN,
    *HEADLINES,
    *COORDINATION,
    *SUBORDINATE,
    *RELATIVE_AND_APPOSED,
    *NAMED_EVENTS,
    *ATTRIBUTION_AROUND,
    *WORDS_IN_FRONT,
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[sentence for sentence, _ in ROWS])
def test_sentence_gives_these_claims(extractor: ClaimExtractor, sentence: str, expected: list[str]) -> None:
    assert spans_of(extractor, sentence) == expected


NO_CLAIM = [
    "What will the court decide?",
    "Europe should rearm.",
    "It is a disgrace.",
    "Read the full report.",
    "Is the vaccine safe for children under five?",
    "This raises questions.",
]


@pytest.mark.parametrize("sentence", [*NO_CLAIM, *NO_CLAIMS])
def test_questions_wishes_orders_and_bare_judgements_are_no_claims(extractor: ClaimExtractor, sentence: str) -> None:
    assert spans_of(extractor, sentence) == []
