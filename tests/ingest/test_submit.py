"""Submitting files, without a monitor."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas import ids
from schemas.articles import ArticleFetched
from services.bus.outbox import OutboxRow
from services.ingest.file_address import address_of
from services.ingest.outcomes import Outcome
from services.ingest.parser import Parser, Workers
from services.ingest.settings import IngestSettings
from services.ingest.submit import Submitter, files_under
from services.ingest.tables import Item
from services.runtime.clock import SystemClock
from tests.ingest.ledgers import every
from tests.ingest.pages_of_ours import PARAGRAPHS, article_page

STORY = "Velmora approves a wall\n\n" + "\n\n".join(PARAGRAPHS)


@pytest.fixture
def submitter(engine: AsyncEngine, workers: Workers) -> Submitter:
    return Submitter(engine, Parser(workers), IngestSettings(max_file_bytes=100_000), SystemClock())


async def messages(engine: AsyncEngine) -> list[ArticleFetched]:
    return [ArticleFetched.model_validate_json(row.value) for row in await every(engine, OutboxRow)]


async def test_text_file_is_accepted_word_for_word(submitter: Submitter, engine: AsyncEngine, folder: Path) -> None:
    path = folder / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    ended = await submitter.submit_file(path, published=datetime(2026, 3, 3, tzinfo=UTC))
    (message,) = await messages(engine)
    assert (ended.outcome, ended.article_id, ended.title) == (Outcome.OK, message.article_id, "Velmora approves a wall")
    assert message.text == STORY
    assert message.canonical_url == message.url == address_of(STORY.encode())
    assert message.article_id == ids.article_id(message.url)
    assert (message.source.domain, message.source.publisher_family) == ("file", "file")
    assert message.published is not None
    assert message.published.origin == "submitter"


async def test_file_submitted_again_under_another_name_changes_nothing(submitter: Submitter, engine: AsyncEngine, folder: Path) -> None:
    outcomes = []
    for name in ("one.txt", "two.txt", "one.txt"):
        (folder / name).write_text(STORY, encoding="utf-8")
        outcomes.append((await submitter.submit_file(folder / name)).outcome)
    assert outcomes == [Outcome.OK, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert len(await messages(engine)) == 1


async def test_html_file_is_accepted(submitter: Submitter, engine: AsyncEngine, folder: Path) -> None:
    (folder / "story.html").write_text(article_page(), encoding="utf-8")
    assert (await submitter.submit_file(folder / "story.html")).outcome is Outcome.OK
    assert "A reader writes" not in (await messages(engine))[0].text


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (b"", Outcome.REJECTED_EMPTY),
        (b"x" * 100_001, Outcome.REJECTED_TOO_LARGE),
        ("Café fermé.".encode("latin-1"), Outcome.REJECTED_ENCODING),
        (b"\x89PNG\r\n", Outcome.REJECTED_BINARY),
    ],
)
async def test_bad_file_ends_typed_and_the_next_is_read(
    submitter: Submitter, engine: AsyncEngine, folder: Path, content: bytes, outcome: Outcome
) -> None:
    (folder / "bad.txt").write_bytes(content)
    (folder / "good.txt").write_text(STORY, encoding="utf-8")
    assert [(await submitter.submit_file(path)).outcome for path in files_under([folder])] == [outcome, Outcome.OK]
    assert len(await messages(engine)) == 1


async def test_refusal_is_written_down_where_an_operator_sees_it(submitter: Submitter, engine: AsyncEngine, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n")
    await submitter.submit_file(folder / "bad.txt")
    (item,) = await every(engine, Item)
    assert (item.outcome, item.state, item.next_attempt_at) == ("rejected:binary", "refused", None)


async def test_missing_file_ends_typed(submitter: Submitter, folder: Path) -> None:
    assert (await submitter.submit_file(folder / "nowhere.txt")).outcome is Outcome.FAILED_UNREADABLE_FILE


def test_folder_gives_its_visible_files_in_order(folder: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".hidden", ".git/config"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    assert [path.relative_to(folder).as_posix() for path in files_under([folder])] == ["a/c.txt", "b.txt"]
    assert list(files_under([folder / "b.txt", folder / "none"])) == [folder / "b.txt", folder / "none"]
