"""Words for what happens, by happening: claims whose words stand for one happening may answer one question.

General knowledge of news English. A base form stands for all its inflections (`words.py` makes them); irregular forms stand beside it.
A word stands in one line only. Opposites stand in lines of their own: "raise" and "cut" never meet.
"""

from __future__ import annotations

from typing import Final

from services.store.language.words import word_set

HAPPENINGS: Final = """
death        die dead death kill killed killing fatality fatal perish deceased slay slain toll drown body bodies
casualty     casualty loss losses
injury       injure injury wound hurt maim
missing      missing unaccounted untraced
survival     survive survivor alive
rescue       rescue save evacuee pull_out
evacuation   evacuate flee fled evacuation displace displacement uproot exodus
homeless     homeless
illness      sicken infect infection case contract_disease sick diagnose
hospital     hospitalize hospitalise hospital hospitalization
recovery     recover recovery
vaccination  vaccinate unvaccinated vaccinated vaccination immunize immunise immunization immunisation inoculate jab
spread       spread transmit transmission
arrest       arrest detain custody apprehend detention round_up nab
charge       charge indict indictment prosecute
trial        trial try_in_court
conviction   convict conviction guilty
acquittal    acquit acquittal
sentence     sentence jail imprison imprisonment
release      free freed liberate
kidnap       kidnap abduct abduction hostage
shooting     shoot shot gunfire shooting
bombing      bomb bombing explode explosion blast detonate
attack       attack assault raid ambush strike_at
fight        fight fought combat battle clash skirmish
invasion     invade invasion incursion
advance      advance_on seize capture conquer
retreat      retreat pull_back withdraw_troops
ceasefire    ceasefire truce armistice
send         send sent deploy deployment dispatch
supply       supply supplier deliver delivery ship shipment provide provision furnish
arrive       arrive arrival
train        train
withdraw     withdraw withdrew withdrawn withdrawal pullout
recall       recall
ban          ban prohibit outlaw prohibition
permit       permit allow authorize authorise legalize legalise
approve      approve approval ratify ratification pass_law adopt
reject       reject rejection veto turn_down
sanction     sanction embargo
collapse     collapse burst broke break breach broken give_way cave_in rupture
destroy      destroy destruction demolish flatten raze sweep swept wash_away obliterate wreck level_to
damage       damage
flood        flood inundate submerge inundation
storm        storm cyclone hurricane typhoon landfall
quake        earthquake quake tremor
fire         fire blaze wildfire burn burnt
eruption     eruption
collision    collide collision crash rear_end derail derailment
sink         sink sank sunk capsize
outage       outage blackout power_cut without_power
closure      close closure shut shutdown shutter
opening      open reopen inaugurate
begin        begin began begun start commence launch onset
end          end over ended finish conclude cease
continue     continue persist
delay        delay postpone postponement
cancel       cancel cancellation call_off scrap axe
labour       strike walkout walk_out stoppage picket
pay          wage salary salaries
offer        offer
talks        negotiate negotiation talks bargain mediate mediation
agreement    agree agreement accord deal treaty settle settlement
meeting      meet met meeting summit
visit        visit
election     elect election re-elect
vote         vote votes ballot
turnout      turnout
winning      win won victory
losing       lose lost defeat
resign       resign resignation quit step_down stand_down
dismissal    dismiss fire_from sack oust removal
appointment  appoint appointment nominate nomination name_as
control      control run ran rule govern administer
division     divide split division
support      support back_up endorse endorsement
protest      protest demonstrate demonstration rally march protester demonstrator
accuse       accuse accusation allege allegation
denial       deny denial refute
apology      apologize apologise apology
warning      warn warning
investigation investigate investigation probe inquiry enquiry
cause        cause trigger spark blame
shortage     shortage scarcity struggle lack short
repatriation repatriate repatriation
contamination contaminate contamination taint
defect       defect fault faulty malfunction
population   inhabitant population populate
rise         rise rose risen raise increase climb grow grew growth surge soar jump gain
fall         fall fell fallen drop decline decrease plunge slump shrink shrank
cut          cut reduce reduction slash
price        price cost
profit       profit earnings
revenue      revenue sales turnover
inflation    inflation
unemployment unemployment jobless
layoff       layoff lay_off redundancy redundant
hiring       hire recruit recruitment
purchase     buy bought acquire acquisition purchase takeover
sale         sell sold
merger       merge merger
bankruptcy   bankrupt bankruptcy insolvency insolvent
investment   invest investment
debt         debt owe
fine         fine penalty
donation     donate donation pledge
compensation compensate compensation payout repay
theft        steal stole stolen theft rob robbery burgle burglary
fraud        fraud defraud embezzle embezzlement
leak         leak spill
discovery    discover discovery detect
test         test_fire
build        build built construct construction
speak        speak spoke spoken speaking
test_result  test_positive
"""

PHRASES: Final = {
    "passed away": "death", "pass away": "death", "passes away": "death", "lost their lives": "death", "lost his life": "death",
    "lost her life": "death", "lose their lives": "death", "claimed the lives": "death", "loss of life": "death", "loss of lives": "death",
    "death toll": "death", "death tolls": "death", "lives lost": "death", "took the lives": "death", "cost the lives": "death",
    "rescue team": "", "rescue teams": "", "rescue worker": "", "rescue workers": "", "rescue crew": "", "rescue crews": "",
    "rescue service": "", "rescue services": "", "fire brigade": "", "fire department": "", "fire service": "", "fire services": "",
    "start of the year": "", "start of the week": "", "start of the month": "", "end of the year": "", "end of the week": "",
    "end of the month": "", "end of year": "",
    "are critical": "injury", "is critical": "injury", "was critical": "injury", "were critical": "injury",
    "in critical": "injury",
    "critical condition": "injury", "critically ill": "injury",
    "swept in": "", "swept over": "", "swept through": "", "swept across": "", "sweeps through": "", "swept ashore": "",
    "sweeping through": "", "swept away": "destroy", "washed away": "destroy", "wiped out": "destroy", "carried away": "destroy",
    "torn down": "destroy",
    "gave way": "collapse", "give way": "collapse", "caved in": "collapse", "made landfall": "storm", "makes landfall": "storm",
    "tested positive": "illness", "fallen ill": "illness", "fell ill": "illness", "fell sick": "illness", "taken ill": "illness",
    "in hospital": "hospital", "taken to hospital": "hospital", "walked out": "labour", "walk out": "labour", "walks out": "labour",
    "stepped down": "resign", "steps down": "resign", "step down": "resign", "stood down": "resign",
    "broke out": "begin", "break out": "begin",
    "called off": "cancel", "calls off": "cancel", "laid off": "layoff", "lay off": "layoff", "job cuts": "layoff",
    "out of work": "unemployment", "without power": "outage", "power cut": "outage", "power cuts": "outage", "in custody": "arrest",
    "taken into custody": "arrest", "shut down": "closure", "carried out": "", "took place": "", "taken place": "", "so far": "",
    "home to": "population", "pulled out": "withdraw", "pull out": "withdraw", "pulls out": "withdraw", "talks": "talks",
    "turned down": "reject", "voted down": "reject", "signed off": "approve", "state of emergency": "emergency",
    "unaccounted for": "missing", "interest rate": "interest", "interest rates": "interest",
    "long-range": "", "so-called": "", "back to work": "resumption", "end of": "end", "end to": "end",
}  # fmt: skip
"""Word groups that stand for a happening, or ("") whose words stand for none."""

TAKE_OVER: Final = word_set(
    """
    death casualty injury missing survival illness hospital arrest evacuation homeless vaccination turnout population layoff outage
    unemployment inflation interest
    """
)
"""Happenings that decide the question wherever they stand: in "a sick child died, the first since May" the death is counted."""

CUMULATIVE: Final = word_set("death injury illness hospital arrest evacuation destroy casualty")
"""Counts that only grow while the story runs: a later lower figure contradicts, it does not update."""

STATISTICS: Final = word_set(
    "illness hospital vaccination vote turnout unemployment inflation interest population layoff price rise fall cut"
)
"""Happenings that are counted by territory: the count of a province answers another question than that of its country."""

THINGLESS: Final = word_set("collision storm quake eruption flood spread outage inflation unemployment interest turnout ceasefire")
"""Happenings that are their own question, whatever noun stands beside them."""

STABLE: Final = word_set("population")
"""What does not change within a year: different figures of different days contradict."""

NEGATORS: Final = word_set("not no never without neither nor cannot none nobody")
DENYING: Final = word_set("denies doubts")
"""Stances of a source that says no to a claim."""

FORMER: Final = word_set("earlier previously initially originally initial preliminary formerly")
"""Words beside a claim that say it was put forward before what else the article says."""

HELD: Final = word_set(
    """
    be winning losing vote rise fall cut price profit revenue debt investment fine sale purchase offer donation compensation appointment
    dismissal resign layoff hiring merger bankruptcy build
    """
)
"""Happenings whose answer belongs to somebody: the seats of one party, the profit of one company."""

CAUSED: Final = word_set("death injury missing casualty destroy damage evacuation homeless hospital rescue survival")
"""Happenings that a cause sets apart: the dead of a flood and the dead of a crash in one country."""

BEFALLING: Final = word_set("die pass perish drown disappear survive recover flee fall suffer sicken")
"""Verbs whose subject is the one that it happens to."""

FURTHER: Final = word_set("new further additional another fresh more extra other")
"""Words that make a count or a denial one of what comes on top: "no new cases" does not deny the old ones."""

LIGHT: Final = word_set(
    """
    be have do say tell report confirm announce state claim add make take get give put go come see hold keep remain stay become stand
    reach hit total number amount bring lead show find know believe think expect estimate set plan declare describe
    call note reveal suffer face undergo experience sustain incur mark constitute represent spot observe witness notice watch see view
    result decision effort attempt move order operation process ability willingness chance prospect possibility underway occur happen
    act way part fact figure count record register identify account
    """
)
"""Predicates that name no happening of their own: the question lies in what stands beside them."""

HAPPENING_NAMES: Final = frozenset(line.split()[0] for line in HAPPENINGS.strip().splitlines())
