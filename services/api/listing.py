"""How routes are described in `/openapi.json`: which problems each can answer with."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.api.problems import PROBLEM_TYPE, Problem

_WHY: Final = {
    400: "The request cannot be understood, or the cursor is not of this list.",
    401: "The key is missing or wrong.",
    403: "Writing is switched off, or asked for by another site's page.",
    404: "Nothing has this id.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "A value cannot be used; `errors` lists each.",
    503: "The database does not answer, or something else is missing, or there is too much to do: try later.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of a route, for its `responses`."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {s: {"description": _WHY[s], "content": {PROBLEM_TYPE: {"schema": schema}}} for s in statuses}


OF_LISTS: Final = problems(400, 422, 503)
OF_ONE: Final = problems(404, 422, 503)


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document: the framework's, with the shape of problems, which it cannot know."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        license_info=app.license_info,
    )
    schemas: dict[str, Any] = document["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document
