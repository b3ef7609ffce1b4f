"""The bus's contract: groups share partitions, nothing read is lost before it is committed, nobody commits for others."""

from __future__ import annotations

import pytest

from services.bus.errors import NotAssigned
from services.bus.ports import Bus, Consumer, TopicPartition
from tests.bus.contract_parts import ALL_WIDE, NARROW, ONLY, WIDE, OpenBus, after, drain, joined, read, records, share_out, values
from tests.waiting import until


class GroupsContract:
    """Needs the fixtures `bus` and `open_bus`."""

    async def crash(self, consumer: Consumer) -> None:
        """Let a member vanish without leaving its group."""
        raise AssertionError(f"how does a {type(consumer).__name__} crash?")

    async def test_each_group_gets_every_record(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 30))
        for group in ("readers", "others"):
            consumer = await joined(bus, group, WIDE)
            assert sorted(values(await read(consumer, 30))) == list(range(30))

    async def test_one_member_has_all_partitions(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", WIDE)
        assert consumer.assignment == ALL_WIDE

    async def test_members_of_a_group_share_partitions_and_records(self, bus: Bus, open_bus: OpenBus) -> None:
        members = [await joined(bus, "readers", WIDE), await joined(await open_bus(), "readers", WIDE)]
        await share_out(members)
        assert [len(member.assignment) for member in members] == [3, 3]
        await bus.publish(records(WIDE, 60))
        got = await drain(members, 60)
        assert sorted(value for read_by_one in got.values() for value in values(read_by_one)) == list(range(60))
        for member, read_by_one in got.items():
            assert read_by_one
            assert {record.source for record in read_by_one} <= member.assignment

    async def test_more_members_than_partitions_leaves_some_idle(self, bus: Bus) -> None:
        members = [await joined(bus, "readers", NARROW) for _ in range(2)]

        async def is_settled() -> bool:
            for member in members:
                await member.poll(max_records=1, timeout_s=0.05)
            return sorted(len(member.assignment) for member in members) == [0, 1]

        await until(is_settled)

    async def test_joining_member_makes_the_assignment_anew_and_poll_shows_it_before_a_record(self, bus: Bus) -> None:
        first = await joined(bus, "readers", WIDE)
        generation = first.generation
        second = await joined(bus, "readers", WIDE)
        await bus.publish(records(WIDE, 60))
        while first.generation == generation:
            batches = await first.poll(max_records=100, timeout_s=0.2)
            assert first.generation == generation or not batches
        assert first.generation > generation
        await share_out([first, second])
        assert len(first.assignment) == 3

    async def test_partitions_of_a_leaving_member_go_to_the_others(self, bus: Bus) -> None:
        stays, leaves = await joined(bus, "readers", WIDE), await joined(bus, "readers", WIDE)
        await share_out([stays, leaves])
        generation = stays.generation
        await leaves.close()
        await share_out([stays])
        assert stays.assignment == ALL_WIDE
        assert stays.generation > generation

    async def test_groups_do_not_see_each_others_members(self, bus: Bus) -> None:
        first = await joined(bus, "readers", WIDE)
        generation = first.generation
        other = await joined(bus, "others", WIDE)
        assert await first.poll(max_records=1, timeout_s=0.5) == {}
        assert (first.generation, first.assignment, other.assignment) == (generation, ALL_WIDE, ALL_WIDE)

    async def test_member_of_two_topics_gets_both(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", WIDE, NARROW)
        assert consumer.assignment == ALL_WIDE | {ONLY}
        await bus.publish([*records(WIDE, 10), *records(NARROW, 10)])
        assert {record.topic for record in await read(consumer, 20)} == {WIDE.name, NARROW.name}

    async def test_nothing_is_committed_at_first(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        assert await consumer.committed(ONLY) is None

    async def test_uncommitted_records_are_delivered_again(self, bus: Bus) -> None:
        await bus.publish(records(NARROW, 10))
        consumer = await joined(bus, "readers", NARROW)
        await consumer.commit(after((await read(consumer, 10))[:4]))
        await consumer.close()
        again = await joined(bus, "readers", NARROW)
        assert values(await read(again, 6)) == [4, 5, 6, 7, 8, 9]

    async def test_records_of_a_crashed_member_are_delivered_to_another(self, bus: Bus, open_bus: OpenBus) -> None:
        await bus.publish(records(WIDE, 30))
        crashes = await joined(bus, "readers", WIDE)
        assert len(await read(crashes, 30)) == 30
        await self.crash(crashes)
        heir = await joined(await open_bus(), "readers", WIDE)
        got = set(values(await share_out([heir])))

        async def has_all() -> bool:
            for batch in (await heir.poll(max_records=100, timeout_s=0.2)).values():
                got.update(values(batch))
            return got == set(range(30))

        await until(has_all)

    async def test_committed_offsets_survive_a_restart(self, bus: Bus, open_bus: OpenBus) -> None:
        await bus.publish(records(WIDE, 40))
        consumer = await joined(bus, "readers", WIDE)
        offsets = after(await read(consumer, 40))
        await consumer.commit(offsets)
        await bus.close()
        reopened = await open_bus()
        consumer = await joined(reopened, "readers", WIDE)
        assert {partition: await consumer.committed(partition) for partition in offsets} == offsets
        await reopened.publish(records(WIDE, 12, first=40))
        assert sorted(values(await read(consumer, 12))) == list(range(40, 52))

    async def test_commit_of_a_partition_that_was_never_ones_own_is_refused(self, bus: Bus) -> None:
        consumer = await joined(bus, "readers", NARROW)
        with pytest.raises(NotAssigned):
            await consumer.commit({TopicPartition(WIDE.name, 0): 1})

    async def test_commit_after_losing_a_partition_is_refused_and_changes_nothing(self, bus: Bus, open_bus: OpenBus) -> None:
        await bus.publish(records(WIDE, 60))
        first = await joined(bus, "readers", WIDE)
        offsets = after(await read(first, 60))
        second = await joined(await open_bus(), "readers", WIDE)
        with pytest.raises(NotAssigned):  # before its poll has told
            await first.commit(offsets)
        await share_out([first, second])
        with pytest.raises(NotAssigned):  # and after
            await first.commit({partition: offsets[partition] for partition in offsets.keys() & second.assignment})
        for partition in second.assignment:
            assert await second.committed(partition) is None

    async def test_stale_work_on_a_partition_that_went_away_and_came_back_cannot_be_committed(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 60))
        first = await joined(bus, "readers", WIDE)
        offsets = after(await read(first, 60))
        second = await joined(bus, "readers", WIDE)
        theirs = second.assignment & offsets.keys()
        assert theirs
        await second.close()
        # `first` has all partitions again, but has not been told of either change.
        with pytest.raises(NotAssigned):
            await first.commit({partition: offsets[partition] for partition in theirs})

    async def test_partition_that_stayed_can_be_committed_before_poll_shows_the_new_generation(self, bus: Bus) -> None:
        await bus.publish(records(WIDE, 60))
        first = await joined(bus, "readers", WIDE)
        offsets = after(await read(first, 60))
        second = await joined(bus, "readers", WIDE)
        kept = {partition: offset for partition, offset in offsets.items() if partition not in second.assignment}
        await first.commit(kept)
        assert {partition: await first.committed(partition) for partition in kept} == kept
