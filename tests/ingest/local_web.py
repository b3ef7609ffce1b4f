"""A small web of one's own on loopback: tests say byte by byte what it answers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network

from services.ingest.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    host: str
    path: str
    headers: Mapping[str, str]


Reply = bytes | Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes | str = b"", *, status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    """A whole HTTP answer. Underscores in header names become hyphens."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(content)}", f"Content-Type: {content_type}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass
class LocalWeb:
    """Routes are `host/path` (host without port), or `/path` for any host."""

    port: int = 0
    routes: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    serving: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str, host: str = "paper.localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self.serving.add(task)
        task.add_done_callback(self.serving.discard)

    async def close(self) -> None:
        for task in self.serving:
            task.cancel()
        await asyncio.gather(*self.serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answer(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            asked = Asked(headers.get("host", "").partition(":")[0], head[0].split(" ")[1], headers)
            self.asked.append(asked)
            reply = self.routes.get(asked.host + asked.path, self.routes.get(asked.path, answer("not here", status=404)))
            if isinstance(reply, bytes):
                writer.write(reply)
            else:
                await reply(asked, writer)
            await writer.drain()


@contextlib.asynccontextmanager
async def local_web() -> AsyncIterator[LocalWeb]:
    """A running web with no routes."""
    web = LocalWeb()
    server = await asyncio.start_server(web.accept, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
        await web.close()


def settings_for(web: LocalWeb, **changes: object) -> IngestSettings:
    """Settings that allow the local web and are quick."""
    given: dict[str, object] = {
        "allow_networks": (ip_network("127.0.0.0/8"),),
        "allow_ports": (web.port,),
        "local_poll_s": 0.2,
        "fetch_deadline_s": 5.0,
        "recheck_after_s": (3_600.0,),
        **changes,
    }
    return IngestSettings(**given)  # type: ignore[arg-type]
