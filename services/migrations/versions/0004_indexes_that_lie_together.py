"""Ties of crowds under tokens that lie together, and one index less: nothing asks for a predicate.

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


def upgrade() -> None:
    op.drop_index("ix_claim_predicate_lemma", "claim")
    _forget_crowds()


def downgrade() -> None:
    op.create_index("ix_claim_predicate_lemma", "claim", ["predicate_lemma"])
    _forget_crowds()


def _forget_crowds() -> None:
    for table in ("crowd_answer", "crowd_tie", "crowd_story", "crowd"):
        op.execute(f"DELETE FROM {table}")
