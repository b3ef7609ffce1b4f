"""Opening a database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.database import check_reachable, open_engine
from services.runtime.errors import BadSetting, DatabaseUnavailable
from services.runtime.inline import read


@pytest.mark.parametrize("url", ["nonsense", "mysql+aiomysql://host/name", ""])
def test_an_unusable_address_says_what_is_usable(url: str) -> None:
    with pytest.raises(BadSetting, match=r"sqlite\+aiosqlite.*postgresql\+asyncpg"):
        open_engine(url)


async def test_an_unreachable_server_is_named_without_its_password() -> None:
    engine = open_engine("postgresql+asyncpg://reader:topsecret@127.0.0.1:1/news")
    with pytest.raises(DatabaseUnavailable, match=r"127\.0\.0\.1:1/news") as raised:
        await check_reachable(engine)
    assert "topsecret" not in str(raised.value)
    await engine.dispose()


async def test_sqlite_keeps_commits_through_a_power_loss(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}")
    async with engine.connect() as connection:
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
        assert (await connection.execute(text("PRAGMA synchronous"))).scalar_one() == 2
    await engine.dispose()


async def test_postgresql_plans_a_reading_statement_for_its_values_each_time(database_url: str) -> None:
    engine = open_engine(database_url)

    async def mode(connection: AsyncConnection) -> str:
        return str((await connection.execute(text("SHOW plan_cache_mode"))).scalar_one())

    assert await read(engine, mode) == "force_custom_plan"
    async with engine.connect() as connection:
        assert await mode(connection) == "auto"
    await engine.dispose()
