"""Pairs of claims that answer the same question, and neighbours that do not: each row is one pair, each claim in an article of its own.

A row: two claims, each `(words, predicate)` with options of `says`; both articles begin with the same sentence, which gives the place
and the cause unless a row says otherwise. To extend: add a row.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from services.store.linking import link
from services.store.reading import read_message
from tests.store.newswriting import NOON, Number, Said, says, telling

PERU = "A flood hit Peru and the Rimac valley."
CRASH = "A bus crash shook Peru and the Rimac valley."
WAR = "The war in Sudan goes on near Kassala."


def n(words: str, value: float, counted: str = "people", unit: str = "count", **more: Any) -> Number:
    """A number of a claim."""
    return Number(words, value, counted=counted, unit=unit, **more)


def are_joined(a: Said, b: Said, about: tuple[str, str] = (PERU, PERU), days_apart: int = 0) -> bool:
    """Whether two claims of two articles come into one thread."""
    later = NOON + timedelta(days=days_apart)
    messages = [telling("Harbour Post", [a], about=about[0]), telling("Daily Wave", [b], about=about[1], published=later)]
    members = [member for message in messages for member in read_message(message).members]
    return any(change.after is not None and change.after.articles == 2 for change in link([], members, ()))


SAME = [
    # tolls in all wordings
    (says("42 people died", "died", "die", number=n("42", 42)), says("the flood killed 40 people", "killed", "kill", number=n("40", 40))),
    (
        says("42 people died", "died", "die", number=n("42", 42)),
        says("the death toll stands at 44", "stands", "stand", number=n("44", 44, "deaths")),
    ),
    (
        says("at least 42 are dead", "dead", number=n("at least 42", 42, "")),
        says("dozens lost their lives", "lost", "lose", number=n("dozens", 24, "")),
    ),
    (
        says("42 bodies were found", "found", "find", number=n("42", 42, "bodies")),
        says("the dead number 50", "number", number=n("50", 50, "dead")),
    ),
    (
        says("the flood claimed the lives of 12 people", "claimed", "claim", number=n("12", 12)),
        says("12 residents perished", "perished", "perish", number=n("12", 12, "residents")),
    ),
    (
        says("fatalities rose to 19", "rose", "rise", number=n("19", 19, "fatalities")),
        says("19 deaths were confirmed", "confirmed", "confirm", number=n("19", 19, "deaths")),
    ),
    (
        says("three children died", "died", "die", number=n("three", 3, "children")),
        says("a child was killed", "killed", "kill", whom="a child"),
    ),
    (
        says("9 soldiers were killed", "killed", "kill", number=n("9", 9, "soldiers")),
        says("nine troops died", "died", "die", number=n("nine", 9, "troops")),
    ),
    # other counts of people
    (
        says("30 people were injured", "injured", "injure", number=n("30", 30)),
        says("some 35 were wounded", "wounded", "wound", number=n("some 35", 35, "", modifier="about")),
    ),
    (
        says("six people are missing", "missing", number=n("six", 6)),
        says("seven residents are unaccounted for", "unaccounted", number=n("seven", 7, "residents")),
    ),
    (
        says("2,000 people were evacuated", "evacuated", "evacuate", number=n("2,000", 2000)),
        says("2,500 residents fled", "fled", "flee", number=n("2,500", 2500, "residents")),
    ),
    (
        says("police arrested 12 people", "arrested", "arrest", number=n("12", 12)),
        says("a dozen people were detained", "detained", "detain", number=n("a dozen", 12)),
    ),
    (
        says("18 patients were hospitalized", "hospitalized", "hospitalize", number=n("18", 18, "patients")),
        says("20 people were taken to hospital", "taken", "take", number=n("20", 20)),
    ),
    (
        says("310 cases were confirmed", "confirmed", "confirm", number=n("310", 310, "cases")),
        says("the virus sickened 130 people", "sickened", "sicken", number=n("130", 130)),
    ),
    # events without a number, in other words
    (says("the dam collapsed", "collapsed", "collapse", whom="the dam"), says("the collapse of the dam", "collapse", whom="the dam")),
    (says("the dam burst", "burst", whom="the dam"), says("two dams broke", "broke", "break", number=n("two", 2, "dams"))),
    (
        says("whole districts were swept away", "swept away", "sweep", whom="whole districts"),
        says("entire neighbourhoods were destroyed", "destroyed", "destroy", whom="entire neighbourhoods"),
    ),
    (
        says("the mayor resigned", "resigned", "resign", whom="the mayor"),
        says("the mayor stepped down", "stepped", "step", whom="the mayor"),
    ),
    (
        says("the storm made landfall", "made", "make", whom="the storm", role="agent"),
        says("the cyclone hit the coast", "hit", whom="the coast"),
    ),
    (
        says("the bus collided with a lorry", "collided", "collide", whom="the bus"),
        says("a collision between a bus and a lorry", "collision"),
    ),
    (
        says("the outbreak began in January", "began", "begin", whom="the outbreak"),
        says("the start of the outbreak in January", "start", whom="the outbreak"),
    ),
    (says("the outbreak has ended", "ended", "end", whom="the outbreak"), says("the outbreak is over", "is", "be", whom="the outbreak")),
    (
        says("the strike was called off", "called off", "call", whom="the strike"),
        says("the union cancelled the strike", "cancelled", "cancel", whom="the strike"),
    ),
    (
        says("the court convicted the banker", "convicted", "convict", whom="the banker"),
        says("the banker was found guilty", "found", "find", whom="the banker"),
    ),
    (says("talks collapsed", "collapsed", "collapse", whom="talks"), says("the collapse of talks", "collapse", whom="talks")),
    # carriers and reports around the happening
    (
        says("the decision to dispatch 300 soldiers", "decision", number=n("300", 300, "soldiers")),
        says("300 troops were sent", "sent", "send", number=n("300", 300, "troops")),
    ),
    (says("soldiers were seen fighting", "seen", "see", whom="soldiers"), says("soldiers fought", "fought", "fight", whom="soldiers")),
    (
        says("300 soldiers were deployed", "deployed", "deploy", number=n("300", 300, "soldiers")),
        says("a deployment of 320 troops", "deployment", number=n("320", 320, "troops")),
    ),
    (
        says("it led to the collapse of three bridges", "led", "lead", number=n("three", 3, "bridges")),
        says("the bridges collapsed", "collapsed", whom="the bridges"),
    ),
    # yes and no, and with and without a number, are answers to one question
    (says("the dam burst", "burst", whom="the dam"), says("the dam did not burst", "burst", whom="the dam", polarity="negative")),
    (says("nobody died", "died", "die", polarity="negative"), says("42 people died", "died", "die", number=n("42", 42))),
    (says("people were killed", "killed", "kill", whom="people"), says("42 people were killed", "killed", "kill", number=n("42", 42))),
    (
        says("the minister resigned", "resigned", "resign", whom="the minister"),
        says("the minister resigned", "resigned", "resign", whom="the minister", by="Her party", stance="denies"),
    ),
    # shares, money, ranks
    (
        says("turnout was 61 per cent", "was", "be", number=n("61 per cent", 61, "turnout", "percent")),
        says("turnout fell to 58 per cent", "fell", "fall", number=n("58 per cent", 58, "turnout", "percent")),
    ),
    (
        says("the bank cut 4,000 jobs", "cut", number=n("4,000", 4000, "jobs")),
        says("the bank slashed 4,500 jobs", "slashed", "slash", number=n("4,500", 4500, "jobs")),
    ),
    (says("the first death in ten years", "death"), says("the first fatality since 2016", "fatality")),
    (
        says("Castell Motors earned a profit of 2 billion euros", "earned", "earn", number=n("2 billion euros", 2e9, "profit", "EUR")),
        says("the profit of Castell was 2.1 billion euros", "was", "be", number=n("2.1 billion euros", 2.1e9, "profit", "EUR")),
    ),
    (
        says("Lima has a population of 10 million", "has", "have", number=n("10 million", 1e7, "population")),
        says("Lima, home to 10 million residents", "home", number=n("10 million", 1e7, "residents")),
    ),
]

DIFFERENT = [
    # one happening beside another
    (says("42 people died", "died", "die", number=n("42", 42)), says("42 people were injured", "injured", "injure", number=n("42", 42))),
    (says("42 people died", "died", "die", number=n("42", 42)), says("42 people are missing", "missing", number=n("42", 42))),
    (
        says("42 people were injured", "injured", "injure", number=n("42", 42)),
        says("42 people were rescued", "rescued", "rescue", number=n("42", 42)),
    ),
    (
        says("the bank raised the rate to 4 percent", "raised", "raise", number=n("4 percent", 4, "rate", "percent")),
        says("the bank cut the rate to 4 percent", "cut", number=n("4 percent", 4, "rate", "percent")),
    ),
    (says("prices rose", "rose", "rise", whom="prices"), says("prices fell", "fell", "fall", whom="prices")),
    (says("the shop opened", "opened", "open", whom="the shop"), says("the shop closed", "closed", "close", whom="the shop")),
    (says("the strike began", "began", "begin", whom="the strike"), says("the strike ended", "ended", "end", whom="the strike")),
    (says("the firm bought the mine", "bought", "buy", whom="the mine"), says("the firm sold the mine", "sold", "sell", whom="the mine")),
    (
        says("the court convicted the banker", "convicted", "convict", whom="the banker"),
        says("the court acquitted the banker", "acquitted", "acquit", whom="the banker"),
    ),
    (says("the party won the seat", "won", "win", whom="the seat"), says("the party lost the seat", "lost", "lose", whom="the seat")),
    (
        says("parliament approved the budget", "approved", "approve", whom="the budget"),
        says("parliament rejected the budget", "rejected", "reject", whom="the budget"),
    ),
    (
        says("the minister was appointed", "appointed", "appoint", whom="the minister"),
        says("the minister was dismissed", "dismissed", "dismiss", whom="the minister"),
    ),
    (
        says("12 people were arrested", "arrested", "arrest", number=n("12", 12)),
        says("12 people were released", "released", "release", number=n("12", 12)),
    ),
    (
        says("the company hired 500 workers", "hired", "hire", number=n("500", 500, "workers")),
        says("the company laid off 500 workers", "laid off", "lay", number=n("500", 500, "workers")),
    ),
    # to another one
    (
        says("three children died", "died", "die", number=n("three", 3, "children")),
        says("three soldiers died", "died", "die", number=n("three", 3, "soldiers")),
    ),
    (
        says("42 people died", "died", "die", number=n("42", 42)),
        says("two firefighters died", "died", "die", number=n("two", 2, "firefighters")),
    ),
    (
        says("the dam collapsed", "collapsed", "collapse", whom="the dam"),
        says("the bridge collapsed", "collapsed", "collapse", whom="the bridge"),
    ),
    (
        says("1,000 homes were damaged", "damaged", "damage", number=n("1,000", 1000, "homes")),
        says("12 schools were damaged", "damaged", "damage", number=n("12", 12, "schools")),
    ),
    (
        says("they sent 300 soldiers", "sent", "send", number=n("300", 300, "soldiers")),
        says("they sent 300 missiles", "sent", "send", number=n("300", 300, "missiles")),
    ),
    (
        says("the minister resigned", "resigned", "resign", whom="the minister"),
        says("the coach resigned", "resigned", "resign", whom="the coach"),
    ),
    # another measure
    (
        says("the flood cost 4 million euros", "cost", number=n("4 million euros", 4e6, "", "EUR")),
        says("the flood cost 4 lives", "cost", number=n("4", 4, "lives")),
    ),
    (
        says("trains were cancelled", "cancelled", "cancel", whom="trains"),
        says("45 percent of trains were cancelled", "cancelled", "cancel", number=n("45 percent", 45, "trains", "percent")),
    ),
    (
        says("they earn 2,000 dollars a month", "earn", number=n("2,000 dollars", 2000, "", "USD")),
        says("they earn 2,000 euros a month", "earn", number=n("2,000 euros", 2000, "", "EUR")),
    ),
    (
        says("turnout was 61 percent", "was", "be", number=n("61 percent", 61, "turnout", "percent")),
        says("unemployment was 6 percent", "was", "be", number=n("6 percent", 6, "unemployment", "percent")),
    ),
    # happened, and will happen
    (
        says("300 soldiers arrived", "arrived", "arrive", number=n("300", 300, "soldiers")),
        says("300 soldiers will arrive", "arrive", number=n("300", 300, "soldiers"), status="future"),
    ),
    (
        says("42 people died", "died", "die", number=n("42", 42)),
        says("the toll could reach 200", "reach", number=n("200", 200, "deaths"), status="future", certainty="possible"),
    ),
    (says("the strike ended", "ended", "end", whom="the strike"), says("the strike will end", "end", whom="the strike", status="future")),
    (says("42 people died", "died", "die", number=n("42", 42)), says("the first deaths since 2016", "deaths", "death")),
    # somebody else's
    (
        says("Alba Party won 40 seats", "won", "win", number=n("40", 40, "seats")),
        says("Norte Front won 38 seats", "won", "win", number=n("38", 38, "seats")),
    ),
    (
        says("Castell shares fell 7 percent", "fell", "fall", number=n("7 percent", 7, "", "percent")),
        says("Brenner shares fell 3 percent", "fell", "fall", number=n("3 percent", 3, "", "percent")),
    ),
    (
        says("Castell recalled 40,000 cars", "recalled", "recall", number=n("40,000", 40000, "cars")),
        says("Castell recalled 900 boats", "recalled", "recall", number=n("900", 900, "boats")),
    ),
    # vague ones
    (says("it was more than expected", "was", "be"), says("it was a long night", "was", "be")),
    (
        says("the figure was 16,000", "was", "be", number=n("16,000", 16000, "")),
        says("the number is 12", "is", "be", number=n("12", 12, "")),
    ),
    (says("that is eleven too many", "is", "be", number=n("eleven", 11, "")), says("there were 21", "were", "be", number=n("21", 21, ""))),
    (
        says("the share is 45 percent", "is", "be", number=n("45 percent", 45, "", "percent")),
        says("the level is 90 percent", "is", "be", number=n("90 percent", 90, "", "percent")),
    ),
]

ELSEWHERE = [
    # another country, cause, story or time
    ((PERU, "A flood hit Chile and the Maipo valley."), 0),
    ((PERU, CRASH), 0),
    ((PERU, WAR), 0),
    ((PERU, PERU), 370),
    ((PERU, PERU), -400),
    (("A crash in Peru near Arequipa, said Colonel Ruiz.", "A crash in Peru near Trujillo, said Mayor Ortega."), 0),
    (("A fire burnt in Ohio near Dayton, said Amy Stone.", "A fire burnt in Ohio near Toledo, said Bill Marsh."), 0),
]


def _id(row: tuple[Said, Said]) -> str:
    return f"{row[0].words} / {row[1].words}"


@pytest.mark.parametrize(("a", "b"), SAME, ids=map(_id, SAME))
def test_claims_that_answer_one_question_are_joined(a: Said, b: Said) -> None:
    assert are_joined(a, b)
    assert are_joined(b, a)


@pytest.mark.parametrize(("a", "b"), DIFFERENT, ids=map(_id, DIFFERENT))
def test_neighbours_that_answer_different_questions_stay_apart(a: Said, b: Said) -> None:
    assert not are_joined(a, b)
    assert not are_joined(b, a)


@pytest.mark.parametrize(("about", "days_apart"), ELSEWHERE)
def test_same_words_about_another_place_story_or_time_stay_apart(about: tuple[str, str], days_apart: int) -> None:
    claim = says("42 people died", "died", "die", number=n("42", 42))
    assert not are_joined(claim, claim, about, days_apart)


def test_same_words_about_one_story_are_joined_over_months() -> None:
    claim = says("42 people died", "died", "die", number=n("42", 42))
    assert are_joined(claim, claim, days_apart=150)


def test_claim_of_another_year_in_its_own_words_stays_apart() -> None:
    now = says("42 people died", "died", "die", number=n("42", 42))
    then = says("9 people died in the flood of 1998", "died", "die", number=n("9", 9), on=(date(1998, 1, 1), date(1998, 12, 31)))
    assert not are_joined(now, then)


def test_count_of_a_province_is_not_that_of_its_country() -> None:
    ohio = ("A virus spread in Ohio and the United States, said Amy Stone.",) * 2
    province = says("310 cases in Ohio", "cases", "case", number=n("310", 310, "cases"), where="Ohio")
    country = says("640 cases in the United States", "cases", "case", number=n("640", 640, "cases"), where="the United States")
    county = says("60 cases in Gorman County", "cases", "case", number=n("60", 60, "cases"), where="Gorman County")
    assert not are_joined(province, country, ohio)
    assert not are_joined(province, county, ohio)
    assert are_joined(province, says("130 cases in the state", "cases", "case", number=n("130", 130, "cases")), ohio)
