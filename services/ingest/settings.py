"""Settings of the ingest service: environment variables that begin with `CLAIMWIRE_INGEST_`."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from services.ingest.addresses import Network, is_this_machine


def _split(value: Any) -> Any:
    """Lists are written `a,b,c` in the environment."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _networks(value: Any) -> Any:
    return tuple(ip_network(part, strict=False) if isinstance(part, str) else part for part in _split(value))


Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)]
Numbers = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_split)]
Seconds = Annotated[tuple[float, ...], NoDecode, BeforeValidator(_split)]
Words = Annotated[frozenset[str], NoDecode, BeforeValidator(_split)]


LOCAL_RECHECKS_S: Final = (10.0, 30.0, 60.0)
"""Ages at which this machine's own pages are looked at besides: whoever writes them wants to see what becomes of an edit."""


class IngestSettings(BaseSettings):
    """What may be fetched, how often and how much of it."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_INGEST_", frozen=True)

    allow_networks: Networks = Field(
        default=(), description="Networks (CIDR, comma-separated) that may be fetched from although they are not public: `127.0.0.0/8`."
    )
    allow_ports: Numbers = Field(default=(), description="Ports that may be fetched from besides 80 and 443, comma-separated.")
    ca_file: Path | None = Field(default=None, description="Certificates (PEM) to trust instead of the usual public authorities.")
    user_agent: str = Field(
        default="Claimwire/0.1 (+https://github.com/claimwire/claimwire)",
        description="How we introduce ourselves; robots.txt is asked about its first word.",
    )
    fetch_deadline_s: float = Field(default=30.0, gt=0, description="Seconds for one fetch in all, redirects and robots.txt included.")
    max_body_bytes: int = Field(default=10 * 1024 * 1024, gt=0, description="Largest response body, decoded.")
    max_file_bytes: int = Field(default=10 * 1024 * 1024, gt=0, description="Largest submitted file.")

    poll_s: float = Field(default=60.0, gt=0, description="Seconds between two polls of a feed.")
    local_poll_s: float = Field(default=2.0, gt=0, description="The same for feeds of `localhost` and `*.localhost`, this machine itself.")
    recheck_after_s: Seconds = Field(
        default=(),
        description="Ages in seconds, comma-separated, at which an article's page is looked at again for silent edits; "
        "unset: twice the poll interval, 15 minutes, 1, 6 and 24 hours.",
    )
    host_interval_s: float = Field(default=1.0, ge=0, description="Seconds between two requests to one host.")
    local_host_interval_s: float = Field(default=0.0, ge=0, description="The same for `localhost` and `*.localhost`, this machine itself.")
    max_crawl_delay_s: float = Field(default=60.0, ge=0, description="A longer Crawl-delay of robots.txt counts as this.")
    robots_ttl_s: float = Field(default=3600.0, gt=0, description="Seconds that a robots.txt is remembered.")
    max_attempts: int = Field(default=6, gt=0, description="Fetches of an article's page before it is given up.")
    max_entries: int = Field(default=20_000, gt=0, description="Entries of one feed that are looked at, first ones first.")
    max_new_hosts: int = Field(default=100, gt=0, description="Hosts not seen before that one feed may bring in an hour.")
    max_revisions: int = Field(default=100, gt=0, description="Revisions that are kept of one article; a page that never stays the same.")

    concurrent_fetches: int = Field(default=16, gt=0, description="Feeds and pages fetched at a time by one process.")
    lease_s: float = Field(default=60.0, gt=0, description="Seconds after which the work of a process that died is taken over.")
    shutdown_s: float = Field(default=3.0, ge=0, description="Seconds that running fetches get to finish when the service stops.")
    workers: int = Field(default=1, gt=0, description="Worker processes that parse feeds, pages and files.")
    worker_deadline_s: float = Field(default=20.0, gt=0, description="Seconds a worker may take for one document.")
    worker_memory_bytes: int = Field(default=768 * 1024 * 1024, gt=0, description="Memory a worker may take for one document.")
    languages: Words = Field(default=frozenset({"en"}), description="Languages (ISO 639-1, comma-separated) of articles that are kept.")

    def interval_s(self, host: str) -> float:
        """Seconds between two polls of a feed of that host."""
        return self.local_poll_s if is_this_machine(host) else self.poll_s

    def recheck_ages_s(self, host: str) -> tuple[float, ...]:
        """The ages at which a page of that host is looked at again, ascending."""
        early = LOCAL_RECHECKS_S if is_this_machine(host) else ()
        return tuple(sorted(self.recheck_after_s)) or (*early, 2 * self.poll_s, 900.0, 3_600.0, 21_600.0, 86_400.0)
