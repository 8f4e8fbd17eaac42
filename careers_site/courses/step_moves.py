"""Courses and the steps that they serve: which steps a change takes away, and who moves where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from careers_site.content.rules.common import STEPS
from careers_site.courses.changes import recording
from careers_site.courses.changes.models import COURSE, MOVE
from careers_site.courses.models import Course
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of, noun

# Step id that goes -> step id that its courses serve from then on.
Moves = Mapping[str, str]


@dataclass(frozen=True)
class StepUse:
    """A step that listed courses serve, and how many."""

    step: str
    courses: int

    @property
    def count(self) -> str:
        return count_of(self.courses, "course")

    def __str__(self) -> str:
        serve = noun(self.courses, "serves", "serve")
        return (
            f'{STEPS}: step "{self.step}": {self.count} {serve} it: keep the step, or move the '
            "courses to another one in the same change"
        )


def unserved(
    steps: Collection[str], moved: Collection[str] = (), *, without_source: str = ""
) -> tuple[StepUse, ...]:
    """The steps that courses serve and that are neither among `steps` nor `moved`."""
    used = (
        select(COURSE.c.step, func.count())
        .where(~COURSE.c.withdrawn, COURSE.c.step != "", COURSE.c.source != without_source)
        .group_by(COURSE.c.step)
        .order_by(COURSE.c.step)
    )
    uses = [StepUse(step, count) for step, count in db.session.execute(used)]
    return tuple(use for use in uses if use.step not in steps and use.step not in moved)


def move(moves: Moves, who: str, comment: str) -> None:
    """Give the listed courses of some steps another step, as changes that can be undone.

    The caller commits.
    """
    for old, new in sorted(moves.items()):
        _move(old, new, who, comment)


def _move(old: str, new: str, who: str, comment: str) -> None:
    title = f"courses of the step {old}, now {new}"
    change = recording.begin(MOVE, who=who, title=title, comment=comment)
    which = (COURSE.c.step == old) & ~COURSE.c.withdrawn
    recording.keep_snapshots(change, which)
    for course in db.session.scalars(select(Course).where(which)):
        recording.apply(change, course, {"step": new})
    if not change.changed:
        db.session.delete(change)
