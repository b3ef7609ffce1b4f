"""Alembic's entry: runs the migrations on the connection that `services.migrations` hands over."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import services.bus.outbox
import services.ingest.tables
import services.store.tables  # noqa: F401 - the imports register the tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
