"""What can go wrong in the store.

StoreError
└── BadCursor       a list cursor is not one that this list gave out; the caller begins anew

A fenced consumer raises `services.bus.errors.Fenced`, a database that is away `services.bus.consume.RetryLater`.
"""

from __future__ import annotations


class StoreError(Exception):
    """Root of the tree above."""


class BadCursor(StoreError):
    """The cursor was not given out by this list."""
