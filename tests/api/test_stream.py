"""The live stream: in order, without gaps, resumable, bounded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError

from schemas.threads import ThreadChanged
from services.api.app import create_app
from services.api.errors import TooBusy
from services.api.live import AT_ONCE, RECENT, LiveChanges, Reset
from services.api.settings import ApiSettings
from services.api.wiring import serve
from tests.api.fake_reads import FakeReads
from tests.api.stories import change, ferry_story
from tests.waiting import until

THREAD = ferry_story()[1][0]


def changes(first: int, last: int) -> list[ThreadChanged]:
    one = change(THREAD, 1)
    return [one.model_copy(update={"sequence": number}) for number in range(first, last + 1)]


@dataclass
class Follower:
    """Collects what a stream yields."""

    live: LiveChanges
    last_id: str | None = None
    seen: list[int] = field(default_factory=list)
    resets: list[Reset] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    async def _read(self) -> None:
        with self.live.seat():
            async for item in self.live.follow(self.last_id):
                if isinstance(item, Reset):
                    self.resets.append(item)
                else:
                    self.seen.append(item.sequence)

    async def __aenter__(self) -> Follower:
        self.task = asyncio.create_task(self._read())
        await until(lambda: self.live.open_streams > 0 or (self.task is not None and self.task.done()))
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@pytest.fixture
def reads() -> FakeReads:
    return FakeReads([], [THREAD], changes(1, 5))


@pytest.fixture
def live(reads: FakeReads) -> LiveChanges:
    return LiveChanges(reads, poll_s=0.005, streams_at_once=3)


async def test_stream_without_a_position_begins_now(live: LiveChanges, reads: FakeReads) -> None:
    async with Follower(live) as follower:
        await until(lambda: reads.asked > 3)
        reads.stored_changes += changes(6, 8)
        await until(lambda: follower.seen == [6, 7, 8])


async def test_stream_resumes_after_the_last_seen_change(live: LiveChanges) -> None:
    async with Follower(live, "3") as follower:
        await until(lambda: follower.seen == [4, 5])
        assert follower.resets == []


async def test_stream_from_the_beginning_reads_all_in_order(live: LiveChanges, reads: FakeReads) -> None:
    reads.stored_changes = changes(1, 3 * AT_ONCE + 7)
    async with Follower(live, "0") as follower:
        await until(lambda: len(follower.seen) == 3 * AT_ONCE + 7)
        assert follower.seen == list(range(1, 3 * AT_ONCE + 8))


async def test_clients_that_are_far_behind_and_up_to_date_see_the_same(live: LiveChanges, reads: FakeReads) -> None:
    async with Follower(live) as prompt:
        await until(lambda: reads.asked > 3)
        for number in range(6, 6 + 2 * RECENT):
            reads.stored_changes.append(changes(number, number)[0])
            if number % 97 == 0:
                await asyncio.sleep(0)
        await until(lambda: prompt.seen == list(range(6, 6 + 2 * RECENT)))
        async with Follower(live, "2") as late:
            await until(lambda: late.seen == list(range(3, 6 + 2 * RECENT)))


@pytest.mark.parametrize("last_id", ["x", "-1", "1.5", "", "٣", "6", "9" * 200, "5\n6", "NaN"])
async def test_position_that_cannot_be_continued_is_an_explicit_reset(live: LiveChanges, reads: FakeReads, last_id: str) -> None:
    async with Follower(live, last_id) as follower:
        await until(lambda: follower.resets)
        assert follower.resets[0].sequence == 5
        await until(lambda: reads.asked > 3)
        reads.stored_changes += changes(6, 6)
        await until(lambda: follower.seen == [6])


async def test_changes_that_are_no_longer_kept_are_an_explicit_reset(live: LiveChanges, reads: FakeReads) -> None:
    reads.stored_changes = changes(40, 42)
    async with Follower(live, "7") as follower:
        await until(lambda: follower.seen == [40, 41, 42])
        assert [(reset.sequence, reset.reason) for reset in follower.resets] == [(39, "changes in between are no longer kept")]


async def test_many_streams_share_one_look_at_the_database(reads: FakeReads) -> None:
    live = LiveChanges(reads, poll_s=0.05, streams_at_once=100)
    followers = [Follower(live) for _ in range(40)]
    for follower in followers:
        await follower.__aenter__()
    await until(lambda: live.open_streams == 40)
    asked = reads.asked
    reads.stored_changes += changes(6, 6)
    await until(lambda: all(follower.seen == [6] for follower in followers))
    assert reads.asked - asked < 20
    for follower in followers:
        await follower.__aexit__()


async def test_database_that_is_away_for_a_while_ends_no_waiting_stream(live: LiveChanges, reads: FakeReads) -> None:
    async with Follower(live) as follower:
        await until(lambda: reads.asked > 3)
        reads.failure = OperationalError("SELECT", {}, Exception("away"))
        asked = reads.asked
        await until(lambda: reads.asked > asked + 2)
        reads.stored_changes += changes(6, 7)
        reads.failure = None
        await until(lambda: follower.seen == [6, 7])


async def test_more_streams_than_allowed_are_told_to_try_later(live: LiveChanges) -> None:
    with live.seat(), live.seat(), live.seat():
        with pytest.raises(TooBusy):
            live.seat().__enter__()
        assert live.open_streams == 3
    with live.seat():
        assert live.open_streams == 1


async def test_close_ends_all_streams(live: LiveChanges, reads: FakeReads) -> None:
    async with Follower(live) as follower:
        await until(lambda: reads.asked > 3)
        live.close()
        assert follower.task is not None
        await asyncio.wait_for(follower.task, 2)


class TestOnTheWire:
    """The stream as server-sent events, through a real server."""

    @pytest.fixture
    async def url(self, app: FastAPI, reads: FakeReads, settings: ApiSettings) -> AsyncIterator[str]:
        narrow = create_app(app.state.gateway.engine, ApiSettings(stream_poll_s=0.01, streams_at_once=2), reads=reads)
        stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
        task = asyncio.create_task(serve(narrow, "127.0.0.1", 0, stop, ready=ready.set_result))
        yield await asyncio.wait_for(ready, 10)
        stop.set()
        await asyncio.wait_for(task, 5)

    @staticmethod
    async def events(answer: httpx2.Response, count: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        event: dict[str, Any] = {}
        rest = b""
        async for piece in answer.aiter_bytes():
            *lines, rest = (rest + piece).split(b"\n")  # not `aiter_lines`: it knows more line ends than this format
            for line in (each.decode() for each in lines):
                if line.startswith(":"):
                    continue
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                    continue
                found.append(event)
                event = {}
                if len(found) == count:
                    return found
        return found

    async def test_events_carry_number_kind_and_change(self, url: str) -> None:
        async with httpx2.AsyncClient(base_url=url) as client, client.stream("GET", "/v1/stream", headers={"Last-Event-ID": "3"}) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-cache"
            events = await self.events(answer, 2)
        assert [(event["event"], event["id"]) for event in events] == [("thread_changed", "4"), ("thread_changed", "5")]
        data = json.loads(events[0]["data"])
        assert ThreadChanged.model_validate(data).sequence == 4
        assert data["after"]["title"] == THREAD.title

    async def test_line_ends_in_data_stay_inside_the_event(self, url: str, reads: FakeReads) -> None:
        evil = "Was it\n\nevent: reset\ndata: {}\r\n\r\x00\u2028 so?"
        summary = reads.stored_changes[-1].after.model_copy(update={"title": evil})
        reads.stored_changes[-1] = reads.stored_changes[-1].model_copy(update={"after": summary})
        async with httpx2.AsyncClient(base_url=url) as client, client.stream("GET", "/v1/stream?after=4") as answer:
            events = await self.events(answer, 1)
        assert json.loads(events[0]["data"])["after"]["title"] == evil

    async def test_reset_is_an_event_of_its_own(self, url: str) -> None:
        async with httpx2.AsyncClient(base_url=url) as client, client.stream("GET", "/v1/stream?after=77") as answer:
            events = await self.events(answer, 1)
        assert (events[0]["event"], events[0]["id"]) == ("reset", "5")
        assert json.loads(events[0]["data"])["sequence"] == 5

    async def test_stream_beyond_the_limit_is_a_problem_and_places_are_given_back(self, url: str) -> None:
        async with httpx2.AsyncClient(base_url=url) as client:
            async with client.stream("GET", "/v1/stream"), client.stream("GET", "/v1/stream"):
                refused = await client.get("/v1/stream")
                assert refused.status_code == 503
                assert refused.headers["content-type"] == "application/problem+json"
                assert (await client.get("/v1/threads")).status_code == 200

            async def freed() -> bool:
                async with client.stream("GET", "/v1/stream") as answer:
                    return answer.status_code == 200

            await until(freed, within_s=5)
