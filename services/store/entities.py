"""The entities of a claim, under names by which they can be found."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from schemas.claims import Claim

_MAX_NAME: int = 200
"""Longer names are no names; bounds the index."""


class Named(NamedTuple):
    """An entity as one claim names it."""

    folded: str
    name: str
    kind: str
    country: str | None


@lru_cache(maxsize=1 << 13)
def folded_name(name: str) -> str:
    """A name without case, accents, article and possessive: what is compared."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = plain.replace("’", "'").replace("'s", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)[:_MAX_NAME]


def entities_of(claim: Claim) -> list[Named]:
    """Every entity that the claim names as actor, place, source or owner of what is counted: unique and sorted by folded name."""
    found: dict[str, Named] = {}
    named = [(actor.entity.name, actor.entity.kind, actor.entity.country) for actor in claim.actors]
    named += [(place.name, "place", place.country) for place in claim.places]
    named += [
        (each.entity, each.kind if each.kind in ("person", "organization", "group") else "unknown", None)
        for each in claim.attributions
        if each.entity
    ]
    named += [(quantity.counted_entity, "unknown", None) for quantity in claim.quantities if quantity.counted_entity]
    for name, kind, country in named:
        folded = folded_name(name)
        if folded and (folded not in found or found[folded].kind == "unknown"):
            found[folded] = Named(folded, name[:_MAX_NAME], kind, country)
    return [found[folded] for folded in sorted(found)]
