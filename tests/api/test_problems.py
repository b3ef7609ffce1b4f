"""Whatever is asked, the answer is a good one or a problem: one shape, in time, with nothing of the gateway's insides."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
import structlog
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.api.app import create_app
from services.api.doorkeeper import host_name
from services.api.problems import problem_of
from services.api.settings import ApiSettings
from services.runtime.database import open_engine
from services.runtime.errors import DatabaseUnavailable
from tests.api.fake_reads import FakeReads
from tests.api.raw_asgi import Answer, raw_request

MEGABYTE = 1024 * 1024

HOSTILE_VALUES = [
    "%00",
    "a%00b",
    "%1b[31m",
    "%ff%fe",
    "%ed%a0%80",
    "%f0%28%8c%28",
    "%",
    "%zz",
    "a" * MEGABYTE,
    "%F0%9F%8C%8A" * 10_000,
    "' OR 1=1 --",
    '"; DROP TABLE claim; --',
    "%25%5F*?[",
    "NEAR(a b, 5) AND NOT c",
    '"unbalanced',
    "{{7*7}}",
    "../../etc/passwd",
    "%0d%0aSet-Cookie:x=1",
    "-1",
    "0",
    "1e3",
    "1000000000000000000",
    "NaN",
    "true",
    "null",
    "[]",
    "0001-01-01",
    "9999-12-31T23:59:59-14:00",
    "0000-00-00",
    "2026-02-30",
    "2026-03-04T25:00Z",
    "٢٠٢٦-٠٣-٠٤",
    "\u202egnp.exe",
]
PARAMETERS = {
    "/v1/articles": ["limit", "cursor", "source", "since", "until"],
    "/v1/claims": ["limit", "cursor", "article", "thread", "source", "entity", "q", "certainty", "polarity", "since", "until"],
    "/v1/threads": ["limit", "cursor", "conflict", "q", "entity"],
    "/v1/outlets": ["limit", "cursor"],
    "/": ["cursor", "q", "conflict", "live"],
    "/articles": ["cursor"],
}


def assert_is_problem(answer: httpx2.Response | Answer) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert problem["type"].startswith("urn:claimwire:problem:")
    assert problem["status"] == answer.status_code
    assert len(answer.content) < 8_000, "nothing of what was sent is repeated at length"
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text


@pytest.mark.parametrize(("path", "parameter"), [(path, name) for path, names in PARAMETERS.items() for name in names])
async def test_hostile_value_of_a_parameter_is_answered_or_a_problem(app: FastAPI, path: str, parameter: str) -> None:
    for value in HOSTILE_VALUES:
        answer = await raw_request(app, path.encode(), f"{parameter}={value}".encode())
        assert answer.status_code in (200, 400, 414, 422), (value[:40], answer.status_code)
        if answer.status_code != 200:
            assert_is_problem(answer)


@pytest.mark.parametrize("limit", ["-1", "0", "201", "1000000000000000000", "1e3", "NaN", "", "ten", "1.5"])
async def test_limit_outside_1_to_200_is_refused(client: httpx2.AsyncClient, limit: str) -> None:
    answer = await client.get("/v1/claims", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "query.limit"


@pytest.mark.parametrize("cursor", ["forged", "after-x", "ZXZpbA==", "0", "null"])
async def test_cursor_that_the_list_did_not_give_out_is_refused(client: httpx2.AsyncClient, cursor: str) -> None:
    answer = await client.get("/v1/threads", params={"cursor": cursor})
    assert_is_problem(answer)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:claimwire:problem:bad-cursor")


BAD_IDS = [
    "/v1/articles/x",
    "/v1/claims/%00",
    f"/v1/threads/{uuid4()}0",
    "/v1/outlets/..%2f..",
    "/v1/claims/%ff",
    "/v1/claims/" + "9" * MEGABYTE,
]


@pytest.mark.parametrize("path", BAD_IDS, ids=lambda path: path[:24])
async def test_id_that_is_none_is_a_problem(app: FastAPI, path: str) -> None:
    answer = await raw_request(app, path.encode())
    assert answer.status_code in (400, 404, 414, 422)
    assert_is_problem(answer)


NOWHERE = ["/nothing", "/v1", "/v1/", "/v2/claims", "/docs", "/redoc", "/static/x", "/static/..%2fsettings.py", "/admin"]


@pytest.mark.parametrize("path", NOWHERE)
async def test_address_without_anything_is_not_found(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert_is_problem(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_wrong_method_says_which_are_right(client: httpx2.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/v1/claims")
    assert_is_problem(answer)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


async def test_head_is_get_without_the_body(client: httpx2.AsyncClient) -> None:
    head, get = await client.head("/v1/threads"), await client.get("/v1/threads")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


async def test_unknown_parameter_is_refused_so_that_no_typing_error_goes_unnoticed(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/v1/threads", params={"conflcit": "true"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "query.conflcit"


async def test_parameter_given_twice_is_refused(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/v1/threads?limit=1&limit=2")
    assert answer.status_code == 400
    assert_is_problem(answer)


async def test_too_many_parameters_are_refused(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/v1/threads?" + "&".join(f"a{n}=1" for n in range(500)))
    assert answer.status_code == 400
    assert_is_problem(answer)


@pytest.mark.parametrize("name", ["key", "api_key", "API_KEY", "token", "access_token"])
async def test_key_in_the_query_is_refused(client: httpx2.AsyncClient, name: str) -> None:
    answer = await client.get("/v1/threads", params={name: "s3cret"})
    assert answer.status_code == 400
    assert "s3cret" not in answer.text


@pytest.mark.parametrize(
    "failure",
    [
        OperationalError("SELECT secret_column", {}, Exception("connection to 10.1.2.3 refused")),
        DatabaseUnavailable("the database at postgresql://me@10.1.2.3 does not answer"),
        PoolTimeout("QueuePool limit"),
        ConnectionRefusedError("10.1.2.3"),
        TimeoutError(),
    ],
)
@pytest.mark.parametrize("path", ["/v1/articles", "/v1/claims", "/v1/threads", "/v1/counts", f"/v1/threads/{uuid4()}", "/", "/articles"])
async def test_database_that_is_away_is_said_so(client: httpx2.AsyncClient, reads: FakeReads, path: str, failure: Exception) -> None:
    reads.failure = failure
    answer = await client.get(path)
    assert_is_problem(answer)
    assert answer.status_code == 503
    assert "database does not answer" in answer.json()["detail"]
    assert "10.1.2.3" not in answer.text
    assert "secret_column" not in answer.text
    assert int(answer.headers["retry-after"]) > 0


async def test_unexpected_error_is_a_problem_without_its_words(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    reads.failure = RuntimeError("the password is hunter2")
    answer = await client.get("/v1/threads")
    assert_is_problem(answer)
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    reads.failure = None
    assert (await client.get("/v1/threads")).status_code == 200


async def test_page_that_is_not_there_is_a_page_for_people(client: httpx2.AsyncClient) -> None:
    answer = await client.get(f"/threads/{uuid4()}", headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>Not found</h1>" in answer.text


@pytest.mark.parametrize("path", ["/threads/x", "/articles/0", "/nothing"])
async def test_mistyped_address_of_a_page_is_not_found(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text


async def test_problem_of_the_api_is_json_for_browsers_too(client: httpx2.AsyncClient) -> None:
    assert_is_problem(await client.get("/v1/nothing", headers={"Accept": "text/html"}))


async def test_many_ranges_are_ignored(client: httpx2.AsyncClient) -> None:
    ranges = "bytes=" + ",".join(f"{n}-{n + 1}" for n in range(5_000))
    answer = await client.get("/static/claimwire.css", headers={"Range": ranges})
    assert answer.status_code == 200


async def test_query_slower_than_the_deadline_is_told_to_try_later(reads: FakeReads, app: FastAPI, client: httpx2.AsyncClient) -> None:
    async def hang(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    reads.counts = hang  # type: ignore[assignment, method-assign]
    slow = create_app(app.state.gateway.engine, ApiSettings(answer_deadline_s=0.05), reads=reads)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(slow), base_url="http://gateway") as impatient:
        answer = await impatient.get("/v1/counts")
    assert answer.status_code == 503
    assert_is_problem(answer)


HOSTS = [
    ("example.org", "example.org"),
    ("Example.ORG:8080", "example.org"),
    ("[::1]:8080", "[::1]"),
    ("[::1]", "[::1]"),
    ("127.0.0.1:1", "127.0.0.1"),
    ("", ""),
]


@pytest.mark.parametrize(("header", "name"), HOSTS)
def test_host_is_taken_without_its_port(header: str, name: str) -> None:
    assert host_name(header) == name


class TestAllowedHosts:
    """With a list of hosts, requests for others are refused."""

    @pytest.fixture
    async def strict(self, reads: FakeReads, app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
        other = create_app(app.state.gateway.engine, ApiSettings(allowed_hosts=("monitor.example", "localhost")), reads=reads)
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(other), base_url="http://monitor.example") as client:
            yield client

    @pytest.mark.parametrize("host", ["monitor.example", "MONITOR.example:8080", "localhost:80"])
    async def test_listed_host_is_served(self, strict: httpx2.AsyncClient, host: str) -> None:
        assert (await strict.get("/v1/threads", headers={"Host": host})).status_code == 200

    @pytest.mark.parametrize("host", ["evil.example", "monitor.example.evil.example", "127.0.0.1", "", "monitor.example@evil.example"])
    async def test_other_host_is_refused(self, strict: httpx2.AsyncClient, host: str) -> None:
        answer = await strict.get("/v1/threads", headers={"Host": host})
        assert answer.status_code == 400
        assert_is_problem(answer)


async def test_more_requests_at_once_than_allowed_are_told_to_try_later(reads: FakeReads, app: FastAPI) -> None:
    gate = asyncio.Event()

    async def wait(*_: object, **__: object) -> object:
        await gate.wait()
        return (await FakeReads().counts()).model_dump()

    reads.counts = wait  # type: ignore[assignment, method-assign]
    narrow = create_app(app.state.gateway.engine, ApiSettings(requests_at_once=3), reads=reads)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(narrow), base_url="http://gateway") as client:
        waiting = [asyncio.create_task(client.get("/v1/counts")) for _ in range(10)]
        done, _ = await asyncio.wait(waiting, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        while len(done) < 7:
            more, _ = await asyncio.wait([task for task in waiting if task not in done], timeout=5, return_when=asyncio.FIRST_COMPLETED)
            done |= more
        assert {task.result().status_code for task in done} == {503}
        gate.set()
        answers = await asyncio.gather(*waiting)
    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [503] * 7
    for answer in answers:
        if answer.status_code == 503:
            assert_is_problem(answer)


def test_problem_is_json_that_any_reader_can_read() -> None:
    problem, _ = problem_of(LookupError("\ud800"))
    assert json.loads(problem.model_dump_json())["status"] == 500


async def test_ready_tells_every_part_that_is_not(tmp_path: Path) -> None:
    async def parts() -> dict[str, str]:
        return {"store": "ok", "extract": "no progress for 45 s"}

    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/claimwire.db")
    app = create_app(engine, ApiSettings(), ready=parts, reads=FakeReads())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://gateway") as client:
        answer = await client.get("/readyz")
        assert answer.status_code == 503
        assert_is_problem(answer)
        assert answer.json()["checks"] == {"database": "ok", "store": "ok", "extract": "no progress for 45 s"}
        assert "extract: no progress for 45 s" in answer.json()["detail"]
    await engine.dispose()


async def test_ready_needs_the_database_and_alive_does_not(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/no/such/folder/claimwire.db")
    app = create_app(engine, ApiSettings(), reads=FakeReads())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://gateway") as client:
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]) == (503, {"database": "does not answer"})
        assert "no/such/folder" not in ready.text
        alive = await client.get("/healthz")
        assert (alive.status_code, alive.json()) == (200, {"status": "alive"})
    await engine.dispose()


async def test_database_without_tables_is_told_apart_from_one_that_is_away(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/claimwire.db")
    app = create_app(engine, ApiSettings())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://gateway") as client:
        for path in ("/v1/threads", "/v1/sources", "/"):
            answer = await client.get(path)
            assert_is_problem(answer)
            assert (answer.status_code, answer.json()["type"]) == (503, "urn:claimwire:problem:database-outdated")
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]) == (503, {"database": "is not migrated to this version"})
    await engine.dispose()


async def test_reason_of_an_unavailable_database_is_in_the_log(client: httpx2.AsyncClient, reads: FakeReads) -> None:
    reads.failure = OperationalError("SELECT secret_column", {}, Exception("connection to 10.1.2.3 refused"))
    with structlog.testing.capture_logs() as lines:
        await client.get("/v1/threads")
    assert [(line["status"], line["outcome"], line["reason"]) for line in lines] == [
        (503, "unavailable", "OperationalError: connection to 10.1.2.3 refused")
    ]


async def test_ready_with_all_parts_is_200(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "checks": {"database": "ok"}})
