"""What runs in a worker process: an article as JSON in, its claims as JSON out.

Contracts are checked here, where the work is spread over processes; the service's own process passes the bytes on.
"""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from schemas.articles import ArticleFetched
from schemas.claims import ClaimsExtracted
from services.extract.answer import Answer
from services.extract.core import ClaimExtractor
from services.extract.outcomes import ExtractOutcome


def load(model: str) -> Callable[[bytes], bytes]:
    """Load the model once. Raises `ModelUnusable`."""
    return work_of(ClaimExtractor.load(model))


def work_of(extractor: ClaimExtractor) -> Callable[[bytes], bytes]:
    """What turns one `ArticleFetched` after another into an `Answer`, a line feed and a `ClaimsExtracted`."""

    def extract(payload: bytes) -> bytes:
        try:
            article = ArticleFetched.model_validate_json(payload)
        except ValidationError as error:
            return Answer(outcome=ExtractOutcome.INVALID_MESSAGE, invalid=str(error)).model_dump_json().encode()
        result = extractor.extract(article)
        answer = Answer(
            outcome=outcome_of(result),
            article_id=article.article_id,
            revision=article.revision,
            extractor_version=result.extractor.version,
            claims=len(result.claims),
        )
        return answer.model_dump_json().encode() + b"\n" + result.model_dump_json().encode()

    return extract


def outcome_of(result: ClaimsExtracted) -> ExtractOutcome:
    """The word for what became of the article."""
    if result.article.language != "en":
        return ExtractOutcome.OTHER_LANGUAGE
    if result.is_capped:
        return ExtractOutcome.CAPPED
    return ExtractOutcome.EXTRACTED if result.claims else ExtractOutcome.NO_CLAIMS
