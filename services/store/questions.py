"""Which questions about the world a claim answers. A question is a key made of slots; claims with one key are one thread.

The key comes from the claim and its own article alone, so that threads cannot depend on order, partition or repetition.
Pure: takes data and returns data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from schemas.claims import Claim, Quantity
from services.store.happening import NOTHING_SAID, Read, happening_counted, is_denied, is_taken_back, read_claim
from services.store.language.happenings import CAUSED, FURTHER, HAPPENING_NAMES, HELD, SINGULAR, STATISTICS, TAKE_OVER
from services.store.language.senses import AFORE, BY_WHOM, FORCES, IN_WAR, MEASURES, MOVING, OF_PLACES, PLANNING, UNHARMED
from services.store.language.words import words_of
from services.store.participants import described_thing, holder_of, names_of, thing_counted, thing_involved, which_of
from services.store.slots import Context, content_stems
from services.store.territory import where_of

_SLOTS: Final = ("happening", "thing", "unit", "when", "where", "cause", "whose")
_SEPARATOR: Final = "|"
_NOBODY_IN_PARTICULAR: Final = frozenset({"person", "case", "patient", ""})
"""Whom a toll counts when it says nothing more."""
_RANK: Final = frozenset({"first", "worst", "deadliest", "largest", "biggest", "highest", "lowest", "longest"})
_SINCE: Final = re.compile(r"\b(?:since|in (?:\w+ ){0,4}(?:years?|decades?|months?|history|century))\b", re.IGNORECASE)
"""A claim of rank over time: "the first death in ten years" answers another question than how many died."""
OWN_WORDS: Final = "="
"""Before the own words of a claim that names neither happening nor thing nor holder: only its printed copies ask the same question."""
_IN_WAR: Final = re.compile(IN_WAR, re.IGNORECASE)
_UNHARMED: Final = re.compile(UNHARMED, re.IGNORECASE)
_SOME: Final = "member"
"""Whom a toll counts when it counts some of a group."""
_PLANNING: Final = re.compile(PLANNING, re.IGNORECASE)
_FIGURE: Final = re.compile(r"\d[\d.,]*")
_AFORE: Final = re.compile(AFORE, re.IGNORECASE)
_NEXT_WORD: Final = 12
"""Characters behind a number that hold a unit, if one stands there."""
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
    instead_of: float | None = None
    """The number that the claim takes back."""
    is_part: bool = False
    """Whether the number is one of a part, as "members of the team" are."""
    is_beside: bool = False
    """Whether the claim only mentions the happening, beside what it says."""
    is_first: bool = False
    """Whether the claim calls it the first for a time, and so denies that it happened before."""


def slots_of_key(key: str) -> dict[str, str]:
    """A question's slots by name; empty ones are left out."""
    return {name: value for name, value in zip(_SLOTS, key.split(_SEPARATOR), strict=True) if value}


def is_of_territory(key: str) -> bool:
    """Whether a question is one of a whole territory: counted by it, or about a disease in it."""
    slots = slots_of_key(key)
    return slots.get("happening") in STATISTICS or slots.get("cause") == "disease"


def names_its_story(key: str) -> bool:
    """Whether articles on it need no other name in common: a territory has one such figure at a time, or the key says whose it is."""
    slots = slots_of_key(key)
    return ("where" in slots and slots.get("happening") in SINGULAR) or (
        "whose" in slots and slots.get("happening") in HELD - {NOTHING_SAID}
    )


def questions_of(claim: Claim, context: Context) -> list[Question]:
    """The questions that a claim answers, at most one per key, in the order of the keys."""
    read = read_claim(claim, context)
    counted = list(_counted(read))
    answered = {question.key.split(_SEPARATOR)[0] for question in counted}
    found: dict[str, Question] = {}
    for question in (*counted, *_said(read, answered), *_implied(read)):
        found.setdefault(question.key, question)
    return [found[key] for key in sorted(found)]


def _counted(read: Read) -> Iterator[Question]:
    """What the claim answers with a number."""
    claim = read.claim
    taken_back = next((quantity.value for quantity in claim.quantities if is_taken_back(claim, quantity)), None)
    for quantity in (_as_measure(claim, each) for each in _answering(claim)):
        happening = happening_counted(read, quantity)
        thing, denied, unit = thing_counted(read, quantity, happening), is_denied(read, happening), _unit(quantity)
        yield Question(_key(read, happening, thing, unit, quantity), quantity, denied, quantity.increment, taken_back)
        if happening in TAKE_OVER and thing == _SOME:
            yield Question(_key(read, happening, "", unit, quantity), quantity, denied, quantity.increment, is_part=True)


def _said(read: Read, answered: Collection[str]) -> Iterator[Question]:
    """What the claim answers with yes or no: what its predicate says, what it counts or ranks beside it, and says no to."""
    ranked = {mention.kind for mention in read.mentions if _is_ranked(read, mention.kind)}
    happenings = [] if read.is_about_a_figure else [mention.kind for mention in read.mentions if mention.kind in TAKE_OVER - ranked]
    is_told_by_number = bool(answered) and (read.main not in HAPPENING_NAMES or read.main in MOVING)
    if not ranked and not is_told_by_number:
        happenings.append(read.main)
    for happening in [*dict.fromkeys(each for each in (*happenings, *sorted(ranked)) if each not in answered)][:_MOST]:
        denied, is_beside = is_denied(read, happening), read.only_mentions(happening)
        if is_beside and not denied and happening not in ranked | {read.main}:
            continue
        is_further = not FURTHER.isdisjoint(read.before(happening))
        yield Question(_key(read, happening, thing_involved(read, happening), "", None), None, denied, is_further, is_beside=is_beside)


def _implied(read: Read) -> Iterator[Question]:
    """What the claim answers without saying it: who got away with scratches is not dead, an army sent to a war fights, and what is called
    the first for years has happened."""
    text = read.claim.span.text
    unharmed = _UNHARMED.search(text)
    if unharmed and read.claim.polarity == "positive" and (not read.claim.quantities or unharmed.group().lower().startswith("all")):
        named = next((mention.kind for mention in read.mentions if mention.kind in ("injury", "survival")), "")
        thing = thing_involved(read, named) if named else ""
        yield Question(_key(read, "death", thing, "", None), None, True, False)
    if read.main == "send" and _IN_WAR.search(text):
        yield Question(_key(read, "fight", thing_involved(read, "send"), "", None), None, is_denied(read, "send"), False)
    for happening in sorted({mention.kind for mention in read.mentions if _is_ranked(read, mention.kind)} - TAKE_OVER):
        yield Question(_key(read, happening, thing_involved(read, happening), "", None, is_record=False), None, False, False, is_first=True)


def _is_ranked(read: Read, happening: str) -> bool:
    """Whether the claim calls the happening the first, or the worst, for a time."""
    return not _RANK.isdisjoint(read.before(happening)) and bool(_SINCE.search(read.claim.sentence.text))


def _answering(claim: Claim) -> list[Quantity]:
    """The claim's numbers without those that it takes back, that stood before, or that say since when something is the first."""
    since = [match.span() for match in _SINCE.finditer(claim.span.text)] if any(word in _RANK for word in words_of(claim.span.text)) else []
    return [
        quantity
        for quantity in claim.quantities
        if not is_taken_back(claim, quantity)
        and not _is_afore(claim, quantity)
        and not any(start <= quantity.span.start - claim.span.start < end for start, end in since)
    ]


def _is_afore(claim: Claim, quantity: Quantity) -> bool:
    if len(claim.quantities) < 2 or not claim.span.start <= quantity.span.start < claim.span.end:
        return False
    return bool(_AFORE.search(claim.span.text[: quantity.span.start - claim.span.start]))


def _as_measure(claim: Claim, quantity: Quantity) -> Quantity:
    """The number in its unit where a word stands between the two ("9,200 flying hours"), and how many times ("five times as many")."""
    if quantity.unit != "count":
        return quantity
    end = quantity.span.end - claim.sentence.start
    counted = words_of(quantity.counted or "")[-1:] + words_of(claim.sentence.text[end : end + _NEXT_WORD])[:1]
    unit = next((MEASURES[word] for word in counted if word in MEASURES), "")
    return quantity.model_copy(update={"unit": unit, "counted": None}) if unit else quantity


def _unit(quantity: Quantity) -> str:
    """The unit; that of a change is another than that of a level ("by 2 percent", "to 2 percent")."""
    unit = "" if quantity.unit == "count" else quantity.unit
    unit = f"{unit}/{quantity.per}" if quantity.per else unit
    return f"{unit} {quantity.movement}" if unit and quantity.movement != "none" else unit


def _key(read: Read, happening: str, thing: str, unit: str, quantity: Quantity | None, *, is_record: bool = True) -> str:
    is_ahead = read.claim.status in ("future", "conditional") or bool(_PLANNING.search(read.claim.span.text))
    when = "ahead" if is_ahead else ""
    if is_record and _is_ranked(read, happening):
        when = f"{when} record".strip()
    cause = read.context.cause_of(read.claim.span, read.claim.sentence) if happening in CAUSED else ""
    where = where_of(read.claim, read.context, happening, thing, quantity)
    is_held = happening in HELD or happening in BY_WHOM or (unit and not thing and happening not in TAKE_OVER | FORCES)
    whose = holder_of(read, quantity, by_whom=happening in BY_WHOM) if is_held else ""
    if happening not in BY_WHOM and (thing in read.context.names or thing in names_of(read)):
        whose = where = ""  # what it is done to says which: nobody buys one company twice
    if thing in OF_PLACES and where:
        whose = ""
    if thing == where:
        thing = ""
    is_named = happening in HAPPENING_NAMES or bool(whose and not unit) or (quantity is not None and not unit)
    says_nothing = happening == NOTHING_SAID or not is_named
    if happening == NOTHING_SAID and not quantity:
        thing = described_thing(read, thing)
    is_bare_count = happening == NOTHING_SAID and quantity is not None and not unit
    if says_nothing and (thing in _NOBODY_IN_PARTICULAR or is_bare_count) and not (whose and quantity):
        stems = sorted({*content_stems(read.claim.span.text), *_FIGURE.findall(read.claim.span.text)})[:_MOST_WORDS]
        thing = OWN_WORDS + ("-".join(stems) or " ".join(read.claim.span.text.casefold().split()))
    elif happening not in TAKE_OVER and not _is_ranked(read, happening):
        thing = f"{thing} {which_of(read)}".strip()
    return _SEPARATOR.join(slot.replace(_SEPARATOR, " ") for slot in (happening, thing, unit, when, where, cause, whose))
