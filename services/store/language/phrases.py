"""Word groups that stand for a happening, where their words alone do not. Same kinds as `happenings.py`, commas between groups."""

from __future__ import annotations

from typing import Final

NONE: Final = "-"
"""The kind of groups whose words stand for no happening: a storm that "swept in" swept nothing away."""

_ROWS: Final = """
aboard        on board
aboard        travelling on the, traveling on the
acquittal     not guilty
agreement     came to terms, come to terms
appointment   take over as, takes over as, took over as, taking over as
approve       signed off
approve       gave the go-ahead, given the go-ahead, gives the go-ahead, gave the green light, given the green light
approve       gives the green light
arrest        in custody, taken into custody
arrest        under arrest, in police custody, in a police cell, led away in handcuffs
attack        air strike, air strikes, carried out strikes, carries out strikes, carry out strikes
audience      crowd of
begin         break out, broke out
birth         gave birth
bombing       blew up, blow up, blown up
bombing       went off
cancel        called off, calls off
capacity      licensed to carry, licensed for, certified to carry, certified for, allowed to carry, permitted to carry
capacity      built to carry, designed to carry, fit to carry
charge        charge sheet, brought charges, bring charges, filed charges, pressed charges, press charges, facing charges
charge        faces charges, face charges, formally accused
closure       kept open, remain open, remained open, remains open, stay open, stayed open, stays open
closure       shut down
closure       cease operations, ceased operations, cease production, ceased production, close its doors, closed its doors
closure       closes its doors, closed down, closing down, close down, closes down, shut its doors, shutting down, shuts down
collapse      caved in, gave way, give way
collision     came off the tracks, come off the tracks, left the tracks, jumped the tracks, ran off the rails, came off the rails
collision     smashed into, slammed into, ploughed into, plowed into, crashed into, ran into the back of
continue      go on, goes on, going on, went on
death         beaten to death, burned to death, burnt to death, claimed the lives, cost the lives, death toll, death tolls
death         lives lost, lose their lives, loss of life, loss of lives, lost her life, lost his life, lost their lives, pass away
death         passed away, passes away, shot dead, stabbed to death, starved to death, took the lives
death         found dead, did not survive, pulled dead
destroy       carried away, swept away, torn down, washed away, wiped out
destroy       burned down, burnt down, burned to the ground, burnt to the ground, gone up in smoke, went up in smoke, razed to the ground
destroy       went up in flames, gone up in flames, reduced to ashes, reduced to rubble
emergency     state of emergency
end           are over, end of, end to, is over, was over
evacuation    leave their homes, left their homes
evacuation    moved to safety, driven from their homes, driven out of their homes, forced from their homes, forced out of their homes
evacuation    leave their houses, left their houses, forced to flee
flood         burst its banks, bursts its banks
gross         box office, raked in, take in, takes in, took in
gross         ticket sales
grounding     ran aground, run aground, runs aground, running aground
hold          on hold
hospital      in hospital, taken to hospital
hospital      rushed to hospital, admitted to hospital, brought to hospital, hospital treatment
illness       fallen ill, fell ill, fell sick, taken ill, tested positive
inflation     consumer prices, cost of living
injury        are critical, critical condition, critically ill, in critical, is critical, was critical, were critical
interception  brought down, shoot down, shoots down, shot down
investigation looking into, looks into, looked into
isolation     cut off
joining       became a member, become a member, becomes a member
labour        on strike, walk out, walked out, walks out, went on strike
labour        downed tools, down tools, walking out, stop work, stopped work, industrial action
labour        walked off the job, walk off the job, walks off the job, strike action
landing       touch down, touched down, touches down
launch        lifted off, lifts off
layoff        job cuts, laid off, lay off
layoff        job losses, job loss, jobs lost, job cut
missing       lost contact, unaccounted for
missing       not been found, yet to be found, never found, not been seen since, no trace of, not yet been found, still not found
missing       not accounted for
missing       went missing, gone missing, goes missing
missing       still being looked for, still looking for, still searching for, still hunting for, still being sought
outage        cut power, lose power, lost electricity, lost power, power cut, power cuts, without power
outage        was down for, were down for, went offline, knocked offline, out of service
outage        without electricity
plea          pleaded not guilty, pleads not guilty
population    home to
price         price tag
profit        net earnings, net income
protest       took to the streets, take to the streets, taken to the streets, taking to the streets
purchase      take over, taken over, takes over, took over
questioning   questioned by police, questioned by detectives, questioned for, questioned over, questioned about
recall        called back, calls back
refusal       declined to, declines to
reject        turned down, voted down
reject        turn down, turns down, turning down, voted against
release       set free, walked free, walk free, walks free
rescue        brought to safety, taken to safety, led to safety, brought ashore, picked up from the water
rescue        brought to shore, taken off the
rescue        brought out alive, pulled out alive, brought up alive
resign        remain in office, remained in office, remains in office, stay in office, stayed in office, stays in office
resign        remain in his post, remain in her post, remains in his post, remains in her post, stay in his post, stay in her post
resign        step down, stepped down, steps down, stood down
resign        step aside, stepped aside, steps aside, gave up his post, gave up her post, give up his post, give up her post
resign        left office, leave office, leaves office
resign        stands down, standing down, stepping down, hand in his resignation, hands in his resignation
resign        handed in his resignation, hand in her resignation, hands in her resignation, handed in her resignation
resign        tendered his resignation, tendered her resignation, submitted his resignation, submitted her resignation, stand down
resumption    back to work
rise          went up, gone up, goes up
speed         top speed, speed of
storm         made landfall, makes landfall
supply        hand over, handed over, hands over
theft         made off with, make off with, making off with
unemployment  out of work
withdraw      pull out, pulled out, pulls out
withdraw      called back from
workforce     on its payroll, on the payroll, on their payroll
-             go on to, goes on to, went on to
-             carried out, death penalty, death sentence, end of the month, end of the week, end of the year, end of year
-             fire brigade, fire department, fire service, fire services, good deal, great deal, gross domestic product, long-range
-             rescue crew, rescue crews, rescue service, rescue services, rescue team, rescue teams, rescue worker, rescue workers
-             settle for, settled for, so far, so-called, start of the month, start of the week, start of the year, sweeping through
-             sweeps through, swept across, swept ashore, swept in, swept over, swept through, taken place, took place
-             in force, by force, task force, came into force, come into force, comes into force, in a bid, town hall meeting
-             electoral body, governing body, regulatory body, ruling body, professional body, supervisory body, student body
-             advisory body, official body, public body, body of, body said, went off without
"""

PHRASES: Final = {
    group: "" if kind == NONE else kind
    for kind, groups in (line.split(maxsplit=1) for line in _ROWS.strip().splitlines())
    for group in groups.split(", ")
}
"""Happenings by word group; empty for groups that name none."""
