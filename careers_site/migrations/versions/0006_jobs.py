"""Jobs, uploads and changes of the course catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# Column of a course as it was -> longest text; 0 means no limit.
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
    "site_hash": 64,
}


def upgrade() -> None:
    _jobs()
    _courses()
    _changes()
    _imports()


def _jobs() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("stage", sa.String(255), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("started", MOMENT, nullable=True),
        sa.Column("finished", MOMENT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("worker", sa.String(100), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_state", "job", ["state"])


def _changes() -> None:
    op.create_table(
        "catalogue_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("source", sa.String(50), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("is_remembered", sa.Boolean(), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undo_job", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undo_job"], ["job.id"], name="fk_catalogue_change_undo_job_job"),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_change"),
    )
    texts = [
        sa.Column(name, sa.String(length) if length else sa.Text(), nullable=True)
        for name, length in TEXTS.items()
    ]
    op.create_table(
        "course_before",
        sa.Column("of_change", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.Integer(), nullable=False),
        *texts,
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("national", sa.Boolean(), nullable=True),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["of_change"],
            ["catalogue_change.id"],
            name="fk_course_before_of_change_catalogue_change",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name="fk_course_before_course_id_course"
        ),
        sa.PrimaryKeyConstraint("of_change", "course_id", name="pk_course_before"),
    )
    op.create_index("ix_course_before_course_id", "course_before", ["course_id"])
    op.create_index("ix_catalogue_change_at", "catalogue_change", ["at"])


def _courses() -> None:
    """Each course says how it stands on the site, and which change left it so."""
    with op.batch_alter_table("course") as course:
        course.add_column(sa.Column("site_hash", sa.String(64), nullable=True))
        course.add_column(sa.Column("change_id", sa.Integer(), nullable=True))
    op.execute("UPDATE course SET content_hash = '' WHERE withdrawn")
    op.execute("UPDATE course SET site_hash = content_hash, change_id = 0")
    with op.batch_alter_table("course") as course:
        course.alter_column("site_hash", existing_type=sa.String(64), nullable=False)
        course.alter_column("change_id", existing_type=sa.Integer(), nullable=False)


def _imports() -> None:
    op.create_table(
        "course_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(36), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(10), nullable=False),
        sa.Column("source", sa.String(50), nullable=False),
        sa.Column("is_partial", sa.Boolean(), nullable=False),
        sa.Column("takes_all", sa.Boolean(), nullable=False),
        sa.Column("replaces_edited", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("load", sa.String(36), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_course_import_job_id_job"),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["catalogue_change.id"],
            name="fk_course_import_change_id_catalogue_change",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_course_import"),
        sa.UniqueConstraint("token", name="uq_course_import_token"),
    )
    op.create_index("ix_course_import_state", "course_import", ["state"])
    op.create_table(
        "course_import_piece",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["course_import.id"],
            name="fk_course_import_piece_import_id_course_import",
        ),
        sa.PrimaryKeyConstraint("import_id", "part", "number", name="pk_course_import_piece"),
    )


def downgrade() -> None:
    for table in ("course_import_piece", "course_import", "course_before", "catalogue_change"):
        op.drop_table(table)
    op.drop_table("job")
    with op.batch_alter_table("course") as course:
        course.drop_column("change_id")
        course.drop_column("site_hash")
