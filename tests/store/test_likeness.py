"""How alike two answers are, and that the search for the most alike overlooks none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.store.likeness import Asked, are_told_apart, asked, likeness, may_take
from services.store.wordings import ALIKE, Answer, Told, from_json, take_questions, to_json
from tests.store.newswriting import NOON

STEMS = ("dam", "gate", "open", "water", "valley", "night", "board", "fish", "ship", "crew", "song", "town")
SENTENCE = frozenset({"board", "gate", "open", "night", "valley"})


def saying(key: str = "be|=x|||||", words: frozenset[str] = SENTENCE, **more: Any) -> Asked:
    """An answer; its sentence has no other words."""
    values: dict[str, Any] = {"is_number": False, "is_denied": False, "value": None, "counted": frozenset(), "said": "", **more}
    return asked(key, words=words, **{"sentence": words, **values})


def number(value: float, unit: str = "", **more: Any) -> Asked:
    return saying(f"be|=x|{unit}||||", is_number=True, value=value, **more)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ((saying(), saying()), (saying(), saying(words=frozenset({"board", "gate", "fish", "ship"})))),
        ((saying(), saying()), (saying(), saying(sentence=frozenset({"board", "fish", "ship"})))),
        ((number(40), number(40)), (number(40), number(60))),
        ((number(40), number(60)), (number(40), number(300))),
        ((number(40), number(300)), (number(40), number(9000))),
        ((number(40), number(-5)), (number(40), number(9000))),
        ((number(40), number(60)), (number(40), saying())),
        ((number(40), number(60)), (number(40, counted=frozenset({"gate"})), number(60, counted=frozenset({"ship"})))),
        ((number(0), number(0)), (number(0), number(5))),
    ],
    ids=["words", "sentences", "equal", "near", "of one order", "not far", "a number and none", "what is counted", "zero"],
)  # fmt: skip
def test_what_speaks_for_one_question(more: tuple[Asked, Asked], less: tuple[Asked, Asked]) -> None:
    assert likeness(*more) > likeness(*less)
    assert likeness(*more) == likeness(*more[::-1])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (number(40, "km"), number(40, "hour")),
        (saying(said="purchase"), saying(said="sale")),
        (saying("be|=x|||||vance"), saying("be|=x|||||larkin")),
        (saying("be|round 2|||||"), saying("be|round 3|||||")),
        (saying("resign||||||"), saying("resign|||ahead|||")),
        (saying("winning|vote|||||"), saying("winning|seat|||||")),
        (saying("death||||||"), saying("injury||||||")),
        (saying("death|child|||||"), saying("death||||||")),
        (saying("death||||PER|water|"), saying("death||||CHL|water|")),
    ],
)
def test_slots_that_both_have_tell_apart_however_alike_the_words(a: Asked, b: Asked) -> None:
    assert are_told_apart(a, b)
    assert are_told_apart(b, a)
    assert likeness(a, b) == 0


def test_a_toll_takes_no_other_question_and_a_no_only_that_of_a_yes_very_alike() -> None:
    toll, other, no = saying("death||||||"), saying(), saying(is_denied=True)
    assert may_take(other, toll, 0.55)
    assert not may_take(toll, other, 0.99)
    assert may_take(no, other, 0.7)
    assert not may_take(no, other, 0.55)


KEYS = ("be|=x|||||", "be|=y|km||||", "opening|gate|||||", "opening||||||", "death||||||", "death|child|||||", "sale||||||vance")
ANSWERS = st.builds(
    lambda key, words, around, **more: (key, saying(key, words, sentence=words | around, **more)),
    st.sampled_from(KEYS),
    st.frozensets(st.sampled_from(STEMS), max_size=4),
    st.frozensets(st.sampled_from(STEMS), min_size=2, max_size=6),
    is_number=st.booleans(),
    is_denied=st.booleans(),
    value=st.sampled_from((None, 0.0, 3.0, 5.0, 40.0, 900.0)),
    counted=st.frozensets(st.sampled_from(("gate", "ship")), max_size=1),
    said=st.sampled_from(("", "opening", "sale", "death")),
)


def _told(day: int, *answers: tuple[str, str, Asked]) -> Told:
    """An article's answers: own key, question taken, and how they are compared."""
    made = [Answer(UUID(int=100 * day + at), own_key, key, each) for at, (own_key, key, each) in enumerate(answers)]
    return Told(UUID(int=day), NOON + timedelta(days=day), ("voss",), tuple(made))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(ANSWERS, min_size=1, max_size=6), ANSWERS)
def test_the_most_alike_answer_is_not_overlooked(before: list[tuple[str, Asked]], own: tuple[str, Asked]) -> None:
    _, answer = own
    alike = {f"q{at}": likeness(answer, each) for at, (_, each) in enumerate(before)}
    others = {key: alike[key] for key, (_, each) in zip(alike, before, strict=True) if may_take(answer, each, alike[key])}
    earlier = _told(1, *((key, key, each) for key, (_, each) in zip(alike, before, strict=True)))
    (taken,) = take_questions(_told(2, ("own", "own", answer)), [earlier]).answers
    best = max(others.values(), default=0.0)
    if best > ALIKE:
        assert others[taken.key] == best
    else:
        assert taken.key == "own"


def test_the_same_key_goes_before_what_is_more_alike_and_is_followed_to_what_it_took() -> None:
    apart, other = saying(said="sale"), saying(said="purchase")
    before = _told(1, ("own", "taken", apart), ("more alike", "more alike", other))
    (taken,) = take_questions(_told(2, ("own", "own", other)), [before]).answers
    assert taken.key == "taken"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(ANSWERS, max_size=4))
def test_answers_are_read_back_as_they_were_stored(answers: list[tuple[str, Asked]]) -> None:
    made = _told(1, *((key, "taken", each) for key, each in answers)).answers
    assert tuple(from_json(to_json(made))) == made
