"""The handler of extract: one article in, its claims out. The work itself happens in a worker process."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import structlog

from schemas.articles import ArticleFetched
from schemas.claims import ClaimsExtracted
from schemas.ids import event_id
from schemas.topics import CLAIMS
from services.bus.consume import Rejected
from services.bus.envelope import from_record, to_record
from services.bus.errors import MalformedRecord
from services.bus.ports import NewRecord, Record, TopicPartition
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
            article = from_record(record, ArticleFetched)
        except MalformedRecord as error:
            metrics.OUTCOMES.labels("extract", ExtractOutcome.INVALID_MESSAGE).inc()
            raise Rejected("invalid_message", str(error)) from error
        answer = await self._workers.run(record.value)
        result = ClaimsExtracted.model_validate_json(answer)
        outcome = outcome_of(result)
        metrics.OUTCOMES.labels("extract", outcome).inc()
        log.info(
            "article_extracted",
            article_id=str(article.article_id),
            revision=article.revision[:12],
            outcome=outcome.value,
            claims=len(result.claims),
            seconds=round(time.monotonic() - started, 3),
        )
        return [
            to_record(
                CLAIMS,
                result,
                event_id=event_id("claims", article.article_id, article.revision, result.extractor.version),
                key=str(article.article_id).encode(),
                producer="extract",
                at=self._clock.now(),
            )
        ]

    async def skip(self, record: Record) -> None:
        return None


def outcome_of(result: ClaimsExtracted) -> ExtractOutcome:
    """The word for what became of the article."""
    if result.article.language != "en":
        return ExtractOutcome.OTHER_LANGUAGE
    if result.is_capped:
        return ExtractOutcome.CAPPED
    return ExtractOutcome.EXTRACTED if result.claims else ExtractOutcome.NO_CLAIMS
