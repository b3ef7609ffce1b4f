"""Answers in other words take the question of what was most alike before them in their story, on both databases: in any order of
arrival, after edits, and when articles are forgotten."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.claims import ClaimsExtracted
from services.runtime.inline import write
from services.store import wording_rows, wordings
from services.store.audit import audit
from services.store.linking import link
from services.store.read import ReadModel
from services.store.reading import read_message
from services.store.retention import forget_articles
from services.store.rethread import beside
from services.store.tables import ARTICLE, MEMBER, TOLD
from services.store.titles import IN_OTHER_WORDS
from services.store.wordings import members_together
from tests.real_parts import new_database
from tests.store.newswriting import NOON, FixedClock, Number, Said, says, telling
from tests.store.store_suite import database, died, dump_of, partitioned, store_all

VOSS = "A hearing was held, and Voss, said Vossa Vossman, was there."
LARK = "A hearing was held, and Larkin, said Larka Larkman, was there."
ATTACHED = says("the two stages stayed attached", "stayed", "attach")
JOINED = says("both stages stayed attached to one another", "stayed", "glue")
LOOSELY_NOT = says("the two stages were not inspected", "inspected", "look", polarity="negative")
NOT_SO = says("the stages never stayed attached", "stayed", "cling", polarity="negative")
STOWED = says("610 kilograms of wool were stowed", "stowed", "stow", number=Number("610", 610, "", unit="kg"))
WEIGHED = says("the wool that was lashed down, 640 kilograms of it", "lashed", "lash", number=Number("640", 640, "", unit="kg"))


def tells(outlet: str, *claims: Said, day: int = 0, about: str = VOSS, slug: str = "story", hours: int = 1) -> ClaimsExtracted:
    return telling(outlet, claims, about=about, slug=slug, published=NOON + timedelta(days=day), fetched=NOON + timedelta(hours=hours))


def _unseen(*_: object) -> None:
    """Progress that nobody looks at."""


async def _threads(engine: AsyncEngine) -> list[set[str]]:
    """The words of the claims of each thread."""
    async with engine.connect() as connection:
        found: dict[UUID, set[str]] = {}
        for thread_id, answer in (await connection.execute(select(MEMBER.c.thread_id, MEMBER.c.answer))).all():
            found.setdefault(thread_id, set()).add(answer["words"])
    return sorted(found.values(), key=sorted)


async def _faults(engine: AsyncEngine) -> list[str]:
    return [fault async for fault in audit(engine)]


@pytest.mark.parametrize("is_late", [False, True])
async def test_two_wordings_of_one_story_are_one_thread_whichever_came_first(url: str, is_late: bool) -> None:
    messages = [tells("Harbour Post", ATTACHED), tells("Daily Wave", JOINED, day=1)]
    async with database(url) as engine:
        await store_all(engine, messages[::-1] if is_late else messages)
        assert await _threads(engine) == [{ATTACHED.words, JOINED.words}]
        assert await _faults(engine) == []


async def test_answers_in_two_wordings_contradict_each_other(url: str) -> None:
    async with database(url) as engine:
        await store_all(engine, [tells("Harbour Post", STOWED), tells("Daily Wave", WEIGHED)])
        assert await _threads(engine) == [{STOWED.words, WEIGHED.words}]
        assert '"kind":"conflict"' in await dump_of(engine)


async def test_a_no_in_the_same_words_denies(url: str) -> None:
    async with database(url) as engine:
        await store_all(engine, [tells("Harbour Post", ATTACHED), tells("Daily Wave", NOT_SO, day=1)])
        assert await _threads(engine) == [{ATTACHED.words, NOT_SO.words}]
        assert '"kind":"denies"' in await dump_of(engine)


async def test_a_title_is_in_the_words_of_its_question(url: str) -> None:
    async with database(url) as engine:
        await store_all(engine, [tells("Harbour Post", STOWED), *(tells(f"Wave {number}", WEIGHED, day=1) for number in range(3))])
        (thread,) = (await ReadModel(engine).threads(limit=9)).items
    assert (thread.claims, thread.title) == (4, "How many kilograms of wool were stowed?")


@pytest.mark.parametrize(
    ("second", "about", "day"),
    [(JOINED, LARK, 1), (JOINED, VOSS, 40), (says("a choir sang all night", "sang", "sing"), VOSS, 1), (LOOSELY_NOT, VOSS, 1)],
    ids=["another story", "long after", "other words", "a no in other words"],
)
async def test_what_is_not_alike_stays_apart(url: str, second: Said, about: str, day: int) -> None:
    async with database(url) as engine:
        await store_all(engine, [tells("Harbour Post", ATTACHED), tells("Daily Wave", second, day=day, about=about)])
        assert await _threads(engine) == sorted([{ATTACHED.words}, {second.words}], key=sorted)


async def test_an_article_without_a_date_looks_at_none_and_none_looks_at_it(url: str) -> None:
    undated = telling("Harbour Post", [ATTACHED], about=VOSS, published=None)
    async with database(url) as engine:
        await store_all(engine, [undated, tells("Daily Wave", JOINED)])
        assert await _threads(engine) == sorted([{ATTACHED.words}, {JOINED.words}], key=sorted)
        assert await _faults(engine) == []


async def test_a_toll_never_takes_another_question(url: str) -> None:
    toll, words = died("42", 42), says("the 42 people who were mourned", "mourned", "mourn", number=Number("42", 42))
    async with database(url) as engine:
        await store_all(engine, [tells("Harbour Post", words), tells("Daily Wave", toll, day=1)])
        assert {frozenset(words) for words in await _threads(engine)} >= {frozenset({toll.words})}


async def test_an_edit_that_takes_the_words_away_gives_the_later_ones_their_question_back(url: str) -> None:
    edited = tells("Harbour Post", says("a choir sang all night", "sang", "sing"), hours=9)
    async with database(url) as engine:
        await store_all(engine, [tells("Harbour Post", ATTACHED), tells("Daily Wave", JOINED, day=1)])
        await store_all(engine, [edited], partition=1)
        assert await _threads(engine) == sorted([{"a choir sang all night"}, {JOINED.words}], key=sorted)
        assert await _faults(engine) == []


async def test_an_edit_that_says_the_same_moves_nobody(url: str) -> None:
    edited = tells("Harbour Post", ATTACHED, says("a choir sang all night", "sang", "sing"), hours=9)
    again = tells("Harbour Post", ATTACHED, hours=5, about=f"{VOSS} It was late.")
    async with database(url) as engine:
        await store_all(engine, [tells("Harbour Post", ATTACHED), tells("Daily Wave", JOINED, day=1)])
        await store_all(engine, [again, edited], partition=1)
        assert await _threads(engine) == sorted([{ATTACHED.words, JOINED.words}, {"a choir sang all night"}], key=sorted)
        assert await _faults(engine) == []


async def test_subscribers_are_told_of_claims_that_move_with_their_own_article(url: str) -> None:
    early, late = tells("Daily Wave", JOINED, day=1), tells("Harbour Post", ATTACHED)
    async with database(url) as engine:
        await store_all(engine, [early, late])
        changes = await ReadModel(engine).after_sequence(0, 100)
    article_of = {claim.claim_id: message.article.article_id for message in (early, late) for claim in message.claims}
    assert [change.article_id for change in changes] == [article_of[change.claim.claim_id] for change in changes]
    (gone,) = (change for change in changes if change.after.claims == 0)
    assert [change.after.claims for change in changes if change.thread_id == gone.became] == [2]


WORDS = (
    ATTACHED,
    JOINED,
    NOT_SO,
    STOWED,
    WEIGHED,
    says("the leaking valve had been stuck", "stuck", "stick"),
    says("a valve was stuck and leaking all night", "stuck", "jam"),
    says("the choir sang beside the leaking valve", "sang", "sing"),
    says("people stayed beside the choir all night", "stayed", "linger"),
    died("11", 11),
)
NAMES = ("Voss", "Larkin", "Tarn")


def _many(seed: int) -> tuple[ClaimsExtracted, ...]:
    """Articles of two months with one or two names, some of them edited later, some without a date."""
    chance = random.Random(seed)
    made = []
    for number in range(22):
        names = chance.sample(NAMES, chance.choice((1, 1, 2)))
        about = f"A hearing was held{''.join(f', and {name}, said {name[:3]}a {name[:3]}man' for name in names)}."
        published = None if number % 9 == 0 else NOON + timedelta(days=chance.randrange(40), hours=chance.randrange(4))
        claims = chance.sample(WORDS, chance.choice((1, 2, 3)))
        made.append(
            telling(
                f"Outlet {number % 5}",
                claims,
                slug=f"s{number % 17}",
                about=about,
                published=published,
                fetched=NOON + timedelta(hours=number),
            )
        )
    return tuple(made)


MANY = _many(3)


@contextmanager
def narrow(before: int = 2) -> Iterator[None]:
    """Few articles are looked at, so that a late one pushes others out."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (wordings, wording_rows):
            patch.setattr(module, "BEFORE", before)
        yield


async def _after(url: str, *deliveries: Sequence[ClaimsExtracted]) -> tuple[str, list[str]]:
    async with database(url) as engine:
        await asyncio.gather(*(store_all(engine, messages, partition) for partition, messages in enumerate(deliveries)))
        return await dump_of(engine), await _faults(engine)


def _on_sqlite(*deliveries: Sequence[ClaimsExtracted]) -> tuple[str, list[str]]:
    with narrow(), tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_after(f"sqlite+aiosqlite:///{Path(folder) / 'claimwire.db'}", *deliveries))


@cache
def _undisturbed() -> str:
    dump, faults = _on_sqlite(MANY)
    assert faults == []
    return dump


def test_what_is_stored_is_what_the_rule_says_of_all_articles_together() -> None:
    latest = {message.article.article_id: message for message in MANY}
    with narrow():
        members = members_together((read.told, read.members) for read in map(read_message, latest.values()))
        threads = {str(change.thread_id): len(change.joined) for change in link([], members, ())}
    assert sum(IN_OTHER_WORDS in member.answer for member in members) > 4, "some take questions"
    assert _undisturbed().count('"kind":"thread"') == len(threads)
    assert all(thread in _undisturbed() for thread in threads)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.permutations(MANY), st.lists(st.sampled_from(MANY), max_size=4))
def test_any_order_and_repetition_gives_the_same_questions(order: list[ClaimsExtracted], repeated: list[ClaimsExtracted]) -> None:
    assert _on_sqlite([*order, *repeated]) == (_undisturbed(), [])


@pytest.mark.parametrize("seed", range(4))
def test_two_stores_give_the_same_questions(postgresql_url: str, seed: int) -> None:
    async def stored() -> tuple[str, list[str]]:
        async with new_database(postgresql_url) as url:
            return await _after(url, *partitioned(MANY, seed))

    with narrow():
        assert asyncio.run(stored()) == (_undisturbed(), [])


@pytest.mark.parametrize("forgotten", [3, 9])
async def test_forgotten_articles_are_as_if_they_had_never_come(url: str, forgotten: int) -> None:
    with narrow():
        async with database(url) as engine:
            await store_all(engine, MANY)
            async with engine.connect() as connection:
                articles = (await connection.execute(select(ARTICLE.c.article_id).order_by(ARTICLE.c.article_id))).scalars().all()
            gone = set(articles[:forgotten])
            await write(engine, lambda session: forget_articles(session, articles[:forgotten], NOON))
            threads, faults = await _threads(engine), await _faults(engine)
        expected = await asyncio.to_thread(lambda: _threads_without(gone))
    assert threads == expected
    assert [fault for fault in faults if "thread changes" not in fault] == []


def _threads_without(gone: set[UUID]) -> list[set[str]]:
    async def stored() -> list[set[str]]:
        with tempfile.TemporaryDirectory() as folder:
            async with database(f"sqlite+aiosqlite:///{Path(folder) / 'claimwire.db'}") as engine:
                await store_all(engine, [message for message in MANY if message.article.article_id not in gone])
                return await _threads(engine)

    return asyncio.run(stored())


async def test_threads_computed_anew_take_the_same_questions(url: str) -> None:
    with narrow():
        async with database(url) as engine:
            await store_all(engine, MANY)
            expected = await dump_of(engine)
            await write(engine, lambda session: session.execute(delete(TOLD)))
            assert any("articles say other words" in fault for fault in await _faults(engine))
            async with engine.connect() as connection, beside(connection) as work:
                assert [difference async for difference in work.differences(_unseen)] == []
                await connection.commit()
                async with connection.begin():
                    await work.switch(FixedClock().now(), _unseen)
            assert await dump_of(engine) == expected
            assert await _faults(engine) == []


async def test_threads_of_before_lead_to_those_that_their_claims_have_joined(url: str) -> None:
    first, second = tells("Harbour Post", ATTACHED), tells("Daily Wave", JOINED, day=1)
    async with database(url) as engine:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wordings, "ALIKE", 0.9999)
            await store_all(engine, [first, second])
        reads = ReadModel(engine)
        before = [thread.thread_id for thread in (await reads.threads(limit=9)).items]
        assert len(before) == 2
        async with engine.connect() as connection, beside(connection) as work:
            assert len([difference async for difference in work.differences(_unseen)]) == 2
            await connection.commit()
            async with connection.begin():
                await work.switch(FixedClock().now(), _unseen)
        (thread,) = (await reads.threads(limit=9)).items
        assert thread.claims == 2
        found = [await reads.thread(each) for each in before]
        assert [each and each.thread_id for each in found] == [thread.thread_id] * 2
        assert await _faults(engine) == []
