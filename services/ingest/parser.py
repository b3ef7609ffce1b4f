"""Hands hostile bytes to a worker process and gives back what it read."""

from __future__ import annotations

from typing import Protocol

from services.ingest.errors import FetchFailed, Unreadable
from services.ingest.outcomes import Outcome
from services.ingest.reading import DocumentRead, FeedRead
from services.ingest.worker_messages import Answer, Request
from services.runtime.errors import WorkerCrashed, WorkerRaised, WorkerTimedOut


class Workers(Protocol):
    """A pool of worker processes."""

    async def run(self, payload: bytes) -> bytes: ...


class Parser:
    """All methods raise `Unreadable` for what was refused and `FetchFailed` (worker_timeout, worker_crashed) for what killed its worker."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def feed(self, body: bytes, *, url: str, charset: str | None, max_entries: int) -> FeedRead:
        answer = await self._ask(Request(task="feed", name=url, charset=charset, max_entries=max_entries), body)
        assert answer.feed is not None
        return answer.feed

    async def page(self, body: bytes, *, url: str, charset: str | None) -> DocumentRead:
        return _document(await self._ask(Request(task="page", name=url, charset=charset), body))

    async def file(self, content: bytes, *, name: str) -> DocumentRead:
        return _document(await self._ask(Request(task="file", name=name), content))

    async def _ask(self, request: Request, body: bytes) -> Answer:
        try:
            answer = Answer.model_validate_json(await self._workers.run(request.with_body(body)))
        except WorkerTimedOut as error:
            raise FetchFailed(Outcome.FAILED_WORKER_TIMEOUT, str(error)) from error
        except WorkerCrashed as error:
            raise FetchFailed(Outcome.FAILED_WORKER_CRASHED, str(error)) from error
        except WorkerRaised as error:
            raise Unreadable(Outcome.REJECTED_UNREADABLE, str(error)[:300]) from error
        if answer.refused:
            raise Unreadable(answer.refused, answer.detail)
        return answer


def _document(answer: Answer) -> DocumentRead:
    assert answer.document is not None
    return answer.document
