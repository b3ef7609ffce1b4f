"""The extractor's output changes with its version only, and its quality does not fall."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.pinned import digest_of_output, digest_of_sets, read_pinned
from bench.quality_table import figures_of
from services.extract.core import ClaimExtractor

SHARED = Path(os.environ.get("CLAIMWIRE_SHARED", "../shared"))


@pytest.fixture(scope="module")
def extractor() -> ClaimExtractor:
    return ClaimExtractor.load()


def test_output_changes_with_the_version_only(extractor: ClaimExtractor) -> None:
    pinned = read_pinned()
    same_output = digest_of_output(extractor) == pinned.output
    same_version = extractor.extractor.version == pinned.extractor_version
    assert same_output or not same_version, "the output changed: raise EXTRACTOR_VERSION, then `python -m bench.quality pin`"
    assert same_version, "another version: pin its output with `python -m bench.quality pin`"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the labelled sets are not in {SHARED}; CLAIMWIRE_SHARED names their folder")
def test_no_figure_falls_below_its_floor(extractor: ClaimExtractor) -> None:
    pinned = read_pinned()
    assert digest_of_sets(SHARED) == pinned.sets, "the labelled sets changed: measure anew with `python -m bench.quality pin`"
    reached = {figure.measure: figure.value for figure in figures_of(extractor, SHARED)}
    fallen = {measure: (reached.get(measure), floor) for measure, floor in pinned.floors.items() if reached.get(measure, -1.0) < floor}
    assert not fallen
