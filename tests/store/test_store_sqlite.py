"""The store on SQLite."""

from __future__ import annotations

import pytest

from tests.store.store_suite import StoreSuite


class TestSqlite(StoreSuite):
    @pytest.fixture
    def url(self, sqlite_url: str) -> str:
        return sqlite_url
