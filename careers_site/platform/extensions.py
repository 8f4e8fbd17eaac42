"""The extensions that the application joins: database, migrations, CSRF, limiter, compression."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from flask import Flask, current_app, has_request_context
from flask.cli import with_appcontext
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, MetaData, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from careers_site.platform.settings import Settings

MIGRATIONS = Path(__file__).parents[1] / "migrations"
# How long a statement waits for another writer: in a command or a job, where publishing very many
# courses takes a while; in a web request, where somebody waits; and for what may be left undone.
PATIENCE_MS, REQUEST_PATIENCE_MS, HURRY_MS = 60_000, 10_000, 100
_PATIENCE = "patience_ms"


class Base(DeclarativeBase):
    """Constraints are named by rule, so that migrations can speak of them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
csrf = CSRFProtect()
compress = Compress()
# Counts in this process's memory, by the address of the sender; sets no cookie and no header.
limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="fixed-window")


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Readers do not wait for a writer (WAL), writers wait for each other, keys are enforced."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "engine_connect")
def _set_patience(connection: Connection) -> None:
    """A connection serves requests and jobs in turn: it is told only when that is another."""
    wanted = REQUEST_PATIENCE_MS if has_request_context() else PATIENCE_MS
    if connection.info.get(_PATIENCE) != wanted:
        _wait_at_most(connection, wanted)


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    """Must be called outside a transaction: PostgreSQL forgets what one that is undone has set."""
    driver = connection.connection.driver_connection
    assert driver is not None
    if isinstance(driver, sqlite3.Connection):
        driver.execute(f"PRAGMA busy_timeout={milliseconds}")
    else:
        driver.execute(f"SET lock_timeout = {milliseconds}")
        driver.commit()
    connection.info[_PATIENCE] = milliseconds


def is_lock_timeout(error: DBAPIError) -> bool:
    """Whether a statement gave up waiting for another writer, or the database ended such a wait."""
    code = getattr(error.orig, "sqlstate", None)
    return code in {"55P03", "40P01"} or "database is locked" in str(error.orig)


@contextmanager
def in_a_hurry() -> Iterator[Connection]:
    """A transaction for what may be left undone: it hardly waits for another writer.

    Raises OperationalError where there is one.
    """
    with db.engine.connect() as connection:
        before = connection.info[_PATIENCE]
        _wait_at_most(connection, HURRY_MS)
        try:
            with connection.begin():
                yield connection
        finally:
            _wait_at_most(connection, before)


def init_app(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    csrf.init_app(app)
    limiter.init_app(app)
    # It would write down the address of whoever is refused.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    compress.init_app(app)
    app.cli.add_command(upgrade_command)


def database_app(settings: Settings) -> Flask:
    """An application with a database and nothing else, for work on another database."""
    app = Flask("careers_site", static_folder=None, instance_path=str(settings.instance))
    app.config.update(SETTINGS=settings, SQLALCHEMY_DATABASE_URI=settings.database_url)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    return app


def upgrade_database() -> None:
    """Bring the tables to the newest migration; cheap when they already are. One at a time."""
    with FileLock(Path(current_app.instance_path) / "upgrade.lock"):
        upgrade(directory=str(MIGRATIONS))


class OldDatabaseError(click.ClickException):
    """The tables are of another release: somebody has to decide when they are changed."""


def require_database() -> None:
    """The tables of this release, in a new database made here and now. Raises OldDatabaseError.

    Those of an older release may be in use by web processes of that release.
    """
    with db.engine.connect() as connection:
        found = set(MigrationContext.configure(connection).get_current_heads())
    scripts = ScriptDirectory(str(MIGRATIONS))
    if not found:
        upgrade_database()
    elif not found <= {script.revision for script in scripts.walk_revisions()}:
        raise OldDatabaseError("The database is of a newer release than this program.")
    elif found != set(scripts.get_heads()):
        raise OldDatabaseError(
            "The database is of an older release. Stop the site, then run "
            "`careers-site upgrade`, or start `careers-site serve`, which upgrades it first."
        )


@click.command("upgrade")
@with_appcontext
def upgrade_command() -> None:
    """Bring the database to this release. Stop the processes of the older one first."""
    upgrade_database()
    click.echo("The database is up to date.")
