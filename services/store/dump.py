"""Everything stored, as canonical JSON lines: equal content gives equal bytes, on both databases, whatever the order it came in.

Left out is what says when Claimwire read or changed something: fetch times, change times, sequence numbers, offsets.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schemas.threads import ThreadSummary
from services.store.assemble import claims_by_id
from services.store.mapping import Row, dated_by
from services.store.tables import ARTICLE, CLAIM, EXTRACTION, MEMBER, RELATION, REVISION, SOURCE, THREAD, WITHDRAWN

_BATCH: Final = 200
"""Articles, or threads, held in memory at a time."""


async def dump(engine: AsyncEngine) -> AsyncIterator[str]:
    """The lines, each with its line end: outlets, articles with their revisions and claims, threads with members and relations."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    async with engine.execution_options(readonly=True, **options).connect() as connection:
        for source in await _all(connection, select(SOURCE).order_by(SOURCE.c.source_id)):
            yield _line("outlet", dict(source))
        async for articles in _in_batches(connection, ARTICLE, ARTICLE.c.article_id):
            for line in await _article_lines(connection, articles):
                yield line
        async for threads in _in_batches(connection, THREAD, THREAD.c.thread_id):
            for line in await _thread_lines(connection, threads):
                yield line
        withdrawn = select(WITHDRAWN.c.question_key, WITHDRAWN.c.claim_id, WITHDRAWN.c.position)
        for row in sorted(await _all(connection, withdrawn), key=lambda row: (row["question_key"], row["claim_id"])):
            yield _line("withdrawn", dict(row))


async def _article_lines(connection: AsyncConnection, articles: Sequence[Row]) -> list[str]:
    wanted = [article["article_id"] for article in articles]
    revisions = await _grouped(connection, REVISION, wanted)
    extractions = await _grouped(connection, EXTRACTION, wanted)
    claims = await _grouped(connection, CLAIM, wanted)
    contracts = await claims_by_id(connection, [row["claim_id"] for rows in claims.values() for row in rows])
    lines = []
    for article in articles:
        own = article["article_id"]
        lines.append(
            _line(
                "article",
                {
                    **{
                        name: article[name]
                        for name in ("article_id", "source_id", "canonical_url", "revision", "extractor_version", "claims")
                    },
                    "revisions": [_revision(row) for row in sorted(revisions[own], key=lambda row: row["revision"])],
                    "extractions": sorted(
                        ({name: row[name] for name in _EXTRACTION} for row in extractions[own]),
                        key=lambda row: (row["revision"], row["extractor_version"]),
                    ),
                },
            )
        )
        for row in sorted(claims[own], key=lambda row: (row["revision"], row["span_start"], row["span_end"], row["claim_id"])):
            facts = {name: row[name] for name in ("article_id", "revision", "extractor_version", "is_current", "as_of")}
            lines.append(_line("claim", {**facts, **contracts[row["claim_id"]].model_dump(mode="json")}))
    return lines


async def _thread_lines(connection: AsyncConnection, threads: Sequence[Row]) -> list[str]:
    wanted = [thread["thread_id"] for thread in threads]
    members = await _grouped(connection, MEMBER, wanted, "thread_id")
    relations = await _grouped(connection, RELATION, wanted, "thread_id")
    return [
        _line(
            "thread",
            {
                **{name: thread[name] for name in ("thread_id", "question_key", "first_on", "last_on", *ThreadSummary.model_fields)},
                "members": [
                    {"claim_id": row["claim_id"], "position": row["position"]}
                    for row in sorted(members[thread["thread_id"]], key=lambda row: row["claim_id"])
                ],
                "relations": [
                    {"a": row["a_position"], "b": row["b_position"], "kind": row["kind"], "reason": row["reason"]}
                    for row in sorted(relations[thread["thread_id"]], key=lambda row: (row["a_position"], row["b_position"]))
                ],
            },
        )
        for thread in threads
    ]


_EXTRACTION: Final = ("revision", "extractor_version", "extractor", "model", "model_version", "is_capped", "is_current")
_REVISION: Final = ("revision", "is_latest", "url", "title", "authors", "language", "text", "sections", "wire_credit", "lane")


def _revision(row: Row) -> dict[str, Any]:
    dates = {name: dated_by(row[f"{name}_at"], row[f"{name}_origin"]) for name in ("published", "updated")}
    return {**{name: row[name] for name in _REVISION}, **{name: at and at.model_dump(mode="json") for name, at in dates.items()}}


def _line(kind: str, content: dict[str, Any]) -> str:
    return json.dumps({"kind": kind, **content}, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"


async def _all(connection: AsyncConnection, query: Any) -> Sequence[Row]:
    rows: Sequence[Row] = (await connection.execute(query)).mappings().all()
    return rows


async def _in_batches(connection: AsyncConnection, table: Table, key: Any) -> AsyncIterator[Sequence[Row]]:
    """All rows in the order of an id, some at a time."""
    after: UUID | None = None
    while True:
        query = select(table).order_by(key).limit(_BATCH)
        rows = await _all(connection, query if after is None else query.where(key > after))
        if not rows:
            return
        yield rows
        after = rows[-1][key.name]


async def _grouped(connection: AsyncConnection, table: Table, wanted: Sequence[UUID], column: str = "article_id") -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in await _all(connection, select(table).where(table.c[column].in_(wanted))):
        found[row[column]].append(row)
    return found
