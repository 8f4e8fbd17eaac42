"""Course files on their way into the catalogue: good and bad rows, in a table of their own."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    select,
)

from careers_site.courses.models import Course
from careers_site.courses.uploads.models import UNDECIDED, CourseImport
from careers_site.platform.clock import now
from careers_site.platform.extensions import db

ROWS_AT_ONCE = 1_000
REMOVED_AT_ONCE = 20_000
# For so long an upload waits for somebody to publish it.
KEPT_FOR = timedelta(days=7)
# Columns of a course that the catalogue gives it; all others come from the file.
OWN = {
    *("id", "source", "withdrawn", "position", "version", "added", "changed"),
    *("site_hash", "change_id"),
}


def _staged_column(column: Any) -> Any:
    kind = Text() if isinstance(column.type, String) else column.type
    return Column(column.name, kind, nullable=True)


COURSE = Course.__table__
FROM_FILE = [column.name for column in COURSE.columns if column.name not in OWN]
STAGED = Table(
    "staged_course",
    db.metadata,
    Column("load", String(36), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("row", Integer, nullable=False),
    Column("is_good", Boolean, nullable=False),
    *[_staged_column(COURSE.c[name]) for name in FROM_FILE],
    Index("ix_staged_course_load", "load", "run_id"),
)
# A row that was left out is not good, and has a title: a bad row has nothing but its run id.
LEFT_OUT = and_(~STAGED.c.is_good, STAGED.c.title.is_not(None))
_NOTHING: dict[str, Any] = dict.fromkeys(FROM_FILE)


class Staging:
    """Takes the rows of one file, in small transactions of their own, under the name `load`."""

    def __init__(self, load: str | None = None) -> None:
        self.load = load or str(uuid.uuid4())
        self._rows: list[dict[str, Any]] = []
        self._left_out = 0
        self.count = 0
        """Good and bad rows: without those that were left out."""

    def add(self, row: int, values: dict[str, Any], content_hash: str) -> None:
        self.count += 1
        self._put({**values, "row": row, "content_hash": content_hash, "is_good": True})

    def leave(self, row: int, run_id: str) -> None:
        """A bad row: its course, if there is one, stays as it is."""
        self.count += 1
        run_id = run_id.encode("utf-8", "replace").decode().replace("\x00", "")
        self._put({**_NOTHING, "row": row, "run_id": run_id, "is_good": False})

    def leave_out(self, row: int, values: dict[str, Any]) -> None:
        """A row whose course an editor can still choose: see uploads/without_step.py."""
        self._left_out += 1
        own = {"row": row, "content_hash": "", "is_good": False, "position": -self._left_out}
        self._put({**values, **own})

    def _put(self, values: dict[str, Any]) -> None:
        # Rows that are left out have places below 0, so that the others have theirs without them.
        self._rows.append({"position": self.count, **values, "load": self.load})
        if len(self._rows) >= ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            with db.engine.begin() as connection:
                connection.execute(insert(STAGED), self._rows)
            self._rows = []


def discard(load: str) -> None:
    """Remove the rows of a load, in parts, so that nobody waits long to write."""
    of_load = STAGED.c.load == load
    with db.engine.connect() as connection:
        places = select(func.min(STAGED.c.position), func.max(STAGED.c.position)).where(of_load)
        first, last = connection.execute(places).one()
    for begin in range((first or 1) - 1, last or 0, REMOVED_AT_ONCE):
        part = STAGED.c.position.between(begin + 1, begin + REMOVED_AT_ONCE)
        with db.engine.begin() as connection:
            connection.execute(delete(STAGED).where(of_load, part))


def forget_unfinished() -> None:
    """Remove what imports that were killed have left, but not what waits for a decision.

    Only under the lock of imports.
    """
    waiting = select(CourseImport.load).where(
        CourseImport.load.is_not(None),
        and_(CourseImport.state.in_(UNDECIDED), CourseImport.at > now() - KEPT_FOR),
    )
    left = select(STAGED.c.load).where(STAGED.c.load.not_in(waiting)).distinct()
    with db.engine.connect() as connection:
        loads = list(connection.scalars(left))
    for load in loads:
        discard(load)
