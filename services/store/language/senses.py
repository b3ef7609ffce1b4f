"""Verbs that mean one thing beside one word and another beside another: cut *jobs*, cut *power*, cut *rates*.

General knowledge of news English, like `happenings.py`; kinds of things stand in `things.py`.
"""

from __future__ import annotations

from typing import Final

from services.store.language.words import word_set

SENSES: Final = """
layoff       cut slash shed axe ax eliminate lose scrap reduce drop trim sack dismiss fire / job worker
outage       cut lose knock leave / power
death        claim take cost lose / life
destroy      burn lose gut consume devour claim engulf / home building shop school plant
suspension   ground / aircraft
winning      take secure claim clinch gain capture get earn pick collect bag / seat title medal award
approve      pass adopt clear back / law budget
launch       fire launch test test-fire testfire shoot / missile
launch       launch lift blast / spacecraft
dismissal    fire sack / *
purchase     sign pay land recruit / someone
purchase     take_over / *
vaccination  give administer receive get distribute deliver inject / dose vaccine
turnout      cast / voter ballot
recall       pull withdraw call_back / vehicle product food
cancel       scrap axe ax ground / flight train event
beating      beat defeat thrash overcome edge / *
acquittal    clear / someone defendant suspect
approve      clear / drug vaccine
production   make produce manufacture / dose vaccine vehicle product
protest      gather assemble join / protester
enrolment    enrol enroll recruit include involve / patient volunteer participant
audience     draw attract see watch welcome receive host / spectator tourist person
gross        earn make take gross collect / film
hold         leave keep hold maintain / rate
operation    run operate / train flight vehicle ship
aboard       carry have / passenger
aboard       carry / person
search       raid search / home company shop plant school premises
questioning  question interview quiz / *
resign       hand tender submit deliver / resignation
stake        own hold control have possess / stake share
stake        own / *
capacity     hold seat carry take / capacity
charge       bring file press lay / charge
denial       issue / denial
bribe        accept take pocket receive pay / bribe
record       break set beat smash / record
workforce    have / worker
advance      seize / town village district
seizure      seize / *
closure      shut close shutter / *
release      release / someone prisoner hostage suspect person man woman protester fighter soldier journalist migrant
publication  release issue put / report figure product
agreement    strike sign reach ink seal clinch finalise finalize conclude make / deal
appointment  name pick choose tap elect confirm / someone
discovery    find uncover unearth identify / species planet fossil remains
qualification reach make / final
audience     visit attend watch see / person
sentence     receive get face serve hand give / sentence
attack       strike shell bomb / *
"""
"""A happening; the verbs by their lemma; after the stroke the kinds of thing beside which they mean it (`someone`: a person by name,
`*`: anything that it is done to)."""

FORCES: Final = word_set("quake storm flood eruption fire heat")
"""Happenings that strike by themselves: whatever "struck", "shook" or "battered", the question is about them."""

STRIKING: Final = word_set(
    "strike hit shake rock rattle jolt batter lash pound hammer sweep ravage scorch burn char consume ravage measure register have"
)
"""Verbs that say of such a force no more than that it came."""

CONCERNED: Final = {
    "death": "person case patient body victim man life hiker tourist suspect nobody worker passenger migrant customer spectator",
    "injury": "person patient victim man hiker tourist nobody worker passenger migrant customer spectator",
    "missing": "person victim man hiker tourist nobody worker passenger migrant customer spectator",
    "casualty": "person victim man nobody",
    "survival": "person victim man hiker tourist nobody worker passenger migrant customer spectator",
    "evacuation": "person nobody home family",
    "homeless": "person nobody family",
    "illness": "person case patient nobody",
    "hospital": "person case patient nobody",
    "arrest": "person suspect man nobody",
    "vaccination": "person dose vaccine nobody",
    "layoff": "worker job person nobody",
    "hiring": "worker job person nobody",
    "outage": "home customer family person power",
    "population": "person",
    "turnout": "voter vote ballot person",
    "protest": "person protester",
    "audience": "spectator person tourist",
    "trapped": "person",
    "merger": "company",
    "rescue": "person passenger migrant worker hiker tourist",
    "kidnap": "person",
    "labour": "worker",
    "attack": "target strike",
    "workforce": "worker person",
    "aboard": "passenger person",
    "record": "record",
    "division": "government",
}
"""Whom a happening concerns when nothing more is said: a toll counts people, a strike workers."""

NO_THING_OF_ITS_OWN: Final = word_set("area region part territory zone swath figure")
"""Nouns that stand for a piece of a country, which is told by where, or for a number."""

MEASURES: Final = {
    **{f"{unit}s": unit for unit in ("second", "minute", "hour", "day", "week", "month", "year")},
    "times": "time",
}
"""Nouns that are a unit though something is said of them: working days, flying hours."""

PIECES: Final = word_set("copy")
"""Nouns that count something else piece by piece: copies of a book."""

OF_STATES: Final = word_set("soldier army fighter police missile drone tank ship aircraft government")
"""Things that belong to a state, whose they are says more than where they are."""

OF_PLACES: Final = word_set("rate economy")
"""Things that a country has one of: whose they are is told by where."""

FIGURES: Final = word_set("figure figures toll tolls number numbers count counts tally data statistics estimate estimates")
"""Words for numbers: who releases or questions a toll says nothing of the dead."""

AFFECTED: Final = word_set("receive get face suffer undergo serve sustain survive escape")
"""Verbs whose subject is the one that it happens to."""

BY_WHOM: Final = word_set("visit accuse warning meeting apology speak control")
"""Acts that are somebody's own whatever they are done to: one leader's visit and another's."""

UNHARMED: Final = (
    r"\b(?:only|just|nothing but|no more than)\s+(?:minor|light|slight)\s+(?:injur\w+|wounds|cuts|bruises)"
    r"|\b(?:minor|light|slight) injuries\W* among\b"
    r"|\b(?:everyone|everybody|all (?:of them|aboard|on board|[\d,]+ \w+|passengers|crew|\w+ and crew)) (?:\w+ )?survived\b"
    r"|\b(?:escaped|walked away|emerged|were|was|are|is) (?:all )?(?:unhurt|unharmed|unscathed|uninjured)\b"
    r"|\b(?:no|without(?: any)?) (?:casualties|loss of life)\b"
)
"""Words by which a report says that nobody died."""

KNOWING: Final = word_set("know learn hear realise realize understand aware")
"""Verbs of knowing: who denies having known of a fault says nothing against the fault."""

CIRCUMSTANCE: Final = word_set("before after since during amid following despite until")
"""Words that make a happening the time or the reason of another."""

RETRACTING: Final = word_set("withdraw retract revoke rescind dispute contest reject")
"""Verbs by which a figure is taken back or called wrong."""

REFUSING: Final = (
    r"(?:\bno (?:evidence|sign|indication|proof|truth)\b[^.;]{0,20}|\b(?:not true|untrue|false|wrong|incorrect)\b[^.;]{0,6}"
    r"|\b(?:reject|dismiss|den(?:y|i)|refut|disput|rebut)\w*(?: \w+){0,3} "
    r"(?:claims?|reports?|allegations?|suggestions?|accusations?|rumou?rs?)(?: that)?)\s*$"
)
"""Words before a claim that say no to it, where its source alone does not: "there is no evidence that", "rejected reports that"."""

ACCUSED_OF: Final = word_set("accuse charge denial lawsuit investigation trial")
"""What is denied as such, and not that it took place: who denies the charges was charged."""

LIGHT_NOUNS: Final = word_set("plan plans intention intentions decision decisions effort efforts attempt attempts bid move proposal")
"""What somebody has or makes before doing something: the doing is asked about."""

WRONG: Final = (
    r"\b(?:is|are|was|were|be|been|being) (?:(?!not\b)\w+ )?(?:wrong|incorrect|mistaken|false|untrue|inaccurate|invented|fabricated|made up"
    r"|a mistake|an error|a fabrication|(?:pure )?(?:invention|fiction|fantasy)|without (?:any )?foundation|baseless|unfounded)\b"
)
"""Words that say no to the figure before them: "the figure of 18 was wrong"."""

STAYING: Final = frozenset(
    [
        f"{verb} {state}"
        for verb in ("remain", "remains", "remained", "stay", "stays", "stayed", "kept")
        for state in ("open", "in office", "in power", "in his post", "in her post")
    ]
)
"""Word groups that say no to their happening: what remains open does not close."""

PLANNING: Final = r"\b(?:plans?|intentions?|intends?|intended) (?:to|of)\b"
"""Words that put a claim into the future whatever its verb says: "had no plans to sell"."""

MOVING: Final = word_set("rise fall cut")
"""Happenings that move a figure: of a toll that "rose to 19" the figure is the news."""

IN_WAR: Final = r"\b(?:during|in)(?: [\w’'-]+){0,4} (?:war|battle|combat|fighting)\b"
"""Words beside the sending of troops that make it a fight of theirs."""

INSTEAD: Final = r"(?:\b(?:not|instead of|rather than|(?:corrected|revised|amended|lowered)\b[^.;]{0,80}\bfrom)(?: the)?(?: \w+)?)\s*$"
"""Words before a number that the claim takes back."""

AFORE: Final = r"\b(?:from|compared with|compared to|against|versus|up from|down from|after)\s*$"
"""Words before a number that stood before the claim's own."""

ALREADY: Final = word_set("previously before once formerly earlier")
"""Words before a happening that put it before the present one."""

ORDINALS: Final = {
    word: str(number)
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
        ],
        1,
    )
}
SIDES: Final = word_set("men's women's boys girls junior senior under")
"""Words that tell one contest from another of the same name."""
