"""What the services' outcome words have in common: each carries its meaning."""

from __future__ import annotations

from services.runtime.described import DescribedWord


class OutcomeWord(DescribedWord):
    """The one word that a unit of work ends with. Members are written `NAME = "word", "What it means."`."""
