"""From places in the text back to the tokens of the model, for everything that needs the parse."""

from __future__ import annotations

from typing import Any

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from services.extract.quantities_lexemes import Lexeme


class Tokens:
    """The tokens of a document by character."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.text = text
        """Of the whole document: spaCy joins it anew each time it is asked."""
        self._doc = doc
        self._starts: Any = doc.to_array(IDX)

    def at(self, lexeme: Lexeme) -> Token:
        """The token that holds the first character of the lexeme."""
        return self.at_character(lexeme.start)

    def at_character(self, character: int) -> Token:
        return self._doc[max(0, int(self._starts.searchsorted(character, side="right")) - 1)]

    def dependency_of(self, lexeme: Lexeme) -> str:
        return str(self.at(lexeme).dep_)
