"""From places in the text back to the tokens of the model, for everything that needs the parse."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from services.extract.quantities_lexemes import Lexeme


class Tokens:
    """The tokens of a document by character."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = [token.idx for token in doc]

    def at(self, lexeme: Lexeme) -> Token:
        """The token that holds the first character of the lexeme."""
        return self._doc[max(0, bisect_right(self._starts, lexeme.start) - 1)]

    def dependency_of(self, lexeme: Lexeme) -> str:
        return str(self.at(lexeme).dep_)
