"""The course catalogue and its version."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Column -> longest text; 0 means no limit in the table (the importer has its own).
TEXTS = {
    "source": 50,
    "run_id": 100,
    "provider": 255,
    "title": 255,
    "level": 5,
    "qualification": 255,
    "awarding_body": 255,
    "learning_mode": 20,
    "study_time": 20,
    "attendance": 20,
    "duration": 255,
    "cost_note": 500,
    "venue": 255,
    "town": 255,
    "postcode": 10,
    "nation": 20,
    "regions": 0,
    "entry_requirements": 0,
    "description": 0,
    "url": 500,
    "step": 100,
    "source_url": 500,
    "as_of": 255,
    "evidence": 20,
    "unconfirmed_fields": 500,
    "content_hash": 64,
}


def upgrade() -> None:
    catalogue = op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue"),
    )
    op.bulk_insert(catalogue, [{"id": 1, "identity": str(uuid.uuid4()), "version": 0}])
    texts = [
        sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)
        for name, length in TEXTS.items()
    ]
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        *texts,
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("national", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
        sa.UniqueConstraint("source", "run_id", name="uq_course_source"),
    )
    op.create_index("ix_course_version", "course", ["version"])


def downgrade() -> None:
    op.drop_table("course")
    op.drop_table("catalogue")
