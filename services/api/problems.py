"""Errors on the wire: RFC 9457 problem details, one shape for all of them, with nothing of the gateway's insides."""

from __future__ import annotations

import http
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.api.errors import ApiError, BadRequest, CursorUnusable, DatabaseAway, DatabaseOutdated, NotFound
from services.runtime.errors import DatabaseUnavailable
from services.store.errors import BadCursor

PROBLEM_TYPE: Final = "application/problem+json"
_UNDEFINED: Final = frozenset({"42P01", "42703"})
"""PostgreSQL: undefined table, undefined column."""
_UNDEFINED_WORDS: Final = ("no such table", "no such column", "has no column named")
"""The same from SQLite."""
MAX_ECHO_CHARS: Final = 200
"""Most characters that an error repeats of what the client sent."""

_FOR_PROGRAMS: Final = ("/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json")


class Violation(BaseModel):
    """One value that cannot be used."""

    where: str = Field(description="Where it stands: `query.limit`, `path.id`, `body.url`.", examples=["query.limit"])
    detail: str = Field(description="What is wrong with it.", examples=["Input should be less than or equal to 200"])


class Problem(BaseModel):
    """Why a request was not answered as asked (RFC 9457). More members may be added."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:claimwire:problem:not-found",
                    "title": "Not found",
                    "status": 404,
                    "detail": "No thread has the id 00000000-0000-5000-8000-000000000000.",
                }
            ]
        }
    )

    type: str = Field(description="Machine-readable kind of problem, a URN that stays the same over versions.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status, again.")
    detail: str = Field(description="What happened this time, and what helps.")
    errors: list[Violation] | None = Field(default=None, description="For `invalid-value`: every value that cannot be used.")
    checks: dict[str, str] | None = Field(default=None, description="For `not-ready`: each part and what is wrong with it.")


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as a response."""
    return Response(
        problem.model_dump_json(exclude_none=True),
        status_code=problem.status,
        media_type=PROBLEM_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def problem_of(error: Exception) -> tuple[Problem, Mapping[str, str]]:
    """The problem that an exception stands for, and the headers that belong to it. An unknown exception tells nothing of itself."""
    match error:
        case ApiError():
            return _problem(error.status, error.code, error.title, error.detail), error.headers
        case RequestValidationError():
            return _invalid(error.errors()), {}
        case BadCursor():
            return problem_of(CursorUnusable("The cursor was not made by this list. Ask for the first page, without a cursor."))
        case HTTPException():
            return _foreign(error), error.headers or {}
        case DBAPIError() if lacks_schema(error):
            return problem_of(DatabaseOutdated("The database lacks tables of this version. Run `claimwire migrate`."))
        case DatabaseUnavailable() | OperationalError() | InterfaceError() | PoolTimeout() | ConnectionError() | TimeoutError():
            return problem_of(DatabaseAway("The database does not answer now. Try again later.", headers={"Retry-After": "5"}))
        case DBAPIError() if error.connection_invalidated:
            return problem_of(DatabaseAway("The connection to the database broke. Try again.", headers={"Retry-After": "1"}))
        case _:
            return _problem(500, ApiError.code, ApiError.title, "The gateway failed on this request. The log says why."), {}


def lacks_schema(error: DBAPIError) -> bool:
    """Whether the database answered that it has no such table or column: it has not been migrated, or by an older version."""
    return getattr(error.orig, "sqlstate", None) in _UNDEFINED or any(words in str(error.orig) for words in _UNDEFINED_WORDS)


def install(app: FastAPI, problem_page: Callable[[Problem, Mapping[str, str]], Response]) -> None:
    """Let the application answer every error that has a known meaning with a problem, people on a page with a page.

    The rest ends in `account.py`.
    """

    async def answer(request: Request, error: Exception) -> Response:
        problem, headers = problem_of(error)
        if problem.status == 500:
            raise error
        if problem.status == 503 and not isinstance(error, ApiError):
            request.state.reason = f"{type(error).__name__}: {getattr(error, 'orig', error)}"  # for the log; the client is told less
        if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_FOR_PROGRAMS):
            if isinstance(error, RequestValidationError) and any(e["loc"][0] == "path" for e in error.errors()):
                problem, headers = problem_of(NotFound("There is nothing at this address."))
            return problem_page(problem, headers)
        return problem_response(problem, headers)

    for kind in (ApiError, BadCursor, RequestValidationError, HTTPException, DatabaseUnavailable, DBAPIError, PoolTimeout, OSError):
        app.add_exception_handler(kind, answer)


def _problem(status: int, code: str, title: str, detail: str) -> Problem:
    return Problem(type=f"urn:claimwire:problem:{code}", title=title, status=status, detail=detail)


def _foreign(error: HTTPException) -> Problem:
    """A problem of the framework's own making: no route, wrong method, body that is no JSON."""
    if error.status_code == 404:
        return _problem(404, NotFound.code, NotFound.title, "There is nothing at this address.")
    if error.status_code == 405:
        return _problem(
            405, "method-not-allowed", "Method not allowed", "This address does not take this method; `Allow` says which it takes."
        )
    if error.status_code == 400:
        return _problem(400, BadRequest.code, BadRequest.title, str(error.detail)[:MAX_ECHO_CHARS])
    phrase = http.HTTPStatus(error.status_code).phrase
    return _problem(error.status_code, phrase.lower().replace(" ", "-"), phrase, str(error.detail)[:MAX_ECHO_CHARS])


def _invalid(errors: Sequence[Any]) -> Problem:
    violations = [Violation(where=".".join(map(_echo, e["loc"])), detail=_echo(e["msg"])) for e in errors[:20]]
    problem = _problem(422, "invalid-value", "Invalid value", "; ".join(f"{v.where}: {v.detail}" for v in violations[:3]))
    return problem.model_copy(update={"errors": violations})


def _echo(part: object) -> str:
    """What the client sent, as far as it is repeated: short, and writable as UTF-8."""
    return str(part)[:MAX_ECHO_CHARS].encode("utf-8", "backslashreplace").decode("utf-8")
