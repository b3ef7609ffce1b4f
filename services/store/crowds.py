"""Questions with many claims: where a claim that joins belongs, and what its thread comes to, without reading the others.

Articles of one story, and articles of one origin, are those that share something, through others too. What a crowd's articles share
is kept as ties, each held by one story of a run of days, or by one origin of a large story; the answers of a large story are counted.
A new article then looks up what it shares. Whatever may change more than that (a withdrawn claim, a new run of days) is left to
`linking.link` with the whole question, and the crowd is gathered anew.

Pure: takes data and returns data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from schemas.threads import ChangeKind, ThreadSummary
from services.store.crowd_answers import SoFar, Standings, count_answers, day_of, held_in, latest_of
from services.store.episodes import Episode, Run, episode_of, run_joined, runs_of
from services.store.linking import Change, StoredThread, dated, said
from services.store.members import Member
from services.store.origins import Trace
from services.store.pairs import AGAINST, compare
from services.store.questions import is_of_territory, names_its_story
from services.store.stories import keys_of

MOST_READ_WHOLE: Final = 64
"""Claims from which on a question is a crowd, and a story large: reading as many takes some milliseconds."""


@lru_cache(maxsize=1 << 14)
def token_of(key: object) -> int:
    """What is shared, as a number of 64 bits."""
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=8).digest(), "big", signed=True)


_SECOND_NAME: Final = (1 << 40) - 1


def tie_of(key: Hashable) -> int:
    """The token of a meeting key. That of two names begins with bits of the first: the ties of an article lie in a dozen places of the
    index, not in a hundred."""
    match key:
        case (first, second):
            return token_of(first) & ~_SECOND_NAME | token_of(second) & _SECOND_NAME
        case name:
            return token_of(name)


class CrowdRun(NamedTuple):
    """A run of days of a crowd, with the number of its stories that have names. `scope` is that of its ties."""

    scope: int
    first_on: date
    last_on: date
    stories: int

    def to_json(self) -> list[Any]:
        return [self.scope, self.first_on.isoformat(), self.last_on.isoformat(), self.stories]

    @classmethod
    def from_json(cls, values: Sequence[Any]) -> CrowdRun:
        scope, first_on, last_on, stories = values
        return cls(scope, date.fromisoformat(first_on), date.fromisoformat(last_on), stories)


class Told(NamedTuple):
    """An article as a teller of stories: what it is tied by, and what it needs to find tied already."""

    ties: frozenset[int]
    met: frozenset[int]
    needed: frozenset[int]


_NAMELESS: Final = token_of("nameless")
"""What articles without a name share: they belong to the only story of their run, or to one of their own."""


_ONE_STORY: Final = Told(frozenset({token_of("one story")}), frozenset(), frozenset())
"""What all articles on a question share that names its story itself."""


def told_by(names: tuple[str, ...], key: str) -> Told:
    """The ties of an article with these names on the question of this key."""
    return _ONE_STORY if names_its_story(key) else _told_by(names, is_of_territory(key))


@lru_cache(maxsize=1 << 10)
def _told_by(names: tuple[str, ...], is_of_region: bool) -> Told:
    """`met` are those at which others hold it, though it would not hold them."""
    if not names:
        return Told(frozenset({_NAMELESS}), frozenset(), frozenset())
    keys = keys_of(names, is_of_region=is_of_region)
    sufficient = frozenset(map(tie_of, keys.sufficient))
    return Told(
        frozenset(map(tie_of, keys.always)) | sufficient,
        frozenset(map(tie_of, keys.by_region)),
        frozenset() if is_of_region else sufficient,
    )


@dataclass(slots=True)
class Large:
    """A large story without its members. `answers` are those of `days_to_read`."""

    thread_id: UUID
    first_article: UUID
    first_on: date | None
    last_on: date | None
    summary: ThreadSummary
    so_far: SoFar
    answers: dict[str, Standings]


@dataclass(slots=True)
class Growth:
    """What is to be written of a large story beside its change."""

    so_far: SoFar
    answers: dict[str, Standings] = field(default_factory=dict)
    ties: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)


def origin_tokens(members: Iterable[Member]) -> dict[UUID, set[int]]:
    """What articles share with others of their origin, by article."""
    found: dict[UUID, set[int]] = {}
    for member in members:
        tokens = Trace.of(member.article_id, member.origin, member.position, member.cited).tokens
        found.setdefault(member.article_id, set()).update(map(token_of, tokens))
    return found


def join_origins(tokens: Mapping[UUID, set[int]], held: Mapping[int, int]) -> tuple[int, dict[int, int], dict[int, int]]:
    """Articles join the origins that hold `held`: how many more origins there are, the new ties, and which origins became others."""
    more, ties, merged = 0, dict[int, int](), dict[int, int]()

    def now(origin: int) -> int:
        while origin in merged:
            origin = merged[origin]
        return origin

    for article in sorted(tokens):
        origins = sorted({now(ties.get(token, held.get(token, 0))) for token in tokens[article] if token in ties or token in held})
        own = origins[0] if origins else token_of(article)
        more += 1 - len(origins)
        merged.update(dict.fromkeys(origins[1:], own))
        ties.update({token: own for token in tokens[article] if token not in held and token not in ties})
    return more, {token: now(origin) for token, origin in ties.items()}, {origin: now(origin) for origin in merged}


def grow(
    key: str, large: Large, absorbed: Sequence[StoredThread], joining: Sequence[Member], held: Mapping[int, int]
) -> tuple[Episode, Change, Growth]:
    """A large story that members join, and the members of smaller stories with them; `held` are its origins' ties to them."""
    moved = [member for thread in absorbed for member in thread.members]
    more = [*joining, *moved]
    known = [dated(joining[0])._replace(article_id=large.first_article, day=large.first_on), dated(joining[0])._replace(day=large.last_on)]
    episode = episode_of(key, [known[0], *map(dated, more)])
    last_on = max((day for day in (large.last_on, episode.last_on) if day), default=None)
    answers = count_answers(more, large.answers)
    read, all_read = large.answers, {**large.answers, **answers}
    compared = compare(held_in(read), held_in(all_read), key)
    so_far = large.so_far.with_answers(answers)
    origins, ties, merged = join_origins(origin_tokens(more), held)
    titles = [each.title for each in answers.values() if (each.standing, each.members) == (so_far.standing, so_far.shared)]
    is_latest = any(answer.is_figure and day_of(position) == so_far.figures_until for position, answer in answers.items())
    after = ThreadSummary(
        title=titles[0] if titles else large.summary.title,
        claims=large.summary.claims + len(more),
        articles=large.summary.articles + len({member.article_id for member in more}),
        origins=large.summary.origins + origins,
        conflicts=large.summary.conflicts + compared.more_conflicts,
        latest=latest_of(all_read) if is_latest else large.summary.latest,
    )
    known_as = {large.thread_id: large.summary, **{thread.thread_id: thread.summary for thread in absorbed}}
    before = known_as.get(episode.thread_id)
    against = [pair for pair in compared.joined if pair.kind in AGAINST]
    kind, claim_id = said(before, after, joining, [], against, lambda: large.so_far.is_denied)
    change = Change(
        thread_id=episode.thread_id,
        question_key=key,
        first_on=episode.first_on,
        last_on=last_on,
        before=before,
        after=after,
        joined=joining,
        left=[],
        pairs=compared.joined,
        parted=compared.parted,
        kind=kind,
        claim_id=claim_id,
        renamed_from=large.thread_id if episode.thread_id != large.thread_id else None,
        absorbed=[thread.thread_id for thread in absorbed if thread.thread_id != episode.thread_id],
    )
    return episode, change, Growth(so_far, answers, ties, merged)


def ended(key: str, thread_id: UUID, before: ThreadSummary, claim_id: UUID, became: UUID) -> Change:
    """A thread that goes on in another one, because of this claim."""
    kind: ChangeKind = "conflict_resolved" if before.conflicts else "figure_changed"
    return Change(thread_id, key, None, None, before, None, [], [], [], (), kind, claim_id, became=became)


class Gathered(NamedTuple):
    """A crowd as it is to be written: its runs, its stories with the run of each, and the ties of the runs."""

    runs: list[CrowdRun]
    stories: dict[int, StoredThread]
    first_articles: dict[int, UUID]
    ties: dict[tuple[int, int], int]


def story_number(thread_id: UUID) -> int:
    """The number of a story that begins as this thread."""
    return token_of(("story", thread_id.hex))


def gather(key: str, threads: Sequence[StoredThread]) -> Gathered | None:
    """The crowd that the threads of a question are; None where no claim has a day: such a question is read whole."""
    runs = runs_of({member.as_of for thread in threads for member in thread.members if member.as_of})
    if not runs:
        return None
    found = Gathered([], {}, {}, {})
    for run in runs:
        scope = token_of(("run", key, run.first_on.isoformat()))
        own = [thread for thread in threads if run.holds(min((m.as_of for m in thread.members if m.as_of), default=None))]
        for thread in own:
            story = story_number(thread.thread_id)
            found.stories[story] = thread
            found.first_articles[story] = first_article(thread.members)
            tokens = {token for names in {member.names for member in thread.members} for token in told_by(names, key).ties}
            found.ties.update({(scope, token): story for token in tokens})
        named = [thread for thread in own if any(member.names for member in thread.members)]
        if len(named) == 1:
            found.ties[scope, _NAMELESS] = story_number(named[0].thread_id)
        found.runs.append(CrowdRun(scope, run.first_on, run.last_on, len(named)))
    return found


def first_article(members: Iterable[Member]) -> UUID:
    """The article after which a thread is named."""
    return min((member.as_of or date.max, member.article_id) for member in members)[1]


def stories_after(run: CrowdRun, names: Sequence[str], connected: int) -> int | None:
    """How many stories with names the run has once an article has connected so many; None where those without names move."""
    if not names:
        return run.stories
    after = run.stories + 1 - connected
    return after if after == run.stories or min(after, run.stories) > 1 else None


def run_of_joining(runs: Sequence[CrowdRun], joining: Sequence[Member]) -> tuple[int, CrowdRun] | None:
    """The place of the run that members join, and the run as it is then; None where it is not so simple."""
    days = {member.as_of for member in joining}
    plain = [Run(run.first_on, run.last_on, len(runs) == 1) for run in runs]
    joined = run_joined(plain, days)
    if joined is None:
        return None
    at = plain.index(joined)
    known = [day for day in days if day]
    return at, runs[at]._replace(first_on=min([joined.first_on, *known]), last_on=max([joined.last_on, *known]))
