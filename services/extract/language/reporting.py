"""Words that report: verbs, nouns and adverbs by which somebody puts something forward, with the stance and the certainty they leave.

Sources: the speech and cognition verbs of English grammars (Quirk et al., *A Comprehensive Grammar*, 16.31 and 20.28 ff.), sorted here.
"""

from __future__ import annotations

from typing import Final

from schemas.claims import Certainty, Stance
from services.extract.language import words

_SAY: Final = words("""
    say tell add state announce report declare note explain write tweet post remark comment mention observe recall recount
    reply respond answer continue conclude stress emphasise emphasize underline underscore highlight insist maintain argue
    contend assert affirm aver claim allege accuse warn caution predict forecast project promise pledge vow swear threaten
    reveal disclose divulge inform notify brief advise testify acknowledge admit concede confess confide boast joke quip
    complain lament whisper shout exclaim declaim urge quote cite reiterate repeat clarify specify detail describe relate
    narrate point show indicate signal suggest imply hint estimate reckon believe think assume presume suppose guess
    speculate suspect fear hope expect anticipate feel consider conjecture theorise theorize surmise find conclude determine
    learn hear understand see realise realize discover rule decide propose recommend demand agree confirm verify corroborate
    validate deny dispute refute reject dismiss rebut contradict doubt question disavow downplay quash know remember worry
    judge deem regard view opine posit postulate hypothesise hypothesize tout proclaim preach counter retort muse ponder
    wonder foresee envisage envision guarantee assure reassure convince persuade swear attest certify vouch calculate
    compute record document register demonstrate illustrate prove establish reflect document uncover expose teach instruct
    instruct lecture message text email e-mail telegraph cable broadcast publish print air fume rant thunder bristle scoff
    snap gush enthuse marvel chime interject intone elaborate expound summarise summarize plead beg appeal request ask blog
    interpret read go
""")

WITH_CLAUSE: Final = frozenset(_SAY) - {"ask", "wonder", "read", "go", "ponder", "see"} | {
    "pronounce",
    "post",
    "deliver",
    "ascertain",
    "foretell",
}
"""Lemmas whose clausal complement is reported content."""

INVERTED: Final = WITH_CLAUSE | {
    "ask",
    "wonder",
    "laugh",
    "smile",
    "sigh",
    "begin",
    "start",
    "sum",
    "put",
    "read",
    "go",
    "demand",
    "offer",
    "joke",
}
"""Lemmas that may follow or precede a quote."""

HEADLINE_VERBS: Final = words("""
    say says said warn warns warned tell tells told report reports find finds show shows suggest suggests confirm confirms claim claims
""")
"""Forms that credit a headline behind its comma: "…, officials say"."""

ADDING: Final = words("add continue conclude note stress emphasise emphasize cite say")
"""Verbs whose participle goes on with what its sentence's speaker says: "he said …, adding that …"."""

HEARERS: Final = words("tell inform notify brief assure warn advise remind convince persuade reassure promise show teach")
"""Verbs whose object is who hears it."""

MEDIA_VERBS: Final = frozenset(
    {
        "show",
        "indicate",
        "suggest",
        "reveal",
        "find",
        "confirm",
        "demonstrate",
        "prove",
        "establish",
        "reflect",
        "illustrate",
        "document",
        "record",
    }
)
"""Verbs whose subject is rather evidence than a speaker."""

NOMINAL_CONTENT: Final = words("""
    confirm report announce reveal disclose deny acknowledge admit allege estimate predict forecast
    dismiss describe call put peg cite identify credit blame estimate quote record state give list attribute ascribe
""")
"""Verbs whose object can be the content: "confirmed the death"."""

NEEDS_TAIL: Final = words("call put peg cite identify credit blame dismiss describe quote record state give list attribute ascribe")
"""Of these the object alone is no content: "put the toll at 12"."""

TAILS: Final = words("as at with")
"""Prepositions that bring what is said of the object."""

BLAMING: Final[dict[str, frozenset[str]]] = {
    "blame": words("on for"),
    "credit": words("with for to"),
    "attribute": words("to"),
    "ascribe": words("to"),
}
"""Verbs that say what caused something, with the prepositions that bring it."""

WITH_GERUND: Final = words("deny admit acknowledge report recall remember confess concede mention describe")
"""Verbs whose gerund is reported content: "denied taking the money"."""

STANCES: Final[dict[str, Stance]] = {
    **dict.fromkeys(
        words("""
        confirm verify corroborate validate affirm acknowledge admit concede certify attest
    """),
        "confirms",
    ),
    **dict.fromkeys(
        words("""
        deny refute reject dismiss rebut contradict disavow dispute quash repudiate denial refutation rejection rebuttal
    """),
        "denies",
    ),
    **dict.fromkeys(words("doubt question wonder suspect"), "doubts"),
}
"""Lemma → stance; every other cue asserts. "acknowledge", "admit" and "concede" confirm what somebody else had said."""

CONFIRMS_ONLY_WITH: Final = frozenset({"acknowledge", "admit", "concede", "affirm", "attest", "certify"})
"""Weak confirmations: in the gold convention they assert unless the content was said before."""

WEAKENS: Final[dict[str, Certainty]] = {
    **dict.fromkeys(
        words("""
        indicate suggest imply estimate reckon believe think assume presume suppose suspect allege expect anticipate predict
        forecast project appear seem feel consider surmise theorise theorize tip rumour rumor guess deem purport
    """),
        "probable",
    ),
    **dict.fromkeys(
        words("""
        hint speculate fear hope conjecture muse hypothesise hypothesize posit postulate wonder worry
    """),
        "possible",
    ),
}
"""Lemma → certainty that remains of the content; every other cue weakens nothing."""

PASSIVE: Final = words("""
    believe think say report know understand estimate allege suppose presume rumour rumor suspect fear see observe
    record hold claim acknowledge reveal confirm announce note describe
""")
"""Participles of "is believed to", "are reported as", "it is thought that": what somebody unnamed holds. "expected" only looks ahead."""

IMPERSONAL_ALONE: Final = words("""
    report allege believe think suspect presume rumour rumor expect estimate
""")
"""Passives that report even without an infinitive: "are believed dead", "have been reported in the region"."""

ADVERBS: Final[dict[str, Certainty]] = {
    **dict.fromkeys(
        words("""
        reportedly allegedly supposedly purportedly apparently seemingly evidently presumably ostensibly
    """),
        "probable",
    ),
    "rumouredly": "possible",
    "rumoredly": "possible",
}
"""Adverbs that are a cue without a source."""

NOUNS: Final[dict[str, Certainty]] = {
    **dict.fromkeys(
        words("""
        report statement announcement claim allegation accusation assertion declaration confirmation denial admission
        acknowledgement acknowledgment revelation disclosure testimony warning account finding conclusion message news word
        evidence proof argument contention complaint remark comment view opinion promise pledge vow threat assurance guarantee
        reminder insistence rejection knowledge fact agreement decision ruling recognition consensus charge notice
    """),
        "certain",
    ),
    **dict.fromkeys(
        words("""
        suggestion indication estimate belief impression expectation assumption perception notion idea sign forecast prediction
        projection suspicion allegation theory assessment conviction sense
    """),
        "probable",
    ),
    **dict.fromkeys(
        words("""
        speculation rumour rumor fear hope possibility hint worry concern chance likelihood prospect risk conjecture doubt
    """),
        "possible",
    ),
}
"""Nouns whose clause ("reports that …") or gerund ("claims of …") is reported content."""

NO_REPORT: Final = frozenset(
    {"fact", "agreement", "decision", "ruling", "recognition", "possibility", "chance", "likelihood", "risk", "prospect", "knowledge"}
)
"""Nouns of the list above that name no one's word: they weaken, but attribute nothing."""

NOUNS_WITH_OF: Final = words("report claim allegation accusation denial rumour rumor warning speculation")
"""Nouns whose content may follow as "of …"."""

OPENING_PHRASES: Final = frozenset({"according", "based", "per", "in"})
"""First words of phrases that name a source."""

WORDS_OF: Final = words("word view opinion judgment judgement estimation assessment telling eye account reckoning")
"""Of these somebody may have their own: "in the words of …", "in his view"."""
