"""A backup is a folder with one SQLite file, whatever database the site has; and its way back."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, Engine, create_engine, func, inspect, select, text, update
from sqlalchemy.exc import DatabaseError

from careers_site.accounts.models import Account
from careers_site.backup.copying import Counts, copy_all, number_on
from careers_site.content.store.documents import ContentState, Revision
from careers_site.courses.models import Catalogue, Course
from careers_site.platform.database import connections
from careers_site.platform.extensions import database_app, db, upgrade_database

NAME = "site.db"
# Rows of these are there from the first migration on; the backup brings its own.
SEEDED = (ContentState, Catalogue)
# A database that has any of these is in use.
IN_USE = (Revision, Course, Account)
VERSION = "alembic_version"


class BackupError(Exception):
    """The backup cannot be made or brought back; the text says why and what to do."""


def back_up(folder: Path) -> Counts:
    """Write the whole database to folder/site.db as it is at one moment; rows by table.

    The site may go on meanwhile. Raises BackupError for a folder that has one already.
    """
    file = folder / NAME
    if file.exists():
        raise BackupError(f"{file} is there already: give each backup a folder of its own")
    folder.mkdir(parents=True, exist_ok=True)
    # Only a whole backup has the name of one.
    unfinished = folder / f".{NAME}.new"
    unfinished.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{unfinished}")
    try:
        db.metadata.create_all(engine)
        with _at_one_moment(db.engine) as source, engine.begin() as target:
            counts = copy_all(source, target)
            version = source.scalar(text(f"SELECT version_num FROM {VERSION}"))  # noqa: S608
            target.execute(text(f"CREATE TABLE {VERSION} (version_num VARCHAR(32) PRIMARY KEY)"))
            target.execute(text(f"INSERT INTO {VERSION} VALUES (:v)"), {"v": version})  # noqa: S608
    finally:
        engine.dispose()
    unfinished.chmod(0o600)
    unfinished.replace(file)
    return counts


@contextmanager
def _at_one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it was when it was first asked."""
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if is_sqlite:
            # Python's driver would begin no transaction for reading.
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
        connection.rollback()


def restore(folder: Path) -> Counts:
    """Bring a backup into the site's database, which must be a new one; rows by table.

    A backup of an older release is brought up to date on the way. All or nothing.
    Raises BackupError when there is no backup, or the database is in use.
    """
    file = folder / NAME
    if not file.is_file():
        raise BackupError(f"{file}: there is no such file")
    if ours := connections.file_of(db.engine.url):
        connections.may_begin(ours)
    upgrade_database()
    used = [model.__tablename__ for model in IN_USE if _count(model)]
    db.session.rollback()
    if used:
        raise BackupError(
            f"the database is in use (it has rows in {', '.join(used)}): stop the site, and "
            "restore into a new database"
        )
    with tempfile.TemporaryDirectory(dir=current_app.config["SETTINGS"].instance) as name:
        newest = _up_to_date(file, Path(name))
        try:
            with newest.connect() as source, db.engine.begin() as target:
                return _bring_in(source, target)
        finally:
            newest.dispose()


def _count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def _up_to_date(file: Path, folder: Path) -> Engine:
    """A copy of the backup with the tables of this release."""
    copy = folder / NAME
    shutil.copyfile(file, copy)
    engine = create_engine(f"sqlite:///{copy}")
    try:
        has_version = inspect(engine).has_table(VERSION)
    except DatabaseError:
        has_version = False
    if not has_version:
        raise BackupError(f"{file} is not a backup of this site")
    settings = replace(current_app.config["SETTINGS"], database_url=f"sqlite:///{copy}")
    other = database_app(settings)
    with other.app_context():
        upgrade_database()
        db.engine.dispose()
    return engine


def _bring_in(source: Connection, target: Connection) -> Counts:
    for model in SEEDED:
        target.execute(model.__table__.delete())
    counts = copy_all(source, target)
    # The search index of this machine may be one of another catalogue with the same version.
    target.execute(update(Catalogue).values(identity=str(uuid.uuid4())))
    number_on(target)
    return counts
