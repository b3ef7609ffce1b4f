"""Named entities of a model whose recogniser is spaCy's greedy transition system, decided for all words at once.

The system reads left to right and knows three words: the next one, and the first and last of an open entity. Outside of an entity its
scores depend on the next word alone, so they are computed for all words in one product; only words that may begin an entity of several
words are followed further, all of them in step. The moves allowed are those of spaCy's `ner.pyx` for text without given entities or
sentence starts. spaCy's own loop gives the same entities and spends most of its time taking the interpreter's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

_NEXT, _FIRST, _LAST = 0, 1, 2
"""The places of the three words among the features."""
_OUT: Final = "O"


class NamedSpan(NamedTuple):
    """Tokens [start, end) of a document and the number of their label's string."""

    start: int
    end: int
    label: int


def recogniser_of(nlp: Language) -> Recogniser | None:
    """The model's named-entity component, None where it has none."""
    for name, component in nlp.components:
        if not name.startswith("claimwire_") and nlp.get_pipe_meta(name).factory in {"ner", "beam_ner"}:
            before = [
                other
                for other_name, other in nlp.components
                if _listens(component) and nlp.get_pipe_meta(other_name).factory in {"tok2vec", "transformer", "curated_transformer"}
            ]
            greedy = nlp.get_pipe_meta(name).factory == "ner" and not before and GreedyMoves.fits(component)
            return Recogniser([*before, component], GreedyMoves(component) if greedy else None)
    return None


class Recogniser:
    """Finds names in documents, by the short way where the model allows it."""

    def __init__(self, components: Sequence[Any], moves: GreedyMoves | None) -> None:
        self._components, self._moves = components, moves

    def names(self, docs: list[Doc]) -> list[list[NamedSpan]]:
        """The names of each document."""
        if self._moves is not None:
            return self._moves.names(docs)
        found: Any = docs
        for component in self._components:
            found = component.pipe(found, batch_size=max(len(docs), 1))
        return [[NamedSpan(ent.start, ent.end, ent.label) for ent in doc.ents] for doc in found]


def _listens(recogniser: Any) -> bool:
    return any("listener" in layer.name for layer in recogniser.model.walk())


class GreedyMoves:
    """The weights of a greedy recogniser, sorted by what its moves do."""

    def __init__(self, recogniser: Any) -> None:
        self._vectors, self._lower, upper = recogniser.model.layers
        names = _move_names(recogniser)
        weights, bias = upper.get_param("W"), upper.get_param("b")
        strings = recogniser.vocab.strings
        labels = sorted({name[2:] for name in names if name != _OUT} - {""})
        self._labels = [strings.add(label) for label in labels]
        outside = [names.index(_OUT), *(names.index(f"{move}-{label}") for move in "BU" for label in labels)]
        self._outside = _Scores(weights[outside].T, bias[outside], np.argsort(outside, kind="stable"))
        inside = [names.index(f"{move}-{label}") for label in labels for move in "IL"]
        self._inside = weights[inside].reshape(len(labels), 2, -1), bias[inside].reshape(len(labels), 2)
        self._goes_on_in_doubt = np.array([names.index(f"I-{label}") < names.index(f"L-{label}") for label in labels])

    @staticmethod
    def fits(recogniser: Any) -> bool:
        """Whether the component is built as this class reads it."""
        model = recogniser.model
        if not isinstance(model, Model) or model.name != "parser_model" or len(model.layers) != 3 or model.attrs.get("unseen_classes"):
            return False
        _, lower, upper = model.layers
        names = _move_names(recogniser)
        labels = {name[2:] for name in names if name != _OUT} - {""}
        whole = all(f"{move}-{label}" in names for move in "BILU" for label in labels)
        return bool(whole and _OUT in names and lower.get_dim("nF") == 3 and lower.get_dim("nP") >= 2 and upper.has_param("W"))

    def names(self, docs: list[Doc]) -> list[list[NamedSpan]]:
        """The names of each document, from left to right."""
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return [[] for _ in docs]
        ends = np.repeat(np.cumsum(lengths), lengths)
        states = _States(self._vectors.predict(docs), self._lower)
        is_space = np.concatenate([doc.to_array([IS_SPACE]).reshape(-1) for doc in docs]).astype(bool)
        moves = self._moves_outside(states, ends, is_space)
        begins = np.nonzero((moves > 0) & (moves <= len(self._labels)))[0]
        stops = dict(zip(begins.tolist(), self._stops(states, begins, moves[begins] - 1, ends).tolist(), strict=True))
        found: list[list[NamedSpan]] = []
        start = 0
        for length in lengths:
            found.append(self._spans(moves, stops, start, start + length))
            start += length
        return found

    def _moves_outside(self, states: _States, ends: Any, is_space: Any) -> Any:
        """For each word, were no entity open: 0 to leave it out, 1 … n to begin an entity, n + 1 … 2n for a single word."""
        scores = self._outside.of(states.hidden(np.arange(len(ends))))
        count = len(self._labels)
        scores[is_space, 1:] = -np.inf
        scores[np.arange(len(ends)) + 1 >= ends, 1 : count + 1] = -np.inf
        order = self._outside.order
        return order[scores[:, order].argmax(axis=1)]

    def _stops(self, states: _States, begins: Any, labels: Any, ends: Any) -> Any:
        """Where the entity ends that begins at each of the given words."""
        weights, bias = self._inside
        stops = begins + 1
        active = np.arange(len(begins))
        while len(active):
            at = stops[active]
            label = labels[active]
            hidden = states.hidden(at, begins[active])
            scores = np.einsum("nmh,nh->nm", weights[label], hidden) + bias[label]
            goes_on = np.where(self._goes_on_in_doubt[label], scores[:, 0] >= scores[:, 1], scores[:, 0] > scores[:, 1]) & (
                at + 1 < ends[at]
            )
            stops[active] += 1
            active = active[goes_on]
        return stops

    def _spans(self, moves: Any, stops: dict[int, int], start: int, end: int) -> list[NamedSpan]:
        spans: list[NamedSpan] = []
        reached = start
        for at in (np.nonzero(moves[start:end])[0] + start).tolist():
            if at >= reached:
                reached = stops.get(at, at + 1)
                spans.append(NamedSpan(at - start, reached - start, self._labels[(int(moves[at]) - 1) % len(self._labels)]))
        return spans


def _move_names(recogniser: Any) -> list[str]:
    """The moves as the model numbers them; `move_names` of the component leaves one out."""
    return [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]


class _Scores(NamedTuple):
    """Weights of some moves; `order` lists them as the model numbers them: of equal scores the first wins."""

    weights: Any
    bias: Any
    order: Any

    def of(self, hidden: Any) -> Any:
        return hidden @ self.weights + self.bias


class _States:
    """What each word adds to the state of the system in each of the three places."""

    def __init__(self, vectors: Any, lower: Any) -> None:
        self._features = lower.predict(vectors)
        self._bias = lower.get_param("b")

    def hidden(self, upcoming: Any, first: Any = None) -> Any:
        """Hidden vectors of states with these next words, and, where an entity is open, its first words. Row 0 stands for no word."""
        features = self._features
        total = features[upcoming + 1, _NEXT]
        if first is None:
            total = total + features[0, _FIRST] + features[0, _LAST]
        else:
            total = total + features[first + 1, _FIRST] + features[upcoming, _LAST]
        return (total + self._bias).max(axis=2)
