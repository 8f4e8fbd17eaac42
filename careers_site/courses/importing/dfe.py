"""A row of the Course Directory's open data, read as a course.

The file is England's live courses with regions and venues, one row a course run, in the form in
which the directory publishes it. Columns that the catalogue does not keep are not looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from careers_site.courses.importing import course_cells
from careers_site.courses.importing.course_row import CourseRow
from careers_site.courses.importing.reference_names import Joins
from careers_site.platform.sheets import csv_rows
from careers_site.platform.sheets.csv_rows import short
from careers_site.platform.text.formatting import count_of, day
from careers_site.platform.text.numbers import whole_number

MODES = {"1": "classroom", "2": "online", "3": "work-based", "4": "blended"}
STUDY_TIMES = {"": "", "0": "", "1": "full-time", "2": "part-time", "3": "flexible"}
ATTENDANCES = {"": "", "0": "", "1": "daytime", "2": "evening", "3": "weekend", "4": "release"}
UNITS = {"": "", "1": "day", "2": "week", "3": "month", "4": "year", "5": "hour", "6": "minute"}
LEVELS = {"": "", "0": "entry", **{str(level): str(level) for level in range(1, 8)}}
# What the type says of the qualification: the other types say only who pays.
TYPES = {
    "": "",
    "1": "Essential skills",
    "2": "T Level",
    "3": "Higher technical qualification",
    "4": "",
    "5": "Multiply",
    "6": "Skills Bootcamp",
}


def _words(longest: int, *, required: bool = False) -> BeforeValidator:
    """Text in which HTML entities stand for characters."""
    check: Callable[[str], str] = course_cells.text(longest, required=required).func  # type: ignore[assignment]
    return BeforeValidator(lambda cell: check(html.unescape(cell) if "&" in cell else cell))


def _code(words: Mapping[str, str]) -> BeforeValidator:
    def check(cell: str) -> str:
        cell = course_cells.clean(cell)
        if cell not in words:
            known = ", ".join(code for code in words if code)
            raise ValueError(f'"{short(cell)}" is not one of {known}' if cell else "is blank")
        return words[cell]

    return BeforeValidator(check)


def _ukprn(cell: str) -> str:
    cell = course_cells.clean(cell)
    if not re.fullmatch("[0-9]{8}", cell):
        raise ValueError(f'"{short(cell)}" is not a number of 8 digits')
    return cell


def _count(cell: str) -> int | None:
    cell = course_cells.clean(cell)
    number = whole_number(cell, 1, 999)
    if cell and number is None:
        raise ValueError(f'"{short(cell)}" is not a whole number from 1 to 999')
    return number


def _day(cell: str) -> date | None:
    cell = course_cells.clean(cell)
    if not cell:
        return None
    try:
        day, month, year = cell.split("/")
        return course_cells.a_course_day(f"{year}-{month}-{day}")
    except ValueError:
        raise ValueError(f'"{short(cell)}" is not a date such as 14/09/2026') from None


def _start(cell: str) -> date | None:
    found = _day(cell)
    return found and course_cells.not_too_far(found, cell)


class DfeRow(BaseModel):
    """The columns that the catalogue keeps. Made from text cells by `read_row`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ukprn: Annotated[str, BeforeValidator(_ukprn)] = Field(alias="PROVIDER_UKPRN")
    run_id: Annotated[str, _words(100, required=True)] = Field(alias="COURSE_RUN_ID")
    aim: Annotated[str, _words(20)] = Field(alias="LEARN_AIM_REF")
    title: Annotated[str, _words(255, required=True)] = Field(alias="COURSE_NAME")
    description: Annotated[str, _words(5000)] = Field(alias="WHO_THIS_COURSE_IS_FOR")
    learning_mode: Annotated[str, _code(MODES)] = Field(alias="DELIVER_MODE")
    study_time: Annotated[str, _code(STUDY_TIMES)] = Field(alias="STUDY_MODE")
    attendance: Annotated[str, _code(ATTENDANCES)] = Field(alias="ATTENDANCE_PATTERN")
    flexible: course_cells.Flag = Field(alias="FLEXIBLE_STARTDATE")
    start_date: Annotated[date | None, BeforeValidator(_start)] = Field(alias="STARTDATE")
    unit: Annotated[str, _code(UNITS)] = Field(alias="DURATION_UNIT")
    length: Annotated[int | None, BeforeValidator(_count)] = Field(alias="DURATION_VALUE")
    cost: course_cells.Pence = Field(alias="COST")
    cost_note: Annotated[str, _words(500)] = Field(alias="COST_DESCRIPTION")
    national: course_cells.Flag = Field(alias="NATIONAL")
    regions: Annotated[str, _words(10_000)] = Field(alias="REGIONS")
    place: Annotated[str, _words(255)] = Field(alias="LOCATION_NAME")
    address_1: Annotated[str, _words(255)] = Field(alias="LOCATION_ADDRESS1")
    address_2: Annotated[str, _words(255)] = Field(alias="LOCATION_ADDRESS2")
    latitude: course_cells.Latitude = Field(alias="LOCATION_LATITUDE")
    longitude: course_cells.Longitude = Field(alias="LOCATION_LONGITUDE")
    postcode: Annotated[str, _words(10)] = Field(alias="LOCATION_POSTCODE")
    town: Annotated[str, _words(255)] = Field(alias="LOCATION_TOWN")
    url: Annotated[course_cells.Address, BeforeValidator(html.unescape)] = Field(alias="COURSE_URL")
    updated: Annotated[date | None, BeforeValidator(_day)] = Field(alias="UPDATED_DATE")
    entry_requirements: Annotated[str, _words(2000)] = Field(alias="ENTRY_REQUIREMENTS")
    type: Annotated[str, _code(TYPES)] = Field(alias="COURSE_TYPE")
    sector: Annotated[str, _words(255)] = Field(alias="SECTOR")
    level: Annotated[str, _code(LEVELS)] = Field(alias="EDUCATION_LEVEL")
    awarding_body: Annotated[str, _words(255)] = Field(alias="AWARDING_BODY")

    def problems(self) -> list[str]:
        """What its cells say against each other."""
        found = []
        if self.flexible and self.start_date:
            found.append("STARTDATE: is given, but FLEXIBLE_STARTDATE is True")
        if (self.length is None) != (not self.unit):
            missing = "DURATION_VALUE" if self.length is None else "DURATION_UNIT"
            found.append(f"{missing}: is blank, but the other part of the duration is given")
        if (self.latitude is None) != (self.longitude is None):
            missing = "LATITUDE" if self.latitude is None else "LONGITUDE"
            found.append(f"LOCATION_{missing}: is blank, but the other coordinate is given")
        return found

    def course(self, joins: Joins) -> CourseRow:
        aim = joins.aims.get(self.aim)
        national = self.national or self.regions.lower() == "national"
        values: dict[str, Any] = {
            **{name: getattr(self, name) for name in _AS_THEY_ARE},
            "provider": joins.providers.get(self.ukprn) or f"provider UKPRN {self.ukprn}",
            "level": (aim.level if aim else "") or self.level,
            "qualification": (aim.title if aim else "") or self.type,
            "awarding_body": self.awarding_body or (aim.awarded_by if aim else ""),
            "hours": None,
            "duration": _duration(self.length, self.unit),
            "venue": self._venue(),
            "nation": "England",
            "national": national,
            "regions": "" if national else ", ".join(re.split(r"\s*,\s*", self.regions)),
            "step": "",
            "source_url": "",
            "as_of": day(self.updated) if self.updated else "",
            "evidence": "listed",
            "unconfirmed_fields": "",
            "checked": None,
        }
        return CourseRow.model_construct(**values)

    def _venue(self) -> str:
        parts = [part for part in (self.place, self.address_1, self.address_2) if part]
        venue = ", ".join(dict.fromkeys(parts))
        return venue if len(venue) <= 255 else self.place


COLUMNS = (
    *(field.alias or "" for field in DfeRow.model_fields.values()),
    *("COURSE_ID", "LOCATION_COUNTY", "LOCATION_EMAIL", "LOCATION_TELEPHONE", "LOCATION_WEBSITE"),
    "HOW_YOU_WILL_BE_ASSESSED",
)
_AS_THEY_ARE = (
    *("run_id", "title", "learning_mode", "study_time", "attendance", "start_date", "cost"),
    *("cost_note", "town", "postcode", "latitude", "longitude", "entry_requirements"),
    *("description", "url"),
)


def _duration(length: int | None, unit: str) -> str:
    return count_of(length, unit) if length else ""


def read_row(row: Mapping[str, str]) -> tuple[DfeRow | None, list[str]]:
    """The row, or else every problem in it as "COLUMN: what is wrong"."""
    read, problems = csv_rows.read_row(DfeRow, row)
    problems += read.problems() if read else []
    return (None, problems) if problems else (read, [])
