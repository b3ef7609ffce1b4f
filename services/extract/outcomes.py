"""What became of an article in extract: one word per message, each counted exactly once."""

from __future__ import annotations

from services.runtime.outcomes import OutcomeWord


class ExtractOutcome(OutcomeWord):
    """The fate of one article."""

    EXTRACTED = "extracted", "Claims were found and published."
    NO_CLAIMS = "no_claims", "The article holds no checkable claim; an empty result was published."
    CAPPED = "capped", "The article holds more claims than the limit; the first ones were published, marked as capped."
    OTHER_LANGUAGE = "other_language", "The article is not in English; an empty result was published."
    INVALID_MESSAGE = "invalid_message", "The message is no `ArticleFetched`; it went to dead letters."
