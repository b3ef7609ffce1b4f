"""The proof on live data that nothing was lost: what was accepted against what became of it, and what is stored against the rules."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from rich.console import Console
from rich.table import Table
from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel, col

from schemas.rejections import MessageRejected
from services.audit_bus import Revision, lost_faults, offset_faults, revision_in
from services.bus.outbox import OutboxRow
from services.dead_letters import read_all
from services.ingest.tables import ArticleLedger, ArticleRevision, Item, ItemState
from services.launch import open_bus, open_database
from services.runtime.clock import SystemClock
from services.runtime.progress import shown
from services.runtime.settings import RuntimeSettings
from services.store.audit import audit as faults_of_store
from services.store.integrity import integrity_faults
from services.store.retention import FORGOTTEN_REVISIONS, counted
from services.store.tables import ALL, REVISION

_LEDGER: Final = tuple(table for table in SQLModel.metadata.sorted_tables if table not in ALL)
"""The tables that are not the store's."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Article revisions by their fate. Every accepted one is stored, dead-lettered, still on its way, or forgotten on purpose."""

    accepted: int
    stored: int
    dead_lettered: int
    in_flight: int
    forgotten: int
    in_outbox: int
    refused_items: int


async def run(runtime: RuntimeSettings, out: Console, *, is_settled: bool) -> int:
    """Print the balance and every fault; 0 when there is none, 1 otherwise. `is_settled`: nothing may be on its way any more."""
    faults: list[str] = []
    async with open_database(runtime) as engine, open_bus(runtime) as bus:
        letters = await read_all(bus)
        async with engine.execution_options(readonly=True).connect() as connection:
            balance = await balance_of(connection, letters)
            faults += [fault async for fault in ledger_faults(connection)]
            faults += await offset_faults(connection, bus)
            faults += await lost_faults(connection, bus, _dead(letters), SystemClock().now())
        with shown() as progress:
            faults += [fault async for fault in faults_of_store(engine, progress)]
    if is_settled and balance.in_flight:
        faults.append(f"{balance.in_flight} accepted revisions are neither stored nor dead-lettered")
    out.print(_table(balance))
    for fault in faults:
        out.print(fault, style="red", highlight=False, markup=False)
    out.print(f"{len(faults)} faults", style="red" if faults else "green")
    return 1 if faults else 0


async def balance_of(connection: AsyncConnection, letters: list[MessageRejected]) -> Balance:
    """What became of every accepted revision. `letters`: all dead letters."""
    accepted = await connection.scalar(select(func.count()).select_from(ArticleRevision)) or 0
    same = (REVISION.c.article_id == col(ArticleRevision.article_id)) & (REVISION.c.revision == col(ArticleRevision.revision))
    unstored = select(col(ArticleRevision.article_id), col(ArticleRevision.revision)).where(~exists().where(same))
    missing = {(article, revision) for article, revision in await connection.execute(unstored)}
    dead = missing & _dead(letters)
    waiting = select(func.count()).where(col(OutboxRow.producer) == "ingest")
    refused = select(func.count()).where(col(Item.state) == ItemState.REFUSED)
    forgotten = await counted(connection, FORGOTTEN_REVISIONS)
    return Balance(
        accepted=accepted + forgotten,
        stored=accepted - len(missing),
        dead_lettered=len(dead),
        in_flight=len(missing - dead),
        forgotten=forgotten,
        in_outbox=await connection.scalar(waiting) or 0,
        refused_items=await connection.scalar(refused) or 0,
    )


async def ledger_faults(connection: AsyncConnection) -> AsyncIterator[str]:
    """Keys and references of ingest's tables, and the revisions of each article: numbered from 1 without gaps, as many as are counted."""
    async for fault in integrity_faults(connection, _LEDGER):
        yield fault
    number = func.count(col(ArticleRevision.number))
    query = (
        select(col(ArticleLedger.article_id), number)
        .outerjoin(ArticleRevision, col(ArticleRevision.article_id) == col(ArticleLedger.article_id))
        .group_by(col(ArticleLedger.article_id), col(ArticleLedger.revisions))
        .having(or_(number != col(ArticleLedger.revisions), func.coalesce(func.max(col(ArticleRevision.number)), 0) != number))
    )
    for article_id, revisions in (await connection.execute(query)).all():
        yield f"article {article_id}: {revisions} accepted revisions are there; they are not numbered and counted from 1 without gaps"


def _dead(letters: list[MessageRejected]) -> set[Revision | None]:
    return {revision_in(letter.topic, letter.value) for letter in letters}


def _table(balance: Balance) -> Table:
    table = Table("article revisions", "number", title="balance", title_justify="left")
    table.add_row("accepted", f"{balance.accepted:,}")
    table.add_row("= stored", f"{balance.stored:,}")
    table.add_row("+ dead-lettered", f"{balance.dead_lettered:,}")
    table.add_row(f"+ in flight ({balance.in_outbox:,} of them in the outbox)", f"{balance.in_flight:,}")
    table.add_row("+ forgotten by retention", f"{balance.forgotten:,}")
    table.add_section()
    table.add_row("found and refused (never accepted)", f"{balance.refused_items:,}")
    return table
