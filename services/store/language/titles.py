"""Words that decide how a claim reads as a title."""

from __future__ import annotations

from typing import Final

from services.store.language.words import word_set

POINTING: Final = word_set(
    "it he she they we i you this that these those which who whom whose where when what his her their its there here him them us me my our "
    "will would could may might can should had has have was were is are be been did does do not no "
    "and but or so if because as also then too another others both such one some"
)
"""First words of claims that need what stood before them."""

SPEAKING: Final = word_set("i we you my our us me")
"""First words of what somebody said in person: they stay a quotation."""

TAIL: Final = (
    r",? (?:which|who|whom|whose|while|because|although|though|whereas)\b.*$"
    r"|, (?:a|an|the|most|many|some|one|up|down|after|as|when|where|with|including|according|but|and|or|since|of|from|by|officials?|police|"
    r"authorities|about|around|\w+ing)\b.*$"
    r"| [–—] .*$|; .*$"
)
"""From where on a claim's words are circumstances that its question can do without."""

WEEKDAY: Final = (
    r",?\s+(?:late |early )?(?:on|by|since|until|from)\s+(?:late |early |last |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?:\s+(?:morning|afternoon|evening|night))?(?![\w’'])"
)
"""A weekday: true of one answer, not of the question."""
