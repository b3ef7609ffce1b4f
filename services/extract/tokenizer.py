"""The model's tokenizer, in linear time whatever the text: it takes a long run without spaces apart mark by mark, each time from its start.

A run of 10,000 exclamation marks costs it nine seconds, one of 20,000 emoji a minute. Longer runs than any word or address are cut first;
the tokens of all other text are the model's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

import numpy as np
from spacy.attrs import NORM, ORTH, SPACY
from spacy.tokens import Doc

from services.extract.parse import copy_of

MAX_RUN_CHARS: Final = 600
"""Without white space. Addresses of pages with their parameters stay below."""
PIECE_CHARS: Final = 60
"""The time for a run grows with its length and with the length of its pieces."""

_LONG_RUN: Final = re.compile(rf"\S{{{MAX_RUN_CHARS + 1},}} ?")


class BoundedTokenizer:
    """Stands in the place of a pipeline's tokenizer."""

    def __init__(self, tokenizer: Any) -> None:
        self.own = tokenizer
        self.own.url_match = None  # its pattern takes quadratic time, and the affixes find the same in news

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`; they give it back."""
        if not _LONG_RUN.search(text):
            doc: Doc = self.own(text)
            return doc
        vocab = self.own.vocab
        return copy_of(vocab, np.concatenate([self.own(piece).to_array([ORTH, SPACY, NORM]) for piece in _pieces(text)]))

    def memory_zone(self, mem: Any = None) -> AbstractContextManager[Any]:
        """What the tokenizer learns inside ends with the zone."""
        zone: AbstractContextManager[Any] = self.own.memory_zone(mem) if hasattr(self.own, "memory_zone") else nullcontext(mem)
        return zone


def _pieces(text: str) -> Iterator[str]:
    """The text around long runs, and these in short pieces."""
    done = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > done:
            yield text[done : run.start()]
        for start in range(run.start(), run.end(), PIECE_CHARS):
            yield text[start : min(start + PIECE_CHARS, run.end())]
        done = run.end()
    if done < len(text):
        yield text[done:]
