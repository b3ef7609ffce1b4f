"""Examples for `/openapi.json`, of an invented story. A test reads each with the response model that it illustrates."""

from __future__ import annotations

from typing import Any, Final

_ARTICLE_ID: Final = "5f0c3a52-6a0e-5f6b-9f39-3a4f3f8c8a11"
_CLAIM_ID: Final = "0d6a7a1b-6c6e-5ab0-8ad1-7bb5a04b8f02"
_OTHER_CLAIM_ID: Final = "b1c3f5d0-43d8-5e39-9d6f-1f7c2a9e5503"
_THREAD_ID: Final = "c9b7e2f4-0f51-5a7c-8f3e-2f0d9a6b4c04"
_OUTLET_REF: Final[dict[str, Any]] = {
    "source_id": "2b6d1a9e-95f4-5c0e-9b8d-6a1f0e7c3d05",
    "name": "The Larkmouth Mercury",
    "domain": "larkmouth-mercury.example",
    "publisher_family": "larkmouth-mercury.example",
}
_TEXT: Final = "Ferry pulled from Larkmouth crossing\n\nThe harbour office said at least 40 cabins were flooded on Tuesday."
_REVISION: Final = "7d3f1c5b9a8e6420" * 4


def _span(words: str) -> dict[str, Any]:
    start = _TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


OUTLET: Final[dict[str, Any]] = {**_OUTLET_REF, "articles": 17}

ARTICLE: Final[dict[str, Any]] = {
    "article_id": _ARTICLE_ID,
    "source": _OUTLET_REF,
    "url": "https://larkmouth-mercury.example/2026/03/ferry-pulled",
    "canonical_url": "https://larkmouth-mercury.example/2026/03/ferry-pulled",
    "title": "Ferry pulled from Larkmouth crossing",
    "authors": ["Inge Morrow"],
    "language": "en",
    "published": {"at": "2026-03-04T07:30:00Z", "origin": "json-ld"},
    "updated": None,
    "fetched_at": "2026-03-04T07:31:12Z",
    "wire_credit": None,
    "lane": "live",
    "revision": _REVISION,
    "stated_at": "2026-03-04T07:30:00Z",
    "claims": 1,
}

CLAIM: Final[dict[str, Any]] = {
    "claim_id": _CLAIM_ID,
    "span": _span("at least 40 cabins were flooded on Tuesday"),
    "sentence": _span("The harbour office said at least 40 cabins were flooded on Tuesday."),
    "section": "body",
    "attributions": [
        {
            "source": _span("The harbour office"),
            "cue": _span("said"),
            "kind": "organization",
            "stance": "asserts",
            "entity": "harbour office",
        }
    ],
    "certainty": "certain",
    "polarity": "positive",
    "status": "past",
    "cues": [],
    "predicate": {"span": _span("flooded"), "lemma": "flood"},
    "actors": [{"span": _span("40 cabins"), "role": "patient", "entity": {"name": "cabins", "kind": "thing", "country": None}}],
    "quantities": [
        {
            "span": _span("at least 40"),
            "value": 40,
            "low": 40,
            "high": None,
            "modifier": "at_least",
            "unit": "count",
            "per": None,
            "counted": "cabins",
            "counted_span": _span("cabins"),
            "counted_entity": None,
            "increment": False,
            "movement": "none",
        }
    ],
    "times": [{"span": _span("on Tuesday"), "start": "2026-03-03", "end": "2026-03-03"}],
    "places": [],
    "checkworthiness": 0.8,
    "article": {
        "article_id": _ARTICLE_ID,
        "canonical_url": ARTICLE["canonical_url"],
        "title": ARTICLE["title"],
        "source": _OUTLET_REF,
        "published_at": "2026-03-04T07:30:00Z",
        "wire_credit": None,
    },
    "revision": _REVISION,
    "extractor_version": "1",
    "is_current": True,
    "stated_at": "2026-03-04T07:30:00Z",
    "as_of": "2026-03-03",
    "threads": [_THREAD_ID],
}

ARTICLE_DETAIL: Final[dict[str, Any]] = {
    **ARTICLE,
    "text": _TEXT,
    "sections": [{"kind": "headline", "start": 0, "end": 36}, {"kind": "body", "start": 38, "end": len(_TEXT)}],
    "revisions": [{"revision": _REVISION, "title": ARTICLE["title"], "fetched_at": ARTICLE["fetched_at"], "is_latest": True}],
    "items": [CLAIM],
}

THREAD: Final[dict[str, Any]] = {
    "title": "How many cabins were flooded?",
    "claims": 2,
    "articles": 2,
    "origins": 2,
    "conflicts": 1,
    "latest": "about 25",
    "thread_id": _THREAD_ID,
    "question_key": "flood|patient=cabin|unit=count",
    "first_on": "2026-03-03",
    "last_on": "2026-03-03",
    "sequence": 412,
    "changed_at": "2026-03-04T07:31:13Z",
}

THREAD_DETAIL: Final[dict[str, Any]] = {
    **THREAD,
    "members": [
        {
            "claim": CLAIM,
            "position": "2026-03-03 40..",
            "value_text": "at least 40",
            "spans": [_span("at least 40")],
            "as_of": "2026-03-03",
            "origin": 0,
        }
    ],
    "relations": [
        {
            "kind": "conflict",
            "reason": "at least 40 and exactly 25 exclude each other for the same day",
            "a_position": "2026-03-03 40..",
            "b_position": "2026-03-03 25..25",
            "a": _CLAIM_ID,
            "b": _OTHER_CLAIM_ID,
            "a_words": "at least 40",
            "b_words": "25",
        }
    ],
    "series": [
        {
            "as_of": "2026-03-03",
            "position": "2026-03-03 40..",
            "value_text": "at least 40",
            "value": 40,
            "low": 40,
            "high": None,
            "unit": "count",
            "certainty": "certain",
            "polarity": "positive",
            "claims": 1,
            "origins": 1,
            "claim_id": _CLAIM_ID,
        }
    ],
    "origin_groups": [{"label": "larkmouth-mercury.example", "reasons": [], "articles": [_ARTICLE_ID]}],
    "entities": [{"name": "cabins", "kind": "thing", "country": None, "claims": 2}],
    "withdrawn": [],
    "slots": {"what happens": "flood", "to whom": "cabin", "unit": "count"},
}


NEW_SOURCE: Final[dict[str, Any]] = {"url": "https://larkmouth-mercury.example/feed.xml", "name": "The Larkmouth Mercury"}

SOURCE: Final[dict[str, Any]] = {
    "id": "8c0d5a1e-2f37-5b64-9a0e-51d2c7b3e606",
    "url": NEW_SOURCE["url"],
    "name": NEW_SOURCE["name"],
    "state": "active",
    "last_polled_at": "2026-03-04T07:31:10Z",
    "last_outcome": "ok",
    "next_poll_at": "2026-03-04T07:36:10Z",
    "failures": 0,
    "articles": 17,
}


def of_one(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The `responses` entry of a route that gives one of these."""
    return {200: {"content": {"application/json": {"example": example}}}}


def of_list(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The `responses` entry of a list of these."""
    return of_one({"items": [example], "next": "eyJhIjoxfQ"})
