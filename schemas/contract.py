"""What every contract class shares: frozen, closed, aware timestamps, spans that give back their words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator


class Contract(BaseModel):
    """Base of all messages and their parts: immutable, and unknown fields are ignored so that fields can be added."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""An aware point in time, kept in UTC."""


class Span(Contract):
    """Words quoted from an article's text: `article.text[start:end] == text`, counted in Unicode code points."""

    start: int = Field(ge=0, description="First code point of the quoted words in the article's text.")
    end: int = Field(gt=0, description="One past the last code point of the quoted words.")
    text: str = Field(min_length=1, description="The quoted words, exactly.")

    @model_validator(mode="after")
    def _length_is_that_of_the_words(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span [{self.start}:{self.end}] cannot hold the {len(self.text)} characters of {self.text!r}")
        return self

    def quotes(self, text: str) -> bool:
        """Whether `text` really has these words at these offsets."""
        return text[self.start : self.end] == self.text
