"""The store on PostgreSQL."""

from __future__ import annotations

import pytest

from tests.store.store_suite import StoreSuite


class TestPostgresql(StoreSuite):
    @pytest.fixture
    def url(self, database_url: str) -> str:
        return database_url
