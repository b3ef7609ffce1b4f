"""Settings of the store: environment variables that begin with `CLAIMWIRE_STORE_`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _split(value: Any) -> Any:
    """`example.org=30,example.net=7` as the environment has it."""
    return dict(part.split("=", 1) for part in value.replace(" ", "").split(",") if part) if isinstance(value, str) else value


Days = Annotated[float, Field(gt=0)]
DaysByDomain = Annotated[dict[str, Days], NoDecode, BeforeValidator(_split)]


@dataclass(frozen=True, slots=True)
class Limits:
    """For how many days after their publication articles are kept: all (None: for ever), and those of single domains."""

    days: float | None = None
    days_by_domain: Mapping[str, float] = field(default_factory=dict)

    @property
    def keeps_all(self) -> bool:
        """Whether nothing is ever forgotten."""
        return self.days is None and not self.days_by_domain


class StoreSettings(BaseSettings):
    """How the store writes."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_STORE_", frozen=True)

    consumer_group: str = Field(default="claimwire-store", description="Consumer group under which the store keeps its offsets.")
    attempts: int = Field(default=5, ge=1, le=50, description="Attempts at a transaction that met a deadlock or a serialisation failure.")
    keep_days: Days | None = Field(
        default=None,
        description="Days after publication for which articles are kept with their claims; a store forgets older ones. Unset: for ever.",
    )
    keep_days_by_source: DaysByDomain = Field(
        default={},
        description="The same for single outlets by their domain, in place of the general limit: `example.org=30,example.net=7`.",
    )

    @property
    def limits(self) -> Limits:
        """What is kept for how long."""
        return Limits(self.keep_days, self.keep_days_by_source)
