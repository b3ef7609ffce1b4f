"""Nouns that name an event or a decision, so that a noun phrase around them can state what happened."""

from __future__ import annotations

from typing import Final

from services.extract.language import words

DECISIONS: Final = words("""
    decision agreement refusal attempt plan effort bid offer pledge promise vow threat move order request failure intention
    proposal willingness
""")
"""With an owner and an infinitive: "the council's decision to close the bridge"."""

EVENTS: Final = words("""
    death killing arrest attack strike invasion deployment dispatch collapse explosion crash fire flood outbreak closure
    shutdown launch withdrawal resignation dismissal appointment election defeat victory win loss sale purchase acquisition
    takeover merger bankruptcy raid seizure capture release escape return arrival departure visit meeting trip trial
    conviction acquittal sentence fine recall ban suspension expulsion deportation evacuation rescue injury casualty damage
    destruction construction opening increase decrease rise fall drop decline growth surge cut reduction contribution
    donation payment support supply delivery lack absence shortage presence tactic involvement participation
    recognition end start beginning completion case fatality infection
""")
"""With an owner and a complement: "the company's purchase of two mines"."""

RANKS: Final = words("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth 2nd 3rd 4th 5th 6th 7th 8th 9th 10th last only
    latest
""")
"""Words that place a thing in a row, beside superlatives: "its fifth increase in a row"."""
