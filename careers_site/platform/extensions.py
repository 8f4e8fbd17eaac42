"""The extensions that the application joins: database, migrations, CSRF, limiter, compression."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, MetaData, event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase

from careers_site.platform.settings import Settings

MIGRATIONS = Path(__file__).parents[1] / "migrations"
# How long SQLite waits for another writer: to publish very many courses takes a while.
PATIENCE_MS, HURRY_MS = 60_000, 100


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
        for pragma in ("journal_mode=WAL", f"busy_timeout={PATIENCE_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


@contextmanager
def in_a_hurry() -> Iterator[Connection]:
    """A transaction for what may be left undone: it hardly waits for another writer.

    Raises OperationalError where there is one.
    """
    with db.engine.begin() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={HURRY_MS}")
        try:
            yield connection
        finally:
            if is_sqlite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE_MS}")


def init_app(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    csrf.init_app(app)
    limiter.init_app(app)
    # It would write down the address of whoever is refused.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    compress.init_app(app)


def database_app(settings: Settings) -> Flask:
    """An application with a database and nothing else, for work on another database."""
    app = Flask("careers_site", static_folder=None, instance_path=str(settings.instance))
    app.config.update(SETTINGS=settings, SQLALCHEMY_DATABASE_URI=settings.database_url)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    return app


def upgrade_database() -> None:
    """Bring the tables to the newest migration; cheap when they already are."""
    upgrade(directory=str(MIGRATIONS))
