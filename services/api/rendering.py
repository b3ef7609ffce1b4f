"""Templates and their filters, and the files that pages load: read once, served from memory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from services.api import marking, wording
from services.api.problems import Problem


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that pages load."""

    body: bytes
    media_type: str

    @property
    def etag(self) -> str:
        """Changes with the content."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def _static(name: str, media_type: str) -> StaticFile:
    return StaticFile(files("services.api").joinpath("static", name).read_bytes(), media_type)


STATIC: Final[Mapping[str, StaticFile]] = {
    "claimwire.css": _static("claimwire.css", "text/css; charset=utf-8"),
    "icon.svg": _static("icon.svg", "image/svg+xml"),
}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("services.api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "moment": wording.moment_words,
        "day": wording.day_words,
        "number": wording.number_words,
        "voices": wording.voices_of,
        "quote": marking.quote_of,
        "outward": wording.outward,
    }
    environment.globals |= {
        "certainties": wording.CERTAINTIES,
        "statuses": wording.STATUSES,
        "relation_words": wording.RELATIONS,
        "unit_words": lambda unit: "" if unit == "count" else "%" if unit == "percent" else unit,
        "style_digest": STATIC["claimwire.css"].etag.strip('"'),
        "here": "",
    }
    return environment


_TEMPLATES: Final = _environment()


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. Everything in `values` is escaped where the template writes it."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(**values), status_code=status, headers={"Cache-Control": "no-store"})


def problem_page(problem: Problem, headers: Mapping[str, str]) -> HTMLResponse:
    """An error as a page."""
    response = page("problem.html", status=problem.status, problem=problem)
    response.headers.update(headers)
    return response


def link(path: str, **parameters: str | bool | None) -> str:
    """A link within the pages; parameters that are None or empty are left out."""
    given = {
        name: str(value).lower() if isinstance(value, bool) else value for name, value in parameters.items() if value not in (None, "")
    }
    return f"{path}?{urlencode(given)}" if given else path
