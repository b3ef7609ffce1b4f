"""One loaded extractor for all tests of extract: loading takes a second."""

from __future__ import annotations

import pytest

from services.extract.core import ClaimExtractor


@pytest.fixture(scope="session")
def extractor() -> ClaimExtractor:
    return ClaimExtractor.load()
