"""What a claim says happens, and whether it says yes or no to it.

Pure: takes data and returns data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from schemas.claims import Claim, Quantity
from services.store.language.happenings import DENYING, HAPPENING_NAMES, LIGHT, NEGATORS, TAKE_OVER, THINGLESS
from services.store.language.phrases import PHRASES
from services.store.language.senses import (
    ACCUSED_OF,
    CIRCUMSTANCE,
    FIGURES,
    FORCES,
    INSTEAD,
    KNOWING,
    REFUSING,
    RETRACTING,
    SENSES,
    STAYING,
    STRIKING,
    WRONG,
)
from services.store.language.words import STOP_WORDS, stem, words_of
from services.store.slots import Context, Mention, happening_of, happenings_in, is_thing, thing_of, things_in

NOTHING_SAID: Final = "be"
"""The happening of a claim whose words name none: something is there."""
_NEAR: Final = 4
"""Words before a happening in which a "not", a "first" or a "new" belongs to it."""
_NEGATIVE_PREFIX: Final = "un"
_TAKEN_BACK: Final = re.compile(INSTEAD, re.IGNORECASE)
_PIECE: Final = re.compile(r"(?:[^,;:]|[,.:](?=\d))+")
_DENY: Final = "deny"
_REFUSED: Final = re.compile(REFUSING, re.IGNORECASE)
_WRONG: Final = re.compile(WRONG, re.IGNORECASE)
_PUBLISHING: Final = "publication"
_SOMEONE: Final = "someone"
_LOST, _LOSING = "casualty", "losing"
_ANYTHING: Final = "*"


@dataclass(frozen=True, slots=True)
class Read:
    """A claim with what its words name."""

    claim: Claim
    context: Context
    words: list[str]
    mentions: tuple[Mention, ...]
    main: str

    def before(self, happening: str) -> list[str]:
        """The words shortly before the happening is named; none when it is not named."""
        at = next((mention.at for mention in self.mentions if mention.kind == happening), 0)
        return self.words[max(0, at - _NEAR) : at]

    def only_mentions(self, happening: str) -> bool:
        """Whether the claim mentions the happening beside what it says; "no deaths" says that none happened."""
        is_named = any(mention.kind == happening for mention in self.mentions)
        is_said = happening == self.main and (is_named or self.claim.predicate.lemma not in LIGHT)
        return (not is_said and not self.negates(happening)) or self.claim.predicate.lemma in KNOWING

    def negates(self, happening: str) -> bool:
        """Whether a negation stands shortly before the happening."""
        return any(word in NEGATORS or word.endswith(("n't", "n’t")) for word in self.before(happening)[1:])

    @property
    def is_about_a_figure(self) -> bool:
        """Whether something is done to a number, not to what it counts: a toll is released, a count questioned."""
        is_told = self.main in HAPPENING_NAMES - {_PUBLISHING} or self.claim.predicate.lemma in LIGHT
        objects = (word for actor in self.claim.actors if actor.role == "patient" for word in words_of(actor.span.text))
        return not is_told and not self.claim.quantities and not FIGURES.isdisjoint(objects)


def read_claim(claim: Claim, context: Context) -> Read:
    """The claim, and what it says happens."""
    mentions = happenings_in(claim.span.text)
    return Read(claim, context, words_of(claim.span.text), mentions, _main_happening(claim, mentions))


@cache
def _senses() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in SENSES.strip().splitlines():
        verbs, _, things = line.partition("/")
        happening, *lemmas = verbs.split()
        found.update({(lemma, thing): happening for lemma in lemmas for thing in things.split()})
    return found


def _sense(claim: Claim) -> str | None:
    """What the predicate means beside the thing that it is done to, or that is counted."""
    table, lemma = _senses(), claim.predicate.lemma.lower()
    kinds = [thing_of(quantity.counted) for quantity in claim.quantities if quantity.counted]
    is_done_to = any(actor.role == "patient" for actor in claim.actors)
    for actor in claim.actors:
        if actor.role != "agent" or not (is_done_to or kinds):
            kinds += [mention.kind for mention in reversed(things_in(actor.span.text))]
            kinds += [_SOMEONE] if actor.entity.kind == "person" and actor.role == "patient" else []
            kinds += [_ANYTHING] if actor.role == "patient" else []
    return next((table[lemma, kind] for kind in kinds if (lemma, kind) in table), None)


def _main_happening(claim: Claim, mentions: tuple[Mention, ...]) -> str:
    """What the predicate says happens. A predicate that says nothing of its own ("is", "decision to", "was seen") leaves it to the first
    happening named beside it, or else to the one that its sentence named before."""
    words, lemma = words_of(claim.predicate.span.text), claim.predicate.lemma.lower()
    grouped = next((mention.kind for mention in mentions if " " in mention.word and words and words[-1] in mention.word.split()), None)
    if grouped:
        return grouped
    if lemma == _DENY:
        denied = [mention for mention in mentions if mention.kind not in ACCUSED_OF]
        if denied:
            return denied[0].kind
    force = next((mention.kind for mention in mentions if mention.kind in FORCES), None) if lemma in STRIKING else None
    sense = force or _sense(claim)
    if sense:
        return sense
    own = happening_of(lemma) or happening_of(claim.predicate.span.text)
    is_light = (
        lemma in LIGHT or _is_silenced(claim.span.text, words) or lemma in STOP_WORDS or not any(letter.isalpha() for letter in lemma)
    )
    if not is_light and (own or not is_thing(lemma)):
        return own or stem(lemma)
    told = [mention for mention in mentions if not _is_circumstance(claim, mention)]
    if told:
        return _head_of_compound(told).kind
    said_before = happenings_in(claim.sentence.text[: claim.span.start - claim.sentence.start])
    return next((mention.kind for mention in reversed(said_before) if mention.kind in TAKE_OVER), NOTHING_SAID)


def _head_of_compound(mentions: Sequence[Mention]) -> Mention:
    """The first happening, or where others follow it word by word ("combat losses") the last of them."""
    head = mentions[0]
    for mention in mentions[1:]:
        if mention.at != head.at + len(head.word.split()):
            break
        head = mention
    return head


def _is_circumstance(claim: Claim, mention: Mention) -> bool:
    """Whether a happening only says when or why: "640 pupils are expected, fewer than before the flood"."""
    return not CIRCUMSTANCE.isdisjoint(words_of(claim.span.text)[max(0, mention.at - 2) : mention.at])


def _is_silenced(text: str, predicate: list[str]) -> bool:
    """Whether the predicate is part of a word group that names no happening: a storm that "swept in" destroyed nothing by it."""
    groups = _silent_groups().get(predicate[-1], ()) if predicate else ()
    return any(group in " ".join(words_of(text)) for group in groups)


@cache
def _silent_groups() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in (group for group, kind in PHRASES.items() if not kind):
        for word in group.split():
            found.setdefault(word, []).append(group)
    return found


def happening_counted(read: Read, quantity: Quantity) -> str:
    """What is counted as having happened: the counted noun's own happening ("deaths"), else the claim's."""
    counted = (quantity.counted or "").lower().split(" ")
    own = PHRASES.get(" ".join(counted[-2:])) or happening_of(counted[-1])
    if own == _LOST and quantity.unit != "count":
        own = _LOSING  # a loss of money
    if own in TAKE_OVER and not (own == "illness" and read.main in TAKE_OVER):
        return own
    if own and (read.main == NOTHING_SAID or own == read.main):
        return own
    around = _around(read.claim, quantity) if len(read.claim.quantities) > 1 else ""
    beside = happenings_in(around) if around else read.mentions
    is_borrowed = read.claim.predicate.lemma in LIGHT or read.main in THINGLESS
    is_elsewhere = around and is_borrowed and all(mention.kind != read.main for mention in beside)
    main = NOTHING_SAID if is_elsewhere and any(mention.kind == read.main for mention in read.mentions) else read.main
    return main if main in TAKE_OVER else next((mention.kind for mention in beside if mention.kind in TAKE_OVER), main)


def _around(claim: Claim, quantity: Quantity) -> str:
    """The words around a number up to the next comma on each side."""
    at = quantity.span.start - claim.span.start
    pieces = list(_PIECE.finditer(claim.span.text)) if 0 <= at < len(claim.span.text) else []
    return next((piece.group() for piece in pieces if piece.start() <= at < piece.end()), "")


def is_denied(read: Read, happening: str) -> bool:
    """Whether the claim, as it is put forward, says no to the happening.

    The claim's polarity is that of its predicate; a happening beside it ("an uninsured driver died") has its own. A source that denies
    the claim turns it round.
    """
    is_turned = _is_refused(read.claim) != _retracts(read)
    mention = next((mention for mention in read.mentions if mention.kind == happening), None)
    says_no_itself = mention is not None and (not NEGATORS.isdisjoint(mention.word.split()) or _is_negative_word(mention.word))
    if mention is not None and mention.word in STAYING:
        return (read.claim.polarity == "positive") != is_turned
    if mention is None or read.main == happening:
        is_own_no = not says_no_itself and not _negates_a_number_only(read.claim) and not _is_called_wrong(read.claim)
        return (read.claim.polarity == "negative" and is_own_no) != is_turned
    positive = mention.word.removeprefix(_NEGATIVE_PREFIX)
    is_opposite = positive != mention.word and happening_of(positive) == happening
    return (is_opposite or read.negates(happening)) != is_turned


def _is_refused(claim: Claim) -> bool:
    """Whether who puts the claim forward says no to it, by a stance or by the words before it."""
    if any(attribution.stance in DENYING for attribution in claim.attributions):
        return claim.attributions[-1].stance in DENYING
    before = claim.sentence.text[: claim.span.start - claim.sentence.start]
    return claim.polarity == "positive" and bool(_REFUSED.search(before))


def _retracts(read: Read) -> bool:
    """Whether the claim says that a figure is withdrawn, or was wrong."""
    is_withdrawn = read.claim.predicate.lemma in RETRACTING and bool(read.claim.quantities) and not FIGURES.isdisjoint(read.words)
    return is_withdrawn or _is_called_wrong(read.claim)


def _is_called_wrong(claim: Claim) -> bool:
    """Whether the claim says that its figure is wrong; the extractor takes some such words ("false") for a no, and others ("wrong") not."""
    return bool(claim.quantities) and bool(_WRONG.search(claim.span.text))


def _is_negative_word(word: str) -> bool:
    """Whether a happening's word has its "un" from birth: prices left *unchanged* were held, nothing is denied."""
    return word.startswith(_NEGATIVE_PREFIX) and happening_of(word) != happening_of(word.removeprefix(_NEGATIVE_PREFIX))


def _negates_a_number_only(claim: Claim) -> bool:
    """Whether the claim's "not" stands before a number that it takes back ("38 people, not 42")."""
    return any(is_taken_back(claim, quantity) for quantity in claim.quantities)


def is_taken_back(claim: Claim, quantity: Quantity) -> bool:
    """Whether the claim says this number is not the right one: "instead of 120", "not 42"."""
    if not claim.span.start <= quantity.span.start < claim.span.end:
        return False
    return bool(len(claim.quantities) > 1 and _TAKEN_BACK.search(claim.span.text[: quantity.span.start - claim.span.start]))
