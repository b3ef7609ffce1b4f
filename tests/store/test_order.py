"""Threads do not depend on order: any permutation, repetition and partitioning of the same messages gives the same dump."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.claims import ClaimsExtracted
from services.store.linking import StoredThread, link
from services.store.reading import Member, read_message
from tests.store.newswriting import NOON, Number, says, telling
from tests.store.store_suite import STORY, database, dump_of, store_all

PLACES = ("Belhaven", "Ostrand", "Kelmouth")


def _many() -> tuple[ClaimsExtracted, ...]:
    """Articles of several stories, days, revisions, with and without dates and names: everything that joins and splits threads."""
    chance = random.Random(7)
    made = []
    for number in range(24):
        place = PLACES[number % 3] if number % 5 else ""
        toll = chance.choice((11, 19, 23))
        claims = [says(f"{toll} people died", "died", "die", number=Number(str(toll), toll))]
        if number % 2:
            claims.append(says("the dam burst", "burst", whom="the dam", polarity=chance.choice(("positive", "negative"))))
        made.append(
            telling(
                f"Outlet {number % 7}",
                claims,
                slug=f"s{number % 17}",
                about=f"A flood hit Peru{f' near {place}, said Rosa {place[:3]}man' if place else ''}.",
                published=None if number % 11 == 0 else NOON + timedelta(days=97 * (number % 6)),
                fetched=NOON + timedelta(days=600, hours=number),
                wire="Andes Wire" if number % 4 == 0 else None,
            )
        )
    return tuple(made)


MANY = _many()


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


def _partitioned(messages: Sequence[ClaimsExtracted], seed: int) -> list[list[ClaimsExtracted]]:
    """Messages over two partitions by article, each partition in an order of its own."""
    chance = random.Random(seed)
    parts: list[list[ClaimsExtracted]] = [[], []]
    for message in messages:
        parts[message.article.article_id.int % 2].append(message)
    for part in parts:
        chance.shuffle(part)
    return parts


@pytest.mark.parametrize("seed", range(3))
def test_any_partitioning_gives_the_same_dump(seed: int) -> None:
    assert _dump_on_sqlite(*_partitioned(MANY, seed)) == _dump_on_sqlite(MANY)


@pytest.mark.parametrize("seed", range(3))
async def test_two_stores_on_postgresql_give_the_dump_of_one_on_sqlite(database_url: str, seed: int) -> None:
    expected = await asyncio.to_thread(_dump_on_sqlite, MANY)
    assert await _dump_after(database_url, *_partitioned(MANY, seed)) == expected


Threads = dict[str, tuple[frozenset[str], frozenset[tuple[str, str, str]], str]]


def _linked_one_by_one(messages: Sequence[ClaimsExtracted]) -> Threads:
    """The threads that the pure core makes of messages that arrive one after another."""
    members: dict[str, dict[str, Member]] = {}
    against: dict[str, set[tuple[str, str, str, str]]] = {}
    threads: dict[str, StoredThread] = {}
    for message in messages:
        for change in link(threads.values(), read_message(message).members, ()):
            thread = str(change.thread_id)
            held = members.setdefault(thread, {})
            for claim_id in change.left:
                held.pop(str(claim_id))
            held.update({str(member.claim_id): member for member in change.joined})
            kept = {pair for pair in against.get(thread, set()) if not {pair[0], pair[1]} & set(change.gone_positions)}
            against[thread] = kept | {(pair.a, pair.b, pair.kind, pair.reason) for pair in change.pairs}
            if change.after is None:
                threads.pop(thread)
                continue
            threads[thread] = StoredThread(change.thread_id, change.question_key, tuple(held.values()), change.after)
    return {
        thread: (
            frozenset(members[thread]),
            frozenset((a, b, kind) for a, b, kind, _ in against[thread]),
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
