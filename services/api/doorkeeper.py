"""What is refused before any route sees it: too long, too many, too slow, for another host, not text.

A pure ASGI layer, so that a stream passes through it untouched. Bodies are read here whole, under a limit and a deadline: routes never
wait for a client.
"""

from __future__ import annotations

import asyncio
import re
from typing import Final
from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.errors import AddressTooLong, ApiError, BadRequest, BodyTooLarge, BodyTooSlow, NotAllowed, NotJson, TooBusy
from services.api.problems import problem_of, problem_response
from services.api.settings import ApiSettings

MAX_ADDRESS_BYTES: Final = 8 * 1024
"""Longest path plus query: common proxies' limit, far above any honest query."""
MAX_PARAMETERS: Final = 50
"""Most query parameters: three times what the richest list knows."""
STREAM_PATH: Final = "/v1/stream"
STREAM_SEND_DEADLINE_S: Final = 30.0
"""How long a stream's client may leave its end of the connection full. It resumes by event id."""
EXEMPT: Final = ("/healthz", "/readyz", "/metrics", "/static/")
"""Answered however much there is to do: whoever looks after the process must not take a busy one for a dead one."""
WORKING_AT_ONCE: Final = 8
"""Requests worked on at the same time; the others wait in line. All at once would share the processor, and all be late together."""
KEY_PARAMETERS: Final = frozenset({"key", "api_key", "apikey", "api-key", "token", "access_token", "authorization"})
"""Names under which keys are put in addresses by mistake, where logs and histories keep them."""

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Doorkeeper:
    """Refuses what no route should see."""

    def __init__(self, app: ASGIApp, settings: ApiSettings) -> None:
        self._app = app
        self._settings = settings
        self._inside = 0
        self._working = asyncio.Semaphore(WORKING_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            is_exempt = scope["path"].startswith(EXEMPT)
            if self._inside >= self._settings.requests_at_once and not is_exempt:
                raise TooBusy("Too many requests are being answered now. Try again.", headers={"Retry-After": "1"})
            headers = Headers(scope=scope)
            _check_address(scope)
            _check_host(headers, self._settings.allowed_hosts)
            if scope["method"] not in ("GET", "HEAD"):
                _check_origin(headers)
                receive = await self._read_body(headers, receive)
        except ApiError as error:
            problem, extra = problem_of(error)
            await problem_response(problem, {"Connection": "close", **extra})(scope, receive, send)
            return
        if scope["path"] == STREAM_PATH:  # streams stay open for hours: they have a limit of their own and no deadline
            await self._app(scope, receive, _impatient(send))
            return
        if is_exempt:
            await self._app(scope, receive, send)
            return
        self._inside += 1
        try:
            async with asyncio.timeout(self._settings.answer_deadline_s), self._working:
                await self._app(scope, receive, send)
        finally:
            self._inside -= 1

    async def _read_body(self, headers: Headers, receive: Receive) -> Receive:
        limit = self._settings.body_bytes
        announced = headers.get("content-length", "0")
        if announced.isdecimal() and int(announced[:20]) > limit:
            raise BodyTooLarge(f"The body may have {limit} bytes.")
        chunks: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._settings.body_deadline_s):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return _replay([message], receive)
                    chunks.append(message.get("body", b""))
                    size += len(chunks[-1])
                    if size > limit:
                        raise BodyTooLarge(f"The body may have {limit} bytes.")
                    if not message.get("more_body", False):
                        break
        except TimeoutError as error:
            raise BodyTooSlow("The body did not arrive in time.") from error
        body = b"".join(chunks)
        if body and headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            raise NotJson("Send the body as `Content-Type: application/json`.")
        return _replay([{"type": "http.request", "body": body, "more_body": False}], receive)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    """`messages` first, then what comes after them."""

    async def replayed() -> Message:
        return messages.pop(0) if messages else await receive()

    return replayed


def _impatient(send: Send) -> Send:
    """`send` that gives up on a client that does not read, instead of keeping its connection and buffer for ever."""

    async def bounded(message: Message) -> None:
        async with asyncio.timeout(STREAM_SEND_DEADLINE_S):
            await send(message)

    return bounded


def _check_address(scope: Scope) -> None:
    query: bytes = scope.get("query_string", b"")
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    if len(raw_path) + len(query) > MAX_ADDRESS_BYTES:
        raise AddressTooLong(f"Path and query may have {MAX_ADDRESS_BYTES} bytes.")
    if query.count(b"&") >= MAX_PARAMETERS:
        raise BadRequest(f"A query may have {MAX_PARAMETERS} parameters.")
    for part in (unquote_to_bytes(raw_path), unquote_to_bytes(query)):
        if _CONTROL.search(part):
            raise BadRequest("The address holds a control character.")
        try:
            part.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadRequest("The address is not UTF-8.") from error
    names = [name.lower() for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)]
    if not KEY_PARAMETERS.isdisjoint(names):
        raise BadRequest("Keys do not belong into addresses, where logs keep them. Send `Authorization: Bearer KEY`, and change this key.")
    if len(set(names)) != len(names):
        raise BadRequest("A parameter is given twice.")


def _check_host(headers: Headers, allowed: tuple[str, ...]) -> None:
    if allowed and host_name(headers.get("host", "")) not in allowed:
        raise BadRequest("This gateway does not answer for that host; CLAIMWIRE_API_ALLOWED_HOSTS names those that it does.")


def _check_origin(headers: Headers) -> None:
    """Pages of other sites must not change anything here, also where a reader's browser can reach what its owner cannot."""
    origin = headers.get("origin")
    same = origin is None or (origin != "null" and urlsplit(origin).netloc.lower() == headers.get("host", "").lower())
    if not same or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed("Pages of another site may not change anything here.")


def host_name(host: str) -> str:
    """The name or address of a `Host` header, without its port, in lower case."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdecimal() and (":" not in name or name.endswith("]")) else host).strip().lower()
