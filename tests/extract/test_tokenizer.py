"""Long runs are cut; everything else has the model's own tokens."""

from __future__ import annotations

import time

import pytest

from services.extract.core import ClaimExtractor
from services.extract.tokenizer import MAX_RUN_CHARS, BoundedTokenizer

ADDRESS = "https://paper.example/2026/03/" + "-".join(f"part{number}" for number in range(60))
ORDINARY = [
    "The minister can’t confirm that 1,200 people left the U.S. on Monday, e-mails show.",
    f"It’s at {ADDRESS}?a=1&b=2 (the report).",
    "“No!!!” he said...  Then he left.\n\nWASHINGTON (AP) — Shares fell 3.5% to $4.20.",
    "!" * MAX_RUN_CHARS,
]


@pytest.mark.parametrize("text", ORDINARY, ids=lambda text: text[:20])
def test_ordinary_text_has_the_models_own_tokens(extractor: ClaimExtractor, text: str) -> None:
    bounded = extractor.nlp.tokenizer
    assert isinstance(bounded, BoundedTokenizer)
    assert [(token.text, token.whitespace_, token.norm_) for token in bounded(text)] == [
        (token.text, token.whitespace_, token.norm_) for token in bounded.own(text)
    ]


@pytest.mark.parametrize("text", ORDINARY, ids=lambda text: text[:20])
def test_words_around_a_long_run_stay_what_they_are(extractor: ClaimExtractor, text: str) -> None:
    whole = f"{text} {'!' * 5_000} {text}"
    doc = extractor.nlp.tokenizer(whole)
    assert doc.text == whole
    if len(text) < MAX_RUN_CHARS:
        alone = [(token.text, token.norm_) for token in extractor.nlp.tokenizer(text)]
        assert [(token.text, token.norm_) for token in doc][: len(alone)] == alone
        assert [(token.text, token.norm_) for token in doc][-len(alone) :] == alone


@pytest.mark.parametrize("unit", ["!", "😀", "a:", "(", "x", "’s"])
def test_time_grows_with_the_length_only(extractor: ClaimExtractor, unit: str) -> None:
    started = time.process_time()
    extractor.nlp.tokenizer(unit * 100_000)
    assert time.process_time() - started < 3
