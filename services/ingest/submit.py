"""Submitted files: found, read in a worker process, and accepted into the ledger, whether or not a monitor runs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.ingest.articles import FILES, article_from_file
from services.ingest.errors import FetchFailed, Unreadable
from services.ingest.file_address import address_of
from services.ingest.leases import insert_into
from services.ingest.ledger import accept
from services.ingest.outcomes import Outcome
from services.ingest.parser import Parser
from services.ingest.settings import IngestSettings
from services.ingest.tables import Item, ItemState, item_id
from services.ingest.transactions import transact
from services.runtime import metrics
from services.runtime.clock import Clock

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Submitted:
    """How one file ended."""

    path: Path
    outcome: Outcome
    detail: str = ""
    article_id: UUID | None = None
    title: str = ""


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and for folders all visible files below them, in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for child in sorted(path.rglob("*")):
            if child.is_file() and not any(part.startswith(".") for part in child.relative_to(path).parts):
                yield child


@dataclass(frozen=True, slots=True)
class Submitter:
    """What submitting needs."""

    engine: AsyncEngine
    parser: Parser
    settings: IngestSettings
    clock: Clock

    async def submit_file(self, path: Path, *, published: datetime | None = None) -> Submitted:
        """Read the file at `path` and accept it. `published`: when it appeared, if the submitter knows. Never raises for a bad file."""
        try:
            content = await asyncio.to_thread(self._load, path)
        except (Unreadable, FetchFailed) as error:
            return self._ended(Submitted(path, error.code, error.detail))
        return await self.submit(content, path=path, published=published)

    async def submit(self, content: bytes, *, path: Path, published: datetime | None = None) -> Submitted:
        """Accept a file's content, known by the name in `path`."""
        address = address_of(content)
        now = self.clock.now()
        try:
            if not content.strip():
                raise Unreadable(Outcome.REJECTED_EMPTY, "the file is empty")
            if len(content) > self.settings.max_file_bytes:
                raise self._too_large(len(content))
            document = await self.parser.file(content, name=path.name)
        except (Unreadable, FetchFailed) as error:
            ended = Submitted(path, error.code, error.detail)
            await transact(self.engine, lambda session: self._enter(session, address, ended.outcome, ended.detail, now=now))
            return self._ended(ended)
        article = article_from_file(document, address=address, fetched_at=now, published=published)

        async def write(session: AsyncSession) -> Outcome:
            accepted = await accept(session, article, now=now, max_revisions=self.settings.max_revisions)
            await self._enter(session, address, accepted.outcome, None, now=now, article_id=article.article_id, revision=article.revision)
            return accepted.outcome

        outcome = await transact(self.engine, write)
        return self._ended(Submitted(path, outcome, article_id=article.article_id, title=article.title))

    def _load(self, path: Path) -> bytes:
        """The bytes of a file, at most one more than the limit. Raises `Unreadable`, `FetchFailed`."""
        try:
            if not path.is_file():
                raise FetchFailed(Outcome.FAILED_UNREADABLE_FILE, "no such file" if not path.exists() else "not a regular file")
            if (size := path.stat().st_size) > self.settings.max_file_bytes:
                raise self._too_large(size)
            with path.open("rb") as file:
                return file.read(self.settings.max_file_bytes + 1)
        except OSError as error:
            raise FetchFailed(Outcome.FAILED_UNREADABLE_FILE, error.strerror or str(error)) from error

    def _too_large(self, size: int) -> Unreadable:
        return Unreadable(Outcome.REJECTED_TOO_LARGE, f"{size} bytes, {self.settings.max_file_bytes} at most")

    async def _enter(
        self,
        session: AsyncSession,
        address: str,
        outcome: Outcome,
        detail: str | None,
        *,
        now: datetime,
        article_id: UUID | None = None,
        revision: str | None = None,
    ) -> None:
        """The file's row in the ledger; nothing is left to do for it."""
        state = ItemState.REFUSED if outcome.is_rejection else ItemState.FAILED if outcome.is_failure else ItemState.READ
        values = {
            "state": state.value,
            "outcome": outcome.value,
            "detail": detail,
            "last_fetched_at": now,
            "article_id": article_id,
            "revision": revision,
        }
        statement = insert_into(session, Item).values(id=item_id(address), url=address, host=FILES, attempts=0, first_seen_at=now, **values)
        await session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def _ended(self, submitted: Submitted) -> Submitted:
        metrics.OUTCOMES.labels("submit", submitted.outcome.value).inc()
        log.info("file submitted", path=str(submitted.path), outcome=submitted.outcome.value, detail=submitted.detail or None)
        return submitted
