"""What can go wrong in the gateway, each with its HTTP status. Whoever raises one says in `detail` who can mend it and how.

ApiError
├── BadRequest           400  the client sent something that cannot be understood
├── CursorUnusable       400  the cursor was not made by this list; start at the first page
├── KeyMissing           401  no key, or a wrong one
├── NotAllowed           403  writing is switched off here, or asked for by another site's page
├── NotFound             404  nothing has this id
├── BodyTooSlow          408  the body did not arrive in time
├── BodyTooLarge         413  the body is above the limit
├── AddressTooLong       414  path and query are above the limit
├── NotJson              415  the body is not said to be JSON
├── Unprocessable        422  understood, but a value cannot be used
├── DatabaseAway         503  the database does not answer; try later
├── DatabaseOutdated     503  the database lacks tables or columns; its operator runs the migrations
├── TooBusy              503  too many requests at once; try later
└── PortInUse                 (no status) the address to listen on is taken; the operator chooses another
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class ApiError(Exception):
    """Root of the tree above. `code` is the machine-readable name of the problem, `title` its name for people."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = dict(headers or {})


class BadRequest(ApiError):
    """The client sent something that cannot be understood."""

    status, code, title = 400, "bad-request", "Bad request"


class CursorUnusable(ApiError):
    """The cursor was not made by this list."""

    status, code, title = 400, "bad-cursor", "Bad cursor"


class KeyMissing(ApiError):
    """No key, or a wrong one."""

    status, code, title = 401, "key-missing", "Key missing or wrong"


class NotAllowed(ApiError):
    """Writing is switched off here."""

    status, code, title = 403, "not-allowed", "Not allowed"


class NotFound(ApiError):
    """Nothing has this id."""

    status, code, title = 404, "not-found", "Not found"


class BodyTooSlow(ApiError):
    """The body did not arrive in time."""

    status, code, title = 408, "body-too-slow", "Request body too slow"


class BodyTooLarge(ApiError):
    """The body is above the limit."""

    status, code, title = 413, "body-too-large", "Request body too large"


class AddressTooLong(ApiError):
    """Path and query are above the limit."""

    status, code, title = 414, "address-too-long", "Address too long"


class NotJson(ApiError):
    """The body is not said to be JSON."""

    status, code, title = 415, "not-json", "Not JSON"


class Unprocessable(ApiError):
    """Understood, but a value cannot be used."""

    status, code, title = 422, "invalid-value", "Invalid value"


class DatabaseAway(ApiError):
    """The database does not answer."""

    status, code, title = 503, "database-away", "Database away"


class DatabaseOutdated(ApiError):
    """The database lacks tables or columns."""

    status, code, title = 503, "database-outdated", "Database outdated"


class TooBusy(ApiError):
    """Too many requests at once."""

    status, code, title = 503, "too-busy", "Too busy"


class PortInUse(OSError):
    """The address to listen on is taken."""
