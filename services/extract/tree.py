"""The parse of a document as plain lists, one entry per token: what every rule walks over.

Rules ask for words and heads many times per token; lists answer an order of magnitude faster than `Token` objects do. Heads and
children are token numbers of the document, so results need no conversion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, ORTH, POS, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

from services.extract.drafts import Stretch, words_of

QUOTE_MARKS: Final = frozenset("\"“”„‟«»''``")
OPENING: Final = frozenset({"“", "„", "«", "``", "‘"})
CLOSING: Final = frozenset({"”", "»", "''"})
DASHES: Final = frozenset({"-", "–", "—", "--", "―"})
_EDGE: Final = (
    QUOTE_MARKS | DASHES | frozenset({",", ";", ":", ".", "!", "?", "…", "...", "(", ")", "[", "]", "’", "‘", "'", "/", "|", "•", "*"})
)


_LEMMAS: Final = {
    **{"’re": "be", "'re": "be", "’m": "be", "'m": "be", "’ve": "have", "'ve": "have", "’ll": "will", "'ll": "will"},
    **{"hoped": "hope", "hoping": "hope", "rated": "rate", "texted": "text", "texting": "text"},
}
"""Short forms, and forms that the model's rules bring back to another verb ("hop", "rat") or to none."""


class Tree:
    """Words and heads of a parsed document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        values = doc.to_array([ORTH, LEMMA, DEP, POS, TAG, HEAD])
        self.text, self.lemma, self.dep, self.pos, self.tag = (_names(doc.vocab, values[:, column]) for column in range(5))
        self.lower = [text.lower() for text in self.text]
        self.lemma = [_LEMMAS.get(lower) or lemma.lower() for lower, lemma in zip(self.lower, self.lemma, strict=True)]
        for i, lower in enumerate(self.lower):
            if lower in {"’s", "'s"} and self.pos[i] in {"AUX", "VERB"}:
                self.lemma[i] = "be"
        self.head: list[int] = (np.arange(len(doc)) + values[:, 5].astype("int64")).tolist()
        self.kids: list[list[int]] = [[] for _ in self.head]
        self.left = list(range(len(self.head)))
        self.right = list(range(len(self.head)))
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)
        for i in range(len(self.head)):
            if self.pos[i] == "SPACE":  # hangs on the word before, and makes nothing longer
                continue
            above, seen = self.head[i], i
            while above != seen and not self.left[above] <= i <= self.right[above]:
                self.left[above], self.right[above] = min(self.left[above], i), max(self.right[above], i)
                above, seen = self.head[above], above
        self.sentences: tuple[Stretch, ...] = doc._.claimwire_sentences

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these relations."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def children(self, i: int, *deps: str) -> list[int]:
        """All children of `i` with one of these relations."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def subtree(self, i: int, without: Collection[int] = ()) -> list[int]:
        """`i` and all below it, in order, leaving out whole subtrees headed by `without`."""
        found, stack = [], [i]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(k for k in self.kids[at] if k not in without)
        found.sort()
        return found

    def subtree_words(self, i: int, without: Collection[int] = ()) -> list[int]:
        """The subtree without the punctuation at its edges: what was left out may leave a full stop standing alone."""
        tokens = self.subtree(i, without)
        first, last = 0, len(tokens)
        while last > 1 and self.pos[tokens[last - 1]] in {"PUNCT", "SPACE"} and tokens[last - 1] != i:
            last -= 1
        while first < last - 1 and self.pos[tokens[first]] in {"PUNCT", "SPACE"} and tokens[first] != i:
            first += 1
        return tokens[first:last]

    def above(self, i: int) -> Iterator[int]:
        """The heads of `i`, from the nearest to the sentence's root."""
        seen = i
        while self.head[seen] != seen:
            seen = self.head[seen]
            yield seen

    def is_below(self, i: int, ancestor: int) -> bool:
        """Whether `i` is `ancestor` or depends on it."""
        return i == ancestor or ancestor in self.above(i)

    def stretch(self, i: int, without: Collection[int] = ()) -> Stretch:
        """From the first to the last token of the subtree, trimmed of punctuation at the edges."""
        tokens = self.subtree_words(i, without)
        return self.trim(Stretch(tokens[0], tokens[-1] + 1))

    def trim(self, words: Stretch) -> Stretch:
        """Without punctuation and space at the edges; brackets that close inside stay."""
        start, end = words
        while start < end and (self.text[start] in _EDGE or self.pos[start] == "SPACE") and not self._opens_inside(start, end):
            start += 1
        while end > start and (self.text[end - 1] in _EDGE or self.pos[end - 1] == "SPACE") and not self._closes_inside(start, end):
            end -= 1
        return Stretch(start, end)

    def _opens_inside(self, start: int, end: int) -> bool:
        closing = {"(": ")", "[": "]", "“": "”", '"': '"', "‘": "’"}.get(self.text[start])
        return closing is not None and closing in self.text[start + 1 : end - 1]

    def _closes_inside(self, start: int, end: int) -> bool:
        opening = {")": "(", "]": "[", "”": "“", '"': '"'}.get(self.text[end - 1])
        return opening is not None and opening in self.text[start : end - 1]

    def words(self, stretch: Stretch) -> str:
        """The exact words of a stretch."""
        return words_of(self.doc, stretch) if stretch.end > stretch.start else ""

    def is_verb(self, i: int) -> bool:
        return self.pos[i] in {"VERB", "AUX"}

    def is_finite(self, i: int) -> bool:
        """Whether the verb group headed by `i` has a tense: its own, or an auxiliary's."""
        if self.tag[i] in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        return any(self.dep[k] in {"aux", "auxpass"} and self.tag[k] in {"VBD", "VBZ", "VBP", "MD"} for k in self.kids[i])

    def subject(self, i: int) -> int | None:
        return self.child(i, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl")

    def sentence_of(self, i: int) -> Stretch:
        """The sentence that holds token `i`."""
        low, high = 0, len(self.sentences)
        while high - low > 1:
            middle = (low + high) // 2
            if self.sentences[middle].start <= i:
                low = middle
            else:
                high = middle
        return self.sentences[low]


def _names(vocab: Vocab, numbers: Any) -> list[str]:
    """The strings behind a column of numbers, each looked up once."""
    strings = vocab.strings
    column: list[int] = numbers.tolist()
    names = {number: strings[number] for number in set(column)}
    return [names[number] for number in column]


def tree_of(doc: Doc) -> Tree:
    """The tree of a parsed document, made once."""
    tree = doc.user_data.get("claimwire_tree")
    if tree is None:
        tree = doc.user_data["claimwire_tree"] = Tree(doc)
    assert isinstance(tree, Tree)
    return tree
