"""Runs the migrations on the application's database."""

from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by building it anew, and the old one is pointed to by others.

    The switch works only outside a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.commit()


def run() -> None:
    with db.engine.connect() as connection, without_foreign_keys(connection):
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
