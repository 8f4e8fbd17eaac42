"""Drafts of documents, which editors publish together."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(36), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("author", sa.String(255), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name="fk_draft_revision_revision"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("key", name="uq_draft_key"),
    )
    op.create_index("ix_draft_state", "draft", ["state"])
    op.create_table(
        "draft_document",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("base_text", sa.Text(), nullable=True),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name="fk_draft_document_draft_id_draft"
        ),
        sa.PrimaryKeyConstraint("draft_id", "path", name="pk_draft_document"),
    )


def downgrade() -> None:
    for table in ("draft_document", "draft"):
        op.drop_table(table)
