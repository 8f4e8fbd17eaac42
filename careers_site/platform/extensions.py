"""The extensions that the application joins: database, migrations, CSRF, limiter, compression."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import click
from filelock import FileLock
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_compress import Compress
from flask_limiter import Limiter
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, MetaData, func, select
from sqlalchemy.orm import DeclarativeBase

from careers_site.platform.database import connections
from careers_site.platform.settings import Settings
from careers_site.platform.web import rate_limits

MIGRATIONS = Path(__file__).parents[1] / "migrations"


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
csrf = CSRFProtect()
compress = Compress()
# Counts by the network of the sender, for all processes; sets no cookie and no header.
limiter = Limiter(
    rate_limits.sender,
    strategy="fixed-window",
    application_limits=[rate_limits.limit],
    application_limits_exempt_when=rate_limits.is_free,
)


@contextmanager
def in_a_hurry() -> Iterator[Connection]:
    """A transaction for what may be left undone: it hardly waits for another writer.

    Raises OperationalError where there is one.
    """
    with db.engine.begin() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={connections.HURRY_MS}")
        try:
            yield connection
        finally:
            if is_sqlite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={connections.patience_ms()}")


def init_app(app: Flask) -> None:
    # Whatever goes wrong, the log has no value of anybody's row.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        connections.watch(db.engine)
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
    return app


def init_migrations(app: Flask) -> None:
    """The commands `careers-site db …` for engineers, and what an upgrade needs."""
    # With all that it imports a tenth of a start, which a web process never needs.
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)


def upgrade_database(revision: str = "head") -> None:
    """Bring the tables to a migration, the newest; cheap when they already are."""
    from flask_migrate import upgrade

    init_migrations(current_app._get_current_object())  # type: ignore[attr-defined]
    with one_at_a_time("upgrade"):
        upgrade(revision=revision)
    if file := connections.file_of(db.engine.url):
        connections.has_begun(file)


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Of all processes with this database, one does this; the others wait."""
    file = connections.file_of(db.engine.url)
    if file is not None:
        with FileLock(file.with_name(f"{file.name}.{what}.lock")):
            yield
        return
    number = crc32(f"careers-site {what}".encode())
    with db.engine.connect() as connection:
        connection.execute(select(func.pg_advisory_lock(number)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(number)))


class OldDatabaseError(click.ClickException):
    """The tables are of another release: somebody has to decide when they are changed."""


def require_database() -> None:
    """The tables of this release, in a new database made here and now. Raises OldDatabaseError.

    Those of an older release may be in use by web processes of that release.
    """
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

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
