"""What lists may be asked with: every parameter typed, bounded and described.

An unknown one is refused, so that no typing error goes unnoticed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from schemas.claims import Certainty, Polarity
from services.api.settings import MAX_PAGE

MAX_WORDS_CHARS: Final = 200
"""Longest search text: a long sentence."""
MAX_CURSOR_CHARS: Final = 1_000

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+ -]\d\d:?\d\d)?", re.IGNORECASE)


def _read_moment(value: Any) -> Any:
    """A day or a moment of ISO 8601; without a zone it is UTC. A blank before the zone is the `+` that forms turn into one."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _DAY.fullmatch(text):
        text += "T00:00:00Z"
    elif not (match := _MOMENT.fullmatch(text)):
        raise ValueError("give a day (2026-03-01) or a moment (2026-03-01T12:00:00Z)")
    else:
        text = match[1] + (match[2] or "Z").replace(" ", "+")
    moment = datetime.fromisoformat(text)
    if not 1800 <= moment.year <= 2200:
        raise ValueError("the year must lie between 1800 and 2200")
    return moment.astimezone(UTC)


When = Annotated[datetime, BeforeValidator(_read_moment)]
Words = Annotated[str, Field(min_length=1, max_length=MAX_WORDS_CHARS)]
Flag = Annotated[bool, Field(strict=False)]


class Paging(BaseModel):
    """How a list is read in pages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int | None = Field(default=None, ge=1, le=MAX_PAGE, description=f"Items of a page, up to {MAX_PAGE}.", examples=[20])
    cursor: str | None = Field(
        default=None, min_length=1, max_length=MAX_CURSOR_CHARS, description="`next` of the page before; leave it out for the first page."
    )


class Period(Paging):
    """A period of publication."""

    since: When | None = Field(default=None, description="Published at or after this day or moment (ISO 8601, UTC without zone).")
    until: When | None = Field(default=None, description="Published before this day or moment.")


class ArticleQuery(Period):
    """Which articles."""

    source: UUID | None = Field(default=None, description="Of this outlet: its `source_id`.")


class ClaimQuery(Period):
    """Which claims. Conditions add up; where they are combined, a page may end before it is full."""

    article: UUID | None = Field(default=None, description="Of this article.")
    thread: UUID | None = Field(default=None, description="Of this thread.")
    source: UUID | None = Field(default=None, description="Of this outlet: its `source_id`.")
    entity: Words | None = Field(default=None, description="That speak of this entity, under any capitalisation of its name.")
    q: Words | None = Field(default=None, description="With these words.", examples=["bridge closed"])
    certainty: Certainty | None = Field(default=None, description="Put forward this firmly.")
    polarity: Polarity | None = Field(default=None, description="`negative`: that say that something is not so.")


class ThreadQuery(Paging):
    """Which threads."""

    conflict: Flag | None = Field(default=None, description="`true`: only threads with a conflict; `false`: only those without.")
    q: Words | None = Field(
        default=None,
        description="With a claim that holds these words; in the order of the latest one. A page may end before it is full.",
        examples=["dam gates"],
    )
    entity: Words | None = Field(
        default=None,
        description="With a claim that speaks of this entity; ordered and ended as with `q`.",
    )
