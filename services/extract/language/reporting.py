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

HEARERS: Final = words("tell inform notify brief assure warn advise remind convince persuade reassure promise show teach")
"""Verbs whose object is who hears it."""

QUESTIONED: Final = frozenset({"ask", "wonder", "question", "inquire", "enquire"})
"""What these take as a clause is a question, no claim."""

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

WANTING: Final = frozenset(
    {"urge", "demand", "request", "recommend", "propose", "plead", "beg", "appeal", "ask", "advise", "call", "want", "order", "require"}
)
"""What these take as a clause is a wish, no claim about the world; the asking is."""

INTENDING: Final = frozenset(
    {"promise", "pledge", "vow", "swear", "threaten", "plan", "agree", "decide", "refuse", "offer", "intend", "hope", "expect", "commit"}
)
"""With an infinitive these tell what their subject means to do."""

NOMINAL_CONTENT: Final = words("""
    confirm report announce reveal disclose deny acknowledge admit allege estimate predict forecast
    dismiss describe call put peg cite identify credit blame estimate quote record
""")
"""Verbs whose object can be the content: "confirmed the death"."""

NEEDS_TAIL: Final = words("call put peg cite identify credit blame dismiss describe quote record")
"""Of these the object alone is no content: "put the toll at 12"."""

CALLING: Final = words("call label brand dub term declare deem consider judge proclaim pronounce")
"""Verbs that give something a name: "called the plan a failure"."""

WITH_PREPOSITION: Final[dict[str, frozenset[str]]] = {
    "warn": words("of about"),
    "speak": words("of"),
    "hint": words("at"),
    "talk": words("about of"),
    "complain": words("about of"),
    "boast": words("about of"),
    "accuse": words("of"),
    "report": words("on"),
    "point": words("to"),
    "refer": words("to"),
    "call": words("for on"),
    "object": words("to"),
    "allude": words("to"),
}
"""Verb → prepositions that bring its content."""

REACTING: Final = words("""
    criticise criticize praise reject oppose support back endorse condemn denounce welcome defend attack blast slam discuss mention
    question cite note highlight stress emphasise emphasize address protest slam decry lambast deplore applaud hail disavow demand
    urge propose recommend outline detail describe defend refute dispute favour favor approve
""")
"""Verbs that show what somebody holds of something."""

ATTITUDES: Final = words(
    "believe think hope fear know assume suppose want wish guess imagine expect worry feel realise realize understand learn doubt wonder"
)
"""Verbs of the mind: in a narrative the state of mind is the claim."""

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

PREPOSITIONS: Final = frozenset({"per", "via"})
"""One-word prepositions that name a source."""

DOCUMENTS: Final = words("""
    report statement document letter study survey poll data figure statistic record file filing email memo memorandum
    transcript release photograph photo image video footage paper book article law bill act ruling indictment complaint
    lawsuit affidavit testimony review analysis research census audit index list map chart bulletin post tweet message note
    plan order decree resolution treaty agreement declaration communique communiqué account estimate result finding count
    tally model forecast report trial experiment evidence satellite observation website site page dossier leak log archive
    script manuscript diary notice certificate warrant verdict judgment judgement dataset database number intelligence
    paperwork summary abstract draft text recording tape clip broadcast inquiry assessment
""")
"""Heads of sources that are documents."""

MEDIA: Final = words("""
    media newspaper paper magazine outlet agency channel station broadcaster network daily weekly tabloid press website
    radio television tv news newswire portal blog podcast journal gazette herald
""")
"""Heads of sources that are media."""

MEDIA_NAMES: Final = words("""
    times post journal herald tribune gazette news bbc cnn reuters afp ap bloomberg guardian telegraph nbc abc cbs fox npr
    pbs sky axios politico aljazeera nyt wsj ft tass xinhua yonhap kyodo upi ansa dpa efe interfax chronicle observer
    courier independent globe mirror broadcasting monde zeitung spiegel bild nikkei asahi haaretz economist newsweek vox
    cnbc msnbc
""")
"""Words of outlets' names."""

ORGANISATIONS: Final = words("""
    government ministry department agency office authority administration army navy military force police court council
    committee commission company corporation firm bank party union association federation organisation organization
    institute university college school hospital club team parliament congress senate house cabinet embassy bureau board
    group institution foundation charity league coalition alliance intelligence service command headquarters prosecution
    regulator watchdog watchers kremlin pentagon nato un eu white opposition regime state city country campaign centre
    center society church airline carrier operator manufacturer retailer maker developer tribunal assembly secretariat
    mission fund exchange lab laboratory ministry fire-service brigade directorate inspectorate district county municipality
    staff newsroom
""")
"""Heads of sources that are organisations."""

GROUPS: Final = words("""
    people official authority source analyst expert resident witness critic supporter observer scientist researcher doctor
    lawyer economist adviser advisor lawmaker politician voter investor trader member leader commander soldier troop worker
    employee union_member activist protester campaigner neighbour neighbor relative family parent friend colleague
    journalist reporter investigator prosecutor rescuer diplomat minister senator democrat republican conservative some many
    others several most few both they these those rebel fighter farmer teacher student patient fan player historian
    meteorologist engineer survivor
""")
"""Heads that, in the plural, are groups of people without a name."""

PERSON_ROLES: Final = words("""
    president minister premier chancellor secretary spokesman spokeswoman spokesperson governor mayor senator congressman
    congresswoman representative ambassador king queen prince princess pope bishop general colonel major captain sergeant
    admiral lieutenant officer chief head director chairman chairwoman chair chairperson ceo cfo coo founder co-founder
    owner manager coach trainer captain professor doctor dr lecturer scientist researcher analyst economist expert author
    writer journalist reporter editor correspondent columnist lawyer attorney judge justice prosecutor solicitor barrister
    counsel inspector detective sheriff constable commissioner actor actress singer player striker midfielder defender
    goalkeeper forward quarterback pitcher champion winner candidate nominee leader deputy vice aide adviser advisor
    assistant member fellow activist campaigner critic supporter resident witness victim suspect father mother son daughter
    brother sister wife husband widow friend uncle aunt cousin grandfather grandmother parent man woman boy girl teenager
    student teacher nurse surgeon physician engineer architect pilot driver farmer businessman businesswoman investor trader
    banker billionaire entrepreneur politician lawmaker legislator mp mep delegate envoy diplomat official executive
    strategist virologist epidemiologist meteorologist geologist astronomer historian sociologist psychologist biologist
    chemist physicist dictator emperor sultan emir sheikh imam rabbi priest monk speaker treasurer superintendent principal
    dean rector headteacher coordinator organiser organizer specialist consultant veteran rescuer firefighter paramedic
    soldier commander marshal native source star cyclist runner swimmer boxer golfer jockey sprinter skier skater goalie
    defenceman batsman bowler
""")
"""Nouns for one person; an apposition headed by one says who somebody is, and is no claim of its own."""
