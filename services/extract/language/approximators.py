"""Words around a number that move its bounds: phrase to modifier, by the table of the claims guide.

Phrases are tuples of lower-case words. `BEFORE` stand before the number, `AFTER` behind it (or behind what is counted).
`INCREMENTS` say that the number comes on top of another. `FRAMES` belong to the number without moving it.
"""

from __future__ import annotations


def _phrases(text: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for phrase in text.split(";")]


BEFORE: dict[tuple[str, ...], str] = {
    **dict.fromkeys(
        _phrases(
            "around;some;about;roughly;nearly;approximately;approx;approx .;circa;ca;c .;ca .;close to;near;"
            "in the region of;in the neighborhood of;in the neighbourhood of;in the vicinity of;something like;"
            "somewhere around;on the order of;in the order of;more or less;an approximate;not far from;or so;~;≈;"
            "give or take"
        ),
        "about",
    ),
    **dict.fromkeys(
        _phrases(
            "more than;over;above;exceeding;exceeds;exceed;exceeded;in excess of;upwards of;upward of;greater than;"
            "higher than;larger than;bigger than;longer than;older than;heavier than;taller than;faster than;"
            "beyond;north of;upwards;surpassing;surpassed;surpass;surpasses;topping;topped;>;over than"
        ),
        "more_than",
    ),
    **dict.fromkeys(
        _phrases(
            "at least;a minimum of;minimum of;minimum;no fewer than;no less than;not less than;not fewer than;"
            "no lower than;as few as;as little as;at the least;at the very least;≥"
        ),
        "at_least",
    ),
    **dict.fromkeys(
        _phrases(
            "up to;as many as;as much as;at most;a maximum of;maximum of;maximum;no more than;not more than;"
            "no greater than;no higher than;not exceeding;as high as;as long as;as far as;as large as;as big as;"
            "as fast as;at the most;anything up to;≤"
        ),
        "up_to",
    ),
    **dict.fromkeys(
        _phrases(
            "fewer than;less than;under;below;almost;smaller than;lower than;shorter than;younger than;short of;shy of;south of;not quite;<"
        ),
        "less_than",
    ),
}

AFTER: dict[tuple[str, ...], str] = {
    **dict.fromkeys(_phrases("or so;or thereabouts;give or take;approximately;or more or less"), "about"),
    **dict.fromkeys(
        _phrases("or more;or above;or higher;or over;or greater;or longer;or better;and above;and over;and up;and counting;plus"),
        "at_least",
    ),
    **dict.fromkeys(_phrases("or less;or fewer;or below;or under;or lower;at most;at the most;max;maximum;tops"), "up_to"),
    **dict.fromkeys(_phrases("at least;minimum"), "at_least"),
}

# Glued with or without a hyphen: "3,000-plus", "20-odd".
SUFFIXES: dict[str, str] = {"plus": "at_least", "odd": "about", "ish": "about", "some": "about", "something": "about"}

INCREMENTS: list[tuple[str, ...]] = _phrases("another;an additional;additional;a further;further;an extra;extra;an added;a new additional")

FRAMES: list[tuple[str, ...]] = _phrases(
    "a total of;total of;an estimated;estimated;a combined;a combined total of;a reported;an average of;a record"
)

# They strengthen a bound and may stand between it and other words ("well over", "just under").
INTENSIFIERS: frozenset[str] = frozenset(
    {"just", "well", "far", "slightly", "significantly", "considerably", "only", "a", "an", "the", "even", "somewhere", "much"}
)

INCREMENT_AFTER: frozenset[str] = frozenset({"more", "additional", "further", "extra"})
