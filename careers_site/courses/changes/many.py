"""Many courses changed by an editor at once: one change, which is undone as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from careers_site import audit
from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.changes.edit import DONE_IN_WORDS
from careers_site.courses.changes.models import COURSE, CatalogueChange
from careers_site.courses.changes.recording import apply, begin, keep_snapshots
from careers_site.courses.models import WORKSHOPS, Course
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of


@dataclass(frozen=True)
class Action:
    """What is done to each course: the columns that it gets. `title` follows "14 courses"."""

    kind: str
    values: Mapping[str, Any]
    title: str

    def is_done(self, course: Course) -> bool:
        return all(getattr(course, name) == value for name, value in self.values.items())


@dataclass(frozen=True)
class Outcome:
    """How many courses were changed, by which change, and those left since somebody changed them.

    Without a change nothing was to be done.
    """

    change_id: int | None = None
    changed: int = 0
    left: list[Course] = field(default_factory=list)


def change_many(action: Action, versions: Mapping[int, int], who: str, comment: str) -> Outcome:
    """Do it to the courses that nobody has changed since they had these versions, all or none.

    Commits. Sent twice, it is done once.
    """
    change = begin(action.kind, who=who, comment=comment)
    wanted = (
        select(Course)
        .where(Course.id.in_(versions), Course.source != WORKSHOPS)
        .order_by(Course.id)
    )
    found = db.session.scalars(wanted.execution_options(populate_existing=True))
    open_ones = [course for course in found if not action.is_done(course)]
    left = [course for course in open_ones if course.version != versions[course.id]]
    taken = [course for course in open_ones if course.version == versions[course.id]]
    if not taken:
        db.session.rollback()
        return Outcome(left=left)
    _apply(change, action, taken)
    change_id = change.id
    db.session.commit()
    catch_up(wait=False)
    return Outcome(change_id, len(taken), left)


def _apply(change: CatalogueChange, action: Action, courses: list[Course]) -> None:
    keep_snapshots(change, COURSE.c.id.in_([course.id for course in courses]))
    for course in courses:
        apply(change, course, action.values)
        subject = f"{course.title}, {course.provider}"
        audit.record(DONE_IN_WORDS[change.kind], subject, change.comment, change.who)
    change.title = f"{count_of(len(courses), 'course')}{action.title}"[:255]
    sources = {course.source for course in courses}
    change.source = sources.pop() if len(sources) == 1 else ""
