"""Who takes part in a claim, as whom, and where it happens: the rows of `actors_rows.py`."""

from __future__ import annotations

import pytest

from services.extract.core import ClaimExtractor
from services.extract.entities import plain_name
from tests.extract.actors_rows import ANTECEDENTS, NAMES, NO_PARTICIPANTS, PLACES, ROLES
from tests.extract.reading import rows_of

ROWS = [*ROLES, *NO_PARTICIPANTS, *ANTECEDENTS, *NAMES, *PLACES]


def shown(extractor: ClaimExtractor, text: str) -> list[str]:
    """The participants and places of all claims in the form of the rows, each once."""
    found: list[str] = []
    for row in rows_of(extractor, text):
        for actor in row["actors"]:
            words = actor["text"]["text"]
            name = "" if actor["entity"] == plain_name(words) else f" = {actor['entity']}"
            country = f" ({actor['country']})" if actor["country"] else ""
            found.append(f"{actor['role']}: {words}{name}{country}")
        found.extend(f"in: {place['text']}" for place in row["places"])
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_text_gives_its_participants_and_places(extractor: ClaimExtractor, text: str, expected: list[str]) -> None:
    assert shown(extractor, text) == expected


def test_names_of_one_referent_are_one_entity(extractor: ClaimExtractor) -> None:
    text = "Kestrel Energy opened a wind farm. Ines Alvarez runs Kestrel. The state backed Kestrel, and Alvarez thanked the minister."
    names = {actor["entity"] for row in rows_of(extractor, text) for actor in row["actors"]}
    assert {"Ines Alvarez", "Kestrel Energy"} <= names
    assert not {"Alvarez", "Kestrel"} & names
