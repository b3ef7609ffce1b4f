"""Words for whom or what it happens to, and for causes, by kind. Same form as `happenings.py`."""

from __future__ import annotations

from typing import Final

THINGS: Final = """
person       person people resident citizen human individual inhabitant man woman men women body bodies toll
person       dead life lives death fatality victim local missing
child        child children kid infant baby babies toddler pupil schoolchild schoolchildren boy girl youngster teenager
soldier      soldier troop personnel serviceman servicemen conscript comrade contingent
army         army military forces force
fighter      fighter militant rebel insurgent gunman gunmen
police       police officer policeman policemen
worker       worker employee staff labourer laborer driver miner
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
voter        voter elector
vote         vote ballot
seat         seat
case         case infection
outbreak     outbreak epidemic pandemic
vaccine      vaccine vaccination
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
missile      missile rocket
tank         tank
drone        drone
school       school
hospital     hospital clinic
company      company firm business
job          job post
share        share stock
rate         rate
wage         wage salary pay
product      product item unit
strike       strike walkout stoppage
"""

CAUSES: Final = """
water        flood storm cyclone hurricane typhoon rain rainfall deluge torrent tsunami tornado landslide mudslide dam levee
quake        earthquake quake tremor aftershock
fire         fire blaze wildfire inferno
eruption     volcano eruption
disease      outbreak virus disease infection epidemic pandemic infectious contagious vaccine
accident     crash collision accident collide derail derailment capsize
violence     attack shooting gunman gunmen bomb bombing missile airstrike explosion blast
violence     war fighting combat battle invasion offensive militant
heat         heatwave heat
"""
