"""`claimwire rethread`: computes all threads anew, says what changes, and switches to them in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID

from rich.console import Console

from services.launch import open_alone
from services.runtime.clock import SystemClock
from services.runtime.failpoints import reached
from services.runtime.progress import shown
from services.runtime.settings import RuntimeSettings
from services.store.linking import heir_of
from services.store.pairs import Pair
from services.store.recompute import Thread
from services.store.rethread import Difference, beside, successors_of


async def run(runtime: RuntimeSettings, out: Console, *, is_dry: bool) -> int:
    """Print every difference and, unless `is_dry`, write them; the exit status. Raises `AtWork`."""
    counts: Counter[str] = Counter()
    async with (
        open_alone(runtime) as engine,
        engine.execution_options(readonly=True).connect() as connection,
        beside(connection) as work,
    ):
        with shown() as progress:
            async for difference in work.differences(progress):
                gone = {key: thread for key, thread in difference.before.items() if key not in difference.after}
                for word, line in lines_of(difference, await successors_of(connection, gone)):
                    counts[word] += 1
                    out.print(f"{word:10} {line}", highlight=False, markup=False)
            if days := await work.days():
                out.print(f"{'days':10} of {days:,} claims are read differently", highlight=False)
            out.print(", ".join(f"{number:,} {word}" for word, number in sorted(counts.items())) or "no thread changes")
            if is_dry:
                return 0
            await connection.commit()
            await connection.execution_options(readonly=False)
            async with connection.begin():
                changed = await work.switch(SystemClock().now(), progress)
                reached("rethread", "written")
    out.print(f"switched: {changed:,} threads changed")
    return 0


def lines_of(difference: Difference, successors: Mapping[UUID, str]) -> Iterator[tuple[str, str]]:
    """What changes for people: a word, and a line. `successors`: the question that most claims of a thread that is gone answer now."""
    before, after = difference.before, difference.after
    became = {thread_id: _nearest(thread, after) for thread_id, thread in before.items() if thread_id not in after}
    heirs = Counter(heir.thread_id for heir in became.values() if heir)
    for thread_id, thread in before.items():
        if thread_id in after:
            yield from _changes_of(thread, after[thread_id])
        elif heir := became[thread_id]:
            is_joined = heir.thread_id in before or heirs[heir.thread_id] > 1
            yield ("joins", f"{_name(thread)} into {_name(heir)}") if is_joined else ("renamed", f"{_name(thread)} is {_name(heir)} now")
        elif thread_id in successors:
            yield "moves", f"{_name(thread)} to the question {successors[thread_id]}"
        else:
            yield "ends", f"{_name(thread)}: none of its claims answers a question"
    for thread_id, thread in after.items():
        if thread_id in before or heirs[thread_id]:
            continue
        origin = _nearest(thread, before)
        yield ("splits", f"{_name(thread)} from {_name(origin)}") if origin else ("begins", _name(thread))
    if difference.withdrawn:
        yield "withdrawn", f"answers that articles no longer give, of the question {difference.question_key}"


def _changes_of(old: Thread, new: Thread) -> Iterator[tuple[str, str]]:
    if old == new:
        return
    if old.summary.title != new.summary.title:
        yield "title", f"{_name(old)} is called {_name(new)}"
    came, went = new.members.keys() - old.members.keys(), old.members.keys() - new.members.keys()
    if came or went:
        yield "claims", f"{_name(new)}: {len(came)} more, {len(went)} fewer"
    if old.relations != new.relations:
        lost, made = _kinds(old.relations - new.relations), _kinds(new.relations - old.relations)
        yield "relations", f"{_name(new)}: {lost or 'none'} before, {made or 'none'} now"
    if not (came or went or old.relations != new.relations or old.summary.title != new.summary.title):
        yield "answers", f"{_name(new)}: how its claims are read"


def _nearest(thread: Thread, others: Mapping[UUID, Thread]) -> Thread | None:
    """The thread that shares most claims with this one; None where none shares any."""
    heir = heir_of(thread.members, {thread_id: other.members for thread_id, other in others.items()})
    return others[heir] if heir else None


def _kinds(relations: frozenset[Pair]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in sorted(Counter(pair.kind for pair in relations).items()))


def _name(thread: Thread) -> str:
    return f"“{thread.summary.title}” ({thread.summary.claims:,} claims)"
