"""What the services' outcome words have in common: each carries its meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class OutcomeWord(StrEnum):
    """The one word that a unit of work ends with. Members are written `NAME = "word", "What it means."`."""

    meaning: str

    def __new__(cls, word: str, meaning: str) -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member
