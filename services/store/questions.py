"""Which questions about the world a claim answers. A question is a key made of slots; claims with one key are one thread.

The key comes from the claim and its own article alone, so that threads cannot depend on order, partition or repetition.
Pure: takes data and returns data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from schemas.claims import Actor, Claim, Quantity
from services.store.language.happenings import (
    BEFALLING,
    CAUSED,
    DENYING,
    FURTHER,
    HAPPENING_NAMES,
    HELD,
    LIGHT,
    NEGATORS,
    PHRASES,
    STATISTICS,
    TAKE_OVER,
    THINGLESS,
)
from services.store.language.words import STOP_WORDS, stem, words_of
from services.store.places import is_country
from services.store.slots import Context, Mention, content_stems, happening_of, happenings_in, is_thing, thing_of, things_in
from services.store.stories import name_words
from services.store.territory import where_of

_SLOTS: Final = ("happening", "thing", "unit", "when", "where", "cause", "whose")
_SEPARATOR: Final = "|"
_NOTHING_SAID: Final = "be"
"""The happening of a claim whose words name none: something is there."""
_NOBODY_IN_PARTICULAR: Final = frozenset({"person", "case", "patient", ""})
"""Whom a toll counts when it says nothing more."""
_RANK: Final = frozenset({"first", "worst", "deadliest", "largest", "biggest", "highest", "lowest", "longest"})
_SINCE: Final = re.compile(r"\b(?:since|in (?:\w+ ){0,4}(?:years?|decades?|months?|history|century))\b", re.IGNORECASE)
"""A claim of rank over time: "the first death in ten years" answers another question than how many died."""
_VERBAL: Final = ("ed", "ing", "die", "dies")
"""Endings of words after which "of" gives a cause ("died of"), not whom it happened to ("the death of")."""
_NEAR: Final = 4
"""Words before a happening in which a "not", a "first" or a "new" belongs to it."""
_OWN_WORDS: Final = "="
"""Before the own words of a claim that names neither happening nor thing nor holder: only its printed copies ask the same question."""
_MOST_WORDS: Final = 12
_MOST: Final = 3
"""Questions of one claim beside its numbers: more are a list, not a proposition."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and how the claim answers it: with a number or without, with yes or no, about all or only what is new."""

    key: str
    quantity: Quantity | None
    is_denied: bool
    is_further: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim with what its words name."""

    claim: Claim
    context: Context
    words: list[str]
    mentions: list[Mention]
    main: str

    def before(self, happening: str) -> list[str]:
        """The words shortly before the happening is named; none when it is not named."""
        at = next((mention.at for mention in self.mentions if mention.kind == happening), 0)
        return self.words[max(0, at - _NEAR) : at]


def slots_of_key(key: str) -> dict[str, str]:
    """A question's slots by name; empty ones are left out."""
    return {name: value for name, value in zip(_SLOTS, key.split(_SEPARATOR), strict=True) if value}


def is_of_territory(key: str) -> bool:
    """Whether a question is one of a whole territory: counted by it, or about a disease in it."""
    slots = slots_of_key(key)
    return slots.get("happening") in STATISTICS or slots.get("cause") == "disease"


def questions_of(claim: Claim, context: Context) -> list[Question]:
    """The questions that a claim answers, at most one per key, in the order of the keys."""
    mentions = happenings_in(claim.span.text)
    read = _Read(claim, context, words_of(claim.span.text), mentions, _main_happening(claim, mentions))
    found: dict[str, Question] = {}
    for quantity in claim.quantities:
        happening = _happening_counted(read, quantity)
        key = _key(read, happening, _thing_counted(quantity, happening), _unit(quantity), quantity)
        found.setdefault(key, Question(key, quantity, _is_denied(read, happening), quantity.increment))
    answered = {question.key.split(_SEPARATOR)[0] for question in found.values()}
    beside = [mention.kind for mention in mentions if mention.kind in TAKE_OVER and mention.kind not in answered]
    if not found or (read.main in HAPPENING_NAMES and read.main not in answered):
        beside.append(read.main)
    for happening in list(dict.fromkeys(beside))[:_MOST]:
        key = _key(read, happening, _thing_involved(read, happening), "", None)
        found.setdefault(key, Question(key, None, _is_denied(read, happening), not FURTHER.isdisjoint(read.before(happening))))
    return [found[key] for key in sorted(found)]


def _main_happening(claim: Claim, mentions: list[Mention]) -> str:
    """What the predicate says happens. A predicate that says nothing of its own ("is", "decision to", "was seen") leaves it to the first
    happening named beside it, or else to the one that its sentence named before."""
    words, lemma = words_of(claim.predicate.span.text), claim.predicate.lemma.lower()
    grouped = next((mention.kind for mention in mentions if " " in mention.word and words and words[-1] in mention.word.split()), None)
    if grouped:
        return grouped
    own = happening_of(lemma) or happening_of(claim.predicate.span.text)
    is_light = (
        lemma in LIGHT or _is_silenced(claim.span.text, words) or lemma in STOP_WORDS or not any(letter.isalpha() for letter in lemma)
    )
    if not is_light and (own or not is_thing(lemma)):
        return own or stem(lemma)
    if mentions:
        return mentions[0].kind
    said_before = happenings_in(claim.sentence.text[: claim.span.start - claim.sentence.start])
    return next((mention.kind for mention in reversed(said_before) if mention.kind in TAKE_OVER), _NOTHING_SAID)


def _is_silenced(text: str, predicate: list[str]) -> bool:
    """Whether the predicate is part of a word group that names no happening: a storm that "swept in" destroyed nothing by it."""
    own = " ".join(words_of(text))
    return any(not kind and predicate and predicate[-1] in group.split() and group in own for group, kind in PHRASES.items())


def _happening_counted(read: _Read, quantity: Quantity) -> str:
    """What is counted as having happened: the counted noun's own happening ("deaths"), else the claim's."""
    own = happening_of((quantity.counted or "").split(" ")[-1])
    if own in TAKE_OVER and not (own == "illness" and read.main in TAKE_OVER):
        return own
    if own and read.main not in HAPPENING_NAMES:
        return own
    if read.main in TAKE_OVER:
        return read.main
    return next((mention.kind for mention in read.mentions if mention.kind in TAKE_OVER), read.main)


def _thing_counted(quantity: Quantity, happening: str) -> str:
    if happening in THINGLESS:
        return ""
    thing = thing_of(quantity.counted or "")
    is_the_happening = happening_of(quantity.counted or "") == happening
    if is_the_happening or (happening in TAKE_OVER and thing in _NOBODY_IN_PARTICULAR):
        return ""
    return thing


def _thing_involved(read: _Read, happening: str) -> str:
    """To whom or what it happens; nobody in particular where a happening that decides alone names none."""
    if happening in THINGLESS:
        return ""
    thing = ""
    for actor in _involved(read, happening)[:1]:
        names_itself = any(mention.kind == happening for mention in happenings_in(actor.span.text))
        thing = "" if names_itself else thing_of(actor.span.text) or thing_of(actor.entity.name)
    if not thing:
        nouns = (mention.word for mention in read.mentions if mention.kind == happening and not mention.word.endswith(_VERBAL))
        named = next(nouns, "")
        of = re.search(rf"\b{re.escape(named)} of (.{{2,60}})", read.claim.span.text, re.IGNORECASE) if named else None
        thing = thing_of(of.group(1)) if of else ""
    if not thing and happening not in TAKE_OVER:
        thing = next((mention.kind for mention in things_in(read.claim.span.text)), "")
    return "" if (happening in TAKE_OVER and thing in _NOBODY_IN_PARTICULAR) or is_country(thing) else thing


def _involved(read: _Read, happening: str) -> list[Actor]:
    """The participants that it happens to: the patient; of a verb that befalls its subject ("died") the subject."""
    patients = [actor for actor in read.claim.actors if actor.role == "patient"]
    if patients or (happening in TAKE_OVER and read.claim.predicate.lemma.lower() not in BEFALLING):
        return patients
    return list(read.claim.actors)


def _is_denied(read: _Read, happening: str) -> bool:
    """Whether the claim, as it is put forward, says no to the happening.

    The claim's polarity is that of its predicate; a happening beside it ("an uninsured driver died") has its own. A source that denies
    the claim turns it round.
    """
    is_turned = any(attribution.stance in DENYING for attribution in read.claim.attributions[-1:])
    mention = next((mention for mention in read.mentions if mention.kind == happening), None)
    if mention is None or read.main == happening:
        return (read.claim.polarity == "negative") != is_turned
    is_negated = any(word in NEGATORS or word.endswith(("n't", "n’t")) for word in read.before(happening)[1:])
    return (mention.word.startswith("un") or is_negated) != is_turned


def _unit(quantity: Quantity) -> str:
    unit = "" if quantity.unit == "count" else quantity.unit
    return f"{unit}/{quantity.per}" if quantity.per else unit


def _key(read: _Read, happening: str, thing: str, unit: str, quantity: Quantity | None) -> str:
    when = "ahead" if read.claim.status in ("future", "conditional") else ""
    if not _RANK.isdisjoint(read.before(happening)) and _SINCE.search(read.claim.sentence.text):
        when = f"{when} record".strip()
    cause = read.context.cause_of(read.claim.span, read.claim.sentence) if happening in CAUSED else ""
    where = where_of(read.claim, read.context, happening, quantity)
    whose = _holder(read, quantity) if happening in HELD or (unit and not thing and happening not in TAKE_OVER) else ""
    says_nothing = happening == _NOTHING_SAID or (bool(unit) and happening not in HAPPENING_NAMES)
    if says_nothing and thing in _NOBODY_IN_PARTICULAR and not (whose and quantity):
        stems = sorted(set(content_stems(read.claim.span.text)))[:_MOST_WORDS]
        thing = _OWN_WORDS + ("-".join(stems) or " ".join(read.claim.span.text.casefold().split()))
    return _SEPARATOR.join(slot.replace(_SEPARATOR, " ") for slot in (happening, thing, unit, when, where, cause, whose))


def _holder(read: _Read, quantity: Quantity | None) -> str:
    """Whose the answer is: the last name before the number, else the name of the first participant that has one; a single word of it."""
    span = read.claim.span
    until = quantity.span.start - span.start if quantity and span.start <= quantity.span.start < span.end else len(span.text)
    names = name_words(span.text[:until])
    if names:
        return names[-1]
    for actor in read.claim.actors:
        names = name_words(actor.entity.name)
        if names:
            return names[-1] if actor.entity.kind == "person" else names[0]
    return ""
