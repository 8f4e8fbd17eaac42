"""One course changed by an editor: at once, written down, and able to be undone.

Each function commits, and what it did can be searched when it returns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from careers_site import audit
from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.changes.history import history
from careers_site.courses.changes.models import (
    ADD,
    COURSE,
    EDIT,
    MOVE,
    RELIST,
    WITHDRAW,
    CatalogueChange,
)
from careers_site.courses.changes.recording import (
    apply,
    begin,
    keep_snapshots,
    record_added,
    stamp,
)
from careers_site.courses.changes.undo import Undone, undo
from careers_site.courses.importing.course_row import CourseRow
from careers_site.courses.models import Course
from careers_site.platform.extensions import db

__all__ = [
    "CourseMovedError",
    "NoCourseError",
    "Undone",
    "add",
    "edit",
    "history",
    "relist",
    "undo",
    "withdraw",
]

# The source of courses that were added one by one.
SITE = "site"
DONE_IN_WORDS = {
    ADD: "added a course",
    EDIT: "changed a course",
    WITHDRAW: "withdrew a course",
    RELIST: "listed a course again",
    MOVE: "moved a course to another step",
}


class NoCourseError(LookupError):
    """There is no course of this id."""


class CourseMovedError(Exception):
    """Somebody has changed the course since it was read; `course` is how it is now."""

    def __init__(self, course: Course) -> None:
        super().__init__("the course was changed meanwhile")
        self.course = course


def edit(
    course_id: int, values: CourseRow, expected_version: int, who: str, comment: str = ""
) -> Course:
    """Give a course other values; its run id stays. Sent twice, it is done once.

    `expected_version` is the course's when the editor read it. Raises CourseMovedError if it has
    another now, and NoCourseError.
    """
    change, course = _begin(EDIT, course_id, who, comment)
    columns = values.model_copy(update={"run_id": course.run_id}).columns()
    return _change(change, course, columns, expected_version)


def withdraw(course_id: int, expected_version: int, who: str, comment: str = "") -> Course:
    """Take a course from the lists; its page says so. Raises as `edit` does."""
    change, course = _begin(WITHDRAW, course_id, who, comment)
    return _change(change, course, {"withdrawn": True}, expected_version)


def relist(course_id: int, expected_version: int, who: str, comment: str = "") -> Course:
    """List a withdrawn course again. Raises as `edit` does."""
    change, course = _begin(RELIST, course_id, who, comment)
    return _change(change, course, {"withdrawn": False}, expected_version)


def add(values: CourseRow, token: str, who: str, comment: str = "") -> Course:
    """Add a course under the source "site". `token` is the form's own: sent twice, it adds once."""
    change = begin(ADD, who=who, source=SITE, comment=comment)
    wanted = select(Course).where(Course.source == SITE, Course.run_id == token)
    course = db.session.scalar(wanted)
    if course is not None:
        return _leave(course)
    row = values.model_copy(update={"run_id": token})
    last = db.session.scalar(select(func.max(Course.position)).where(Course.source == SITE))
    course = Course(
        **row.columns(),
        **stamp(change),
        source=SITE,
        added=change.at,
        position=(last or 0) + 1,
        content_hash="",
        site_hash=row.content_hash(),
    )
    db.session.add(course)
    db.session.flush()
    record_added(change)
    change.added = 1
    return _finish(change, course)


def _begin(kind: str, course_id: int, who: str, comment: str) -> tuple[CatalogueChange, Course]:
    change = begin(kind, who=who, comment=comment)
    course = db.session.get(Course, course_id, populate_existing=True)
    if course is None:
        db.session.rollback()
        raise NoCourseError(course_id)
    return change, course


def _leave(course: Course) -> Course:
    """Nothing is to be done: as if it had not begun."""
    db.session.rollback()
    db.session.refresh(course)
    return course


def _change(
    change: CatalogueChange, course: Course, values: Mapping[str, Any], expected_version: int
) -> Course:
    if all(getattr(course, name) == value for name, value in values.items()):
        return _leave(course)
    if course.version != expected_version:
        raise CourseMovedError(_leave(course))
    keep_snapshots(change, COURSE.c.id == course.id)
    apply(change, course, values)
    return _finish(change, course)


def _finish(change: CatalogueChange, course: Course) -> Course:
    change.source = course.source
    change.title = f"{course.title}, {course.provider}"[:255]
    audit.record(DONE_IN_WORDS[change.kind], change.title, change.comment, change.who)
    db.session.commit()
    catch_up(wait=False)
    return course
