"""Runs the gateway: binds the port first, so that a taken one is a clear error, and ends within seconds of being told to."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable
from typing import Any, Final

import h11
import structlog
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from services.api.account import SECURITY_HEADERS
from services.api.app import create_app
from services.api.errors import BadRequest, PortInUse
from services.api.gateway import gateway_of
from services.api.problems import PROBLEM_TYPE, problem_of

__all__ = ["create_app", "serve"]

log = structlog.get_logger()

STOP_DEADLINE_S: Final = 2
"""Seconds that open answers get to finish after the stop. The whole process has five."""
MAX_HEAD_BYTES: Final = 1_300_000
"""Longest request line plus headers that is read at all. Above a megabyte, so that a client that sends one is told so in a problem
instead of losing the connection; bounded, so that endless headers are."""
HEAD_DEADLINE_S: Final = 15.0
"""How long a client may take to send its request's head."""


async def serve(app: FastAPI, host: str, port: int, stop: asyncio.Event, *, ready: Callable[[str], None] | None = None) -> None:
    """Serve `app` until `stop` is set. `ready` gets the address to visit once connections are accepted; port 0 takes a free one.

    Installs no signal handlers. Raises `PortInUse`, or another `OSError` where the address cannot be listened on.
    """
    listener = _bind(host, port)
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        loop="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_DEADLINE_S,
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="gateway")
    accepting = asyncio.create_task(server.accepting.wait(), name="gateway-accepting")
    stopping = asyncio.create_task(stop.wait(), name="gateway-stop")
    try:
        await asyncio.wait({serving, accepting}, return_when=asyncio.FIRST_COMPLETED)
        if server.started:
            address = _address(listener)
            log.info("gateway listens", address=address)
            if ready is not None:
                ready(address)
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        accepting.cancel()
        stopping.cancel()
        gateway_of(app).live.close()
        server.should_exit = True
        try:
            await asyncio.shield(serving)
        finally:
            listener.close()


class _Server(uvicorn.Server):
    """Leaves the process's signals to whoever owns the process, and says when it accepts connections."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepting = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


class _Protocol(H11Protocol):
    """HTTP/1.1 by h11, whose buffers are bounded: answers broken requests with a problem too, and hangs up on heads that never end."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head_timer = self.loop.call_later(HEAD_DEADLINE_S, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._head_timer is not None:
            self._head_timer.cancel()
        if not self.transport.is_closing():
            self._head_timer = self.loop.call_later(HEAD_DEADLINE_S, self._give_up)

    def _give_up(self) -> None:
        """Nothing complete was asked since the connection began, or since the last answer: whoever drips is let go."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        problem, _ = problem_of(BadRequest("This is not a valid HTTP request."))
        body = problem.model_dump_json(exclude_none=True).encode()
        headers = [
            (b"content-type", PROBLEM_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
            *((name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
        ]
        for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def _bind(host: str, port: int) -> socket.socket:
    """A listening socket. `SO_REUSEADDR` lets a restart take the port that its predecessor just left."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise OSError(f"{host!r} is no address of this machine; choose another with CLAIMWIRE_HOST") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(error.errno, f"port {port} on {host} is in use; choose another with --port or CLAIMWIRE_PORT") from error
        raise
    listener.setblocking(False)
    return listener


def _address(listener: socket.socket) -> str:
    """The address that a person can visit."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 listening everywhere includes this machine
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
