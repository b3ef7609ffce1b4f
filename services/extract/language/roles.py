"""Words that tell who takes which part in what happens."""

from __future__ import annotations

from typing import Final

from services.extract.language import words
from services.extract.language.changes import DOWN_VERBS, UP_VERBS

UNDERGOING: Final = words("""
    die drown perish remain stay be become happen occur begin start open close end arrive suffer vary last survive vanish
    disappear derail capsize erupt burn explode
""")
"""Without an object their subject undergoes what happens."""

MOVING: Final = (UP_VERBS | DOWN_VERBS) - words("""
    cut shed trim advance jump retreat lose gain add recover raise lift boost hike reduce lower slash curb
""")
"""What goes up or down without an object undergoes it; of these people also do."""

GIVING: Final = words("""
    give send sell offer pay supply deliver hand grant award lend donate transfer export ship provide pledge promise present
    allocate return surrender cede distribute lease rent loan contribute submit report refer dispatch issue owe assign
    entrust teach show tell write speak appeal apologise apologize announce extend
""")
"""With "to" and "for" these have somebody who receives."""

JOINING: Final = words("with alongside against")
"""Prepositions of others who take part."""

GATHERINGS: Final = words("""
    government ministry minister army navy force troop soldier police president premier parliament court bank union team club
    party group company firm agency authority official officer observer student worker resident citizen people delegation embassy
    ambassador spokesman spokeswoman spokesperson member leader head chief director mayor governor king queen prince university
    institute hospital church council commission committee board federation association economy shares share stock
""")
"""Nouns that an "of", "from" or "for" makes somebody's: "the government of Chile", "observers from the Arab League"."""

EMPTY_OBJECTS: Final = words("place part light charge effect way sight hold shape root advantage care note aim action fire")
"""Objects that only make a verb with the one before them: "took place", "took part"."""

COMMON_BEGINNINGS: Final = words("""
    the new united national royal first general american british european international central bank city north south east west
    northern southern eastern western world global great saint st san santa los las el la le de al home high old university
    ministry department office house court church council union club party group federal state air sir mr mrs dr
""")
"""A name that begins with one of these has no short form in it: the United Nations are not "United"."""
