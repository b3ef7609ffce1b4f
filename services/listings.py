"""`python -m services.listings`: write the listings in `docs/` that are made from the code: settings, topics, metrics, outcomes, rules,
tables.

A test compares the committed pages with what the code says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from schemas.topics import TOPICS
from services import pipeline
from services.api.outcomes import Outcome as ApiOutcome
from services.api.settings import ApiSettings
from services.database_page import database_page
from services.extract.checkworthiness import WEIGHTS
from services.extract.outcomes import ExtractOutcome
from services.extract.rules import RULES, WorthRule
from services.extract.settings import ExtractSettings
from services.ingest.outcomes import Outcome as IngestOutcome
from services.ingest.settings import IngestSettings
from services.runtime import metrics
from services.runtime.outcomes import OutcomeWord
from services.runtime.settings import RuntimeSettings
from services.store.outcomes import Outcome as StoreOutcome
from services.store.settings import StoreSettings

DOCS: Final = Path(__file__).parents[1] / "docs"
SETTINGS: Final[dict[str, type[BaseSettings]]] = {
    "all services": RuntimeSettings,
    "ingest": IngestSettings,
    "extract": ExtractSettings,
    "store": StoreSettings,
    "api": ApiSettings,
}
OUTCOMES: Final[dict[str, Iterable[OutcomeWord]]] = {
    "ingest": IngestOutcome,
    "extract": ExtractOutcome,
    "store": StoreOutcome,
    "api": ApiOutcome,
}


def setting_name(settings: type[BaseSettings], name: str, field: FieldInfo) -> str:
    """The environment variable of a field."""
    return str(field.validation_alias or f"{settings.model_config.get('env_prefix', '')}{name}").upper()


def all_settings() -> Iterator[tuple[str, str, str, FieldInfo]]:
    """(service, environment variable, field's name, field) of every setting."""
    for service, settings in SETTINGS.items():
        for name, field in settings.model_fields.items():
            yield service, setting_name(settings, name, field), name, field


def shown(value: Any) -> str:
    """A setting's value for people; a secret is hidden."""
    if value is None or value in ((), frozenset(), {}):
        return "unset"
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, dict):
        return ",".join(f"{key}={part}" for key, part in sorted(value.items()))
    if isinstance(value, tuple | frozenset | list):
        return ",".join(str(part) for part in sorted(value, key=str))
    return str(value)


def pages() -> dict[Path, str]:
    """Every generated page with its content."""
    return {
        DOCS / "settings.md": _settings_page(),
        DOCS / "messages.md": _messages_page(),
        DOCS / "metrics.md": _metrics_page(),
        DOCS / "outcomes.md": _outcomes_page(),
        DOCS / "explain.md": _explain_page(),
        DOCS / "database.md": database_page(),
    }


def main() -> None:
    """Write all pages."""
    for path, content in pages().items():
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(DOCS.parent))


def _settings_page() -> str:
    rows = []
    for service, variable, _, field in all_settings():
        default = field.get_default(call_default_factory=False)
        text = "see its meaning" if default is PydanticUndefined or (default is None and field.default_factory) else shown(default)
        rows.append((f"`{variable}`", service, f"`{text}`" if text not in ("unset", "see its meaning") else text, field.description or ""))
    return _page(
        "Settings",
        "Environment variables; `claimwire settings` shows the values in force.",
        ("variable", "read by", "default", "meaning"),
        rows,
    )


def _messages_page() -> str:
    rows = []
    for topic in TOPICS:
        writers = ", ".join(stage.name for stage in pipeline.STAGES if topic in stage.writes) or "any consumer"
        readers = ", ".join(stage.name for stage in pipeline.STAGES if topic in stage.reads) or "subscribers"
        schema = f"[{topic.message.__name__}](../schemas/published/{topic.message.__name__}.v1.json)"
        key = f"`{topic.key}`: {topic.key_reason}"
        rows.append((f"`{topic.name}`", schema, key, writers, readers, f"{topic.partitions}", f"{topic.retention_hours // 24} days"))
    return _page(
        "Messages",
        "CloudEvents 1.0 in Kafka's binary mode; the whole of it as [AsyncAPI](../schemas/asyncapi.json).",
        ("topic", "message", "key", "written by", "read by", "partitions", "kept"),
        rows,
    )


def _metrics_page() -> str:
    rows = []
    for metric in metrics.ALL:
        (family,) = metric.describe()
        labels = ", ".join(f"`{label}`" for label in metric._labelnames)
        name = family.name + ("_total" if family.type == "counter" else "")
        rows.append((f"`{name}`", family.type, labels, family.documentation))
    return _page(
        "Metrics",
        "Prometheus metrics: at `/metrics` of the gateway, and of the other services on `CLAIMWIRE_METRICS_PORT`.",
        ("metric", "kind", "labels", "meaning"),
        rows,
    )


def _outcomes_page() -> str:
    rows = [(service, f"`{word}`", word.meaning) for service, words in OUTCOMES.items() for word in words]
    return _page(
        "Outcomes",
        "The one word that every unit of work ends with, counted in `claimwire_outcomes_total`.",
        ("stage", "word", "meaning"),
        rows,
    )


_READING_EXPLANATIONS: Final = """\
`claimwire claims FILE --explain` prints a table per claim: each field's value, the rule that decided it, and the words that the rule went
by, with their offsets in the file (in characters, the end exclusive). A field that is a list has one row per member, or one that says why
it has none. Several rules of one value come in the order in which they applied: of a number, what gives its bounds, its unit, what it
counts, whether it is a change. Check-worthiness is the sum of its parts. `--explain --json` gives the same as JSON lines: the claim as
with `--json`, and in `reasons`, per field or member, `field`, `value` and its `reasons`, each with `rule`, `words` and, for a part of a
sum, `adds`.

`claimwire claims FILE --html page.html` writes the text with its claims marked, to look at in a browser (`-` prints the page): a line under
the words of each claim, with its number, claims inside others with lines of their own; the colour is the certainty, and a dashed line says
that something is not so. Beside it stands the list of claims with their fields and, folded, the reasons. The page needs no network and runs
no script.

Nothing is worked out afterwards: a step of the extractor records the rule where it decides. All rules, by field:"""


def _explain_page() -> str:
    rows = []
    for field, rules in RULES.items():
        for rule in rules:
            weight = f" Adds {WEIGHTS[rule]:+g}." if isinstance(rule, WorthRule) else ""
            rows.append((f"`{field}`", rule.value, rule.meaning + weight))
    return _page("Why a claim is as it is", _READING_EXPLANATIONS, ("field", "rule", "what it does"), rows)


def _page(title: str, intro: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"# {title}", "", "<!-- written by `make docs` from the code -->", "", intro, "", _row(columns), _row(("---",) * len(columns))]
    return "\n".join([*lines, *map(_row, rows), ""])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    main()
