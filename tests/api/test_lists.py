"""The lists: complete in pages, filtered, one by id."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from tests.api.fake_reads import FakeReads
from tests.api.stories import GAZETTE, MERCURY, START, article, claim, ferry_story, thread, with_claims

LISTS = ("articles", "claims", "threads", "outlets")
KEYS = {"articles": "article_id", "claims": "claim_id", "threads": "thread_id", "outlets": "source_id"}


@pytest.fixture
def reads() -> FakeReads:
    """23 articles of as many outlets, each with a claim in a thread of its own."""
    articles, threads = [], []
    for number in range(23):
        source = MERCURY.model_copy(update={"source_id": uuid4(), "domain": f"paper-{number:02}.example"})
        one = article(f"Edition {number}", "The quay was closed.", source=source, at=START + timedelta(minutes=number))
        said = claim(one, "The quay was closed", head="closed")
        articles.append(with_claims(one, said))
        threads.append(thread(f"Was quay {number} closed?", [(said, "yes", START.date())], sequence=number + 1))
    return FakeReads(articles, threads)


async def all_pages(client: httpx2.AsyncClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for _ in range(100):
        answer = await client.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        items += answer.json()["items"]
        if answer.json()["next"] is None:
            return items
        parameters["cursor"] = answer.json()["next"]
    raise AssertionError("the list does not end")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("limit", [1, 5, 22, 23, 24, 200])
async def test_every_list_is_read_to_its_end_without_gaps_or_doubles(client: httpx2.AsyncClient, name: str, limit: int) -> None:
    items = await all_pages(client, f"/v1/{name}", limit=limit)
    assert len(items) == len({item[KEYS[name]] for item in items}) == 23


@pytest.mark.parametrize("name", LISTS)
async def test_page_size_is_the_settings_when_the_client_does_not_say(client: httpx2.AsyncClient, name: str) -> None:
    answer = (await client.get(f"/v1/{name}")).json()
    assert (len(answer["items"]), answer["next"]) == (23, None)


@pytest.mark.parametrize("name", LISTS)
async def test_each_item_of_a_list_is_found_by_its_id(client: httpx2.AsyncClient, name: str) -> None:
    item = (await client.get(f"/v1/{name}", params={"limit": 1})).json()["items"][0]
    one = await client.get(f"/v1/{name}/{item[KEYS[name]]}")
    assert one.status_code == 200
    assert one.json() | item == one.json(), "the one holds all that the list says of it"


@pytest.mark.parametrize("name", LISTS)
async def test_unknown_id_is_not_found(client: httpx2.AsyncClient, name: str) -> None:
    answer = await client.get(f"/v1/{name}/{uuid4()}")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:claimwire:problem:not-found")


async def test_claim_is_served_with_its_exact_words(client: httpx2.AsyncClient) -> None:
    items = (await client.get("/v1/claims", params={"limit": 1})).json()["items"]
    whole = (await client.get(f"/v1/articles/{items[0]['article']['article_id']}")).json()
    span = items[0]["span"]
    assert whole["text"][span["start"] : span["end"]] == span["text"] == "The quay was closed"


class TestFilters:
    """Conditions reach the read model as typed values."""

    @pytest.fixture
    def reads(self) -> FakeReads:
        return FakeReads(*ferry_story())

    async def test_conflict_true_keeps_threads_with_a_conflict(self, client: httpx2.AsyncClient, reads: FakeReads) -> None:
        reads.stored_threads[1] = reads.stored_threads[1].model_copy(update={"conflicts": 0})
        with_conflict = (await client.get("/v1/threads", params={"conflict": "true"})).json()["items"]
        without = (await client.get("/v1/threads", params={"conflict": "false"})).json()["items"]
        assert [item["title"] for item in with_conflict] == ["How many cabins were flooded?"]
        assert [item["title"] for item in without] == ["Did the captain report a leak?"]

    @pytest.mark.parametrize(
        ("parameters", "expected"),
        [
            ({"polarity": "negative"}, 1),
            ({"certainty": "probable"}, 1),
            ({"source": str(GAZETTE.source_id)}, 2),
            ({"q": "cabins"}, 3),
            ({"entity": "ferry"}, 5),
            ({"source": str(GAZETTE.source_id), "polarity": "positive"}, 1),
        ],
    )
    async def test_claims_are_filtered(self, client: httpx2.AsyncClient, parameters: dict[str, str], expected: int) -> None:
        assert len((await client.get("/v1/claims", params=parameters)).json()["items"]) == expected

    @pytest.mark.parametrize(
        ("since", "expected"),
        [
            ("2026-03-04", 3),
            ("2026-03-04T08:00:00Z", 2),
            ("2026-03-04T09:00:00+01:00", 2),
            ("2026-03-04T12:30", 2),
            ("2026-03-04T13:30:00.000001+01:00", 1),
            ("2026-03-09", 0),
        ],
    )
    async def test_articles_since_a_day_or_a_moment(self, client: httpx2.AsyncClient, since: str, expected: int) -> None:
        assert len((await client.get("/v1/articles", params={"since": since})).json()["items"]) == expected

    async def test_plus_of_a_zone_may_arrive_as_a_blank(self, client: httpx2.AsyncClient) -> None:
        answer = await client.get("/v1/articles?since=2026-03-04T09:00:00+01:00")
        assert len(answer.json()["items"]) == 2

    async def test_until_leaves_out_its_own_moment(self, client: httpx2.AsyncClient) -> None:
        answer = await client.get("/v1/articles", params={"until": START.isoformat()})
        assert answer.json()["items"] == []

    async def test_counts_are_those_of_the_read_model(self, client: httpx2.AsyncClient) -> None:
        assert (await client.get("/v1/counts")).json() == {"articles": 3, "claims": 5, "threads": 2, "conflicts": 2}
