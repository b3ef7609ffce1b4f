"""Fetches one address from the open web: five redirects, one deadline, one size limit, no forbidden address on any hop."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx2

from services.ingest.addresses import AddressPolicy, fetchable
from services.ingest.errors import FetchFailed
from services.ingest.inflate import ACCEPTED, BoundedBody
from services.ingest.network import GuardedTransport, Resolver, SystemResolver
from services.ingest.outcomes import Outcome
from services.ingest.settings import IngestSettings
from services.runtime.clock import Clock

MAX_REDIRECTS: Final = 5
MAX_VALIDATOR_CHARS: Final = 512
"""A longer ETag or Last-Modified is not remembered: it would be sent back with every request."""
MAX_RETRY_AFTER_S: Final = 24 * 3_600.0
"""A server that asks for more gets a try a day."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})

Gate = Callable[[httpx2.URL], Awaitable[None]]
"""Called before each request with its URL; returns when it may be sent, raises `FetchFailed` when it may not."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FetchResult:
    """An answer: status 200 with a body, or 304 without one."""

    status: int
    url: str
    """Where the answer came from, after redirects."""
    moved_to: str | None
    """The address to use from now on, when every redirect on the way was a permanent one."""
    content_type: str
    charset: str | None
    body: bytes
    validators: Validators
    fetched_at: datetime

    @property
    def is_not_modified(self) -> bool:
        return self.status == httpx2.codes.NOT_MODIFIED


class Fetcher:
    """One HTTP client for the whole service."""

    def __init__(self, settings: IngestSettings, clock: Clock, resolver: Resolver | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._policy = AddressPolicy(settings.allow_networks, frozenset(settings.allow_ports))
        context = ssl.create_default_context(cafile=settings.ca_file) if settings.ca_file else httpx2.create_ssl_context(trust_env=False)
        transport = GuardedTransport(
            self._policy, resolver or SystemResolver(), ssl_context=context, max_connections=2 * settings.concurrent_fetches
        )
        headers = {"User-Agent": settings.user_agent, "Accept-Encoding": ACCEPTED, "Accept-Language": "en"}
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        self._client = httpx2.AsyncClient(
            transport=transport, headers=headers, cookies=no_cookies, trust_env=False, follow_redirects=False, timeout=None
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def fetch(
        self,
        address: str,
        *,
        accept: str,
        validators: Validators | None = None,
        gate: Gate | None = None,
        cut_at_bytes: int | None = None,
    ) -> FetchResult:
        """The answer to a GET of `address`. `cut_at_bytes`: read that much and no more. Raises `FetchFailed`."""
        try:
            async with asyncio.timeout(self._settings.fetch_deadline_s):
                return await self._follow(address, accept, validators or Validators(), gate, cut_at_bytes)
        except TimeoutError as error:
            raise FetchFailed(Outcome.FAILED_TIMEOUT, f"not done within {self._settings.fetch_deadline_s:g} s") from error

    async def _follow(self, address: str, accept: str, validators: Validators, gate: Gate | None, cut_at_bytes: int | None) -> FetchResult:
        url = fetchable(address, self._policy)
        is_moved = False
        is_permanent = True
        for _hop in range(MAX_REDIRECTS + 1):
            if gate:
                await gate(url)
            async with self._answer(url, accept, validators) as response:
                if response.status_code not in _REDIRECTS:
                    return await self._read(response, url, url if is_moved and is_permanent else None, cut_at_bytes)
                is_moved = True
                is_permanent = is_permanent and response.status_code in _PERMANENT
                url = self._target(url, response.headers.get("location", ""))
        raise FetchFailed(Outcome.FAILED_TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS} redirects")

    @contextlib.asynccontextmanager
    async def _answer(self, url: httpx2.URL, accept: str, validators: Validators) -> AsyncIterator[httpx2.Response]:
        headers = {"Accept": accept}
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        with _typed_errors():
            async with self._client.stream("GET", url, headers=headers) as response:
                yield response

    async def _read(self, response: httpx2.Response, url: httpx2.URL, moved_to: httpx2.URL | None, cut_at_bytes: int | None) -> FetchResult:
        status = response.status_code
        body = b""
        if status in (httpx2.codes.OK, httpx2.codes.NON_AUTHORITATIVE_INFORMATION):
            status = int(httpx2.codes.OK)
            encoding = response.headers.get("content-encoding", "")
            max_bytes = cut_at_bytes or self._settings.max_body_bytes
            collected = BoundedBody(encoding, max_bytes=max_bytes, is_cut=cut_at_bytes is not None)
            async for piece in response.aiter_raw():
                if not collected.feed(piece):
                    break
            body = collected.finish()
        elif status != httpx2.codes.NOT_MODIFIED:
            code = Outcome.FAILED_GONE if status == httpx2.codes.GONE else Outcome.FAILED_BAD_STATUS
            retry_after_s = read_retry_after(response.headers.get("retry-after"), self._clock.now())
            raise FetchFailed(code, f"status {status}", status=status, retry_after_s=retry_after_s)
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return FetchResult(
            status=status,
            url=str(url),
            moved_to=str(moved_to) if moved_to else None,
            content_type=content_type[:100],
            charset=response.charset_encoding,
            body=body,
            validators=Validators(_short(response.headers.get("etag")), _short(response.headers.get("last-modified"))),
            fetched_at=self._clock.now(),
        )

    def _target(self, url: httpx2.URL, location: str) -> httpx2.URL:
        if not location:
            raise FetchFailed(Outcome.FAILED_TOO_MANY_REDIRECTS, "a redirect without a target")
        try:
            target = str(url.join(location))
        except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
            raise FetchFailed(Outcome.FAILED_FORBIDDEN_URL, "redirected to something that is no address") from error
        return fetchable(target, self._policy)


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (seconds or a date), clamped to a day; None when there is none that makes sense."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), MAX_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(value)
        seconds = (moment - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER_S)


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= MAX_VALIDATOR_CHARS and value.isascii() and value.isprintable() else None


@contextlib.contextmanager
def _typed_errors() -> Iterator[None]:
    try:
        yield
    except httpx2.TimeoutException as error:
        raise FetchFailed(Outcome.FAILED_TIMEOUT, "the host does not answer in time") from error
    except httpx2.ConnectError as error:
        code = Outcome.FAILED_TLS if _is_tls(error) else Outcome.FAILED_CONNECTION
        raise FetchFailed(code, f"cannot connect: {error}") from error
    except httpx2.ProtocolError as error:
        raise FetchFailed(Outcome.FAILED_PROTOCOL, f"{error}"[:300]) from error
    except httpx2.TransportError as error:
        code = Outcome.FAILED_TLS if _is_tls(error) else Outcome.FAILED_CONNECTION
        raise FetchFailed(code, f"connection lost: {error}"[:300]) from error
    except httpx2.InvalidURL as error:
        raise FetchFailed(Outcome.FAILED_FORBIDDEN_URL, "not a valid address") from error


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
