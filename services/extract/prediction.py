"""The model's layers for prediction only: the same answers in fewer passes over memory.

thinc keeps what training would need, multiplies with the blis wheel (numpy's BLAS is about three times as fast on current processors), and
embeds each word anew wherever it stands. `speed_up` sets other forward functions on the layers of a loaded pipeline that it recognises, and
leaves the others as they are: any model works, the usual convolutional ones work faster.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from spacy.attrs import NORM, ORTH, SPACY, intify_attr
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps

Forward = Callable[..., Any]

MAX_EMBEDDED: Final = 20_000
"""Words whose vectors are kept: a week's vocabulary of news, 8 MB at 96 floats each."""
_WORD_BY_WORD: Final = frozenset(
    intify_attr(name)
    for name in ("ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "IS_ALPHA", "IS_DIGIT", "IS_PUNCT")
)
"""Attributes that follow from a token's (ORTH, NORM, SPACY)."""
_EPSILON: Final = np.float32(1e-8)
"""thinc's, in its layer normalisation."""


class NumpyGemmOps(NumpyOps):  # type: ignore[misc]
    """`NumpyOps` with `gemm` by `numpy.matmul`."""

    def gemm(self, x: Any, y: Any, out: Any | None = None, trans1: bool = False, trans2: bool = False) -> Any:
        a = x.T if trans1 else x
        b = y.T if trans2 else y
        return np.matmul(a, b) if out is None else np.matmul(a, b, out=out)


class RowByRowOps(NumpyGemmOps):
    """The same with products that give a row the same to the last bit wherever it stands: the kernels for whole matrices of some processors
    add up the products of every other half dozen of rows in another order."""

    def gemm(self, x: Any, y: Any, out: Any | None = None, trans1: bool = False, trans2: bool = False) -> Any:
        rows = (x.T if trans1 else x)[:, np.newaxis]
        return super().gemm(rows, y, None if out is None else out[:, np.newaxis], trans2=trans2)[:, 0]


def speed_up(nlp: Language) -> None:
    """Set faster forward functions on the layers of every component that runs on plain `NumpyOps`."""
    ops = NumpyGemmOps()
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        if not isinstance(model, Model):
            continue
        by_words: list[Any] = []
        for layer in list(model.walk()):
            if isinstance(layer.ops, NumpyOps):
                layer.ops = ops
                faster = _convolutions(layer) or _embedding(layer, nlp.vocab)
                if faster is not None:
                    layer._func = faster
                if isinstance(faster, _WordVectors):
                    by_words += layer.walk()
        for layer in by_words:
            layer.ops = RowByRowOps()


class _Convolution(NamedTuple):
    """One residual step: the maxout's weights piece after piece, (3 × width, pieces × width), and the normalisation's."""

    weights: Any
    bias: Any
    gain: Any
    shift: Any


def _convolutions(layer: Any) -> Forward | None:
    """For a chain of residual (window, maxout, normalisation) steps over an array, the same in place; None for another layer."""
    if not layer.layers or not all(
        inner.name.startswith("residual(expand_window>>maxout>>layernorm") and inner.name.count("residual(") == 1 for inner in layer.layers
    ):
        return None
    steps = []
    for residual in layer.layers:
        parts = {part.name: part for part in residual.walk()}
        window, maxout, norm = parts["expand_window"], parts["maxout"], parts["layernorm"]
        if window.attrs["window_size"] != 1 or not maxout.has_param("W"):
            return None
        width, pieces, inputs = (maxout.get_dim(name) for name in ("nO", "nP", "nI"))
        weights = maxout.get_param("W").reshape(width, pieces, inputs).transpose(2, 1, 0).reshape(inputs, pieces * width)
        bias = maxout.get_param("b").reshape(width, pieces).T.reshape(pieces * width)
        steps.append(_Convolution(np.ascontiguousarray(weights), bias.copy(), norm.get_param("G"), norm.get_param("b")))
    slow = layer._func

    def forward(model: Any, rows: Any, is_train: bool) -> Any:
        if is_train or not isinstance(rows, np.ndarray) or not len(rows):
            return slow(model, rows, is_train)
        return _convolve(rows, steps), _no_way_back

    return forward


def _convolve(rows: Any, steps: list[_Convolution]) -> Any:
    """The steps over (n, width) rows, zeros beyond both ends."""
    n, width = rows.shape
    padded = np.zeros((n + 2, width), dtype="float32")
    values = padded[1:-1]
    values[:] = rows
    windows = as_strided(padded, (n, 3 * width), (padded.strides[0], padded.itemsize))
    for step in steps:
        pieces = np.ascontiguousarray(windows) @ step.weights
        pieces += step.bias
        best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for at in range(2 * width, pieces.shape[1], width):
            np.maximum(best, pieces[:, at : at + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.square(best).mean(axis=1, keepdims=True)
        spread += _EPSILON
        best /= np.sqrt(spread, out=spread)
        best *= step.gain
        best += step.shift
        values += best
    return values


def _embedding(layer: Any, vocab: Vocab) -> Forward | None:
    """For a layer from documents to vectors that reads words one by one, the same with a memory; None for another layer."""
    extractors = [part for part in layer.walk() if part.name == "extract_features"]
    if not layer.name.startswith(("extract_features>>list2ragged", "(extract_features")) or not layer.name.endswith("ragged2list"):
        return None
    if any(intify_attr(column) not in _WORD_BY_WORD for part in extractors for column in part.attrs["columns"]):
        return None
    return _WordVectors(layer._func, vocab)


class _WordVectors:
    """The forward function of an embedding layer that looks each word up once."""

    def __init__(self, slow: Forward, vocab: Vocab) -> None:
        self._slow = slow
        self._vocab = vocab
        self._places: dict[tuple[int, int, int], int] = {}
        self._vectors: Any = None

    def __call__(self, model: Any, docs: list[Doc], is_train: bool) -> Any:
        if is_train:
            return self._slow(model, docs, is_train)
        keys = [list(map(tuple, doc.to_array([ORTH, NORM, SPACY]).tolist())) for doc in docs]
        missing = [key for key in dict.fromkeys(key for some in keys for key in some) if key not in self._places]
        if missing:
            if len(self._places) + len(missing) > MAX_EMBEDDED:
                self._places.clear()
                missing = list(dict.fromkeys(key for some in keys for key in some))
            self._learn(model, missing)
        if self._vectors is None:  # nothing but empty documents
            return self._slow(model, docs, is_train)
        places = self._places
        return [self._vectors[[places[key] for key in some]] for some in keys], _no_way_back

    def _learn(self, model: Any, keys: list[tuple[int, int, int]]) -> None:
        if self._vectors is not None and len(self._vectors) < len(self._places) + len(keys):
            more = max(len(self._places) + len(keys), 2 * len(self._vectors))
            self._vectors = np.concatenate([self._vectors, np.zeros((more - len(self._vectors), self._vectors.shape[1]), dtype="float32")])
        words: Any = np.array(keys, dtype="uint64")
        doc = Doc(self._vocab, words=words[:, 0].tolist(), spaces=words[:, 2].astype(bool).tolist())
        doc.from_array([NORM], words[:, 1:2])
        found = self._slow(model, [doc], False)[0][0]
        if self._vectors is None:
            self._vectors = np.zeros((max(len(keys), 4096), found.shape[1]), dtype="float32")
        first = len(self._places)
        self._vectors[first : first + len(keys)] = found
        self._places.update(zip(keys, range(first, first + len(keys)), strict=True))


def _no_way_back(gradient: Any) -> Any:
    raise RuntimeError("this pipeline predicts only; load the model anew to train it")
