"""Who looks after a document and who was reminded; who looked at a draft and what they say."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document_care",
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("owner", sa.String(255), nullable=False),
        sa.Column("next_check", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("path", name="pk_document_care"),
    )
    op.create_table(
        "dead_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dead_link"),
    )
    op.create_table(
        "weekly_mail",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_weekly_mail"),
    )
    op.create_table(
        "draft_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("asked_by", sa.String(255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed", sa.String(64), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_look_draft_id_draft"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_look"),
    )
    op.create_index("ix_draft_look_draft_id", "draft_look", ["draft_id"])
    op.create_table(
        "draft_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_comment_draft_id_draft"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_comment"),
    )
    op.create_index("ix_draft_comment_draft_id", "draft_comment", ["draft_id"])
    op.create_table(
        "draft_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("made_by", sa.String(255), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_link_draft_id_draft"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_link"),
        sa.UniqueConstraint("token_hash", name="uq_draft_link_token_hash"),
    )
    op.create_index("ix_draft_link_draft_id", "draft_link", ["draft_id"])


def downgrade() -> None:
    for table in (
        *("draft_link", "draft_comment", "draft_look"),
        *("weekly_mail", "dead_link", "document_care"),
    ):
        op.drop_table(table)
