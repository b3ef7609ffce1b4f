"""What articles say in their own words: an answer takes the question of what was most alike before it.

What was stored before is read in its own words as it was, until `claimwire rethread` answers all questions anew. Crowds are forgotten,
since what gives the title is kept otherwise: they are gathered anew when the next claim joins them.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.runtime.columns import Json, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _forget_crowds()
    op.create_table(
        "article_told",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.Column("names", Json, nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "told_name",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("name", "stated_at", "article_id"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    _forget_crowds()
    op.drop_table("told_name")
    op.drop_table("article_told")


def _forget_crowds() -> None:
    for table in ("crowd_answer", "crowd_tie", "crowd_story", "crowd"):
        op.execute(f"DELETE FROM {table}")
