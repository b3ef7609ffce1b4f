"""Submitted files in, articles out."""

from __future__ import annotations

import pytest

from services.ingest.errors import Unreadable
from services.ingest.file_address import address_of
from services.ingest.files import find_headline, read_file
from services.ingest.outcomes import Outcome
from services.ingest.reading import DocumentRead
from tests.ingest.pages_of_ours import PARAGRAPHS, article_page

BODY = "\n\n".join(PARAGRAPHS)


def read(content: bytes, name: str = "story.txt") -> DocumentRead:
    return read_file(content, name=name, languages=frozenset({"en"}))


def refusal(content: bytes, name: str = "story.txt") -> Outcome:
    with pytest.raises(Unreadable) as refused:
        read(content, name)
    return refused.value.code


def test_text_is_kept_as_it_is() -> None:
    content = f"Velmora approves a wall\n\n{BODY}\n  Indented,   with spaces. \n"
    found = read(content.encode())
    assert found.text == content
    assert found.title == "Velmora approves a wall"
    headline, body = found.sections
    assert found.text[headline.start : headline.end] == "Velmora approves a wall"
    assert found.text[body.start :].startswith("The harbour board")
    assert body.end == len(content)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A short line\n\nThe body.", "A short line"),
        ("\n  A short line  \n \nThe body.", "A short line"),
        ("Is it a question?\n\nThe body.", "Is it a question?"),
        ("It is a sentence.\n\nThe body.", ""),
        ("A short line\nThe body follows at once.", ""),
        ("Dear editor,\n\nThe body.", ""),
        ("word " * 60 + "\n\nThe body.", ""),
        ("Only one line", ""),
    ],
)
def test_first_line_is_a_headline_when_it_looks_like_one(text: str, title: str) -> None:
    found, sections = find_headline(text)
    assert found == title
    assert [section.kind for section in sections] == (["headline", "body"] if title else ["body"])
    assert sections[-1].end == len(text)


def test_html_file_is_read_as_a_page_whatever_its_name() -> None:
    for name in ("story.html", "story.htm", "download"):
        assert read(article_page().encode(), name).title == "Velmora approves a longer breakwater"


@pytest.mark.parametrize(
    ("content", "name", "outcome"),
    [
        (b"", "a.txt", Outcome.REJECTED_EMPTY),
        (b" \n\t\n", "a.txt", Outcome.REJECTED_EMPTY),
        (b"\xef\xbb\xbf", "a.txt", Outcome.REJECTED_EMPTY),
        (b"", "a.html", Outcome.REJECTED_EMPTY),
        ("The café is closed.".encode("latin-1"), "a.txt", Outcome.REJECTED_ENCODING),
        ("Порт закрыт на ремонт.".encode("koi8-r"), "a.txt", Outcome.REJECTED_ENCODING),
        (b"%PDF-1.7 ...", "a.txt", Outcome.REJECTED_BINARY),
        (b"PK\x03\x04...", "a.docx", Outcome.REJECTED_BINARY),
        (bytes(range(256)) * 20, "a.txt", Outcome.REJECTED_BINARY),
        (b"\x01\x02\x03\x04" * 500, "a.txt", Outcome.REJECTED_BINARY),
        (
            b"Der Hafenrat hat am Dienstag nach elf Jahren Streit einen neuen Wellenbrecher beschlossen.",
            "a.txt",
            Outcome.REJECTED_LANGUAGE,
        ),
        ("😀😀😀".encode(), "a.txt", Outcome.REJECTED_LANGUAGE),
        (b"<html><body><p>Nothing much.</p></body></html>", "a.html", Outcome.REJECTED_NO_CONTENT),
    ],
)
def test_bad_file_ends_typed(content: bytes, name: str, outcome: Outcome) -> None:
    assert refusal(content, name) is outcome


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encoding_with_a_mark_is_read(encoding: str) -> None:
    assert read(f"Café Málaga reopens\n\n{BODY}".encode(encoding)).title == "Café Málaga reopens"


def test_windows_line_ends_become_plain_ones() -> None:
    assert read(f"Velmora approves a wall\r\n\r\n{BODY}".encode()).text == f"Velmora approves a wall\n\n{BODY}"


def test_same_content_has_one_address_whatever_the_name() -> None:
    assert address_of(b"words") == address_of(b"words") != address_of(b"other words")
    assert address_of(b"words").startswith("file:sha256:")
