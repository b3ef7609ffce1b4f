"""Sentences with the words of the claims that a careful editor marks in them: add a row, and it is tested.

A row is (text, [claim, …]), the claims in the order of the text. `NO_CLAIMS` hold nothing to check.
"""

from __future__ import annotations

Rows = list[tuple[str, list[str]]]

PLAIN: Rows = [
    ("The senate passed the bill by 51 votes to 49.", ["The senate passed the bill by 51 votes to 49"]),
    ("Interest rates were left unchanged in April.", ["Interest rates were left unchanged in April"]),
    ("The tunnel is 14 kilometres long.", ["The tunnel is 14 kilometres long"]),
    ("The comet is visible from the southern hemisphere.", ["The comet is visible from the southern hemisphere"]),
    ("The airline carries more passengers than any other in Europe.", ["The airline carries more passengers than any other in Europe"]),
    ("The tower is the tallest building in the country.", ["The tower is the tallest building in the country"]),
    ("The vaccine protects nine in ten patients.", ["The vaccine protects nine in ten patients"]),
    ("No one was injured in the blast.", ["No one was injured in the blast"]),
    ("Exports have not recovered since the spring.", ["Exports have not recovered since the spring"]),
    ("The museum will reopen on Saturday.", ["The museum will reopen on Saturday"]),
    ("The storm could reach the coast by Monday.", ["The storm could reach the coast by Monday"]),
    ("Divers found the wreck at a depth of 90 metres.", ["Divers found the wreck at a depth of 90 metres"]),
    ("There were 14 people on board.", ["There were 14 people on board"]),
    ("There is a shortage of insulin in rural clinics.", ["There is a shortage of insulin in rural clinics"]),
    ("It employs 800 people in Turin.", ["It employs 800 people in Turin"]),
    ("It raised €40 million from investors.", ["It raised €40 million from investors"]),
    ("It remains closed to traffic.", ["It remains closed to traffic"]),
    ("Three of the victims were children.", ["Three of the victims were children"]),
    ("He is the first Dane to win the race.", ["He is the first Dane to win the race"]),
    ("Rents are three times as high as in 2010.", ["Rents are three times as high as in 2010"]),
    ("The team failed to qualify for the final.", ["The team failed to qualify for the final"]),
    ("The company plans to open 60 shops in Poland.", ["The company plans to open 60 shops in Poland"]),
    ("The population shrank from 9,000 in 1990 to 4,000 last year.", ["The population shrank from 9,000 in 1990 to 4,000 last year"]),
]

HEADLINES: Rows = [
    ("Bank to cut 900 jobs in Lyon\n\nUnions called for talks.", ["Bank to cut 900 jobs in Lyon", "Unions called for talks"]),
    (
        "Two held after raid on jeweller in Antwerp\n\nPolice arrested two men on Friday.",
        ["Two held after raid on jeweller in Antwerp", "Police arrested two men on Friday"],
    ),
    (
        "Minister quits; 40 schools shut\n\nThe minister resigned on Friday.",
        ["Minister quits", "40 schools shut", "The minister resigned on Friday"],
    ),
    (
        "Storm leaves 12 dead, cuts power to 40,000 homes\n\nTwelve people died on Friday.",
        ["Storm leaves 12 dead", "cuts power to 40,000 homes", "Twelve people died on Friday"],
    ),
    (
        "Rivers at highest level in decades\n\nHeavy rain fell on Friday.",
        ["Rivers at highest level in decades", "Heavy rain fell on Friday"],
    ),
    ("Why bees matter\n\nBees pollinate a third of all crops.", ["Bees pollinate a third of all crops"]),
]

COORDINATION: Rows = [
    (
        "The telescope was launched in 2021 and sent its first images a year later.",
        ["The telescope was launched in 2021", "sent its first images a year later"],
    ),
    ("The bank cut 400 jobs and closed 30 branches.", ["The bank cut 400 jobs", "closed 30 branches"]),
    (
        "The minister resigned on Monday and was arrested two days later.",
        ["The minister resigned on Monday", "was arrested two days later"],
    ),
    ("Police searched the house but found no weapons.", ["Police searched the house", "found no weapons"]),
    (
        "The firm has hired 200 engineers and is building a second plant in Gdansk.",
        ["The firm has hired 200 engineers", "is building a second plant in Gdansk"],
    ),
    (
        "The ferry left Bari at noon, and its crew sent a distress call an hour later.",
        ["The ferry left Bari at noon", "its crew sent a distress call an hour later"],
    ),
    ("Two goals were disallowed and a penalty was missed.", ["Two goals were disallowed", "a penalty was missed"]),
    ("Both pilots were killed and all 40 passengers were hurt.", ["Both pilots were killed", "all 40 passengers were hurt"]),
    ("She won gold in Rome; her sister finished fourth.", ["She won gold in Rome", "her sister finished fourth"]),
    (
        "The river rose to six metres: it flooded 40 streets in the old town.",
        ["The river rose to six metres", "it flooded 40 streets in the old town"],
    ),
    ("The lander tipped over and broke a leg in February.", ["The lander tipped over", "broke a leg in February"]),
    ("The house was damaged or destroyed by the flood.", ["The house was damaged or destroyed by the flood"]),
    ("Farmers grow wheat, barley and oats in the valley.", ["Farmers grow wheat, barley and oats in the valley"]),
    ("The army sent tanks, guns and 300 soldiers.", ["The army sent tanks, guns and 300 soldiers"]),
    ("Flights were cancelled in Oslo, Bergen and Tromso.", ["Flights were cancelled in Oslo, Bergen and Tromso"]),
]

SUBORDINATE: Rows = [
    ("Schools stayed closed while crews cleared the snow.", ["Schools stayed closed", "crews cleared the snow"]),
    ("Sales fell in May, although prices were cut by a tenth.", ["Sales fell in May", "prices were cut by a tenth"]),
    (
        "The president signed the law after parliament approved it on Thursday.",
        ["The president signed the law", "parliament approved it on Thursday"],
    ),
    ("Voting was extended because polling stations had opened late.", ["Voting was extended because polling stations had opened late"]),
    ("Shares rose 4 percent after falling 9 percent in March.", ["Shares rose 4 percent", "falling 9 percent in March"]),
    ("He missed a penalty before scoring twice in the second half.", ["He missed a penalty", "scoring twice in the second half"]),
    (
        "Nurses walked out on Monday, demanding a pay rise of 8 percent.",
        ["Nurses walked out on Monday", "demanding a pay rise of 8 percent"],
    ),
    ("The avalanche buried a hotel, killing 12 guests.", ["The avalanche buried a hotel", "killing 12 guests"]),
    (
        "Spain beat France 2-1 in Berlin on Sunday, winning the title for the fourth time.",
        ["Spain beat France 2-1 in Berlin on Sunday", "winning the title for the fourth time"],
    ),
    ("Prices will rise if the harvest fails.", ["Prices will rise if the harvest fails"]),
    (
        "If the strike goes on, the plant will run out of coal within a week.",
        ["If the strike goes on, the plant will run out of coal within a week"],
    ),
    (
        "The fire spread to the warehouse, with flames visible from 20 miles away.",
        ["The fire spread to the warehouse", "flames visible from 20 miles away"],
    ),
    ("The vote ended in a draw, with 12 members absent.", ["The vote ended in a draw", "12 members absent"]),
    ("Forty people are missing, including six children.", ["Forty people are missing", "six children"]),
    (
        "The announcement was made after a court had ruled against the firm.",
        ["The announcement was made after a court had ruled against the firm"],
    ),
    ("Sales reached 500 units in June, compared with 320 in May.", ["Sales reached 500 units in June", "320 in May"]),
]

RELATIVE_AND_APPOSED: Rows = [
    ("The painter, whose works hang in the Prado, died on Friday.", ["whose works hang in the Prado", "died on Friday"]),
    (
        "A man who had escaped from prison in May was caught in Lyon.",
        ["A man who had escaped from prison in May", "A man who had escaped from prison in May was caught in Lyon"],
    ),
    (
        "The dam that failed in March supplied water to 60,000 homes.",
        ["The dam that failed in March", "The dam that failed in March supplied water to 60,000 homes"],
    ),
    (
        "Engineers repaired the cable, which was cut by an anchor in November.",
        ["Engineers repaired the cable", "which was cut by an anchor in November"],
    ),
    (
        "The law bans phones in schools, which the teachers' union opposes.",
        ["The law bans phones in schools", "which the teachers' union opposes"],
    ),
    ("The treaty, signed in Geneva in 1951, protects refugees.", ["The treaty, signed in Geneva in 1951", "protects refugees"]),
    (
        "The firm, founded by two brothers in 1990, has offices in 12 countries.",
        ["The firm, founded by two brothers in 1990", "has offices in 12 countries"],
    ),
    ("Roads damaged by the rain were closed.", ["Roads damaged by the rain were closed"]),
    ("The senator, a critic of the plan, voted against it.", ["The senator, a critic of the plan, voted against it"]),
    ("Lisbon, the country's largest city, was without power.", ["Lisbon, the country's largest city", "was without power"]),
    (
        "The drought is hitting Spain, Europe's biggest grower of olives.",
        ["The drought is hitting Spain", "Europe's biggest grower of olives"],
    ),
    ("The vaccine is a product that few clinics can afford.", ["The vaccine is a product that few clinics can afford"]),
    (
        "The deal, the biggest in the history of the industry, was blocked by regulators.",
        ["the biggest in the history of the industry", "was blocked by regulators"],
    ),
    ("Inflation fell to 2 percent, the lowest level since 2020.", ["Inflation fell to 2 percent", "the lowest level since 2020"]),
    (
        "The bank raised rates on Thursday, its fourth increase this year.",
        ["The bank raised rates on Thursday", "its fourth increase this year"],
    ),
    ("The club sacked its coach, the third to leave in two years.", ["The club sacked its coach", "the third to leave in two years"]),
    (
        "The probe entered the orbit of one of the largest moons of Saturn.",
        ["The probe entered the orbit of one of the largest moons of Saturn", "one of the largest moons of Saturn"],
    ),
    (
        "The storm, the strongest to hit the island since 2004, weakened.",
        ["The storm, the strongest to hit the island since 2004, weakened", "the strongest to hit the island since 2004"],
    ),
]

NAMED_EVENTS: Rows = [
    (
        "Kenya's purchase of 12 drones was criticised by auditors.",
        ["Kenya's purchase of 12 drones", "Kenya's purchase of 12 drones was criticised by auditors"],
    ),
    (
        "The arrest of three journalists in Minsk drew protests.",
        ["The arrest of three journalists in Minsk", "The arrest of three journalists in Minsk drew protests"],
    ),
    (
        "The council's plan to sell the stadium was rejected.",
        ["The council's plan to sell the stadium", "The council's plan to sell the stadium was rejected"],
    ),
    (
        "Turkey's invasion of Cyprus in 1974 divided the island.",
        ["Turkey's invasion of Cyprus in 1974", "Turkey's invasion of Cyprus in 1974 divided the island"],
    ),
    ("The loss of 40 jobs at the mill was expected.", ["The loss of 40 jobs at the mill", "The loss of 40 jobs at the mill was expected"]),
    ("The firm's sale of 12 ships took a year.", ["The firm's sale of 12 ships", "The firm's sale of 12 ships took a year"]),
]

ATTRIBUTION_AROUND: Rows = [
    ("The minister said the road would reopen in June.", ["the road would reopen in June"]),
    ("The mayor denied that he had taken bribes.", ["he had taken bribes"]),
    ("“The dam is safe,” the engineer said.", ["The dam is safe"]),
    ("“We lost 12 houses, but nobody was hurt,” the mayor said.", ["We lost 12 houses", "nobody was hurt"]),
    ("The plant should be producing 400 cars a day by May, the firm said.", ["The plant should be producing 400 cars a day by May"]),
    ("Doctors say the boy is out of danger.", ["the boy is out of danger"]),
    ("The ministry says 300 tents were sent and that more will follow.", ["300 tents were sent", "more will follow"]),
    ("According to the coastguard, the crew of nine was rescued.", ["the crew of nine was rescued"]),
    ("The rescue took six hours, a spokesman said.", ["The rescue took six hours"]),
    ("The firm admitted it had overcharged 9,000 customers.", ["it had overcharged 9,000 customers"]),
    ("Analysts expect profits to double next year.", ["profits to double next year"]),
    ("The regulator warned that the drug may cause liver damage.", ["the drug may cause liver damage"]),
    ("Reports suggest that the general fled to Chad.", ["the general fled to Chad"]),
    ("The witness told the court he had seen two cars.", ["he had seen two cars"]),
    ("The spacecraft is reportedly out of fuel.", ["The spacecraft is reportedly out of fuel"]),
    ("It is likely that the talks will fail.", ["the talks will fail"]),
    ("The glacier has lost a third of its ice since 1990, researchers found.", ["The glacier has lost a third of its ice since 1990"]),
    ("The Relief Agency (RA) said 60 villages were cut off.", ["60 villages were cut off"]),
]

WORDS_IN_FRONT: Rows = [
    ("However, the number of cases has doubled since June.", ["the number of cases has doubled since June"]),
    ("In addition, the firm closed two shops.", ["the firm closed two shops"]),
    ("As a result, the match was called off.", ["the match was called off"]),
    ("Meanwhile, wildfires burned in Greece.", ["wildfires burned in Greece"]),
    ("In Norway, prices rose by 3 percent.", ["In Norway, prices rose by 3 percent"]),
    ("In the control group, 40 percent fell ill.", ["In the control group, 40 percent fell ill"]),
    ("On Friday, the court overturned the verdict.", ["On Friday, the court overturned the verdict"]),
    ("At the summit, leaders agreed to share data.", ["At the summit, leaders agreed to share data"]),
    ("Among women, the rate was twice as high.", ["Among women, the rate was twice as high"]),
]

NO_CLAIMS = [
    "Who will pay for the bridge?",
    "Will the bank raise rates in May?",
    "Governments should protect the forests.",
    "We must not forget the victims.",
    "Click here to subscribe.",
    "Let us hope for peace.",
    "It was a terrible mistake.",
    "The decision is shameful.",
    "This is a wake-up call.",
    "That matters.",
    "I want to thank the fans.",
    "It remains to be seen.",
    "What a night!",
    "Call the police if you see the suspect.",
    "Drivers should keep to the left, using low gear.",
    "She is brilliant.",
    "The result is disappointing.",
    "It means nothing.",
    "It is hard to say whether the two sides will meet.",
    "It is unclear whether the pilot survived.",
]
