"""The page of a text and its claims: what it shows, and that nothing in a text can act."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from services.claims_page import page
from services.extract.core import ClaimExtractor
from services.extract.files import claims_of_text
from tests.cli.test_cli import TEXT, claimwire, said

HOSTILE = (
    "<script>alert(1)</script> sinks off \"Norrvik\" & co\n\n"
    "Police said <img src=x onerror=alert(2)> 12 people drowned near Norrvik</span></style><script>alert(3)</script>. "
    "{{ 7 * 7 }} The firm\u202e denied it; the mayor 'said' javascript:alert(4) killed 30 people.\n"
)  # fmt: skip


class Read(HTMLParser):
    """What a browser would make of a page: its elements, and the text of the article."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.article = ""
        self._open: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self._open.append(tag)
            self._hidden += tag == "a"

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._hidden -= tag == "a"

    def handle_data(self, data: str) -> None:
        if "article" in self._open and not self._hidden:
            self.article += data


@pytest.fixture(scope="module")
def extractor() -> ClaimExtractor:
    return ClaimExtractor.load()


def read(extractor: ClaimExtractor, text: str, name: str = "a.txt") -> tuple[Read, str, list[dict[str, Any]]]:
    rows = claims_of_text(extractor, text, is_explained=True)
    html = page(text, rows, name)
    return Read(html), html, rows


def test_the_whole_text_stands_there_with_every_claim_marked_and_listed(extractor: ClaimExtractor) -> None:
    text = TEXT + "The roof, built in 1962, collapsed; the firm denied that the beams were weak.\n"
    found, _, rows = read(extractor, text)
    assert "".join(found.article.split()) == "".join(text.split())
    ids = {attributes["id"] for _, attributes in found.elements if attributes.get("id")}
    assert ids == {f"{kind}{number}" for kind in "mc" for number in range(1, len(rows) + 1)}


def test_claims_inside_one_another_have_lines_of_their_own(extractor: ClaimExtractor) -> None:
    found, _, rows = read(extractor, "The bridge built in 1962 by the firm of Lars Holm collapsed on Monday.")
    assert len(rows) == 2
    classes = [attributes.get("class") or "" for tag, attributes in found.elements if tag == "span"]
    assert any({"r1", "r2", "lane0", "lane1"} <= set(one.split()) for one in classes)


def test_nothing_in_a_text_can_act(extractor: ClaimExtractor) -> None:
    found, html, rows = read(extractor, HOSTILE, "<b onclick=alert(5)>.txt")
    assert rows
    tags = {tag for tag, _ in found.elements}
    assert not tags & {"script", "img", "iframe", "object", "link", "base", "form", "b onclick"}
    assert not [name for _, attributes in found.elements for name in attributes if name.startswith("on") or name in {"style", "src"}]
    assert all(attributes["href"].startswith("#") for tag, attributes in found.elements if tag == "a" and attributes["href"])
    assert "7 * 7" in html
    assert html.count("<style>") == html.count("</style>") == 1


def test_the_policy_allows_the_page_s_own_style_sheet_only(extractor: ClaimExtractor) -> None:
    found, html, _ = read(extractor, HOSTILE)
    policy = next(attributes["content"] for tag, attributes in found.elements if tag == "meta" and "http-equiv" in attributes)
    assert policy is not None
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none'", policy)
    assert "http:" not in html
    assert "https:" not in html


def test_signs_that_turn_or_hide_text_are_written_out(extractor: ClaimExtractor) -> None:
    _, html, _ = read(extractor, HOSTILE, "a\u202etxt.exe")
    assert "\u202e" not in html
    assert html.count("⟨U+202E⟩") >= 3


def test_a_text_without_claims_is_a_page_too(extractor: ClaimExtractor) -> None:
    found, html, rows = read(extractor, "Why?")
    assert rows == []
    assert "0 claims" in html
    assert found.article.strip() == "Why?"


def test_command_writes_the_page_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = claimwire("claims", "-", "--html", str(target), data_dir=tmp_path, stdin=TEXT.encode())
    assert (done.returncode, done.stdout) == (0, ""), said(done)
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    printed = claimwire("claims", "-", "--html", "-", data_dir=tmp_path, stdin=TEXT.encode())
    assert printed.stdout == target.read_text(encoding="utf-8")


def test_page_is_never_written_over_the_text(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TEXT, encoding="utf-8")
    done = claimwire("claims", str(text), "--html", str(tmp_path / "." / "a.txt"), data_dir=tmp_path)
    assert done.returncode == 2
    assert "would overwrite" in said(done)
    assert text.read_text(encoding="utf-8") == TEXT
