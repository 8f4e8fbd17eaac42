"""One row of the native course file: typed, checked, and written back as the same text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from careers_site.courses import terms
from careers_site.courses.importing import course_cells
from careers_site.courses.importing.course_cells import choice, text
from careers_site.platform.sheets import csv_rows
from careers_site.platform.sheets.csv_safety import guard
from careers_site.platform.text.text_safety import did_you_mean


def _columns(cell: str) -> str:
    names = course_cells.clean(cell).split()
    for name in names:
        if name not in COLUMNS:
            near = did_you_mean(name, COLUMNS)
            raise ValueError(f'"{csv_rows.short(name)}" is not a column of this file{near}')
    return " ".join(names)


class CourseRow(BaseModel):
    """A course run as the native file gives it. Made from text cells by `read_row`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: Annotated[str, text(100, required=True)]
    provider: Annotated[str, text(255, required=True)]
    title: Annotated[str, text(255, required=True)]
    level: Annotated[str, choice(terms.LEVELS)]
    qualification: Annotated[str, text(255)]
    awarding_body: Annotated[str, text(255)]
    learning_mode: Annotated[str, choice(terms.MODES)]
    study_time: Annotated[str, choice(terms.STUDY_TIMES)]
    attendance: Annotated[str, choice(terms.ATTENDANCES)]
    hours: course_cells.Hours
    start_date: course_cells.Start
    duration: Annotated[str, text(255)]
    cost: course_cells.Pence
    cost_note: Annotated[str, text(500)]
    venue: Annotated[str, text(255)]
    town: Annotated[str, text(255)]
    postcode: course_cells.Postcode
    latitude: course_cells.Latitude
    longitude: course_cells.Longitude
    nation: Annotated[str, choice(terms.NATIONS.values())]
    national: course_cells.Flag
    regions: Annotated[str, text(10_000)]
    entry_requirements: Annotated[str, text(2000)]
    description: Annotated[str, text(5000)]
    url: course_cells.Address
    step: Annotated[str, text(100)]
    source_url: course_cells.Address
    as_of: Annotated[str, text(255)]
    evidence: Annotated[str, choice(terms.EVIDENCE)]
    unconfirmed_fields: Annotated[str, BeforeValidator(_columns)]
    checked: course_cells.Checked

    def columns(self) -> dict[str, Any]:
        """The values as the table `course` keeps them."""
        values = self.model_dump()
        values["cost_pence"] = values.pop("cost")
        return values

    def content_hash(self) -> str:
        return hash_of(self.columns())


COLUMNS = tuple(CourseRow.model_fields)


def read_row(row: Mapping[str, str]) -> tuple[CourseRow | None, list[str]]:
    """The row, or else every problem in it as "column: what is wrong"."""
    course, problems = csv_rows.read_row(CourseRow, dict(row))
    if course and (course.latitude is None) != (course.longitude is None):
        missing = "latitude" if course.latitude is None else "longitude"
        return None, [f"{missing}: is blank, but the other coordinate is given"]
    return course, problems


def hash_of(course: Mapping[str, Any]) -> str:
    """What tells whether two rows are the same."""
    return hashlib.sha256("\x1f".join(write_row(course)).encode()).hexdigest()


def write_row(course: Mapping[str, Any]) -> list[str]:
    """The cells of a course in the order of the columns: what `read_row` reads as the same."""
    values = {**course, "cost": course["cost_pence"]}
    return [_cell(column, values[column]) for column in COLUMNS]


def _cell(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if column == "cost":
        return f"{value // 100}" if value % 100 == 0 else f"{value / 100:.2f}"
    if isinstance(value, float):
        return _degrees(value) if column in {"latitude", "longitude"} else f"{value:.12g}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _degrees(value: float) -> str:
    """Three decimals (a hundred metres) unless the position is known better."""
    rounded = f"{value:.3f}"
    return rounded if float(rounded) == value else f"{value:.12g}"
