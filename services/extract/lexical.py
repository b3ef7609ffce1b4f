"""Part of speech, features and lemma of a word as a table that fills itself: they follow from the word, its tag and its relation.

The model's attribute ruler and rule lemmatizer look at one word at a time (but for a handful of patterns over two words, which are left
out), and cost as much as the parser. Asked once per distinct (word, tag, relation), their answers are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from spacy.attrs import DEP, TAG
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

MAX_KEPT: Final = 20_000
"""Distinct words kept before the table starts anew: the words of some hundred articles, in about ten megabytes, so that a worker is soon as
large as it will ever be. Filling it anew takes less than a hundredth of the time in which it fills."""

Key = tuple[int, int, int]


class Lexical(NamedTuple):
    """What a word is. Strings, not their numbers: numbers of strings end with the memory zone that made them."""

    pos: int
    morph: str
    lemma: str


class LexicalTable:
    """Answers for the ruler and the lemmatizer of a model."""

    def __init__(self, vocab: Vocab, components: Sequence[Any]) -> None:
        self._vocab = vocab
        self._components = components
        self._known: dict[Key, Lexical] = {}

    @staticmethod
    def can_stand_for(component: Any) -> bool:
        """Whether a component decides word by word."""
        return type(component) is AttributeRuler or (isinstance(component, Lemmatizer) and component.mode in {"rule", "lookup"})

    def annotate(self, values: Any) -> Any:
        """Columns (POS, LEMMA, MORPH) for rows of (ORTH, TAG, DEP)."""
        keys: list[Key] = [tuple(row) for row in values.tolist()]
        missing = [key for key in dict.fromkeys(keys) if key not in self._known]
        if missing:
            if len(self._known) + len(missing) > MAX_KEPT:
                self._known.clear()
                missing = list(dict.fromkeys(keys))
            self._learn(missing)
        add = self._vocab.strings.add
        answers = {
            key: (found.pos, add(found.lemma), self._vocab.morphology.add(found.morph)) for key in set(keys) if (found := self._known[key])
        }
        return np.array([answers[key] for key in keys], dtype="uint64").reshape(len(keys), 3)

    def _learn(self, keys: Sequence[Key]) -> None:
        """Ask the components, each word alone: a space on either side keeps patterns over two words from joining strangers."""
        words = [part for orth, _, _ in keys for part in (self._vocab.strings[orth], " ")]
        doc = Doc(self._vocab, words=words, spaces=[False] * len(words))
        marks: Any = np.zeros((len(words), 2), dtype="uint64")
        marks[::2] = [(tag, dep) for _, tag, dep in keys]
        doc.from_array([TAG, DEP], marks)
        for component in self._components:
            doc = component(doc)
        for key, token in zip(keys, list(doc)[::2], strict=True):
            self._known[key] = Lexical(token.pos, str(token.morph), token.lemma_ or token.text)
