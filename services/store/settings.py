"""Settings of the store: environment variables that begin with `CLAIMWIRE_STORE_`."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class StoreSettings(BaseSettings):
    """How the store writes."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_STORE_", frozen=True)

    consumer_group: str = Field(default="claimwire-store", description="Consumer group under which the store keeps its offsets.")
    attempts: int = Field(default=5, ge=1, le=50, description="Attempts at a transaction that met a deadlock or a serialisation failure.")
