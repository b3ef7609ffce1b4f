"""Predicted threads over labelled stories, in the form of the labels: all articles of all stories together, as a monitor meets them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from itertools import product
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from bench.stories import Document, documents_of
from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Source
from schemas.claims import ClaimsExtracted
from services.extract.core import ClaimExtractor
from services.runtime.text import normal_form_with_offsets
from services.store.linking import Change, link
from services.store.members import Member
from services.store.pairs import pairs_among
from services.store.reading import read_message
from services.store.wordings import members_together

_FETCHED_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


def main(stories: list[Path], out: Path) -> None:
    """Write one predicted thread a line into `out`."""
    documents = [document for story in stories for document in documents_of(story)]
    rows = predicted_threads(ClaimExtractor.load(), documents)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def predicted_threads(extractor: ClaimExtractor, documents: Iterable[Document]) -> list[dict[str, Any]]:
    """The threads of all claims that the extractor finds in the documents."""
    return threads_of(*read_story(extractor, documents))


def read_story(extractor: ClaimExtractor, documents: Iterable[Document]) -> tuple[list[ClaimsExtracted], dict[UUID, dict[str, Any]]]:
    """What the extractor finds in the documents, and where each claim stands."""
    messages, places = [], {}
    for document in documents:
        normal, offsets = normal_form_with_offsets(document.text)
        message = extractor.extract(_article(document, normal))
        messages.append(message)
        for claim in message.claims:
            span = {"start": offsets[claim.span.start], "end": offsets[claim.span.end]}
            places[claim.claim_id] = {"doc": document.name, "span": span}
    return messages, places


def threads_of(messages: Sequence[ClaimsExtracted], places: dict[UUID, dict[str, Any]]) -> list[dict[str, Any]]:
    """Threads as label rows: `places` says where each claim stands."""
    changes = link([], members_together((read.told, read.members) for read in map(read_message, messages)), ())
    return [_row(change, places) for change in changes]


def _row(change: Change, places: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    members = sorted(change.joined, key=lambda member: member.claim_id)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, member in enumerate(members):
        holders[member.position].append(number)
    relations = [
        {"a": a, "b": b, "type": pair.kind, "why": pair.reason}
        for pair in pairs_among(holders, change.question_key)
        for a, b in product(holders[pair.a], holders[pair.b])
    ]
    relations += [
        {"a": a, "b": b, "type": "agree", "why": "the same answer"} for same in holders.values() for a in same for b in same if a < b
    ]
    return {"key": change.question_key, "members": [_place(member, places) for member in members], "relations": relations}


def _place(member: Member, places: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    return {**places[member.claim_id], "position": member.position}


def _article(document: Document, text: str) -> ArticleFetched:
    url = f"file:{document.name}"
    published = datetime.combine(document.published, time(12), UTC) if document.published else None
    return ArticleFetched(
        article_id=ids.article_id(url),
        revision=ids.revision_of("", text),
        url=url,
        canonical_url=url,
        source=Source(source_id=ids.source_id(document.name), name=document.name, domain=document.name, publisher_family=document.name),
        title="",
        language="en",
        published=DatedBy(at=published, origin="submitter") if published else None,
        updated=None,
        fetched_at=_FETCHED_AT,
        text=text,
        sections=(),
    )
