"""Lists of the read model: every row once, in order, whatever is added meanwhile; cursors that were not given out are refused."""

from __future__ import annotations

import base64
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from services.store.errors import BadCursor
from services.store.paging import from_cursor, list_name, to_cursor
from services.store.read import ReadModel
from services.store.search import SEARCH, SQLITE_INSERT, holds, number_of, words_of_claim
from tests.store.newswriting import NOON, Number, says, telling
from tests.store.store_suite import database, store_all

ARTICLES = [
    telling(
        f"Outlet {number % 3}",
        [says(f"{number} people died", "died", "die", number=Number(str(number), number)), says("the dam burst", "burst", whom="the dam")],
        slug=f"s{number}",
        published=NOON + timedelta(minutes=number // 2),
        about="A flood hit Peru near Arequipa.",
    )
    for number in range(10, 21)
]


async def test_every_row_is_listed_once_and_newest_first(sqlite_url: str) -> None:
    async with database(sqlite_url) as engine:
        await store_all(engine, ARTICLES)
        reads = ReadModel(engine)
        by_words = partial(reads.claims, q="people died", until=NOON + timedelta(minutes=9), since=NOON + timedelta(minutes=6))
        listings: list[Any] = [reads.articles, reads.claims, reads.threads, reads.outlets, by_words]
        for listing in listings:
            whole = (await listing(limit=500)).items
            pages: list[object] = []
            cursor: str | None = None
            while True:
                page = await listing(limit=2, cursor=cursor)
                pages += page.items
                cursor = page.next
                if cursor is None:
                    break
            assert pages == whole
            assert pages
        moments = [article.stated_at for article in (await reads.articles(limit=500)).items]
        assert moments == sorted(moments, reverse=True)
        assert len((await reads.claims(limit=500)).items) == 2 * len(ARTICLES)
        found = [claim.stated_at for claim in (await by_words(limit=500)).items]
        assert found == sorted(
            (moment for moment in moments if NOON + timedelta(minutes=6) <= moment < NOON + timedelta(minutes=9)), reverse=True
        )


async def test_claims_of_one_second_have_numbers_of_their_own_in_the_word_index(sqlite_url: str) -> None:
    claims = [UUID(int=number << 64 | 7) for number in range(3)]
    assert len({number_of(NOON, claim) for claim in claims}) == 1
    async with database(sqlite_url) as engine, engine.begin() as connection:
        await connection.execute(SQLITE_INSERT, [words_of_claim(claim, NOON, "the dam burst") for claim in claims])
        rows = (await connection.execute(select(SEARCH.c.rowid, SEARCH.c.claim_id).where(holds("dam")))).all()
    assert {row.claim_id for row in rows} == set(claims)
    assert all(number_of(NOON) <= row.rowid < number_of(NOON + timedelta(seconds=1)) for row in rows)


def test_numbers_of_the_word_index_go_with_time_whatever_the_year() -> None:
    moments = [NOON.replace(year=year) for year in (1, 1800, 1969, 1970, 2026, 2200, 9999)]
    numbers = [number_of(moment, UUID(int=2**128 - 1)) for moment in moments]
    assert numbers == sorted(numbers)
    assert all(-(2**63) <= number < 2**63 for number in numbers)


async def test_large_thread_shows_its_latest_members_and_lists_all(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.store.read.MAX_MEMBERS", 3)
    async with database(sqlite_url) as engine:
        await store_all(engine, ARTICLES)
        reads = ReadModel(engine)
        (dam,) = [thread for thread in (await reads.threads(limit=50)).items if "dam" in thread.title]
        detail = await reads.thread(dam.thread_id)
        assert detail is not None
        assert detail.claims == len(ARTICLES)
        every = (await reads.claims(limit=50, thread=dam.thread_id)).items
        assert [member.claim.claim_id for member in detail.members] == [claim.claim_id for claim in every[:3]][::-1]
        assert len(every) == len(ARTICLES)


async def test_rows_that_arrive_meanwhile_shift_nothing(sqlite_url: str) -> None:
    async with database(sqlite_url) as engine:
        await store_all(engine, ARTICLES[:8])
        reads = ReadModel(engine)
        before = [article.article_id for article in (await reads.articles(limit=500)).items]
        first = await reads.articles(limit=3)
        await store_all(engine, ARTICLES[:8] + ARTICLES[8:])
        rest = await reads.articles(limit=500, cursor=first.next)
        assert [article.article_id for article in [*first.items, *rest.items]] == before


async def test_filters_narrow_the_lists(sqlite_url: str) -> None:
    async with database(sqlite_url) as engine:
        await store_all(engine, ARTICLES)
        reads = ReadModel(engine)
        own = ARTICLES[0].article
        assert {claim.article.article_id for claim in (await reads.claims(limit=50, article=own.article_id)).items} == {own.article_id}
        assert {claim.article.source.domain for claim in (await reads.claims(limit=50, source=own.source.source_id)).items} == {
            own.source.domain
        }
        assert len((await reads.articles(limit=50, source=own.source.source_id)).items) == 4
        late = NOON + timedelta(minutes=9)
        assert {article.stated_at >= late for article in (await reads.articles(limit=50, since=late)).items} == {True}
        assert len((await reads.articles(limit=50, until=late)).items) + len((await reads.articles(limit=50, since=late)).items) == len(
            ARTICLES
        )
        (toll,) = [thread for thread in (await reads.threads(limit=50)).items if thread.claims == len(ARTICLES) and thread.conflicts]
        assert len((await reads.claims(limit=50, thread=toll.thread_id)).items) == len(ARTICLES)
        assert (await reads.claims(limit=50, polarity="negative")).items == []
        assert (await reads.claims(limit=50, certainty="possible")).items == []
        outlets = (await reads.outlets(limit=50)).items
        assert sum(outlet.articles for outlet in outlets) == len(ARTICLES)
        assert await reads.outlet(own.source.source_id) in outlets


async def test_unknown_ids_are_none(sqlite_url: str) -> None:
    async with database(sqlite_url) as engine:
        reads, nobody = ReadModel(engine), ARTICLES[0].article.article_id
        assert (await reads.article(nobody), await reads.claim(nobody), await reads.thread(nobody), await reads.outlet(nobody)) == (
            None,
        ) * 4
        assert (await reads.counts()).model_dump() == {"articles": 0, "claims": 0, "threads": 0, "conflicts": 0}
        assert await reads.after_sequence(0, 10) == []


async def test_cursor_of_another_list_is_refused(sqlite_url: str) -> None:
    async with database(sqlite_url) as engine:
        await store_all(engine, ARTICLES)
        reads = ReadModel(engine)
        cursor = (await reads.articles(limit=2)).next
        with pytest.raises(BadCursor):
            await reads.claims(limit=2, cursor=cursor)
        with pytest.raises(BadCursor):
            await reads.articles(limit=2, cursor=cursor, since=NOON)


@pytest.mark.parametrize("cursor", ["", "x", "ä", "AAAA", base64.urlsafe_b64encode(b"123456789[1]").decode(), "a" * 5000])
def test_cursor_that_was_not_given_out_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        from_cursor(list_name("articles", {}), cursor)


@given(st.text(max_size=60))
def test_no_text_breaks_the_cursor_reader(cursor: str) -> None:
    with pytest.raises(BadCursor):
        from_cursor(list_name("articles", {}), cursor)


def test_tampered_cursor_is_refused() -> None:
    cursor = to_cursor("list", NOON, ARTICLES[0].article.article_id)
    assert from_cursor("list", cursor) == (NOON.isoformat(), ARTICLES[0].article.article_id)
    for at in range(0, len(cursor) - 1, 5):
        changed = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        with pytest.raises(BadCursor):
            from_cursor("list", changed)
