"""A whole Claimwire as its users start it: real processes, in either mode, that can be killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.waiting import until

CLAIMWIRE = [sys.executable, "-m", "services.cli"]
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Monitor:
    """The processes of one Claimwire, named by their commands: `up`, or `ingest`, `extract`, `store` and `api`."""

    def __init__(self, folder: Path, commands: Sequence[str], environment: Mapping[str, str], newsroom_port: int) -> None:
        self.folder, self.commands, self.port = folder, tuple(commands), free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CLAIMWIRE_")},
            "CLAIMWIRE_DATA_DIR": str(folder / "data"),
            "CLAIMWIRE_PORT": str(self.port),
            "CLAIMWIRE_LOG_FORMAT": "json",
            "CLAIMWIRE_INGEST_ALLOW_NETWORKS": "127.0.0.1/32",
            "CLAIMWIRE_INGEST_ALLOW_PORTS": str(newsroom_port),
            "CLAIMWIRE_INGEST_LOCAL_POLL_S": "0.5",
            "CLAIMWIRE_INGEST_RECHECK_AFTER_S": ",".join(str(age) for age in range(2, 600, 2)),
            "CLAIMWIRE_INGEST_LEASE_S": "5",
            **environment,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> str:
        """One command to its end; its standard output. Fails with what it said when it fails."""
        done = subprocess.run([*CLAIMWIRE, *arguments], env=self.environment, cwd=ROOT, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, f"claimwire {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr.decode()}"
        return done.stdout.decode()

    def start(self, command: str) -> None:
        with (self.folder / f"{command}.log").open("ab") as log:
            self.processes[command] = subprocess.Popen(
                [*CLAIMWIRE, *command.split()], env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, command: str) -> None:
        """SIGKILL: no goodbye of any kind."""
        self.processes[command].kill()
        self.processes[command].wait()

    def stop(self) -> None:
        """As Ctrl-C does; whoever does not end in time is killed and the test fails."""
        for process in self.processes.values():
            process.send_signal(signal.SIGINT)
        late = []
        for command, process in self.processes.items():
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                late.append(command)
                process.kill()
                process.wait()
        assert not late, f"did not stop: {late}"

    @contextmanager
    def ended(self) -> Iterator[None]:
        """At the end of the block all processes have ended: as Ctrl-C does, or by force when the block has failed."""
        try:
            yield
        except BaseException:
            for command in self.processes:
                self.kill(command)
            raise
        self.stop()

    def check_alive(self) -> None:
        for command, process in self.processes.items():
            assert process.poll() is None, f"{command} ended with {process.returncode}:\n{self.last_words(command)}"

    def last_words(self, command: str) -> str:
        return "\n".join((self.folder / f"{command}.log").read_text(encoding="utf-8").splitlines()[-30:])

    async def get(self, path: str) -> httpx2.Response:
        async with httpx2.AsyncClient(trust_env=False, timeout=10) as client:
            return await client.get(self.url + path)

    async def answers(self) -> bool:
        self.check_alive()
        try:
            return (await self.get("/readyz")).status_code == 200
        except httpx2.TransportError:
            return False

    async def revisions(self) -> int:
        """Revisions stored so far, 0 while nobody answers (a killed gateway)."""
        try:
            articles, path = [], "/v1/articles?limit=200"
            while path:
                page = (await self.get(path)).json()
                articles += page["items"]
                path = f"/v1/articles?limit=200&cursor={page['next']}" if page.get("next") else ""
            details = await asyncio.gather(*(self.get(f"/v1/articles/{article['article_id']}") for article in articles))
            return sum(len(detail.json()["revisions"]) for detail in details)
        except (httpx2.TransportError, KeyError, ValueError):
            return 0


@contextmanager
def embedded(folder: Path, newsroom_port: int, settings: Mapping[str, str] | None = None) -> Iterator[Monitor]:
    """One process, SQLite."""
    monitor = Monitor(folder, ["up"], settings or {}, newsroom_port)
    with monitor.ended():
        monitor.start("up")
        yield monitor


@contextmanager
def distributed(
    folder: Path, newsroom_port: int, kafka: str, database_url: str, settings: Mapping[str, str] | None = None
) -> Iterator[Monitor]:
    """A process per service, Kafka, PostgreSQL."""
    environment = {
        "CLAIMWIRE_BUS": "kafka",
        "CLAIMWIRE_KAFKA_BOOTSTRAP": kafka,
        "CLAIMWIRE_KAFKA_PREFIX": f"t{free_port()}-{os.getpid()}-",
        "CLAIMWIRE_DATABASE_URL": database_url,
        **(settings or {}),
    }
    monitor = Monitor(folder, ["ingest", "extract", "store", "api"], environment, newsroom_port)
    monitor.run("migrate")
    with monitor.ended():
        for command in monitor.commands:
            monitor.start(command)
        yield monitor


async def ready(monitor: Monitor, within_s: float = 60) -> None:
    await until(monitor.answers, within_s=within_s, every_s=0.2, what="the gateway answers")
