"""Headers that every response carries, good or bad, page or data."""

from __future__ import annotations

from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY

from services.api.account import SECURITY_HEADERS
from services.api.outcomes import Outcome, outcome_of
from tests.api.fake_reads import FakeReads

PATHS = [
    "/",
    "/articles",
    "/v1/threads",
    "/v1/claims?limit=0",
    "/v1/claims?token=x",
    f"/v1/articles/{uuid4()}",
    "/nothing",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/static/claimwire.css",
    "/static/icon.svg",
    "/v1/threads?q=" + "a" * 9_000,
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:30])
async def test_security_headers_are_on_every_response(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value


async def test_security_headers_are_on_the_gateways_own_errors(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    reads.failure = RuntimeError("broken")
    answer = await client.get("/v1/threads")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == SECURITY_HEADERS["Content-Security-Policy"]


def test_content_security_policy_allows_nothing_unsafe() -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in SECURITY_HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "script-src" not in policy
    assert "unsafe" not in SECURITY_HEADERS["Content-Security-Policy"]
    assert "*" not in SECURITY_HEADERS["Content-Security-Policy"]


async def test_files_of_pages_are_kept_until_they_change(client: httpx2.AsyncClient) -> None:
    first = await client.get("/static/claimwire.css")
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    again = await client.get("/static/claimwire.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_pages_and_problems_are_not_kept(client: httpx2.AsyncClient) -> None:
    for path in ("/", "/nothing"):
        assert (await client.get(path)).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/v1/threads", Outcome.SERVED),
        ("/v1/threads?limit=0", Outcome.REFUSED),
        (f"/v1/threads/{uuid4()}", Outcome.NOT_FOUND),
        ("/nothing", Outcome.NOT_FOUND),
    ],
)
async def test_every_request_ends_in_one_counted_outcome(client: httpx2.AsyncClient, path: str, outcome: Outcome) -> None:
    def counted() -> dict[str, float]:
        return {o: REGISTRY.get_sample_value("claimwire_outcomes_total", {"stage": "api", "outcome": o}) or 0 for o in Outcome}

    before = counted()
    await client.get(path)
    after = counted()
    assert {o: after[o] - before[o] for o in Outcome if after[o] != before[o]} == {outcome: 1}


STATUSES = [
    (200, "served"),
    (304, "served"),
    (401, "not_allowed"),
    (403, "not_allowed"),
    (404, "not_found"),
    (422, "refused"),
    (500, "failed"),
    (503, "unavailable"),
]


@pytest.mark.parametrize(("status", "outcome"), STATUSES)
def test_status_stands_for_an_outcome(status: int, outcome: str) -> None:
    assert outcome_of(status) == outcome


async def test_metrics_are_in_prometheus_format(client: httpx2.AsyncClient) -> None:
    await client.get("/v1/threads")
    answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'claimwire_outcomes_total{outcome="served",stage="api"}' in answer.text


async def test_no_response_names_the_server_software(client: httpx2.AsyncClient, app: FastAPI) -> None:
    assert "server" not in (await client.get("/v1/threads")).headers
