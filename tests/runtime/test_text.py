"""The text normal form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.runtime.text import normal_form, normal_form_with_offsets, one_line

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("plain", "plain"),
        ("Cafe\u0301", "Café"),
        ("a\x00b", "ab"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("tab\tstays", "tab\tstays"),
        ("bell\x07", "bell"),
        ("half \ud83d pair", "half  pair"),
        ("\ufeffmark", "mark"),
        ("", ""),
    ],
)
def test_normal_form(given_text: str, normal: str) -> None:
    assert normal_form(given_text) == normal


@given(ANY_TEXT)
def test_normal_form_is_idempotent_encodable_and_nfc(text: str) -> None:
    normal = normal_form(text)
    assert normal_form(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)
    assert "\x00" not in normal.encode().decode()


@given(ANY_TEXT)
def test_offsets_lead_back_into_the_given_text(text: str) -> None:
    normal, offsets = normal_form_with_offsets(text)
    assert normal == normal_form(text)
    assert len(offsets) == len(normal) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(
        text[at] == char for at, char in zip(offsets, normal, strict=False) if char.isascii() and char != "\n" and text[at].isascii()
    )


def test_length_is_capped() -> None:
    assert len(normal_form("x" * 100, max_chars=10)) == 10


def test_one_line_folds_white_space() -> None:
    assert one_line("  a\n b\t c ") == "a b c"
