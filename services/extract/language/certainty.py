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

PASSIVE_WEAKENS: Final = words("""
    expect believe think understand estimate suppose presume allege tip rumor rumour project predict forecast suspect assume
    reckon consider anticipate fear hope
""")
"""Participles above an infinitive that weaken; "is said to" and "is reported to" weaken as hearsay does."""

HEARSAY: Final = frozenset({"say", "report"})

LIKELIHOODS: Final[dict[str, Certainty]] = {
    **dict.fromkeys(words("expectation likelihood probability"), "probable"),
    **dict.fromkeys(words("possibility chance speculation risk danger prospect potential fear hope"), "possible"),
}
"""After "there is" these leave so much of what is said of them."""

NEGATORS: Final = words("""
    not n't n’t no never none nobody nothing nowhere neither nor hardly barely scarcely without cannot nt yet
""")
NEGATIVE_ALONE: Final = words("never neither nobody none nothing nowhere hardly barely scarcely cannot")
"""Those that negate without being marked so by the parse."""

NEGATIVE_VERBS: Final = words("fail refuse decline refrain avoid deny cease stop miss forget neglect")
"""With an infinitive or gerund these say that it is not so."""

KEEPING_FROM: Final = words("refrain prevent stop keep")
"""With "from" and a gerund these say that it did not happen."""

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

AFFIRMED_BY_NO: Final = words("fewer more less later earlier sooner short")
"""After "no" and "nothing" these state a bound: "no fewer than 40"."""

NEVER_NOUNS: Final = words("point time stage circumstance way case moment account")
"""After "at no", "under no", "in no": not once, not at all."""

EVIDENCE: Final = words("evidence sign indication proof suggestion truth hint trace")
"""What there is "no" evidence of is put forward as not so."""

NEGATED_WHEN_NEGATED: Final = words("true right correct likely possible")
OPEN_WHEN_NEGATED: Final = words("clear certain sure obvious evident known")
"""With "not", above a clause: the first deny it, the second leave it open."""

DOUBTLESS: Final = frozenset({"doubt", "question", "secret", "surprise", "wonder", "coincidence"})
"""After "no" these affirm."""

FUTURE_AUXILIARIES: Final = frozenset({"will", "'ll", "’ll", "shall", "wo", "gon"})
WANTING_AHEAD: Final = frozenset({"want", "hope", "seek"})
"""Verbs of wishing whose infinitive a reader still expects."""

DONE_THEN: Final = words("""
    agree decide threaten seek hope plan offer arrange undertake consent opt resolve commit announce move propose prepare
""")
"""In the past these tell what was done then, not what lies ahead: "agreed to merge"."""

CONDITIONAL_AUXILIARIES: Final = frozenset({"would", "'d", "’d"})
OUGHT: Final = frozenset({"should", "ought"})
"""With "have" these tell what was not done: "should have been tested"."""

CONDITIONS: Final = frozenset({"if", "unless", "provided", "should", "assuming"})
"""Markers of a clause on which another depends."""

CONCEDING: Final = frozenset({"even", "as"})
"""Before "if" these say that the other clause holds anyway."""

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
