"""Rows of the open data, made up, in the form in which the directory publishes them."""

from __future__ import annotations

import csv
from pathlib import Path

from careers_site.courses.importing.dfe import COLUMNS

Row = dict[str, str]


def open_row(run_id: str = "run-1", **cells: str) -> Row:
    """A classroom course that leads to Portage; other cells are blank unless given."""
    usual = {
        "PROVIDER_UKPRN": "10099991",
        "COURSE_ID": "course-1",
        "COURSE_RUN_ID": run_id,
        "COURSE_NAME": "Early Years Educator Level 3",
        "DELIVER_MODE": "1",
        "FLEXIBLE_STARTDATE": "True",
        "NATIONAL": "False",
        "COURSE_URL": "https://college.example/eye3",
    }
    return {**dict.fromkeys(COLUMNS, ""), **usual, **cells}


def write_open_data(file: Path, *rows: Row, columns: tuple[str, ...] = COLUMNS) -> Path:
    """As the directory writes it: a byte-order mark, and lines that end as on Windows."""
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return file
