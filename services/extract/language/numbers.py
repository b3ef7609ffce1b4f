"""English number words: cardinals, scales, fractions and words of order, with the value each stands for.

Data only; `services.extract.quantities_numbers` composes them. Values of order words are their least
meaning by the claims guide: dozens are at least 20, thousands at least 1,000.
"""

from __future__ import annotations

from fractions import Fraction

from services.extract.language import words

_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
UNITS: dict[str, int] = {word: value for value, word in enumerate(_CARDINALS.split())}

TENS: dict[str, int] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

SCALES: dict[str, int] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}

DOZEN = 12

# Glued to the digits ("2.3bn", "40k"). A lone "m" is read by its neighbours: it may be metres.
ATTACHED_SCALES: dict[str, int] = {
    "k": 10**3,
    "K": 10**3,
    "M": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "million": 10**6,
    "b": 10**9,
    "B": 10**9,
    "bn": 10**9,
    "Bn": 10**9,
    "BN": 10**9,
    "bln": 10**9,
    "billion": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "T": 10**12,
    "trillion": 10**12,
    "cr": 10**7,
    "crore": 10**7,
    "lakh": 10**5,
}

# Words that say only how large a number is about.
ORDERS: dict[str, int] = {
    "tens": 10,
    "dozens": 20,
    "scores": 20,
    "hundreds": 10**2,
    "thousands": 10**3,
    "lakhs": 10**5,
    "millions": 10**6,
    "crores": 10**7,
    "billions": 10**9,
    "trillions": 10**12,
}

# "several hundred", "a few thousand": the same as the plural.
VAGUE_COUNTS: frozenset[str] = frozenset({"several", "few", "many", "couple", "countless"})
VAGUE_SCALES: dict[str, int] = {"dozen": 20, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

FRACTIONS: dict[str, Fraction] = {
    "half": Fraction(1, 2),
    "halves": Fraction(1, 2),
    "third": Fraction(1, 3),
    "thirds": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "quarters": Fraction(1, 4),
    "fourth": Fraction(1, 4),
    "fourths": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "fifths": Fraction(1, 5),
    "sixth": Fraction(1, 6),
    "sixths": Fraction(1, 6),
    "seventh": Fraction(1, 7),
    "sevenths": Fraction(1, 7),
    "eighth": Fraction(1, 8),
    "eighths": Fraction(1, 8),
    "ninth": Fraction(1, 9),
    "ninths": Fraction(1, 9),
    "tenth": Fraction(1, 10),
    "tenths": Fraction(1, 10),
    "hundredth": Fraction(1, 100),
    "hundredths": Fraction(1, 100),
}

VULGAR_FRACTIONS: dict[str, Fraction] = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5),
    "⅙": Fraction(1, 6),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}

ORDINAL_ENDINGS: frozenset[str] = frozenset({"st", "nd", "rd", "th"})

# "fell by a third in May": a share of the thing itself, when one of these or nothing follows.
AFTER_CHANGES: frozenset[str] = words(
    "in to from on since after at compared last this over during and but by for per because as while within when or with"
)
APPROXIMATING: frozenset[str] = words("about around nearly almost over roughly more less than well at least some")
