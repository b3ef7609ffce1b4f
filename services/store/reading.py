"""One message, read: every row it becomes, and the answers that its claims give. All of the store's work that needs no database.

Pure: takes a message and returns data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from schemas.claims import ClaimsExtracted
from services.store.entities import entities_of
from services.store.happening import read_claim
from services.store.mapping import attribution_rows, claim_row, extraction_row, quantity_rows, revision_row, source_row
from services.store.members import Member
from services.store.origins import cited_by, origin_of
from services.store.positions import answer_json, as_of, position_of
from services.store.questions import questions_of
from services.store.slots import context_of
from services.store.wordings import Told, told_by


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a message comes to."""

    article_id: UUID
    revision: str
    extractor_version: str
    stated_at: datetime
    source: dict[str, Any]
    article: dict[str, Any]
    article_revision: dict[str, Any]
    extraction: dict[str, Any]
    claims: list[dict[str, Any]]
    attributions: list[dict[str, Any]]
    quantities: list[dict[str, Any]]
    entities: list[dict[str, Any]]
    members: list[Member]
    """Its claims' answers, with the questions of their own words."""
    told: Told | None
    """The same for other articles to look at; None where there is none."""
    contracts: dict[UUID, bytes]
    """Each claim as JSON, as subscribers are told of it."""


def read_message(message: ClaimsExtracted) -> Reading:
    """Everything that the store writes of a message, before it knows what it holds already."""
    article, version = message.article, message.extractor.version
    stated_at = article.published.at if article.published else article.fetched_at
    context, origin = context_of(article), origin_of(article)
    claims = sorted(message.claims, key=lambda claim: claim.claim_id)
    days = {claim.claim_id: as_of(claim, context) for claim in claims}
    by_id = {claim.claim_id: claim for claim in claims}
    members = [
        Member(
            question_key=question.key,
            claim_id=claim.claim_id,
            article_id=article.article_id,
            stated_at=stated_at,
            as_of=days[claim.claim_id],
            names=context.names,
            position=position_of(claim, question, days[claim.claim_id]).text,
            answer=answer_json(claim, question),
            cited=cited_by(claim),
            origin=origin,
        )
        for claim in claims
        for question in questions_of(claim, context)
    ]
    return Reading(
        article_id=article.article_id,
        revision=article.revision,
        extractor_version=version,
        stated_at=stated_at,
        source=source_row(article.source),
        article={
            "article_id": article.article_id,
            "source_id": article.source.source_id,
            "canonical_url": article.canonical_url,
            "revision": article.revision,
            "extractor_version": version,
            "title": article.title,
            "stated_at": stated_at,
            "claims": len(claims),
            "origin": origin,
        },
        article_revision=revision_row(article),
        extraction=extraction_row(article, message.extractor, message.is_capped),
        claims=[claim_row(claim, article, version, stated_at, days[claim.claim_id]) for claim in claims],
        attributions=[row for claim in claims for row in attribution_rows(claim)],
        quantities=[row for claim in claims for row in quantity_rows(claim)],
        entities=[
            {"claim_id": claim.claim_id, "stated_at": stated_at, **named._asdict()} for claim in claims for named in entities_of(claim)
        ],
        members=members,
        told=told_by(
            article.article_id,
            stated_at,
            ((member, read_claim(by_id[member.claim_id], context)) for member in members),
            is_dated=article.published is not None,
        )
        if members
        else None,
        contracts={claim.claim_id: claim.model_dump_json().encode() for claim in claims},
    )
