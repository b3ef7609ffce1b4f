"""What stands around an article gives no claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from services.extract.core import ClaimExtractor
from tests.extract.reading import rows_of, spans_of
from tests.extract.sections_rows import AROUND as AROUND_ROWS
from tests.extract.sections_rows import DATELINES, KEPT, UNMARKED_COMMENTS

ARTICLE = (
    "Council votes to close two schools\n\n"
    "PORTO (Agency) — The city council voted on Monday to close two primary schools in the old town.\n\n"
    "The schools have 310 pupils together, the council said. They will move to a new building in September.\n\n"
    "Teachers protested in front of the town hall for three hours on Monday evening.\n"
)
INSIDE = [
    "Council votes to close two schools",
    "The city council voted on Monday to close two primary schools in the old town",
    "The schools have 310 pupils together",
    "They will move to a new building in September",
    "Teachers protested in front of the town hall for three hours on Monday evening",
]

AROUND = [
    "About the author: Joana Reis has covered schools for 12 years and won two prizes in 2019.",
    "This article was originally published on another site and has been edited for style.",
    "Comments (14)\nThe council closed my school in 1998 as well.\nNobody asked the parents at all.",
    "Related articles\nMayor sold the town hall for €2 million",
    "Pingback: The schools of Porto were closed | A blog",
    "Tags: schools, Porto\nThe police arrested three men in another town.",
    "Share this on Facebook\nThe minister resigned yesterday.",
    "rui77\nMarch 4, 2025 at 9:14 am\nThe mayor sold the building to his cousin.",
]

_DATELINE = re.compile(r"\[(?P<place>[^\]/]*) / (?P<agency>[^\]]*)\] ")
_MARKS = {"headline": "H", "body": "B", "around": "A"}


@dataclass(frozen=True)
class Row:
    """A row of the tables, read."""

    lines: list[str]
    marks: list[str]
    dateline: tuple[str, str] | None

    @classmethod
    def of(cls, written: str) -> Row:
        lines, marks, dateline = [], [], None
        for each in written.strip().split("\n"):
            mark, line = each.strip().split(" ", 1)
            if found := _DATELINE.match(line):
                dateline, line = (found["place"].strip(), found["agency"]), line[found.end() :]
            lines.append(line)
            marks.append(mark)
        return cls(lines, marks, dateline)


def name_of(written: str) -> str:
    return Row.of(written).lines[0]


@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["empty lines", "single lines"])
@pytest.mark.parametrize("written", [*AROUND_ROWS, *UNMARKED_COMMENTS, *DATELINES, *KEPT], ids=name_of)
def test_lines_are_what_a_reader_takes_them_for(extractor: ClaimExtractor, written: str, between: str) -> None:
    row = Row.of(written)
    doc = extractor.read(between.join(row.lines))
    assert [(_MARKS[block.kind], line) for block, line in zip(doc._.claimwire_blocks, row.lines, strict=True)] == list(
        zip(row.marks, row.lines, strict=True)
    )
    around = [block for block in doc._.claimwire_blocks if block.kind == "around"]
    assert not [claim for claim in doc._.claimwire_claims for block in around if block.start <= claim.words.start < block.end]


@pytest.mark.parametrize("written", [*DATELINES, *KEPT], ids=name_of)
def test_dateline_gives_place_and_agency(extractor: ClaimExtractor, written: str) -> None:
    row = Row.of(written)
    doc = extractor.read("\n\n".join(row.lines))
    found = doc._.claimwire_dateline
    assert (found and (found.place, found.agency)) == row.dateline
    if row.dateline is not None:
        lead = next(block for block in doc._.claimwire_blocks if block.kind == "body")
        assert not doc[lead.start : lead.end].text.startswith(("(", "—", "-"))


def test_here_is_the_place_of_the_dateline(extractor: ClaimExtractor) -> None:
    text = "Ministers agree on fishing\n\nBERGEN, Norway (AP) — Ministers of nine countries signed a pact on herring here on Friday.\n"
    doc = extractor.read(text)
    assert [(place.name, doc[place.words.start].text) for claim in doc._.claimwire_claims for place in claim.places] == [("Bergen", "here")]


def test_here_in_a_quote_is_where_the_speaker_stands(extractor: ClaimExtractor) -> None:
    text = "Coach leaves\n\nBERGEN, Norway (AP) — “I won four cups here in two years,” the coach said on Friday.\n"
    assert not [place for claim in extractor.read(text)._.claimwire_claims for place in claim.places]


def test_article_gives_its_claims_with_sections(extractor: ClaimExtractor) -> None:
    rows = rows_of(extractor, ARTICLE)
    assert [row["span"]["text"] for row in rows] == INSIDE
    assert [row["section"] for row in rows] == ["headline", "body", "body", "body", "body"]


@pytest.mark.parametrize("around", AROUND, ids=[text.split("\n")[0] for text in AROUND])
def test_what_follows_the_article_gives_no_claim(extractor: ClaimExtractor, around: str) -> None:
    assert spans_of(extractor, ARTICLE + "\n" + around) == INSIDE


def test_comments_without_any_mark_give_no_claim(extractor: ClaimExtractor) -> None:
    comments = (
        "I went to that school and it was crap, honestly...\n"
        "You people never learn! They closed our library too.\n"
        "lol my son was there in 2010, nobody cared then either\n"
        "What do you expect from this mayor??\n"
        "We should just vote them out, I have had enough of these clowns.\n"
    )
    assert spans_of(extractor, ARTICLE + "\n" + comments) == INSIDE


def test_column_in_the_first_person_is_kept(extractor: ClaimExtractor) -> None:
    column = "\n".join(
        f"I visited village number {n} in the hills and I met {n + 3} farmers who had lost their crops." for n in range(2, 9)
    )
    assert len(rows_of(extractor, column)) >= 7


def test_known_sections_win(extractor: ClaimExtractor) -> None:
    text = "The mayor resigned. The council met on Friday."
    doc = extractor.read(text, None, [("body", 0, 19)])
    assert [block.kind for block in doc._.claimwire_blocks] == ["body"]


def test_lines_wrapped_at_a_column_are_one_paragraph(extractor: ClaimExtractor) -> None:
    text = (
        "The central bank raised its key interest rate by half a point on Thursday\n"
        "and said that further steps would depend on the prices of food and energy in\n"
        "the months to come. The bank's governor said in the capital on Monday that\n"
        "inflation had reached 7.1 percent in May, the highest figure since the year\n"
        "1998. Unions demanded higher wages for the 200,000 people who work for the\n"
        "state. Employers warned that another round of strikes would cost the country\n"
        "about two billion crowns. The government has not yet answered the demands.\n"
    )
    spans = spans_of(extractor, text)
    assert any("inflation had reached 7.1 percent in May" in span for span in spans)
