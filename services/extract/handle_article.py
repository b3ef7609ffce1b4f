"""The handler of extract: one article in, its claims out. The work itself happens in a worker process."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import structlog

from schemas.ids import event_id
from schemas.topics import CLAIMS
from services.bus.consume import Rejected
from services.bus.envelope import check_type, wrap
from services.bus.errors import MalformedRecord
from services.bus.ports import NewRecord, Record, TopicPartition
from services.extract.answer import Answer
from services.extract.outcomes import ExtractOutcome
from services.runtime import metrics
from services.runtime.clock import Clock

log = structlog.get_logger()


class Workers(Protocol):
    """What this handler needs of `services.runtime.pool.WorkerPool`."""

    async def run(self, payload: bytes) -> bytes:
        """The worker's answer. Raises `WorkerTimedOut`, `WorkerCrashed`, `WorkerRaised`."""


class ExtractHandler:
    """Turns each `ArticleFetched` into one `ClaimsExtracted`. Keeps no offsets of its own: running again gives the same message."""

    def __init__(self, workers: Workers, clock: Clock) -> None:
        self._workers = workers
        self._clock = clock

    async def take_over(self, partitions: Collection[TopicPartition]) -> Mapping[TopicPartition, int]:
        return {}

    async def handle(self, record: Record) -> Sequence[NewRecord]:
        started = time.monotonic()
        try:
            check_type(record)
            head, _, claims = (await self._workers.run(record.value)).partition(b"\n")
            answer = Answer.model_validate_json(head)
            if answer.invalid:
                raise MalformedRecord(answer.invalid)
        except MalformedRecord as error:
            metrics.OUTCOMES.labels("extract", ExtractOutcome.INVALID_MESSAGE).inc()
            raise Rejected("invalid_message", str(error)) from error
        metrics.OUTCOMES.labels("extract", answer.outcome).inc()
        log.info(
            "article_extracted",
            article_id=str(answer.article_id),
            revision=answer.revision[:12],
            outcome=answer.outcome.value,
            claims=answer.claims,
            seconds=round(time.monotonic() - started, 3),
        )
        return [
            wrap(
                CLAIMS,
                claims,
                event_id=event_id("claims", answer.article_id, answer.revision, answer.extractor_version),
                key=str(answer.article_id).encode(),
                producer="extract",
                at=self._clock.now(),
            )
        ]

    async def skip(self, record: Record) -> None:
        return None
