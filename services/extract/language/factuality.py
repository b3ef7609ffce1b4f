"""Words above an event that say whether it happened: implicative verbs and words of wishing, planning, needing."""

from __future__ import annotations

from typing import Final

from services.extract.language import words

IMPLYING: Final = words("""
    manage begin start continue happen get come turn prove remember dare bother force cause help lead go appear seem
    used use have tend keep proceed
""")
"""With an infinitive these say that it happened (Karttunen's implicatives, verbs of phase and of making)."""

UNREAL: Final = words("""
    want wish hope need plan intend expect try attempt seek ask request order tell urge recommend suggest propose demand require
    promise offer agree decide consider prefer like love desire aim prepare threaten refuse fail hesitate allow let permit
    advise encourage invite look wait learn
""")
"""What these take has not happened yet, or never."""

UNREAL_NOUNS: Final = words(
    "plan desire wish hope need intention attempt effort proposal offer request order way chance opportunity right ability decision"
)
