"""How the work on a text grows with its length: by time of the process, the least of some tries, so that a busy machine decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from spacy.tokens import Doc
from spacy.vocab import Vocab

TRIES = 3


def grows_with_length_alone(vocab: Vocab, piece: str, work: Callable[[Doc], object]) -> bool:
    """Whether `work` on 20 times as many repetitions of a piece takes about that many times as long, not its square (400 times)."""

    def seconds(times: int) -> float:
        doc = Doc(vocab, words=[piece.rstrip()] * times, spaces=[piece.endswith(" ")] * times)
        started = time.process_time()
        work(doc)
        return time.process_time() - started

    seconds(10)
    short = min(seconds(200) for _ in range(TRIES))
    return any(seconds(4_000) < 100 * short + 0.3 for _ in range(TRIES))
