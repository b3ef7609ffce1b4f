"""How the local log deals out partitions, and whom it takes for dead."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bus.errors import NotAssigned
from services.bus.local_log_consumer import LocalConsumer
from services.bus.local_log_groups import Member, attend, share
from services.bus.local_log_records import create_schema, create_topic
from services.bus.ports import TopicPartition
from tests.bus.contract_parts import WIDE, joined
from tests.bus.local_logs import has_partitions, opened
from tests.waiting import until


async def test_member_that_was_taken_for_dead_joins_again(tmp_path: Path) -> None:
    async with opened(tmp_path / "bus.db", session_timeout_s=0.3, heartbeat_s=0.1) as bus:
        await bus.ensure_topics([WIDE])
        stuck, other = await joined(bus, "readers", WIDE), await joined(bus, "readers", WIDE)
        assert isinstance(stuck, LocalConsumer)
        assert stuck._heartbeat is not None
        stuck._heartbeat.cancel()
        await until(lambda: has_partitions(other, 6))
        with pytest.raises(NotAssigned):
            await stuck.commit({TopicPartition(WIDE.name, 0): 0})

        async def share_again() -> bool:
            return await has_partitions(stuck, 3) and await has_partitions(other, 3)

        await until(share_again)


async def test_sign_of_life_from_the_future_does_not_keep_a_member() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_schema(connection)
    create_topic(connection, WIDE.name, 6, 24)
    for name, now in (("before", 10_000.0), ("after", 5_000.0)):
        attend(connection, Member("readers", name, "instance", (WIDE.name,), 10.0), now, lambda instance: True)
    remaining = connection.execute("SELECT member FROM members").fetchall()
    connection.close()
    assert remaining == [("after",)]


async def test_topic_created_later_is_dealt_out_to_those_who_wait_for_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "bus.db") as bus:
        consumer = await joined(bus, "readers", WIDE)
        assert consumer.assignment == frozenset()
        await bus.ensure_topics([WIDE])
        await until(lambda: has_partitions(consumer, 6))


@given(
    partitions=st.sets(st.builds(TopicPartition, st.sampled_from("ab"), st.integers(0, 11))),
    members=st.dictionaries(st.text("mnop", min_size=1, max_size=3), st.just({"a", "b"}), min_size=1, max_size=5),
    shuffled=st.randoms(use_true_random=False),
)
def test_shares_are_even_and_do_not_depend_on_order(
    partitions: set[TopicPartition], members: dict[str, set[str]], shuffled: Random
) -> None:
    shares = share(partitions, members)
    assert shares.keys() == partitions
    loads = [list(shares.values()).count(name) for name in members]
    assert max(loads) - min(loads) <= 1
    names = list(members)
    shuffled.shuffle(names)
    assert share(sorted(partitions, reverse=True), {name: members[name] for name in names}) == shares


def test_partition_goes_only_to_members_of_its_topic() -> None:
    partitions = [TopicPartition(topic, number) for topic in "ab" for number in range(3)]
    shares = share(partitions, {"one": {"a"}, "both": {"a", "b"}})
    assert {shares[partition] for partition in partitions if partition.topic == "b"} == {"both"}
    assert share(partitions, {"one": {"a"}}).keys() == {partition for partition in partitions if partition.topic == "a"}
