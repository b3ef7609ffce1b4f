"""Language knowledge as named data: what English words mean to the rules. No file here decides anything."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a list written with spaces between them."""
    return frozenset(listed.split())
