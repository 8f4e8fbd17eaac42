"""Drafts that are published at a moment."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_schedule",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reviewed", sa.String(64), nullable=False),
        sa.Column("confirmed", sa.String(64), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name="fk_draft_schedule_draft_id_draft"
        ),
        sa.PrimaryKeyConstraint("draft_id", name="pk_draft_schedule"),
    )
    op.create_index("ix_draft_schedule_at", "draft_schedule", ["at"])


def downgrade() -> None:
    op.drop_table("draft_schedule")
