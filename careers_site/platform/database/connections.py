"""Connections to the database: how long a writer waits, and a file that is never made anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from flask import has_request_context
from sqlalchemy import event
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import DisconnectionError

# How long one waits for another writer: a command or a job may, a page may not.
PATIENCE_MS, REQUEST_MS, HURRY_MS = 60_000, 1_000, 100
BEGUN = """This site has a database beside this file. If it is gone, bring back a backup:
stop the site, remove this file, and run careers-site restore (docs/operating.md, "Backup").
To begin with an empty database, remove this file.
"""


@event.listens_for(Engine, "connect")
def _set_up(connection: Any, _record: object) -> None:
    """Readers do not wait for a writer (WAL), writers wait for each other, keys are enforced."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", f"busy_timeout={PATIENCE_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


def patience_ms() -> int:
    """How long whoever asks now may wait for another writer."""
    return REQUEST_MS if has_request_context() else PATIENCE_MS


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for any other."""
    return Path(url.database) if url.drivername == "sqlite" and url.database else None


def watch(engine: Engine) -> None:
    """Make connections of `engine` wait as long as they may, and notice when the file is gone."""
    file = file_of(engine.url)
    if file is None:
        event.listen(engine, "checkout", _limit_waits)
        return
    event.listen(engine, "do_connect", lambda *_given: _must_be_there(file))
    event.listen(engine, "connect", lambda _connection, record: _note(file, record))
    event.listen(engine, "checkout", lambda *given: _check_out(file, *given))


def has_begun(file: Path) -> None:
    """Remember that there is a database, and keep it to this user."""
    for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if part.exists():
            part.chmod(0o600)
    _mark(file).write_text(BEGUN, encoding="ascii")


def may_begin(file: Path) -> None:
    """A new database may be made where there was one."""
    _mark(file).unlink(missing_ok=True)


def _mark(file: Path) -> Path:
    return file.with_name(f"{file.name}.begun")


def _must_be_there(file: Path) -> None:
    if not file.exists() and _mark(file).exists():
        error = sqlite3.OperationalError(f"{file} is missing, and {_mark(file)} says what to do")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error


def _note(file: Path, record: Any) -> None:
    record.info["file"] = _identity(file)


def _check_out(file: Path, connection: sqlite3.Connection, record: Any, _proxy: object) -> None:
    if record.info["file"] != _identity(file):
        # What is written to a file that was removed is lost. The pool connects anew.
        raise DisconnectionError
    wait = patience_ms()
    if record.info.get("wait") != wait:
        connection.execute(f"PRAGMA busy_timeout={wait}")
        record.info["wait"] = wait


def _limit_waits(connection: Any, record: Any, _proxy: object) -> None:
    """The same for PostgreSQL, where jobs and commands wait as long as it takes."""
    wait = REQUEST_MS if has_request_context() else 0
    if record.info.get("wait", 0) != wait:
        connection.execute(f"SET lock_timeout = {wait}")
        connection.commit()
        record.info["wait"] = wait


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
