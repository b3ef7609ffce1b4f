"""The generated pages of `docs/` say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from services import listings


@pytest.mark.parametrize("path", listings.pages(), ids=lambda path: path.name)
def test_committed_page_is_what_the_code_generates(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == listings.pages()[path], "run `make docs`"


def test_every_setting_has_a_meaning() -> None:
    assert [variable for _, variable, _, field in listings.all_settings() if not field.description] == []


def test_no_two_settings_share_a_variable() -> None:
    variables = [variable for _, variable, _, _ in listings.all_settings()]
    assert len(variables) == len(set(variables))


def test_every_outcome_word_has_a_meaning() -> None:
    assert [word for words in listings.OUTCOMES.values() for word in words if not word.meaning] == []
