"""The running gateway: its port, its stop, and clients that misbehave on the wire."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import time
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from services.api import wiring
from services.api.errors import PortInUse
from services.api.wiring import MAX_HEAD_BYTES, serve
from tests.waiting import until


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[tuple[str, int]]:
    """A gateway on a free port."""
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(app, "127.0.0.1", 0, stop, ready=ready.set_result))
    url = httpx2.URL(await asyncio.wait_for(ready, 10))
    yield url.host, url.port or 0
    stop.set()
    await asyncio.wait_for(task, 5)


async def send_raw(address: tuple[str, int], data: bytes) -> bytes:
    """All that the server answers to these bytes until it hangs up."""
    reader, writer = await asyncio.open_connection(*address)
    writer.write(data)
    try:
        return await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def test_ready_is_told_once_connections_are_accepted(address: tuple[str, int]) -> None:
    async with httpx2.AsyncClient(base_url=f"http://{address[0]}:{address[1]}") as client:
        assert (await client.get("/healthz")).status_code == 200


async def test_port_in_use_is_a_clear_error(app: FastAPI, address: tuple[str, int]) -> None:
    with pytest.raises(PortInUse, match=rf"port {address[1]} on 127.0.0.1 is in use.*CLAIMWIRE_PORT"):
        await serve(app, "127.0.0.1", address[1], asyncio.Event())


async def test_host_that_is_not_ours_is_a_clear_error(app: FastAPI) -> None:
    with pytest.raises(OSError, match="CLAIMWIRE_HOST"):
        await serve(app, "no-such-host.invalid", 0, asyncio.Event())


async def test_port_is_free_again_after_the_stop(app: FastAPI) -> None:
    port = 0
    for _ in range(2):
        stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
        task = asyncio.create_task(serve(app, "127.0.0.1", port, stop, ready=ready.set_result))
        port = httpx2.URL(await asyncio.wait_for(ready, 10)).port or 0
        stop.set()
        await asyncio.wait_for(task, 5)


async def test_signal_handlers_of_the_process_stay(app: FastAPI) -> None:
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(kind) for kind in kinds]
    stop, during = asyncio.Event(), list[object]()
    task = asyncio.create_task(serve(app, "127.0.0.1", 0, stop, ready=lambda _: during.extend(signal.getsignal(kind) for kind in kinds)))
    await until(lambda: during)
    stop.set()
    await asyncio.wait_for(task, 5)
    assert during == before == [signal.getsignal(kind) for kind in kinds]


async def test_stop_ends_within_three_seconds_with_a_stream_and_an_idle_connection_open(app: FastAPI) -> None:
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(app, "127.0.0.1", 0, stop, ready=ready.set_result))
    url = httpx2.URL(await asyncio.wait_for(ready, 10))
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"GET /v1/stream?after=0 HTTP/1.1\r\nHost: x\r\n\r\n")
    await asyncio.wait_for(reader.readuntil(b"thread_changed"), 5)
    _, idle = await asyncio.open_connection(url.host, url.port)
    begun = time.monotonic()
    stop.set()
    await asyncio.wait_for(task, 5)
    assert time.monotonic() - begun < 3
    for each in (writer, idle):
        each.close()


async def test_cancelled_serve_leaves_nothing_behind(app: FastAPI) -> None:
    ready = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(app, "127.0.0.1", 0, asyncio.Event(), ready=ready.set_result))
    url = httpx2.URL(await asyncio.wait_for(ready, 10))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 5)
    with pytest.raises(OSError):  # noqa: PT011 the refusal's words are the system's
        await asyncio.open_connection(url.host, url.port)
    assert {t.get_name() for t in asyncio.all_tasks()}.isdisjoint({"gateway", "gateway-stop", "gateway-accepting"})


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: ".ljust(MAX_HEAD_BYTES + 1, b"a"),  # with more unread, TCP may reset before the answer is read
    ],
    ids=["tls", "nul", "header", "lengths", "no-host", "endless-header"],
)
async def test_broken_request_is_answered_with_a_problem(address: tuple[str, int], request_bytes: bytes) -> None:
    head, _, body = (await send_raw(address, request_bytes)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in head
    assert b"content-security-policy" in head.lower()
    assert json.loads(body)["type"] == "urn:claimwire:problem:bad-request"


@pytest.mark.parametrize("where", [b"/v1/threads?q=", b"/v1/threads/", b"/?q="])
async def test_megabyte_in_the_address_is_answered_with_a_problem(address: tuple[str, int], where: bytes) -> None:
    answer = await send_raw(address, b"GET " + where + b"a" * (1024 * 1024) + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 414")
    assert b"urn:claimwire:problem:address-too-long" in answer


async def test_client_that_never_finishes_its_request_is_let_go(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch, address: tuple[str, int]
) -> None:
    monkeypatch.setattr(wiring, "HEAD_DEADLINE_S", 0.2)
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"GET / HTTP/1.1\r\nHost: ")
    with contextlib.suppress(ConnectionError):
        assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()


async def test_websocket_is_not_spoken(address: tuple[str, int]) -> None:
    upgrade = b"Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n"
    answer = await send_raw(address, b"GET /v1/threads HTTP/1.1\r\nHost: x\r\n" + upgrade + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 200")


async def test_stream_is_freed_when_its_client_leaves(app: FastAPI, address: tuple[str, int]) -> None:
    live = app.state.gateway.live
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"GET /v1/stream HTTP/1.1\r\nHost: x\r\n\r\n")
    await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    await until(lambda: live.open_streams == 1)
    writer.transport.abort()
    await until(lambda: live.open_streams == 0, within_s=5)


async def test_idle_socket_does_not_keep_others_waiting(address: tuple[str, int]) -> None:
    silent = [socket.create_connection(address) for _ in range(50)]
    async with httpx2.AsyncClient(base_url=f"http://{address[0]}:{address[1]}") as client:
        assert (await client.get("/v1/threads")).status_code == 200
    for each in silent:
        each.close()
