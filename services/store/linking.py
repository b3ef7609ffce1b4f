"""Threads from members: which exist, what they come to, and what changes when members join or leave.

Pure: takes what is stored and what comes, and returns what to write. The result is a function of the set of members alone: it is
the same whatever was stored before and in whatever order it came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from schemas.threads import ChangeKind, ThreadSummary
from services.store.episodes import Dated, Episode, episode_of, episodes_of
from services.store.members import Member
from services.store.origins import Trace, group_origins
from services.store.pairs import AGAINST, Compared, Pair, compare, pairs_among
from services.store.titles import Candidate, title_of


@dataclass(frozen=True, slots=True)
class StoredThread:
    """A thread as it is in the database."""

    thread_id: UUID
    question_key: str
    members: Sequence[Member]
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
    parted: Sequence[Pair]
    kind: ChangeKind
    claim_id: UUID
    renamed_from: UUID | None = None
    """The thread that goes on under this id: its members and relations are this one's, beside those named here."""
    absorbed: Sequence[UUID] = ()
    """Threads whose members become this one's, beside those named here."""
    became: UUID | None = None
    """The thread that most members belong to now, of a thread that has none any more."""


class _Thread(NamedTuple):
    """A thread as it is to be."""

    episode: Episode
    members: Sequence[Member]
    origins: int | None = None
    """How many they are of, where that is known without comparing all."""


def link(stored: Iterable[StoredThread], joining: Iterable[Member], leaving: Collection[UUID]) -> list[Change]:
    """The changes that joining and leaving members make, by thread id.

    `stored` holds every thread of every question key that a joining or leaving member has; `leaving` are claim ids.
    """
    by_key: dict[str, list[StoredThread]] = defaultdict(list)
    joining_by_key: dict[str, list[Member]] = defaultdict(list)
    for thread in stored:
        by_key[thread.question_key].append(thread)
    for member in joining:
        joining_by_key[member.question_key].append(member)
    changes: list[Change] = []
    for key in by_key.keys() | joining_by_key.keys():
        threads, joined = by_key[key], joining_by_key[key]
        changes += _changes(key, {thread.thread_id: thread for thread in threads}, _anew(key, threads, joined, leaving), joined)
    return sorted(changes, key=lambda change: change.thread_id)


def connect(key: str, connected: Sequence[StoredThread], joining: Sequence[Member]) -> tuple[Episode, list[Change]]:
    """The one thread that `joining` and these threads become, and the changes that make it."""
    members = [*joining, *(member for thread in connected for member in thread.members)]
    episode = episode_of(key, map(dated, members))
    origins = _origins_joined(connected[0].summary.origins, connected[0].members, joining) if len(connected) == 1 else None
    before = {thread.thread_id: thread for thread in connected}
    return episode, _changes(key, before, {episode.thread_id: _Thread(episode, members, origins)}, joining)


def _changes(key: str, before: Mapping[UUID, StoredThread], after: Mapping[UUID, _Thread], joining: Sequence[Member]) -> list[Change]:
    why = joining[0] if joining else None
    found = [_change(thread_id, key, before.get(thread_id), after.get(thread_id), why) for thread_id in before.keys() | after.keys()]
    changes = [change for change in found if change is not None]
    if all(change.after for change in changes):
        return changes
    claims = {thread_id: {member.claim_id for member in thread.members} for thread_id, thread in after.items()}
    return [
        change if change.after else replace(change, became=heir_of([m.claim_id for m in before[change.thread_id].members], claims))
        for change in changes
    ]


def heir_of(claims: Collection[UUID], threads: Mapping[UUID, Collection[UUID]]) -> UUID | None:
    """The one of the threads, each with its claims, that most of these claims belong to; None where none of them does."""
    shared = {thread_id: sum(claim_id in own for claim_id in claims) for thread_id, own in threads.items()}
    best = min(shared, key=lambda thread_id: (-shared[thread_id], thread_id), default=None)
    return best if best and shared[best] else None


def across_questions(changes: Iterable[Change]) -> list[Change]:
    """The changes of a message that moved claims from one question to another: a thread that has none any more goes on in the one that
    most of its claims joined."""
    made = list(changes)
    joined = {change.thread_id: {member.claim_id for member in change.joined} for change in made if change.after}
    return [change if change.after or change.became else replace(change, became=heir_of(change.left, joined)) for change in made]


def _anew(key: str, threads: Sequence[StoredThread], joining: Sequence[Member], leaving: Collection[UUID]) -> dict[UUID, _Thread]:
    """All threads of a question, from all its members."""
    members = {member.claim_id: member for thread in threads for member in thread.members if member.claim_id not in leaving}
    for member in joining:
        members.setdefault(member.claim_id, member)
    told: dict[UUID, list[Member]] = defaultdict(list)
    episodes: dict[UUID, Episode] = {}
    for claim_id, episode in episodes_of(key, map(dated, members.values())).items():
        told[episode.thread_id].append(members[claim_id])
        episodes[episode.thread_id] = episode
    return {thread_id: _Thread(episodes[thread_id], own) for thread_id, own in told.items()}


def dated(member: Member) -> Dated:
    """What decides a member's thread."""
    return Dated(member.claim_id, member.article_id, member.as_of, member.names)


def _change(thread_id: UUID, key: str, before: StoredThread | None, after: _Thread | None, why: Member | None) -> Change | None:
    old = {member.claim_id: member for member in before.members} if before else {}
    members = sorted(after.members, key=lambda member: member.claim_id.int) if after else []
    joined = [member for member in members if member.claim_id not in old]
    if why is not None:
        joined.sort(key=lambda member: member.article_id != why.article_id)  # the first one is told of: it comes with the message
    if not joined and len(members) == len(old):
        return None
    left = sorted(old.keys() - {member.claim_id for member in members})
    held = Counter(member.position for member in members)
    held_before = Counter(member.position for member in old.values())
    compared = compare(held_before, held, key) if after else Compared([], [], 0)  # with a thread its relations go
    old_summary, summary = before.summary if before else None, None
    if members:
        conflicts = (old_summary.conflicts if old_summary else 0) + compared.more_conflicts
        summary = _summary(members, conflicts, after.origins if after else None)
    new_against = [pair for pair in compared.joined if pair.kind in AGAINST]
    kind, claim_id = said(old_summary, summary, joined, left, new_against, lambda: _has_denial(held_before, key))
    if after is None and why is not None:
        claim_id = why.claim_id  # it goes on in another thread, because of this claim
    return Change(
        thread_id=thread_id,
        question_key=key,
        first_on=after.episode.first_on if after else None,
        last_on=after.episode.last_on if after else None,
        before=old_summary,
        after=summary,
        joined=joined,
        left=left,
        pairs=compared.joined,
        parted=compared.parted,
        kind=kind,
        claim_id=claim_id,
    )


def _trace(member: Member) -> Trace:
    return Trace.of(member.article_id, member.origin, member.position, member.cited)


def _origins_joined(before: int, old: Iterable[Member], joined: Sequence[Member]) -> int | None:
    """How many origins there are once an article's members have joined; None where it may connect some that were apart."""
    if any(member.article_id != joined[0].article_id for member in joined):
        return None
    own = {token for member in joined for token in _trace(member).tokens}
    tokens: dict[tuple[object, ...], set[str]] = {}
    for member in old:
        known = (member.article_id, member.position, *member.cited) if member.cited else (member.article_id,)
        if known not in tokens:
            tokens[known] = own & _trace(member).tokens.keys()
    shared = [each for each in tokens.values() if each]
    if not shared:
        return before + 1
    return before if set.intersection(*shared) else None


def summary_of(members: Sequence[Member], conflicts: int) -> ThreadSummary:
    """What a thread with these members comes to."""
    return _summary(members, conflicts, None)


def _summary(members: Sequence[Member], conflicts: int, origins: int | None) -> ThreadSummary:
    articles = {member.article_id for member in members}
    if origins is None:
        origins = 1 if len(articles) == 1 else len(group_origins(map(_trace, members)))
    return ThreadSummary(
        title=title_of(Candidate(member.claim_id, member.position, member.answer) for member in members),
        claims=len(members),
        articles=len(articles),
        origins=origins,
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


def said(
    before: ThreadSummary | None,
    after: ThreadSummary | None,
    joined: Sequence[Member],
    left: Sequence[UUID],
    new_against: Sequence[Pair],
    had_denial: Callable[[], bool],
) -> tuple[ChangeKind, UUID]:
    """What subscribers are told: the most telling kind of change, and the claim that made it."""
    conflicts_before, conflicts_after = (before.conflicts if before else 0), (after.conflicts if after else 0)
    if conflicts_before and not conflicts_after:
        return "conflict_resolved", (joined[0].claim_id if joined else left[0])
    if not joined:
        return "figure_changed", left[0]
    denied = {pair.a for pair in new_against if pair.kind == "denies"}
    if denied and not (conflicts_before and had_denial()):
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


def _has_denial(positions: Collection[str], question_key: str) -> bool:
    return any(pair.kind == "denies" for pair in pairs_among(positions, question_key))
