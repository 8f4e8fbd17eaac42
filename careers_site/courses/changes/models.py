"""What was done to the catalogue, and each course as it was before, so that it can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.courses.models import WORKSHOPS, Course
from careers_site.jobs.models import Job
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

IMPORT, EDIT, ADD, WITHDRAW, RELIST, UNDO = "import", "edit", "add", "withdraw", "relist", "undo"
MOVE = "move"
DONE = {
    IMPORT: "Loaded",
    EDIT: "Changed",
    ADD: "Added",
    WITHDRAW: "Withdrawn",
    RELIST: "Listed again",
    UNDO: "Undone",
    MOVE: "Moved",
}
COURSE = Course.__table__
# Columns of a course that stay when a change is undone: whose it is, and what counts its changes.
STAYING = {"id", "version", "added", "changed"}


class CatalogueChange(db.Model):  # type: ignore[name-defined, misc]
    """One change of the catalogue. `version` is the catalogue's that it made.

    `title` says what was changed: a file, or a course. `is_remembered`: the courses as they were
    before are still known. `undone_by` is the change that undid it, if that still holds.
    """

    __tablename__ = "catalogue_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    who: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(50))
    title: Mapped[str] = mapped_column(String(255))
    comment: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    withdrawn: Mapped[int]
    is_remembered: Mapped[bool]
    undone_by: Mapped[int | None]
    undo_job: Mapped[int | None] = mapped_column(ForeignKey(Job.id))

    @property
    def touched(self) -> int:
        return self.added + self.changed + self.withdrawn

    @property
    def summary(self) -> str:
        """What was done, in words, and to what."""
        title = f"{self.title}, for {self.source}" if self.kind == IMPORT else self.title
        return f"{DONE[self.kind]}: {title}"

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """Of how many courses it did what, without what it did not."""
        counts = {"Added": self.added, "Changed": self.changed, "Withdrawn": self.withdrawn}
        return [(word, number) for word, number in counts.items() if number]

    @property
    def can_be_undone(self) -> bool:
        is_there = self.is_remembered and self.undone_by is None and self.touched > 0
        return is_there and self.source != WORKSHOPS


def _as_it_was(column: Any) -> Any:
    return Column(column.name, column.type, nullable=True)


# `left_at` is what the change wrote into the course's `change_id`: while the course still has it,
# nothing has changed it since.
BEFORE = Table(
    "course_before",
    db.metadata,
    Column("of_change", Integer, ForeignKey("catalogue_change.id"), primary_key=True),
    Column("course_id", Integer, ForeignKey("course.id"), primary_key=True, index=True),
    Column("was_there", Boolean, nullable=False),
    Column("left_at", Integer, nullable=False),
    *[_as_it_was(column) for column in COURSE.columns if column.name not in STAYING],
)
KEPT = [column.name for column in COURSE.columns if column.name not in STAYING]
