"""To whom or what it happens, which of several of a kind, and whose the answer is.

Pure: takes data and returns data.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from schemas.claims import Actor, Quantity
from services.store.happening import Read
from services.store.language.happenings import BEFALLING, CAUSED, HAPPENING_NAMES, HELD, LIGHT, TAKE_OVER, THINGLESS
from services.store.language.names import OFFICES
from services.store.language.senses import AFFECTED, BY_WHOM, CONCERNED, LIGHT_NOUNS, NO_THING_OF_ITS_OWN, ORDINALS, PIECES, SIDES
from services.store.language.words import PRONOUNS, STOP_WORDS, stem, words_of
from services.store.places import is_country, places_in
from services.store.slots import after_head, happening_of, happenings_in, head_of, is_thing, thing_of, things_in
from services.store.stories import canonical_name, names_of_holders, runs_of_names

_VERBAL: Final = ("ed", "ing", "die", "dies")
"""Endings of words after which "of" gives a cause ("died of"), not whom it happened to ("the death of")."""
_OF: Final = re.compile(r"\s*(?:\w+ )?of (.+)")
_HEAD_OF: Final = re.compile(r"\bof (?:the |its |a |an )?(.+)")
_TO: Final = r"\bto {} (?:the |its |a |an )?(?!(?:in|on|at|by|to|for|from|with|as|after|before)\b)(.{{2,60}})"
_ABBREVIATION: Final = re.compile(r"\(([A-Z]{2,})\)")
"""A country's organization that goes by letters of its own is more than its country."""
_NUMBERED: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")


@cache
def _concerned(happening: str) -> frozenset[str]:
    return frozenset(CONCERNED.get(happening, "person case patient" if happening in TAKE_OVER else "").split()) | {""}


def thing_counted(read: Read, quantity: Quantity, happening: str) -> str:
    """What a number counts, or of what it is the measure; nobody in particular where a happening counts just those."""
    if happening in THINGLESS:
        return ""
    thing = thing_of(quantity.counted or "")
    is_the_happening = happening_of(quantity.counted or "") == happening
    if is_the_happening or thing in _concerned(happening) or thing in NO_THING_OF_ITS_OWN:
        thing = ""
    is_measure = quantity.unit != "count" and not quantity.counted
    if thing in PIECES or (not thing and is_measure and happening not in TAKE_OVER):
        thing = _thing_before(read, quantity) if all(actor.role == "agent" for actor in read.claim.actors) else ""
        thing = thing or next(filter(None, (_thing_measured(read, actor, quantity, happening) for actor in _measured(read))), "")
    if not thing and not quantity.counted and quantity.unit == "count" and happening in HAPPENING_NAMES - TAKE_OVER:
        thing = next((mention.kind for mention in things_in(read.claim.span.text)), "")
    return thing


def _thing_before(read: Read, quantity: Quantity) -> str:
    """What stands between the predicate and its number: "fined Castell 50 million euros"."""
    claim = read.claim
    between = claim.span.text[max(0, claim.predicate.span.end - claim.span.start) : max(0, quantity.span.start - claim.span.start)]
    name = canonical_name(between)
    return name if name in read.context.names else ""


def _measured(read: Read) -> list[Actor]:
    """The participants, those first whose measure a number can be: whom it happens to, of them a thing of a known kind."""
    return sorted(read.claim.actors, key=lambda actor: (actor.role != "patient", not things_in(actor.span.text)))


def _thing_measured(read: Read, actor: Actor, quantity: Quantity, happening: str) -> str:
    """A participant as the thing measured; of one that holds the number itself ("a temperature of 46 degrees") what stands before it."""
    if happening in HELD and actor.role == "agent" and not things_in(actor.span.text) and _name_of_actor(read, actor):
        return ""
    if not actor.span.start <= quantity.span.start < actor.span.end or actor.entity.kind == "person":
        return _thing_of_actor(read, actor, happening)
    before = actor.span.text[: quantity.span.start - actor.span.start]
    after = _OF.match(actor.span.text, quantity.span.end - actor.span.start)
    named = canonical_name(before) or ("" if happening_of(head_of(before)) else thing_of(before))
    return named or (thing_of(after.group(1)) if after else "")


def thing_involved(read: Read, happening: str) -> str:
    """To whom or what it happens; nobody in particular where a happening that decides alone names none."""
    if happening in THINGLESS:
        return ""
    involved = [actor for actor in _involved(read, happening) if not _names_only(read, actor, happening)][:1]
    if happening in BY_WHOM and not involved:
        return next((place.country for place in reversed(places_in(read.claim.span.text)) if not place.is_adjective), "")
    thing = _thing_described(read, happening) or (_thing_behind(read, happening) if read.claim.predicate.lemma in LIGHT else "")
    thing = thing or next(("" if _is_light(actor) else _thing_of_actor(read, actor, happening) for actor in involved), "")
    if not thing and any(_is_of_a_country(actor) for actor in involved):
        return ""
    if thing and happening in HELD and involved and involved[0].role == "agent" and thing == holder_of(read, None):
        thing = ""
    thing = thing or _thing_behind(read, happening)
    if not thing and happening not in TAKE_OVER:
        thing = next((each.kind for each in things_in(read.claim.span.text) if happening_of(each.word) != happening), "")
    return "" if thing in _concerned(happening) else thing


def _names_only(read: Read, actor: Actor, happening: str) -> bool:
    """Whether a participant is no more than a word for the happening: "handed in *his resignation*", "ceased *production*"."""
    words = {word for word in words_of(actor.span.text) if word not in STOP_WORDS}
    return any(each.kind == happening and words and words <= set(each.word.split()) for each in read.mentions)


def _thing_described(read: Read, happening: str) -> str:
    """The thing right behind a happening's word that describes it: "an unvaccinated child died"."""
    mention = next((mention for mention in read.mentions if mention.kind == happening), None)
    if mention is None or happening == read.main or not mention.word.endswith("ed"):
        return ""
    behind = read.words[mention.at + 1 : mention.at + 2]
    return thing_of(behind[0]) if behind and is_thing(behind[0]) else ""


def _thing_behind(read: Read, happening: str) -> str:
    """The thing behind a happening's noun or infinitive: "the collapse of the dams", "plans to buy Castell"."""
    named = next((each.word for each in read.mentions if each.kind == happening and not each.word.endswith(_VERBAL)), "")
    if not named:
        return ""
    text = read.claim.span.text
    behind = next((found for pattern in _patterns_behind(named) if (found := pattern.search(text))), None)
    return _thing_named(read, behind.group(1)) if behind else ""


@lru_cache(maxsize=1 << 11)
def _patterns_behind(word: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of what may stand behind a happening's noun, and behind its infinitive."""
    escaped = re.escape(word)
    return re.compile(rf"\b{escaped} (?:of|on) (.{{2,60}})", re.IGNORECASE), re.compile(_TO.format(escaped), re.IGNORECASE)


def _is_light(actor: Actor) -> bool:
    """Whether a participant is a plan, a decision or the like, and what it is done to stands behind: "no plans to buy Castell"."""
    return head_of(actor.span.text).lower() in LIGHT_NOUNS


def _thing_of_actor(read: Read, actor: Actor, happening: str) -> str:
    """A participant as a kind of thing, or a person by the surname; empty for one that names the happening itself, and for a country."""
    if any(mention.kind == happening for mention in happenings_in(actor.span.text)):
        after = _HEAD_OF.search(actor.span.text) if happening not in TAKE_OVER | CAUSED else None
        of = "" if after is None or after.group(1)[:1].isupper() else after.group(1)
        return "" if happening_of(head_of(of)) == happening else thing_of(of)
    if actor.entity.kind == "person":
        return _fullest_name(read, actor)
    head = head_of(actor.span.text)
    if head[:1].isupper() and (actor.entity.kind == "organization" or head.lower() in read.context.names) and not is_thing(head):
        return _fullest_name(read, actor) or thing_of(actor.span.text)
    if happening in BY_WHOM and (actor.entity.country or actor.entity.kind == "place"):
        return actor.entity.country or actor.entity.name.lower()
    thing = thing_of(actor.span.text) or thing_of(actor.entity.name)
    return "" if is_country(thing) or thing in NO_THING_OF_ITS_OWN else thing


def _thing_named(read: Read, text: str) -> str:
    """What follows a happening's noun as a thing, or by its name."""
    name = canonical_name(head_of(text))
    return name if name in read.context.names else thing_of(text)


def _is_of_a_country(actor: Actor) -> bool:
    thing = thing_of(actor.span.text)
    return is_country(thing) or thing in NO_THING_OF_ITS_OWN


def _involved(read: Read, happening: str) -> list[Actor]:
    """The participants that it happens to: the patient; of a verb that befalls its subject ("died", "received") the subject."""
    patients = [actor for actor in read.claim.actors if actor.role == "patient"]
    if happening in HELD:
        patients = [actor for actor in patients if not _names_only(read, actor, happening)]
    if read.claim.predicate.lemma.lower() in AFFECTED:
        return [actor for actor in read.claim.actors if actor.role == "agent"] or patients
    if happening in BY_WHOM and not patients:
        return [actor for actor in read.claim.actors if actor.role != "agent"]
    if patients or (happening in TAKE_OVER and read.claim.predicate.lemma.lower() not in BEFALLING):
        return patients
    return list(read.claim.actors)


def described_thing(read: Read, thing: str) -> str:
    """A thing with the word that describes it ("special forces"), where nothing else is said of it; empty where nothing describes it."""
    named = next((mention.word.split()[0] for mention in things_in(read.claim.span.text) if mention.kind == thing), "")
    at = read.words.index(named) if named in read.words else 0
    word = read.words[at - 1] if at else ""
    return f"{stem(word)} {thing}" if word and word not in STOP_WORDS and word.isalpha() else ""


def which_of(read: Read) -> str:
    """What tells one of several of a kind from the others: the 12th package, the second round, the women's race."""
    for actor in read.claim.actors:
        for word in actor.span.text[: len(actor.span.text) - len(after_head(actor.span.text))].lower().replace("’", "'").split():
            number = _NUMBERED.fullmatch(word)
            if number or word in ORDINALS or word in SIDES:
                return number[1] if number else ORDINALS.get(word, word)
    return ""


def holder_of(read: Read, quantity: Quantity | None, *, by_whom: bool = False) -> str:
    """Whose the answer is: who does it; else the last name before the number; else who says so of itself ("Castell said it will"). A
    single word of the name; where nobody is named, of an act that is somebody's own (`by_whom`) the power that does it, else empty."""
    claim, span = read.claim, read.claim.span
    until = quantity.span.start if quantity and span.start <= quantity.span.start < span.end else span.end
    sources = [
        canonical_name(each.entity) for each in claim.attributions if each.entity and each.kind in ("organization", "person", "unknown")
    ]
    if sources and (not claim.actors or any(actor.role == "agent" and actor.span.text.lower() in PRONOUNS for actor in claim.actors)):
        return sources[-1]
    named = [(actor, name) for actor in claim.actors if (name := _name_of_actor(read, actor))]
    agent = min((actor for actor in claim.actors if actor.role == "agent"), key=lambda actor: _distance(read, actor), default=None)
    agents = [name for actor, name in named if actor is agent]
    if agent is not None and not agents:
        return _power(agent) if by_whom else ""
    if named:
        before = [name for actor, name in named if actor.span.start < until]
        return (agents or before[-1:] or [name for _, name in named])[0]
    names = names_of_holders(_without_first_word(claim.span.text[: until - span.start], claim.span.start == claim.sentence.start))
    return names[-1] if names else ""


def _power(agent: Actor) -> str:
    """Who acts, by kind: what a country's army says or does is not what its government does."""
    kind = "" if agent.span.text.lower() in PRONOUNS else thing_of(agent.span.text)
    return "" if is_country(kind) or kind in NO_THING_OF_ITS_OWN else kind


def _distance(read: Read, actor: Actor) -> int:
    """Characters between a participant and the predicate."""
    return abs(read.claim.predicate.span.start - actor.span.start)


def names_of(read: Read) -> set[str]:
    """The names of the claim's participants, each as one word."""
    return {name for actor in read.claim.actors if (name := _name_of_actor(read, actor))}


def _without_first_word(text: str, begins_sentence: bool) -> str:
    """A text without a first word that is capitalised only because a sentence begins."""
    first = words_of(text)[:1]
    is_common = bool(begins_sentence and first and (is_thing(first[0]) or happening_of(first[0]) or first[0] in STOP_WORDS))
    return text[len(first[0]) :] if is_common and text.lower().startswith(first[0]) else text


def _name_of_actor(read: Read, actor: Actor) -> str:
    """The name of a participant as one word; a country's is told by where, a government's by its title."""
    if actor.entity.kind in ("country", "place") or actor.entity.country:
        short = _ABBREVIATION.search(actor.span.text)
        return short.group(1).lower() if short else _office(read, actor)
    if not any(word[:1].isupper() for word in actor.entity.name.split()):
        return ""
    begins = actor.span.start == read.claim.sentence.start
    if begins and actor.entity.kind == "unknown" and _is_common(read, actor.span.text):
        return ""
    text = _without_first_word(actor.span.text, begins)
    return _fullest_name(read, actor) if canonical_name(text) else ""


def _is_common(read: Read, text: str) -> bool:
    """Whether words at the beginning of a sentence are no name: only the first is capitalised, others or a plural follow."""
    first, *others = words_of(text) or [""]
    is_alone = not any(word[:1].isupper() for word in text.split()[1:])
    return is_alone and first not in read.context.names and (bool(others) or first.endswith("s"))


def _fullest_name(read: Read, actor: Actor) -> str:
    """The name of a person or an organization as one word, from the article's fullest form of it."""
    name = next((run for run in runs_of_names(actor.span.text) if actor.entity.name in run), actor.entity.name)
    is_organization = actor.entity.kind == "organization"
    return canonical_name(name, is_organization=is_organization, known=read.context.names) or canonical_name(actor.entity.name)


def _office(read: Read, actor: Actor) -> str:
    """Who is meant by an office of a country ("the French president"): the article's name for its holder, else the office."""
    office = next((word for word in words_of(actor.span.text) if word in OFFICES), "")
    return read.context.holders.get((actor.entity.country or "", office), office) if office else ""
