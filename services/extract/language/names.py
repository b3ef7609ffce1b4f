"""Words around names: titles in front, suffixes behind, heads of organisations' names."""

from __future__ import annotations

from typing import Final

from services.extract.language import words
from services.extract.language.sources import ORGANISATIONS

HONORIFICS: Final = words("""
    mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend hon madam capt captain gen general col sgt lt
""")
NAME_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "m.d", "phd", "ph.d", "esq"})
ORGANISATION_WORDS: Final = ORGANISATIONS

REPORTER_PRONOUNS: Final = words("he she it they who which i we his her its their my our")
"""Pronouns that stand for a source named before."""

PERSON_ENDINGS: Final = ("or", "er", "ist", "ian", "man", "woman", "person", "eer", "ant")
"""Endings of nouns for one who does something: "mediator", "pianist"."""
