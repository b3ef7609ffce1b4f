"""Ties of crowds under tokens that lie together, words in the order of time on SQLite, and no index that no query asks.

The ties are forgotten: a crowd is gathered anew when the next claim joins it.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_IN_ORDER = (
    "DROP TABLE claim_search",
    "CREATE VIRTUAL TABLE claim_search USING fts5(claim_id UNINDEXED, words, tokenize = 'porter unicode61 remove_diacritics 2')",
    "INSERT INTO claim_search (rowid, claim_id, words) SELECT (CAST(strftime('%s', stated_at) AS INTEGER) << 30) "
    "| row_number() OVER (PARTITION BY strftime('%s', stated_at) ORDER BY claim_id), claim_id, span_text FROM claim",
)


def upgrade() -> None:
    op.drop_index("ix_claim_predicate_lemma", "claim")
    op.drop_index("relation_of_kind", "relation")
    op.drop_index("member_in_time", "thread_member")
    if op.get_bind().dialect.name == "sqlite":
        for statement in _IN_ORDER:
            op.get_bind().exec_driver_sql(statement)
    _forget_crowds()


def downgrade() -> None:
    op.create_index("ix_claim_predicate_lemma", "claim", ["predicate_lemma"])
    op.create_index("relation_of_kind", "relation", ["thread_id", "kind"])
    op.create_index("member_in_time", "thread_member", ["thread_id", "as_of", "stated_at", "claim_id"])
    _forget_crowds()


def _forget_crowds() -> None:
    for table in ("crowd_answer", "crowd_tie", "crowd_story", "crowd"):
        op.execute(f"DELETE FROM {table}")
