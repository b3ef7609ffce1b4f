"""Nouns and names that head sources: documents, media, organisations, groups of people without a name, persons by their role."""

from __future__ import annotations

from typing import Final

from services.extract.language import words

DOCUMENTS: Final = words("""
    report statement document letter study survey poll data datum figure statistic record file filing email memo memorandum
    transcript release photograph photo image video footage paper book article law bill act ruling indictment complaint
    lawsuit affidavit testimony review analysis research census audit index list map chart bulletin post tweet message note
    plan order decree resolution treaty agreement declaration communique communiqué account estimate result finding count
    tally model forecast report trial experiment evidence satellite observation website site page dossier leak log archive
    script manuscript diary notice certificate warrant verdict judgment judgement dataset database number intelligence
    paperwork autopsy post-mortem scan summary abstract draft text recording tape clip broadcast inquiry assessment
""")
"""Heads of sources that are documents."""

MEDIA: Final = words("""
    media newspaper paper magazine outlet channel station broadcaster network daily weekly tabloid press website
    radio television tv news newswire portal blog podcast journal gazette herald
""")
"""Heads of sources that are media."""

NEWS: Final = words("news press wire")
"""Before "agency", "service" and the like: an outlet, not an authority."""

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
    staff newsroom zoo museum library theatre theater orchestra festival airport port hotel plant factory mine coastguard
    clinic dealership start-up startup studio label publisher broadcaster insurer lender refinery shipyard brewery farm
    inquest inquiry consortium conglomerate treasury chamber synod church mosque diocese observatory academy
""")
"""Heads of sources that are organisations."""

GROUPS: Final = words("""
    people official authority source analyst expert resident witness critic supporter observer scientist researcher doctor
    lawyer economist adviser advisor lawmaker politician voter investor trader member leader commander soldier troop worker
    employee union_member activist protester campaigner neighbour neighbor relative family parent friend colleague
    journalist reporter investigator prosecutor rescuer diplomat minister senator democrat republican conservative some many
    others several most few both they these those rebel fighter farmer teacher student patient fan player historian
    meteorologist engineer survivor couple crew public crowd jury
""")
"""Heads that, in the plural, are groups of people without a name."""

COLLECTIVE: Final = words("people police some many others several most few both family couple crew public crowd jury")
"""Of these the singular is a group, too."""

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
    defenceman batsman bowler mechanic cook chef clerk
""")
"""Nouns for one person; an apposition headed by one says who somebody is, and is no claim of its own."""

SPEAKERS: Final = DOCUMENTS | GROUPS | MEDIA | MEDIA_NAMES | ORGANISATIONS | PERSON_ROLES
"""Heads of any source."""
