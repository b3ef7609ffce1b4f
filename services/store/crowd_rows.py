"""Crowds in the database: what a message's members change in them, and how they are gathered and forgotten (`crowds.py` has the rules)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.threads import ThreadSummary
from services.runtime.bulk import batches, insert_rows
from services.store.crowd_answers import NO_DAY, NOTHING_SO_FAR, SoFar, Standings, count_answers, day_of, days_to_read
from services.store.crowds import (
    MOST_READ_WHOLE,
    CrowdRun,
    Large,
    ended,
    first_article,
    gather,
    grow,
    join_origins,
    origin_tokens,
    run_of_joining,
    stories_after,
    story_number,
    told_by,
)
from services.store.forget_crowds import CROWDS, forget_stories
from services.store.linking import Change, StoredThread, connect
from services.store.members import Member
from services.store.stored import members_of, threads_of
from services.store.tables import CROWD, CROWD_ANSWER, CROWD_STORY, CROWD_TIE, THREAD

Ties = dict[tuple[int, int], int]


@dataclass
class CrowdWork:
    """What a message changes in crowds: changes of threads like others, and rows that are written after them."""

    changes: list[Change] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    runs: list[dict[str, Any]] = field(default_factory=list)
    stories: list[dict[str, Any]] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    ties: Ties = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Joining:
    """A message's members of one crowd on their way."""

    members: list[Member]
    runs: list[CrowdRun]
    at: int
    held: Mapping[int, int]


@dataclass(slots=True)
class _Story:
    story: int
    thread_id: UUID
    first_article: UUID
    is_large: bool
    so_far: Sequence[Any]
    first_on: Any
    last_on: Any
    summary: ThreadSummary


_TIES: Final = select(CROWD_TIE.c.scope, CROWD_TIE.c.token, CROWD_TIE.c.held_by).where(
    CROWD_TIE.c.scope.in_(bindparam("scopes", expanding=True)), CROWD_TIE.c.token.in_(bindparam("tokens", expanding=True))
)
_KNOWN: Final = tuple(each.name for each in fields(_Story) if each.name != "summary")
_STORIES: Final = (
    select(*((CROWD_STORY if name in CROWD_STORY.c else THREAD).c[name] for name in (*_KNOWN, *ThreadSummary.model_fields)))
    .join_from(CROWD_STORY, THREAD, THREAD.c.thread_id == CROWD_STORY.c.thread_id)
    .where(CROWD_STORY.c.story.in_(bindparam("stories", expanding=True)))
)
_FIRST, _LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)
_OF_STORY: Final = CROWD_ANSWER.c.story == bindparam("story")
_BEFORE: Final = (CROWD_ANSWER.c.day < _FIRST) & (CROWD_ANSWER.c.day > NO_DAY)
_DAY_BEFORE: Final = select(func.max(CROWD_ANSWER.c.day)).where(_OF_STORY, _BEFORE).scalar_subquery()
_DAY_AFTER: Final = select(func.min(CROWD_ANSWER.c.day)).where(_OF_STORY, CROWD_ANSWER.c.day > _LAST).scalar_subquery()
_READ: Final = (CROWD_ANSWER.c.day == NO_DAY) | CROWD_ANSWER.c.day.between(
    func.coalesce(_DAY_BEFORE, _FIRST), func.coalesce(_DAY_AFTER, _LAST)
)
_ANSWERS: Final = select(*(CROWD_ANSWER.c[name] for name in ("position", *Standings._fields))).where(_OF_STORY, _READ)
"""The answers of some days, of the neighbouring days on both sides, and without a day."""


async def join_crowds(connection: AsyncConnection, members: Iterable[Member]) -> CrowdWork:
    """What members of one new article change in crowds. Keys that are not in the result are to be read whole."""
    work, by_key = CrowdWork(), defaultdict[str, list[Member]](list)
    for member in members:
        by_key[member.question_key].append(member)
    joining: dict[str, _Joining] = {}
    for some in batches(sorted(by_key)):
        for key, runs in (await connection.execute(CROWDS, {"keys": some})).all():
            found = [CrowdRun.from_json(values) for values in runs]
            place = run_of_joining(found, by_key[key])
            if place is not None:
                at, found[place[0]] = place
                joining[key] = _Joining(by_key[key], found, at, {})
    await _look_up_ties(connection, joining)
    stories = await _stories(connection, {story for each in joining.values() for story in each.held.values()})
    reached = {key: [stories[story] for story in sorted(set(each.held.values()))] for key, each in joining.items()}
    for connected in reached.values():
        connected.sort(key=lambda story: (-story.summary.claims, story.story))
    read = {story.thread_id for connected in reached.values() for at, story in enumerate(connected) if at or not story.is_large}
    by_thread = await members_of(connection, read)
    for key, each in joining.items():
        await _join(connection, work, key, each, reached[key], by_thread)
    return work


async def _look_up_ties(connection: AsyncConnection, joining: dict[str, _Joining]) -> None:
    """Find what is shared, and leave out the crowds that have to be read whole."""
    scopes = sorted(each.runs[each.at].scope for each in joining.values())
    told = {key: told_by(each.members[0].names, key) for key, each in joining.items()}
    tokens = sorted({token for each in told.values() for token in each.ties | each.met})
    ties = await _ties(connection, scopes, tokens)
    for key, each in list(joining.items()):
        run = each.runs[each.at]
        each.held = {token: ties[run.scope, token] for token in told[key].ties | told[key].met if (run.scope, token) in ties}
        after = stories_after(run, each.members[0].names, len(set(each.held.values())))
        if after is None or not told[key].needed <= each.held.keys():
            del joining[key]
        else:
            each.runs[each.at] = run._replace(stories=after)


async def _join(
    connection: AsyncConnection,
    work: CrowdWork,
    key: str,
    joining: _Joining,
    connected: Sequence[_Story],
    by_thread: Mapping[UUID, Sequence[Member]],
) -> None:
    """Members join the largest of the stories that they connect, and the others with them."""
    base, others = (connected[0] if connected else None), connected[1:]
    absorbed = [StoredThread(story.thread_id, key, by_thread[story.thread_id], story.summary) for story in others]
    moved = [member for thread in absorbed for member in thread.members]
    new = [*joining.members, *moved]
    story = base.story if base else story_number(joining.members[0].claim_id)
    so_far: SoFar | None = None
    if base and base.is_large:
        answers = await _answers(connection, base.story, *days_to_read(new))
        known = SoFar.from_json(base.so_far)
        large = Large(base.thread_id, base.first_article, base.first_on, base.last_on, base.summary, known, answers)
        tokens = {token for each in origin_tokens(new).values() for token in each}
        held = {token: origin for (_, token), origin in (await _ties(connection, [story], sorted(tokens))).items()}
        episode, change, growth = grow(key, large, absorbed, joining.members, held)
        why = joining.members[0].claim_id
        work.changes.append(change)
        gone = {thread.thread_id: thread.summary for thread in absorbed} | ({base.thread_id: base.summary} if change.renamed_from else {})
        became = change.thread_id
        work.changes += [ended(key, thread, before, why, became) for thread, before in gone.items() if thread != became]
        so_far = growth.so_far
        _count(work, story, growth.answers, growth.ties)
        work.merged += [(story, origin, now) for origin, now in growth.merged.items()]
        first = first_article([joining.members[0]._replace(article_id=base.first_article, as_of=base.first_on), *new])
    else:
        threads = [*([StoredThread(base.thread_id, key, by_thread[base.thread_id], base.summary)] if base else ()), *absorbed]
        episode, changes = connect(key, threads, joining.members)
        work.changes += changes
        members = [*joining.members, *(member for thread in threads for member in thread.members)]
        first = first_article(members)
        if len(members) > MOST_READ_WHOLE:
            so_far = _make_large(work, story, members)
    scope = joining.runs[joining.at].scope
    own = told_by(joining.members[0].names, key).ties - joining.held.keys()
    theirs = (token for names in {member.names for member in moved} for token in told_by(names, key).ties)
    work.ties.update({(scope, token): story for token in (*own, *theirs, *(t for t, by in joining.held.items() if by != story))})
    work.keys.add(key)
    work.runs.append({"question_key": key, "runs": [run.to_json() for run in joining.runs]})
    work.stories.append(_story_row(story, key, episode.thread_id, first, so_far))
    work.ended += [other.story for other in others]


def _make_large(work: CrowdWork, story: int, members: Sequence[Member]) -> SoFar:
    _, ties, _ = join_origins(origin_tokens(members), {})
    answers = count_answers(members, {})
    _count(work, story, answers, ties)
    return NOTHING_SO_FAR.with_answers(answers)


def _count(work: CrowdWork, story: int, answers: Mapping[str, Standings], ties: Mapping[int, int]) -> None:
    work.answers += [
        {"story": story, "day": day_of(position), "position": position, **answer._asdict()} for position, answer in sorted(answers.items())
    ]
    work.ties.update({(story, token): origin for token, origin in ties.items()})


def _story_row(story: int, key: str, thread_id: UUID, first: UUID, so_far: SoFar | None) -> dict[str, Any]:
    known = {"is_large": so_far is not None, "so_far": so_far.to_json() if so_far else []}
    return {"story": story, "question_key": key, "thread_id": thread_id, "first_article": first, **known}


async def write_crowds(connection: AsyncConnection, work: CrowdWork) -> None:
    """Write the rows. The changes of threads are written before."""
    await insert_rows(connection, CROWD, work.runs, _or_replace_crowd)
    await forget_stories(connection, work.ended)
    await insert_rows(connection, CROWD_STORY, work.stories, _or_replace_story)
    for story, origin, now in work.merged:
        relabelled = update(CROWD_TIE).where(CROWD_TIE.c.scope == story, CROWD_TIE.c.held_by == origin)
        await connection.execute(relabelled.values(held_by=now))
    ties = [{"scope": scope, "token": token, "held_by": held_by} for (scope, token), held_by in sorted(work.ties.items())]
    await insert_rows(connection, CROWD_TIE, ties, _or_replace_tie)
    await insert_rows(connection, CROWD_ANSWER, work.answers, _or_replace_answer)


async def gather_crowds(connection: AsyncConnection, sizes: Mapping[str, int]) -> None:
    """Make crowds of those of the questions that have grown large enough; `sizes` are their claims."""
    for key in sorted(key for key, size in sizes.items() if size > MOST_READ_WHOLE):
        found, work = gather(key, await threads_of(connection, [key])), CrowdWork()
        if found is None:
            continue
        work.runs.append({"question_key": key, "runs": [run.to_json() for run in found.runs]})
        work.ties.update(found.ties)
        for story, thread in found.stories.items():
            so_far = _make_large(work, story, thread.members) if len(thread.members) > MOST_READ_WHOLE else None
            work.stories.append(_story_row(story, key, thread.thread_id, found.first_articles[story], so_far))
        await write_crowds(connection, work)


async def _ties(connection: AsyncConnection, scopes: Sequence[int], tokens: Sequence[int]) -> Ties:
    found: Ties = {}
    for some in batches(tokens) if scopes else ():
        for scope, token, held_by in (await connection.execute(_TIES, {"scopes": scopes, "tokens": some})).all():
            found[scope, token] = held_by
    return found


async def _stories(connection: AsyncConnection, stories: Collection[int]) -> dict[int, _Story]:
    found = {}
    for some in batches(sorted(stories)):
        for row in (await connection.execute(_STORIES, {"stories": some})).mappings():
            summary = ThreadSummary(**{name: row[name] for name in ThreadSummary.model_fields})
            found[row["story"]] = _Story(**{name: row[name] for name in _KNOWN}, summary=summary)
    return found


async def _answers(connection: AsyncConnection, story: int, first: date, last: date) -> dict[str, Standings]:
    rows = (await connection.execute(_ANSWERS, {"story": story, "first": first, "last": last})).all()
    return {position: Standings(*answer) for position, *answer in rows}


def _or_replace_crowd(statement: Any) -> Any:
    return statement.on_conflict_do_update(index_elements=["question_key"], set_={"runs": statement.excluded.runs})


def _or_replace_story(statement: Any) -> Any:
    names = ("thread_id", "first_article", "is_large", "so_far")
    return statement.on_conflict_do_update(index_elements=["story"], set_={name: statement.excluded[name] for name in names})


def _or_replace_tie(statement: Any) -> Any:
    return statement.on_conflict_do_update(index_elements=["scope", "token"], set_={"held_by": statement.excluded.held_by})


def _or_replace_answer(statement: Any) -> Any:
    names = ("members", "value_text", "standing", "title")
    return statement.on_conflict_do_update(
        index_elements=["story", "day", "position"], set_={name: statement.excluded[name] for name in names}
    )
