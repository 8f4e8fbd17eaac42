"""What happened to a course, in words, and what of it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from careers_site.courses.changes import edit
from careers_site.courses.changes.history import LISTED, CourseChange
from careers_site.courses.changes.models import ADD, EDIT, IMPORT, MOVE, RELIST, UNDO, WITHDRAW
from careers_site.courses.importing.column_guidance import COLUMN
from careers_site.courses.models import Course

MOST = 20
KINDS: Mapping[str, str] = {
    IMPORT: "loaded from a file",
    EDIT: "changed",
    ADD: "added",
    WITHDRAW: "withdrawn",
    RELIST: "listed again",
    UNDO: "put back as it was",
    MOVE: "moved to another step",
}


@dataclass(frozen=True)
class Happening:
    """One change of a course: what was done, and each field by its label, from old to new.

    `is_forgotten`: what the course became is no longer known.
    """

    number: int
    at: datetime
    who: str
    what: str
    comment: str
    touched: int
    fields: list[tuple[str, str, str]]
    can_be_undone: bool
    has_before: bool
    is_forgotten: bool


def happenings(course: Course) -> list[Happening]:
    """The newest changes of a course, newest first."""
    return [_happening(course, one) for one in edit.history(course.id)[:MOST]]


def _happening(course: Course, one: CourseChange) -> Happening:
    change = one.change
    return Happening(
        number=change.id,
        at=change.at,
        who=change.who,
        what=KINDS[change.kind],
        comment=change.comment,
        touched=change.touched,
        fields=[(_label(d.column), d.old, d.new) for d in one.differences] if one.before else [],
        can_be_undone=_can_be_undone(course, one),
        has_before=one.before is not None,
        is_forgotten=one.after is None,
    )


def _can_be_undone(course: Course, one: CourseChange) -> bool:
    """Only the last change, and only one of this course alone: files are undone as a whole."""
    is_last = course.change_id == one.change.id
    return is_last and one.change.touched == 1 and one.change.can_be_undone


def _label(column: str) -> str:
    return "Listed" if column == LISTED else COLUMN[column].label
