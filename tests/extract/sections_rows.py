"""Short texts with what a careful reader takes each line for: add a row, and it is tested.

A row is a text, one line of it a line here, with a mark before it: H headline, B body, A around the article. A dateline stands in
brackets after the mark of its line, as place / agency: `B [Tokyo / Reuters] TOKYO (Reuters) — The …`.
"""

from __future__ import annotations

AROUND: list[str] = [
    # captions and credits
    """
    H Landslide buries road in northern valley
    A Photo: A digger clears the road on Monday. (Anna Berg)
    B The landslide blocked the only road to three villages for two days.
    B Soldiers brought food to about 400 people by helicopter on Tuesday.
    """,
    """
    H Rocket fails to reach orbit
    A Image credit: Space Agency
    B The second stage shut down 90 seconds early, the company said on Thursday.
    """,
    """
    H Museum returns bronzes
    B The museum handed 26 bronzes to the ambassador on Friday.
    A (Photo by Lena Ochs)
    B Another 40 pieces will follow next year, its director said.
    """,
    """
    H Striker signs for Lions
    A FILE PHOTO: Okafor celebrates a goal in the cup final in May. REUTERS/Tom Reed
    B Okafor signed a contract for four years, the club said.
    """,
    """
    H Minister opens tunnel
    B The tunnel is 14 kilometres long and cost three billion francs.
    A Minister Elena Roth cuts the ribbon at the northern portal on Friday. [Photo: Keystone]
    B Trains will use it from December, the railway said.
    """,
    """
    H Court jails former banker
    A A view of the courthouse in the old town, 3 May 2023. © Marek Nowak
    B The court sentenced the banker to six years in prison.
    """,
    """
    H Volcano erupts again
    A Lava flows down the western flank on Sunday (AP Photo/Luis Vega)
    B The volcano erupted for the third time this year, scientists said.
    """,
    # who wrote it
    """
    H Bank cuts rates
    A By Maria Lopez
    A Published 3 March 2024, 14:05
    B The central bank cut its main rate to 3.5 percent on Thursday.
    B Two of nine members voted against the decision.
    A Maria Lopez is a reporter in Madrid. She has covered banks since 2009.
    """,
    """
    H Strike stops ferries
    A John Smith, Transport Correspondent
    B Crews of 12 ferries stopped work at midnight.
    B The company cancelled 80 sailings on Saturday.
    A Additional reporting by Ida Berg
    """,
    """
    H Vaccine trial begins
    B The trial will enrol 600 children in three districts.
    B The first doses were given on Monday, the hospital said.
    A About the author
    A Jane Miller has written about medicine for twenty years and won two prizes.
    """,
    """
    H Old parties lose ground
    B The two largest parties lost 41 seats between them on Sunday.
    B Turnout fell to 54 percent, the electoral commission said.
    A The writer is a professor of politics at the University of Leeds and the author of four books.
    """,
    """
    H Drought empties reservoirs
    B The reservoirs of the capital are 31 percent full, the water company said.
    B Farmers have lost a third of their maize since June.
    A Peter Hall covers the environment for this newspaper. Follow him on Twitter @peterhall.
    """,
    """
    H Insurers warn of floods
    B Insurers paid out 4 billion euros for floods last year.
    B The sum was twice that of 2019, their association said.
    A Reporting by Ana Silva in Lisbon; Editing by Tom Reed
    """,
    """
    H Train hits lorry
    B The train hit a lorry at a crossing near the border, police said.
    B Nine passengers were treated in hospital.
    A (Reporting by Ana Silva; Editing by Tom Reed)
    """,
    """
    H Chip maker to build plant
    B The chip maker will build a plant with 2,000 jobs near the airport.
    B Construction starts in May, the governor said.
    A Associated Press writer Paul Gray contributed to this report.
    """,
    # calls to act
    """
    H Storm heads for coast
    B The storm will reach the coast on Tuesday night, forecasters said.
    A Sign up for our morning newsletter and get the news in your inbox.
    B Schools in four counties will stay closed on Wednesday.
    """,
    """
    H Team wins relay
    B The team won the relay in 37.1 seconds.
    B It was the fastest time of the season.
    A Subscribe to our channel for more videos.
    """,
    """
    H Mayor resigns
    B The mayor resigned on Friday after a vote of no confidence.
    B The council will elect a successor in June.
    A Support independent journalism: become a member today.
    """,
    """
    H Phone maker recalls batteries
    B The company recalls 40,000 batteries sold in Europe.
    B Eleven phones caught fire, it said.
    A Download our app to get alerts on your phone.
    """,
    """
    H Rice exports banned
    B The government banned exports of rice from Monday.
    B Prices rose by nine percent within a day.
    A Do you have a story for us? E-mail the desk at desk@example.org.
    """,
    """
    H Poll closes in island state
    B Polls closed at 8 p.m. in the island state on Sunday.
    B Results are expected on Tuesday, the commission said.
    A Click here to read more about the election.
    A Submit your article: we accept essays of up to 900 words.
    """,
    """
    H Court rules on water rights
    B The court ruled that the tribe owns the water of the lake.
    B The state will appeal, its lawyer said.
    A If you enjoyed this article, please consider a donation.
    """,
    # licences and origins
    """
    H Glacier loses a third of its ice
    B The glacier has lost a third of its ice since 1990, a study found.
    B The researchers measured it with radar from a plane.
    A This article was originally published on The Daily Planet. Read the original article.
    """,
    """
    H New species of frog found
    B Biologists found a new species of frog in the cloud forest.
    B It is two centimetres long and lives in trees.
    A This work is licensed under a Creative Commons Attribution 4.0 International License.
    """,
    """
    H Factory fire kills three
    B Three workers died in the fire, the fire service said.
    B The hall burned down within an hour.
    A © 2024 Daily Planet. All rights reserved.
    """,
    """
    H Peace talks to resume
    B The talks will resume in Geneva on Monday, the envoy said.
    B Both sides named their delegations on Friday.
    A The views expressed in this article are those of the author and do not reflect those of the magazine.
    """,
    """
    H Airline cancels flights
    B The airline cancelled 210 flights on Thursday.
    B A computer failure was the cause, it said.
    A Copyright 2024 The Port Herald. Nothing of it may be printed or broadcast again without leave.
    """,
    # related and shared
    """
    H Fishing fleet returns
    B The fleet returned with 300 tonnes of herring.
    B Prices at the auction fell to 80 cents a kilo.
    A Related articles
    A Herring quota cut by half in the north
    A Trawler sinks off the cape, four rescued
    """,
    """
    H Bridge closed for repairs
    B The bridge will be closed until October, the city said.
    A READ MORE: Engineers found cracks in the pillars of the bridge last year.
    B Some 20,000 cars cross it every day.
    """,
    """
    H Hospital opens ward
    B The hospital opened a ward with 30 beds on Monday.
    B It cost 11 million crowns.
    A Share this article on Facebook
    A Tags: health, hospital
    A Police arrested two men after a robbery in the harbour.
    """,
    """
    H Court frees editor
    B The court freed the editor after 11 months in jail.
    B Prosecutors may appeal within ten days.
    A More from World
    A Parliament passes budget after all-night session.
    """,
    """
    H Tax reform passes
    B Parliament passed the tax reform by 61 votes to 58.
    B It takes effect in January.
    A You may also like
    A Actor buys castle in the hills for ten million.
    """,
    """
    H Cyclone strikes island
    B The cyclone destroyed 900 houses on the island.
    B Two people are missing, the police said.
    A Most read
    A 1. Football star leaves club after 12 years.
    A 2. Ten recipes for the summer.
    """,
    # readers
    """
    H Council bans scooters
    B The council banned electric scooters from the old town.
    B The ban begins on 1 May, the mayor said.
    A 3 comments
    A Tom: The council banned bicycles in 1998 as well.
    A Police will never enforce it.
    """,
    """
    H Airport expands
    B The airport will build a third runway by 2031.
    B Residents have filed 400 complaints.
    A Leave a Reply
    A Your email address will not be published.
    """,
    """
    H Lake freezes over
    B The lake froze over on Thursday for the first time since 2012.
    B The ice is nine centimetres thick.
    A Pingback: The lake froze over | Winter blog
    """,
    """
    H Union calls strike
    B The union called a strike at 14 plants for Friday.
    B It demands eight percent more pay.
    A skater88
    A March 4, 2024 at 9:14 am
    A The boss of the plant bought a yacht last year.
    A anna
    A March 4, 2024 at 10:02 am
    A My uncle worked there for thirty years.
    """,
    """
    H Zoo welcomes cubs
    B Three lion cubs were born at the zoo on Sunday.
    B They weigh about 1.5 kilograms each.
    A 2 thoughts on “Zoo welcomes cubs”
    A Animals were moved to the zoo from a circus in 2003.
    """,
]

UNMARKED_COMMENTS: list[str] = [
    """
    H Government raises fuel tax
    B The government raised the tax on diesel by five cents a litre.
    B It expects 300 million euros more a year, the finance ministry said.
    B Hauliers blocked two border crossings on Monday.
    A lol they will just spend it on themselves, I bet...
    A You people voted for them, don't complain now!!
    A I drive 80 km to work every day, this is a joke
    A We should block the whole city. I am so tired of these clowns!
    """,
    """
    H Champions lose at home
    B The champions lost 3-1 at home to the team in last place.
    B Coach Ivo Marek made six changes to the side.
    B The gap to second place is now two points.
    A I was there and it was pathetic, worst game I've seen in years.
    A What did you expect with that defence?? My grandma runs faster
    A Great article, thanks! But I think you are too kind to the coach.
    A omg sack him already
    """,
]

DATELINES: list[str] = [
    """
    H Yen falls to lowest in a decade
    B [Tokyo / Reuters] TOKYO (Reuters) — The yen fell to 151 to the dollar on Monday.
    """,
    """
    H Ferry sinks in strait
    B [Manila / AP] MANILA, Philippines (AP) — A ferry sank in the strait on Friday.
    """,
    """
    H Judges strike down law
    B [Washington / ] WASHINGTON — The judges struck down the law by six votes to three.
    """,
    """
    H Team of doctors arrives
    B [Geneva / AFP] GENEVA, March 3 (AFP) – A team of doctors arrived in the camp.
    """,
    """
    H Oil firm posts loss
    B [São Paulo / Reuters] SÃO PAULO, Feb. 12 (Reuters) - The oil firm lost two billion dollars.
    """,
    """
    H Voters reject plan
    B [New York / ] NEW YORK -- Voters rejected the plan for a new stadium.
    """,
    """
    H Snow shuts passes
    B [St. Louis / ] ST. LOUIS, Mo. — Snow shut 12 roads on Sunday.
    """,
    """
    H Envoy meets rebels
    B [Addis Ababa / Xinhua] ADDIS ABABA, Nov. 2 (Xinhua) -- The envoy met leaders of the rebels.
    """,
    """
    H Bank merger approved
    B [Frankfurt / dpa] Frankfurt (dpa) - The regulator approved the merger of the two banks.
    """,
    """
    H Flu closes schools
    A By Ana Silva
    B [Lisbon / ] LISBON, Portugal — The flu closed 40 schools.
    """,
    """
    H Skier wins third gold
    B [ / Reuters] (Reuters) - The skier won her third gold medal.
    """,
    """
    H Satellite maps methane
    B [Paris / AFP] PARIS (AFP) — The satellite found 50 sources of methane.
    A Photo: The satellite before launch. (ESA)
    """,
]

KEPT: list[str] = [
    """
    H Newspaper loses subscribers
    B Subscribers to the newspaper fell by 12 percent last year, the publisher said.
    B The paper will close its newsletter on climate in June.
    B Sign-ups for its app rose to 90,000.
    """,
    """
    H Photo agency sues
    B Photographs of the crash were sold without permission, the agency told the court.
    B The image was shown by 40 websites, it said.
    B Source code of the program was published as well.
    """,
    """
    H Watchdog fines site over cookies
    B The watchdog fined the site two million euros because it set cookies without consent.
    B The company must change its cookie settings within 60 days.
    B Its terms of use broke the law in nine points, the authority found.
    """,
    """
    H Court on comments
    B Comments by the minister angered teachers, who staged a strike on Monday.
    B Replies from 14 of 20 ministries have not arrived, the committee said.
    B Reactions in the capital were calm.
    """,
    """
    H Editor dies
    B The author of 30 novels died on Sunday at the age of 91.
    B Editors at the publishing house had worked with him since 1970.
    B He wrote about the war, and his books sold four million copies.
    """,
    """
    H Reporter jailed
    B The reporter was jailed for six years after a trial behind closed doors.
    B Reporting on the army is banned by a law from 2019.
    B Written by hand, her diary was smuggled out of the prison.
    """,
    """
    H Storm damages farms
    B Related damage to roads and bridges came to nine million dollars.
    B More than 300 farms have no power.
    B Most readers of the meters cannot reach the valley.
    """,
    """
    H Network to share data
    B Share prices fell by three percent on Thursday.
    B Facebook, Twitter and Telegram must hand over data within a day, the law says.
    B Print editions of the law are sold out.
    """,
    """
    H University opens campus
    B The university opened a campus for 900 students in Leeds.
    B Its professor of medicine wrote to the ministry in May.
    B The school is the author of a study on sleep.
    """,
    """
    H Speech to parliament
    B “I will not resign, and I ask you all to help me,” the president told parliament.
    B “You must decide now!” he shouted.
    B “My government has done nothing wrong... nothing,” he added.
    B “We should vote in May,” an opposition leader replied.
    B “I agree,” said a second one.
    """,
    """
    H Letter from the front
    B I spent nine days with the brigade near the river.
    B I met 40 soldiers, and all of them had been there since spring.
    B My driver was a teacher before the war.
    B We slept in a cellar with 12 other people.
    B You could hear the guns from there at night.
    B I left the town on Friday.
    """,
    """
    H Census counts fewer farmers
    B The census counted 41,000 farmers, 9 percent fewer than in 2012.
    B - The number of dairy farms halved to 3,100.
    B - Organic farms rose to 4,700.
    B - The average farm has 58 hectares.
    """,
    """
    H Copyright case goes to trial
    B Copyright law covers the song, the judge ruled on Monday.
    B All rights to the song were sold for 12 million dollars in 1998.
    B A licence to print the notes costs 40 dollars.
    """,
    """
    H Town gets first mosque
    B The town will get its first mosque, after a debate of six years.
    B About 1,200 Muslims live there.
    B Follow-up inspections will check the fire exits.
    """,
    """
    H Health service short of staff
    B Contact with patients fell by half during the strike.
    B Get vaccinated early, the health office advised people over 60.
    B Join forces or lose funds, the minister told the clinics.
    """,
    """
    H Van crash on motorway
    B Five people died when a van hit a lorry on the motorway near Basel on Friday.
    B The driver, a man of 34, was arrested.
    B It was the third accident on the bridge this year.
    """,
    """
    H Museum of video games opens
    B Video games from 40 years are shown in the museum, which opened on Sunday.
    B Map makers and graphic artists designed the halls.
    B Gallery owners protested against the subsidy.
    """,
    """
    H Study on advertising
    B Advertisement for tobacco is banned in 90 countries, the study says.
    B Sponsored matches brought the league 40 million dollars.
    B Loading times of the pages rose to nine seconds.
    """,
    """
    H Emails show warnings
    B Emails to the company warned of the defect in 2016, prosecutors said.
    B Published in March, the report names 14 managers.
    B Updated rules will apply from January.
    """,
    """
    H Tiger seen near village
    B WWF — the conservation group — counted 40 tigers in the park.
    B Officials say: Nobody should leave the house at night.
    """,
    """
    B The central bank of Chile kept its rate at 5 percent on Tuesday, as all analysts had expected.
    """,
    """
    H Two dead, four hurt
    B Two people died and four were hurt when a crane fell on a bus.
    B The crane was 40 metres high.
    """,
    """
    H Roads shut by noon
    B By noon all roads were closed.
    B From Monday shops may open again.
    B To join the alliance, Sweden had to wait for two parliaments.
    B To comment on the case, the minister called reporters to his house.
    """,
    """
    H Brewer sells brand
    B The company sold beer under a Danish licence for 30 years.
    B Views expressed by voters in the poll were mixed.
    B A cut is not necessarily what the bank wants, analysts said.
    """,
    """
    H Telescope sends pictures
    B Images from the telescope show a ring of dust around the star.
    B Photographs by the crew were lost with the first capsule.
    B Pictures of the scene showed three burned cars.
    """,
    """
    H Deadline nears
    B The tax office expects two million returns by Friday.
    B Don't miss the deadline, the office warned.
    B More on the rules will be published on Tuesday, it said.
    B Nearly 300,000 people paid a fine last year.
    """,
    """
    H Novel becomes a play
    B Published Monday, the report names 14 managers of the theatre.
    B This story was adapted for the stage in 2012, and 90,000 people saw it.
    B Promoted in May, the team lost nine games in a row.
    B Written by Anna Berg and directed by Tom Reed, the play opens on Friday.
    """,
    """
    H Draft law meets criticism
    B The draft law bans loans above 20 percent interest.
    B Comments on the draft are due by 1 March.
    B Tags on the cows will carry a chip from June.
    """,
    """
    H Flood reaches delta
    B The flood reached the delta on Sunday and cut off nine towns.
    B About 30,000 people have left their homes since Friday.
    A Related articles
    A Dam built in 1962 was never repaired
    B The government sent 2,000 soldiers to the region on Monday. They brought tents and food, the defence ministry said.
    B Eleven bridges were destroyed.
    """,
    """
    H Author wins prize
    B The author is a former miner who lives in Wales.
    B She won the prize of 50,000 pounds on Tuesday.
    B Her novel was chosen from 140 books.
    """,
    """
    H Hospital reopens
    B The hospital reopened on Monday, eight months after the earthquake.
    B Officials: Nobody will be turned away.
    B Its 120 beds were full by the evening.
    """,
    """
    H Reporter freed
    B Reporter Maria Lopez was freed on Sunday after 40 days in jail.
    B Maria Lopez is a correspondent of the radio station in the capital.
    B The police accused her of filming a barracks.
    """,
    """
    H How to save on heating
    B The energy agency published advice for tenants on Monday. Gas costs 40 percent more than a year ago.
    B A household of three pays about 2,100 euros a year, it said.
    B If you rent, you should read your contract first. You must know who pays for the boiler.
    B Should you turn your heating off at night? I asked three engineers, and you may not like what they told me.
    B You save six percent for each degree, so let’s start with your bedroom. Ask yourself how warm you need it!
    B I turned mine down to 17 degrees, and my bill fell by 90 euros. You should try it.
    """,
    """
    H Five questions to the goalkeeper
    B The goalkeeper of the national team ends her career in June after 140 games.
    B Her club made the decision public on Thursday.
    B Q: You must be sad. What will you miss?
    B A: I will miss my friends! I played with them for 12 years.
    B Q: Should your club build a new stadium?
    B A: I think so. You should see our changing rooms!
    """,
]
