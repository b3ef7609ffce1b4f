"""What is kept of questions with many claims, so that a claim joins them, and a thread is shown, without all being read.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.runtime.columns import BigNumber, Json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("member_in_time", "thread_member", ["thread_id", "as_of", "stated_at", "claim_id"])
    op.create_index("relation_of_kind", "relation", ["thread_id", "kind"])
    op.create_table(
        "crowd",
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("runs", Json, nullable=False),
        sa.PrimaryKeyConstraint("question_key"),
    )
    op.create_table(
        "crowd_story",
        sa.Column("story", BigNumber, autoincrement=False, nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("first_article", sa.Uuid(), nullable=False),
        sa.Column("is_large", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["question_key"], ["crowd.question_key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story"),
    )
    op.create_index("ix_crowd_story_question_key", "crowd_story", ["question_key"])
    op.create_table(
        "crowd_tie",
        sa.Column("scope", BigNumber, autoincrement=False, nullable=False),
        sa.Column("token", BigNumber, autoincrement=False, nullable=False),
        sa.Column("held_by", BigNumber, nullable=False),
        sa.PrimaryKeyConstraint("scope", "token"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "crowd_answer",
        sa.Column("story", BigNumber, autoincrement=False, nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("value_text", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("story", "position"),
    )


def downgrade() -> None:
    for table in ("crowd_answer", "crowd_tie", "crowd_story", "crowd"):
        op.drop_table(table)
    op.drop_index("relation_of_kind", "relation")
    op.drop_index("member_in_time", "thread_member")
