"""The threads that a set of members makes, whole, and what differs from the threads that are stored.

`linking.link` follows what one message changes; here a question is answered anew from all of its members: for the audit, after a
change of the rules, and when articles are forgotten.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.threads import ChangeKind, ThreadSummary
from services.store.assemble import MEMBERS
from services.store.episodes import Dated, episodes_of
from services.store.linking import Change, heir_of, summary_of
from services.store.mapping import Row
from services.store.members import Member
from services.store.pairs import AGAINST, Pair, compare
from services.store.stored import threads_asked
from services.store.tables import MEMBER, RELATION, THREAD

_IN_LIST: Final = 500
"""Values of one IN list: well below the limit of either database."""

T = TypeVar("T", str, UUID)


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread with all that it consists of."""

    thread_id: UUID
    question_key: str
    first_on: date | None
    last_on: date | None
    summary: ThreadSummary
    members: Mapping[UUID, Member]
    relations: frozenset[Pair]


def threads_among(question_key: str, members: Iterable[Member]) -> dict[UUID, Thread]:
    """The threads of one question, by id. Pure."""
    by_claim = {member.claim_id: member for member in members}
    episodes = episodes_of(
        question_key, (Dated(member.claim_id, member.article_id, member.as_of, member.names) for member in by_claim.values())
    )
    told: dict[UUID, dict[UUID, Member]] = defaultdict(dict)
    for claim_id, episode in episodes.items():
        told[episode.thread_id][claim_id] = by_claim[claim_id]
    by_id = {episode.thread_id: episode for episode in episodes.values()}
    found = {}
    for thread_id, own in told.items():
        held = Counter(member.position for member in own.values())
        compared = compare({}, held, question_key)
        summary = summary_of([own[claim_id] for claim_id in sorted(own)], compared.more_conflicts)
        episode = by_id[thread_id]
        found[thread_id] = Thread(thread_id, question_key, episode.first_on, episode.last_on, summary, own, frozenset(compared.joined))
    return found


async def stored_threads(connection: AsyncConnection, keys: Collection[str]) -> dict[UUID, Thread]:
    """The threads of these questions as they are stored, by id."""
    rows: list[Row] = []
    for some in in_lists(await threads_asked(connection, keys)):
        rows += (await connection.execute(select(THREAD).where(THREAD.c.thread_id.in_(some)))).mappings().all()
    members: dict[UUID, dict[UUID, Member]] = defaultdict(dict)
    relations: dict[UUID, set[Pair]] = defaultdict(set)
    key_of = {row["thread_id"]: row["question_key"] for row in rows}
    for some_threads in in_lists(key_of):
        for row in (await connection.execute(MEMBERS.where(MEMBER.c.thread_id.in_(some_threads)))).mappings():
            members[row["thread_id"]][row["claim_id"]] = to_member(row)
        for row in (await connection.execute(select(RELATION).where(RELATION.c.thread_id.in_(some_threads)))).mappings():
            relations[row["thread_id"]].add(Pair(row["a_position"], row["b_position"], row["kind"], row["reason"]))
    return {
        row["thread_id"]: Thread(
            row["thread_id"],
            row["question_key"],
            row["first_on"],
            row["last_on"],
            ThreadSummary(**{name: row[name] for name in ThreadSummary.model_fields}),
            members[row["thread_id"]],
            frozenset(relations[row["thread_id"]]),
        )
        for row in rows
    }


def in_lists(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """The values sorted, in lists that fit into a statement."""
    ordered = sorted(values)
    return (ordered[at : at + _IN_LIST] for at in range(0, len(ordered), _IN_LIST))


MEMBER_COLUMNS: Final = Member._fields
"""What rows of `assemble.MEMBERS` hold of a member."""


def to_member(row: Row) -> Member:
    """A member from a row that has `MEMBER_COLUMNS`."""
    values: dict[str, Any] = {name: row[name] for name in MEMBER_COLUMNS}
    return Member(**values | {"names": tuple(row["names"])})


def changes_between(before: Mapping[UUID, Thread], after: Mapping[UUID, Thread]) -> list[Change]:
    """What is to be written so that the threads `before` become those `after`, by thread id; threads that are equal are left alone."""
    changes = []
    members_after = {thread_id: thread.members for thread_id, thread in after.items()}
    for thread_id in sorted(before.keys() | after.keys()):
        old, new = before.get(thread_id), after.get(thread_id)
        if old == new:
            continue
        kind, claim_id = _said(old, new)
        changes.append(
            Change(
                thread_id=thread_id,
                question_key=(new or before[thread_id]).question_key,
                first_on=new.first_on if new else None,
                last_on=new.last_on if new else None,
                before=old.summary if old else None,
                after=new.summary if new else None,
                joined=list(new.members.values()) if new else [],
                left=sorted(old.members) if old else [],
                pairs=sorted(new.relations) if new else [],
                parted=sorted(old.relations) if old else [],
                kind=kind,
                claim_id=claim_id,
                became=heir_of(old.members, members_after) if old and not new else None,
            )
        )
    return changes


def _said(old: Thread | None, new: Thread | None) -> tuple[ChangeKind, UUID]:
    """What subscribers are told, in the words that they know, and a claim that shows it: one that is still there, where there is one."""
    if new is None:
        assert old is not None
        return ("conflict_resolved" if old.summary.conflicts else "figure_changed"), min(old.members)
    joined = sorted(new.members.keys() - (old.members.keys() if old else set()))
    shown = min(joined or new.members)
    conflicts_before = old.summary.conflicts if old else 0
    if conflicts_before and not new.summary.conflicts:
        return "conflict_resolved", shown
    if new.summary.conflicts and not conflicts_before:
        sides = {side for pair in new.relations if pair.kind in AGAINST for side in (pair.a, pair.b)}
        return "conflict_opened", min(claim_id for claim_id, member in new.members.items() if member.position in sides)
    if old and (not joined or old.summary.latest != new.summary.latest):
        return "figure_changed", shown
    if old and new.summary.origins > old.summary.origins:
        return "corroborated", shown
    return "claim_added", shown
