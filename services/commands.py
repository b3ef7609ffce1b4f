"""What the commands of `cli.py` do and show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from services.listings import SETTINGS, setting_name, shown


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
