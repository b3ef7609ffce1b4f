"""How a request ended: one word each, so that all requests can be summed."""

from __future__ import annotations

from services.runtime.outcomes import OutcomeWord


class Outcome(OutcomeWord):
    """The fate of a request."""

    SERVED = "served", "The client got what it asked for."
    REFUSED = "refused", "The request was not acceptable (400 to 499, but not found and not allowed): its sender must mend it."
    NOT_FOUND = "not_found", "There is nothing under that address."
    NOT_ALLOWED = "not_allowed", "The request asked for something that needs a key, or another key (401, 403)."
    UNAVAILABLE = "unavailable", "The database did not answer, or there was too much to do (503): trying later helps."
    FAILED = "failed", "An error of the gateway itself (500): its developers must mend it."
    LEFT = "left", "The client went away before the answer was complete."


def outcome_of(status: int) -> Outcome:
    """The outcome that an HTTP status stands for."""
    if status < 400:
        return Outcome.SERVED
    if status in (404, 410):
        return Outcome.NOT_FOUND
    if status in (401, 403):
        return Outcome.NOT_ALLOWED
    if status < 500:
        return Outcome.REFUSED
    return Outcome.UNAVAILABLE if status == 503 else Outcome.FAILED
