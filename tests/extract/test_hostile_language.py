"""Texts that hang or flood a language model, in a real worker process: each ends typed, in time, and the next article is read as ever."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.claims import ClaimsExtracted
from services.extract.core import ClaimExtractor
from services.extract.handle_article import ExtractHandler
from services.extract.settings import ExtractSettings
from services.extract.wiring import extract_handler
from services.runtime.settings import RuntimeSettings
from tests.extract.reading import rows_of
from tests.extract.test_core import TEXT, article
from tests.extract.test_handle_article import record_of

DEADLINE_S = 60.0
"""The service's own, for a busy machine. On a free one each of these texts takes less than a second."""
MEMORY_MB = 1_024


class FixedClock:
    def now(self) -> datetime:
        return datetime(2025, 3, 12, 13, tzinfo=UTC)


HOSTILE = {
    "one long word": "a" * 100_000,
    "colons": "a:" * 4_000,
    "dotted numbers": ".".join(str(number) for number in range(49)),
    "many dotted numbers": ".".join(str(number) for number in range(1_500)),
    "exclamations": "!" * 10_000,
    "emoji": "😀" * 5_000,
    "open brackets": "(" * 5_000,
    "emoji apart": "😀 " * 1_000,
    "no sentence end": "word and " * 2_000,
    "one sentence": "the dog bit the cat and " * 400,
    "beyond the cap": "a" * 1_000_000,
    "different words": " ".join(f"w{number * 7_919:x}q" for number in range(2_000)),
    "white space": " \n\t" * 10_000,
    "empty": "",
    "joined": "\u200d\u0301" * 4_000,
    "right to left": "\u202e\u202b" * 5_000 + "The minister resigned.",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def handler() -> AsyncIterator[ExtractHandler]:
    chosen = ExtractSettings(workers=1, deadline_s=DEADLINE_S, memory_mb=MEMORY_MB)
    async with extract_handler(RuntimeSettings(), chosen, FixedClock()) as made:
        yield made


async def read(handler: ExtractHandler, text: str, *, language: str = "en") -> ClaimsExtracted:
    (record,) = await handler.handle(record_of(article(text, language=language)))
    return ClaimsExtracted.model_validate_json(record.value)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_text_ends_in_time_and_the_next_article_is_read(handler: ExtractHandler, kind: str) -> None:
    began = time.monotonic()
    result = await read(handler, HOSTILE[kind])
    assert time.monotonic() - began < DEADLINE_S
    assert len(result.claims) <= 1_000
    good = await read(handler, TEXT)
    assert len(good.claims) >= 5
    assert not good.is_capped


@pytest.mark.asyncio(loop_scope="module")
async def test_other_language_ends_typed_without_a_claim(handler: ExtractHandler) -> None:
    assert (await read(handler, "Le ministre a dit que douze personnes sont mortes.", language="fr")).claims == ()


LONG_RUNS = st.builds(
    lambda unit, times: unit * times, st.sampled_from(["!", "a:", "😀", "x", "(", "1.", "a-b", "’s", "@"]), st.integers(300, 900)
)
TEXTS = st.lists(st.one_of(st.text(max_size=60), LONG_RUNS, st.just("The minister said that 12 people died in Oslo.")), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.sampled_from(["", " ", "\n", "\n\n", "  "]))
def test_any_text_gives_its_words_back_twice_the_same(extractor: ClaimExtractor, parts: list[str], between: str) -> None:
    text = between.join(parts)
    rows = rows_of(extractor, text)
    assert rows == rows_of(extractor, text)
    for row in rows:
        spans = [row["span"], row["sentence"], *(quantity["text"] for quantity in row["quantities"]), *row["places"], *row["cues"]]
        assert [text[span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]


PARAGRAPHS = [
    "The water company said on Monday that 40,000 homes had no water after a main burst in the north of the city.",
    "“We may need three days to mend it,” its director, Ana Silva, told reporters. She denied that the pipe was too old.",
    "The court sentenced the banker to six years in prison. His lawyer said that he would appeal.",
    "According to the health ministry, 14 patients with the virus were treated in two hospitals in Lisbon.",
    "Prices of bread rose by nine percent in May. Analysts expect a further rise in the autumn.",
    "The team won 3-1 in front of 41,000 people and is now two points behind the leaders.",
    "Scientists found a moon of 12 kilometres around the asteroid. It was probably formed by a collision.",
    "The chip maker will build a plant near the airport, the governor confirmed. It could create 2,000 jobs.",
    "Police arrested two men. They had allegedly stolen 300 phones from a lorry.",
]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(PARAGRAPHS), st.integers(2, len(PARAGRAPHS) - 1))
def test_what_follows_a_paragraph_changes_no_claim_before_its_neighbour(
    extractor: ClaimExtractor, paragraphs: list[str], kept: int
) -> None:
    """Cut after paragraph `kept`, only the last paragraph that is left may read otherwise."""
    before = len("\n\n".join(paragraphs[: kept - 1]))
    told = [
        [
            (row["span"], row["certainty"], row["polarity"], row["status"], row["quantities"], row["times"], row["attributions"])
            for row in rows_of(extractor, "\n\n".join(some))
            if row["span"]["end"] <= before
        ]
        for some in (paragraphs, paragraphs[:kept])
    ]
    assert told[0] == told[1]
    assert told[0]
