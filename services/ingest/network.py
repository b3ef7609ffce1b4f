"""The only place where ingest opens a connection: resolve, check every address, dial a checked literal.

Because the address that was checked is the address that is dialled, a name that resolves differently a moment later changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, ip_address
from typing import Any, Final, Protocol

import httpcore2
import httpx2

from services.ingest.addresses import Address, AddressPolicy, as_literal, is_this_machine, permitted
from services.ingest.errors import FetchFailed
from services.ingest.outcomes import Outcome

MAX_ADDRESSES: Final = 4
"""Addresses of a host that are tried: a name with a hundred must not take a hundred connection attempts."""
CONNECT_S: Final = 5.0
"""For one address; the deadline of the whole fetch counts besides."""

MAX_LOOKUPS: Final = 64
"""Lookups at a time, those that nobody waits for any more included."""

_LOOPBACK: Final = IPv4Address("127.0.0.1")


class Resolver(Protocol):
    """Turns a host name into addresses."""

    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        """All addresses of `host`, in order of preference. Raises `OSError` when it has none."""


class SystemResolver:
    """The machine's name service.

    Asked in daemon threads, because a lookup cannot be cancelled: one that hangs must neither take a thread from others for good
    nor keep the process from ending, as a lookup in asyncio's own executor does.
    """

    def __init__(self) -> None:
        self._lookups = 0

    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        if self._lookups >= MAX_LOOKUPS:
            raise OSError("too many lookups are waiting for the name service")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[Address]] = loop.create_future()

        def settle(found: list[Address] | OSError | UnicodeError) -> None:
            self._lookups -= 1
            if answer.cancelled():
                return
            if isinstance(found, Exception):
                answer.set_exception(found)
            else:
                answer.set_result(found)

        def look_up() -> None:
            found: list[Address] | OSError | UnicodeError
            try:
                found = [ip_address(str(info[4][0]).partition("%")[0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
            except (OSError, UnicodeError) as error:
                found = error
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(settle, found)

        self._lookups += 1
        threading.Thread(target=look_up, name=f"resolve {host}"[:60], daemon=True).start()
        return await answer


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to permitted addresses only."""

    def __init__(self, policy: AddressPolicy, resolver: Resolver) -> None:
        self._policy = policy
        self._resolver = resolver
        self._dial = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = permitted(await self._addresses(host, port), self._policy)
        if not addresses:
            raise FetchFailed(Outcome.FAILED_FORBIDDEN_ADDRESS, f"{host} has no public address")
        failure: Exception | None = None
        for address in addresses[:MAX_ADDRESSES]:
            try:
                stream = await self._dial.connect_tcp(str(address), port, timeout=min(timeout or CONNECT_S, CONNECT_S), socket_options=())
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            if await self._reaches_this_machine(stream, address):
                raise FetchFailed(Outcome.FAILED_FORBIDDEN_ADDRESS, f"{host} is this machine")
            return _ClosingStream(stream)
        assert failure is not None
        raise failure

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.AsyncNetworkStream:
        raise FetchFailed(Outcome.FAILED_FORBIDDEN_ADDRESS, "unix sockets are never fetched from")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int) -> Sequence[Address]:
        literal = as_literal(host)
        if literal is not None:
            return [literal]
        if is_this_machine(host):
            return [_LOOPBACK]
        try:
            return await self._resolver.resolve(host, port)
        except (OSError, UnicodeError, ValueError) as error:
            raise FetchFailed(Outcome.FAILED_DNS, f"{host} has no address: {error}") from error

    async def _reaches_this_machine(self, stream: httpcore2.AsyncNetworkStream, address: Address) -> bool:
        """Whether a public address turns out to be one of our own: both ends of the connection are then the same."""
        if any(address in network for network in self._policy.allow_networks):
            return False
        own = stream.get_extra_info("client_addr")
        if not own or ip_address(str(own[0]).partition("%")[0]) != address:
            return False
        await stream.aclose()
        return True


class _ClosingStream(httpcore2.AsyncNetworkStream):
    """Closes the connection when a TLS handshake is cancelled by a deadline; the library closes it on exceptions only."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._stream.aclose()
            raise

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """httpx2's transport over a connection pool that dials through `GuardedBackend`; no proxies, no environment."""

    def __init__(self, policy: AddressPolicy, resolver: Resolver, *, ssl_context: ssl.SSLContext, max_connections: int) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=max_connections,
            max_keepalive_connections=max_connections,
            keepalive_expiry=10.0,
            network_backend=GuardedBackend(policy, resolver),
        )
