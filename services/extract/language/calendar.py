"""Words of the calendar: months, weekdays, seasons, parts of the day, and words that name a time by its distance from now.

Seasons are those of the northern hemisphere, by whole months.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _numbered(line: str, first: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(line.split(";"), first) for name in names.split()}


MONTHS: dict[str, int] = _numbered(
    "january jan;february feb;march mar;april apr;may;june jun;july jul;"
    "august aug;september sep sept;october oct;november nov;december dec",
    1,
)

WEEKDAYS: dict[str, int] = _numbered(
    "monday mon;tuesday tue tues;wednesday wed;thursday thu thur thurs;friday fri;saturday sat;sunday sun", 0
)

# Short forms that are words of their own: they need a dot or a number beside them.
AMBIGUOUS_MONTHS: frozenset[str] = frozenset({"mar", "may", "march", "jan", "dec", "sep", "jun", "jul", "nov"})
AMBIGUOUS_WEEKDAYS: frozenset[str] = frozenset({"mon", "wed", "sat", "sun", "fri", "thu", "tue"})

SEASONS: dict[str, tuple[int, int]] = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

DAY_PARTS: frozenset[str] = frozenset(
    {"morning", "afternoon", "evening", "night", "noon", "midday", "midnight", "lunchtime", "dawn", "dusk"}
)

# Days off from the day of the text.
DAYS_FROM_NOW: dict[str, int] = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}

TIME_UNITS: dict[str, str] = {
    form: unit
    for unit in ("hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century", "minute")
    for form in (unit, f"{unit}s", "centuries" if unit == "century" else unit)
}

QUARTERS: dict[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
QUARTER_CODES: dict[str, int] = {"q1": 1, "q2": 2, "q3": 3, "q4": 4, "1q": 1, "2q": 2, "3q": 3, "4q": 4}

# Parts of a longer time.
PARTS: dict[str, str] = {
    "early": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "beginning": "start",
    "start": "start",
    "onset": "start",
    "end": "end",
    "close": "end",
    "midway": "mid",
}

# What a preposition makes of the time behind it.
FRAMES: dict[str, str] = {
    **dict.fromkeys(("in", "on", "at", "during", "of", "throughout", "for", "over", "within", "around", "about", "amid"), "at"),
    **dict.fromkeys(("since", "starting", "beginning", "effective"), "since"),
    **dict.fromkeys(("until", "till", "through", "by"), "until"),
    "from": "from",
    "before": "before",
    "after": "after",
}

LAST_WORDS: frozenset[str] = frozenset({"last", "past"})
NEXT_WORDS: frozenset[str] = frozenset({"next", "coming", "upcoming"})

# Nouns of things that happen and are over at some time: "before the earthquake" is a time, "before the court" is not.
EVENT_NOUNS: frozenset[str] = _words(
    "war outbreak pandemic epidemic crisis election elections vote referendum storm hurricane flood flooding floods "
    "earthquake disaster attack attacks invasion coup revolution uprising strike crash accident explosion fire shooting raid "
    "ceasefire truce summit talks conflict recession crackdown lockdown protest protests match game season tournament final "
    "trial hearing verdict ruling merger takeover launch release vote inauguration conference ceremony wedding funeral death "
    "birth collapse incident landing eruption drought heatwave blackout independence unification"
)

# A quarter is one of the year only where business is the matter.
BUSINESS_WORDS: frozenset[str] = _words(
    "profit profits revenue revenues sales earnings gdp growth economy income loss losses shares results company "
    "quarter-on-quarter year-on-year margin margins output production orders deliveries shipments inflation investors "
    "guidance forecast dividend bank exports imports billion million percent"
)

# In the present tense they speak of a timetable: "the talks begin on Monday".
SCHEDULED_VERBS: frozenset[str] = _words(
    "begin start end expire open close meet kick conclude resume travel visit arrive depart leave launch "
    "face host play take air premiere run vote hold"
)

# What is to come: the time of a verb beside these lies ahead.
FUTURE_WORDS: frozenset[str] = _words(
    "will shall would plan plans planned planning expect expects expected schedule scheduled due set slated poised aim aims "
    "hope hopes intend intends ahead upcoming deadline forecast going vow vows pledge pledges promise promises prepare "
    "preparing propose proposed"
)

# Small words that can begin an expression of time.
SMALL_STARTERS: frozenset[str] = _words(
    "a an the early mid late end start beginning middle close last past this next coming previous recent earlier later so q weekend "
    "following same preceding some many half"
)
