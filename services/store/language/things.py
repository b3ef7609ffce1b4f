"""Words for whom or what it happens to, and for causes, by kind. Same form as `happenings.py`."""

from __future__ import annotations

from typing import Final

THINGS: Final = """
person       person people resident citizen human individual inhabitant local adult nobody everyone everybody someone anyone all
person       dead death fatality victim missing casualty
body         body bodies corpse
life         life lives
man          man men
woman        woman women
suspect      suspect
defendant    defendant accused co-defendant
drug         drug medicine medication
hiker        hiker climber trekker
tourist      tourist holidaymaker visitor traveller traveler
spectator    spectator fan viewer onlooker
participant  participant
volunteer    volunteer
customer     customer client user subscriber consumer shopper guest diner
child        child children kid infant baby babies toddler pupil schoolchild schoolchildren boy girl youngster teenager
soldier      soldier troop personnel serviceman servicemen conscript comrade contingent
army         army military forces force
fighter      fighter militant rebel insurgent gunman gunmen
police       police officer policeman policemen
worker       worker employee staff labourer laborer driver miner dockworker docker crewman crewmen sailor nurse
rescuer      rescuer firefighter paramedic responder rescue
member       member crew
passenger    passenger
patient      patient
student      student
family       family families household
migrant      migrant refugee
protester    protester demonstrator
civilian     civilian
hostage      hostage
prisoner     prisoner detainee inmate
journalist   journalist reporter
voter        voter elector electorate
vote         vote
ballot       ballot
seat         seat
case         case infection
outbreak     outbreak epidemic pandemic
vaccine      vaccine vaccination
dose         dose jab shot
home         house home building dwelling apartment flat residence
district     neighbourhood neighborhood district quarter
village      village town settlement
road         road bridge highway motorway
dam          dam reservoir levee dyke
vehicle      vehicle car truck lorry van bus coach
aircraft     plane aircraft jet helicopter airliner
ship         ship boat vessel ferry
train        train
shell        shell round ammunition munition
missile      missile
tank         tank
drone        drone
school       school
hospital     hospital clinic
company      company firm business
plant        plant factory
job          job post position role
share        share stock
rate         rate
temperature  temperature
rainfall     rainfall rain snow
economy      economy gdp
power        power electricity
law          bill law legislation
budget       budget
title        title trophy championship cup
medal        medal gold
award        award oscar prize
spacecraft   rocket probe satellite spacecraft spaceship capsule rover
flight       flight
film         film movie
deal         deal agreement treaty pact accord
report       report study
species      species
planet       planet
fossil       fossil
final        final
record       record
figure       figure data statistic toll count tally
food         food
shop         shop store outlet
copy         copy
ceasefire    ceasefire truce armistice
sentence     sentence
wage         wage salary pay
product      product item unit
strike       strike walkout stoppage
resignation  resignation
stake        stake shareholding
premises     office headquarters premises
bribe        bribe kickback
"""

CAUSES: Final = """
water        flood storm cyclone hurricane typhoon rain rainfall deluge torrent tsunami tornado landslide mudslide dam levee
quake        earthquake quake tremor aftershock
fire         fire blaze wildfire inferno
eruption     volcano eruption
disease      outbreak virus disease infection epidemic pandemic infectious contagious vaccine
accident     crash collision accident collide derail derailment capsize overturn pileup sank sunk sinking shipwreck wreck
violence     attack shooting gunman gunmen bomb bombing missile airstrike explosion blast
violence     war fighting combat battle invasion offensive militant
heat         heatwave heat
"""

THING_PHRASES: Final = {
    "gross domestic product": "economy", "borrowing costs": "rate", "borrowing cost": "rate", "mortgage rate": "mortgage",
    "mortgage rates": "mortgage", "tax rate": "tax", "exchange rate": "currency", "birth rate": "birth", "death rate": "mortality",
    "approval rating": "approval", "ballistic missiles": "missile", "ballistic missile": "missile", "rocket launcher": "launcher",
    "rocket launchers": "launcher",
}  # fmt: skip
"""Word groups that name a thing of another kind than their words do."""
