"""Words that make the number behind or before them a name, a clock time, a year or an age, not a quantity."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "category 4", "Chapter 11", "flight 370": the number tells which, not how many.
LABELS: frozenset[str] = _words(
    "category type phase stage grade level chapter article section title part page line room flight route highway interstate road "
    "gate platform number no nos figure fig table version channel group game week day step tier class lane zone district precinct "
    "ward unit block rule amendment resolution bill item act scene episode season round heat lap hole size model volume vol issue "
    "edition proposition prop measure ordinance schedule appendix annex clause paragraph verse psalm formula area apartment apt "
    "suite building terminal pier track bus train runway squadron battalion brigade division regiment sector seat bay lot plot "
    "ring court studio hangar cell dorm rank ranked group seed age ages aged generation gen mark series case exhibit count year "
    "quarter matchday gameweek hour stop exit junction mile-marker serial id code pin ext extension batch reactor shaft well "
    "incident reference"
)

# "a man, 62, was found": the number between commas is an age.
AGED_NOUNS: frozenset[str] = _words(
    "man woman boy girl teenager driver victim suspect mother father pensioner student resident passenger patient pilot teacher "
    "nurse officer son daughter brother sister husband wife grandmother grandfather toddler neighbour neighbor"
)
# Numbers that are dialled.
EMERGENCY_NUMBERS: frozenset[int] = frozenset({101, 111, 112, 911, 988, 999})
DIALLING: frozenset[str] = _words("call calls called calling dial dials dialled dialed dialing ring rings rang phone phoned on to")

# Share indices carry a number in their name.
INDICES: frozenset[str] = _words("nasdaq p ftse fortune nikkei dax cac asx stoxx russell csi ibex sensex nifty kospi tsx topix big formula")

YEAR_BEFORE: frozenset[str] = _words(
    "in since by until till from of during before after circa early late mid spring summer autumn fall winter year fiscal fy ad "
    "a.d. bc b.c. to through and between season for election elections olympics cup than throughout when that around about over on "
    "the a an late"
)

CLOCK_AFTER: frozenset[str] = _words(
    "am pm a.m. p.m. gmt est edt et pt pst pdt cst cdt ist bst cet cest utc aest o'clock noon midnight hrs hours'"
)

# "one" before these is an article, not a count.
VAGUE_AFTER_ONE: frozenset[str] = _words(
    "thing way reason side hand point example day time moment word aspect area question problem issue minute instance sense level "
    "official source analyst expert witness resident observer diplomat commentator user critic fan reader neighbour neighbor local"
)
# Before these it is a pronoun.
PRONOUN_ONE_BEFORE: frozenset[str] = _words(
    "of - 's who that which with where by another other more can might should would could must may cannot does has is was will had"
)
ONE_BEFORE: frozenset[str] = _words(
    "no any every this that which the each some a last loved new number my your his her its their our first good better only-"
)

DISTANCE_AFTER: frozenset[str] = frozenset({"ago", "earlier", "later", "hence", "beforehand", "afterwards", "prior"})
SPAN_BEFORE: frozenset[str] = _words("last past next coming previous preceding following first final recent upcoming ensuing intervening")

# Who is killed or hurt without being named is a person.
HARM_VERBS: frozenset[str] = _words(
    "kill injure wound die hurt hospitalize hospitalise infect arrest detain evacuate displace rescue execute shoot drown perish "
    "charge jail convict sentence vaccinate trap miss abduct kidnap behead poison sicken"
)
HARMED: frozenset[str] = _words("dead missing wounded injured hurt killed unaccounted hospitalised hospitalized homeless arrested detained")
# A bare number behind these is the level of their subject.
LEVEL_VERBS: frozenset[str] = _words("be stand reach hit total number exceed surpass top remain become stay near approach average")
COUNT_NOUNS: frozenset[str] = frozenset({"number", "numbers", "total", "tally", "count", "figure", "toll", "amount"})
