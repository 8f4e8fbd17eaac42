"""Documents, their revisions, and the number of the newest."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    state = op.create_table(
        "content_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_content_state"),
    )
    op.bulk_insert(state, [{"id": 1, "revision": 0}])
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(255), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revision"),
    )
    op.create_table(
        "document_revision",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name="fk_document_revision_revision_revision"
        ),
        sa.PrimaryKeyConstraint("revision", "path", name="pk_document_revision"),
    )
    op.create_table(
        "document",
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name="fk_document_revision_revision"
        ),
        sa.PrimaryKeyConstraint("path", name="pk_document"),
    )


def downgrade() -> None:
    for table in ("document", "document_revision", "revision", "content_state"):
        op.drop_table(table)
