"""Secrets of second factors are encrypted with the site's secret key."""

import sqlalchemy as sa
from alembic import op

from careers_site.accounts.encryption import seal

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Table -> its key, and the column with the secret.
SECRETS = {"account": ("id", "totp_secret"), "signed_in": ("token_hash", "offered_secret")}


def upgrade() -> None:
    for name, (key, column) in SECRETS.items():
        with op.batch_alter_table(name) as batch:
            batch.alter_column(column, existing_type=sa.String(64), type_=sa.String(255))
        table = sa.table(name, sa.column(key), sa.column(column))
        rows = sa.select(table.c[key], table.c[column]).where(table.c[column].is_not(None))
        for number, secret in op.get_bind().execute(rows).all():
            sealed = {column: seal(secret)}
            op.execute(sa.update(table).where(table.c[key] == number).values(sealed))


def downgrade() -> None:
    """The secrets stay as they are: an older release takes no code, and people sign in with
    recovery codes or after `careers-site users reset`."""
