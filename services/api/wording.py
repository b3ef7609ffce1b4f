"""How the pages put claims and relations into words. Pure: data in, data out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

from schemas.claims import Attribution, Certainty, Claim, SourceKind, Stance, Status
from schemas.threads import RelationKind
from services.store.views import MemberView, RelationView, ThreadDetail, ThreadView

STANCES: Final[dict[Stance, str]] = {"asserts": "said by", "confirms": "confirmed by", "denies": "denied by", "doubts": "doubted by"}
KINDS: Final[dict[SourceKind, str]] = {
    "person": "a person",
    "organization": "an organization",
    "media": "another outlet",
    "document": "a document",
    "group": "people without a name",
    "unknown": "",
}
CERTAINTIES: Final[dict[Certainty, str]] = {"certain": "stated firmly", "probable": "put as probable", "possible": "put as possible"}
STATUSES: Final[dict[Status, str]] = {"past": "", "present": "", "future": "about the future", "conditional": "conditional"}
RELATIONS: Final[dict[RelationKind, str]] = {"conflict": "contradicts", "denies": "denies", "update": "updates", "agree": "agrees with"}
OPPOSED: Final = frozenset({"conflict", "denies"})
"""Kinds of relation that are shown as conflicts."""

MEMBERS_ON_CARD: Final = 6
RELATIONS_ON_CARD: Final = 4


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain of who says it. `name` is in the article's words, None where nobody is named."""

    how: str
    name: str | None
    cue: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Stand:
    """How two answers stand to each other, with the outlets that gave them first."""

    kind: RelationKind
    a_words: str
    a_outlet: str
    b_words: str
    b_outlet: str
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """A thread as the first page shows it: a member for each answer first, conflicts first among the relations."""

    thread: ThreadView
    members: list[MemberView]
    hidden_members: int
    withdrawn: int
    conflicts: list[Stand]
    others: list[Stand]
    hidden_relations: int


def card_of(thread: ThreadDetail) -> Card:
    """What of a thread fits on a card."""
    firsts: list[MemberView] = []
    rest: list[MemberView] = []
    seen: set[str] = set()
    for member in thread.members:
        (rest if member.position in seen else firsts).append(member)
        seen.add(member.position)
    shown = (firsts + rest)[:MEMBERS_ON_CARD]
    places = {member.claim.claim_id: place for place, member in enumerate(thread.members)}
    conflicts = conflicts_of(thread)
    others = others_of(thread)
    room = max(1, RELATIONS_ON_CARD - len(conflicts))
    return Card(
        thread=ThreadView(**{name: getattr(thread, name) for name in ThreadView.model_fields}),
        members=sorted(shown, key=lambda member: places[member.claim.claim_id]),
        hidden_members=thread.claims - len(shown),
        withdrawn=len(thread.withdrawn),
        conflicts=conflicts[:RELATIONS_ON_CARD],
        others=others[:room],
        hidden_relations=len(conflicts[RELATIONS_ON_CARD:]) + len(others[room:]),
    )


def conflicts_of(thread: ThreadDetail) -> list[Stand]:
    """Relations between answers that exclude or deny each other."""
    return _stands(thread, [relation for relation in thread.relations if relation.kind in OPPOSED])


def others_of(thread: ThreadDetail) -> list[Stand]:
    """Updates and agreements, updates first; an answer's agreement with itself (several members give it) tells nothing new."""
    others = [r for r in thread.relations if r.kind not in OPPOSED and r.a_position != r.b_position]
    return _stands(thread, sorted(others, key=lambda relation: relation.kind != "update"))


def _stands(thread: ThreadDetail, relations: Sequence[RelationView]) -> list[Stand]:
    claims = {member.claim.claim_id: member.claim for member in thread.members}
    return [
        Stand(
            kind=relation.kind,
            a_words=relation.a_words or f"“{claims[relation.a].span.text}”",
            a_outlet=claims[relation.a].article.source.name,
            b_words=relation.b_words or f"“{claims[relation.b].span.text}”",
            b_outlet=claims[relation.b].article.source.name,
            reason=relation.reason,
        )
        for relation in relations
        if relation.a in claims and relation.b in claims
    ]


def disputed_positions(thread: ThreadDetail) -> frozenset[str]:
    """Positions that at least one other contradicts."""
    opposed = (relation for relation in thread.relations if relation.kind in OPPOSED)
    return frozenset(position for relation in opposed for position in (relation.a_position, relation.b_position))


def voices_of(claim: Claim) -> list[Voice]:
    """Who says it, outermost first; empty is the outlet's own voice."""
    return [_voice(attribution) for attribution in claim.attributions]


def _voice(attribution: Attribution) -> Voice:
    name = attribution.entity or (attribution.source.text if attribution.source else None)
    return Voice(STANCES[attribution.stance], name, attribution.cue.text if attribution.cue else None, KINDS[attribution.kind])


def moment_words(moment: datetime) -> str:
    """A moment for people: `4 Mar 2026, 07:30 UTC`."""
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def day_words(day: date) -> str:
    """A day for people: `4 Mar 2026`."""
    return f"{day.day} {day:%b %Y}"


def number_words(number: int) -> str:
    """A count for people: `12,345`."""
    return f"{number:,}"


def outward(url: str) -> str | None:
    """`url` where it may stand in a link: http and https only. None for all that a browser could run or open elsewhere."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and not any(c.isspace() or c == "\\" for c in url) else None
