"""What became of a message in the store: one word per message, each counted exactly once."""

from __future__ import annotations

from services.runtime.outcomes import OutcomeWord


class Outcome(OutcomeWord):
    """The fate of one extraction."""

    STORED = "stored", "A new extraction: claims and threads were written."
    SUPERSEDED = "superseded", "An extraction of a revision that a newer one had replaced already: kept, but member of no thread."
    KNOWN = "known", "The same extraction was stored before: nothing changed but the offset."
    PASSED = "passed", "The record lies below the store's offset: it was handled before."
    REJECTED = "rejected", "Not a message of the topic's contract; it went to dead letters."
    FENCED = "fenced", "Another store has taken the partition over: nothing was written."
    RETRIED = "retried", "The attempt failed and will be repeated: the database was away, or the work was cut off."
