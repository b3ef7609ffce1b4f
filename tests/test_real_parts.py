"""The real parts of the tests: they say why they are missing, and nothing of them is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.real_parts import Missing, start_kafka, start_postgresql
from tests.waiting import until

REPOSITORY = Path(__file__).resolve().parent.parent

STARTER = """
import signal, sys
from pathlib import Path
from tests.real_parts import _guarded

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in the background with it ignored
with _guarded(["/bin/sh", "-c", "echo $$; exec sleep 600"], Path(sys.argv[1]), end_with=signal.SIGKILL):
    print("started", flush=True)
    signal.pause()
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_server_ends_with_whoever_started_it_however_that_ends(tmp_path: Path, end: signal.Signals) -> None:
    output = tmp_path / "output.txt"
    command = [sys.executable, "-c", STARTER, str(output)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as starter:  # noqa: ASYNC220
        server = int(await until(lambda: output.is_file() and output.read_text().strip()))
        assert psutil.pid_exists(server)
        starter.send_signal(end)
    await until(lambda: _has_ended(server))


def _has_ended(pid: int) -> bool:
    """Whether the process is gone, or only waits for its parent to notice."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_address_in_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_TEST_KAFKA", "kafka.test:9092")
    monkeypatch.setenv("CLAIMWIRE_TEST_POSTGRESQL", "postgresql+asyncpg://user@database.test/name")
    with start_kafka() as bootstrap, start_postgresql() as url:
        assert bootstrap == "kafka.test:9092"
        assert url == "postgresql+asyncpg://user@database.test/name"


def test_what_is_missing_is_told_for_each_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CLAIMWIRE_TEST_KAFKA", raising=False)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no.sock")
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(Missing, match=r"CLAIMWIRE_TEST_KAFKA is not set; no Docker engine answers; Java 17 .* is not installed"),
        start_kafka(),
    ):
        pass


@pytest.mark.parametrize(("in_ci", "status", "word"), [("true", 1, "1 error"), ("", 0, "1 skipped")])
def test_missing_part_skips_the_test_but_fails_it_in_ci(tmp_path: Path, in_ci: str, status: int, word: str) -> None:
    environment = {
        **os.environ,
        "CI": in_ci,
        "PATH": str(tmp_path),
        "DOCKER_HOST": f"unix://{tmp_path}/no.sock",
        "CLAIMWIRE_TEST_KAFKA": "",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/bus/test_kafka.py", "-k", "closing_twice"]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == status, done.stdout
    assert "Java 17" in done.stdout
    assert word in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("time", ["first", "second"])
async def test_each_test_gets_a_database_of_its_own(database_url: str, time: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE mine (at TEXT)"))  # fails where one exists
    await engine.dispose()
