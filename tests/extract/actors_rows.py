"""Sentences with the participants and places that a careful reader finds in their claims: add a row, and it is tested.

A row is (text, [participant or place, …]), each once, claim by claim: `role: words = entity (country)`, the entity where it goes by another
name than the words, and `in: words` for a place.
"""

from __future__ import annotations

Rows = list[tuple[str, list[str]]]

ROLES: Rows = [
    ("The cabinet approved the budget.", ["agent: The cabinet", "patient: the budget"]),
    ("The budget was approved by the cabinet.", ["patient: The budget", "agent: the cabinet"]),
    ("Police arrested three men.", ["agent: Police", "patient: three men"]),
    ("Three men were arrested.", ["patient: Three men"]),
    ("The earthquake killed 40 people.", ["agent: The earthquake", "patient: 40 people"]),
    ("Forty people died.", ["patient: Forty people"]),
    ("Shares in the bank fell 3 percent.", ["patient: Shares in the bank"]),
    ("The krone strengthened against the euro.", ["patient: The krone"]),
    ("The company raised prices.", ["agent: The company", "patient: prices"]),
    ("The storm weakened on Friday.", ["patient: The storm"]),
    ("The fund lent 300 million euros to the city.", ["agent: The fund", "recipient: the city"]),
    ("The ministry sent 40 doctors to the province.", ["agent: The ministry", "patient: 40 doctors", "recipient: the province"]),
    ("The rebels handed the city over to the army.", ["agent: The rebels", "patient: the city", "recipient: the army"]),
    ("The airline apologised to passengers.", ["agent: The airline", "recipient: passengers"]),
    ("Norway gave Ukraine six jets.", ["agent: Norway (NOR)", "recipient: Ukraine (UKR)", "patient: six jets"]),
    ("Sony sold its camera unit to a rival.", ["agent: Sony", "patient: its camera unit", "recipient: a rival"]),
    ("The senator voted against the bill.", ["agent: The senator", "other: the bill"]),
    ("The judge sentenced the driver to six years in prison.", ["agent: The judge", "patient: the driver"]),
    ("The union represents 40,000 nurses.", ["agent: The union", "patient: 40,000 nurses"]),
    ("Toyota will recall 20,000 cars.", ["agent: Toyota", "patient: 20,000 cars"]),
    ("Fire destroyed a mill.", ["agent: Fire", "patient: a mill"]),
    ("Rain and snow blocked the pass.", ["agent: Rain and snow", "patient: the pass"]),
    ("More than half of voters backed the plan.", ["agent: More than half of voters", "patient: the plan"]),
    ("Two of the hostages were freed.", ["patient: Two of the hostages"]),
    ("Students at three universities went on strike.", ["agent: Students at three universities"]),
    ("The clinic offered patients a refund.", ["agent: The clinic", "recipient: patients", "patient: a refund"]),
    ("The city was flooded by the river.", ["patient: The city", "agent: the river"]),
    ("The union clashed with police.", ["agent: The union", "other: police"]),
    ("Oil prices doubled.", ["patient: Oil prices"]),
]

NO_PARTICIPANTS: Rows = [
    ("Rates rose to 4.25 percent.", ["patient: Rates"]),
    ("The project will cost £3 billion.", ["agent: The project"]),
    ("The flight took nine hours.", ["agent: The flight"]),
    ("The strike lasted two weeks.", ["patient: The strike"]),
    ("The fraud came to light in March.", ["agent: The fraud"]),
    ("He was fined for speeding.", ["patient: He"]),
    ("The team took part for the third time.", ["agent: The team"]),
]

ANTECEDENTS: Rows = [
    ("The striker, who joined Ajax in May, scored twice.", ["agent: The striker", "patient: Ajax"]),
    ("The plant, which was built in 1970, supplies 40,000 homes.", ["patient: The plant", "agent: The plant", "patient: 40,000 homes"]),
    ("A bridge that linked the two towns collapsed.", ["agent: A bridge", "patient: the two towns", "patient: A bridge"]),
    ("Helix Pharma, which funded the study, makes the pill.", ["agent: Helix Pharma", "patient: the pill", "patient: the study"]),
    ("The nurse, who had worked in Ghent, was cleared.", ["agent: The nurse", "in: Ghent", "patient: The nurse"]),
    ("The law that banned plastic bags was repealed.", ["agent: The law", "patient: plastic bags", "patient: The law"]),
]

NAMES: Rows = [
    ("Austria and Hungary signed the treaty.", ["agent: Austria (AUT)", "agent: Hungary (HUN)", "patient: the treaty"]),
    ("Maria Lopez and Ivan Petrov won the prize.", ["agent: Maria Lopez", "agent: Ivan Petrov", "patient: the prize"]),
    ("Lopez resigned after Maria Lopez lost the vote.", ["agent: Lopez = Maria Lopez", "agent: Maria Lopez", "patient: the vote"]),
    ("Mr Ruiz thanked the voters.", ["agent: Mr Ruiz", "patient: the voters"]),
    ("Dr. Helen Osei led the trial.", ["agent: Dr. Helen Osei", "patient: the trial"]),
    ("Her successor, Paul Weber, took over in June.", ["agent: Her successor, Paul Weber = Paul Weber"]),
    ("The pilot, Capt Jan Novak, was killed.", ["patient: The pilot, Capt Jan Novak = Jan Novak"]),
    (
        "The World Food Programme (WFP) sent rice. The WFP has 40 trucks in the region.",
        [
            "agent: The World Food Programme (WFP)",
            "patient: rice",
            "agent: The WFP = World Food Programme",
            "patient: 40 trucks in the region",
        ],
    ),
    (
        "The Civil Aviation Board (CAB) closed the airport. The CAB gave no reason.",
        ["agent: The Civil Aviation Board (CAB)", "patient: the airport", "agent: The CAB = Civil Aviation Board", "patient: no reason"],
    ),
    ("The United Nations suspended the mission.", ["agent: The United Nations", "patient: the mission"]),
    ("Morgan & Hale advised the buyer.", ["agent: Morgan & Hale", "patient: the buyer"]),
    ("The storm, the strongest in years, hit Cuba.", ["agent: The storm, the strongest in years = storm", "patient: Cuba (CUB)"]),
    ("Moscow recalled its ambassador.", ["agent: Moscow = Russia (RUS)", "patient: its ambassador"]),
    ("The president landed in Moscow.", ["agent: The president", "in: Moscow"]),
    (
        "Governor Amy Tran signed the bill. Tran had vetoed it in May.",
        ["agent: Governor Amy Tran = Amy Tran", "patient: the bill", "agent: Tran = Amy Tran", "patient: it"],
    ),
    ("The Health Board (HB) closed the ward.", ["agent: The Health Board (HB)", "patient: the ward"]),
    ("Paris ordered the shops to close.", ["agent: Paris = France (FRA)", "patient: the shops"]),
    ("French troops left Mali.", ["agent: French troops = France (FRA)", "patient: Mali (MLI)"]),
    ("Floods hit southern Spain.", ["agent: Floods", "patient: southern Spain = Spain (ESP)"]),
    (
        "Observers from the African Union monitored the vote.",
        ["agent: Observers from the African Union = African Union", "patient: the vote"],
    ),
    ("NASA engineers repaired the probe.", ["agent: NASA engineers = NASA", "patient: the probe"]),
    ("Nokia's shares rose 4 percent.", ["patient: Nokia's shares = Nokia"]),
    ("The museum was sold to a Swiss investor.", ["patient: The museum", "recipient: a Swiss investor = Switzerland (CHE)"]),
]

PLACES: Rows = [
    ("A bus crashed in the northern town of Arvika.", ["patient: A bus", "in: Arvika"]),
    ("Protesters gathered in the capital, Tbilisi.", ["agent: Protesters", "in: Tbilisi"]),
    ("The ship sank off the coast of Oman.", ["patient: The ship", "in: Oman"]),
    ("The company opened a plant in Poland.", ["agent: The company", "patient: a plant in Poland", "in: Poland"]),
    ("Two people drowned in Lake Garda.", ["patient: Two people", "in: Lake Garda"]),
    ("The vaccine was tested in Kenya and Uganda.", ["patient: The vaccine", "in: Kenya", "in: Uganda"]),
    ("The prime minister met the king in Oslo.", ["agent: The prime minister", "patient: the king", "in: Oslo"]),
    ("The mill burned down near Bergen.", ["patient: The mill", "in: Bergen"]),
    ("The mill in Skarvold closed in May.", ["patient: The mill in Skarvold", "in: Skarvold"]),
    ("Schools closed across Scotland.", ["patient: Schools", "in: Scotland"]),
    ("The train stopped outside the village of Hernla.", ["agent: The train", "in: the village of Hernla"]),
    ("The talks were held in Geneva on Friday.", ["patient: The talks", "in: Geneva"]),
    ("The army shelled Kyiv.", ["agent: The army", "patient: Kyiv"]),
    ("Soldiers patrolled the port in May.", ["agent: Soldiers", "patient: the port"]),
    ("The Bank of Ireland raised its fees.", ["agent: The Bank of Ireland", "patient: its fees"]),
    (
        "A landslide blocked the road near the port of Mersin.",
        ["agent: A landslide", "patient: the road near the port of Mersin", "in: Mersin"],
    ),
    ("She lives in Lyon with two cats.", ["agent: She", "other: two cats", "in: Lyon"]),
    ("The comet was seen over Chile and Peru.", ["patient: The comet", "in: Chile", "in: Peru"]),
]
