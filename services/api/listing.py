"""How every route is described in `/openapi.json`: which problems it can answer with, and an example of what it gives."""

from __future__ import annotations

from typing import Any, Final

from services.api.problems import PROBLEM_TYPE, Problem

_WHY: Final = {
    400: "The request cannot be understood, or the cursor is not of this list.",
    401: "The key is missing or wrong.",
    403: "Writing is switched off, or asked for by another site's page.",
    404: "Nothing has this id.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "A value cannot be used; `errors` lists each.",
    503: "The database does not answer, or there is too much to do: try later.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of a route, for its `responses`."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {s: {"description": _WHY[s], "content": {PROBLEM_TYPE: {"schema": schema}}} for s in statuses}


OF_LISTS: Final = problems(400, 422, 503)
OF_ONE: Final = problems(404, 422, 503)

__all__ = ["OF_LISTS", "OF_ONE", "Problem", "problems"]
