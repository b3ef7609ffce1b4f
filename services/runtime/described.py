"""Words of a closed vocabulary, each with its meaning: the enum is the code's list and the documentation's at once."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class DescribedWord(StrEnum):
    """Members are written `NAME = "word", "What it means."`."""

    meaning: str

    def __new__(cls, word: str, meaning: str) -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member
