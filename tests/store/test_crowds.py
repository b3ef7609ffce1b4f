"""Questions with many claims give the same threads as if they were read whole, in any order, on one store or two, on both databases."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations, permutations
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from schemas.claims import ClaimsExtracted
from services.runtime.inline import writer_of
from services.store.audit import audit
from services.store.crowds import told_by
from services.store.reading import read_message
from services.store.tables import CROWD, CROWD_STORY
from tests.store.newswriting import NOON, Number, record_of, says, telling
from tests.store.store_suite import database, dump_of, store_all

NAMES: Final = ("Arlen", "Borwick", "Castor", "Dunmore", "Elvast", "Farrow", "Gildan", "Holmby", "Isker", "Jorvik", "Kestrel", "Lomax")
WHOLE: Final = 10**9
LIMIT: Final = "services.store.crowd_rows.MOST_READ_WHOLE"


def seen_by(*names: str, place: str = "") -> str:
    """The first sentence of an article about a flood, with names of persons who saw it."""
    return f"A flood hit the United States{place}." + (f" It was seen by {' and by '.join(names)}." if names else "")


def toll(number: int, outlet: str, slug: str, about: str, days: int = 0, **more: Any) -> ClaimsExtracted:
    """An article with one figure."""
    claim = says(f"{number} people died", "died", "die", number=Number(str(number), number))
    return telling(outlet, [claim], slug=slug, about=about, published=NOON + timedelta(days=days), **more)


def _many(seed: int, count: int) -> tuple[ClaimsExtracted, ...]:
    """Articles of one question with few and many names, of provinces, edited ones, of several days and without one."""
    chance, made = random.Random(seed), []
    for number in range(count):
        place = chance.choice(("", "", " in Texas", " in Ohio"))
        about = seen_by(*chance.sample(NAMES, chance.choice((0, 1, 1, 2, 2, 3, 4))), place=place)
        figure = chance.choice((11, 19, 23))
        claims = [
            says(f"{figure} people died", "died", "die", number=Number(str(figure), figure), by=chance.choice((None, "Mayor Ada Vance")))
        ]
        if number % 4 == 1:  # a question that names its story itself
            rate = chance.choice((4, 5))
            claims.append(
                says(
                    f"unemployment was {rate} percent", "was", "be", number=Number(f"{rate} percent", rate, "unemployment", unit="percent")
                )
            )
        if number % 3 == 0:
            claims.append(says("the dam burst", "burst", whom="the dam", polarity=chance.choice(("positive", "negative"))))
        made.append(
            telling(
                f"Outlet {number % 9}",
                claims,
                slug=f"s{number if chance.random() < 0.9 else number % 5}",
                about=about,
                published=None if chance.random() < 0.04 else NOON + timedelta(days=chance.choice((0, 0, 1, 3, 40, 90, 400))),
                fetched=NOON + timedelta(days=600, hours=number),
                wire="Andes Wire" if chance.random() < 0.15 else None,
            )
        )
    return tuple(made)


MANY: Final = _many(1, 26)


async def _dump_after(url: str, *deliveries: Sequence[ClaimsExtracted]) -> str:
    async with database(url) as engine:
        await asyncio.gather(*(store_all(engine, messages, partition) for partition, messages in enumerate(deliveries)))
        assert [fault async for fault in audit(engine)] == []
        return await dump_of(engine)


def dump_on_sqlite(*deliveries: Sequence[ClaimsExtracted], read_whole: int) -> str:
    """The dump after these deliveries, where questions of more than `read_whole` claims are crowds."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(LIMIT, read_whole)
        return asyncio.run(_dump_after(f"sqlite+aiosqlite:///{Path(folder) / 'claimwire.db'}", *deliveries))


@pytest.fixture(scope="module")
def expected() -> str:
    return dump_on_sqlite(MANY, read_whole=WHOLE)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.permutations(MANY), st.lists(st.sampled_from(MANY), max_size=4), st.sampled_from((0, 3, 6)))
def test_any_order_and_repetition_gives_the_same_dump(
    expected: str, order: list[ClaimsExtracted], repeated: list[ClaimsExtracted], read_whole: int
) -> None:
    assert dump_on_sqlite([*order, *repeated], read_whole=read_whole) == expected


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.permutations(MANY))
def test_any_partitioning_gives_the_same_dump(expected: str, order: list[ClaimsExtracted]) -> None:
    parts = [[message for message in order if message.article.article_id.int % 2 == part] for part in (0, 1)]
    assert dump_on_sqlite(*parts, read_whole=3) == expected


@pytest.mark.parametrize("seed", range(2))
async def test_two_stores_on_postgresql_give_the_dump_of_one(
    database_url: str, expected: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LIMIT, 3)
    order = random.Random(seed).sample(MANY, len(MANY))
    parts = [[message for message in order if message.article.article_id.int % 2 == part] for part in (0, 1)]
    assert await _dump_after(database_url, *parts) == expected


TWO_STORIES: Final = [
    toll(11 + number % 2, f"Outlet {number}", f"s{number}", seen_by(*(NAMES[:3] if number % 2 else NAMES[5:8])), days=number)
    for number in range(10)
]
BETWEEN: Final = toll(12, "Between", "both", seen_by(NAMES[0], NAMES[1], NAMES[5], NAMES[6]), days=2)
BEFORE: Final = toll(9, "Before", "first", seen_by(NAMES[0], NAMES[6]), days=-3)
AFTER: Final = toll(15, "After", "last", seen_by(NAMES[2]), days=12)


def test_merged_stories_are_the_same_whoever_arrives_first() -> None:
    wanted = dump_on_sqlite([*TWO_STORIES, BETWEEN, BEFORE, AFTER], read_whole=WHOLE)
    for late in permutations((BETWEEN, BEFORE, AFTER)):
        assert dump_on_sqlite([*TWO_STORIES, *late], read_whole=3) == wanted


async def test_claim_joins_a_large_story_without_its_members_being_read(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMIT, 3)
    async with database(sqlite_url) as engine:
        handler = await store_all(engine, TWO_STORIES)
        async with engine.connect() as connection:
            assert (await connection.execute(select(func.count()).select_from(CROWD))).scalar_one() == 1
            assert (await connection.execute(select(func.count()).select_from(CROWD_STORY))).scalar_one() == 2
        asked: list[str] = []
        writer = writer_of(engine)
        assert writer is not None
        event.listen(writer.engine, "before_cursor_execute", lambda *heard: asked.append(heard[2]))
        await handler.handle(record_of(AFTER, len(TWO_STORIES)))
        assert asked
        assert not [statement for statement in asked if statement.startswith("SELECT") and "FROM thread_member" in statement]


def test_ties_of_an_article_lie_in_few_places_and_are_told_apart() -> None:
    names = tuple(f"name{number}" for number in range(16))
    (member,) = read_message(toll(11, "Outlet", "s", seen_by("Rosa Castell"))).members
    ties = told_by(names, member.question_key).ties
    assert len(ties) == len(list(combinations(names, 2))) + 4
    assert len({tie >> 40 for tie in ties}) <= len(names)
