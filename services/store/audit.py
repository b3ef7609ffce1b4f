"""Whether what is stored is what it should be: every key unique, every span its words, every count its rows, every relation what the rules
say, and every thread what its claims come to when they are read again.

Yields one sentence per fault; nothing means that all is well. Reads only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schemas import ids
from schemas.contract import Span
from services.runtime.progress import Progress
from services.store.assemble import parts_of
from services.store.integrity import integrity_faults
from services.store.mapping import Row, to_claim
from services.store.pairs import pairs_among
from services.store.recompute import changes_between
from services.store.retention import FORGOTTEN_CHANGES, counted
from services.store.rethread import beside
from services.store.statements import CHANGES
from services.store.stored import threads_by_id
from services.store.tables import ALL, ARTICLE, CHANGE, CLAIM, CROWD_ANSWER, CROWD_STORY, EXTRACTION, MEMBER, RELATION, REVISION, THREAD

_BATCH: Final = 100
"""Articles, or threads, held in memory at a time."""


async def audit(engine: AsyncEngine, progress: Progress = lambda *_: None) -> AsyncIterator[str]:
    """The faults, in one reading transaction."""
    has_readable_claims = True
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    async with engine.execution_options(readonly=True, **options).connect() as connection:
        async for fault in integrity_faults(connection, ALL):
            has_readable_claims = False
            yield fault
        async for fault in _sequence_faults(connection):
            yield fault
        async for articles in _in_batches(connection, ARTICLE.c.article_id, "checking articles", progress):
            for fault in await _article_faults(connection, articles):
                has_readable_claims = False
                yield fault
        async for threads in _in_batches(connection, THREAD.c.thread_id, "checking threads", progress):
            for fault in await _thread_faults(connection, threads):
                yield fault
        for fault in await _crowd_faults(connection):
            yield fault
        if has_readable_claims:
            async for fault in _recomputed_faults(connection, progress):
                yield fault


async def _sequence_faults(connection: AsyncConnection) -> AsyncIterator[str]:
    changes, last = (
        await connection.execute(select(func.count(), func.coalesce(func.max(CHANGE.c.sequence), 0)).select_from(CHANGE))
    ).one()
    counter, forgotten = await counted(connection, CHANGES), await counted(connection, FORGOTTEN_CHANGES)
    if changes + forgotten != counter or last > counter or (last < counter and not forgotten):
        found = f"{changes} rows and {forgotten} forgotten, last number {last}, counter {counter}"
        yield f"thread changes: {found}: they should be equal"


async def _article_faults(connection: AsyncConnection, articles: Sequence[UUID]) -> list[str]:
    faults = []
    texts: dict[tuple[UUID, str], str] = {}
    latest: Counter[UUID] = Counter()
    for row in await _rows(connection, select(REVISION).where(REVISION.c.article_id.in_(articles))):
        texts[row["article_id"], row["revision"]] = row["text"]
        latest[row["article_id"]] += row["is_latest"]
        if ids.revision_of(row["title"], row["text"]) != row["revision"]:
            faults.append(f"article {row['article_id']}: revision {row['revision'][:12]} is not the SHA-256 of its title and text")
    current: Counter[UUID] = Counter()
    chosen: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for row in await _rows(connection, select(EXTRACTION).where(EXTRACTION.c.article_id.in_(articles))):
        current[row["article_id"]] += row["is_current"]
        if row["is_current"]:
            chosen[row["article_id"]].add((row["revision"], row["extractor_version"]))
    counted: Counter[UUID] = Counter()
    rows = await _rows(connection, select(CLAIM).where(CLAIM.c.article_id.in_(articles)))
    attributions, quantities = await parts_of(connection, [row["claim_id"] for row in rows])
    for row in rows:
        text = texts.get((row["article_id"], row["revision"]), "")
        counted[row["article_id"]] += row["is_current"]
        if row["is_current"]:
            chosen[row["article_id"]].add((row["revision"], row["extractor_version"]))
        try:
            claim = to_claim(row, attributions[row["claim_id"]], quantities[row["claim_id"]])
        except ValidationError as error:
            faults.append(f"claim {row['claim_id']}: {error.errors()[0]['msg']}")
            continue
        wanted = ids.claim_id(row["article_id"], row["revision"], row["extractor_version"], claim.span.start, claim.span.end)
        if wanted != claim.claim_id:
            faults.append(f"claim {claim.claim_id}: the id does not follow from article, revision, extractor version and span")
        faults += [f"claim {claim.claim_id}: {_words(span)} does not stand in its text" for span in claim.spans() if not span.quotes(text)]
    for row in await _rows(connection, select(ARTICLE).where(ARTICLE.c.article_id.in_(articles))):
        own = row["article_id"]
        if ids.article_id(row["canonical_url"]) != own:
            faults.append(f"article {own}: the id does not follow from its address")
        if (latest[own], current[own], counted[own]) != (1, 1, row["claims"]):
            found = f"{latest[own]} latest revisions, {current[own]} current extractions, {counted[own]} current claims"
            faults.append(f"article {own}: {found}; it should be 1, 1, {row['claims']}")
        if chosen[own] != {(row["revision"], row["extractor_version"])}:
            faults.append(f"article {own}: what is current is not of one revision and one extractor version, those of the article")
    return faults


async def _thread_faults(connection: AsyncConnection, threads: Sequence[UUID]) -> list[str]:
    stored = {thread.thread_id: thread for thread in await threads_by_id(connection, threads)}
    written: dict[UUID, set[tuple[str, str, str, str]]] = defaultdict(set)
    for row in await _rows(connection, select(RELATION).where(RELATION.c.thread_id.in_(threads))):
        written[row["thread_id"]].add((row["a_position"], row["b_position"], row["kind"], row["reason"]))
    withdrawn = select(MEMBER.c.thread_id, MEMBER.c.claim_id).join(CLAIM, CLAIM.c.claim_id == MEMBER.c.claim_id)
    faults = [
        f"thread {row['thread_id']}: claim {row['claim_id']} is withdrawn and still a member"
        for row in await _rows(connection, withdrawn.where(MEMBER.c.thread_id.in_(threads), CLAIM.c.is_current.is_(False)))
    ]
    for thread_id in threads:
        thread = stored[thread_id]
        expected = {tuple(pair) for pair in pairs_among({member.position for member in thread.members}, thread.question_key)}
        if expected != written[thread_id]:
            faults.append(f"thread {thread_id}: {len(expected ^ written[thread_id])} relations are not what the rules say")
        if thread.summary.claims != len(thread.members):
            faults.append(f"thread {thread_id}: {thread.summary.claims} claims are counted, {len(thread.members)} are there")
    return faults


async def _crowd_faults(connection: AsyncConnection) -> list[str]:
    """Stories of crowds that repeat a thread that is not there, or count other answers than it has."""
    answers = (
        select(func.coalesce(func.sum(CROWD_ANSWER.c.members), 0)).where(CROWD_ANSWER.c.story == CROWD_STORY.c.story).scalar_subquery()
    )
    query = (
        select(CROWD_STORY.c.story, CROWD_STORY.c.thread_id, THREAD.c.claims, answers.label("answers"))
        .outerjoin(THREAD, THREAD.c.thread_id == CROWD_STORY.c.thread_id)
        .where(or_(THREAD.c.thread_id.is_(None), and_(CROWD_STORY.c.is_large, answers != THREAD.c.claims)))
    )
    return [
        f"story {row['story']} counts {row['answers']} answers of thread {row['thread_id']}, which has {row['claims'] or 'none'}"
        for row in await _rows(connection, query)
    ]


async def _recomputed_faults(connection: AsyncConnection, progress: Progress) -> AsyncIterator[str]:
    async with beside(connection) as work:
        async for difference in work.differences(progress):
            changed = sorted(str(change.thread_id) for change in changes_between(difference.before, difference.after))
            what = f"threads {', '.join(changed)}" if changed else "its withdrawn answers"
            yield f"question {difference.question_key}: {what} are not what the claims come to (`claimwire rethread` mends it)"
        if days := await work.days():
            yield f"{days} claims speak of another day than is stored (`claimwire rethread` mends it)"
        if articles := await work.wordings():
            yield f"{articles} articles say other words, or take other questions, than is stored (`claimwire rethread` mends it)"


def _words(span: Span) -> str:
    return f"{span.text!r} at {span.start}"


async def _rows(connection: AsyncConnection, query: Any) -> Sequence[Row]:
    rows: Sequence[Row] = (await connection.execute(query)).mappings().all()
    return rows


async def _in_batches(connection: AsyncConnection, key: Any, what: str, progress: Progress) -> AsyncIterator[Sequence[UUID]]:
    total, done = (await connection.execute(select(func.count()).select_from(key.table))).scalar_one(), 0
    after: UUID | None = None
    while True:
        query = select(key).order_by(key).limit(_BATCH)
        found: Sequence[UUID] = (await connection.execute(query if after is None else query.where(key > after))).scalars().all()
        if not found:
            return
        yield found
        after, done = found[-1], done + len(found)
        progress(what, done, total)
