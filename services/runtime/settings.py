"""Settings that more than one service reads. All settings are environment variables that begin with `CLAIMWIRE_`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class RuntimeSettings(BaseSettings):
    """Where data lies, which bus and which database."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("claimwire")), description="Folder of the embedded mode's data."
    )
    bus: Literal["local", "kafka"] = Field(default="local", description="`local`: a durable log in the data folder. `kafka`: Apache Kafka.")
    kafka_bootstrap: str = Field(default="localhost:9092", description="Kafka's bootstrap servers, host:port, comma-separated.")
    kafka_prefix: str = Field(
        default="", description="Put before every topic and group on the broker, to share one among several monitors."
    )
    metrics_port: int | None = Field(
        default=None, description="Port on which a service other than the gateway shows /metrics; unset: it does not."
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="`postgresql+asyncpg://USER:PASSWORD@HOST/NAME`; unset: SQLite in the data folder.",
    )
    log_format: Literal["auto", "pretty", "json"] = Field(default="auto", description="`auto`: pretty on a terminal, JSON otherwise.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="Least severe level that is logged.")

    @property
    def database(self) -> str:
        """The address of the database, SQLite in the data folder by default."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir / 'claimwire.db'}"

    @property
    def local_log_path(self) -> Path:
        """File of the embedded mode's bus."""
        return self.data_dir / "bus.db"
