"""A database that cannot do what was asked: what the reader is told, and what the operator."""

from __future__ import annotations

import errno
import sqlite3
from typing import NamedTuple

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import ServiceUnavailable

from careers_site.platform.extensions import db
from careers_site.platform.web.errors import http_error


def init_app(app: Flask) -> None:
    app.register_error_handler(DBAPIError, answer)
    app.register_error_handler(OSError, answer)


class Fault(NamedTuple):
    """What the reader is told, when to come back, and a line for the log."""

    words: str
    again_after: int
    for_the_log: str = ""


BUSY = Fault(
    "Somebody is saving something large at the moment. Nothing was changed. Try again soon.", 5
)
FULL = Fault(
    "There is no room left to save anything. Nothing was changed. Tell whoever runs the site.",
    300,
    "there is no room left on the disk: make room, nothing else is needed",
)
GONE = Fault(
    "The site cannot read its data at the moment. Whoever runs it has been told.",
    300,
    'the database cannot be read: see "Faults" in docs/operating.md',
)
_SQLITE = {
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED), BUSY),
    sqlite3.SQLITE_FULL: FULL,
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN), GONE),
    **dict.fromkeys((sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY), GONE),
}
# PostgreSQL: lock_not_available, disk_full; its class 08 and no state at all: no connection.
_POSTGRESQL = {"55P03": BUSY, "53100": FULL, None: GONE, "57P03": GONE, "57P01": GONE}
_DISK = {errno.ENOSPC: FULL, errno.EDQUOT: FULL}


def fault_of(error: DBAPIError | OSError) -> Fault | None:
    """What is wrong with the database or the disk; None where the mistake is ours."""
    if isinstance(error, OSError):
        return _DISK.get(error.errno or 0)
    if isinstance(error.orig, sqlite3.Error):
        # The low byte is the kind; the others say where it was noticed.
        return _SQLITE.get((getattr(error.orig, "sqlite_errorcode", None) or 0) & 0xFF)
    return _POSTGRESQL.get(getattr(error.orig, "sqlstate", ""))


def answer(error: DBAPIError | OSError) -> ResponseReturnValue:
    """The page for a request that the database could not serve."""
    fault = fault_of(error)
    if fault is None:
        raise error
    db.session.rollback()
    if fault.for_the_log:
        current_app.logger.error("%s (%s)", fault.for_the_log, getattr(error, "orig", error))
    return http_error(ServiceUnavailable(fault.words, retry_after=fault.again_after))
