"""Rows lie as they are read: the members of a question together, answers by their day, what an article shares with others once.

Answers are set against each other within a month only: relations of those further apart are taken away, and not counted as conflicts any
more. Crowds are forgotten: they are gathered anew when the next claim joins them.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from alembic import op

from services.runtime.columns import BigNumber, Json, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEAR = timedelta(days=31)
_DAY = 10
"""Place of the day in a position."""
_BATCH = 1_000
_VIEWS = import_module("services.migrations.versions.0002_rows_for_people")


def upgrade() -> None:
    with _without_views():
        _part_the_far()
        _add_origins()
        _keep_members_by_question()
        if _is_sqlite():
            _keep_relations(with_rowid=False)
        _make_crowds(by_day=True)
    op.drop_index("thread_of_key", "thread")
    _say_what_became()


def downgrade() -> None:
    op.drop_index("change_of_gone", "thread_change")
    op.drop_column("thread_change", "became")
    op.create_index("change_of_thread", "thread_change", ["thread_id", "sequence"])
    op.create_index("thread_of_key", "thread", ["question_key"])
    with _without_views():
        _make_crowds(by_day=False)
        if _is_sqlite():
            _keep_relations(with_rowid=True)
        _keep_members_by_thread()
        _remove_origins()


@contextmanager
def _without_views() -> Iterator[None]:
    for view in ("conflict_view", "thread_view", "claim_view"):
        op.execute(f"DROP VIEW {view}")
    yield
    for view in (_VIEWS.CLAIM_VIEW, _VIEWS.THREAD_VIEW, _VIEWS.CONFLICT_VIEW):
        op.execute(view)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _part_the_far() -> None:
    """Take away the relations between answers more than a month apart, between which another answer speaks of a day."""
    connection = op.get_bind()
    long = sa.text("SELECT thread_id, first_on, last_on FROM thread WHERE first_on IS NOT NULL AND first_on <> last_on")
    for thread, first, last in connection.execute(long).all():
        if date.fromisoformat(str(last)) - date.fromisoformat(str(first)) > _NEAR:
            _part_in(connection, thread)


def _part_in(connection: Any, thread: Any) -> None:
    of_thread = {"thread": thread}
    members = connection.execute(sa.text("SELECT position FROM thread_member WHERE thread_id = :thread"), of_thread).scalars().all()
    held = Counter(members)
    day_of = {position: _day(json.loads(position)[_DAY]) for position in held}
    beside = set(pairwise(sorted({day for day in day_of.values() if day})))
    far, fewer = [], 0
    relations = sa.text("SELECT a_position, b_position, kind FROM relation WHERE thread_id = :thread")
    for a, b, kind in connection.execute(relations, of_thread).all():
        one, other = day_of.get(a), day_of.get(b)
        if one and other and abs(one - other) > _NEAR and (min(one, other), max(one, other)) not in beside:
            far.append({**of_thread, "a": a, "b": b})
            fewer += held[a] * held[b] if kind in ("conflict", "denies") else 0
    if far:
        connection.execute(sa.text("DELETE FROM relation WHERE thread_id = :thread AND a_position = :a AND b_position = :b"), far)
    if fewer:
        counted = "UPDATE thread SET has_conflict = (conflicts > :fewer), conflicts = conflicts - :fewer WHERE thread_id = :thread"
        connection.execute(sa.text(counted), {**of_thread, "fewer": fewer})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _add_origins() -> None:
    """What makes an article dependent on others comes from its members to the article, and the hash of its text with it."""
    op.add_column("article", sa.Column("origin", Json, nullable=False, server_default="{}"))
    text_of = sa.text(
        "SELECT article.article_id, source.publisher_family, article_revision.wire_credit, article_revision.text_hash FROM article "
        "JOIN source ON source.source_id = article.source_id JOIN article_revision "
        "ON article_revision.article_id = article.article_id AND article_revision.revision = article.revision"
    ).columns(article_id=sa.Uuid(), text_hash=Json)
    for some in _batches(text_of):
        _write_origins([(row.article_id, _origin(row.publisher_family, row.wire_credit, row.text_hash)) for row in some])
    of_members = sa.text("SELECT article_id, origin FROM thread_member").columns(article_id=sa.Uuid(), origin=Json)
    for some in _batches(of_members):
        origins = {row.article_id: {name: value for name, value in row.origin.items() if name != "cited"} for row in some}
        _write_origins(list(origins.items()))
    op.drop_column("article_revision", "text_hash")


def _origin(family: str, wire: str | None, bands: list[str]) -> dict[str, Any]:
    return {"family": family, "wire": (wire or "").lower(), "bands": bands}


def _write_origins(origins: list[tuple[Any, dict[str, Any]]]) -> None:
    article = sa.table("article", sa.column("article_id", sa.Uuid()), sa.column("origin", Json))
    written = sa.update(article).where(article.c.article_id == sa.bindparam("of")).values(origin=sa.bindparam("to", type_=Json))
    op.get_bind().execute(written, [{"of": article_id, "to": origin} for article_id, origin in origins])


def _remove_origins() -> None:
    op.add_column("article_revision", sa.Column("text_hash", Json, nullable=False, server_default="[]"))
    article = sa.table("article", sa.column("article_id", sa.Uuid()), sa.column("revision"), sa.column("origin", Json))
    table = sa.table("article_revision", sa.column("article_id", sa.Uuid()), sa.column("revision"), sa.column("text_hash", Json))
    of_text = (table.c.article_id == sa.bindparam("of")) & (table.c.revision == sa.bindparam("at"))
    written = sa.update(table).where(of_text).values(text_hash=sa.bindparam("to", type_=Json))
    for some in _batches(sa.select(article)):
        rows = [{"of": row.article_id, "at": row.revision, "to": row.origin.get("bands", [])} for row in some]
        op.get_bind().execute(written, rows)
    op.drop_column("article", "origin")


def _batches(query: Any) -> Iterator[Any]:
    found = op.get_bind().execute(query)
    rows = found.fetchmany(_BATCH)
    while rows:
        yield rows
        rows = found.fetchmany(_BATCH)


def _keep_members_by_question() -> None:
    _make_members(by_question=True)
    cited = "json_extract(old.origin, '$.cited')" if _is_sqlite() else "old.origin -> 'cited'"
    _move_members("question_key, claim_id, thread_id", "thread.question_key, old.claim_id, old.thread_id", "cited", cited)
    op.create_index("member_of_claim", "thread_member", ["claim_id", "thread_id"])
    op.create_index("member_newest", "thread_member", ["thread_id", "stated_at", "claim_id"])


def _keep_members_by_thread() -> None:
    _make_members(by_question=False)
    origin = "json_set(article.origin, '$.cited', json(old.cited))"
    if not _is_sqlite():
        origin = "article.origin || jsonb_build_object('cited', old.cited)"
    _move_members("thread_id, claim_id", "old.thread_id, old.claim_id", "origin", origin)
    op.create_index("member_of_claim", "thread_member", ["claim_id"])
    op.create_index("member_newest", "thread_member", ["thread_id", "stated_at", "claim_id"])


def _move_members(key: str, old_key: str, column: str, value: str) -> None:
    columns = ("article_id", "stated_at", "as_of", "names", "position", "answer")
    op.execute(
        f"INSERT INTO thread_member ({key}, {', '.join(columns)}, {column}) "
        f"SELECT {old_key}, {', '.join(f'old.{name}' for name in columns)}, {value} FROM member_before AS old "
        "JOIN thread ON thread.thread_id = old.thread_id JOIN article ON article.article_id = old.article_id "
        f"ORDER BY {old_key}"
    )
    op.drop_table("member_before")


def _make_members(*, by_question: bool) -> None:
    for index in ("member_of_claim", "member_newest"):
        op.drop_index(index, "thread_member")
    op.rename_table("thread_member", "member_before")
    if not _is_sqlite():
        op.execute("ALTER INDEX thread_member_pkey RENAME TO member_before_pkey")
        for name in ("claim_id", "thread_id"):
            op.execute(f"ALTER TABLE member_before RENAME CONSTRAINT thread_member_{name}_fkey TO member_before_{name}_fkey")
    thread, claim = sa.Column("thread_id", sa.Uuid(), nullable=False), sa.Column("claim_id", sa.Uuid(), nullable=False)
    question = sa.Column("question_key", sa.String(), nullable=False)
    op.create_table(
        "thread_member",
        *((question, claim, thread) if by_question else (thread, claim)),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("names", Json, nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("answer", Json, nullable=False),
        sa.Column("cited" if by_question else "origin", Json, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"]),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.thread_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question_key" if by_question else "thread_id", "claim_id"),
        sqlite_with_rowid=not by_question,
    )


def _say_what_became() -> None:
    """Threads that are no more were traced by all their changes; now the last one names the thread that has their claims."""
    op.add_column("thread_change", sa.Column("became", sa.Uuid(), nullable=True))
    op.execute(
        """
        UPDATE thread_change SET became = (
            SELECT thread_member.thread_id FROM thread_change AS told
            JOIN thread_member ON thread_member.claim_id = told.claim_id
            WHERE told.thread_id = thread_change.thread_id
            GROUP BY thread_member.thread_id ORDER BY COUNT(*) DESC, thread_member.thread_id LIMIT 1
        )
        WHERE sequence IN (
            SELECT MAX(sequence) FROM thread_change AS last
            WHERE NOT EXISTS (SELECT 1 FROM thread WHERE thread.thread_id = last.thread_id) GROUP BY last.thread_id
        )
        """
    )
    op.drop_index("change_of_thread", "thread_change")
    is_said = sa.text("became IS NOT NULL")
    op.create_index("change_of_gone", "thread_change", ["thread_id", "sequence"], sqlite_where=is_said, postgresql_where=is_said)


def _keep_relations(*, with_rowid: bool) -> None:
    """The same table, whose rows lie in the order of its key or of their coming."""
    kinds = "'agree', 'conflict', 'update', 'denies'"
    op.create_table(
        "relation_anew",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("a_position", sa.String(), nullable=False),
        sa.Column("b_position", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(f"kind IN ({kinds})", name="kind_is_known"),
        sa.CheckConstraint("a_position <> b_position", name="of_two_positions"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.thread_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("thread_id", "a_position", "b_position"),
        sqlite_with_rowid=with_rowid,
    )
    columns = "thread_id, a_position, b_position, kind, reason"
    op.execute(f"INSERT INTO relation_anew ({columns}) SELECT {columns} FROM relation ORDER BY thread_id, a_position, b_position")
    op.drop_table("relation")
    op.rename_table("relation_anew", "relation")


def _make_crowds(*, by_day: bool) -> None:
    for table in ("crowd_answer", "crowd_story", "crowd_tie", "crowd"):
        op.execute(f"DELETE FROM {table}")
    op.drop_table("crowd_answer")
    op.drop_table("crowd_story")
    op.create_table(
        "crowd_story",
        sa.Column("story", BigNumber, autoincrement=False, nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("first_article", sa.Uuid(), nullable=False),
        sa.Column("is_large", sa.Boolean(), nullable=False),
        *([sa.Column("so_far", Json, nullable=False)] if by_day else []),
        sa.ForeignKeyConstraint(["question_key"], ["crowd.question_key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story"),
    )
    op.create_index("ix_crowd_story_question_key", "crowd_story", ["question_key"])
    op.create_table(
        "crowd_answer",
        sa.Column("story", BigNumber, autoincrement=False, nullable=False),
        *([sa.Column("day", sa.Date(), nullable=False)] if by_day else []),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("value_text", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("story", *(["day"] if by_day else []), "position"),
        sqlite_with_rowid=not by_day,
    )
