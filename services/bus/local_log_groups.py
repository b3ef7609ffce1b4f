"""Consumer groups in SQLite: members, who reads which partition, what is committed. Plain functions over a connection.

Any change of the members deals out the partitions anew at once, in the transaction of whoever noticed; the group's generation
grows by one. There is no round of agreement, because commits are checked here: a member may commit a partition only if it has held
it without a break since the generation that it knows.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from services.bus.errors import NotAssigned
from services.bus.local_log_records import find_log
from services.bus.ports import TopicPartition


@dataclass(frozen=True, slots=True)
class Member:
    """One consumer. `instance` is the open log that it lives in; silent for more than `session_s` seconds it is taken for dead."""

    group: str
    name: str
    instance: str
    topics: tuple[str, ...]
    session_s: float


def attend(connection: sqlite3.Connection, member: Member, now: float, is_alive: Callable[[str], bool]) -> bool:
    """Join, or give a sign of life; remove dead members. True if the partitions were dealt out anew."""
    connection.execute("INSERT OR IGNORE INTO groups VALUES (?, 0)", (member.group,))
    connection.executemany("INSERT OR IGNORE INTO subscriptions VALUES (?, ?)", [(member.group, topic) for topic in member.topics])
    changed = False
    others = connection.execute(
        "SELECT member, instance, session_s, seen_at FROM members WHERE group_name = ? AND member <> ?", (member.group, member.name)
    ).fetchall()
    for name, instance, session_s, seen_at in others:
        # A sign of life from the future means that the clock was set back: no reason to wait for that future.
        if abs(now - seen_at) > session_s or not is_alive(instance):
            connection.execute("DELETE FROM members WHERE group_name = ? AND member = ?", (member.group, name))
            changed = True
    known = connection.execute("UPDATE members SET seen_at = ? WHERE group_name = ? AND member = ?", (now, member.group, member.name))
    if known.rowcount == 0:
        connection.execute(
            "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)",
            (member.group, member.name, member.instance, json.dumps(member.topics), member.session_s, now),
        )
        changed = True
    if changed:
        deal_out(connection, member.group)
    return changed


def leave(connection: sqlite3.Connection, member: Member) -> None:
    if connection.execute("DELETE FROM members WHERE group_name = ? AND member = ?", (member.group, member.name)).rowcount:
        deal_out(connection, member.group)
        _forget_onlooker(connection, member.group)


def _forget_onlooker(connection: sqlite3.Connection, group: str) -> None:
    """A group whose last member leaves and that never committed only looked: it must not hold old records for ever."""
    for table in ("members", "committed"):
        if connection.execute(f"SELECT 1 FROM {table} WHERE group_name = ? LIMIT 1", (group,)).fetchone():
            return
    connection.execute("DELETE FROM subscriptions WHERE group_name = ?", (group,))


def deal_out_topic(connection: sqlite3.Connection, topic: str) -> None:
    """A topic has appeared: give its partitions to the groups that already wait for it."""
    for (group,) in connection.execute("SELECT group_name FROM subscriptions WHERE topic = ?", (topic,)).fetchall():
        deal_out(connection, group)


def deal_out(connection: sqlite3.Connection, group: str) -> None:
    """Begin a new generation. Partitions that stay with their member keep the `since` of when it got them."""
    connection.execute("UPDATE groups SET generation = generation + 1 WHERE name = ?", (group,))
    generation = generation_of(connection, group)
    members = {
        name: frozenset(json.loads(topics))
        for name, topics in connection.execute("SELECT member, topics FROM members WHERE group_name = ?", (group,))
    }
    partitions = [
        TopicPartition(*row)
        for row in connection.execute(
            "SELECT topic, partition FROM logs WHERE topic IN (SELECT topic FROM subscriptions WHERE group_name = ?)", (group,)
        )
    ]
    before = {
        TopicPartition(topic, partition): (name, since)
        for topic, partition, name, since in connection.execute(
            "SELECT topic, partition, member, since FROM assignments WHERE group_name = ?", (group,)
        )
    }
    connection.execute("DELETE FROM assignments WHERE group_name = ?", (group,))
    for partition, name in share(partitions, members).items():
        previous, since = before.get(partition, (None, 0))
        held_since = since if previous == name else generation
        connection.execute("INSERT INTO assignments VALUES (?, ?, ?, ?, ?)", (group, *partition, name, held_since))


def share(partitions: Collection[TopicPartition], members: Mapping[str, Collection[str]]) -> dict[TopicPartition, str]:
    """Each partition to the member with the fewest so far, the first by name among equals. `members` maps names to topics."""
    loads = dict.fromkeys(sorted(members), 0)
    shares: dict[TopicPartition, str] = {}
    for partition in sorted(partitions):
        candidates = [name for name in loads if partition.topic in members[name]]
        if candidates:
            chosen = min(candidates, key=loads.__getitem__)
            shares[partition] = chosen
            loads[chosen] += 1
    return shares


def generation_of(connection: sqlite3.Connection, group: str) -> int:
    row = connection.execute("SELECT generation FROM groups WHERE name = ?", (group,)).fetchone()
    return 0 if row is None else int(row[0])


def is_member(connection: sqlite3.Connection, member: Member) -> bool:
    found = connection.execute("SELECT 1 FROM members WHERE group_name = ? AND member = ?", (member.group, member.name))
    return found.fetchone() is not None


def starting_positions(connection: sqlite3.Connection, member: Member) -> dict[TopicPartition, int]:
    """The member's partitions, each with the committed offset, or the log's start where none is."""
    rows = connection.execute(
        "SELECT topic, partition FROM assignments WHERE group_name = ? AND member = ? ORDER BY topic, partition",
        (member.group, member.name),
    ).fetchall()
    positions = {}
    for partition in (TopicPartition(*row) for row in rows):
        committed = committed_offset(connection, member.group, partition)
        positions[partition] = find_log(connection, partition).start_offset if committed is None else committed
    return positions


def committed_offset(connection: sqlite3.Connection, group: str, partition: TopicPartition) -> int | None:
    row = connection.execute(
        "SELECT next_offset FROM committed WHERE group_name = ? AND topic = ? AND partition = ?", (group, *partition)
    ).fetchone()
    return None if row is None else int(row[0])


def commit(connection: sqlite3.Connection, member: Member, generation: int, offsets: Mapping[TopicPartition, int]) -> None:
    """All of `offsets` or, raising `NotAssigned`, none. `generation` is the newest that the member knows."""
    held = {
        TopicPartition(topic, partition)
        for topic, partition in connection.execute(
            "SELECT topic, partition FROM assignments WHERE group_name = ? AND member = ? AND since <= ?",
            (member.group, member.name, generation),
        )
    }
    lost = sorted(set(offsets) - held)
    if lost:
        raise NotAssigned(f"{', '.join(f'{topic}/{partition}' for topic, partition in lost)} of group {member.group}")
    connection.executemany(
        "INSERT OR REPLACE INTO committed VALUES (?, ?, ?, ?)",
        [(member.group, *partition, offset) for partition, offset in offsets.items()],
    )
