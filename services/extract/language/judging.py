"""Words of judgement and of the writing itself: a clause that says nothing else holds nothing to check."""

from __future__ import annotations

from typing import Final

from services.extract.language import words

JUDGEMENTS: Final = words("""
    good bad great terrible awful wonderful excellent horrible amazing incredible ridiculous absurd stupid dumb smart clever
    brilliant humiliating shameful disgraceful sad tragic happy unhappy sorry proud angry glad pleased disappointed
    disappointing surprising unsurprising shocking alarming worrying interesting important significant crucial vital
    essential noteworthy remarkable notable striking telling revealing clear unclear obvious evident apparent plain hard
    difficult easy simple complex complicated tough impossible wrong right fair unfair necessary unnecessary appropriate
    inappropriate reasonable unreasonable sensible foolish wise beautiful ugly lovely nice fine perfect fantastic outrageous
    unacceptable acceptable deplorable heartbreaking devastating catastrophic unfortunate fortunate lucky unlucky
    questionable debatable doubtful uncertain worth worthwhile meaningful meaningless useful useless big huge small
    surprised excited thrilled delighted honoured honored grateful thankful hopeful optimistic pessimistic confident wild
    crazy strange odd weird curious funny ironic inevitable unpredictable serious severe dire grim bleak historic
    unprecedented different same
""")
"""Adjectives that judge or only point."""

JUDGEMENT_NOUNS: Final = words("""
    humiliation disgrace shame pity tragedy disaster nightmare joke honour honor pleasure privilege mistake blunder miracle
    triumph thing matter question point issue problem challenge lesson surprise mystery wonder concern worry priority reason
    opportunity moment time story way signal sign reminder blow setback boost
""")
"""Nouns that judge or only point, as predicates after "is a"."""

WRITING: Final = words("""
    follow come note recall remember consider imagine suppose say add remain mean matter depend carry raise beg suffice
""")
"""Verbs by which a text speaks of itself when "this", "it", "that" is the subject: "this follows reports that …"."""

SIGNIFYING: Final = words("mean means meant matters mattered depends suffices follows comes begs")
"""The forms of these that only point with "it" and "which" too: a company that is called "it" raises and adds what can be checked."""

PERSONAL: Final = words("want like hope wish thank love hate feel look trust pray congratulate apologise apologize appreciate welcome")
"""What speakers do with their own feelings."""

WISHES: Final = frozenset({"should", "must", "ought", "let", "shall"})
"""Auxiliaries of wishes and orders; "must have" and "should be able" are not among them by themselves."""

DISCOURSE: Final = words("""
    however meanwhile moreover furthermore therefore thus hence nevertheless nonetheless indeed now historically
    additionally besides instead otherwise similarly likewise firstly secondly thirdly first second finally lastly also
    still yet then so and but or overall generally notably importantly interestingly unfortunately fortunately sadly luckily
    surprisingly ironically clearly obviously admittedly certainly surely perhaps specifically particularly especially
    separately elsewhere accordingly consequently afterwards afterward subsequently eventually ultimately initially
    originally traditionally basically essentially incidentally anyway actually frankly honestly seriously plus well oh yes
    no okay
""")
"""Words that link a sentence to its neighbours; a claim's span begins after them."""

LIMITING: Final = words("""
    in at on during among under across within of from before after by between near outside inside over throughout until for
""")
"""Prepositions in front of a clause that say when, where or for whom it holds: "in the control group, the number fell"."""

LINKING_NOUNS: Final = words("""
    addition fact contrast comparison result response return turn particular general example instance course case end hand way
    effect essence short brief sum part other conclusion practice theory principle view opinion word term respect regard sense
    purpose sake meantime meanwhile least same event light favour favor reason
""")
"""With these a phrase in front only links sentences: "in addition", "as a result", "on the other hand"."""
