"""Every query of the gateway goes by an index on both databases, however much is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schemas.threads import ThreadChanged
from services.runtime.inline import reader_of
from services.store.read import ReadModel
from services.store.views import ClaimView, Page
from tests.store.newswriting import NOON
from tests.store.store_suite import STORY, database, store_all

Question = Callable[[ReadModel, "Stored"], Awaitable[Any]]
SMALL: Final = {"source", "relation", "subquery-1", "page", "looked", "some"}
"""Few outlets, few rows that a LIMIT has left, and relations that are read by their index or, where they are few, from their key."""


class Stored:
    """Ids to ask for."""

    def __init__(self, claims: Page[ClaimView], changes: list[ThreadChanged]) -> None:
        self.claim = claims.items[0]
        self.next = claims.next
        self.thread = max(changes, key=lambda change: change.after.claims).thread_id


QUESTIONS: Final[dict[str, Question]] = {
    "articles": lambda reads, _: reads.articles(limit=2),
    "articles of an outlet": lambda reads, it: reads.articles(limit=2, source=it.claim.article.source.source_id, since=NOON),
    "an article": lambda reads, it: reads.article(it.claim.article.article_id),
    "claims": lambda reads, _: reads.claims(limit=2),
    "claims, further": lambda reads, it: reads.claims(limit=2, cursor=it.next),
    "claims of a time": lambda reads, _: reads.claims(limit=2, since=NOON, until=NOON + timedelta(days=1)),
    "claims of an outlet": lambda reads, it: reads.claims(limit=2, source=it.claim.article.source.source_id),
    "claims of an article": lambda reads, it: reads.claims(limit=2, article=it.claim.article.article_id),
    "claims of a thread": lambda reads, it: reads.claims(limit=2, thread=it.thread),
    "claims about an entity": lambda reads, _: reads.claims(limit=2, entity="the Rimac bridge", until=NOON + timedelta(days=1)),
    "claims with words": lambda reads, _: reads.claims(limit=2, q="bridge collapsed"),
    "claims with words of an outlet": lambda reads, it: reads.claims(limit=2, q="bridge", source=it.claim.article.source.source_id),
    "claims of an outlet about an entity": lambda reads, it: reads.claims(
        limit=2, entity="the Rimac bridge", source=it.claim.article.source.source_id, since=NOON
    ),
    "claims with a certainty": lambda reads, _: reads.claims(limit=2, certainty="possible", polarity="negative"),
    "a claim": lambda reads, it: reads.claim(it.claim.claim_id),
    "threads": lambda reads, _: reads.threads(limit=2),
    "threads with a conflict": lambda reads, _: reads.threads(limit=2, conflict=True),
    "threads with words": lambda reads, _: reads.threads(limit=2, q="bridge"),
    "threads about an entity": lambda reads, _: reads.threads(limit=2, entity="the Rimac bridge"),
    "a thread": lambda reads, it: reads.thread(it.thread),
    "a thread that is no more": lambda reads, it: reads.thread(it.claim.claim_id),
    "outlets": lambda reads, _: reads.outlets(limit=2),
    "an outlet": lambda reads, it: reads.outlet(it.claim.article.source.source_id),
    "changes": lambda reads, _: reads.after_sequence(1, 2),
    "the last change": lambda reads, _: reads.last_sequence(),
}


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    async with database(url) as engine:
        await store_all(engine, STORY)
        yield engine


async def _statements(engine: AsyncEngine, question: Question, stored: Stored) -> list[tuple[str, Any]]:
    """What the read model asks of the database."""
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    reader = reader_of(engine)
    asking = reader.engine if reader else engine.sync_engine
    event.listen(asking, "before_cursor_execute", hear)
    try:
        await question(ReadModel(engine), stored)
    finally:
        event.remove(asking, "before_cursor_execute", hear)
    return [(statement, parameters) for statement, parameters in asked if statement.lstrip().startswith("SELECT")]


async def _scanned(connection: AsyncConnection, statement: str, parameters: Any) -> list[str]:
    """Steps of the plan that read a table from end to end."""
    if connection.dialect.name == "sqlite":
        plan = [row.detail for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        return [step for step in plan if step.startswith("SCAN") and " INDEX" not in step and step.split()[1].strip("()") not in SMALL]
    await connection.execute(text("SET LOCAL enable_seqscan = off"))  # tables of a test are too small for an index to pay
    plan = [row[0] for row in await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)]
    return [step for step in plan if "Seq Scan on" in step and step.split("Seq Scan on ")[1].split()[0] not in SMALL]


async def test_every_query_goes_by_an_index(engine: AsyncEngine) -> None:
    reads = ReadModel(engine)
    stored = Stored(await reads.claims(limit=2), await reads.after_sequence(0, 500))
    for name, question in QUESTIONS.items():
        asked = await _statements(engine, question, stored)
        assert asked, name
        async with engine.execution_options(readonly=True).connect() as connection:
            for statement, parameters in asked:
                assert await _scanned(connection, statement, parameters) == [], f"{name}: {statement}"


@pytest.mark.parametrize("name", ["articles", "articles of an outlet"])
async def test_only_the_rows_of_a_page_are_joined_to_others(engine: AsyncEngine, name: str) -> None:
    reads = ReadModel(engine)
    stored = Stored(await reads.claims(limit=2), await reads.after_sequence(0, 500))
    asked = await _statements(engine, QUESTIONS[name], stored)
    (statement, parameters), *_ = [each for each in asked if "article_revision" in each[0]]
    async with engine.execution_options(readonly=True).connect() as connection:
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        plan = [str(row[-1]) for row in await connection.exec_driver_sql(f"{explain} {statement}", parameters)]
    if connection.dialect.name == "sqlite":
        assert plan[0] in ("CO-ROUTINE page", "MATERIALIZE page"), plan
    else:
        assert "Limit" not in plan[0], plan
        assert any("Limit" in step for step in plan), plan


@pytest.mark.parametrize("name", ["claims", "claims, further", "claims of a time", "claims with words", "claims about an entity"])
async def test_only_the_claims_of_a_page_are_read(engine: AsyncEngine, name: str) -> None:
    reads = ReadModel(engine)
    stored = Stored(await reads.claims(limit=2), await reads.after_sequence(0, 500))
    asked = [statement for statement, _ in await _statements(engine, QUESTIONS[name], stored) if "claim.span_text" in statement]
    assert asked
    assert all("WHERE claim.claim_id IN (" in statement for statement in asked)


@pytest.mark.parametrize(
    ("name", "step"),
    [("claims, further", "claim_newest (is_current=? AND stated_at<?)"), ("claims of an article", "claim_of_article (article_id=?)")],
)
async def test_claims_of_a_page_are_sought_not_skipped_to(sqlite_url: str, name: str, step: str) -> None:
    async with database(sqlite_url) as engine:
        await store_all(engine, STORY)
        reads = ReadModel(engine)
        stored = Stored(await reads.claims(limit=2), await reads.after_sequence(0, 500))
        (statement, parameters), *_ = await _statements(engine, QUESTIONS[name], stored)
        async with engine.execution_options(readonly=True).connect() as connection:
            plan = [row.detail for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        assert any(step in each for each in plan), plan
