"""The proof on live data that nothing was lost: what was accepted against what became of it, and what is stored against the rules."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from schemas.articles import ArticleFetched
from schemas.claims import ClaimsExtracted
from schemas.rejections import MessageRejected
from schemas.topics import CLAIMS
from services.bus.outbox import OutboxRow
from services.dead_letters import read_all
from services.ingest.tables import ArticleRevision, Item, ItemState
from services.launch import open_bus, open_database
from services.runtime.settings import RuntimeSettings
from services.store.audit import audit as faults_of_store
from services.store.tables import REVISION


@dataclass(frozen=True, slots=True)
class Balance:
    """Article revisions by their fate. Every accepted one is stored, dead-lettered or still on its way."""

    accepted: int
    stored: int
    dead_lettered: int
    in_flight: int
    in_outbox: int
    refused_items: int


async def run(runtime: RuntimeSettings, out: Console, *, is_settled: bool) -> int:
    """Print the balance and every fault; 0 when there is none, 1 otherwise. `is_settled`: nothing may be on its way any more."""
    faults: list[str] = []
    async with open_database(runtime) as engine, open_bus(runtime) as bus:
        letters = await read_all(bus)
        async with engine.execution_options(readonly=True).connect() as connection:
            balance = await _balance(connection, letters)
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("checking what is stored", total=None)
            async for fault in faults_of_store(engine):
                faults.append(fault)
                progress.advance(task)
    if is_settled and balance.in_flight:
        faults.append(f"{balance.in_flight} accepted revisions are neither stored nor dead-lettered")
    out.print(_table(balance))
    for fault in faults:
        out.print(fault, style="red", highlight=False, markup=False)
    out.print(f"{len(faults)} faults", style="red" if faults else "green")
    return 1 if faults else 0


async def _balance(connection: AsyncConnection, letters: list[MessageRejected]) -> Balance:
    accepted = await connection.scalar(select(func.count()).select_from(ArticleRevision)) or 0
    same = (REVISION.c.article_id == col(ArticleRevision.article_id)) & (REVISION.c.revision == col(ArticleRevision.revision))
    unstored = select(col(ArticleRevision.article_id), col(ArticleRevision.revision)).where(~exists().where(same))
    missing = {(article, revision) for article, revision in await connection.execute(unstored)}
    dead = missing & {_revision_of(letter) for letter in letters}
    waiting = select(func.count()).where(col(OutboxRow.producer) == "ingest")
    refused = select(func.count()).where(col(Item.state) == ItemState.REFUSED)
    return Balance(
        accepted=accepted,
        stored=accepted - len(missing),
        dead_lettered=len(dead),
        in_flight=len(missing - dead),
        in_outbox=await connection.scalar(waiting) or 0,
        refused_items=await connection.scalar(refused) or 0,
    )


def _revision_of(letter: MessageRejected) -> tuple[UUID, str] | None:
    """The article revision that a dead letter carried, where it can be read."""
    try:
        if letter.topic == CLAIMS.name:
            article = ClaimsExtracted.model_validate_json(letter.value).article
        else:
            article = ArticleFetched.model_validate_json(letter.value)
    except ValueError:
        return None
    return article.article_id, article.revision


def _table(balance: Balance) -> Table:
    table = Table("article revisions", "number", title="balance", title_justify="left")
    table.add_row("accepted", f"{balance.accepted:,}")
    table.add_row("= stored", f"{balance.stored:,}")
    table.add_row("+ dead-lettered", f"{balance.dead_lettered:,}")
    table.add_row(f"+ in flight ({balance.in_outbox:,} of them in the outbox)", f"{balance.in_flight:,}")
    table.add_section()
    table.add_row("found and refused (never accepted)", f"{balance.refused_items:,}")
    return table
