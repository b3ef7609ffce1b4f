"""Pages of lists and their cursors: where the last page ended, opaque, with a check against tampering and against use on another list.

Keyset paging: a page costs the same however deep it lies, and rows that arrive meanwhile shift nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, or_

from services.store.errors import BadCursor
from services.store.views import Page

MAX_LIMIT: Final = 500
"""Rows of one page at most, whatever the caller asks for."""

_CHECK_BYTES: Final = 9
"""Enough that no accident passes. A cursor holds a place in a list and grants nothing, so no secret is needed."""


def list_name(kind: str, filters: Mapping[str, object]) -> str:
    """The name of a filtered list: a cursor of one list does not open another."""
    return json.dumps([kind, {k: str(v) for k, v in sorted(filters.items()) if v is not None}])


def to_cursor(of_list: str, moment: datetime | int | str, key: UUID | None = None) -> str:
    """The cursor after the row with this sort key."""
    place = json.dumps([moment.isoformat() if isinstance(moment, datetime) else moment, None if key is None else key.hex]).encode()
    return base64.urlsafe_b64encode(_check(of_list, place) + place).rstrip(b"=").decode()


def from_cursor(of_list: str, cursor: str) -> tuple[Any, UUID | None]:
    """The sort key in a cursor: (moment or number or name, id). Raises `BadCursor`."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        check, place = raw[:_CHECK_BYTES], raw[_CHECK_BYTES:]
        if check != _check(of_list, place):
            raise BadCursor("the cursor does not belong to this list")
        moment, key = json.loads(place)
    except (binascii.Error, ValueError, TypeError) as error:
        raise BadCursor("the cursor cannot be read") from error
    return moment, None if key is None else UUID(key)


def _check(of_list: str, place: bytes) -> bytes:
    return hashlib.blake2b(of_list.encode() + b"\x1f" + place, digest_size=_CHECK_BYTES).digest()


def newest_first(query: Select[Any], moment: ColumnElement[Any], key: ColumnElement[Any], of_list: str, cursor: str | None) -> Select[Any]:
    """A list in its order, from the cursor on. Raises `BadCursor`."""
    if cursor is not None:
        at, after = from_cursor(of_list, cursor)
        place = datetime.fromisoformat(at)
        query = query.where(moment <= place, or_(moment < place, key < after))  # the first condition is one that an index begins with
    return query.order_by(moment.desc(), key.desc())


def between(moment: ColumnElement[Any], since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """Conditions for [since, until)."""
    return [*([moment >= since] if since else []), *([moment < until] if until else [])]


def bounded(limit: int) -> int:
    """Rows of a page of this limit."""
    return max(1, min(limit, MAX_LIMIT))


def page_of(query: Select[Any], limit: int) -> Subquery:
    """A page of what a query finds, and one row more, to which all else is joined. Joined before, PostgreSQL takes the whole for a few
    rows (it knows no dependence between an article and its revisions), and reads and sorts it all."""
    return query.limit(bounded(limit) + 1).subquery("page")


def to_page(rows: Sequence[Any], limit: int, view: Any, cursor_after: Any) -> Page[Any]:
    """The page that these rows, one more than are shown, make."""
    shown = rows[: bounded(limit)]
    return Page([view(row) for row in shown], cursor_after(shown[-1]) if len(rows) > len(shown) else None)
