"""Which agency an article credits."""

from __future__ import annotations

import pytest

from services.ingest.wire_credit import find_wire_credit

BODY = ["The harbour board met on Tuesday.", "It decided nothing, its chair said.", "The next meeting is in May."]


@pytest.mark.parametrize(
    ("first", "credit"),
    [
        ("VELMORA, March 3 (Reuters) - The harbour board met.", "Reuters"),
        ("VELMORA (AP) — The harbour board met.", "Associated Press"),
        ("Velmora (AFP) – The harbour board met.", "Agence France-Presse"),
        ("(Reuters) - The harbour board met.", "Reuters"),
        ("VELMORA, March 3 (Northern Wire) — The harbour board met.", "Northern Wire"),
        ("VELMORA — The harbour board (HB) met on Tuesday.", None),
        ("The Velmora Harbour Board (VHB) - founded in 1911 - met.", "VHB"),
    ],
)
def test_dateline_names_the_agency(first: str, credit: str | None) -> None:
    assert find_wire_credit([first, *BODY]) == credit


@pytest.mark.parametrize(
    ("last", "credit"),
    [
        ("(Reuters)", "Reuters"),
        ("— AP", "Associated Press"),
        ("- dpa", "Deutsche Presse-Agentur"),
        ("Source: AFP", "Agence France-Presse"),
        ("© 2026 AFP", "Agence France-Presse"),
        ("Credit: Lowland News Agency", "Lowland News Agency"),
        ("The next meeting is in May. – Reuters", "Reuters"),
        ("The next meeting is in May. (PTI)", "Press Trust of India"),
        ("Source: our own reporting", None),
        ("(Picture: harbour board)", None),
        ("He called his pa", None),
    ],
)
def test_closing_line_names_the_agency(last: str, credit: str | None) -> None:
    assert find_wire_credit([*BODY, last]) == credit


@pytest.mark.parametrize(
    ("author", "credit"),
    [
        ("Reuters", "Reuters"),
        ("The Associated Press", "Associated Press"),
        ("Ida Quell, Associated Press", "Associated Press"),
        ("By Ida Quell | AFP", "Agence France-Presse"),
        ("Lowland News Agency", "Lowland News Agency"),
        ("Ida Quell", None),
        ("Pier Post staff", None),
    ],
)
def test_byline_names_the_agency(author: str, credit: str | None) -> None:
    assert find_wire_credit(BODY, authors=[author]) == credit


def test_the_papers_own_data_come_first() -> None:
    assert find_wire_credit(["X (AP) — Text."], credits=["Reuters"]) == "Reuters"
    assert find_wire_credit(BODY, credits=["The Pier Post"]) is None


def test_no_text_has_no_credit() -> None:
    assert find_wire_credit([]) is None
