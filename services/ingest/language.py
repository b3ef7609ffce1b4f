"""Which language a text is in. Pure; runs in a worker process, where the model is loaded once."""

from __future__ import annotations

from typing import Final

import py3langid.langid as langid

_SAMPLE_CHARS: Final = 1_000
"""Enough to be sure of; the classifier's time grows with the text."""
_SURE: Final = 0.9
_SHORT_CHARS: Final = 160
"""Below this a name or two can outweigh the grammar; then the classifier must be sure, or the page's own word counts."""

_MODEL: Final = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def detect_language(text: str, *, declared: str | None = None) -> str:
    """ISO 639-1 code of the text's language; `und` for a text without letters.

    `declared` is the page's `lang`; it counts only where the text is too short to tell.
    """
    sample = text[:_SAMPLE_CHARS]
    if not any(character.isalpha() for character in sample):
        return "und"
    language, probability = _MODEL.classify(sample)
    if len(sample) < _SHORT_CHARS and probability < _SURE:
        return (declared or "en")[:2].lower()
    return str(language)
