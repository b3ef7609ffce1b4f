"""Capitalised words that are shared by unrelated stories, and so tell nothing about which story an article tells."""

from __future__ import annotations

from typing import Final

from services.store.language.words import word_set

COMMON_NAMES: Final = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december jan feb mar apr jun jul aug sept sep oct nov dec mr mrs ms dr prof sir lord lady president vice prime minister
    ministry minister's secretary chancellor governor mayor senator senate congress congressman parliament assembly government
    administration department office bureau agency commission committee council court supreme justice judge attorney general police
    force forces army navy air guard national international federal state states county city town district province region regional
    republic kingdom union united nations democratic people party democrats republicans democrat republican liberal conservative labour
    opposition university college school hospital health medical center centre institute association federation organization
    organisation society foundation group company corp inc ltd bank news press times post journal reuters associated afp bbc cnn agency
    media radio television channel network facebook twitter telegram instagram youtube google whatsapp internet street road avenue
    square river lake sea ocean mount mountain bay island islands north south east west northern southern eastern western central middle
    new old great saint st day night christmas easter ramadan christian muslim islamic catholic jewish english european africa african
    asia asian europe america american western chief director chairman chairwoman spokesman spokeswoman spokesperson officer captain
    colonel major lieutenant commander king queen prince princess pope bishop commissioner services service public human special
    interior defence defense staff affairs world war military the a an motors airlines airways energy holdings industries systems
    technologies pharma pharmaceuticals foods electronics partners capital insurance railways rail telecom coach worldwide nationwide
    overall alliance union front coalition movement league bloc club team fc he she it they we i but and or in on at of for from with
    """
)

PARTIES: Final = word_set("democratic democrats republicans democrat republican liberal conservative labour people")
"""Common words that are names of parties: they say whose a seat is."""

OFFICES: Final = word_set("president premier chancellor leader king queen emperor pope")
"""Offices that one person of a country holds: the president and the name mean one."""
