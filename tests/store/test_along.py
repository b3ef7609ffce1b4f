"""Lists with several conditions, on both databases: what they hold, in their order, whatever index they are read along."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from itertools import cycle, product
from typing import Any

import pytest

from services.store import along, search, sought
from services.store.read import ReadModel
from services.store.views import ClaimView, Page
from tests.store.newswriting import NOON, says, telling
from tests.store.store_suite import FLOOD, database, died, store_all

BRIDGE = says("the Rimac bridge collapsed", "collapsed", "collapse", whom="the Rimac bridge")
DENIED = says("the Rimac bridge did not collapse", "collapse", whom="the Rimac bridge", polarity="negative", by="The ministry")
STORY = [
    telling(
        f"Outlet {number % 5}",
        [died(str(11 + number % 3), 11 + number % 3), (DENIED if number % 4 == 1 else BRIDGE)],
        slug=f"s{number}",
        published=NOON + timedelta(days=400 * (number % 4), minutes=number // 3),
        about=FLOOD,
    )
    for number in range(14)
]


@pytest.fixture
async def reads(url: str) -> AsyncIterator[ReadModel]:
    async with database(url) as engine:
        await store_all(engine, STORY)
        yield ReadModel(engine)


async def all_pages(listing: Callable[..., Awaitable[Page[Any]]], limit: int, **conditions: Any) -> list[Any]:
    """The items of all pages."""
    found: list[Any] = []
    cursor: str | None = None
    while True:
        page = await listing(limit=limit, cursor=cursor, **conditions)
        assert len(page.items) <= limit
        found += page.items
        if page.next is None:
            return found
        cursor = page.next


def _any(_: ClaimView) -> bool:
    return True


@pytest.mark.parametrize("few", [1_000, 0])
@pytest.mark.parametrize("looked_at", [500, 4])
async def test_conditions_add_up(reads: ReadModel, monkeypatch: pytest.MonkeyPatch, looked_at: int, few: int) -> None:
    monkeypatch.setattr(along, "LOOKED_AT", looked_at)
    monkeypatch.setattr(along, "_PROBED", looked_at)
    monkeypatch.setattr(search, "_FEW", few)  # words that more claims hold are not gone along where another index is narrower
    every = (await reads.claims(limit=500)).items
    assert len(every) == 2 * len(STORY)
    outlet, thread, article = every[0].article.source.source_id, every[-1].threads[0], every[3].article.article_id
    since = NOON + timedelta(days=400)
    holds: dict[str, list[tuple[Any, Callable[[ClaimView], bool]]]] = {
        "q": [("collapse bridges", lambda claim: "collapse" in claim.span.text), ("dam", lambda _: False)],
        "entity": [("THE RIMAC bridge", lambda claim: "Rimac" in claim.span.text)],
        "source": [(outlet, lambda claim: claim.article.source.source_id == outlet)],
        "thread": [(thread, lambda claim: thread in claim.threads)],
        "article": [(article, lambda claim: claim.article.article_id == article)],
        "polarity": [("negative", lambda claim: claim.polarity == "negative")],
        "since": [(since, lambda claim: claim.stated_at >= since)],
    }
    for chosen in product(*([(None, _any), *values] for values in holds.values())):
        conditions = {name: value for name, (value, _) in zip(holds, chosen, strict=True) if value is not None}
        if len(conditions) > 2:
            continue
        expected = [claim.claim_id for claim in every if all(holds_for(claim) for _, holds_for in chosen)]
        found = [claim.claim_id for claim in await all_pages(reads.claims, 3, **conditions)]
        moment = {claim.claim_id: claim.stated_at for claim in every}
        assert sorted(found) == sorted(expected), conditions
        assert [moment[claim] for claim in found] == sorted((moment[claim] for claim in found), reverse=True), conditions


@pytest.mark.parametrize("conditions", [{"q": "bridge", "entity": "the Rimac bridge"}, {"q": "collapse", "entity": "the rimac bridge"}])
async def test_words_that_become_frequent_between_pages_change_no_list(
    reads: ReadModel, monkeypatch: pytest.MonkeyPatch, conditions: dict[str, Any]
) -> None:
    whole = (await reads.claims(limit=50, **conditions)).items
    few = cycle([1_000, 0])

    async def page(**asked: Any) -> Page[ClaimView]:
        monkeypatch.setattr(search, "_FEW", next(few))
        return await reads.claims(**asked)

    assert await all_pages(page, 3, **conditions) == whole
    assert len(whole) > 3


@pytest.mark.parametrize(("at_once", "looked_at"), [(100, 500), (2, 4)])
@pytest.mark.parametrize("limit", [1, 3, 50])
@pytest.mark.parametrize("wanted", [{"q": "rimac"}, {"entity": "the Rimac bridge"}, {"q": "bridge", "entity": "the rimac bridge"}])
async def test_threads_are_listed_along_their_claims_each_once(
    reads: ReadModel, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any], limit: int, at_once: int, looked_at: int
) -> None:
    monkeypatch.setattr(sought, "_AT_ONCE", at_once)
    monkeypatch.setattr(along, "LOOKED_AT", looked_at)
    found = [thread.thread_id for thread in await all_pages(reads.threads, limit, **wanted)]
    claims = await all_pages(reads.claims, 100, **wanted)
    assert len(claims) == 14
    assert found == list(dict.fromkeys(thread for claim in claims for thread in claim.threads))
    assert len(found) == 4
