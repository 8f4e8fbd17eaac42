"""How every change of the catalogue is written down, in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.sql.elements import KeyedColumnElement

from careers_site.courses.changes.models import BEFORE, COURSE, KEPT, CatalogueChange
from careers_site.courses.importing import course_row
from careers_site.courses.models import Course, next_version
from careers_site.platform.clock import now
from careers_site.platform.extensions import db

# Of so many of the newest changes of more than one course it is known how the courses were
# before; those of one course are small, and are kept for ever.
REMEMBERED = 20
FORGOTTEN_AT_ONCE = 20_000
LEAD = ["of_change", "course_id", "was_there", "left_at"]


def begin(
    kind: str, *, who: str, source: str = "", title: str = "", comment: str = ""
) -> CatalogueChange:
    """Take the catalogue's next version: other writers wait until this transaction ends."""
    version = next_version()
    change = CatalogueChange(
        at=now(),
        who=who[:255],
        kind=kind,
        source=source,
        title=title[:255],
        comment=comment,
        version=version,
        **{"added": 0, "changed": 0, "withdrawn": 0, "is_remembered": True},
    )
    db.session.add(change)
    db.session.flush()
    return change


def stamp(change: CatalogueChange) -> dict[str, Any]:
    """What every course that the change touches gets."""
    return {"version": change.version, "changed": change.at, "change_id": change.id}


def apply(change: CatalogueChange, course: Course, values: Mapping[str, Any]) -> None:
    """Give a course other values, and count it with the change."""
    was_listed = not course.withdrawn
    for name, value in {**values, **stamp(change)}.items():
        setattr(course, name, value)
    is_listed = not course.withdrawn
    columns = {column.name: getattr(course, column.name) for column in COURSE.columns}
    course.site_hash = course_row.hash_of(columns) if is_listed else ""
    change.added += int(is_listed and not was_listed)
    change.withdrawn += int(was_listed and not is_listed)
    change.changed += int(was_listed == is_listed)


def keep_snapshots(change: CatalogueChange, which: ColumnElement[bool]) -> None:
    """Store snapshots of the courses that fulfil `which`, before the change touches them."""
    columns: list[KeyedColumnElement[Any]] = [COURSE.c[name] for name in KEPT]
    lead = (literal(change.id), COURSE.c.id, literal(True), literal(change.id))
    _insert(select(*lead, *columns).where(which))


def record_added(change: CatalogueChange) -> None:
    """Record which courses the change added, after it did: they have no snapshot."""
    known = exists().where(BEFORE.c.of_change == change.id, BEFORE.c.course_id == COURSE.c.id)
    lead = (literal(change.id), COURSE.c.id, literal(False), literal(change.id))
    added = select(*lead).where(
        COURSE.c.version == change.version, COURSE.c.change_id == change.id, ~known
    )
    db.session.execute(insert(BEFORE).from_select(LEAD, added))


def keep_snapshots_of_undone(change: CatalogueChange, undone: CatalogueChange) -> None:
    """Store snapshots of the courses that undoing `undone` touches.

    Each goes back to the change that had left it so, which can then be undone too.
    """
    columns: list[KeyedColumnElement[Any]] = [COURSE.c[name] for name in KEPT]
    left_at = func.coalesce(BEFORE.c.change_id, change.id)
    pairs = select(literal(change.id), COURSE.c.id, literal(True), left_at, *columns)
    _insert(pairs.select_from(BEFORE).join(COURSE, untouched_since(undone)))


def untouched_since(change: CatalogueChange) -> ColumnElement[bool]:
    """A course as it was before a change, and the course, which still is as the change left it."""
    return and_(
        BEFORE.c.of_change == change.id,
        BEFORE.c.course_id == COURSE.c.id,
        BEFORE.c.left_at == COURSE.c.change_id,
    )


def delete_old_snapshots() -> None:
    """Delete the snapshots of all but the newest REMEMBERED changes. Commits in batches."""
    many = CatalogueChange.added + CatalogueChange.changed + CatalogueChange.withdrawn > 1
    wanted = select(CatalogueChange.id).where(CatalogueChange.is_remembered, many)
    old = list(db.session.scalars(wanted.order_by(CatalogueChange.id.desc()).offset(REMEMBERED)))
    for number in old:
        change = update(CatalogueChange).where(CatalogueChange.id == number)
        db.session.rollback()
        db.session.execute(change.values(is_remembered=False))
        db.session.commit()
    forgotten = select(CatalogueChange.id).where(~CatalogueChange.is_remembered)
    left = select(BEFORE.c.of_change).where(BEFORE.c.of_change.in_(forgotten)).distinct()
    for number in list(db.session.scalars(left)):
        _forget(number)


def _forget(number: int) -> None:
    of_change = BEFORE.c.of_change == number
    ids = select(BEFORE.c.course_id).where(of_change).order_by(BEFORE.c.course_id)
    while True:
        last = db.session.scalar(ids.offset(FORGOTTEN_AT_ONCE - 1).limit(1))
        db.session.rollback()
        part = of_change if last is None else and_(of_change, BEFORE.c.course_id <= last)
        db.session.execute(delete(BEFORE).where(part))
        db.session.commit()
        if last is None:
            return


def _insert(rows: Select[Any]) -> None:
    db.session.execute(insert(BEFORE).from_select([*LEAD, *KEPT], rows))
