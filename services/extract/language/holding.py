"""Verbs and nouns that show what somebody holds of something, wants or means to do, without stating it in a clause.

Source: the verb classes of Levin, *English Verb Classes and Alternations* (judgement 33, admiration 31.2, characterisation 29.1 to 29.4,
desire 32, saying and complaint 37), each written out here as far as news uses it.
"""

from __future__ import annotations

from typing import Final

from services.extract.language import words

WANTING: Final = words("""
    urge demand request recommend propose plead beg appeal ask advise call want order require encourage implore exhort entreat beseech
    instruct direct press invite dare challenge convince persuade petition lobby tell warn remind command
""")
"""What these take as an infinitive is a wish, no claim about the world; the asking is."""

INTENDING: Final = words("""
    promise pledge vow swear threaten plan agree decide refuse offer intend hope expect commit aim seek wish decline choose prefer desire
    long yearn volunteer undertake resolve elect opt vote consent
""")
"""With an infinitive these tell what their subject means to do."""

CALLING: Final = words("call label brand dub term declare deem consider judge proclaim pronounce title style")
"""Verbs that give something a name: "called the plan a failure"."""

LIKENING: Final = words("""
    characterise characterize portray depict paint cast view see regard rate rank hail tout interpret perceive frame present compare liken
    treat recognise recognize
""")
"""Verbs that say what something is like, behind "as" or "to": "regard the deal as dead", "likened the smell to tar"."""

WITH_PREPOSITION: Final[dict[str, frozenset[str]]] = {
    "warn": words("of about"),
    "speak": words("of"),
    "hint": words("at"),
    "accuse": words("of"),
    "report": words("on"),
    "point": words("to"),
}
"""Verb → prepositions that bring what it puts forward."""

_HOLDING: Final[dict[str, frozenset[str]]] = {
    "about": words("""
        talk brag joke tweet write speak worry wonder ask learn hear know care lie testify comment argue debate rave rant moan grumble
        fret gripe reminisce warn complain boast inquire enquire think feel question
    """),
    "on": words("comment focus insist rule decide agree elaborate expand remark opine reflect seize dwell press call question grill weigh"),
    "against": words("speak rail vote argue campaign protest rule advise warn decide lobby inveigh rally demonstrate fight"),
    "for": words("""
        vote argue call push press lobby campaign advocate appeal plead ask hope pray wish apologise apologize demonstrate root thank
        criticise criticize condemn blame praise fault
    """),
    "to": words("object allude refer respond react agree admit confess commit subscribe compare liken"),
    "with": words("agree disagree side sympathise sympathize concur"),
    "at": words("scoff sneer marvel bristle bridle laugh balk rejoice"),
    "of": words("complain boast talk approve disapprove despair dream conceive learn hear know remind convince assure think"),
    "over": words("protest fret argue clash spar quarrel worry agonise agonize despair threaten"),
    "in": words("believe"),
    "as": words("describe"),
}
HOLDING_PREPOSITION: Final[dict[str, frozenset[str]]] = {
    verb: frozenset(preposition for preposition, verbs in _HOLDING.items() if verb in verbs)
    for verb in frozenset().union(*_HOLDING.values())
}
"""Verb → prepositions that bring what somebody holds something of, or speaks of without saying what."""

REACTING: Final = words("""
    criticise criticize praise reject oppose support back endorse condemn denounce welcome defend attack blast slam discuss mention
    question cite note highlight stress emphasise emphasize address protest decry lambast deplore applaud hail disavow demand urge
    propose recommend outline detail describe refute dispute favour favor approve
    mock ridicule deride disparage scorn vilify malign belittle insult berate scold chide chastise castigate rebuke reprimand reproach
    upbraid censure fault blame excoriate lambaste pan savage assail rip bash trash knock chide decry bemoan lament deplore repudiate
    commend compliment extol laud thank congratulate honour honor salute toast champion trumpet tout promote advocate second echo
    admire adore love like enjoy appreciate cherish esteem respect revere value trust prefer
    hate detest despise dislike loathe resent abhor dread regret fear envy distrust mistrust doubt mourn
    want wish desire crave envision envisage foresee contemplate consider weigh mull ponder
    reference invoke downplay understate overstate exaggerate minimise minimize belittle dismiss ignore
    express voice reiterate repeat recite unveil explain clarify signal illustrate underscore underline reflect acknowledge
    accuse challenge contest mistake misunderstand misrepresent misstate urge suggest promise pledge vow threaten anticipate expect
    understand believe know view imagine examine debate investigate request seek
""")
"""Verbs whose object is what somebody holds something of, or speaks of."""

STATING_NOUNS: Final = words("""
    criticism comment remark question concern support opposition statement speech view opinion attitude stance position praise complaint
    protest attack condemnation endorsement rejection denial warning doubt worry fear anger outrage frustration regret skepticism
    scepticism reservation misgiving objection dismay satisfaction disappointment confidence optimism pessimism hope speculation debate
    discussion thought idea belief claim allegation accusation report story theory explanation description
""")
"""Nouns of saying and holding, whose subject matter follows as "of", "about", "on", "for", "over", "against" or "to"."""

INTENTION_NOUNS: Final = words("""
    plan decision agreement promise vow pledge threat refusal commitment desire hope demand request offer bid call proposal intention
    determination willingness reluctance eagerness wish resolve order vote deal
""")
"""Nouns of intention, whose aim follows as an infinitive."""

LIGHT: Final = words(
    "make express voice issue give offer have raise deliver release send repeat reiterate draw face show hold sound release"
)
"""Verbs that only carry a noun of saying: "issued a denial that …"."""

ATTITUDES: Final = words(
    "believe think hope fear know assume suppose want wish guess imagine expect worry feel realise realize understand learn doubt wonder"
)
"""Verbs of the mind: in a narrative the state of mind is the claim."""
