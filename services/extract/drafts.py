"""What the components hand to one another on the `Doc`: stretches of tokens, reports, claims in the making.

All are immutable but a claim's draft, whose fields the components fill in one after the other. `register_extensions` names the places on
`Doc`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc

from schemas.claims import Certainty, EntityKind, Polarity, SourceKind, Stance, Status
from services.extract.rules import Rule, SectionRule

SectionKind = Literal["headline", "body", "around"]


class Stretch(NamedTuple):
    """Tokens `start` to `end` (exclusive) of the document."""

    start: int
    end: int

    def holds(self, token: int) -> bool:
        return self.start <= token < self.end


class Letters(NamedTuple):
    """Characters `start` to `end` (exclusive) of the text: what numbers and times are read in."""

    start: int
    end: int


class Reason(NamedTuple):
    """Why a field is as it is, recorded where that is decided: the rule, and the words that it went by."""

    rule: Rule
    words: tuple[Stretch | Letters, ...] = ()

    @classmethod
    def at(cls, rule: Rule, *tokens: int) -> Reason:
        """For single tokens."""
        return cls(rule, tuple(Stretch(k, k + 1) for k in tokens))


class Block(NamedTuple):
    """A line of the text: tokens `start` to `end`, and what it is to the article."""

    start: int
    end: int
    kind: SectionKind
    rule: SectionRule = SectionRule.PARAGRAPH


class Dateline(NamedTuple):
    """Where and by which agency an article was written, as its first paragraph says: "TOKYO (Reuters) —"; empty what it does not say."""

    place: str
    agency: str
    length: int
    """In characters, up to the first word of the paragraph."""
    mark: str
    """The dash or colon at its end."""


@dataclass(frozen=True, slots=True)
class Head:
    """A proposition before its span is cut: the token that heads it, the rule that found it, and fixed words where the rule knows them.

    `top` heads all that leaves the clause around it with this proposition, where that is more than `token`: the "with" of "with …".
    """

    token: int
    rule: str
    words: Stretch | None = None
    top: int | None = None
    mark: int | None = None
    """The word that opens a clause that stands apart."""


@dataclass(frozen=True, slots=True)
class Report:
    """Words that put some content forward on somebody's word.

    `content` lists the reported stretches; `head` is the token that heads the content, where a clause or noun does. A quote without
    a head is one of several in a row. `weakens` is the certainty that the cue leaves to the content.
    """

    cue: Stretch
    source: Stretch | None
    content: tuple[Stretch, ...]
    head: int | None
    stance: Stance
    weakens: Certainty
    rule: str
    reporter: int | None = None
    """The token of the reporting verb or noun: its clause is no claim of its own."""
    is_nominal: bool = False
    """The content is a noun phrase: what happened, named ("confirmed the death")."""
    is_attitude: bool = False
    """The reporting clause itself is the claim: what somebody hopes, wants, criticises."""
    is_own_word: bool = False
    """"I think …" inside a quote: the speaker weakens their own words, and is named around the quote."""


@dataclass(frozen=True, slots=True)
class AttributionDraft:
    """One source of one claim."""

    cue: Stretch | None
    source: Stretch | None
    kind: SourceKind
    stance: Stance
    weakens: Certainty
    entity: str | None = None
    rule: str = field(default="", compare=False)
    """Of the report that it comes from."""


@dataclass(frozen=True, slots=True)
class EntityDraft:
    """A referent of the article, under the fullest of its names."""

    name: str
    kind: EntityKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ActorDraft:
    words: Stretch
    role: str
    entity: EntityDraft
    reason: Reason


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    words: Stretch
    name: str
    country: str | None
    reason: Reason


@dataclass(slots=True)
class ClaimDraft:
    """A claim in the making: `words` is its span, `head` the token that heads its clause, `predicate` the word of what happens."""

    words: Stretch
    sentence: Stretch
    section: Literal["headline", "body"]
    head: int
    predicate: int
    subject: int | None
    rule: str
    attributions: tuple[AttributionDraft, ...] = ()
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    status: Status = "present"
    cues: tuple[Stretch, ...] = ()
    actors: tuple[ActorDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    quantities: tuple[Any, ...] = ()
    times: tuple[Any, ...] = ()
    weakened: tuple[tuple[Certainty, int], ...] = ()
    """Certainty that cues without a source of their own leave, with the token of each."""
    checkworthiness: float = 0.0
    reasons: tuple[Reason, ...] = field(default=())
    """Of the fields that are one value, and why nobody is cited; those of a list's members lie on the members."""
    mark: int | None = None
    """The word that sets the proposition off: the "after" of its clause, "with", "including"."""


EXTENSIONS: dict[str, Any] = {
    "claimwire_sections": None,  # in: sections known beforehand, [(kind, start, end)] in characters
    "claimwire_published": None,  # in: date of publication
    "claimwire_blocks": (),  # Block, by claimwire_sections
    "claimwire_dateline": None,  # Dateline, by claimwire_sections
    "claimwire_chunks": (),  # Stretch per parsed chunk, by claimwire_parse
    "claimwire_sentences": (),  # Stretch per sentence, by claimwire_parse
    "claimwire_reports": (),  # Report, by claimwire_reports
    "claimwire_claims": (),  # ClaimDraft, by claimwire_propositions and all after it
    "claimwire_entities": (),  # (Stretch, EntityDraft), by claimwire_entities
}


def text_of(doc: Doc) -> str:
    """The document's text. spaCy joins it anew from the tokens each time it is asked."""
    text = doc.user_data.get("claimwire_text")
    if text is None:
        text = doc.user_data["claimwire_text"] = doc.text
    return str(text)


def letters_of(doc: Doc, words: Stretch) -> Letters:
    """Where a stretch of at least one token stands in the text."""
    edges: Any = doc.user_data.get("claimwire_edges")
    if edges is None:
        starts: Any = doc.to_array([IDX]).reshape(-1)
        edges = doc.user_data["claimwire_edges"] = (starts.tolist(), (starts + doc.to_array([LENGTH]).reshape(-1)).tolist())
    return Letters(int(edges[0][words.start]), int(edges[1][words.end - 1]))


def words_of(doc: Doc, words: Stretch) -> str:
    """The exact words of a stretch."""
    start, end = letters_of(doc, words)
    return text_of(doc)[start:end]


def register_extensions() -> None:
    """Declare the places on `Doc` that the components read and write."""
    for name, default in EXTENSIONS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
