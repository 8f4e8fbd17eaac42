"""Course files into the catalogue: compare with what is there, change all of it or nothing."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import insert, select, update

from careers_site.courses.models import Course, next_version
from careers_site.courses.reading import ImportProblemsError, read_file
from careers_site.courses.rows import COLUMNS, CourseRow, write_row
from careers_site.extensions import db

SHIPPED = "shipped"
# So many courses of a source may disappear without asking; above it, a tenth of them.
FEW = 10


@dataclass(frozen=True)
class ImportReport:
    """What an import changed, in numbers of courses."""

    added: int
    changed: int
    withdrawn: int
    unchanged: int

    def __str__(self) -> str:
        return (
            f"{self.added} added, {self.changed} changed, {self.withdrawn} withdrawn, "
            f"{self.unchanged} unchanged"
        )


def load_shipped(root: Path, known_steps: Collection[str] | None = None) -> ImportReport:
    """Bring the courses that ship with the site into the catalogue: root/data/courses.csv."""
    file = root / "data" / "courses.csv"
    return import_file(file, SHIPPED, known_steps=known_steps, shown="data/courses.csv")


def import_file(
    file: Path,
    source: str,
    *,
    known_steps: Collection[str] | None = None,
    dry_run: bool = False,
    allow_withdrawals: bool = False,
    shown: str = "",
) -> ImportReport:
    """Make the courses of `source` those of `file`. Raises ImportProblemsError.

    `known_steps` are the steps that a course may serve; None leaves them unchecked. `shown` is
    what problems call the file.
    """
    shown = shown or file.name
    rows = read_file(file, known_steps, shown)
    try:
        difference = _compare(rows, source)
        if not allow_withdrawals:
            _refuse_many(difference, shown)
        if difference.is_empty or dry_run:
            db.session.rollback()
        else:
            _write(difference)
            db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    return difference.report()


@dataclass
class _Difference:
    """What separates the catalogue from a file, as values for rows of the table."""

    known: int
    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)
    withdrawn: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.moved or self.withdrawn)

    def report(self) -> ImportReport:
        return ImportReport(len(self.added), len(self.changed), len(self.withdrawn), self.unchanged)


def _compare(rows: Sequence[CourseRow], source: str) -> _Difference:
    """Compare under the lock that taking a version is, so that nobody changes rows meanwhile."""
    stamp = {"version": next_version(), "changed": datetime.now(UTC)}
    known = _known(source)
    difference = _Difference(known=sum(not found.withdrawn for found in known.values()))
    for position, row in enumerate(rows, start=1):
        found = known.pop(row.run_id, None)
        digest = row.content_hash()
        if found and found.content_hash == digest and not found.withdrawn:
            difference.unchanged += 1
            if found.position != position:
                difference.moved.append({"id": found.id, "position": position})
            continue
        values = {**row.columns(), **stamp, "content_hash": digest, "position": position}
        values["withdrawn"] = False
        if found:
            difference.changed.append({**values, "id": found.id})
        else:
            difference.added.append({**values, "source": source, "added": stamp["changed"]})
    gone = [found for found in known.values() if not found.withdrawn]
    difference.withdrawn = [{**stamp, "id": found.id, "withdrawn": True} for found in gone]
    return difference


def _known(source: str) -> dict[str, Any]:
    """The rows of a source by run id."""
    rows = db.session.execute(
        select(
            Course.run_id, Course.id, Course.content_hash, Course.withdrawn, Course.position
        ).where(Course.source == source)
    )
    return {row.run_id: row for row in rows}


def _refuse_many(difference: _Difference, shown: str) -> None:
    gone = len(difference.withdrawn)
    if gone > FEW and gone * 10 > difference.known:
        raise ImportProblemsError(
            [
                f"{shown}: {gone} of {difference.known} courses would be withdrawn, more than a "
                "tenth: if that is right, import again with --allow-withdrawals"
            ]
        )


def _write(difference: _Difference) -> None:
    if difference.added:
        db.session.execute(insert(Course), difference.added)
    for rows in (difference.changed, difference.moved, difference.withdrawn):
        if rows:
            db.session.execute(update(Course), rows)


def export_courses(file: TextIO, source: str) -> int:
    """Write the courses of a source as `import_file` reads them; the number of courses."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    wanted = select(Course.__table__).where(Course.source == source, Course.withdrawn.is_(False))
    count = 0
    for row in db.session.execute(wanted.order_by(Course.position)):
        writer.writerow(write_row(dict(row._mapping)))
        count += 1
    return count
