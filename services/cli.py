"""`claimwire …`: every command, with its words for people. Imports a service only when its command runs."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from services.bus.errors import BusUnavailable
from services.cli_operations import operations
from services.cli_options import DataDir, out, runtime_of
from services.runtime import logs
from services.runtime.errors import AtWork, BadSetting, DatabaseUnavailable
from services.runtime.settings import RuntimeSettings

app = typer.Typer(
    name="claimwire",
    help="Reads the news as it appears, extracts every checkable claim with its exact evidence, and links the same claim across outlets.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
dead_letters = typer.Typer(help="Messages that no consumer could process: look at them, and put them back.", no_args_is_help=True)
app.add_typer(dead_letters, name="dead-letters")
app.add_typer(operations)

err = Console(stderr=True, soft_wrap=True)

EX_USAGE, EX_DATA, EX_NO_INPUT, EX_UNAVAILABLE, EX_CANNOT_CREATE = 2, 65, 66, 69, 73
"""Exit statuses: typer's own for wrong usage, else `sysexits.h`."""


def main() -> None:
    """Entry point: errors that a person can mend are one message, without a traceback."""
    try:
        app()
    except BadSetting as error:
        _fail(f"{error}\n`claimwire settings` lists all settings with their meaning.", EX_USAGE)
    except DatabaseUnavailable as error:
        _fail(f"{error}\nStart the database, or set CLAIMWIRE_DATABASE_URL to where it runs.", EX_UNAVAILABLE)
    except AtWork as error:
        _fail(str(error), EX_UNAVAILABLE)
    except BusUnavailable as error:
        _fail(f"{error}\nStart Kafka, or set CLAIMWIRE_KAFKA_BOOTSTRAP to where it runs.", EX_UNAVAILABLE)
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"]).upper()
            err.print(
                f"[red]setting {name if name.startswith('CLAIMWIRE') else 'CLAIMWIRE_…' + name}:[/] {problem['msg']}", highlight=False
            )
        err.print("`claimwire settings` lists all settings with their meaning.")
        sys.exit(EX_USAGE)


@app.callback(invoke_without_command=True)
def _root(show_version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    if show_version:
        out.print(version("claimwire"))
        raise typer.Exit
    logs.configure(log_format="auto", level="warning", service="command")  # a service sets up its own


# the monitor -----------------------------------------------------------------------------------


@app.command()
def up(
    sample: Annotated[bool, typer.Option("--sample", help="Also watch the sample newsroom and the shipped list of public feeds.")] = False,
    port: Annotated[int | None, typer.Option(help="Port of the pages and the API.", min=0, max=65_535, envvar="CLAIMWIRE_PORT")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.", envvar="CLAIMWIRE_HOST")] = None,
    data_dir: DataDir = None,
) -> None:
    """Run the whole monitor in one process: no server to install, data in one folder."""
    from services.embedded import run

    for name, value in {"CLAIMWIRE_PORT": port, "CLAIMWIRE_HOST": host, "CLAIMWIRE_DATA_DIR": data_dir}.items():
        if value is not None:
            os.environ[name] = str(value)
    os.environ["CLAIMWIRE_BUS"] = "local"
    sys.exit(asyncio.run(run(RuntimeSettings(), with_sample=sample)))


def _service(name: str) -> None:
    """Run one stage of the pipeline as a process of its own."""
    from services.launch import run_service

    sys.exit(asyncio.run(run_service(name, RuntimeSettings())))


@app.command()
def ingest() -> None:
    """Run the ingest service alone: feeds and pages to clean articles."""
    _service("ingest")


@app.command()
def extract() -> None:
    """Run the extract service alone: articles to claims."""
    _service("extract")


@app.command()
def store() -> None:
    """Run the store service alone: claims to rows and threads."""
    _service("store")


@app.command()
def api() -> None:
    """Run the gateway alone: HTTP API and pages."""
    _service("api")


@app.command()
def migrate(data_dir: DataDir = None) -> None:
    """Bring the database's schema to this version."""
    from services.migrations import migrate as bring_up
    from services.runtime.database import check_reachable, open_engine

    runtime = runtime_of(data_dir)

    async def work() -> None:
        engine = open_engine(runtime.database)
        try:
            await check_reachable(engine)
            await bring_up(engine)
        finally:
            await engine.dispose()

    runtime.data_dir.mkdir(parents=True, exist_ok=True)
    asyncio.run(work())
    out.print("the database has this version's schema")


@app.command()
def newsroom(
    port: Annotated[int, typer.Option(help="Port on the loopback address; 0 takes a free one.", min=0, max=65_535)] = 8099,
    step: Annotated[bool, typer.Option("--step", help="Publish the next edition only when `POST /step` says so.")] = False,
    pace: Annotated[float, typer.Option(help="Seconds from one edition to the next.", min=0.1)] = 12.0,
) -> None:
    """Serve the sample newsroom: invented outlets whose articles appear over some minutes."""
    from samples.newsroom import run
    from services.launch import stop_on_signals

    async def work() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop)
        await run(
            port,
            step,
            pace,
            stop,
            lambda room: out.print(
                f"feeds at {room.opml_url}, {room.editions} editions, next one every {pace:g} s or by POST {room.url}/step"
            ),
        )

    try:
        asyncio.run(work())
    except OSError as error:
        _fail(f"{error.strerror or error}; choose another port with --port", EX_UNAVAILABLE)


# articles and sources --------------------------------------------------------------------------


@app.command()
def add(urls: Annotated[list[str], typer.Argument(help="Addresses of feeds, or OPML files.")], data_dir: DataDir = None) -> None:
    """Add feeds to watch, whether the monitor runs or not."""
    from services.commands import add_sources

    sys.exit(asyncio.run(add_sources(urls, runtime_of(data_dir), out)))


@app.command()
def submit(
    paths: Annotated[list[Path], typer.Argument(help="Text or HTML files, or folders of them.")],
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day the articles appeared, for all of them.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Hand in articles as files, whether the monitor runs or not; it reads them when it does."""
    from services.commands import submit_files

    sys.exit(asyncio.run(submit_files(paths, published.date() if published else None, runtime_of(data_dir), out)))


@app.command()
def claims(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines instead of a table; offsets count from the file's start.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Per claim and field: the rule that decided, and the words it went by.")
    ] = False,
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="Write the text with its claims marked and explained as a page; - prints it."),
    ] = None,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Publication date, which relative times are resolved against.")
    ] = None,
) -> None:
    """Print the claims of one text. Needs no monitor."""
    from services.extract.core import ClaimExtractor
    from services.extract.errors import ModelUnusable
    from services.extract.files import claims_of_text
    from services.extract.settings import ExtractSettings

    if html is not None and as_json:
        _fail("--json and --html are two forms of one output; ask for one at a time", EX_USAGE)
    if html is not None and "-" not in {html, file} and Path(html).resolve() == Path(file).resolve():
        _fail(f"--html would overwrite {file}; name another file for the page", EX_USAGE)
    text = _read_text(file)
    try:
        extractor = ClaimExtractor.load(ExtractSettings().model)
    except ModelUnusable as error:
        raise BadSetting(f"CLAIMWIRE_EXTRACT_MODEL: {error}") from error
    rows = claims_of_text(extractor, text, published.date() if published else None, is_explained=explain or html is not None)
    if html is not None:
        from services.claims_page import page

        _write_text(html, page(text, rows, "standard input" if file == "-" else Path(file).name))
        return
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    if explain:
        from services.explanations import explained_tables

        for table in explained_tables(rows):
            out.print(table)
        return
    from services.commands import claims_table

    out.print(claims_table(rows, file))


# looking ---------------------------------------------------------------------------------------


@app.command()
def settings() -> None:
    """List all settings with their meaning and value; secrets are hidden."""
    from services.commands import settings_text

    out.print(settings_text(), end="")


@app.command()
def dump(data_dir: DataDir = None) -> None:
    """Write everything stored as canonical JSON lines: equal content gives equal bytes, in both modes."""
    from services.launch import open_database
    from services.store.dump import dump as lines

    async def work() -> None:
        async with open_database(runtime_of(data_dir)) as engine:
            async for line in lines(engine):
                sys.stdout.write(line if line.endswith("\n") else line + "\n")

    asyncio.run(work())


@app.command()
def audit(
    settled: Annotated[bool, typer.Option("--settled", help="Nothing may be on its way any more: what is counts as a fault.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Prove that nothing was lost and all that is stored is right: exit status 0, or 1 with every fault in words."""
    from services.audit import run

    sys.exit(asyncio.run(run(runtime_of(data_dir), out, is_settled=settled)))


@app.command()
def replay(
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles accepted on or after this day.")] = None,
    bus_lost: Annotated[bool, typer.Option("--bus-lost", help="The bus lost its log: let the store read it from the beginning.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Publish accepted articles again from the ledger, as after the loss of the bus. What is stored already stays as it is."""
    from services.ingest.replay import replay as publish_again
    from services.launch import open_database
    from services.store.offsets import forget_offsets

    async def work() -> int:
        async with open_database(runtime_of(data_dir)) as engine:
            if bus_lost:
                await forget_offsets(engine)
            return await publish_again(engine, since=since.replace(tzinfo=UTC) if since else None)

    out.print(f"{asyncio.run(work()):,} article revisions wait for the bus; a running monitor publishes them")


@dead_letters.command("list")
def list_dead_letters(data_dir: DataDir = None) -> None:
    """One line per rejected message: where it stood, who gave it up, and why."""
    from services.dead_letters import letters_table

    out.print(asyncio.run(letters_table(runtime_of(data_dir))))


@dead_letters.command("show")
def show_dead_letter(number: Annotated[int, typer.Argument(help="Number in the list.", min=0)], data_dir: DataDir = None) -> None:
    """One rejected message whole, as JSON."""
    from services.dead_letters import show

    sys.exit(asyncio.run(show(runtime_of(data_dir), number, sys.stdout)))


@dead_letters.command("replay")
def replay_dead_letter(
    numbers: Annotated[list[int], typer.Argument(help="Numbers in the list.", min=0)],
    data_dir: DataDir = None,
) -> None:
    """Put rejected messages back on their topics, once their cause is mended."""
    from services.dead_letters import replay

    sys.exit(asyncio.run(replay(runtime_of(data_dir), numbers, out)))


def _read_text(file: str) -> str:
    """A text file's or standard input's content. Ends the process with what to do where that cannot be read."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        _fail(f"cannot read {file}: {error.strerror}", EX_NO_INPUT)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        _fail(f"{file} is not UTF-8 text (byte {error.start}); convert it first, for example with `iconv -t utf-8`", EX_DATA)


def _write_text(file: str, text: str) -> None:
    """Into a file, or to standard output. Ends the process with what to do where that cannot be written."""
    if file == "-":
        sys.stdout.write(text)
        return
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        _fail(f"cannot write {file}: {error.strerror}", EX_CANNOT_CREATE)


def _fail(message: str, status: int) -> NoReturn:
    err.print(f"[red]claimwire:[/] {message}", highlight=False)
    sys.exit(status)


if __name__ == "__main__":
    main()
