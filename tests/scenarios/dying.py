"""A monitor that dies at every failpoint in turn: `python -m tests.scenarios.dying FOLDER` prints what became of each as JSON.

One process loads the language model and forks a child per failpoint, which costs a second instead of ten. A child is the embedded mode
with its real stages, bus and database, but works in its own process where the monitor would ask worker processes. Each round
publishes one more article, so that every step is taken again; the next round's child finds what the last one left behind.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import structlog
from sqlalchemy import text

import services.bus.local_log
import services.retention  # noqa: F401 - loaded once, not in every child
from schemas.topics import ARTICLES, CLAIMS
from services.bus.ports import NewRecord
from services.extract import wiring as extract_wiring
from services.extract.core import ClaimExtractor
from services.extract.worker import work_of
from services.ingest import sources
from services.ingest import wiring as ingest_wiring
from services.ingest import worker as ingest_worker
from services.launch import run_stages
from services.pipeline import BY_NAME, Context
from services.runtime import failpoints, logs
from services.runtime.garbage import settle_garbage_collector
from services.runtime.settings import RuntimeSettings
from services.store import wiring as store_wiring
from services.store import worker as store_worker
from tests.ingest.pages_of_ours import article_page, rss

PIPELINE: Final = tuple(name for name in failpoints.NAMES if name.split("/")[0] in BY_NAME)
"""The failpoints on the way of an article; commands have their own tests."""
POISONED: Final = {"extract/dead_letter_published": ARTICLES, "store/dead_letter_published": CLAIMS, "store/message_skipped": CLAIMS}
"""Where a message is put that nobody can read, so that the failpoint is reached."""
DEADLINE_S: Final = 60.0

Work = Callable[[bytes], bytes]


def story(number: int) -> str:
    """The page of one article; all of them tell the same story with other figures."""
    toll = 11 + number % 3
    return article_page(
        f"Ferry sinks off Velmora, report {number}",
        (
            f"A ferry sank off the port of Velmora on Tuesday and {toll} people died, the coast guard said in report {number}.",
            "Captain Ilse Marden told reporters that the ferry had struck a reef in the eastern channel during a storm.",
            f"The owner, Velmora Lines, denied that the ship was overloaded and said that {300 + number} passengers had been rescued.",
            "An inquiry is expected to begin in September and to take at least two years, the ministry of transport said in a statement.",
        ),
    )


class Web:
    """The outlet's pages: as many of them as there are rounds so far, which a file says."""

    def __init__(self, folder: Path) -> None:
        self._count = folder / "articles.txt"
        count = self._count

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                port, path = int(self.headers["Host"].rpartition(":")[2]), self.path
                links = [f"http://paper.localhost:{port}/{number}.html" for number in range(int(count.read_text()))]
                pages = {"/feed.xml": rss(*links), **{f"/{number}.html": story(number) for number in range(len(links))}}
                body = pages.get(path, "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "application/rss+xml" if path.endswith(".xml") else "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self.port = int(self._server.server_address[1])

    def show(self, articles: int) -> None:
        self._count.write_text(str(articles))

    def serve(self) -> int:
        """In a process of its own; its id."""
        return _forked(self._server.serve_forever)


class InProcess:
    """Stands in for the worker pools."""

    works: Mapping[str, Work] = {}

    def __init__(self, factory: str, **_: Any) -> None:
        self._work = self.works[factory]

    async def start(self) -> None:
        return None

    async def run(self, payload: bytes) -> bytes:
        return self._work(payload)

    async def close(self) -> None:
        return None


async def monitor(folder: Path, feed: str, failpoint: str | None, wanted: int) -> int:
    """Run until killed, or until `wanted` articles are stored and all is published."""
    runtime, stop, beside = RuntimeSettings(data_dir=folder, bus="local", database_url=None), asyncio.Event(), set()

    async def feed_and_watch(context: Context) -> None:
        await sources.add_many(context.engine, [feed], context.clock)
        if failpoint in POISONED:
            await context.bus.publish([NewRecord(POISONED[failpoint].name, b"poison", b"{}", ())])
        settled = text("SELECT (SELECT COUNT(*) FROM article_revision), (SELECT COUNT(*) FROM outbox)")
        while failpoint or not stop.is_set():
            async with context.engine.execution_options(readonly=True).connect() as connection:
                if tuple((await connection.execute(settled)).one()) == (wanted, 0) and not failpoint:
                    stop.set()
            await asyncio.sleep(0.05)

    def opened(context: Context) -> None:
        beside.add(asyncio.create_task(feed_and_watch(context)))

    return await run_stages([BY_NAME[name] for name in ("ingest", "extract", "store")], runtime, stop, on_open=opened)


def _forked(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        status = int(work() or 0)  # type: ignore[call-overload]
    finally:
        os._exit(status)


def _lived(folder: Path, feed: str, failpoint: str | None, wanted: int) -> int:
    """Run one monitor to its end; its exit status, negative where a signal ended it (SIGTERM: its time was up)."""

    def work() -> int:
        folder.mkdir(exist_ok=True)
        with (folder / "log.txt").open("a", encoding="utf-8") as log:
            logs.configure(log_format="json", level="info", service="dying", stream=log)
            failpoints.arm(failpoint)
            return asyncio.run(monitor(folder, feed, failpoint, wanted))

    child, deadline = _forked(work), time.monotonic() + DEADLINE_S
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGTERM)
        time.sleep(0.01)


def main(folder: Path) -> None:
    """All rounds in `folder/killed`, and the same articles undisturbed in `folder/undisturbed`."""
    structlog.reset_defaults()
    InProcess.works = {
        "services.extract.worker:load": work_of(ClaimExtractor.load()),
        "services.ingest.worker:load": ingest_worker.load(["en"]),
        "services.store.worker:load": store_worker.load(),
    }
    extract_wiring.WorkerPool = ingest_wiring.WorkerPool = store_wiring.WorkerPool = InProcess  # type: ignore[assignment,attr-defined]
    settle_garbage_collector()  # what is loaded is not looked at again in every child
    web = Web(folder)
    os.environ |= {
        "CLAIMWIRE_INGEST_ALLOW_NETWORKS": "127.0.0.1/32",
        "CLAIMWIRE_INGEST_ALLOW_PORTS": str(web.port),
        "CLAIMWIRE_INGEST_LOCAL_POLL_S": "0.2",
    }
    feed = f"http://paper.localhost:{web.port}/feed.xml"
    web.show(0)
    server = web.serve()
    try:
        ends = {}
        for number, name in enumerate(PIPELINE, 1):
            web.show(number)
            ends[name] = _lived(folder / "killed", feed, name, number)
        for name in ("killed", "undisturbed"):
            ends[name] = _lived(folder / name, feed, None, len(PIPELINE))
    finally:
        os.kill(server, signal.SIGKILL)
    print(json.dumps(ends))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
