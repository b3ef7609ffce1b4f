"""Sentences with how firmly, whether and when each of their claims holds: add a row, and it is tested.

A row is (sentence, [claim, …]); a claim is written
    words of the claim = certainty polarity status [| deciding words]
with the words as found in the shortest claim that holds them, and the deciding words in the order of the text.
"""

from __future__ import annotations

MODALS: list[tuple[str, list[str]]] = [
    ("The dam may burst overnight.", ["dam = possible positive future | may"]),
    ("The senator might run for a third term.", ["senator = possible positive future | might"]),
    ("The volcano could erupt within days.", ["volcano = possible positive future | could"]),
    ("The thieves may have fled by boat.", ["thieves = possible positive past | may"]),
    ("The leak might have started in the boiler room.", ["leak = possible positive past | might"]),
    ("The pilot could have misread the chart.", ["pilot = possible positive past | could"]),
    ("The virus may be spreading through the river.", ["virus = possible positive present | may"]),
    ("The wreck may be a Dutch ship.", ["wreck = possible positive present | may"]),
    ("The vote could be decisive.", ["vote = possible positive future | could"]),
    ("The trial may be over within days.", ["trial = possible positive future | may"]),
    ("The new rule will take effect in April.", ["rule = certain positive future | will"]),
    ("The festival will not return next year.", ["festival = certain negative future | will, not"]),
    ("The bridge won't reopen before August.", ["bridge = certain negative future | wo, n't"]),
    ("The divers could not reach the wreck.", ["divers = certain negative past | not"]),
    ("The sample couldn't be tested in time.", ["sample = certain negative past | n't"]),
    ("The regulator may not approve the merger.", ["regulator = possible negative future | may, not"]),
    ("The telescope can detect planets around distant stars.", ["telescope = certain positive present"]),
]

ADVERBS_AND_ADJECTIVES: list[tuple[str, list[str]]] = [
    ("The outage was probably caused by a storm.", ["outage = probable positive past | probably"]),
    ("The skull possibly belonged to a child.", ["skull = possible positive past | possibly"]),
    ("Perhaps the painting was stolen in Naples.", ["painting = possible positive past | Perhaps"]),
    ("The striker will likely miss the final.", ["striker = probable positive future | will, likely"]),
    ("The harvest is likely to fall by a third.", ["harvest = probable positive future | likely"]),
    ("The harvest is unlikely to recover this year.", ["harvest = probable negative future | unlikely"]),
    ("It is likely that the harvest will fall.", ["harvest = probable positive future | likely, will"]),
    ("It is possible that the gang used a drone.", ["gang = possible positive past | possible"]),
    ("It is unlikely that the mine will reopen.", ["mine = probable negative future | unlikely, will"]),
    ("The treasurer allegedly took $40,000.", ["treasurer = probable positive past | allegedly"]),
    ("The actor has reportedly left the series.", ["actor = probable positive past | reportedly"]),
    ("The glacier apparently moved 30 metres in May.", ["glacier = probable positive past | apparently"]),
    ("The chip is potentially faster than its rivals.", ["chip = possible positive present | potentially"]),
    ("Maybe the bird flew to Ghana.", ["bird = possible positive past | Maybe"]),
]

ABOVE_AN_INFINITIVE: list[tuple[str, list[str]]] = [
    ("The comet appears to have broken apart.", ["comet = probable positive past | appears"]),
    ("The comet seems to be fading.", ["comet = probable positive present | seems"]),
    ("The hostages are believed to be in the north.", ["hostages = probable positive present | believed"]),
    ("The ship is thought to have sunk in 1912.", ["ship = probable positive past | thought"]),
    ("The chairman is said to have resigned.", ["chairman = probable positive past | said"]),
    ("The talks are expected to resume on Monday.", ["talks = probable positive future | expected"]),
    ("The rains are forecast to return in June.", ["rains = probable positive future | forecast"]),
    ("The parade is scheduled to begin at noon.", ["parade = certain positive future | scheduled"]),
    ("The court is set to rule on Thursday.", ["court = certain positive future | set"]),
    ("The rocket is due to arrive on Friday.", ["rocket = certain positive future | due"]),
    ("The bank is about to cut 900 jobs.", ["bank = certain positive future | about"]),
    ("The union is going to strike in March.", ["union = certain positive future | going"]),
    ("The tenants managed to escape the fire.", ["tenants = certain positive past"]),
    ("The fleet was able to leave the port.", ["fleet = certain positive past"]),
    ("The surgeon used to work in Oslo.", ["surgeon = certain positive past"]),
    ("The snow began to fall at dawn.", ["snow = certain positive past"]),
]

PLANS_AND_WISHES: list[tuple[str, list[str]]] = [
    ("The airline plans to buy 40 jets.", ["airline = certain positive future | plans"]),
    ("The city intends to ban diesel cars.", ["city = certain positive future | intends"]),
    ("The mayor promised to build 200 flats.", ["mayor = certain positive future | promised"]),
    ("The two firms agreed to merge in May.", ["firms = certain positive past"]),
    ("The committee wants to raise the fee.", ["committee = certain positive future | wants"]),
    ("The club wants to sign a goalkeeper.", ["club = certain positive future | wants"]),
    ("The museum is preparing to reopen.", ["museum = certain positive future | preparing"]),
    ("Growers are threatening to block the port.", ["Growers = certain positive future | threatening"]),
    ("The council decided to close the pool.", ["council = certain positive past"]),
    ("The minister refused to sign the treaty.", ["minister = certain negative past | refused"]),
]

CONDITIONS: list[tuple[str, list[str]]] = [
    ("If the levee fails, the town will flood.", ["town will = certain positive conditional | If"]),
    ("Unless it rains, the crop will be lost.", ["crop will = certain positive conditional | Unless"]),
    ("The tax would raise $3 billion a year.", ["tax = certain positive conditional | would"]),
    ("The strike would have cost the airline $90 million.", ["strike = certain positive conditional | would"]),
    ("The analyst said the merger would create a giant.", ["merger = certain positive future | would"]),
    ("Provided the weather holds, the climbers will set off on Sunday.", ["climbers = certain positive conditional | Provided"]),
    ("The crew will sail even if the forecast is poor.", ["crew = certain positive future | will"]),
    ("Even if sales fall, the shop has paid its debts.", ["shop = certain positive past"]),
    ("Had the brakes worked, the train would have stopped.", ["train = certain positive conditional | would"]),
    ("If the vote fails, the cabinet could fall.", ["cabinet = possible positive conditional | If, could"]),
]

NOT: list[tuple[str, list[str]]] = [
    ("The vaccine does not cause fever.", ["vaccine = certain negative present | not"]),
    ("The suspect didn't enter the bank.", ["suspect = certain negative past | n't"]),
    ("The library has never lent the manuscript.", ["library = certain negative past | never"]),
    ("No passengers were hurt in the crash.", ["passengers = certain negative past | No"]),
    ("Nobody survived the avalanche.", ["Nobody = certain negative past | Nobody"]),
    ("None of the samples contained lead.", ["samples = certain negative past | None"]),
    ("Neither company paid the fine.", ["company = certain negative past | Neither"]),
    ("Neither the owner nor the tenant called the police.", ["owner = certain negative past | Neither"]),
    ("The referee saw nothing.", ["referee = certain negative past | nothing"]),
    ("The village hardly noticed the earthquake.", ["village = certain negative past | hardly"]),
    ("Prices barely moved on Tuesday.", ["Prices = certain negative past | barely"]),
    ("The plant no longer makes engines.", ["plant = certain negative present | no"]),
    ("The plant doesn't make engines any more.", ["plant = certain negative present | n't"]),
    ("The team has yet to win a match.", ["team = certain negative present | yet"]),
    ("Rescuers are yet to reach three villages.", ["Rescuers = certain negative present | yet"]),
    ("Few voters backed the plan.", ["voters = certain positive past"]),
    ("The reactor has no cooling tower.", ["reactor = certain negative present | no"]),
    ("There is no evidence of fraud.", ["evidence = certain negative present | no"]),
    ("There is absolutely no chance the club will sell its captain.", ["chance = certain negative present | no"]),
    ("The police found no trace of the boat.", ["police = certain negative past | no"]),
    ("The island lacks a hospital.", ["island = certain negative present | lacks"]),
    ("At no point was the alarm tested.", ["alarm = certain negative past | no"]),
]

NEGATIVE_VERBS_AND_ADJECTIVES: list[tuple[str, list[str]]] = [
    ("The firm failed to publish its accounts.", ["firm = certain negative past | failed"]),
    ("The envoy declined to name the country.", ["envoy = certain negative past | declined"]),
    ("The heirs refused to sell the estate.", ["heirs = certain negative past | refused"]),
    ("The guard forgot to lock the gate.", ["guard = certain negative past | forgot"]),
    ("The paper stopped printing in 2009.", ["paper = certain negative past | stopped"]),
    ("The state ceased to exist in 1990.", ["state = certain negative past | ceased"]),
    ("The driver avoided hitting the cyclist.", ["driver = certain negative past | avoided"]),
    ("The goalkeeper missed the bus.", ["goalkeeper = certain positive past"]),
    ("The crew was unable to start the engine.", ["crew = certain negative past | unable"]),
    ("The cause of the blaze is unknown.", ["cause = certain negative present | unknown"]),
    ("The town was undamaged by the storm.", ["town = certain negative past | undamaged"]),
    ("The sculptor remains unidentified.", ["sculptor = certain negative present | unidentified"]),
    ("The climbers were unhurt.", ["climbers = certain negative past | unhurt"]),
    ("The fence prevented the sheep from leaving.", ["fence = certain negative past | prevented"]),
    ("The firm did not fail to pay.", ["firm = certain positive past | not, fail"]),
    ("The firm never stopped paying its staff.", ["firm = certain positive past | never, stopped"]),
    ("The parcel arrived without a label.", ["parcel = certain positive past"]),
    ("The guests left without paying the bill.", ["guests = certain positive past"]),
]

NO_NEGATION: list[tuple[str, list[str]]] = [
    ("The flood not only ruined the fields but also the road.", ["flood = certain positive past"]),
    ("There is no doubt that the letter is genuine.", ["letter = certain positive present"]),
    ("No doubt the price will rise again.", ["price = certain positive future | will"]),
    ("The judge not just fined the company but closed it.", ["judge = certain positive past"]),
    ("The tower is nothing less than 300 metres high.", ["tower = certain positive present"]),
    ("No fewer than 40 houses burned down.", ["houses = certain positive past"]),
    ("The team won, not least because of its goalkeeper.", ["team = certain positive past"]),
    ("The car, not the lorry, caused the crash.", ["car = certain positive past"]),
    ("No sooner had the ship docked than the crew left.", ["ship = certain positive past"]),
]

REPORTED: list[tuple[str, list[str]]] = [
    ("The ministry said 12 schools had closed.", ["schools = certain positive past"]),
    ("Analysts believe the bank lost $2 billion.", ["bank lost = probable positive past | believe"]),
    ("The study suggests that coffee prevents gout.", ["coffee = probable positive present | suggests"]),
    ("The data indicate that wages fell in June.", ["wages = probable positive past | indicate"]),
    ("Officials estimate 300 homes were lost.", ["homes = probable positive past | estimate"]),
    ("The company denied that it had bribed officials.", ["bribed = certain positive past"]),
    ("The minister confirmed that talks had begun.", ["talks = certain positive past"]),
    ("According to the police, the car was stolen.", ["car = certain positive past"]),
    ("The coach said he might resign.", ["resign = possible positive future | might"]),
    ("Scientists hinted that the probe had found ice.", ["probe = possible positive past | hinted"]),
    ("The union expects 4,000 workers to join the strike.", ["workers = probable positive future | expects"]),
    ("There is speculation that the singer has retired.", ["singer = possible positive past | speculation"]),
]

SCOPE: list[tuple[str, list[str]]] = [
    (
        "The bank closed 40 branches, and it may sell its head office.",
        ["closed = certain positive past", "sell = possible positive future | may"],
    ),
    (
        "The ship may have sunk, but its crew reached the shore.",
        ["ship = possible positive past | may", "crew = certain positive past"],
    ),
    (
        "The mayor did not attend, but her deputy opened the fair.",
        ["mayor = certain negative past | not", "deputy = certain positive past"],
    ),
    (
        "The tunnel, which may close in May, carried 9,000 cars a day.",
        ["carried = certain positive past", "close = possible positive future | may"],
    ),
    (
        "No trains ran in the north, while 40 buses left the city on time.",
        ["trains = certain negative past | No", "buses = certain positive past"],
    ),
    (
        "The firm, which has never made a profit, raised $80 million.",
        ["raised = certain positive past", "profit = certain negative past | never"],
    ),
    (
        "The reporter asked whether the dam could fail after the pumps had stopped.",
        ["reporter = certain positive past"],
    ),
    (
        "The lake has shrunk since 1970 because farmers probably took too much water.",
        ["lake = certain positive past"],
    ),
    (
        "The court freed the man who had not been told of his rights.",
        ["court = certain positive past", "told = certain negative past | not"],
    ),
    (
        "Police arrested a man believed to have set the fire.",
        ["Police = certain positive past"],
    ),
    (
        "The farmer dug up a possible meteorite.",
        ["farmer = certain positive past"],
    ),
    (
        "The minister will visit the region where nobody has water.",
        ["minister = certain positive future | will"],
    ),
]

TENSE: list[tuple[str, list[str]]] = [
    ("The zoo has 40 tigers.", ["zoo = certain positive present"]),
    ("The tenants have to leave by May.", ["tenants = certain positive present"]),
    ("The zoo has sold two tigers.", ["zoo = certain positive past"]),
    ("The mine has been idle since 2019.", ["mine = certain positive present"]),
    ("The two states have been at war for 70 years.", ["states = certain positive present"]),
    ("The two sides have got to agree on a date.", ["sides = certain positive present"]),
    ("The pass had been closed by snow.", ["pass = certain positive past"]),
    ("The company is hiring 200 welders.", ["company = certain positive present"]),
    ("The chief executive is stepping down next month.", ["executive = certain positive future | next"]),
    ("The envoy is leaving for Lima tomorrow.", ["envoy = certain positive future | tomorrow"]),
    ("The talks are to resume on Friday.", ["talks = certain positive future | are"]),
    ("The talks are expected to be resumed on Friday.", ["talks = probable positive future | expected"]),
    ("The aim is to win the league.", ["aim = certain positive present"]),
    ("A rescue was underway to bring home the sailors.", ["rescue = certain positive past"]),
    ("Shares rose 2% to close at 40 euros.", ["Shares = certain positive past"]),
    ("The wolves were reintroduced in 1995.", ["wolves = certain positive past"]),
    ("The choir will be singing in Prague.", ["choir = certain positive future | will"]),
]

MUST_AND_SHOULD: list[tuple[str, list[str]]] = [
    ("The rebels must have crossed the river at night.", ["rebels = probable positive past | must"]),
    ("The dog should have been tested.", ["dog = certain positive conditional | should"]),
    ("The bridge should have been closed in 2018.", ["bridge = certain positive conditional | should"]),
]

JUDGED: list[tuple[str, list[str]]] = [
    ("It is clear that the seal was broken.", ["seal = certain positive past"]),
    ("It is not clear that the drug works.", ["drug = possible positive present | clear"]),
    ("It is not likely that the ferry will sail.", ["ferry = probable negative future | not, likely, will"]),
    ("It is possible that the ferry will not sail.", ["ferry = possible negative future | possible, will, not"]),
    ("It is impossible that the signature is genuine.", ["signature = certain negative present | impossible"]),
    ("There is little doubt that the wreck is a frigate.", ["wreck = certain positive present"]),
    ("There is a chance that the comet will be visible.", ["comet = possible positive present | chance"]),
    ("There is no evidence that the well was poisoned.", ["well = certain negative past | no"]),
    ("Chemists found no trace that the lake had been treated.", ["lake = certain negative past | no"]),
]

PHRASES: list[tuple[str, list[str]]] = [
    ("The mine will open in May, creating 400 jobs.", ["creating = certain positive future | will"]),
    ("The mine may open in May, creating 400 jobs.", ["creating = possible positive future | may"]),
    ("The mill would close, costing the town 90 jobs.", ["costing = certain positive conditional | would"]),
    ("The mill closed, costing the town 90 jobs.", ["costing = certain positive past"]),
    (
        "The regulator, expected to rule in June, fined the bank.",
        ["regulator, = probable positive future | expected", "fined = certain positive past"],
    ),
    ("Reports of a planned attack spread on Monday.", ["planned = certain positive future | planned"]),
    ("The lab expects 40 patients to join the trial.", ["patients = probable positive future | expects"]),
    ("The gang is suspected of stealing 40 cars.", ["gang = probable positive present | suspected"]),
    ("The plane is presumed lost.", ["plane = probable positive present | presumed"]),
    ("Two of the divers are feared dead.", ["divers = possible positive present | feared"]),
]

EVENTS: list[tuple[str, str]] = [
    ("The orchestra [played] in Seoul.", "certain positive told"),
    ("The orchestra will [play] in Seoul.", "certain positive ahead"),
    ("The orchestra is going to [play] in Seoul.", "certain positive ahead"),
    ("The orchestra plans to [play] in Seoul.", "certain positive decided"),
    ("The orchestra is due to [play] in Seoul.", "certain positive decided"),
    ("The orchestra tried to [play] in Seoul.", "certain positive tried"),
    ("The orchestra can [play] in Seoul.", "certain positive able"),
    ("The orchestra was able to [play] in Seoul.", "certain positive told"),
    ("The orchestra would [play] in Seoul.", "certain positive conditional"),
    ("If they [return], tickets will be free.", "certain positive conditional"),
    ("When they [return], tickets will be free.", "certain positive ahead"),
    ("The orchestra wants to [play] in Seoul.", "certain positive wished"),
    ("The orchestra should [play] in Seoul.", "certain positive wished"),
    ("The orchestra did not [play] in Seoul.", "certain negative told"),
    ("The orchestra refused to [play] in Seoul.", "certain positive denied"),
    ("The orchestra left without [playing].", "certain positive denied"),
    ("The orchestra managed to [play] in Seoul.", "certain positive told"),
    ("The orchestra may [play] in Seoul.", "possible positive ahead"),
    ("Critics believe the orchestra [played] in Seoul.", "probable positive told"),
    ("Critics fear the orchestra [left].", "possible positive told"),
    ("Critics hope that the orchestra will [return].", "possible positive wished"),
    ("Critics don't believe the orchestra [left].", "probable negative told"),
    ("Critics did not know that the orchestra had [left].", "certain positive told"),
    ("[Send] the form to the tax office.", "certain positive wished"),
    ("Did the orchestra [leave] the city?", "certain positive asked"),
    ("The regulator blocked the [merger] of the two banks.", "certain positive denied"),
    ("The [launch] of the satellite was postponed.", "certain positive denied"),
    ("The [parade] was called off.", "certain positive denied"),
    ("The failed [coup] cost 40 lives.", "certain positive denied"),
    ("The proposed [tunnel] is 9 km long.", "certain positive decided"),
    ("The delay in [delivery] angered customers.", "certain positive denied"),
    ("The city announced a ban on [fireworks].", "certain positive denied"),
    ("The risk of [flooding] is high.", "certain positive conditional"),
    ("The firm announced its decision to [sell] the mill.", "certain positive decided"),
    ("Engineers opened the gates to [lower] the lake.", "certain positive purpose"),
    ("Shares rose 2% to [close] at 40 euros.", "certain positive told"),
    ("She is the first woman to [win] the prize.", "certain positive told"),
    ("The mayor would like to [thank] the nurses.", "certain positive told"),
    ("The mayor would like to [build] a tram.", "certain positive wished"),
    ("Editors were happy to [hear] of the prize.", "certain positive told"),
    ("The survey was cancelled, but the ship [sailed].", "certain positive told"),
    ("Voters were asked before the law was [passed].", "certain positive told"),
    ("The judge must hear both sides before [ruling] on the case.", "certain positive wished"),
]
"""The word in brackets names an event: how firmly, whether, and how real the sentence makes it."""
