"""The commands as a person meets them: what they print, and what they say when something is wrong."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (
    "Ferry sinks off Norrvik\n\n"
    "At least 12 people drowned when a ferry sank near Norrvik on Monday, the coast guard said. "
    "“We have found 40 survivors,” captain Ida Holm told reporters. The operator denied that the ship was overloaded.\n"
)
PAGE = b"<html lang=en><body><article><h1>Ferry sinks</h1>" + b"<p>The ferry sank on Monday off the coast.</p>" * 8 + b"</article>"


def claimwire(
    *arguments: str, data_dir: Path, stdin: bytes = b"", settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMWIRE_")}
    done = subprocess.run(
        [sys.executable, "-m", "services.cli", *arguments],
        env={**environment, "CLAIMWIRE_DATA_DIR": str(data_dir), "COLUMNS": "200", **(settings or {})},
        input=stdin,
        cwd=ROOT,
        capture_output=True,
        timeout=90,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def test_claims_as_json_quote_the_file(tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = claimwire("claims", str(file), "--json", "--published", "2026-03-04", data_dir=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, said(done)
    assert rows
    for row in rows:
        for span in (row["span"], row["sentence"], *(quantity["text"] for quantity in row["quantities"])):
            assert TEXT[span["start"] : span["end"]] == span["text"]
    drowned = next(row for row in rows if "drowned" in row["span"]["text"])
    assert [(q["low"], q["high"], q["modifier"], q["counted"]) for q in drowned["quantities"]] == [(12, None, "at_least", "people")]
    assert [(a["source"]["text"], a["stance"]) for a in drowned["attributions"]] == [("the coast guard", "asserts")]
    assert {(t["start"], t["end"]) for row in rows for t in row["times"]} == {("2026-03-02", "2026-03-02")}


def test_claims_from_standard_input_as_a_table(tmp_path: Path) -> None:
    done = claimwire("claims", "-", data_dir=tmp_path, stdin=TEXT.encode())
    assert done.returncode == 0, said(done)
    assert "the coast guard" in done.stdout


def test_explained_claims_show_rule_and_words_of_each_field(tmp_path: Path) -> None:
    done = claimwire("claims", "-", "--explain", data_dir=tmp_path, stdin=TEXT.encode())
    assert done.returncode == 0, said(done)
    lines = [" ".join(line.replace("│", " ").split()) for line in done.stdout.splitlines()]
    assert "quantities at least 12 people words before “At least” 25–33" in lines
    assert "quantities words before Words before the number move its bounds: “at least”, “up to”, “about”." in lines


def test_explained_claims_as_json_lines_add_reasons_to_the_claims(tmp_path: Path) -> None:
    plain, explained = (
        [json.loads(line) for line in claimwire("claims", "-", "--json", *more, data_dir=tmp_path, stdin=TEXT.encode()).stdout.splitlines()]
        for more in ((), ("--explain",))
    )
    reasons = [row.pop("reasons") for row in explained]
    assert explained == plain
    words = [words for row in reasons for entry in row for reason in entry["reasons"] for words in reason["words"]]
    assert words
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in words)


def test_offsets_count_in_the_file_as_given(tmp_path: Path) -> None:
    """The text is normalised inside; the offsets are the file's all the same."""
    text = "Cafe\u0301 owner Nils Berg said the fire destroyed 3 houses.\r\nPolice said 2 men were arrested."
    done = claimwire("claims", "-", "--json", data_dir=tmp_path, stdin=text.encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    arrested = next(row for row in rows if "arrested" in row["span"]["text"])
    assert text[arrested["span"]["start"] : arrested["span"]["end"]].startswith("2 men were arrested")


@pytest.mark.parametrize(
    ("arguments", "stdin", "settings", "status", "words"),
    [
        (("claims", "absent.txt"), b"", {}, 66, "cannot read absent.txt: No such file"),
        (("claims", "-"), b"caf\xe9 in latin-1", {}, 65, "not UTF-8"),
        (("claims", "-", "--published", "yesterday"), b"", {}, 2, "does not match the format"),
        (("claims", "-"), b"Two men died.", {"CLAIMWIRE_EXTRACT_MODEL": "no_such_model"}, 2, "no_such_model"),
        (("claims", "-", "--json", "--html", "-"), b"Two men died.", {}, 2, "--json and --html are two forms of one output"),
        (("claims", "-", "--html", "absent/page.html"), b"Two men died.", {}, 73, "cannot write absent/page.html: No such file"),
        (("claims", "absent.txt", "--html", "-"), b"", {}, 66, "cannot read absent.txt: No such file"),
        (("nonsense",), b"", {}, 2, "No such command"),
        (("up", "--port", "99999999"), b"", {}, 2, "Invalid value for"),
        (("settings",), b"", {"CLAIMWIRE_PORT": "eighty"}, 2, "CLAIMWIRE_PORT"),
        (("migrate",), b"", {"CLAIMWIRE_DATABASE_URL": "mysql://host/name"}, 2, "postgresql+asyncpg"),
        (("migrate",), b"", {"CLAIMWIRE_DATABASE_URL": "postgresql+asyncpg://u:secret@127.0.0.1:1/n"}, 69, "CLAIMWIRE_DATABASE_URL"),
        (("dump",), b"", {"CLAIMWIRE_DATABASE_URL": "postgresql+asyncpg://u:secret@127.0.0.1:1/n"}, 69, "does not answer"),
        (("dead-letters", "list"), b"", {"CLAIMWIRE_BUS": "kafka", "CLAIMWIRE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}, 69, "127.0.0.1:1"),
        (("dead-letters", "show", "7"), b"", {}, 1, "there is no dead letter 7"),
        (("add", "ftp://example.org/feed"), b"", {}, 2, "not added"),
        (("add", "http://127.0.0.1/feed"), b"", {}, 2, "not added"),
        (("submit", "absent.txt"), b"", {}, 1, "no such file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_wrong_is_said_with_what_to_do(
    arguments: tuple[str, ...], stdin: bytes, settings: dict[str, str], status: int, words: str, tmp_path: Path
) -> None:
    done = claimwire(*arguments, data_dir=tmp_path, stdin=stdin, settings=settings)
    assert words in " ".join(said(done).replace("│", " ").split())
    assert done.returncode == status, said(done)
    assert "secret" not in said(done)


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("good.txt", TEXT.encode(), "accepted"),
        ("page.html", PAGE, "accepted"),
        ("empty.txt", b"", "rejected:empty"),
        ("blank.txt", b" \n\t ", "rejected:empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "rejected:"),
        ("huge.txt", b"word " * (10 * 1024 * 1024), "rejected:too_large"),
    ],
)  # fmt: skip
def test_submitted_file_ends_in_one_word(tmp_path: Path, name: str, content: bytes, outcome: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = claimwire("submit", str(tmp_path / name), data_dir=tmp_path / "data")
    assert outcome in done.stdout, said(done)
    assert done.returncode == (0 if outcome == "accepted" else 1)


def test_submitting_twice_is_known_already(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    claimwire("submit", str(tmp_path / "ferry.txt"), data_dir=tmp_path / "data")
    assert "known already" in claimwire("submit", str(tmp_path / "ferry.txt"), data_dir=tmp_path / "data").stdout


def test_settings_hide_secrets_and_show_what_is_set(tmp_path: Path) -> None:
    done = claimwire("settings", data_dir=tmp_path, settings={"CLAIMWIRE_API_KEY": "hunter2", "CLAIMWIRE_PORT": "8123"})
    assert "hunter2" not in said(done)
    assert "CLAIMWIRE_PORT=8123" in done.stdout
    assert f"CLAIMWIRE_DATA_DIR={tmp_path}" in done.stdout


def test_a_port_in_use_is_a_message(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = claimwire("up", "--port", port, data_dir=tmp_path)
    assert f"port {port} on 127.0.0.1 is in use" in said(done)
    assert "--port" in said(done)
    assert done.returncode == 69


def test_newsroom_port_in_use_is_a_message(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = claimwire("newsroom", "--port", str(taken.getsockname()[1]), data_dir=tmp_path)
    assert "choose another port with --port" in said(done)
    assert done.returncode == 69
