"""Runs the migrations on the application's database."""

from alembic import context
from sqlalchemy import Connection, text

from careers_site.platform.extensions import db

# What programs on several machines that bring the tables up to date queue by.
QUEUE = 7_206_153


def wait_for_others(connection: Connection) -> None:
    """Held until the transaction ends. On SQLite there is one machine, which locks a file."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({QUEUE})"))


def run() -> None:
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            # The version is read after this: who waited finds the work done.
            wait_for_others(connection)
            context.run_migrations()


run()
