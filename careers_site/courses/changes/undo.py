"""A change of the catalogue undone: each course that nothing has changed since is as before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, select, update

from careers_site import audit
from careers_site.courses.catalogue.catalogue import catch_up, course_index
from careers_site.courses.changes.models import BEFORE, COURSE, KEPT, UNDO, CatalogueChange
from careers_site.courses.changes.recording import (
    begin,
    delete_old_snapshots,
    keep_snapshots_of_undone,
    stamp,
    untouched_since,
)
from careers_site.courses.models import Course
from careers_site.platform.extensions import db

# Of the courses that stay as they are so many are named.
NAMED = 200


class CannotUndoError(LookupError):
    """There is no such change, or how the courses were before it is no longer known."""


@dataclass(frozen=True)
class Undone:
    """What undoing did: how many courses are as before, and those changed since, which stay.

    `left` names at most NAMED of the `left_count`.
    """

    restored: int
    left: list[Course]
    left_count: int


def undo(change_id: int, who: str, before_commit: Callable[[], object] | None = None) -> Undone:
    """Undo a change, which may itself have undone one. Undoing it twice does it once.

    Raises CannotUndoError. `before_commit` is called within the transaction.
    """
    with course_index().writing():
        _undo(change_id, who, before_commit)
        catch_up()
    delete_old_snapshots()
    return undone(change_id)


def would_undo(change: CatalogueChange) -> Undone:
    """What undoing the change would do now."""
    pairs = select(func.count()).select_from(BEFORE).join(COURSE, untouched_since(change))
    return Undone(db.session.scalar(pairs) or 0, *_changed_since(change))


def undone(change_id: int) -> Undone:
    """What undoing has done."""
    change = _find(change_id)
    count = select(func.count()).select_from(BEFORE).where(BEFORE.c.of_change == change.undone_by)
    restored = db.session.scalar(count) or 0
    mine, undoing = BEFORE.alias(), BEFORE.alias()
    same = and_(undoing.c.course_id == mine.c.course_id, undoing.c.of_change == change.undone_by)
    left = mine.outerjoin(undoing, same)
    which = (mine.c.of_change == change.id, undoing.c.course_id.is_(None))
    return Undone(restored, *_some(left, mine, which))


def _undo(change_id: int, who: str, before_commit: Callable[[], object] | None) -> None:
    undoing = begin(UNDO, who=who)
    change = _find(change_id)
    if change.undone_by is None:
        _restore(undoing, change)
    if not undoing.touched:
        db.session.delete(undoing)
    if before_commit:
        before_commit()
    db.session.commit()


def _find(change_id: int) -> CatalogueChange:
    change = db.session.get(CatalogueChange, change_id, populate_existing=True)
    if change is None or not change.is_remembered:
        db.session.rollback()
        raise CannotUndoError(change_id)
    return change


def _restore(undoing: CatalogueChange, change: CatalogueChange) -> None:
    keep_snapshots_of_undone(undoing, change)
    given = stamp(undoing)
    # Whose it is never changes: writing it would write its index anew.
    as_before = {name: BEFORE.c[name] for name in KEPT if name not in {"source", "run_id"}}
    db.session.execute(
        update(COURSE)
        .where(untouched_since(change), BEFORE.c.was_there)
        .values({**given, **as_before})
    )
    # A course that the change has added is withdrawn, so that every index hears of it.
    gone = {"withdrawn": True, "content_hash": "", "site_hash": ""}
    db.session.execute(
        update(COURSE).where(untouched_since(change), ~BEFORE.c.was_there).values(**given, **gone)
    )
    _count(undoing)
    if not undoing.touched:
        return
    undoing.source, undoing.title = change.source, change.title
    undoing.comment = change.comment
    change.undone_by = undoing.id
    # What the undone change had itself undone holds again.
    db.session.execute(
        update(CatalogueChange).where(CatalogueChange.undone_by == change.id).values(undone_by=None)
    )
    restored = f"{undoing.touched:,} courses as before"
    audit.record("undid a change of courses", change.title, restored, undoing.who)


def _count(undoing: CatalogueChange) -> None:
    """How many courses are listed again, withdrawn, or changed otherwise."""
    was, is_now = BEFORE.c.withdrawn, COURSE.c.withdrawn

    def number(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    numbers = select(
        number(was & ~is_now), number(~was & is_now), number(was == is_now)
    ).select_from(BEFORE.join(COURSE, BEFORE.c.course_id == COURSE.c.id))
    row = db.session.execute(numbers.where(BEFORE.c.of_change == undoing.id)).one()
    undoing.added, undoing.withdrawn, undoing.changed = row


def _changed_since(change: CatalogueChange) -> tuple[list[Course], int]:
    joined = BEFORE.join(COURSE, BEFORE.c.course_id == COURSE.c.id)
    which = (BEFORE.c.of_change == change.id, BEFORE.c.left_at != COURSE.c.change_id)
    return _some(joined, BEFORE, which)


def _some(tables: Any, before: Any, which: tuple[Any, ...]) -> tuple[list[Course], int]:
    count = db.session.scalar(select(func.count()).select_from(tables).where(*which)) or 0
    ids = select(before.c.course_id).select_from(tables).where(*which)
    named = select(Course).where(Course.id.in_(ids.order_by(before.c.course_id).limit(NAMED)))
    return list(db.session.scalars(named.order_by(Course.id))), count
