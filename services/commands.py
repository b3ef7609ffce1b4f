"""What the commands of `cli.py` do and show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from services.ingest import sources
from services.ingest.errors import BadSource
from services.ingest.outcomes import Outcome
from services.ingest.settings import IngestSettings
from services.ingest.submit import files_under
from services.ingest.wiring import submitter
from services.launch import open_database
from services.listings import SETTINGS, setting_name, shown
from services.runtime.clock import SystemClock
from services.runtime.settings import RuntimeSettings

EX_USAGE = 2


def settings_text() -> Text:
    """All settings as `VARIABLE=value` lines that can be grepped, each with its meaning below; those that were set stand out."""
    text = Text()
    for service, settings in SETTINGS.items():
        values = settings()
        text.append(f"# {service}\n", "bold")
        for name, field in settings.model_fields.items():
            value = shown(getattr(values, name))
            text.append(f"{setting_name(settings, name, field)}={value}\n", "green" if name in values.model_fields_set else "")
            text.append(f"    {field.description}\n", "dim")
    return text


def claims_table(rows: Iterable[Mapping[str, Any]], title: str) -> Table:
    """Claims in the gold form, for reading."""
    table = Table("claim", "who says it", "how", "figures", "when", "where", "worth", title=title, title_justify="left", show_lines=True)
    for row in rows:
        sources = [f"{a['source']['text'] if a['source'] else '–'} ({a['stance']})" for a in row["attributions"]]
        figures = [f"{q['text']['text']} {q['counted'] or q['unit']}" for q in row["quantities"]]
        times = [f"{t['text']['text']} [{t['start'] or '?'} … {t['end'] or '?'}]" for t in row["times"]]
        table.add_row(
            Text(row["span"]["text"]),
            Text("\n".join(sources) or "the article"),
            Text(", ".join((row["certainty"], row["polarity"], row["status"]))),
            Text("\n".join(figures)),
            Text("\n".join(times)),
            Text("\n".join(place if isinstance(place, str) else place["text"] for place in row["places"])),
            Text(f"{row['checkworthiness']:.2f}"),
        )
    return table


async def add_sources(addresses: Sequence[str], runtime: RuntimeSettings, out: Console) -> int:
    """Watch feeds, given by address or as OPML files; the exit status. A bad address or file adds nothing of that argument."""
    status, clock = 0, SystemClock()
    async with open_database(runtime) as engine:
        for address in addresses:
            try:
                opml = _content_of_file(address)
                added = await sources.import_opml(engine, opml, clock) if opml is not None else [await sources.add(engine, address, clock)]
            except (BadSource, OSError) as error:
                out.print(Text.assemble(("not added ", "red"), f"{address}: {error}"))
                status = EX_USAGE
                continue
            for feed in added:
                out.print(Text.assemble(("watching  ", "green"), feed.url))
    return status


def _content_of_file(name: str) -> bytes | None:
    """None when there is no file of that name. Raises `OSError`."""
    path = Path(name)
    return path.read_bytes() if path.is_file() else None


async def submit_files(paths: Sequence[Path], published: date | None, runtime: RuntimeSettings, out: Console) -> int:
    """Accept the files below `paths`, with progress; the exit status is 1 when one was not accepted."""
    files = list(files_under(paths))
    when = datetime(published.year, published.month, published.day, tzinfo=UTC) if published else None
    refused = 0
    async with open_database(runtime), submitter(runtime, IngestSettings(), SystemClock()) as desk:
        for path in track(files, "submitting", console=Console(stderr=True), transient=True):
            ended = await desk.submit_file(path, published=when)
            is_taken = ended.outcome in (Outcome.OK, Outcome.UNCHANGED)
            refused += not is_taken
            words = {Outcome.OK: "accepted", Outcome.UNCHANGED: "known already"}.get(ended.outcome, ended.outcome.value)
            detail = ended.title if is_taken else ended.detail or ended.outcome.meaning
            out.print(Text.assemble((f"{words:14}", "green" if is_taken else "red"), f" {path}  ", (detail, "dim")))
    if not files:
        out.print("no files there")
    return 1 if refused or not files else 0
