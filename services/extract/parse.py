"""`claimwire_parse`: tags, lemmas, heads and sentences for what is inside the article.

Reads `claimwire_blocks`; writes the annotations and `claimwire_chunks`, `claimwire_sentences`. The model's own components run on chunks of
bounded length, so that no text, however written, costs more than linear time. White space, line breaks of wrapped text too, is not shown to
them; it hangs on the word before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from spacy.attrs import DEP, HEAD, IS_SPACE, LEMMA, MORPH, NORM, ORTH, POS, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.symbols import SPACE
from spacy.tokens import Doc
from spacy.vocab import Vocab

from services.extract.drafts import Block, Stretch
from services.extract.language.reporting import HEADLINE_VERBS
from services.extract.lexical import LexicalTable
from services.extract.tree import DASHES

MAX_CHUNK_TOKENS: Final = 240
"""Longest stretch parsed at once, three times a long sentence. Parser memory and our walks over a sentence stay bounded by it."""
BATCH_CHUNKS: Final = 128
MIN_HEADLINE_PART: Final = 3
MAX_LABEL_TOKENS: Final = 6
"""A label before a colon, or a source behind the dash of a headline, has at most so many words."""
_HEADLINE_BREAKS: Final = frozenset({"?", "!", ";"})
_WORD_BEFORE: Final = np.uint64(2**64 - 1)
"""A head one token to the left, as the arrays of `Doc` write it."""
_WRITTEN: Final = [TAG, POS, LEMMA, MORPH, DEP, HEAD]
_SENTENCE_ENDS: Final = frozenset(".!?")
_NOT_FOR_PARSING: Final = frozenset({"ner", "beam_ner", "entity_linker", "entity_ruler"})


@Language.factory("claimwire_parse", assigns=["doc._.claimwire_chunks", "doc._.claimwire_sentences"], requires=["doc._.claimwire_blocks"])
def create_parse(nlp: Language, name: str) -> ParseInChunks:
    return ParseInChunks(nlp)


class ParseInChunks:
    """Runs the model's components, without its entity recogniser, over chunks of the article."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._space_tag = nlp.vocab.strings.add("_SP")
        own = [
            component
            for name, component in nlp.pipeline  # what the model has switched off stays off
            if not name.startswith("claimwire_") and nlp.get_pipe_meta(name).factory not in _NOT_FOR_PARSING
        ]
        lexical = [component for component in own if LexicalTable.can_stand_for(component)]
        self._components = [component for component in own if component not in lexical]
        self._lexical = LexicalTable(nlp.vocab, lexical) if lexical else None

    def __call__(self, doc: Doc) -> Doc:
        chunks, places, found = self._prepare(doc)
        pieces: Iterable[Doc] = found
        for component in self._components:
            pieces = component.pipe(pieces, batch_size=BATCH_CHUNKS) if hasattr(component, "pipe") else map(component, pieces)
        self._write(doc, chunks, places, list(pieces))
        return doc

    def _prepare(self, doc: Doc) -> tuple[list[Stretch], list[Any], list[Doc]]:
        """The chunks of a document, the numbers of their tokens without white space, and these tokens as documents."""
        chunks = [chunk for block in doc._.claimwire_blocks if block.kind != "around" for chunk in _chunks_of(doc, block)]
        if not chunks:
            return [], [], []
        words = doc.to_array([ORTH, SPACY, NORM])
        is_word = ~doc.to_array([IS_SPACE]).astype(bool).reshape(-1)
        places = [np.nonzero(is_word[a:b])[0] + a for a, b in chunks]
        return chunks, places, [copy_of(self._vocab, words[at]) for at in places]

    def _write(self, doc: Doc, chunks: list[Stretch], places: list[Any], pieces: list[Doc]) -> None:
        if not chunks:
            return
        is_space = doc.to_array([IS_SPACE]).astype(bool).reshape(-1)
        written: Any = np.zeros((len(doc), len(_WRITTEN)), dtype="uint64")
        written[is_space] = (self._space_tag, SPACE, 0, 0, 0, _WORD_BEFORE)
        written[0, -1] = 0
        sentences: list[Stretch] = []
        for (a, b), at, piece in zip(chunks, places, pieces, strict=True):
            values = piece.to_array([*_WRITTEN, SENT_START])
            if self._lexical is not None:
                values[:, 1:4] = self._lexical.annotate(piece.to_array([ORTH, TAG, DEP]))
            heads = at[np.arange(len(at)) + values[:, -2].astype("int64")]
            written[at, :-1] = values[:, :-2]
            written[at, -1] = (heads - at).astype("uint64")
            starts = [int(at[i]) for i in np.nonzero(values[:, -1] == 1)[0]] or [a]
            sentences.extend(Stretch(s, e) for s, e in zip(starts, [*starts[1:], b], strict=True))
        doc.from_array(_WRITTEN, written)
        doc._.claimwire_chunks = tuple(chunks)
        doc._.claimwire_sentences = tuple(sentences)


def copy_of(vocab: Vocab, words: Any) -> Doc:
    """A document of the given words: rows of (ORTH, SPACY, NORM). The norm is a word's own after contractions, and the model reads it."""
    piece = Doc(vocab, words=words[:, 0].tolist(), spaces=words[:, 1].astype(bool).tolist())
    return piece.from_array([NORM], words[:, 2:])


def _chunks_of(doc: Doc, block: Block) -> Iterator[Stretch]:
    """The block in stretches of at most `MAX_CHUNK_TOKENS`, cut after a sentence where one ends in the second half."""
    start = label_end(doc, block)
    if start > block.start:
        yield Stretch(block.start, start)
    if block.kind == "headline":  # its parts are often sentences of their own, which the model was not taught to part
        for i in range(start + 1, block.end - MIN_HEADLINE_PART):
            if doc[i].text in _HEADLINE_BREAKS and i + 1 - start >= MIN_HEADLINE_PART:
                yield Stretch(start, i + 1)
                start = i + 1
        tail = tail_start(doc, block)
        if tail - start >= MIN_HEADLINE_PART:
            yield Stretch(start, tail)
            start = tail
    while block.end - start > MAX_CHUNK_TOKENS:
        limit = start + MAX_CHUNK_TOKENS
        cut = next((i for i in range(limit, start + MAX_CHUNK_TOKENS // 2, -1) if doc[i - 1].text in _SENTENCE_ENDS), limit)
        yield Stretch(start, cut)
        start = cut
    if start < block.end:
        yield Stretch(start, block.end)


def label_end(doc: Doc, block: Block) -> int:
    """Behind the colon that the first few words of a line end with, "Police: …"; the line's start where they do not.

    In running text each of these words begins with a capital letter."""
    for i in range(block.start, min(block.start + MAX_LABEL_TOKENS + 1, block.end - MIN_HEADLINE_PART)):
        word = doc[i].text
        if word == ":":
            return i + 1 if i > block.start else block.start
        if not word[0].isalnum() or (block.kind != "headline" and not word[0].isupper()):
            break
    return block.start


def tail_start(doc: Doc, block: Block) -> int:
    """The last dash or colon of a headline when only a few words follow it, "… – Reuters", or its last comma before a verb of saying,
    "…, officials say"; the headline's end where there is none."""
    end = block.end
    while end > block.start and doc[end - 1].is_space:
        end -= 1
    for i in range(end - 2, max(end - MAX_LABEL_TOKENS - 2, block.start), -1):
        if doc[i].text == ":" or (doc[i].text in DASHES and doc[i - 1].whitespace_ and doc[i].whitespace_):
            return i
        if doc[i].text == ",":
            return i if any(token.lower_ in HEADLINE_VERBS for token in doc[i + 1 : end]) else block.end
    return block.end
