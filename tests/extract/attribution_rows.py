"""Sentences with the sources a careful reader finds for one of their claims: add a row, and it is tested.

A row is (text, words of the claim, [attribution, …]), outermost first; an attribution is written
    source | cue | kind | stance [= the name that the source goes by]
with "-" for a source that the text does not name. The claim meant is the shortest that holds the words. Rows of `HEADLINES` stand above
a paragraph that names Elena Marsh as a source.
"""

from __future__ import annotations

Row = tuple[str, str, list[str]]

OWN_VOICE: list[Row] = [
    ("The council approved the budget on Tuesday.", "budget", []),
    ("The bridge was closed after the storm.", "bridge", []),
    ("The club sold its striker for 40 million euros.", "sold", []),
    ("The miners hoped that the pit would reopen.", "hoped", []),
    ("The mayor wants to close the market in June.", "wants", []),
    ("The senator criticised the plan for its cost.", "criticised", []),
    ("The club has not confirmed that its coach will leave.", "confirmed", []),
    ("The union threatened to strike on Monday.", "threatened", []),
]

INDIRECT: list[Row] = [
    ("The health ministry said 40 people had died.", "40 people", ["The health ministry | said | organization | asserts"]),
    ("Police said that two suspects were arrested near the port.", "two suspects", ["Police | said | organization | asserts"]),
    ("The airline announced that it would cut 900 jobs.", "900 jobs", ["The airline | announced | organization | asserts"]),
    ("Engineers warned that the dam could fail within days.", "dam", ["Engineers | warned | group | asserts"]),
    ("Researchers found that the drug halved the risk of stroke.", "halved", ["Researchers | found | group | asserts"]),
    ("Forecasters predict that the storm will reach the coast on Friday.", "storm", ["Forecasters | predict | group | asserts"]),
    ("Anna Weiss told a parliamentary committee that the tests had failed.", "tests", ["Anna Weiss | told | person | asserts"]),
    ("The firm said in a letter that it had lost 300 files.", "300 files", ["The firm | said | organization | asserts"]),
    ("The court ruled that the tax was unlawful.", "tax", ["The court | ruled | organization | asserts"]),
    ("The coach insists his goalkeeper is fit.", "fit", ["The coach | insists | person | asserts"]),
    ("The prosecutor alleges that the banker hid two million francs.", "hid", ["The prosecutor | alleges | person | asserts"]),
    ("A survey of 2,000 voters shows that the lead has narrowed.", "lead", ["A survey of 2,000 voters | shows | document | asserts"]),
    ("The report concluded that the pilot ignored two alarms.", "alarms", ["The report | concluded | document | asserts"]),
    (
        "The central bank expects that inflation will fall to 3 percent.",
        "inflation",
        ["The central bank | expects | organization | asserts"],
    ),
]

AFTER_AND_AROUND: list[Row] = [
    ("Forty people had died, officials said.", "Forty people", ["officials | said | group | asserts"]),
    ("The ferry sank within minutes, survivors recalled.", "sank", ["survivors | recalled | group | asserts"]),
    ("The virus, scientists say, spreads through water.", "spreads", ["scientists | say | group | asserts"]),
    ("The two sides, the mediator added, will meet again in May.", "meet again", ["the mediator | added | person | asserts"]),
    (
        "The fire spread to 40 homes, said the newly named fire chief Ana Silva.",
        "The fire",
        ["the newly named fire chief Ana Silva | said | person | asserts"],
    ),
    (
        "Exports fell by a tenth last year, the ministry reported on Monday.",
        "Exports",
        ["the ministry | reported | organization | asserts"],
    ),
    ("The game drew 60,000 fans, the league announced.", "60,000", ["the league | announced | organization | asserts"]),
    ("As Reuters reported last week, the refinery is for sale.", "refinery", ["Reuters | reported | media | asserts"]),
    ("As the minister put it, the treaty is dead.", "treaty", ["the minister | put | person | asserts"]),
    ("The company, its chief executive said, will close three plants.", "three plants", ["its chief executive | said | person | asserts"]),
]

ACCORDING_TO: list[Row] = [
    ("Sales rose 3 percent, according to a company report.", "Sales rose", ["a company report | according to | document | asserts"]),
    ("According to police, the driver fled on foot.", "driver", ["police | According to | organization | asserts"]),
    ("The vaccine, according to its maker, is safe for children.", "safe", ["its maker | according to | organization | asserts"]),
    ("Per the ministry, 40 schools are closed.", "40 schools", ["the ministry | Per | organization | asserts"]),
    ("The striker will miss the final, per the club.", "miss", ["the club | per | organization | asserts"]),
    ("Based on data from the port, traffic fell by half.", "traffic", ["data from the port | Based on | document | asserts"]),
    (
        "The quake killed nine people, according to the governor and the Red Cross.",
        "nine people",
        ["the governor | according to | person | asserts", "the Red Cross | according to | organization | asserts"],
    ),
    ("Trucks pay 80 dollars per day.", "Trucks", []),
    ("In the words of the auditor, the fund was empty.", "fund", ["the auditor | In the words of | person | asserts"]),
    ("In the view of the regulator, the merger harms customers.", "merger", ["the regulator | In the view of | organization | asserts"]),
]

QUOTES: list[Row] = [
    ("“We lost everything,” said Maria Duarte.", "We lost", ["Maria Duarte | said | person | asserts"]),
    ('"The engine exploded twice," the mechanic told reporters.', "engine", ["the mechanic | told | person | asserts"]),
    (
        "“The ice is melting faster than expected,” Lena Roth, a glaciologist, said.",
        "ice",
        ["Lena Roth, a glaciologist | said | person | asserts"],
    ),
    ("The captain said: “The boat was hit at noon.”", "boat", ["The captain | said | person | asserts"]),
    ("“The pump failed,” she said, “because nobody had oiled it.”", "pump", ["she | said | person | asserts"]),
    (
        "“The dam broke at midnight,” Ana Silva told a radio station. “Nobody warned the village.”",
        "warned",
        ["Ana Silva | told | person | asserts"],
    ),
    ("“The court will hear the case in June.” — Rosa Lind", "case", ["Rosa Lind | — | person | asserts"]),
    ("Asked about the delay, Omar Haddad replied: “The parts arrived in March.”", "parts", ["Omar Haddad | replied | person | asserts"]),
    (
        "“The mine was inspected in May,” Maria Lopez said.\n“Two shafts were sealed after that inspection.”",
        "Two shafts",
        ["Maria Lopez | said | person | asserts"],
    ),
    (
        "David Brown, the fire chief, described the night.\n“The first alarm came at two.\n“The roof fell an hour later,” he said.",
        "roof fell",
        ["he | said | person | asserts = David Brown"],
    ),
    ("‘The drivers’ union warned us in May,’ said Tom Hughes.", "warned", ["Tom Hughes | said | person | asserts"]),
    ("''The bridge is unsafe,'' said Tom Hughes. ''It was built in 1961.''", "1961", ["Tom Hughes | said | person | asserts"]),
    ("“The lab lost 40 samples”, the director admitted.", "40 samples", ["the director | admitted | person | asserts"]),
]

PARTIAL_QUOTES: list[Row] = [
    ("The minister said the cut was “the deepest in a decade”.", "cut", ["The minister | said | person | asserts"]),
    ("The coach said his team “lost three players to injury” in March.", "three players", ["The coach | said | person | asserts"]),
    ("The company said it “did not store any data” abroad.", "data", ["The company | said | organization | asserts"]),
    (
        "Analysts say the bank has “no more than a week” of cash left.",
        "cash",
        ["Analysts | say | group | asserts"],
    ),
    (
        "The embassy confirmed that “several citizens” were on board.",
        "several citizens",
        ["The embassy | confirmed | organization | confirms"],
    ),
    ("The judge found the officer “fired eleven shots” at the car.", "eleven shots", ["The judge | found | person | asserts"]),
]

COLON: list[Row] = [
    ("The spokesman added:\n“The second reactor was shut down on Sunday.”", "second reactor", ["The spokesman | added | person | asserts"]),
    ("The spokesman added:\nThe second reactor was shut down on Sunday.", "second reactor", ["The spokesman | added | person | asserts"]),
    ("The letter reads: the lease ends in August.", "lease", ["The letter | reads | document | asserts"]),
]

HEADLINES: list[Row] = [
    ("Police: two men drowned in the lake", "two men", ["Police | : | organization | asserts"]),
    ("Health ministry: 40 people infected by tainted water", "40 people", ["Health ministry | : | organization | asserts"]),
    ("Elena Marsh: the tunnel cost twice the estimate", "tunnel", ["Elena Marsh | : | person | asserts"]),
    ("Study: coffee drinkers live two years longer", "coffee drinkers", ["Study | : | document | asserts"]),
    ("Flood: two men drowned in the lake", "two men", []),
    ("Live updates: two men drowned in the lake", "two men", []),
    ("Ferry sinks off northern coast, 14 dead – coastguard", "Ferry sinks", ["coastguard | – | organization | asserts"]),
    ("Central bank to cut rates in June – Reuters", "cut rates", ["Reuters | – | media | asserts"]),
    ("Carmaker to close two plants, minister says", "two plants", ["minister | says | person | asserts"]),
    ("Carmaker to close two plants: report", "two plants", ["report | : | document | asserts"]),
    ("Two killed in mine collapse, officials say", "Two killed", ["officials | say | group | asserts"]),
    ("Storm may reach the coast by Friday, forecasters warn", "Storm", ["forecasters | warn | group | asserts"]),
    ("Toll rises to 40 in ferry disaster, says ministry", "Toll", ["ministry | says | organization | asserts"]),
    ("Army shells border town, officials say", "border town", ["officials | say | group | asserts"]),
    ("Striker joins rival club on loan, per BBC", "Striker", ["BBC | per | media | asserts"]),
    ("Minister resigned over loan, sources tell AP", "resigned", ["sources | tell | group | asserts"]),
    ("Vaccine ‘prevented 300 deaths’, study finds", "prevented", ["study | finds | document | asserts"]),
]

PASSIVES: list[Row] = [
    ("The ship is believed to have sunk.", "sunk", ["- | is believed to | unknown | asserts"]),
    ("The general is said to own three villas.", "villas", ["- | is said to | unknown | asserts"]),
    ("It is thought that the virus came from bats.", "bats", ["- | is thought | unknown | asserts"]),
    ("It was reported that the envoy had left.", "envoy", ["- | was reported | unknown | asserts"]),
    ("Twelve climbers are reported missing on the north face.", "climbers", ["- | are reported | unknown | asserts"]),
    ("The couple are understood to have left the country.", "left", ["- | are understood to | unknown | asserts"]),
    ("The painting is thought to be a forgery.", "forgery", ["- | is thought to | unknown | asserts"]),
    ("The suspect is alleged to have stolen 40 cars.", "40 cars", ["- | is alleged to | unknown | asserts"]),
    ("The deal is rumoured to be worth two billion dollars.", "two billion", ["- | is rumoured to | unknown | asserts"]),
    ("The bridge was declared unsafe by inspectors.", "bridge", ["inspectors | was declared | group | asserts"]),
    ("The outage was confirmed by the grid operator.", "outage", ["the grid operator | was confirmed | organization | confirms"]),
    (
        "The toll was put at 60 by the Red Cross.",
        "60",
        ["the Red Cross | was put | organization | asserts"],
    ),
]

ADVERBS: list[Row] = [
    ("The minister has reportedly resigned.", "resigned", ["- | reportedly | unknown | asserts"]),
    ("The gang allegedly stole 20 horses.", "horses", ["- | allegedly | unknown | asserts"]),
    ("The device supposedly cures migraine.", "migraine", ["- | supposedly | unknown | asserts"]),
    ("Reportedly, the singer has sold her house.", "sold", ["- | Reportedly | unknown | asserts"]),
    ("The players apparently agreed to lower wages.", "wages", ["- | apparently | unknown | asserts"]),
]

NOUNS: list[Row] = [
    ("There are reports that the airport has closed.", "airport has closed", ["reports | reports | document | asserts"]),
    ("The opposition’s claim that ballots were burnt is spreading.", "ballots", ["The opposition | claim | organization | asserts"]),
    ("The army rejected claims that it had shelled a school.", "shelled", ["The army | rejected | organization | denies"]),
    ("Rumours that the bank had run out of cash caused a panic.", "run out", ["- | Rumours | unknown | asserts"]),
    ("The ministry issued a statement that the well was poisoned.", "well", ["The ministry | statement | organization | asserts"]),
    ("His statement that the brakes failed surprised the inspectors.", "brakes", ["His | statement | person | asserts"]),
    ("A report that the reactor leaked worried the town.", "reactor", ["A report | report | document | asserts"]),
    (
        "The operator’s announcement that the line would close came on Friday.",
        "line would close",
        ["The operator | announcement | organization | asserts"],
    ),
    ("Allegations of fraud at the fund led to an inquiry.", "fraud", ["- | Allegations | unknown | asserts"]),
    ("The family made the accusation that the clinic had lost the file.", "file", ["The family | accusation | group | asserts"]),
]

SECOND_SOURCES: list[Row] = [
    (
        "The toll has reached 90, officials said, citing hospital records.",
        "90",
        ["officials | said | group | asserts", "hospital records | citing | document | asserts"],
    ),
    (
        "The governor and the Red Cross said the road was cut.",
        "road",
        ["The governor | said | person | asserts", "the Red Cross | said | organization | asserts"],
    ),
    (
        "The talks were reported by Reuters and confirmed by the ministry.",
        "talks",
        ["Reuters | were reported | media | asserts", "the ministry | confirmed | organization | confirms"],
    ),
    (
        "The crash killed four, according to police and the airline.",
        "four",
        ["police | according to | organization | asserts", "the airline | according to | organization | asserts"],
    ),
    (
        "The firm said, and the regulator confirmed, that the valve was faulty.",
        "valve",
        ["The firm | said | organization | asserts", "the regulator | confirmed | organization | confirms"],
    ),
    (
        "Bloomberg reported, citing people familiar with the matter, that the plant would be sold.",
        "plant",
        ["Bloomberg | reported | media | asserts", "people familiar with the matter | citing | group | asserts"],
    ),
    (
        "The strike would cost 40 million pounds, the company said, quoting its auditors.",
        "40 million",
        ["the company | said | organization | asserts", "its auditors | quoting | group | asserts"],
    ),
]

CHAINS: list[Row] = [
    (
        "Reuters reported that officials said the port was closed.",
        "port",
        ["Reuters | reported | media | asserts", "officials | said | group | asserts"],
    ),
    (
        "The BBC said the ministry had confirmed that the ship sank.",
        "ship",
        ["The BBC | said | media | asserts", "the ministry | confirmed | organization | confirms"],
    ),
    (
        "A spokesman said the company believes that the leak began in May.",
        "leak began",
        ["A spokesman | said | person | asserts", "the company | believes | organization | asserts"],
    ),
    (
        "The shipyard has laid off 300 workers, Kyodo reported, citing union officials.",
        "300 workers",
        ["Kyodo | reported | media | asserts", "union officials | citing | group | asserts"],
    ),
    (
        "The newspaper reported that, according to the police, the driver was drunk.",
        "drunk",
        ["The newspaper | reported | media | asserts", "the police | according to | organization | asserts"],
    ),
    (
        "The news agency quoted a spokesman as saying that the plant was safe.",
        "safe",
        ["The news agency | quoted | media | asserts", "a spokesman | saying | person | asserts"],
    ),
    (
        "Officials told the Times that the envoy had been recalled.",
        "recalled",
        ["Officials | told | group | asserts"],
    ),
]

TWO_SPEAKERS: list[Row] = [
    ("Norway said the trawler was safe; Iceland said it had sunk.", "trawler", ["Norway | said | organization | asserts"]),
    ("Norway said the trawler was safe; Iceland said it had sunk.", "sunk", ["Iceland | said | organization | asserts"]),
    (
        "The company says the water is safe, while residents say it smells of petrol.",
        "petrol",
        ["residents | say | group | asserts"],
    ),
    (
        "The coach said Marta Silva was fit, although the club doctor said she needed two weeks.",
        "two weeks",
        ["the club doctor | said | person | asserts"],
    ),
    (
        "The army said it hit a depot, but residents said the building housed families.",
        "families",
        ["residents | said | group | asserts"],
    ),
    (
        "The minister said more aid was on its way and promised that no village would be forgotten.",
        "no village",
        ["The minister | promised | person | asserts"],
    ),
    (
        "The surgeon said 15 patients had arrived, adding that most were children.",
        "children",
        ["The surgeon | adding | person | asserts"],
    ),
]

NEXT_SENTENCE: list[Row] = [
    (
        "Elena Marsh said the tunnel was safe. She added that repairs would end in June.",
        "repairs",
        ["She | added | person | asserts = Elena Marsh"],
    ),
    (
        "The defence ministry said two jets had crashed. It said the pilots were alive.",
        "pilots",
        ["It | said | organization | asserts = defence ministry"],
    ),
    (
        "The defence ministry said two jets had crashed. The ministry added that the pilots were alive.",
        "pilots",
        ["The ministry | added | organization | asserts = defence ministry"],
    ),
    (
        "Elena Marsh, the mayor, spoke on Monday. Marsh said the tunnel was safe.",
        "tunnel",
        ["Marsh | said | person | asserts = Elena Marsh"],
    ),
    (
        "“The tunnel is safe,” Elena Marsh said. The mayor added that repairs would end in June.",
        "repairs",
        ["The mayor | added | person | asserts"],
    ),
    (
        "Union leaders said the strike would go on. They said 4,000 drivers had joined it.",
        "4,000",
        ["They | said | group | asserts = Union leaders"],
    ),
    (
        "The Health Security Board (HSB) said stocks were low. The HSB said 40 trucks were waiting.",
        "40 trucks",
        ["The HSB | said | organization | asserts = Health Security Board"],
    ),
]

DENIALS: list[Row] = [
    ("The ministry denied that the plant had leaked.", "leaked", ["The ministry | denied | organization | denies"]),
    ("The minister admitted having met the lobbyist.", "having met", ["The minister | admitted | person | asserts"]),
    ("The singer denied stealing the song.", "stealing", ["The singer | denied | person | denies"]),
    (
        "The firm dismissed reports that it would close.",
        "close",
        ["The firm | dismissed | organization | denies", "reports | reports | document | asserts"],
    ),
    ("The embassy rejected the claim that its guards opened fire.", "guards", ["The embassy | rejected | organization | denies"]),
    ("The club refuted allegations that it bribed a referee.", "bribed", ["The club | refuted | organization | denies"]),
    ("The governor disputed that the road was unsafe.", "road", ["The governor | disputed | person | denies"]),
    ("Scientists doubt that the comet will be visible.", "comet", ["Scientists | doubt | group | doubts"]),
    ("The police refused to confirm that a suspect was held.", "suspect", []),
    ("The company declined to say how many people it would dismiss.", "declined", []),
    ("The bank denied it had frozen the account.", "frozen", ["The bank | denied | organization | denies"]),
    (
        "The president’s denial that he met the banker convinced nobody.",
        "met the banker",
        ["The president | denial | person | denies"],
    ),
]

CONFIRMATIONS: list[Row] = [
    ("The army confirmed that the bridge was destroyed.", "bridge", ["The army | confirmed | organization | confirms"]),
    ("The hospital confirmed the death of two patients.", "death", ["The hospital | confirmed | organization | confirms"]),
    ("The laboratory verified that the sample was genuine.", "sample", ["The laboratory | verified | organization | confirms"]),
    ("The zoo has confirmed the escape of a wolf.", "escape", ["The zoo | confirmed | organization | confirms"]),
]

NOMINAL: list[Row] = [
    ("The company announced the closure of two plants.", "closure", ["The company | announced | organization | asserts"]),
    ("Officials put the death toll at 250.", "250", ["Officials | put | group | asserts"]),
    ("Forecasters warned of floods in the valley.", "floods", ["Forecasters | warned | group | asserts"]),
    ("Prosecutors accused the banker of hiding two million francs.", "hiding", ["Prosecutors | accused | group | asserts"]),
    ("The hospital reported 12 new cases on Monday.", "12 new cases", ["The hospital | reported | organization | asserts"]),
    ("The minister stated the cost as 40 million crowns.", "cost", ["The minister | stated | person | asserts"]),
    ("The agency estimated the damage at nine million dollars.", "damage", ["The agency | estimated | organization | asserts"]),
    ("Investigators blamed the crash on a faulty sensor.", "crash", ["Investigators | blamed | group | asserts"]),
]

KINDS: list[Row] = [
    ("Residents said the river had risen two metres.", "river", ["Residents | said | group | asserts"]),
    ("Dr. Paula Meier said the patient was stable.", "patient", ["Dr. Paula Meier | said | person | asserts"]),
    ("The Daily Gazette reported that the mayor had resigned.", "mayor", ["The Daily Gazette | reported | media | asserts"]),
    ("A leaked memo says that the ship was overloaded.", "ship", ["A leaked memo | says | document | asserts"]),
    ("France said its ambassador would return.", "ambassador", ["France | said | organization | asserts"]),
    ("Satellite images show that the runway was extended.", "runway", ["Satellite images | show | document | asserts"]),
    ("Eleven witnesses testified that the light was red.", "light", ["Eleven witnesses | testified | group | asserts"]),
    ("A spokeswoman for the airport said the runway was closed.", "runway", ["A spokeswoman for the airport | said | person | asserts"]),
    (
        "Two people familiar with the talks said the price had been agreed.",
        "price",
        ["Two people familiar with the talks | said | group | asserts"],
    ),
    ("The indictment alleges that he sold forged tickets.", "tickets", ["The indictment | alleges | document | asserts"]),
    ("NATO said the exercise would last a week.", "exercise", ["NATO | said | organization | asserts"]),
]

BY_PHENOMENON: dict[str, list[Row]] = {
    "own voice": OWN_VOICE,
    "indirect speech": INDIRECT,
    "cue behind or inside": AFTER_AND_AROUND,
    "according to": ACCORDING_TO,
    "quotes": QUOTES,
    "partial quotes": PARTIAL_QUOTES,
    "colon": COLON,
    "headlines": HEADLINES,
    "passives": PASSIVES,
    "adverbs": ADVERBS,
    "nouns": NOUNS,
    "several sources": SECOND_SOURCES,
    "chains": CHAINS,
    "two speakers in one sentence": TWO_SPEAKERS,
    "source named before": NEXT_SENTENCE,
    "denial and doubt": DENIALS,
    "confirmation": CONFIRMATIONS,
    "content without a clause": NOMINAL,
    "kinds of sources": KINDS,
}
