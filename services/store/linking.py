"""Threads from members: which exist, what they come to, and what changes when members join or leave.

Pure: takes what is stored and what comes, and returns what to write. The result is a function of the set of members alone: it is
the same whatever was stored before and in whatever order it came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from schemas.threads import ChangeKind, RelationKind, ThreadSummary
from services.store.episodes import Dated, Episode, episodes_of
from services.store.origins import Trace, group_origins
from services.store.positions import read_position
from services.store.reading import Member
from services.store.relations import relate
from services.store.titles import Candidate, title_of

AGAINST = frozenset({"conflict", "denies"})


class Pair(NamedTuple):
    """A relation between two positions of one thread: how `a` stands to `b`."""

    a: str
    b: str
    kind: RelationKind
    reason: str


@dataclass(frozen=True, slots=True)
class StoredThread:
    """A thread as it is in the database. `against` are its relations that exclude or deny."""

    thread_id: UUID
    question_key: str
    members: Sequence[Member]
    against: Sequence[Pair]
    summary: ThreadSummary


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written for one thread. `after` is None when it has no member any more."""

    thread_id: UUID
    question_key: str
    first_on: date | None
    last_on: date | None
    before: ThreadSummary | None
    after: ThreadSummary | None
    joined: Sequence[Member]
    left: Sequence[UUID]
    pairs: Sequence[Pair]
    gone_positions: Collection[str]
    kind: ChangeKind
    claim_id: UUID


@dataclass(slots=True)
class _Thread:
    key: str
    episode: Episode | None = None
    members: list[Member] = field(default_factory=list)


def link(stored: Iterable[StoredThread], joining: Iterable[Member], leaving: Collection[UUID]) -> list[Change]:
    """The changes that joining and leaving members make, by thread id.

    `stored` holds every thread of every question key that a joining or leaving member has; `leaving` are claim ids.
    """
    before = {thread.thread_id: thread for thread in stored}
    by_key: dict[str, dict[UUID, Member]] = defaultdict(dict)
    for thread in before.values():
        by_key[thread.question_key].update({member.claim_id: member for member in thread.members if member.claim_id not in leaving})
    for member in joining:
        by_key[member.question_key].setdefault(member.claim_id, member)
    after: dict[UUID, _Thread] = {thread_id: _Thread(thread.question_key) for thread_id, thread in before.items()}
    for key, members in by_key.items():
        for claim_id, episode in episodes_of(key, map(_dated, members.values())).items():
            thread_after = after.setdefault(episode.thread_id, _Thread(key))
            thread_after.episode = episode
            thread_after.members.append(members[claim_id])
    changes = (_change(thread_id, before.get(thread_id), after[thread_id]) for thread_id in sorted(after))
    return [change for change in changes if change is not None]


def _dated(member: Member) -> Dated:
    return Dated(member.claim_id, member.article_id, member.as_of, member.names)


def _change(thread_id: UUID, before: StoredThread | None, after: _Thread) -> Change | None:
    old = {member.claim_id: member for member in before.members} if before else {}
    members = sorted(after.members, key=lambda member: member.claim_id)
    joined = [member for member in members if member.claim_id not in old]
    left = sorted(set(old) - {member.claim_id for member in members})
    if not joined and not left:
        return None
    held = Counter(member.position for member in members)
    old_positions = {member.position for member in old.values()}
    pairs = relations_among(sorted(set(held) - old_positions), sorted(held), after.key)
    kept = [pair for pair in (before.against if before else ()) if pair.a in held and pair.b in held]
    against = [*kept, *(pair for pair in pairs if pair.kind in AGAINST)]
    summary = summary_of(members, sum(held[pair.a] * held[pair.b] for pair in against)) if members else None
    old_summary = before.summary if before else None
    kind, claim_id = _said(old_summary, summary, joined, left, [pair for pair in pairs if pair.kind in AGAINST], kept)
    return Change(
        thread_id=thread_id,
        question_key=after.key,
        first_on=after.episode.first_on if after.episode else None,
        last_on=after.episode.last_on if after.episode else None,
        before=old_summary,
        after=summary,
        joined=joined,
        left=left,
        pairs=pairs,
        gone_positions=old_positions - set(held),
        kind=kind,
        claim_id=claim_id,
    )


def relations_among(new: Sequence[str], all_positions: Sequence[str], question_key: str) -> list[Pair]:
    """The relations of the new positions with all positions, each pair once."""
    happening = question_key.split("|", 1)[0]
    read = {text: read_position(text) for text in all_positions}
    fresh, found = set(new), []
    for one in new:
        for other in all_positions:
            if other == one or (other in fresh and other < one):
                continue
            a, b = sorted((one, other))
            relation = relate(read[a], read[b], happening)
            if relation is not None:
                found.append(Pair(*((b, a) if relation.is_turned else (a, b)), relation.kind, relation.reason))
    return found


def _trace(member: Member) -> Trace:
    return Trace.from_json(member.article_id, member.position, member.origin)


def summary_of(members: Sequence[Member], conflicts: int) -> ThreadSummary:
    """What a thread with these members comes to."""
    articles = {member.article_id for member in members}
    return ThreadSummary(
        title=title_of(Candidate(member.claim_id, member.position, member.answer) for member in members),
        claims=len(members),
        articles=len(articles),
        origins=1 if len(articles) == 1 else len(group_origins(map(_trace, members))),
        conflicts=conflicts,
        latest=_latest(members),
    )


def _latest(members: Sequence[Member]) -> str | None:
    """The figure of the latest day; of several, the one that most members state, then the first in the alphabet."""
    figures = [member for member in members if member.answer["value_text"] is not None and member.answer["polarity"] == "positive"]
    if not figures:
        return None
    day = max(member.as_of or date.min for member in figures)
    last = [member for member in figures if (member.as_of or date.min) == day]
    shared = Counter(member.position for member in last)
    best = min(last, key=lambda member: (-shared[member.position], member.position, member.answer["value_text"]))
    return str(best.answer["value_text"])


def _said(
    before: ThreadSummary | None,
    after: ThreadSummary | None,
    joined: Sequence[Member],
    left: Sequence[UUID],
    new_against: Sequence[Pair],
    old_against: Sequence[Pair],
) -> tuple[ChangeKind, UUID]:
    """What subscribers are told: the most telling kind of change, and the claim that made it."""
    conflicts_before, conflicts_after = (before.conflicts if before else 0), (after.conflicts if after else 0)
    if conflicts_before and not conflicts_after:
        return "conflict_resolved", (joined[0].claim_id if joined else left[0])
    if not joined:
        return "figure_changed", left[0]
    denied = {pair.a for pair in new_against if pair.kind == "denies"}
    if denied and not any(pair.kind == "denies" for pair in old_against):
        return "first_denial", next((member.claim_id for member in joined if member.position in denied), joined[0].claim_id)
    if conflicts_after and not conflicts_before:
        sides = {side for pair in new_against for side in (pair.a, pair.b)}
        return "conflict_opened", next((member.claim_id for member in joined if member.position in sides), joined[0].claim_id)
    if before and after and before.latest is not None and before.latest != after.latest:
        return "figure_changed", next(
            (member.claim_id for member in joined if member.answer["value_text"] == after.latest), joined[0].claim_id
        )
    if before and after and after.origins > before.origins:
        return "corroborated", joined[0].claim_id
    return "claim_added", joined[0].claim_id


def by_thread(members: Iterable[tuple[UUID, Member]]) -> Mapping[UUID, list[Member]]:
    """Members by thread."""
    found: dict[UUID, list[Member]] = defaultdict(list)
    for thread_id, member in members:
        found[thread_id].append(member)
    return found
