"""`docs/database.md`: the tables as a diagram made from the models, the views for people, and queries to begin with (a test runs them)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Column, Table
from sqlmodel import SQLModel

import services.bus.outbox
import services.ingest.tables
import services.store.tables  # noqa: F401 - the imports register the tables

VIEWS: Final = {
    "claim_view": "The current claims, each with its outlet, who says it (the outermost source), and its first figure.",
    "thread_view": "The threads, each with its question, its latest figure, and how many claims, articles and independent origins it has.",
    "conflict_view": "Answers of one thread that exclude or deny each other, and why: one row per pair, with the first claim of each.",
}

QUERIES: Final = {
    "The most contested questions": """
SELECT question, latest, articles, origins, conflicts FROM thread_view
WHERE conflicts > 0 ORDER BY conflicts DESC, changed_at DESC LIMIT 20;
""",
    "Who contradicts whom, and why": """
SELECT question, one_outlet, one_claim, kind, other_outlet, other_claim, reason FROM conflict_view
ORDER BY changed_at DESC LIMIT 20;
""",
    "The answers to one question in the order of their days": """
SELECT claim_view.as_of, claim_view.outlet, claim_view.figure, claim_view.claim FROM thread_member
JOIN claim_view ON claim_view.claim_id = thread_member.claim_id
JOIN thread_view ON thread_view.thread_id = thread_member.thread_id
WHERE thread_view.question LIKE 'How many%' ORDER BY thread_view.question, claim_view.as_of LIMIT 50;
""",
    "What one named source says": """
SELECT said_by, stance, claim, outlet, as_of FROM claim_view WHERE said_by LIKE '%ministry%' ORDER BY stated_at DESC LIMIT 20;
""",
    "Figures that grew by the telling": """
SELECT question, MIN(claim_view.low) AS least, MAX(claim_view.high) AS most, COUNT(*) AS stated FROM thread_view
JOIN thread_member ON thread_member.thread_id = thread_view.thread_id
JOIN claim_view ON claim_view.claim_id = thread_member.claim_id
WHERE claim_view.value IS NOT NULL GROUP BY thread_view.thread_id, question HAVING COUNT(*) > 1 ORDER BY stated DESC LIMIT 20;
""",
    "How much each outlet brings": """
SELECT outlet, domain, COUNT(DISTINCT article_id) AS articles, COUNT(*) AS claims FROM claim_view
GROUP BY outlet, domain ORDER BY claims DESC LIMIT 20;
""",
    "Which extractor version read what": """
SELECT extractor_version, COUNT(*) AS articles FROM article GROUP BY extractor_version ORDER BY articles DESC;
""",
}

_INTRO: Final = """
Claimwire keeps everything in one database: SQLite (`claimwire.db` in the data folder) or PostgreSQL, with the same tables. Look with
`sqlite3 -readonly claimwire.db` or `psql`, also while the monitor works. Write with the commands of [the runbook](runbook.md) only:
threads, counts and numbers belong together. `claimwire audit` says whether they do.
"""


def database_page() -> str:
    """The page with its content."""
    parts = ["# Database", "<!-- written by `make docs` from the code -->", _INTRO.strip()]
    parts += ["## Views for people", "\n".join(f"- `{name}`: {meaning}" for name, meaning in VIEWS.items())]
    parts += ["## Queries to begin with", *(f"{title}:\n\n```sql\n{query.strip()}\n```" for title, query in QUERIES.items())]
    parts += ["## Tables", "\n".join(_described()), "## Diagram", _diagram()]
    return "\n\n".join(parts) + "\n"


def _tables() -> list[Table]:
    return sorted(SQLModel.metadata.tables.values(), key=lambda table: table.name)


def _described() -> Iterator[str]:
    """One line per table: what its class says."""
    meanings = {mapper.local_table: mapper.class_.__doc__ or "" for mapper in SQLModel._sa_registry.mappers}
    for table in _tables():
        yield f"- `{table.name}`: {' '.join(meanings[table].split())}"


def _diagram() -> str:
    lines = ["```mermaid", "erDiagram"]
    for table in _tables():
        keys = sorted(table.foreign_keys, key=lambda key: key.parent.name)
        lines += [f'    {key.column.table.name} ||--o{{ {table.name} : "{key.parent.name}"' for key in keys]
    for table in _tables():
        lines += [f"    {table.name} {{", *(f"        {_kind(column)} {column.name}{_marks(column)}" for column in table.columns), "    }"]
    return "\n".join([*lines, "```"])


def _kind(column: Column[object]) -> str:
    """The column's type in one word."""
    kind = column.type.impl if isinstance(column.type, sa.types.TypeDecorator) else column.type
    names = {sa.Uuid: "uuid", sa.DateTime: "moment", sa.Date: "date", sa.JSON: "json", sa.Boolean: "boolean", sa.Float: "float",
             sa.Integer: "integer", sa.String: "text", sa.LargeBinary: "bytes"}  # fmt: skip
    return next(name for base, name in names.items() if isinstance(kind, base))


def _marks(column: Column[object]) -> str:
    marks = [mark for mark, holds in (("PK", column.primary_key), ("FK", bool(column.foreign_keys))) if holds]
    return " " + ",".join(marks) if marks else ""
