"""The gateway over the real read model: what the store's handler wrote is what a client reads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

from schemas import ids, topics
from schemas.articles import ArticleFetched, Source
from schemas.claims import Actor, Claim, ClaimsExtracted, Entity, Extractor, Place, Predicate, Time
from services.api.app import create_app
from services.api.settings import ApiSettings
from services.bus import outbox
from services.bus.envelope import to_record
from services.bus.ports import Record, TopicPartition
from services.runtime.clock import SystemClock
from services.runtime.database import open_engine
from services.store.handle_claims import StoreHandler
from services.store.views import ArticleDetail, OutletRef
from tests.api.raw_asgi import raw_request
from tests.api.stories import MERCURY, START, TIDEWAY, article, claim, ferry_story, outlet, span, with_claims
from tests.api.test_problems import HOSTILE_VALUES, PARAMETERS

assert outbox, "its table belongs to the database that the store writes"

HARBOURS = 41
"""Articles beside the ferry's: enough for pages that end in the middle."""


def message_of(stored: ArticleDetail) -> ClaimsExtracted:
    revision = ids.revision_of(stored.title, stored.text)
    fields = stored.model_dump(exclude={"items", "claims", "revisions", "stated_at", "source"})
    fetched = ArticleFetched(**{**fields, "revision": revision, "source": Source(**stored.source.model_dump())})
    claims = tuple(
        Claim.model_validate(
            {**each.model_dump(), "claim_id": ids.claim_id(stored.article_id, revision, "1", each.span.start, each.span.end)}
        )
        for each in stored.items
    )
    return ClaimsExtracted(article=fetched, extractor=Extractor(name="test", version="1", model="none", model_version="0"), claims=claims)


def harbour(number: int) -> ArticleDetail:
    body = f"Pilots said {number + 100} barges were stranded near Quay{number}."
    one = article(
        f"Barges at quay {number}", body, source=outlet("Quay News", "quay-news.example"), at=START + timedelta(minutes=number % 7)
    )
    words = f"{number + 100} barges were stranded near Quay{number}"
    said = claim(
        one, words, sentence=body, head="stranded", figure=str(number + 100), value=number + 100, low=number + 100, high=number + 100,
        source="Pilots", cue="said", kind="group",
    )  # fmt: skip
    return with_claims(one, said)


def rescue(number: int, source: OutletRef) -> ArticleDetail:
    """An article that differs from its likes by one number only: by any rules of linking, these contradict each other."""
    words = f"{number} passengers of the Marlin were rescued off Larkmouth on Tuesday"
    one = article(f"Rescue off Larkmouth, says {source.name}", f"{words}.", source=source)
    said = claim(one, words, sentence=f"{words}.", head="rescued", figure=str(number), value=number, low=number, high=number)
    text, start = one.text, said.span.start
    passengers = Actor(span=span(text, "passengers", after=start), role="patient", entity=Entity(name="passengers", kind="group"))
    marlin = Actor(span=span(text, "the Marlin", after=start), role="origin", entity=Entity(name="Marlin", kind="thing"))
    counted = {"counted": "passengers", "counted_span": passengers.span, "counted_entity": "Marlin"}
    said = said.model_copy(
        update={
            "predicate": Predicate(span=span(text, "rescued", after=start), lemma="rescue"),
            "actors": (passengers, marlin),
            "quantities": (said.quantities[0].model_copy(update=counted),),
            "times": (Time(span=span(text, "Tuesday", after=start), start=date(2026, 3, 3), end=date(2026, 3, 3)),),
            "places": (Place(span=span(text, "Larkmouth", after=start), name="Larkmouth"),),
        }
    )
    return with_claims(one, said)


RESCUES = (rescue(40, MERCURY), rescue(25, TIDEWAY))


async def fill(engine: AsyncEngine) -> None:
    """All stories through the store's handler."""
    handler = StoreHandler(engine, SystemClock(), group="store")
    partition = TopicPartition(topics.CLAIMS.name, 0)
    await handler.take_over([partition])
    for offset, stored in enumerate([*ferry_story()[0], *RESCUES, *map(harbour, range(HARBOURS))]):
        key = str(stored.article_id).encode()
        new = to_record(
            topics.CLAIMS,
            message_of(stored),
            event_id=ids.event_id(offset),
            key=key,
            producer="extract",
            at=START,
        )
        await handler.handle(Record(partition.topic, partition.partition, offset, new.key, new.value, new.headers))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Filled once: the tests only read."""
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('gateway')}/claimwire.db"

    async def make() -> None:
        engine = open_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        await fill(engine)
        await engine.dispose()

    asyncio.run(make())
    return url


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database)
    yield engine
    await engine.dispose()


@pytest.fixture
async def client(engine: AsyncEngine) -> AsyncIterator[httpx2.AsyncClient]:
    app = create_app(engine, ApiSettings())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080") as client:
        yield client


async def all_items(client: httpx2.AsyncClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    while True:
        answer = await client.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        items += answer.json()["items"]
        if answer.json()["next"] is None:
            return items
        parameters["cursor"] = answer.json()["next"]


async def test_everything_stored_is_read_through_every_page_size(client: httpx2.AsyncClient) -> None:
    counts = (await client.get("/v1/counts")).json()
    assert (counts["articles"], counts["claims"]) == (5 + HARBOURS, 7 + HARBOURS)
    for name, key in (("articles", "article_id"), ("claims", "claim_id"), ("threads", "thread_id")):
        for limit in (7, 50):
            items = await all_items(client, f"/v1/{name}", limit=limit)
            assert len(items) == len({item[key] for item in items}) == counts[name], (name, limit)
        for item in items[:3]:
            one = await client.get(f"/v1/{name}/{item[key]}")
            assert one.status_code == 200
            assert one.json()[key] == item[key]
    outlets = await all_items(client, "/v1/outlets", limit=2)
    assert [each["articles"] for each in outlets] == [1, 2, HARBOURS, 2]


async def test_claims_quote_their_article_exactly(client: httpx2.AsyncClient) -> None:
    for item in await all_items(client, "/v1/claims", limit=200):
        text = (await client.get(f"/v1/articles/{item['article']['article_id']}")).json()["text"]
        for quoted in (item["span"], item["sentence"], item["predicate"]["span"], *(each["span"] for each in item["quantities"])):
            assert text[quoted["start"] : quoted["end"]] == quoted["text"]


async def test_conflicting_threads_are_found_with_their_reasons(client: httpx2.AsyncClient) -> None:
    found = await all_items(client, "/v1/threads", conflict="true", limit=1)
    assert "Marlin" in str([(await client.get(f"/v1/threads/{item['thread_id']}")).json()["members"] for item in found])
    assert 1 <= len(found) == (await client.get("/v1/counts")).json()["conflicts"]
    for item in found:
        detail = (await client.get(f"/v1/threads/{item['thread_id']}")).json()
        opposed = [relation for relation in detail["relations"] if relation["kind"] in ("conflict", "denies")]
        assert opposed
        assert all(relation["reason"] for relation in opposed)
        page = await client.get(f"/threads/{item['thread_id']}")
        assert page.status_code == 200
        assert '<h2 id="conflicts-title">Conflicts</h2>' in page.text
    without = await all_items(client, "/v1/threads", conflict="false")
    assert {item["thread_id"] for item in without}.isdisjoint(item["thread_id"] for item in found)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"q": "barges"}, HARBOURS),
        ({"q": "Quay3"}, 1),
        ({"q": "barges NOT stranded"}, 0),
        ({"q": '"'}, 0),
        ({"polarity": "negative"}, 1),
        ({"certainty": "probable"}, 1),
        ({"since": "2026-03-05"}, 2),
        ({"until": "2026-03-04"}, 0),
        ({"entity": "PILOTS"}, HARBOURS),
    ],
)
async def test_claims_are_filtered_in_the_database(client: httpx2.AsyncClient, parameters: dict[str, str], expected: int) -> None:
    assert len(await all_items(client, "/v1/claims", limit=9, **parameters)) == expected


async def test_cursor_of_one_list_does_not_open_another(client: httpx2.AsyncClient) -> None:
    cursor = (await client.get("/v1/claims", params={"limit": 1})).json()["next"]
    for path, parameters in (("/v1/articles", {}), ("/v1/threads", {}), ("/v1/claims", {"q": "barges"})):
        answer = await client.get(path, params={"cursor": cursor, **parameters})
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:claimwire:problem:bad-cursor")


async def test_hostile_values_reach_the_database_as_values(engine: AsyncEngine) -> None:
    app = create_app(engine, ApiSettings())
    for path, names in PARAMETERS.items():
        for name in names:
            for value in HOSTILE_VALUES:
                answer = await raw_request(app, path.encode(), f"{name}={value}".encode())
                assert answer.status_code in (200, 400, 414, 422), (path, name, value[:40], answer.text[:300])


async def test_first_page_shows_what_the_store_linked(client: httpx2.AsyncClient) -> None:
    page = (await client.get("/?conflict=true")).text
    assert "contradicts" in page or "denies" in page
    assert '<mark class="figure">' in page


async def test_stream_goes_through_all_stored_changes(engine: AsyncEngine) -> None:
    live = create_app(engine, ApiSettings()).state.gateway.live
    last = await live._reads.last_sequence()
    seen = []
    with live.seat():
        async for change in live.follow("0"):
            seen.append(change.sequence)
            if change.sequence == last:
                break
    assert seen == list(range(1, last + 1))
