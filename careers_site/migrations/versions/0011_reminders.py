"""Who looks after which document, dead links, and who was reminded when."""

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


def downgrade() -> None:
    for table in ("weekly_mail", "dead_link", "document_care"):
        op.drop_table(table)
