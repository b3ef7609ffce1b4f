"""Words that make a name a place."""

from __future__ import annotations

from typing import Final

from services.extract.language import words

PLACE_NOUNS: Final = words("""
    town city village port capital district province region county state suburb island islands municipality hamlet borough
    neighbourhood neighborhood prefecture department governorate canton valley resort settlement commune parish enclave
    peninsula
""")
""" "the eastern town of X", "the capital, X": whatever the recogniser took X for."""

LOCATING: Final = words("""
    in at near on from to into across through throughout over around outside inside along above off between within toward
    towards of
""")
INSIDE: Final = frozenset({"in", "near", "outside", "around"})
"""Behind these a name that the recogniser does not know is a place."""
TRUSTING: Final = words("confidence trust faith belief interest believe trust confide invest")
"""With these "in" names whom or what, not where."""
