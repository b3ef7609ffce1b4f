"""Sources: who may change them, what can be watched, and the list."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import SQLModel

from services.api.app import create_app
from services.api.settings import ApiSettings
from services.runtime.database import open_engine
from tests.api.fake_reads import FakeReads
from tests.api.raw_asgi import raw_request
from tests.api.test_problems import assert_is_problem

KEY = "correct-horse-battery"
WITH_KEY = {"Authorization": f"Bearer {KEY}"}
FEED = "https://larkmouth-mercury.example/feed.xml"


class Ticking:
    """A clock that moves a second at every look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 4, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


Start = Callable[[ApiSettings], FastAPI]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Builds the gateway with given settings over one empty ledger."""
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/claimwire.db")
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    yield lambda settings: create_app(engine, settings, reads=FakeReads(), clock=Ticking())
    await engine.dispose()


@asynccontextmanager
async def client_of(app: FastAPI, host: str = "monitor.example") -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=f"http://{host}") as client:
        yield client


@pytest.fixture
async def keyed(start: Start) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(start(ApiSettings(api_key=KEY))) as client:
        yield client


async def test_source_is_added_found_listed_and_removed(keyed: httpx2.AsyncClient) -> None:
    added = await keyed.post("/v1/sources", json={"url": FEED, "name": "The Mercury"}, headers=WITH_KEY)
    assert added.status_code == 201
    assert added.json() | {"url": FEED, "name": "The Mercury", "state": "active", "articles": 0} == added.json()
    found = await keyed.get(added.headers["location"])
    assert found.json() == added.json()
    assert (await keyed.get("/v1/sources")).json() == {"items": [added.json()], "next": None}
    removed = await keyed.delete(added.headers["location"], headers=WITH_KEY)
    assert (removed.status_code, removed.content) == (204, b"")
    assert (await keyed.get(added.headers["location"])).status_code == 404
    assert (await keyed.delete(added.headers["location"], headers=WITH_KEY)).status_code == 404


async def test_source_added_again_is_the_same_and_not_created(keyed: httpx2.AsyncClient) -> None:
    first = await keyed.post("/v1/sources", json={"url": FEED}, headers=WITH_KEY)
    again = await keyed.post("/v1/sources", json={"url": FEED, "name": "Another name"}, headers=WITH_KEY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


async def test_source_added_by_many_at_once_is_there_once(keyed: httpx2.AsyncClient) -> None:
    answers = await asyncio.gather(*[keyed.post("/v1/sources", json={"url": FEED}, headers=WITH_KEY) for _ in range(8)])
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len((await keyed.get("/v1/sources")).json()["items"]) == 1


@pytest.mark.parametrize("limit", [1, 3, 7, 200])
async def test_list_of_sources_is_read_to_its_end(keyed: httpx2.AsyncClient, limit: int) -> None:
    wanted = [f"https://paper-{number}.example/feed" for number in range(7)]
    for url in wanted:
        await keyed.post("/v1/sources", json={"url": url}, headers=WITH_KEY)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await keyed.get("/v1/sources", params={"limit": limit, **cursor})).json()
        seen += [item["url"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen == wanted


@pytest.mark.parametrize("cursor", ["x", "AAAA", "MjAyNi0wMy0wNA==", "%%%", "é"])
async def test_foreign_cursor_is_refused(keyed: httpx2.AsyncClient, cursor: str) -> None:
    answer = await keyed.get("/v1/sources", params={"cursor": cursor})
    assert_is_problem(answer)
    assert answer.json()["type"] == "urn:claimwire:problem:bad-cursor"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {KEY}x"},
        {"Authorization": f"Bearer {KEY[:-1]}"},
        {"Authorization": f"Basic {KEY}"},
        {"Authorization": KEY},
        {"X-API-Key": KEY},
        {"Authorization": b"Bearer \xff\xfe"},
        {"Authorization": "Bearer " + "k" * 100_000},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_without_the_right_key_nothing_is_changed(keyed: httpx2.AsyncClient, method: str, headers: dict[str, str | bytes]) -> None:
    path = "/v1/sources" if method == "POST" else f"/v1/sources/{uuid4()}"
    sent = [(name.encode(), value.encode() if isinstance(value, str) else value) for name, value in headers.items()]
    answer = await keyed.request(method, path, json={"url": FEED} if method == "POST" else None, headers=sent)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert_is_problem(answer)
    assert (await keyed.get("/v1/sources")).json()["items"] == []


async def test_without_a_key_in_the_settings_nobody_may_write(start: Start) -> None:
    async with client_of(start(ApiSettings()), "127.0.0.1:8080") as client:
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}, WITH_KEY):
            answer = await client.post("/v1/sources", json={"url": FEED}, headers=headers)
            assert answer.status_code == 403
            assert_is_problem(answer)
            assert "CLAIMWIRE_API_KEY" in answer.json()["detail"]


@pytest.mark.parametrize("key", ["", "   "])
async def test_empty_key_is_no_key(start: Start, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_API_KEY", key)
    async with client_of(start(ApiSettings())) as client:
        answer = await client.post("/v1/sources", json={"url": FEED}, headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 403


class TestOpenOnLoopback:
    """The embedded mode: programs on this machine may write without a key, pages of other sites may not."""

    @pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "127.9.9.9", "claimwire.localhost"])
    async def test_program_on_this_machine_may_write(self, start: Start, host: str) -> None:
        async with client_of(start(ApiSettings(open_on_loopback=True)), "127.0.0.1") as client:
            answer = await client.post("/v1/sources", json={"url": FEED}, headers={"Host": host})
            assert answer.status_code == 201

    @pytest.mark.parametrize("host", ["monitor.example", "127.0.0.1.nip.example", "10.0.0.5", "", "localhost.evil.example"])
    async def test_request_for_another_host_may_not(self, start: Start, host: str) -> None:
        async with client_of(start(ApiSettings(open_on_loopback=True)), "127.0.0.1") as client:
            answer = await client.post("/v1/sources", json={"url": FEED}, headers={"Host": host})
            assert answer.status_code == 403

    async def test_key_counts_where_one_is_set(self, start: Start) -> None:
        async with client_of(start(ApiSettings(open_on_loopback=True, api_key=KEY)), "127.0.0.1") as client:
            assert (await client.post("/v1/sources", json={"url": FEED})).status_code == 401

    @pytest.mark.parametrize("listening", ["0.0.0.0", "::", "192.0.2.7"])  # noqa: S104
    async def test_gateway_that_others_can_reach_is_not_open(self, start: Start, listening: str) -> None:
        async with client_of(start(ApiSettings(open_on_loopback=True, host=listening)), "127.0.0.1") as client:
            assert (await client.post("/v1/sources", json={"url": FEED})).status_code == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "null"},
            {"Origin": "https://evil.example"},
            {"Origin": "http://127.0.0.1:9999"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    async def test_page_of_another_site_may_not_write(self, start: Start, headers: dict[str, str]) -> None:
        async with client_of(start(ApiSettings(open_on_loopback=True)), "127.0.0.1:8080") as client:
            answer = await client.post("/v1/sources", json={"url": FEED}, headers=headers)
            assert answer.status_code == 403
            assert_is_problem(answer)

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
    async def test_body_that_a_form_could_send_is_refused(self, start: Start, kind: str) -> None:
        async with client_of(start(ApiSettings(open_on_loopback=True)), "127.0.0.1:8080") as client:
            answer = await client.post("/v1/sources", content=b'{"url": "https://a.example/feed"}', headers={"Content-Type": kind})
            assert answer.status_code == 415
            assert_is_problem(answer)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "http://127.0.0.1/feed",
        "http://[::1]/feed",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://0x7f000001/",
        "file:///etc/passwd",
        "gopher://a.example/",
        "javascript:alert(1)",
        "data:text/xml,<rss/>",
        "https://a.example:22/feed",
        "https://me:secret@a.example:25/",
        "http://a\tb.example/",
        "http://" + "a" * 300 + ".example/",
        "https://a.example/\r\nX: y",
        "https://a.example/\x00",
        "https://" + "a" * 3_000 + ".example/",
        "http://[fe80::1%25eth0]/",
        "\ud800",
        "https://\ud800.example/",
    ],
)
async def test_address_that_must_not_be_watched_is_refused(keyed: httpx2.AsyncClient, url: str) -> None:
    body = json.dumps({"url": url}).encode()
    answer = await keyed.post("/v1/sources", content=body, headers={**WITH_KEY, "Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert_is_problem(answer)
    assert "secret" not in answer.text
    assert (await keyed.get("/v1/sources")).json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"https://a.example/"',
        b"{}",
        b'{"url": 7}',
        b'{"url": ["https://a.example/"]}',
        b'{"url": "https://a.example/", "admin": true}',
        b'{"url": "https://a.example/", "name": "' + b"n" * 300 + b'"}',
        b"\xff\xfe\x00",
        b"[" * 30_000,
        b'{"a":' * 10_000,
        b"NaN",
        b'{"url": NaN}',
    ],
    ids=lambda body: repr(body[:20]),
)
async def test_body_that_is_no_source_is_refused(keyed: httpx2.AsyncClient, body: bytes) -> None:
    answer = await keyed.post("/v1/sources", content=body, headers={**WITH_KEY, "Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert_is_problem(answer)


class TestBodies:
    """Bodies are bounded in size and time before anybody looks at the key or the words in them."""

    HEADERS = (("host", "monitor.example"), ("content-type", "application/json"), ("authorization", f"Bearer {KEY}"))

    async def test_body_above_the_limit_is_refused_when_announced(self, start: Start) -> None:
        app = start(ApiSettings(api_key=KEY))
        answer = await raw_request(app, b"/v1/sources", method="POST", headers=[*self.HEADERS, ("content-length", "70000")], body=[b""])
        assert answer.status_code == 413

    @pytest.mark.parametrize("length", ["10", "-1", "x", "9" * 5_000, None])
    async def test_body_above_the_limit_is_refused_whatever_was_announced(self, start: Start, length: str | None) -> None:
        app = start(ApiSettings(api_key=KEY))
        headers = [*self.HEADERS, *([("content-length", length)] if length else [])]
        answer = await raw_request(app, b"/v1/sources", method="POST", headers=headers, body=[b" " * 1000] * 100)
        assert answer.status_code == 413
        assert_is_problem(answer)

    async def test_body_in_small_pieces_is_read(self, start: Start) -> None:
        app = start(ApiSettings(api_key=KEY))
        pieces = [bytes([byte]) for byte in b'{"url": "' + FEED.encode() + b'"}']
        answer = await raw_request(app, b"/v1/sources", method="POST", headers=self.HEADERS, body=pieces)
        assert answer.status_code == 201

    async def test_body_that_drips_is_given_up(self, start: Start) -> None:
        app = start(ApiSettings(api_key=KEY, body_deadline_s=0.05))

        async def drip() -> AsyncIterator[bytes]:
            yield b"{"
            await asyncio.Event().wait()

        async with client_of(app) as client:
            answer = await asyncio.wait_for(client.post("/v1/sources", content=drip(), headers=dict(self.HEADERS)), 5)
        assert answer.status_code == 408
        assert_is_problem(answer)
