"""Threads do not depend on order: any permutation, repetition and partitioning of the same messages gives the same dump."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.claims import ClaimsExtracted
from schemas.topics import CLAIMS
from services.bus.ports import TopicPartition
from services.store.linking import StoredThread, link
from services.store.members import Member
from services.store.pairs import Pair
from services.store.reading import read_message
from tests.real_parts import new_database
from tests.store.newswriting import NOON, Number, record_of, says, telling
from tests.store.store_processes import store_partition
from tests.store.store_suite import STORY, database, dump_of, partitioned, store_all, store_on

PLACES = ("Belhaven", "Ostrand", "Kelmouth")
BETWEEN = (18,)
"""Articles that tell two of the stories, and make them one."""


def _many(*, are_named: bool) -> tuple[ClaimsExtracted, ...]:
    """Articles of several stories, days, revisions, with and without dates and names: everything that joins and splits threads. Where all
    `are_named`, most join their threads without the others of the question being read."""
    chance = random.Random(7)
    made = []
    for number in range(24):
        places = [PLACES[number % 3]] if number % 5 or are_named else []
        if number in BETWEEN:
            places = [*PLACES[:2]]
        toll = chance.choice((11, 19, 23))
        claims = [says(f"{toll} people died", "died", "die", number=Number(str(toll), toll))]
        if number % 2:
            claims.append(says("the dam burst", "burst", whom="the dam", polarity=chance.choice(("positive", "negative"))))
        made.append(
            telling(
                f"Outlet {number % 7}",
                claims,
                slug=f"s{number % 17}",
                about=f"A flood hit Peru{''.join(f', and {place}, said {place[:3]}a {place[:3]}man' for place in places)}.",
                published=None if number % 11 == 0 else NOON + timedelta(days=97 * (number % 6)),
                fetched=NOON + timedelta(days=600, hours=number),
                wire="Andes Wire" if number % 4 == 0 else None,
            )
        )
    return tuple(made)


MANY, NAMED = _many(are_named=False), _many(are_named=True)


async def _dump_after(url: str, *deliveries: Sequence[ClaimsExtracted]) -> str:
    async with database(url) as engine:
        await asyncio.gather(*(store_all(engine, messages, partition) for partition, messages in enumerate(deliveries)))
        return await dump_of(engine)


def _dump_on_sqlite(*deliveries: Sequence[ClaimsExtracted]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_dump_after(f"sqlite+aiosqlite:///{Path(folder) / 'claimwire.db'}", *deliveries))


@cache
def _undisturbed() -> str:
    return _dump_on_sqlite(STORY)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.permutations(STORY), st.lists(st.sampled_from(STORY), max_size=4))
def test_any_order_and_repetition_gives_the_same_dump(order: list[ClaimsExtracted], repeated: list[ClaimsExtracted]) -> None:
    assert _dump_on_sqlite([*order, *repeated]) == _undisturbed()


@cache
def _undisturbed_many(messages: tuple[ClaimsExtracted, ...]) -> str:
    return _dump_on_sqlite(messages)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("messages", [MANY, NAMED], ids=["some named", "all named"])
def test_any_partitioning_gives_the_same_dump(messages: tuple[ClaimsExtracted, ...], seed: int) -> None:
    assert _dump_on_sqlite(*partitioned(messages, seed)) == _undisturbed_many(messages)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.permutations(STORY), st.lists(st.sampled_from(STORY), max_size=4))
def test_any_order_and_repetition_gives_the_same_dump_on_postgresql(
    postgresql_url: str, order: list[ClaimsExtracted], repeated: list[ClaimsExtracted]
) -> None:
    async def stored() -> str:
        async with new_database(postgresql_url) as url:
            return await _dump_after(url, [*order, *repeated])

    assert asyncio.run(stored()) == _undisturbed()


@pytest.mark.parametrize("seed", range(3))
async def test_two_stores_on_postgresql_give_the_dump_of_one_on_sqlite(database_url: str, seed: int) -> None:
    expected = await asyncio.to_thread(_undisturbed_many, MANY)
    assert await _dump_after(database_url, *partitioned(MANY, seed)) == expected


FIRST, SECOND, BOTH = 0, 1, 2
"""Who stores the next message of its partition."""


async def _interleaved(url: str, parts: Sequence[Sequence[ClaimsExtracted]], turns: Sequence[int]) -> str:
    """The dump after two stores, each with a partition of its own, have taken these turns, and then stored what was left."""
    async with database(url) as engine:
        stores = [store_on(engine), store_on(engine)]
        for partition, store in enumerate(stores):
            await store.take_over([TopicPartition(CLAIMS.name, partition)])
        stored = [0, 0]

        async def store_next(which: int) -> None:
            if stored[which] < len(parts[which]):
                stored[which] += 1
                await stores[which].handle(record_of(parts[which][stored[which] - 1], stored[which] - 1, which))

        for turn in [*turns, *[BOTH] * max(map(len, parts))]:
            await asyncio.gather(*(store_next(which) for which in ((FIRST, SECOND) if turn == BOTH else (turn,))))
        return await dump_of(engine)


TURNS = st.lists(st.sampled_from((FIRST, SECOND, BOTH)), max_size=len(MANY))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 99), TURNS)
def test_any_interleaving_of_two_stores_gives_the_same_dump(seed: int, turns: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'claimwire.db'}"
        assert asyncio.run(_interleaved(url, partitioned(NAMED, seed), turns)) == _undisturbed_many(NAMED)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 99), TURNS)
def test_any_interleaving_of_two_stores_gives_the_same_dump_on_postgresql(postgresql_url: str, seed: int, turns: list[int]) -> None:
    async def stored() -> str:
        async with new_database(postgresql_url) as url:
            return await _interleaved(url, partitioned(NAMED, seed), turns)

    assert asyncio.run(stored()) == _undisturbed_many(NAMED)


@pytest.mark.parametrize("seed", range(2))
async def test_two_processes_that_store_at_once_give_the_dump_of_one(url: str, seed: int) -> None:
    spawned = get_context("spawn")
    parts, start = partitioned(MANY, seed), spawned.Barrier(2)
    async with database(url) as engine:
        stores = [spawned.Process(target=store_partition, args=(url, part, at, start)) for at, part in enumerate(parts)]
        for store in stores:
            store.start()
        for store in stores:
            await asyncio.to_thread(store.join, 60)
            assert store.exitcode == 0
        assert await dump_of(engine) == await asyncio.to_thread(_undisturbed_many, MANY)


Threads = dict[str, tuple[frozenset[str], frozenset[tuple[str, str, str]], str]]


def _linked_one_by_one(messages: Sequence[ClaimsExtracted]) -> Threads:
    """The threads that the pure core makes of messages that arrive one after another."""
    members: dict[str, dict[str, Member]] = {}
    against: dict[str, set[Pair]] = {}
    threads: dict[str, StoredThread] = {}
    for message in messages:
        for change in link(threads.values(), read_message(message).members, ()):
            thread = str(change.thread_id)
            held = members.setdefault(thread, {})
            for claim_id in change.left:
                held.pop(str(claim_id))
            held.update({str(member.claim_id): member for member in change.joined})
            against[thread] = against.get(thread, set()).difference(change.parted).union(change.pairs)
            if change.after is None:
                threads.pop(thread)
                continue
            threads[thread] = StoredThread(change.thread_id, change.question_key, tuple(held.values()), change.after)
    return {
        thread: (
            frozenset(members[thread]),
            frozenset((pair.a, pair.b, pair.kind) for pair in against[thread]),
            stored.summary.model_dump_json(),
        )
        for thread, stored in threads.items()
    }


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.permutations(range(12)))
def test_core_gives_the_same_threads_one_by_one_in_any_order(order: list[int]) -> None:
    first: list[ClaimsExtracted] = []
    for message in MANY:
        if all(message.article.article_id != other.article.article_id for other in first):
            first.append(message)
    chosen = first[:12]
    assert _linked_one_by_one([chosen[number] for number in order]) == _linked_one_by_one(chosen)
