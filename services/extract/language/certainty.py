"""Words that decide how firmly, whether, and when a clause holds: hedges, negators, marks of the future and of conditions."""

from __future__ import annotations

from typing import Final

from schemas.claims import Certainty
from services.extract.language import words

HEDGES: Final[dict[str, Certainty]] = {
    **dict.fromkeys(
        words("""
        likely probably presumably apparently seemingly reportedly allegedly supposedly purportedly ostensibly evidently
        doubtless unlikely arguably probable
    """),
        "probable",
    ),
    **dict.fromkeys(
        words("""
        possibly perhaps maybe potentially conceivably plausibly possible plausible potential feasible conceivable
    """),
        "possible",
    ),
}
"""Adverbs and adjectives of the clause itself."""

MODALS: Final[dict[str, Certainty]] = {"may": "possible", "might": "possible", "could": "possible"}
"""Auxiliaries that leave a possibility."""

RAISING: Final[dict[str, Certainty]] = {
    **dict.fromkeys(
        words("""
        appear seem look expect believe think say report understand estimate suppose presume allege tip rumor rumour project
        predict forecast suspect assume reckon consider
    """),
        "probable",
    ),
    **dict.fromkeys(words("stand threaten"), "certain"),
    "hint": "possible",
}
"""Verbs above an infinitive that take the clause's certainty with them: "appears to", "is expected to"."""

PASSIVE_WEAKENS: Final = words("""
    expect believe think understand estimate suppose presume allege tip rumor rumour project predict forecast suspect assume
    reckon consider anticipate fear hope
""")
"""Participles of `RAISING` that weaken; "is said to" and "is reported to" weaken as hearsay does."""

HEARSAY: Final = frozenset({"say", "report"})

PROBABLE_NOUNS: Final = words("""
    expectation indication likelihood probability suggestion estimate assumption belief impression
""")
POSSIBLE_NOUNS: Final = words("""
    possibility chance speculation risk danger prospect rumour rumor potential fear hope
""")

NEGATORS: Final = words("""
    not n't n’t no never none nobody nothing nowhere neither nor hardly barely scarcely without cannot nt
""")
NEGATIVE_VERBS: Final = words("""
    fail refuse decline refrain avoid lack deny cease prevent stop miss forget neglect
""")
"""Above an infinitive or gerund (or an object, for "lack") these say that it is not so."""

NEGATIVE_WITH_OBJECT: Final = frozenset({"lack"})
NEGATIVE_NOUNS: Final = words("lack absence failure refusal inability denial unwillingness")
NEGATIVE_ADJECTIVES: Final = words("""
    unable unknown unclear unaware unwilling unvaccinated uncertain unlikely unconfirmed unverified unavailable unchanged
    unhurt uninjured unharmed undecided unresolved unsolved incapable ineligible impossible unprepared undamaged unaffected
    unsuccessful untrue false incorrect inaccurate nonexistent absent unusual illegal unlawful unconstitutional invalid
    unopposed unpaid unidentified unreported unregistered unlicensed uninsured unarmed unfounded baseless undetected
    unsigned unfinished uninhabited
""")
"""Predicates that deny what they are made from."""

NOT_NEGATING_AFTER: Final = frozenset({"only", "just", "merely", "simply", "least", "necessarily"})
"""After "not" these take the negation away, or to another word: "not only"."""

DOUBTLESS: Final = frozenset({"doubt", "question", "secret", "surprise", "wonder", "coincidence"})
"""After "no" these affirm."""

FUTURE_AUXILIARIES: Final = frozenset({"will", "'ll", "’ll", "shall", "wo", "gon"})
FUTURE_VERBS: Final = words("""
    plan expect aim intend hope pledge vow promise prepare schedule predict forecast project anticipate propose set due
    poise agree decide threaten want seek slate
""")
"""Verbs and adjectives whose infinitive lies ahead."""

FUTURE_ADJECTIVES: Final = frozenset(
    {
        "set",
        "due",
        "likely",
        "unlikely",
        "ready",
        "poised",
        "about",
        "bound",
        "slated",
        "scheduled",
        "sure",
        "certain",
        "expected",
        "willing",
    }
)
CONDITIONAL_AUXILIARIES: Final = frozenset({"would", "'d", "’d"})
CONDITIONS: Final = frozenset({"if", "unless", "provided", "should", "assuming", "whether"})
"""Markers of a clause on which another depends."""

LASTING: Final = words("""
    be have want need face remain say seem appear hope fear believe think know plan expect continue live own cost mean call urge
    include contain lack owe deserve prefer support oppose consider
""")
"""Verbs whose present in a headline means the present; of all others it tells what has just happened."""

STATIVE_PARTICIPLES: Final = words("""
    base locate situate concentrate divide split know call name design equip arm train own hold home
    surround populate govern control house link relate associate
""")
"""Lemmas of participles that tell a state: "a firm based in Oslo"."""
