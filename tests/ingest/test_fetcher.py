"""Fetching from hosts that do not mean well."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from services.ingest.addresses import Address
from services.ingest.errors import FetchFailed
from services.ingest.fetcher import Fetcher, FetchResult, Validators, read_retry_after
from services.ingest.network import SystemResolver
from services.ingest.outcomes import Outcome
from services.runtime.clock import SystemClock
from tests.ingest.local_web import Asked, LocalWeb, answer, settings_for


@contextlib.asynccontextmanager
async def fetching(web: LocalWeb, resolver: object = None, **changes: object) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(settings_for(web, **changes), SystemClock(), resolver)  # type: ignore[arg-type]
    try:
        yield fetcher
    finally:
        await fetcher.close()


async def fetch(web: LocalWeb, path: str = "/", **changes: object) -> FetchResult:
    async with fetching(web, **changes) as fetcher:
        return await fetcher.fetch(web.url(path), accept="*/*")


async def failure(web: LocalWeb, path: str = "/", **changes: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        await fetch(web, path, **changes)
    return failed.value


async def test_page_is_fetched_with_what_matters_of_its_headers(web: LocalWeb) -> None:
    web.routes["/"] = answer("hello", ETag='"7"', Last_Modified="Tue, 03 Mar 2026 08:00:00 GMT")
    result = await fetch(web)
    assert (result.status, result.body, result.content_type, result.charset) == (200, b"hello", "text/html", "utf-8")
    assert result.validators == Validators('"7"', "Tue, 03 Mar 2026 08:00:00 GMT")
    assert web.asked[0].headers["user-agent"].startswith("claimwire/")


async def test_loopback_is_out_of_reach_unless_a_setting_allows_it(web: LocalWeb) -> None:
    web.routes["/"] = answer("hello")
    failed = await failure(web, allow_networks=())
    assert failed.code is Outcome.FAILED_FORBIDDEN_ADDRESS
    assert web.asked == []


class Answers:
    """A name service that gives another answer each time."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = [[ip_address(literal) for literal in answer] for answer in answers]
        self.questions = 0

    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        answer = self.answers[min(self.questions, len(self.answers) - 1)]
        self.questions += 1
        return answer


async def test_checked_address_is_the_one_that_is_dialled(web: LocalWeb) -> None:
    web.routes["/"] = answer("hello")
    names = Answers(["127.0.0.2"], ["10.0.0.1"])
    async with fetching(web, names, allow_networks=(ip_network("127.0.0.2/32"),)) as fetcher:
        with pytest.raises(FetchFailed) as failed:
            await fetcher.fetch(f"http://rebinding.example:{web.port}/", accept="*/*")
    assert names.questions == 1
    assert failed.value.code is Outcome.FAILED_CONNECTION, "127.0.0.2 was dialled, where nobody listens"


@pytest.mark.parametrize("found", [["10.0.0.1"], ["fd00::1", "169.254.169.254"], ["::ffff:192.168.1.1"]])
async def test_name_with_private_addresses_only_is_forbidden(web: LocalWeb, found: list[str]) -> None:
    async with fetching(web, Answers(found)) as fetcher:
        with pytest.raises(FetchFailed) as failed:
            await fetcher.fetch("http://intranet.example/", accept="*/*")
    assert failed.value.code is Outcome.FAILED_FORBIDDEN_ADDRESS


async def test_private_address_beside_a_permitted_one_is_never_dialled(web: LocalWeb) -> None:
    web.routes["/"] = answer("hello")
    async with fetching(web, Answers(["fd00::1", "10.0.0.1", "127.0.0.1"])) as fetcher:
        result = await fetcher.fetch(f"http://mixed.example:{web.port}/", accept="*/*")
    assert result.body == b"hello"


class NoName:
    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        raise OSError("no such name")


class NeverAnswers:
    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        await asyncio.Event().wait()
        raise AssertionError


async def test_unknown_name_ends_typed(web: LocalWeb) -> None:
    async with fetching(web, NoName()) as fetcher:
        with pytest.raises(FetchFailed) as failed:
            await fetcher.fetch("http://nowhere.example/", accept="*/*")
    assert failed.value.code is Outcome.FAILED_DNS


async def test_name_service_that_never_answers_meets_the_deadline(web: LocalWeb) -> None:
    async with fetching(web, NeverAnswers(), fetch_deadline_s=0.3) as fetcher:
        with pytest.raises(FetchFailed) as failed:
            await fetcher.fetch("http://slow.example/", accept="*/*")
    assert failed.value.code is Outcome.FAILED_TIMEOUT


async def test_redirect_to_a_private_address_is_refused_at_the_third_hop(web: LocalWeb) -> None:
    web.routes["/"] = answer(status=302, Location="/two")
    web.routes["/two"] = answer(status=302, Location="/three")
    web.routes["/three"] = answer(status=302, Location="http://10.0.0.1/")
    assert (await failure(web)).code is Outcome.FAILED_FORBIDDEN_ADDRESS
    assert web.paths() == ["/", "/two", "/three"]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://other.example:6379/", "http://[oops/", "http://x" + "y" * 5_000])
async def test_redirect_to_a_forbidden_url_is_refused(web: LocalWeb, location: str) -> None:
    web.routes["/"] = answer(status=301, Location=location)
    assert (await failure(web)).code is Outcome.FAILED_FORBIDDEN_URL


async def test_redirect_loop_ends_after_five_hops(web: LocalWeb) -> None:
    web.routes["/"] = answer(status=302, Location="/")
    assert (await failure(web)).code is Outcome.FAILED_TOO_MANY_REDIRECTS
    assert len(web.asked) == 6


async def test_only_a_chain_of_permanent_redirects_moves_an_address(web: LocalWeb) -> None:
    web.routes.update({"/": answer(status=301, Location="new"), "/new": answer("hello"), "/odd": answer(status=302, Location="/")})
    assert (await fetch(web)).moved_to == web.url("/new")
    assert (await fetch(web, "/odd")).moved_to is None


async def test_gate_is_passed_before_every_hop(web: LocalWeb) -> None:
    web.routes["paper.localhost/"] = answer(status=302, Location=web.url("/b", host="other.localhost"))
    web.routes["other.localhost/b"] = answer("hello")
    passed = []

    async def gate(url: object) -> None:
        passed.append(str(url))

    async with fetching(web) as fetcher:
        await fetcher.fetch(web.url("/"), accept="*/*", gate=gate)
    assert passed == [web.url("/"), web.url("/b", host="other.localhost")]


async def test_gzip_bomb_is_stopped_at_the_limit(web: LocalWeb) -> None:
    bomb = gzip.compress(bytes(50 * 1024 * 1024))
    assert len(bomb) < 60_000
    web.routes["/"] = answer(bomb, Content_Encoding="gzip")
    assert (await failure(web)).code is Outcome.FAILED_TOO_LARGE


async def test_only_one_layer_of_encoding_is_taken(web: LocalWeb) -> None:
    web.routes["/"] = answer(gzip.compress(gzip.compress(b"hello")), Content_Encoding="gzip, gzip")
    assert (await failure(web)).code is Outcome.FAILED_ENCODING
    web.routes["/quiet"] = answer(gzip.compress(b"hello"))
    assert (await fetch(web, "/quiet")).body == gzip.compress(b"hello"), "what does not say that it is compressed is left as it is"


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip;q=1", "x" * 500])
async def test_encoding_that_was_not_asked_for_is_refused(web: LocalWeb, encoding: str) -> None:
    web.routes["/"] = answer(b"whatever", Content_Encoding=encoding)
    assert (await failure(web)).code is Outcome.FAILED_ENCODING


@pytest.mark.parametrize("damaged", [gzip.compress(b"hello" * 1_000)[:-9], b"\x1f\x8bnot gzip at all"])
async def test_damaged_gzip_is_refused(web: LocalWeb, damaged: bytes) -> None:
    web.routes["/"] = answer(damaged, Content_Encoding="gzip")
    assert (await failure(web)).code is Outcome.FAILED_ENCODING


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"hello " * 10_000), "gzip"),
        (gzip.compress(b"hello " * 5_000) + gzip.compress(b"hello " * 5_000), "gzip"),
        (zlib.compress(b"hello " * 10_000), "deflate"),
        (zlib.compress(b"hello " * 10_000)[2:-4], "deflate"),
        (b"hello " * 10_000, "identity"),
    ],
)
async def test_compressed_body_is_read_whole(web: LocalWeb, body: bytes, encoding: str) -> None:
    web.routes["/"] = answer(body, Content_Encoding=encoding)
    assert (await fetch(web)).body == b"hello " * 10_000


async def test_endless_body_is_stopped_at_the_limit(web: LocalWeb) -> None:
    async def endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(b"x" * 100_000)
                await writer.drain()

    web.routes["/"] = endless
    assert (await failure(web, max_body_bytes=1_000_000)).code is Outcome.FAILED_TOO_LARGE


async def test_endless_headers_are_a_protocol_error(web: LocalWeb) -> None:
    async def endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(b"X-More: " + b"y" * 10_000 + b"\r\n")
                await writer.drain()

    web.routes["/"] = endless
    assert (await failure(web)).code is Outcome.FAILED_PROTOCOL


async def test_one_byte_now_and_then_meets_the_deadline(web: LocalWeb) -> None:
    async def drip(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(200):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)

    web.routes["/"] = drip
    began = time.monotonic()
    assert (await failure(web, fetch_deadline_s=0.5)).code is Outcome.FAILED_TIMEOUT
    assert time.monotonic() - began < 2


async def test_host_that_accepts_and_never_answers_meets_the_deadline(web: LocalWeb) -> None:
    async def silence(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)

    web.routes["/"] = silence
    assert (await failure(web, fetch_deadline_s=0.3)).code is Outcome.FAILED_TIMEOUT


async def test_tls_stall_meets_the_deadline(web: LocalWeb) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:  # the kernel accepts, nobody answers
        port = listener.getsockname()[1]
        async with fetching(web, allow_ports=(port,), fetch_deadline_s=0.3) as fetcher:
            with pytest.raises(FetchFailed) as failed:
                await fetcher.fetch(f"https://paper.localhost:{port}/", accept="*/*")
    assert failed.value.code is Outcome.FAILED_TIMEOUT


@contextlib.asynccontextmanager
async def tls_server(answers: bytes, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Sends `answers` to whoever connects; the port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answers)
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def test_what_is_not_tls_is_a_tls_failure(web: LocalWeb) -> None:
    async with tls_server(answer("hello")) as port, fetching(web, allow_ports=(port,)) as fetcher:
        with pytest.raises(FetchFailed) as failed:
            await fetcher.fetch(f"https://paper.localhost:{port}/", accept="*/*")
    assert failed.value.code is Outcome.FAILED_TLS


async def test_self_signed_certificate_is_refused_unless_it_is_given_as_an_authority(web: LocalWeb, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    made += ["-subj", "/CN=paper.localhost", "-addext", "subjectAltName=DNS:paper.localhost", "-keyout", str(key), "-out", str(certificate)]
    await asyncio.to_thread(subprocess.run, made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    async with tls_server(answer("hello"), context) as port:
        async with fetching(web, allow_ports=(port,)) as fetcher:
            with pytest.raises(FetchFailed) as failed:
                await fetcher.fetch(f"https://paper.localhost:{port}/", accept="*/*")
        async with fetching(web, allow_ports=(port,), ca_file=certificate) as fetcher:
            result = await fetcher.fetch(f"https://paper.localhost:{port}/", accept="*/*")
    assert failed.value.code is Outcome.FAILED_TLS
    assert result.body == b"hello"


@pytest.mark.parametrize("status", [204, 206, 401, 403, 404, 418, 429, 500, 503, 599])
async def test_status_without_a_page_is_a_failure(web: LocalWeb, status: int) -> None:
    web.routes["/"] = answer(status=status, Retry_After="120")
    failed = await failure(web)
    assert (failed.code, failed.status, failed.retry_after_s) == (Outcome.FAILED_BAD_STATUS, status, 120)


async def test_truncated_body_is_a_failure(web: LocalWeb) -> None:
    web.routes["/"] = answer("hello")[:-2]
    assert (await failure(web)).code in (Outcome.FAILED_PROTOCOL, Outcome.FAILED_CONNECTION)


async def test_not_modified_comes_without_a_body(web: LocalWeb) -> None:
    web.routes["/"] = answer(status=304)
    async with fetching(web) as fetcher:
        result = await fetcher.fetch(web.url("/"), accept="*/*", validators=Validators('"7"', "yesterday"))
    assert result.is_not_modified
    assert (web.asked[0].headers["if-none-match"], web.asked[0].headers["if-modified-since"]) == ('"7"', "yesterday")


async def test_monstrous_validators_are_not_kept(web: LocalWeb) -> None:
    web.routes["/"] = answer("hello", ETag='"' + "e" * 5_000 + '"', Last_Modified="m" * 5_000)
    assert (await fetch(web)).validators == Validators(None, None)


async def test_cookies_are_never_sent_back(web: LocalWeb) -> None:
    web.routes["/"] = answer("hello", Set_Cookie="tracked=yes; Path=/")
    async with fetching(web) as fetcher:
        await fetcher.fetch(web.url("/"), accept="*/*")
        await fetcher.fetch(web.url("/"), accept="*/*")
    assert all("cookie" not in asked.headers for asked in web.asked)


async def test_proxy_of_the_environment_is_ignored(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    web.routes["/"] = answer("hello")
    assert (await fetch(web)).body == b"hello"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("90", 90.0),
        ("99999999999999999999", 86_400.0),
        ("Tue, 03 Mar 2026 08:10:00 GMT", 600.0),
        ("Tue, 03 Mar 2026 07:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_clamped_to_a_day(header: str, seconds: float | None) -> None:
    assert read_retry_after(header, datetime(2026, 3, 3, 8, 0, tzinfo=UTC)) == seconds


async def test_machines_own_name_service_is_asked() -> None:
    found = await SystemResolver().resolve("localhost", 80)
    assert found
    assert all(address.is_loopback for address in found)
    with pytest.raises(socket.gaierror):
        await SystemResolver().resolve("no-such-name.invalid", 80)
