"""Word groups that stand for a happening, where their words alone do not. Same kinds as `happenings.py`, commas between groups."""

from __future__ import annotations

from typing import Final

NONE: Final = "-"
"""The kind of groups whose words stand for no happening: a storm that "swept in" swept nothing away."""

_ROWS: Final = """
aboard        on board
acquittal     not guilty
approve       signed off
arrest        in custody, taken into custody
attack        air strike, air strikes, carried out strikes, carries out strikes, carry out strikes
audience      crowd of
begin         break out, broke out
birth         gave birth
bombing       blew up, blow up, blown up
cancel        called off, calls off
closure       kept open, remain open, remained open, remains open, stay open, stayed open, stays open
closure       shut down
continue      go on, goes on, going on, went on
collapse      caved in, gave way, give way
death         beaten to death, burned to death, burnt to death, claimed the lives, cost the lives, death toll, death tolls
death         lives lost, lose their lives, loss of life, loss of lives, lost her life, lost his life, lost their lives, pass away
death         passed away, passes away, shot dead, stabbed to death, starved to death, took the lives
destroy       carried away, swept away, torn down, washed away, wiped out
emergency     state of emergency
end           are over, end of, end to, is over, was over
evacuation    leave their homes, left their homes
flood         burst its banks, bursts its banks
gross         box office, raked in, take in, takes in, took in
hold          on hold
hospital      in hospital, taken to hospital
illness       fallen ill, fell ill, fell sick, taken ill, tested positive
injury        are critical, critical condition, critically ill, in critical, is critical, was critical, were critical
interception  brought down, shoot down, shoots down, shot down
isolation     cut off
joining       became a member, become a member, becomes a member
labour        on strike, walk out, walked out, walks out, went on strike
landing       touch down, touched down, touches down
launch        lifted off, lifts off
layoff        job cuts, laid off, lay off
missing       lost contact, unaccounted for
outage        cut power, lose power, lost electricity, lost power, power cut, power cuts, without power
plea          pleaded not guilty, pleads not guilty
population    home to
price         price tag
profit        net earnings, net income
purchase      take over, taken over, takes over, took over
recall        called back, calls back
refusal       declined to, declines to
reject        turned down, voted down
resign        remain in office, remained in office, remains in office, stay in office, stayed in office, stays in office
resign        step down, stepped down, steps down, stood down
resumption    back to work
storm         made landfall, makes landfall
supply        hand over, handed over, hands over
unemployment  out of work
withdraw      pull out, pulled out, pulls out
-             go on to, goes on to, went on to
-             carried out, death penalty, death sentence, end of the month, end of the week, end of the year, end of year
-             fire brigade, fire department, fire service, fire services, good deal, great deal, gross domestic product, long-range
-             rescue crew, rescue crews, rescue service, rescue services, rescue team, rescue teams, rescue worker, rescue workers
-             settle for, settled for, so far, so-called, start of the month, start of the week, start of the year, sweeping through
-             sweeps through, swept across, swept ashore, swept in, swept over, swept through, taken place, took place
"""

PHRASES: Final = {
    group: "" if kind == NONE else kind
    for kind, groups in (line.split(maxsplit=1) for line in _ROWS.strip().splitlines())
    for group in groups.split(", ")
}
"""Happenings by word group; empty for groups that name none."""
