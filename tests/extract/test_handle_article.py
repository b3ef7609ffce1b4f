"""The handler: one message in, one message out, a typed end for what is no article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from schemas.articles import ArticleFetched
from schemas.claims import ClaimsExtracted
from schemas.ids import event_id
from schemas.topics import ARTICLES, CLAIMS
from services.bus.consume import Rejected
from services.bus.envelope import to_record
from services.bus.ports import Record
from services.extract.core import ClaimExtractor
from services.extract.handle_article import ExtractHandler
from services.extract.outcomes import ExtractOutcome
from services.extract.worker import outcome_of, work_of
from services.runtime.errors import WorkerTimedOut
from tests.extract.test_core import TEXT, article

NOW = datetime(2025, 3, 12, 13, tzinfo=UTC)


class FixedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class InProcess:
    """Does a worker's work here."""

    extractor: ClaimExtractor
    payloads: list[bytes] = field(default_factory=list)

    async def run(self, payload: bytes) -> bytes:
        self.payloads.append(payload)
        return work_of(self.extractor)(payload)


class Stuck:
    async def run(self, payload: bytes) -> bytes:
        raise WorkerTimedOut("no result within 1 s")


def record_of(message: ArticleFetched) -> Record:
    new = to_record(ARTICLES, message, event_id=event_id("test"), key=str(message.article_id).encode(), producer="ingest", at=NOW)
    return Record(ARTICLES.name, 0, 0, new.key, new.value, new.headers)


async def test_article_becomes_one_message_with_its_claims(extractor: ClaimExtractor) -> None:
    message = article(TEXT)
    (record,) = await ExtractHandler(InProcess(extractor), FixedClock()).handle(record_of(message))
    result = ClaimsExtracted.model_validate_json(record.value)
    assert record.topic == CLAIMS.name
    assert record.key == str(message.article_id).encode()
    assert result.article == message
    assert result.claims


async def test_same_article_again_has_the_same_event_id(extractor: ClaimExtractor) -> None:
    handler = ExtractHandler(InProcess(extractor), FixedClock())
    (first,) = await handler.handle(record_of(article(TEXT)))
    (second,) = await handler.handle(record_of(article(TEXT)))
    assert first == second


async def test_broken_message_is_rejected(extractor: ClaimExtractor) -> None:
    handler = ExtractHandler(InProcess(extractor), FixedClock())
    good = record_of(article(TEXT))
    with pytest.raises(Rejected) as caught:
        await handler.handle(Record(good.topic, 0, 0, good.key, b"{", good.headers))
    assert caught.value.reason == "invalid_message"


async def test_worker_over_its_deadline_is_left_to_the_loop() -> None:
    with pytest.raises(WorkerTimedOut):
        await ExtractHandler(Stuck(), FixedClock()).handle(record_of(article(TEXT)))


async def test_handler_keeps_no_offsets(extractor: ClaimExtractor) -> None:
    assert await ExtractHandler(InProcess(extractor), FixedClock()).take_over([]) == {}


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        (TEXT, "en", ExtractOutcome.EXTRACTED),
        ("What now?", "en", ExtractOutcome.NO_CLAIMS),
        (TEXT, "fr", ExtractOutcome.OTHER_LANGUAGE),
    ],
)
def test_outcome_tells_what_became_of_it(extractor: ClaimExtractor, text: str, language: str, outcome: ExtractOutcome) -> None:
    assert outcome_of(extractor.extract(article(text, language=language))) == outcome
