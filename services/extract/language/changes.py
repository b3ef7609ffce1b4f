"""Words of change: verbs and nouns that say a figure went up or down, by lemma, and small words that do ("up 5 %").

`forms_of` spells out the forms of a verb for places where no parse is at hand.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UP_VERBS: frozenset[str] = _words(
    "rise increase grow climb jump surge soar gain advance leap spike rocket skyrocket balloon swell widen raise boost lift hike "
    "expand accelerate rally strengthen appreciate add edge rebound recover improve double"
)
DOWN_VERBS: frozenset[str] = _words(
    "fall drop decline decrease slide slip sink plunge plummet tumble shrink lose cut reduce lower slash dip ease narrow slow "
    "weaken retreat shed crash contract dwindle diminish depreciate trim curb shave lessen collapse nosedive slump shorten"
)
# Followed by a particle that gives the direction: "edged down", "ticked up".
NEUTRAL_VERBS: frozenset[str] = _words(
    "edge tick inch creep move go be end close finish trade come bring push pull drive revise finish open stay"
)

UP_NOUNS: frozenset[str] = _words(
    "rise increase growth jump surge gain hike leap spike boost climb expansion uptick upturn rebound improvement raise"
)
DOWN_NOUNS: frozenset[str] = _words(
    "fall drop decline decrease cut reduction slump plunge loss dip slide contraction shrinkage fall slowdown downturn tumble discount"
)

# Their objects are things gained or lost ("lost 40 men"), unless a share, a price or an index moves ("lost 40 points").
GAINING_OR_LOSING: frozenset[str] = _words(
    "lose gain add cut shed drop lower slash reduce raise lift boost expand widen hike trim shave contract improve recover double "
    "climb advance slide slip"
)
# "raised £5m" collects it.
COLLECTING: frozenset[str] = frozenset({"raise", "lift", "boost", "double", "expand", "recover"})
# "lost by 12 points": behind these "by" tells the margin.
MARGIN_VERBS: frozenset[str] = frozenset({"lose"})

UP_PARTICLES: frozenset[str] = frozenset({"up", "higher"})
DOWN_PARTICLES: frozenset[str] = frozenset({"down", "lower"})

IRREGULAR_FORMS: dict[str, str] = {
    "rose": "rise",
    "risen": "rise",
    "grew": "grow",
    "grown": "grow",
    "swelled": "swell",
    "swollen": "swell",
    "fell": "fall",
    "fallen": "fall",
    "slid": "slide",
    "sank": "sink",
    "sunk": "sink",
    "shrank": "shrink",
    "shrunk": "shrink",
    "lost": "lose",
    "crept": "creep",
    "went": "go",
    "gone": "go",
    "leapt": "leap",
}


def forms_of(lemmas: frozenset[str]) -> dict[str, str]:
    """Every form of the verbs, each with its lemma."""
    forms: dict[str, str] = {}
    for lemma in lemmas:
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        doubled = lemma + lemma[-1] if lemma[-1] in "pmtgd" else stem
        for form in (lemma, f"{lemma}s", f"{lemma}es", f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"):
            forms[form] = lemma
    return forms | {form: lemma for form, lemma in IRREGULAR_FORMS.items() if lemma in lemmas}


UP_FORMS: dict[str, str] = forms_of(UP_VERBS)
DOWN_FORMS: dict[str, str] = forms_of(DOWN_VERBS)
CHANGE_FORMS: frozenset[str] = frozenset(
    {*UP_FORMS, *DOWN_FORMS, *forms_of(frozenset({"go", "change", "move", "inch", "creep", "tick", "revise"})), "up", "down"}
)
