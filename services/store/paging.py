"""Cursors of lists: where the last page ended, opaque, with a check against tampering and against use on another list.

Keyset paging: a page costs the same however deep it lies, and rows that arrive meanwhile shift nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.store.errors import BadCursor

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
