"""Small course files, and searches as a reader asks them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.finder.finder import find
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.results import Results
from careers_site.courses.importing.catalogue_merge import ImportReport
from careers_site.courses.importing.course_row import COLUMNS
from careers_site.courses.importing.load import import_file
from careers_site.courses.models import Course
from careers_site.platform.clock import today
from careers_site.platform.extensions import db

Row = dict[str, str]
Load = Callable[..., ImportReport]
Make = Callable[..., Row]
Write = Callable[..., Path]
# A year in which no course has begun yet, and near enough to be announced.
LATER = today().year + 2


def course_row(run_id: str = "run-1", **cells: str) -> Row:
    """A row with what is required; other cells are blank unless given."""
    required = {"run_id": run_id, "provider": "A College", "title": "A course"}
    return {**dict.fromkeys(COLUMNS, ""), "national": "false", **required, **cells}


@pytest.fixture
def row() -> Make:
    return course_row


@pytest.fixture
def course_file(tmp_path: Path) -> Write:
    """Write rows as a course file; `columns` changes its headings."""

    def write(*rows: Row, columns: tuple[str, ...] = COLUMNS) -> Path:
        file = tmp_path / "courses.csv"
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([row.get(column, "") for column in columns] for row in rows)
        return file

    return write


@pytest.fixture
def load(app: Flask, course_file: Write) -> Load:
    """Import rows, beside the shipped courses, under the source "test", as the command does."""

    def bring_in(*rows: Row) -> ImportReport:
        report = import_file(course_file(*rows), "test")
        catch_up()
        return report

    return bring_in


def course_of(run_id: str, source: str = "test") -> Course:
    """A course as it is now."""
    db.session.expire_all()
    return db.session.scalars(select(Course).filter_by(source=source, run_id=run_id)).one()


def search_for(query: str) -> CourseSearch:
    return CourseSearch.from_query(MultiDict(parse_qsl(query)))


@pytest.fixture
def asked() -> Callable[[str], CourseSearch]:
    return search_for


@pytest.fixture
def found(site: Flask) -> Callable[[str], Results]:
    """The answer to a query string, on the shipped courses."""

    def answer(query: str) -> Results:
        with site.app_context():
            return find(search_for(query))

    return answer
