"""Alembic's entry: runs the migrations on the connection that `services.migrations` hands over."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import services.bus.outbox
import services.ingest.tables
import services.store.tables  # noqa: F401 - the imports register the tables
from services.runtime.columns import UtcDateTime


def _render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Types as a reader of a migration knows them."""
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen.imports.add("from services.runtime.columns import UtcDateTime")
        return "UtcDateTime()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, sa.BigInteger):
        autogen.imports.add("from services.runtime.columns import BigNumber")
        return "BigNumber"
    if kind == "type" and type(item).__name__ == "JSON":
        autogen.imports.add("from services.runtime.columns import Json")
        return "Json"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_render,
    compare_type=True,
)
context.run_migrations()
