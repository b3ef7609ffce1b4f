"""What runs in a worker process: an article as JSON in, its claims as JSON out."""

from __future__ import annotations

from collections.abc import Callable

from schemas.articles import ArticleFetched
from services.extract.core import ClaimExtractor


def load_extractor(model: str) -> ClaimExtractor:
    """The extractor on the named model package. Raises `ModelUnusable`."""
    return ClaimExtractor.load(model)


def load(model: str) -> Callable[[bytes], bytes]:
    """Load the model once; the result extracts the claims of one `ArticleFetched` after another. Raises `ModelUnusable`."""
    extractor = load_extractor(model)

    def extract(payload: bytes) -> bytes:
        return extractor.extract(ArticleFetched.model_validate_json(payload)).model_dump_json().encode()

    return extract
