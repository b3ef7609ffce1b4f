"""The one word that each message of the store ends with."""

from __future__ import annotations

from services.runtime.outcomes import OutcomeWord


class Outcome(OutcomeWord):
    """Counted once per message."""

    STORED = "stored", "A new extraction: claims and threads were written."
    SUPERSEDED = "superseded", "A new extraction of a revision that a newer one has replaced: kept, but no member of any thread."
    KNOWN = "known", "The same extraction was stored before: nothing changed but the offset."
    PASSED = "passed", "The record lies below the store's offset: already handled."
    REJECTED = "rejected", "Not a message of the topic's contract."
    FENCED = "fenced", "Another store has taken the partition over: nothing was written."
    RETRIED = "retried", "The database was away: will be tried again."
