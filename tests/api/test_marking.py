"""Marks in texts: whatever overlaps, the text stays the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.api.marking import Mark, Run, quote_of, runs_of, text_of
from tests.api.stories import ferry_story


def test_marks_that_overlap_are_cut_where_they_begin_and_end() -> None:
    runs = runs_of("abcdef", [Mark(1, 4, "x"), Mark(2, 6, "y")])
    assert runs == [Run("a", ()), Run("b", ("x",)), Run("cd", ("x", "y")), Run("ef", ("y",))]


def test_same_label_twice_ends_where_the_last_ends() -> None:
    assert runs_of("abcd", [Mark(0, 3, "x"), Mark(1, 2, "x")]) == [Run("a", ("x",)), Run("b", ("x",)), Run("c", ("x",)), Run("d", ())]


def test_marks_outside_the_text_are_ignored() -> None:
    assert runs_of("abc", [Mark(0, 3, "x"), Mark(9, 12, "y")], offset=3) == [Run("abc", ())]


def test_quote_holds_the_whole_sentence_with_its_words_and_figure() -> None:
    member = ferry_story()[1][0].members[0]
    runs = quote_of(member)
    assert "".join(run.text for run in runs) == member.claim.sentence.text
    assert "".join(run.text for run in runs if "words" in run.labels) == member.claim.span.text
    assert [run.text for run in runs if "figure" in run.labels] == ["at least 40"]


def test_claim_over_a_line_end_has_one_anchor() -> None:
    story = ferry_story()[0][0]
    broken = story.model_copy(update={"text": story.text.replace("cabins were", "cabins\nwere")})
    paragraphs = text_of(broken)
    anchors = [anchor for paragraph in paragraphs for run in paragraph.runs for anchor in run.anchors]
    assert len(anchors) == len(set(anchors)) == 2
    assert [paragraph.is_headline for paragraph in paragraphs] == [True, False, False]


texts = st.text(max_size=60)
places = st.integers(0, 80)
marks = st.lists(st.builds(lambda a, b, label: Mark(min(a, b), max(a, b), label), places, places, st.sampled_from("xyz")))


@given(texts, marks, st.integers(0, 20))
def test_runs_always_give_back_the_text(text: str, marks: list[Mark], offset: int) -> None:
    runs = runs_of(text, marks, offset=offset)
    assert "".join(run.text for run in runs) == text
    place = offset
    for run in runs:
        assert run.text
        covering = {mark.label for mark in marks if mark.start <= place < mark.end}
        assert set(run.labels) == covering
        place += len(run.text)
