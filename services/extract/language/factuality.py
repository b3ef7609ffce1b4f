"""Words that say of an event in their reach whether it happened, lies ahead, is only wished, or was called off.

Sources: the implicative verbs of Karttunen (1971) and the event-selecting predicates of Saurí (2008), sorted here by what they leave.
"""

from __future__ import annotations

from typing import Final, Literal

from services.extract.language import words
from services.extract.language.certainty import KEEPING_FROM, NEGATIVE_VERBS

Reality = Literal["told", "ahead", "decided", "tried", "able", "purpose", "conditional", "asked", "wished", "denied"]
"""How real a sentence makes an event; of two, the later one in `REALITIES` decides.

`told`: it happened or is so. `ahead`: it will be so. `decided`: who controls it means to, or it is on the calendar. `tried`: it was
begun or attempted. `able`: it can be so. `purpose`: what something is done for. `conditional`: it hangs on something else. `asked`: a
question. `wished`: wanted, ordered, needed. `denied`: it did not come to be.
"""
REALITIES: Final[tuple[Reality, ...]] = (
    "told",
    "ahead",
    "decided",
    "tried",
    "purpose",
    "able",
    "conditional",
    "asked",
    "wished",
    "denied",
)

VERBS: Final[dict[str, Reality]] = {
    **dict.fromkeys(
        words("""
        manage begin start continue happen get come turn prove remember dare bother force cause help lead appear seem
        used use have tend keep proceed see watch hear make elect choose bring claim report say believe think find know love enjoy
        like hate convince persuade enable
        """),
        "told",
    ),
    **dict.fromkeys(
        words("""
        plan intend decide agree promise pledge vow offer prepare set schedule slate arrange undertake aim consent opt resolve
        commit move threaten propose expect predict forecast project anticipate due poise
        """),
        "decided",
    ),
    **dict.fromkeys(words("try attempt seek struggle strive fight work"), "tried"),
    **dict.fromkeys(words("allow permit let authorise authorize free entitle license empower qualify"), "able"),
    **dict.fromkeys(
        words("""
        want wish hope need ask request order tell urge recommend suggest demand require consider prefer desire
        hesitate advise encourage invite look wait long yearn beg plead call instruct suppose consider recommend discuss
        oppose
        """),
        "wished",
    ),
    **dict.fromkeys(NEGATIVE_VERBS | KEEPING_FROM - {"keep"} | words("deter dissuade forbid prohibit ban bar discourage"), "denied"),
}
"""Verb above an infinitive, a gerund or a clause of its own → what it makes of that."""

NOUNS: Final[dict[str, Reality]] = {
    **dict.fromkeys(
        words("""
        plan intention decision agreement deal contract promise pledge vow commitment schedule preparation move bid offer
        proposal negotiation talk resolution
        """),
        "decided",
    ),
    **dict.fromkeys(words("attempt effort struggle campaign fight"), "tried"),
    **dict.fromkeys(words("ability chance opportunity right permission way capacity power freedom option licence license"), "able"),
    **dict.fromkeys(words("possibility risk threat prospect danger speculation likelihood rumour rumor"), "conditional"),
    **dict.fromkeys(words("desire wish hope need request order demand call appeal plea pressure requirement fear willingness"), "wished"),
    **dict.fromkeys(
        words("""
        failure refusal lack absence inability delay cancellation postponement suspension ban prevention avoidance denial
        unwillingness reluctance prohibition
        """),
        "denied",
    ),
}
"""Noun above an infinitive, or above "of …", "for …", "in …" → what it makes of that."""

ADJECTIVES: Final[dict[str, Reality]] = {
    **dict.fromkeys(words("set due ready willing poised scheduled slated determined prepared about bound sure certain likely"), "decided"),
    **dict.fromkeys(words("able free capable possible easy hard difficult eligible tough"), "able"),
    **dict.fromkeys(words("necessary essential eager keen anxious important crucial vital imperative better best tempted"), "wished"),
    **dict.fromkeys(words("unable unwilling reluctant loath impossible unlikely powerless hesitant afraid"), "denied"),
}
"""Adjective above an infinitive or a clause."""

MODIFIERS: Final[dict[str, Reality]] = {
    **dict.fromkeys(
        words("planned proposed scheduled intended upcoming forthcoming future expected coming pending prospective"), "decided"
    ),
    **dict.fromkeys(words("desired wanted required requested recommended"), "wished"),
    **dict.fromkeys(
        words("""
        cancelled canceled scrapped abandoned aborted postponed delayed foiled thwarted averted failed attempted
        unsuccessful abortive suspended shelved botched
        """),
        "denied",
    ),
}
"""Before the noun of an event."""

CALLING_OFF: Final = words("""
    cancel scrap abandon abort postpone delay suspend block avert thwart foil drop shelve reject veto avoid prevent ban prohibit
    forbid scupper defer halt deny preclude
""")
"""What these have as object did not come to be, or not then."""

CALLING_OFF_WITH: Final = {"call": "off", "put": "off", "rule": "out"}
"""The same of two words."""

TAKING_EVENTS: Final = words("""
    plan schedule propose anticipate expect predict forecast intend want demand request seek urge recommend need consider order
""")
"""These say of an event that is their object what they say of an infinitive: "planned a strike"."""

NEG_RAISING: Final = words("think believe expect want seem appear suppose imagine intend plan reckon feel wish guess")
"""A "not" at these is meant for the clause below: "I don't think it rains"."""

NOT_YET: Final = frozenset({"before", "until", "till", "lest"})
"""What stands behind these had not happened then."""

NOT_BY: Final = frozenset({"without", "instead", "than", "against"})
"""Before a gerund these say that it did not happen."""

TOUCHING: Final = frozenset({"of", "for", "in", "on", "to", "against"})
"""What stands behind these is what the noun before is about."""

TOUCHING_AFTER_VERBS: Final = frozenset({"from", "of", "for", "about"})
"""The same behind verbs: "asked for a recount", "kept from leaving"."""

STANDING_BY: Final = words("consider give include follow concern regard note cite say add tell argue claim accord compare bar")
"""Participles that bring in what is so anyway, whatever becomes of the clause they stand by."""

OPEN_TIMES: Final = frozenset({"when", "whenever", "once", "after", "until"})
"""A present behind these is as real as the clause it belongs to: "when it opens, it will"."""

SINGLED_OUT: Final = words("first second third fourth fifth last latest only few")
"""What these point out did what the infinitive behind says: "the only bank to fail"."""

AIMS: Final = words("""
    aim goal plan purpose task job point idea way duty role mission priority challenge approach objective intention answer solution
    option trick hope ambition strategy
""")
"""What these "are to" is what they consist in, not what has been arranged."""

FUTURE_TIMES: Final = frozenset({"tomorrow", "tonight", "soon", "shortly"})
FUTURE_WORDS: Final = FUTURE_TIMES | words("next later future coming eventually ever within")
ABILITIES: Final = frozenset({"can", "ca", "could"})
OUTCOMES: Final = words("finish end close become reach win hit settle top beat lead find learn discover trail")
"""An infinitive of these behind a past tells how it came out: "rose 2% to close at 40"."""
