"""The catalogue's own format of course files, and spreadsheets that have some of its columns."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from typing import TextIO

from sqlalchemy import select

from careers_site.content.tables.typed_input import as_cell, as_choice
from careers_site.courses.importing import course_row
from careers_site.courses.importing.column_guidance import ALIASES, COLUMN, TYPED
from careers_site.courses.importing.location import look_up
from careers_site.courses.importing.open_data_format import Read
from careers_site.courses.importing.problems import ERRORS
from careers_site.courses.models import Course
from careers_site.platform.extensions import db
from careers_site.platform.sheets.columns import Columns
from careers_site.platform.sheets.csv_safety import unguard
from careers_site.platform.text.formatting import count_of
from careers_site.platform.text.text_safety import did_you_mean, new_id

# What makes a course known where a file does not number its courses.
MADE_OF = ("start_date", "postcode", "town", "provider", "title")
KNOWN_BY = "start date, place, provider and title"
MOST_ROWS_NAMED = 20
# Most cells of a file say what those above them say.
CELLS_REMEMBERED = 2_000
Cells = Mapping[str, str]


class Native:
    """What `courses export` writes, and files that say less.

    With a `source`, a column that the file does not have stays as it is in that source, and a
    course with a postcode and no position gets one. Steps are not checked where they are None.
    """

    columns = Columns(course_row.COLUMNS, ALIASES, required=("provider", "title"), ignored={ERRORS})
    run_id = "run_id"

    def __init__(self, known_steps: Collection[str] | None, source: str | None = None) -> None:
        self._steps = known_steps
        self._source = source
        self._missing: list[str] = []
        self._unplaced: list[str] = []
        self._made_ids = False
        self._typed = lru_cache(CELLS_REMEMBERED)(self._read_cell)

    def read(self, row: Cells) -> Read:
        cells = self._completed({name: self._typed(name, cell) for name, cell in row.items()})
        note = ""
        if self._source and cells["postcode"]:
            cells, note = look_up(cells, {})
        course, problems = course_row.read_row(cells)
        if course and course.step and self._steps is not None and course.step not in self._steps:
            near = did_you_mean(course.step, self._steps)
            problems.append(f'step: there is no step "{course.step}"{near}')
        if note and not problems:
            self._unplaced.append(cells["postcode"])
        return Read(course, problems, run_id=cells[self.run_id])

    def notes(self) -> list[str]:
        found = []
        if self._missing:
            labels = ", ".join(f'"{COLUMN[name].label}"' for name in self._missing)
            found.append(f"Not in the file, so courses keep what they have there: {labels}")
        if self._made_ids:
            found.append(f"Courses are known by their {KNOWN_BY}")
        if self._unplaced:
            named = ", ".join(self._unplaced[:MOST_ROWS_NAMED])
            found.append(
                f"{count_of(len(self._unplaced), 'course')} without a position, as we do not know "
                f"where this is: {named}. Searches by distance leave them out"
            )
        return found

    def _read_cell(self, name: str, cell: str) -> str:
        cell = unguard(cell.strip())
        if name == "cost" and cell.lower() == "free":
            return "0"
        choices = COLUMN[name].allowed
        if name == "step" and isinstance(self._steps, Mapping):
            choices = self._steps
        return as_choice(choices, cell) if choices else as_cell(TYPED.get(name, "text"), cell)

    def _completed(self, cells: dict[str, str]) -> dict[str, str]:
        if not cells.get(self.run_id):
            self._made_ids = True
            parts = (new_id(cells[name], ()) for name in MADE_OF if cells.get(name))
            cells = {**cells, self.run_id: "-".join(parts)[:100].strip("-")}
        if len(cells) == len(course_row.COLUMNS):
            return cells
        self._missing = [name for name in course_row.COLUMNS if name not in cells]
        kept = self._listed.get(cells[self.run_id], {})
        return {name: cells.get(name, kept.get(name, "")) for name in course_row.COLUMNS}

    @cached_property
    def _listed(self) -> dict[str, Cells]:
        """Run id -> the cells that the file says nothing of, of every course of the source."""
        wanted = select(Course.__table__).where(Course.source == self._source)
        found: dict[str, Cells] = {}
        for row in db.session.execute(wanted) if self._source else ():
            cells = zip(course_row.COLUMNS, course_row.write_row(dict(row._mapping)), strict=True)
            missing = {name: cell for name, cell in cells if name in self._missing}
            found[row.run_id] = missing
        # What is read here is not held while the file is read.
        db.session.rollback()
        return found


def export_courses(file: TextIO, source: str) -> int:
    """Write the courses of a source as `import_file` reads them; the number of courses."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(course_row.COLUMNS)
    wanted = select(Course.__table__).where(Course.source == source, Course.withdrawn.is_(False))
    count = 0
    for row in db.session.execute(wanted.order_by(Course.position)):
        writer.writerow(course_row.write_row(dict(row._mapping)))
        count += 1
    return count
