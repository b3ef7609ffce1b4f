"""What news articles hold besides news: explanation, opinion, scenes and questions, in sentences of ordinary length.

A sample newsroom written to be read in minutes states something every eleven words, real articles every twenty to thirty. The
benchmarks' articles get these sentences (`background.txt`, one a line) between their paragraphs.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

_SENTENCES: Final = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
_GAPS: Final = {
    "matter": (
        "the matter", "the plan", "the dispute", "the repair work", "the inquiry", "the subsidy", "the old treaty", "the tender",
        "the settlement", "the rescue fund", "the inspection regime", "the merger", "the harbour project", "the new curriculum",
    ),
    "people": (
        "residents", "shopkeepers", "engineers", "parents", "union members", "small investors", "nurses", "ferry passengers",
        "growers", "members of the council", "drivers", "tenants", "students", "former employees", "volunteers", "pensioners",
    ),
    "person": (
        "a retired surveyor", "a lecturer in public law", "a baker with two shops", "an economist at a small institute",
        "a veteran of the trade", "a lawyer who has argued such cases before", "a farmer from the lower valley",
        "a former minister", "an officer of the harbour police", "a historian of the region", "a mother of three",
        "a consultant to several insurers",
    ),
    "place": (
        "the capital", "the old quarter", "the north of the country", "the coastal towns", "the border villages",
        "the industrial belt", "the river delta", "the suburbs", "the highlands", "the university district",
    ),
    "thing": (
        "the bridge", "the water supply", "the market hall", "the pension scheme", "the railway line", "the power station",
        "the archive", "the vaccine stock", "the stadium", "the grain store", "the telephone network", "the clinic",
    ),
    "mood": (
        "weary", "hopeful", "suspicious", "relieved", "impatient", "proud", "uneasy", "divided", "resigned", "curious",
    ),
    "trade": (
        "fishing", "brewing", "tourism", "steel", "farming", "publishing", "shipping", "banking", "insurance", "construction",
    ),
}  # fmt: skip
"""Words for the gaps in the sentences."""
_PER_PARAGRAPH: Final = 2


def paragraph(chance: random.Random) -> str:
    """A paragraph without news, of some seventy words."""
    return " ".join(
        sentence.format_map({gap: chance.choice(words) for gap, words in _GAPS.items()})
        for sentence in chance.sample(_SENTENCES, _PER_PARAGRAPH)
    )
