"""Where the courses of a step go that a draft takes away."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft") as draft:
        draft.add_column(sa.Column("course_moves", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("draft") as draft:
        draft.drop_column("course_moves")
