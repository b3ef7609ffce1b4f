"""Words for what happens, by happening: claims whose words stand for one happening may answer one question.

General knowledge of news English. A base form stands for all its inflections (`words.py` makes them); irregular forms stand beside it.
A word stands in one line only. Opposites stand in lines of their own: "raise" and "cut" never meet.
"""

from __future__ import annotations

from typing import Final

from services.store.language.phrases import PHRASES
from services.store.language.senses import SENSES
from services.store.language.words import word_set

HAPPENINGS: Final = """
death        die dead death kill killed killing fatality fatal perish deceased slay slain toll drown body bodies assassinate
death        assassination suffocate succumb
casualty     casualty loss losses
injury       injure injury wound hurt maim
missing      missing unaccounted untraced disappear disappearance vanish
aboard       aboard boarded
trapped      trap strand
survival     survive survivor alive
rescue       rescue save evacuee pull_out pluck
evacuation   evacuate flee fled evacuation displace displacement uproot exodus relocate relocation
homeless     homeless
illness      sicken infect infection case contract_disease sick diagnose
hospital     hospitalize hospitalise hospital hospitalization
recovery     recover recovery
vaccination  vaccinate unvaccinated vaccinated vaccination immunize immunise immunization immunisation inoculate jab
spread       spread transmit transmission
arrest       arrest detain custody apprehend detention round_up nab
questioning  interrogate interrogation
search       search comb scour
charge       charge indict indictment prosecute
trial        trial try_in_court
conviction   convict conviction guilty
acquittal    acquit acquittal exonerate
sentence     sentence jail imprison imprisonment
release      free freed liberate
kidnap       kidnap abduct abduction hostage
shooting     shoot shot gunfire shooting
bombing      bomb bombing explode explosion blast detonate
seizure      confiscate confiscation impound
landing      land landing
attack       airstrike attack assault raid ambush strike_at
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
ban          ban prohibit outlaw prohibition forbid bar
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
eruption     eruption erupt
collision    collide collision crash rear_end derail derailment
sink         sink sank sunk capsize
outage       outage blackout power_cut without_power
closure      close closure shut shutdown shutter
opening      open reopen inaugurate
begin        begin began begun start commence launch onset
end          end ended finish conclude cease
continue     continue persist
delay        delay postpone postponement
cancel       cancel cancellation call_off scrap axe
labour       strike walkout walk_out stoppage picket
pay          wage salary salaries
offer        offer bid counterbid counteroffer
talks        negotiate negotiation talks bargain mediate mediation
agreement    agree agreement accord deal treaty settle settlement
meeting      meet met meeting summit
visit        visit travel
election     elect election re-elect
vote         vote votes ballot
turnout      turnout
winning      win won victory
losing       lose lost defeat
resign       resign resignation quit
retirement   retire retirement
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
investigation investigate investigation inquiry enquiry
cause        cause trigger spark blame
shortage     shortage scarcity struggle lack short
repatriation repatriate repatriation
contamination contaminate contamination taint
defect       defect fault faulty malfunction
capacity     capacity
population   inhabitant population populate
rise         rise rose risen raise increase climb grow grew growth surge soar jump gain hike lift expand expansion accelerate
fall         fall fell fallen drop decline decrease plunge slump shrink shrank narrow tumble slide slid dip contract contraction
cut          cut reduce reduction slash lower trim
price        price cost
profit       profit earnings
revenue      revenue sales turnover
gross        gross
emission     emit emission
production   produce production output manufacture
export       export
import       import
tariff       tariff duty levy
score        score
joining      join membership
qualification qualify
recount      recount
effectiveness effective efficacy effectiveness
interception intercept interception downed
suspension   suspend suspension halt pause freeze
resumption   resume resumption restart
lawsuit      sue lawsuit
appeal       appeal
extradition  extradite extradition
hacking      hack cyberattack
publication  publish publication
marriage     marry wed wedding
birth        born birth
execution    execution execute
stabbing     stab stabbing
boycott      boycott
poll         poll survey
hold         unchanged
launch       test_fire liftoff lift_off
beating      thrash
expulsion    expel expulsion deport deportation
audience     attendance audience
inflation    inflation
unemployment unemployment jobless
layoff       layoff lay_off redundancy redundant retrench retrenchment downsize
workforce    employ workforce headcount payroll
hiring       hire recruit recruitment
purchase     buy bought acquire acquisition purchase takeover
sale         sell sold
merger       merge merger
bankruptcy   bankrupt bankruptcy insolvency insolvent
investment   invest investment
debt         debt owe
deficit      deficit shortfall
stake        stake shareholding stakeholding
fine         fine penalty
donation     donate donation pledge
compensation compensate compensation payout repay
theft        steal stole stolen theft rob robbery burgle burglary
bribe        bribe bribery kickback
fraud        fraud defraud embezzle embezzlement
leak         leak spill
discovery    discover discovery detect
build        build built construct construction
speak        speak spoke spoken speaking
test_result  test_positive
"""

TAKE_OVER: Final = word_set(
    """
    death casualty injury missing survival illness hospital arrest evacuation homeless vaccination turnout population layoff outage
    unemployment inflation gross profit revenue emission aboard hold deficit
    """
)
"""Happenings that decide the question wherever they stand: in "a sick child died, the first since May" the death is counted."""

CUMULATIVE: Final = word_set("death injury illness hospital arrest evacuation destroy casualty")
"""Counts that only grow while the story runs: a later lower figure contradicts, it does not update."""

STATISTICS: Final = word_set(
    "illness hospital vaccination vote turnout unemployment inflation population layoff price rise fall cut hold emission"
)
"""Happenings that are counted by territory: the count of a province answers another question than that of its country."""

THINGLESS: Final = word_set(
    """
    collision storm quake eruption flood spread outage inflation unemployment turnout ceasefire aboard capacity emission profit revenue
    bribe deficit speed
    """
)
"""Happenings that are their own question, whatever noun stands beside them."""

SINGULAR: Final = word_set("turnout inflation unemployment population")
"""Figures of which a territory has one at a time, whatever story tells it."""

STABLE: Final = word_set("population quake sentence fine purchase beating aboard capacity")
"""What does not change within a year (a population, a verdict, a price paid): different figures of different days contradict."""

FLUCTUATING: Final = word_set("missing outage price rise fall cut inflation unemployment hold fight protest send trapped")
"""What is counted anew each day, and may be less than the day before."""

GOING_DOWN: Final = word_set(
    "still remain remains remained remaining left down drop drops dropped fell fallen sank sunk shrank shrunk eased back lower lowered"
    " reduced cut returned reopened restored resumed reconnected another further"
    " share shares stock stocks closed traded trading price prices"
)
"""Words of a claim whose number may be lower than one before it, and contradicts nothing: it has gone down, is what is left, or a price."""

NEGATORS: Final = word_set("not no never without neither nor cannot none nobody")
DENYING: Final = word_set("denies doubts")
"""Stances of a source that says no to a claim."""

FORMER: Final = word_set("earlier previously initially originally initial preliminary formerly")
"""Words beside a claim that say it was put forward before what else the article says."""

HELD: Final = word_set(
    """
    be winning losing vote rise fall cut price profit revenue debt investment fine sale purchase offer donation compensation appointment
    dismissal resign layoff hiring merger bankruptcy build recall supply gross hold enrolment workforce deficit stake
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
    reach hit total number amount bring lead show find know believe think expect estimate set plan declare describe call note reveal
    suffer face undergo experience sustain incur mark constitute represent spot observe witness notice watch see view cast file post
    report result decision effort attempt move order operation process ability willingness chance prospect possibility underway occur
    happen act way part fact figure count record register identify account
    """
)
"""Predicates that name no happening of their own: the question lies in what stands beside them."""

HAPPENING_NAMES: Final = frozenset(
    [*(line.split()[0] for table in (HAPPENINGS, SENSES) for line in table.strip().splitlines()), *filter(None, PHRASES.values())]
)
