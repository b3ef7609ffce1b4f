"""Settings of the gateway. `CLAIMWIRE_HOST` and `CLAIMWIRE_PORT` have no `API` in their names: they are what most people change."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Final

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MAX_PAGE: Final = 200
"""Most items of one page of a list, whatever a client asks for: bounds the work of one request."""


class ApiSettings(BaseSettings):
    """Where the gateway listens, who may write, and what it bounds."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_API_", frozen=True, populate_by_name=True)

    host: str = Field(default="127.0.0.1", validation_alias="CLAIMWIRE_HOST", description="Address to listen on.")
    port: int = Field(
        default=8080,
        ge=0,
        le=65_535,
        validation_alias="CLAIMWIRE_PORT",
        description="Port to listen on; 0 takes a free one.",
    )
    api_key: SecretStr | None = Field(
        default=None,
        validation_alias="CLAIMWIRE_API_KEY",
        description="Key that adding and removing sources asks for (`Authorization: Bearer KEY`). Unset: nobody may, see the next one.",
    )
    open_on_loopback: bool = Field(
        default=False,
        description="Without a key, let programs on this machine add and remove sources. Works only while listening on a loopback address; "
        "the embedded mode sets it.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Host names that requests may be addressed to, comma-separated, without ports; empty allows any.",
    )
    page_size: int = Field(default=50, ge=1, le=MAX_PAGE, description="Items of a page of a list when the client does not say.")
    body_bytes: int = Field(default=64 * 1024, ge=1024, description="Largest request body.")
    body_deadline_s: float = Field(default=10, gt=0, description="Seconds that a request body may take to arrive.")
    answer_deadline_s: float = Field(default=10, gt=0, description="Seconds that an answer may take; the client is told then to try later.")
    requests_at_once: int = Field(
        default=200, ge=1, description="Requests in hand at the same time, those that wait in line included; more are told to try later."
    )
    streams_at_once: int = Field(default=100, ge=0, description="Live streams open at the same time; more are told to try later.")
    stream_poll_s: float = Field(default=0.5, gt=0, description="Seconds between two looks for new changes while a live stream is open.")

    @field_validator("api_key", mode="before")
    @classmethod
    def _empty_key_is_none(cls, value: object) -> object:
        # docker compose hands an unset variable on as an empty one; an empty key would let everybody in
        return value if value and str(value).strip() else None

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip().lower() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def is_loopback(self) -> bool:
        """Whether only programs on this machine can reach the address."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether a host name or address, without port, can only mean this machine."""
    host = host.strip("[]").lower().rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
