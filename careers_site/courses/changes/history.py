"""What happened to a course, change by change, and what each change did, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from careers_site.courses.changes.models import (
    ADD,
    BEFORE,
    COURSE,
    RELIST,
    WITHDRAW,
    CatalogueChange,
)
from careers_site.courses.importing.course_row import COLUMNS, write_row
from careers_site.platform.extensions import db

Values = Mapping[str, Any]
LISTED = "listed"


@dataclass(frozen=True)
class Difference:
    """A column whose cell is another. `column` is one of rows.COLUMNS, or "listed"."""

    column: str
    old: str
    new: str


# What some kinds of changes did, whatever the course became.
WORD_OF = {ADD: "Added", WITHDRAW: "Withdrawn", RELIST: "Listed again"}


@dataclass(frozen=True)
class CourseChange:
    """What a change did to a course: its columns before (None: it was added) and after.

    `after` is None where that is no longer known: another change came next, and how the course
    was before that one is forgotten.
    """

    change: CatalogueChange
    course_id: int
    before: Values | None
    after: Values | None
    now: Values

    @property
    def shown(self) -> Values:
        """The course as it is to be named: as the change left it, or else as it is now."""
        return self.after or self.now

    @property
    def word(self) -> str:
        """Added, withdrawn, listed again or changed."""
        if self.after is None:
            return WORD_OF.get(self.change.kind, "Changed" if self.before else "Added")
        was = self.before is not None and not self.before["withdrawn"]
        if was != (not self.after["withdrawn"]):
            return "Withdrawn" if was else ("Listed again" if self.before else "Added")
        return "Changed"

    @property
    def differences(self) -> list[Difference]:
        """Field by field; nothing where it is not known what the course became."""
        return [] if self.after is None else differences(self.before, self.after)


def differences(before: Values | None, after: Values) -> list[Difference]:
    """The columns that differ, in the order of the file; blank before for a new course."""
    old = write_row(before) if before else [""] * len(COLUMNS)
    found = [
        Difference(*each)
        for each in zip(COLUMNS, old, write_row(after), strict=True)
        if each[1] != each[2]
    ]
    was, is_now = ("no" if not one or one.get("withdrawn") else "yes" for one in (before, after))
    return found if was == is_now else [*found, Difference(LISTED, was, is_now)]


def history(course_id: int) -> list[CourseChange]:
    """Every change of a course that is remembered, newest first."""
    wanted = select(BEFORE.c.of_change).where(BEFORE.c.course_id == course_id)
    found = [
        happened
        for (number,) in db.session.execute(wanted.order_by(BEFORE.c.of_change.desc()))
        for happened in of_change(number, BEFORE.c.course_id == course_id)
    ]
    return sorted(found, key=lambda happened: happened.change.id, reverse=True)


def of_change(
    number: int, *which: Any, limit: int | None = None, offset: int = 0
) -> Sequence[CourseChange]:
    """What a change did to courses, by course id; `which` narrows them by their row before.

    How a change left a course is what the next change of it found, or how it is now: if the
    course says there that it is as this change left it. Else there was one between that is
    forgotten, and what this one did is not known.
    """
    change = db.session.get(CatalogueChange, number)
    if change is None:
        return []
    later = BEFORE.alias("later")
    next_one = (
        select(func.min(later.c.of_change))
        .where(later.c.course_id == BEFORE.c.course_id, later.c.of_change > number)
        .correlate(BEFORE)
        .scalar_subquery()
    )
    follows = BEFORE.alias("follows")
    is_next = and_(follows.c.course_id == BEFORE.c.course_id, follows.c.of_change == next_one)
    pairs = (
        select(BEFORE, follows, COURSE)
        .select_from(BEFORE.join(COURSE, BEFORE.c.course_id == COURSE.c.id))
        .outerjoin(follows, is_next)
        .where(BEFORE.c.of_change == number, *which)
        .order_by(BEFORE.c.course_id)
        .limit(limit)
        .offset(offset)
    )
    return [_happened(change, row, follows) for row in db.session.execute(pairs)]


def _happened(change: CatalogueChange, row: Any, follows: Any) -> CourseChange:
    found = row._mapping
    kept = [column.name for column in COURSE.columns if column.name in BEFORE.c]
    next_one = follows if found[follows.c.of_change] is not None else COURSE
    is_as_left = found[next_one.c.change_id] == found[BEFORE.c.left_at]
    return CourseChange(
        change=change,
        course_id=found[BEFORE.c.course_id],
        before={n: found[BEFORE.c[n]] for n in kept} if found[BEFORE.c.was_there] else None,
        after={n: found[next_one.c[n]] for n in kept} if is_as_left else None,
        now={n: found[COURSE.c[n]] for n in kept},
    )
