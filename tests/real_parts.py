"""Real Kafka and real PostgreSQL for tests and benchmarks: `start_kafka()` and `start_postgresql()`.

Each is tried in this order: an address in the environment (`CLAIMWIRE_TEST_KAFKA`, `CLAIMWIRE_TEST_POSTGRESQL`), a container where a
Docker engine answers, programs of this machine. Where none works, `Missing` says what each attempt lacked.
What was started ends with the context manager, and also when this process is killed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from string import Template
from typing import Final
from uuid import uuid4
from xml.etree import ElementTree

import platformdirs
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

KAFKA_FOLDER: Final = Path(__file__).resolve().parent.parent / "deploy" / "kafka"
KAFKA_CLUSTER: Final = "Y2xhaW13aXJldGVzdDAwMQ"
POSTGRESQL_IMAGE: Final = "postgres:15-alpine"
START_TIMEOUT_S: Final = 90.0
SHARED_BUFFERS: Final = "1GB"
"""Memory that PostgreSQL keeps pages in, as docker-compose.yml has it."""

GUARD: Final = """
exec 3<&0
"$@" & child=$!
( read -r _ <&3; kill -"$CLAIMWIRE_GUARD_SIGNAL" "$child" 2>/dev/null ) &
wait "$child"
"""
"""Runs a program and ends it when standard input closes, that is when whoever started it has gone, however it went."""


class Missing(Exception):
    """The part cannot be had here; `str()` says why, one reason per way."""


@contextmanager
def start_kafka() -> Iterator[str]:
    """Yields `host:port` of a broker with no topics of ours. Raises `Missing`."""
    with _first_that_works("Kafka", "CLAIMWIRE_TEST_KAFKA", _kafka_container, _local_kafka) as bootstrap:
        yield bootstrap


@contextmanager
def start_postgresql() -> Iterator[str]:
    """Yields `postgresql+asyncpg://…`, whose user may create databases. Raises `Missing`."""
    with _first_that_works("PostgreSQL", "CLAIMWIRE_TEST_POSTGRESQL", _postgresql_container, _local_postgresql) as url:
        yield url


@asynccontextmanager
async def new_database(postgresql_url: str) -> AsyncIterator[str]:
    """A new, empty database on this server, dropped in the end."""
    server = create_async_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    name = f"test_{uuid4().hex[:12]}"
    try:
        async with server.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(postgresql_url).set(database=name).render_as_string(hide_password=False)
        async with server.connect() as connection:
            await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        await server.dispose()


@contextmanager
def _first_that_works(part: str, variable: str, *ways: Callable[[ExitStack], str]) -> Iterator[str]:
    address = os.environ.get(variable)
    reasons = [f"{variable} is not set"]
    with ExitStack() as stack:
        for way in ways if not address else ():
            with ExitStack() as attempt:
                try:
                    address = way(attempt)
                except Missing as missing:
                    reasons.append(str(missing))
                else:
                    stack.push(attempt.pop_all())
                    break
        if not address:
            raise Missing(f"{part}: " + "; ".join(reasons))
        yield address


def _kafka_container(stack: ExitStack) -> str:
    _require_docker()
    from testcontainers.core.container import DockerContainer

    port = free_port()
    settings = {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://localhost:{port}",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "1",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS": "500",
    }
    container = DockerContainer(f"apache/kafka:{kafka_version()}").with_bind_ports(9092, port)
    for name, value in settings.items():
        container.with_env(name, value)
    stack.enter_context(container)
    _wait_until(lambda: _kafka_answers("localhost", port), "Kafka in a container")
    return f"localhost:{port}"


class Broker:
    """A broker from programs of this machine, which can be killed and started again with what it had. Raises `Missing`."""

    def __init__(self, folder: Path) -> None:
        self._java = _program("java", "Java 17 (Debian: openjdk-17-jre-headless)")
        self._jars = str(kafka_jars() / "*")
        self._output = folder / "output.txt"
        self._properties = folder / "server.properties"
        self._process = ExitStack()
        self._port = free_port()
        template = Template((KAFKA_FOLDER / "server.properties").read_text(encoding="utf-8"))
        properties = template.substitute(port=self._port, controller_port=free_port(), folder=folder / "data")
        self._properties.write_text(properties, encoding="utf-8")
        format_folder = ["kafka.tools.StorageTool", "format", "-t", KAFKA_CLUSTER, "-c", str(self._properties)]
        _run([self._java, "-Xmx128m", "-cp", self._jars, *format_folder])

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self._port}"

    def start(self) -> None:
        """Returns when it answers."""
        command = [self._java, "-Xmx512m", "-XX:+UseSerialGC", "-cp", self._jars, "kafka.Kafka", str(self._properties)]
        process = self._process.enter_context(_guarded(command, self._output, end_with=signal.SIGKILL))
        _wait_until(lambda: _kafka_answers("127.0.0.1", self._port), "Kafka", process, self._output)

    def kill(self) -> None:
        """As `kill -9` does."""
        self._process.close()


@contextmanager
def start_killable_kafka() -> Iterator[Broker]:
    """A broker of one's own, for tests of its death. Raises `Missing`."""
    with tempfile.TemporaryDirectory(prefix="cw-kafka-", ignore_cleanup_errors=True) as folder:
        broker = Broker(Path(folder))
        try:
            broker.start()
            yield broker
        finally:
            broker.kill()


def _local_kafka(stack: ExitStack) -> str:
    return stack.enter_context(start_killable_kafka()).bootstrap


def kafka_version() -> str:
    """The broker's version, which stands in one place."""
    version = ElementTree.parse(KAFKA_FOLDER / "pom.xml").findtext(".//{*}kafka.version")
    assert version
    return version


def kafka_jars() -> Path:
    """Folder of the broker's jars, fetched by Maven the first time. Raises `Missing`."""
    folder = platformdirs.user_cache_path("claimwire") / f"kafka-{kafka_version()}"
    if folder.is_dir():
        return folder
    maven = _program("mvn", "Maven (Debian: maven)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        jars = Path(temporary) / "jars"
        command = [maven, "-q", "-B", "-f", str(KAFKA_FOLDER / "pom.xml"), "dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
        for attempts_left in (2, 1, 0):
            try:
                _run(command, timeout_s=300)
                break
            except Missing:
                if not attempts_left:
                    raise
        if not folder.is_dir():  # another run may have been faster
            jars.rename(folder)
    return folder


def _kafka_answers(host: str, port: int) -> bool:
    """Whether a broker answers an ApiVersions request (key 18, version 0, correlation 1, no client id) without an error."""
    try:
        with socket.create_connection((host, port), timeout=2) as connection:
            connection.sendall(struct.pack(">ihhih", 10, 18, 0, 1, -1))
            answer = connection.recv(10)
    except OSError:
        return False
    return len(answer) == 10 and struct.unpack(">iih", answer)[1:] == (1, 0)


def _postgresql_container(stack: ExitStack) -> str:
    _require_docker()
    from testcontainers.community.postgres import PostgresContainer

    container = stack.enter_context(PostgresContainer(POSTGRESQL_IMAGE, driver="asyncpg"))
    return str(container.get_connection_url())


def _local_postgresql(stack: ExitStack) -> str:
    programs = _postgresql_programs()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cw-pg-", ignore_cleanup_errors=True)))
    user = _unprivileged_user() if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, port = folder / "data", free_port()
    _run([str(programs / "initdb"), "-D", str(data), "-U", "claimwire", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"], user=user)
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "max_connections": "200",
        "shared_buffers": SHARED_BUFFERS,
        # Nothing here outlives the tests.
        "fsync": "off",
        "full_page_writes": "off",
    }
    command = [str(programs / "postgres"), "-D", str(data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    output = folder / "output.txt"
    server = stack.enter_context(_guarded(command, output, end_with=signal.SIGQUIT, user=user))
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "claimwire"]
    _wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, "PostgreSQL", server, output)
    return f"postgresql+asyncpg://claimwire@127.0.0.1:{port}/postgres"


def _postgresql_programs() -> Path:
    """The newest installed version's folder, Debian's way, else where `postgres` is found. Raises `Missing`."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    return Path(_program("postgres", "PostgreSQL (Debian: postgresql)")).resolve().parent


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _require_docker() -> None:
    """Raise `Missing` unless an engine answers. Asked in a process of its own, because a client without an engine leaves sockets open."""
    ask = "from testcontainers.core.docker_client import DockerClient; DockerClient(timeout=5).client.ping()"
    try:
        _run([sys.executable, "-c", ask], timeout_s=20)
    except Missing as error:
        raise Missing("no Docker engine answers") from error


def _program(name: str, what: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Missing(f"{what} is not installed")
    return path


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: Sequence[str], *, user: pwd.struct_passwd | None = None, timeout_s: float = 60.0) -> None:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout_s,
            check=False,
            cwd="/",
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=user and [],
        )
    except subprocess.TimeoutExpired as error:
        raise Missing(f"{Path(command[0]).name} has not ended within {timeout_s:.0f} s") from error
    if done.returncode != 0:
        raise Missing(f"{Path(command[0]).name} failed: {done.stdout.decode(errors='replace').strip()[-500:]}")


@contextmanager
def _guarded(
    command: Sequence[str], output: Path, *, end_with: signal.Signals, user: pwd.struct_passwd | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a session of its own (so that Ctrl-C reaches only the tests, which then end it in order)."""
    with output.open("wb") as sink:
        process = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "CLAIMWIRE_GUARD_SIGNAL": end_with.name.removeprefix("SIG"), "LC_ALL": "C.UTF-8"},
            cwd="/",
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=user and [],
        )
    assert process.stdin is not None
    try:
        yield process
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_until(ready: Callable[[], bool], what: str, process: subprocess.Popen[bytes] | None = None, output: Path | None = None) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not ready():
        ended = process is not None and process.poll() is not None
        if ended or time.monotonic() > deadline:
            last_words = "" if output is None else output.read_text(encoding="utf-8", errors="replace").strip()[-500:]
            raise Missing(f"{what} {'ended' if ended else 'was not ready in time'}: {last_words}")
        time.sleep(0.1)


if __name__ == "__main__":  # python -m tests.real_parts: start both, say where, end at Ctrl-C
    with suppress(KeyboardInterrupt), start_kafka() as kafka, start_postgresql() as postgresql:
        sys.stdout.write(f"CLAIMWIRE_TEST_KAFKA={kafka}\nCLAIMWIRE_TEST_POSTGRESQL={postgresql}\n")
        sys.stdout.flush()
        signal.pause()
