"""Course files on their way into the catalogue: staged row by row, compared and swapped in SQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from careers_site.courses.models import Course, next_version
from careers_site.extensions import db

ROWS_AT_ONCE = 1_000
# Columns of a course that the catalogue gives it; all others come from the file.
OWN = {"id", "source", "withdrawn", "position", "version", "added", "changed"}


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


@dataclass(frozen=True)
class ImportReport:
    """What an import changed, in numbers of courses."""

    added: int
    changed: int
    withdrawn: int
    unchanged: int
    moved: int = 0
    known: int = 0
    """Courses of the source that were listed before."""

    @property
    def touched(self) -> int:
        """How many courses the search index has to read again."""
        return self.added + self.changed + self.withdrawn

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changed or self.withdrawn or self.moved)

    def __str__(self) -> str:
        return (
            f"{self.added} added, {self.changed} changed, {self.withdrawn} withdrawn, "
            f"{self.unchanged} unchanged"
        )


class Staging:
    """The rows of one file for one source. Written in small transactions of their own."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.load = str(uuid.uuid4())
        self._rows: list[dict[str, Any]] = []
        self._position = 0

    def add(self, row: int, values: dict[str, Any], content_hash: str) -> None:
        self._put({**values, "row": row, "content_hash": content_hash, "is_good": True})

    def leave(self, row: int, run_id: str) -> None:
        """A bad row: its course, if there is one, stays as it is."""
        run_id = run_id.encode("utf-8", "replace").decode()
        self._put({**_NOTHING, "row": row, "run_id": run_id, "is_good": False})

    def _put(self, values: dict[str, Any]) -> None:
        self._position += 1
        self._rows.append({**values, "load": self.load, "position": self._position})
        if len(self._rows) >= ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            with db.engine.begin() as connection:
                connection.execute(insert(STAGED), self._rows)
            self._rows = []

    def compare(self) -> ImportReport:
        """What the file would change."""
        counts = {
            "known": select(func.count()).where(self._listed()),
            "added": select(func.count()).select_from(STAGED).where(self._good(), ~self._known()),
            "changed": self._pairs(self._differs()),
            "unchanged": self._pairs(~self._differs()),
            "moved": self._pairs(self._moved()),
            "withdrawn": select(func.count()).where(self._gone()),
        }
        return ImportReport(**{name: db.session.scalar(q) or 0 for name, q in counts.items()})

    def fates(self) -> Iterator[tuple[int, str]]:
        """Of every good row: its number, and what becomes of its course. Before the swap."""
        wanted = select(
            STAGED.c.row,
            case((COURSE.c.id.is_(None), "added"), (self._differs(), "changed"), else_="unchanged"),
        )
        pairs = wanted.select_from(STAGED).outerjoin(COURSE, self._same())
        rows = db.session.execute(pairs.where(self._good()).order_by(STAGED.c.row))
        yield from ((row, fate) for row, fate in rows)

    def gone(self) -> Iterator[str]:
        """The run ids of courses that would be withdrawn."""
        yield from db.session.scalars(select(COURSE.c.run_id).where(self._gone()))

    def swap(self) -> None:
        """Make the courses of the source those of the file. The caller commits."""
        stamp = {"version": next_version(), "changed": datetime.now(UTC)}
        values = {name: STAGED.c[name] for name in [*FROM_FILE, "position"]}
        db.session.execute(
            update(COURSE)
            .where(self._same(), self._good(), self._moved())
            .values(position=STAGED.c.position)
        )
        db.session.execute(
            update(COURSE)
            .where(self._same(), self._good(), self._differs())
            .values(**values, **stamp, withdrawn=False)
        )
        db.session.execute(update(COURSE).where(self._gone()).values(**stamp, withdrawn=True))
        given = {**stamp, "added": stamp["changed"], "source": self.source, "withdrawn": False}
        columns = [*values, *given]
        rows = select(
            *values.values(),
            *[literal(value, COURSE.c[name].type) for name, value in given.items()],
        ).where(self._good(), ~self._known())
        db.session.execute(insert(COURSE).from_select(columns, rows.order_by(STAGED.c.position)))

    def discard(self) -> None:
        with db.engine.begin() as connection:
            connection.execute(delete(STAGED).where(STAGED.c.load == self.load))

    def _good(self) -> ColumnElement[bool]:
        return and_(STAGED.c.load == self.load, STAGED.c.is_good)

    def _same(self) -> ColumnElement[bool]:
        """A staged row and the course of this source that it is about."""
        return and_(COURSE.c.source == self.source, COURSE.c.run_id == STAGED.c.run_id)

    def _known(self) -> ColumnElement[bool]:
        return exists().where(self._same()).correlate(STAGED)

    def _differs(self) -> ColumnElement[bool]:
        return or_(COURSE.c.content_hash != STAGED.c.content_hash, COURSE.c.withdrawn)

    def _moved(self) -> ColumnElement[bool]:
        moved: ColumnElement[bool] = COURSE.c.position != STAGED.c.position
        return moved

    def _listed(self) -> ColumnElement[bool]:
        return and_(COURSE.c.source == self.source, ~COURSE.c.withdrawn)

    def _gone(self) -> ColumnElement[bool]:
        """Listed, and not in the file, not even as a bad row."""
        staged = exists().where(STAGED.c.load == self.load, STAGED.c.run_id == COURSE.c.run_id)
        return and_(self._listed(), ~staged.correlate(COURSE))

    def _pairs(self, condition: ColumnElement[bool]) -> Any:
        pairs = select(func.count()).select_from(STAGED).join(COURSE, self._same())
        return pairs.where(self._good(), condition)


_NOTHING: dict[str, Any] = dict.fromkeys(FROM_FILE)


def forget_unfinished() -> None:
    """Remove what imports that were killed have left. Only under the lock of imports."""
    with db.engine.begin() as connection:
        connection.execute(delete(STAGED))
