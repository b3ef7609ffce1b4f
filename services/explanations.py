"""How explained claims are shown: as tables for the terminal, as a page to look at. Rows come from `claims_of_text`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from services.extract.rules import RULES, rule_named
from services.runtime.text import one_line

Row = dict[str, Any]

MAX_SHOWN_CHARS: Final = 60
"""Of a span in a table's cell; JSON and page have it whole."""
_NOTHING: Final = {"attributions": "the article itself", "actors": "nobody", "quantities": "none", "times": "none", "places": "none"}


def explained_tables(rows: Sequence[Row]) -> Iterator[RenderableType]:
    """One table per claim, and one with what the rules that occur say."""
    used: dict[tuple[str, str], None] = {}
    for number, row in enumerate(rows, 1):
        title = Text.assemble((f"{number}  ", "bold"), one_line(row["span"]["text"]))
        table = Table("field", "value", "rule", "words, from–to", title=title, title_justify="left", title_style="")
        for entry in row["reasons"]:
            used |= dict.fromkeys((entry["field"], reason["rule"]) for reason in entry["reasons"])
            table.add_row(
                Text(entry["field"], "bold"),
                Text(one_line(value_words(entry["field"], entry["value"]))),
                Text("\n".join(_rule_lines(entry))),
                Text("\n".join(_word_lines(entry))),
            )
        yield table
    legend = Table("field", "rule", "what it does", title="The rules above", title_justify="left")
    for field, rule in sorted(used, key=lambda pair: (list(RULES).index(pair[0]), pair[1])):
        legend.add_row(field, Text(rule), Text(meaning_of(field, rule)))
    yield legend


def meaning_of(field: str, rule: str) -> str:
    """The sentence of a rule."""
    return rule_named(field, rule).meaning


def _rule_lines(entry: Row) -> Iterator[str]:
    for reason in entry["reasons"]:
        yield reason["rule"]
        yield from [""] * (len(reason["words"]) - 1)


def _word_lines(entry: Row) -> Iterator[str]:
    for reason in entry["reasons"]:
        if "adds" in reason:
            yield f"{reason['adds']:+.2f}"
        elif not reason["words"]:
            yield ""
        for words in reason["words"]:
            yield f"“{shortened(one_line(words['text']))}” {words['start']}–{words['end']}"


def shortened(text: str) -> str:
    """Text that fits into a cell: the middle of a long one is left out."""
    half = MAX_SHOWN_CHARS // 2 - 1
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def value_words(field: str, value: Any) -> str:
    """A field's value, or a member's, in words."""
    if value is None or value == []:
        return _NOTHING[field]
    match field:
        case "span" | "places":
            return str(value["text"])
        case "attributions":
            source = value["source"]["text"] if value["source"] else "nobody named"
            return f"{source} {value['stance']} · {value['kind']}{_entity(source, value['entity'])}"
        case "actors":
            country = f", {value['country']}" if value["country"] else ""
            return f"{value['text']['text']} · {value['role']}{_entity(value['text']['text'], value['entity'])}{country}"
        case "quantities":
            return _quantity_words(value)
        case "times":
            return _time_words(value["start"], value["end"])
        case "checkworthiness":
            return f"{value:.2f}"
        case _:
            return str(value)


def _entity(words: str, entity: str | None) -> str:
    return f" = {entity}" if entity and entity != words else ""


def _quantity_words(value: Row) -> str:
    low, high = (None if end is None else f"{end:,.12g}" for end in (value["low"], value["high"]))
    number = f"{low} to {high}" if low != high and low and high else f"{value['value']:,.12g}"
    kind = {"exact": "", "between": "", "order": "at least "}.get(value["modifier"], value["modifier"].replace("_", " ") + " ")
    unit = {"count": "", "percent": " %"}.get(value["unit"], f" {value['unit']}")
    parts = [f"{kind}{number}{unit}"]
    if value["per"]:
        parts.append(f"per {value['per']}")
    if value["counted"]:
        parts.append(value["counted"] if value["unit"] == "count" else f"of {value['counted']}")
    if value["counted_entity"]:
        parts.append(f"({value['counted_entity']})")
    if value["movement"] != "none":
        parts.append("more" if value["movement"] == "up" else "less")
    elif value["increment"]:
        parts.append("on top")
    return " ".join(parts)


def _time_words(start: str | None, end: str | None) -> str:
    if start is None and end is None:
        return "not known which"
    if start == end:
        return str(start)
    return f"since {start}" if end is None else f"until {end}" if start is None else f"{start} to {end}"
