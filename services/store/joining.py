"""What a message's members change in questions that are no crowd: of their threads only those are read whole that the members connect.

Where a claim may change more than that (it leaves, it begins another run of days, its article has no names), the question is read whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from services.store.episodes import threads_connected
from services.store.linking import Change, StoredThread, connect, dated, link
from services.store.members import Member
from services.store.stored import claims_asked, threads_by_id, threads_of


@dataclass(frozen=True, slots=True)
class Joined:
    """The changes; the members that left; how many claims the questions had that no claim left."""

    changes: list[Change]
    left: list[Member]
    sizes: dict[str, int]


async def join_questions(
    connection: AsyncConnection, joining: Iterable[Member], left_keys: Collection[str], leaving: Collection[UUID]
) -> Joined:
    """What members of one article change in their questions, and in `left_keys`, those of the claims that leave."""
    by_key: dict[str, list[Member]] = defaultdict(list)
    for member in joining:
        by_key[member.question_key].append(member)
    asked = await claims_asked(connection, by_key.keys() - left_keys)
    connected: dict[str, Sequence[UUID]] = {}
    for key, threads in asked.items():
        places = threads_connected(key, list(threads.values()), list(map(dated, by_key[key])))
        if places is not None:
            ids = list(threads)
            connected[key] = [ids[at] for at in places]
    whole = (asked.keys() - connected.keys()) | set(left_keys)
    read = await threads_of(connection, whole)
    changes = link(read, [member for key in by_key.keys() - connected.keys() for member in by_key[key]], leaving)
    changes += _connect(connected, by_key, await threads_by_id(connection, {thread for ids in connected.values() for thread in ids}))
    return Joined(
        changes=changes,
        left=[member for thread in read for member in thread.members if member.claim_id in leaving],
        sizes={key: sum(map(len, threads.values())) for key, threads in asked.items()},
    )


def _connect(
    connected: Mapping[str, Sequence[UUID]], joining: Mapping[str, Sequence[Member]], threads: Iterable[StoredThread]
) -> list[Change]:
    by_id = {thread.thread_id: thread for thread in threads}
    return [change for key, places in connected.items() for change in connect(key, [by_id[place] for place in places], joining[key])[1]]
