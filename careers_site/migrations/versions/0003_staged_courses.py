"""Course files that are being imported, until they are compared with the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = (
    *("run_id", "provider", "title", "level", "qualification", "awarding_body", "learning_mode"),
    *("study_time", "attendance", "duration", "cost_note", "venue", "town", "postcode", "nation"),
    *("regions", "entry_requirements", "description", "url", "step", "source_url", "as_of"),
    *("evidence", "unconfirmed_fields", "content_hash"),
)


def upgrade() -> None:
    op.create_table(
        "staged_course",
        sa.Column("load", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        *[sa.Column(name, sa.Text(), nullable=True) for name in TEXTS],
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("national", sa.Boolean(), nullable=True),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("load", "position", name="pk_staged_course"),
    )
    op.create_index("ix_staged_course_load", "staged_course", ["load", "run_id"])


def downgrade() -> None:
    op.drop_table("staged_course")
