"""A text with its claims marked, as one page that needs no network and no script. Pure: explained rows in, HTML out.

The text comes from anywhere: all of it is escaped, nothing in it can be run (a content security policy allows the page's own style sheet
alone), and signs that would turn or hide text are written out.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from services.api.marking import Mark, runs_of
from services.explanations import Row, meaning_of, shortened, value_words

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and those that change the direction of text or have no width."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim on the page: its number, the lane of its line under the text, and how the line looks."""

    number: int
    lane: int
    look: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same claims; `begins` are those whose number stands before it."""

    text: str
    under: tuple[Marked, ...]
    begins: tuple[Marked, ...]


def page(text: str, rows: Sequence[Row], name: str) -> str:
    """The page of a text and its explained claims."""
    claims = list(_marked(rows))
    lanes = 1 + max((claim.lane for claim in claims), default=0)
    style = _TEMPLATES.get_template("claims.css").render(claims=claims, lanes=lanes)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    headline = text.find("\n") + 1 if any(row["section"] == "headline" for row in rows) else 0
    pieces = [_pieces(text[start:end], claims, start) for start, end in ((0, headline), (headline, len(text)))]
    return _TEMPLATES.get_template("claims.html").render(
        name=name, style=style, style_digest=digest, claims=claims, headline=pieces[0], body=pieces[1]
    )


def _marked(rows: Sequence[Row]) -> Iterator[Marked]:
    """Each claim takes the lowest lane that no claim before it reaches into."""
    free_from: list[int] = []
    for number, row in enumerate(rows, 1):
        start, end = row["span"]["start"], row["span"]["end"]
        lane = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
        free_from[lane : lane + 1] = [end]
        yield Marked(number, lane, f"{row['certainty']}-{row['polarity']}", row)


def _pieces(text: str, claims: Sequence[Marked], offset: int) -> Iterator[Piece]:
    by_label = {f"{claim.number}": claim for claim in claims}
    marks = [Mark(claim.row["span"]["start"], claim.row["span"]["end"], label) for label, claim in by_label.items()]
    begun: set[int] = set()
    for run in runs_of(text, marks, offset=offset):
        under = tuple(sorted((by_label[label] for label in run.labels), key=lambda claim: claim.number))
        begins = tuple(claim for claim in under if claim.number not in begun)
        begun.update(claim.number for claim in begins)
        yield Piece(run.text, under, begins)


def _written_out(value: Any) -> Any:
    return _UNSEEN.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", value) if type(value) is str else value


_TEMPLATES: Final = Environment(
    loader=PackageLoader("services"),
    autoescape=lambda name: name is None or not name.endswith(".css"),
    undefined=StrictUndefined,
    finalize=_written_out,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters["shortened"] = shortened
_TEMPLATES.globals |= {"value_words": value_words, "meaning_of": meaning_of}
