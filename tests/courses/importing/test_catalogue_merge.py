"""A row that was edited on the site is kept when a file is loaded, and named where they differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from careers_site.courses.changes import edit as changes
from careers_site.courses.importing.course_row import read_row
from careers_site.courses.importing.load import import_file
from careers_site.courses.importing.native_format import export_courses
from careers_site.courses.models import catalogue_state
from tests.courses.conftest import Make, Row, Write, course_of

WHO = "editor@example.org"


def edit(row: Row) -> None:
    values, problems = read_row(row)
    assert values, problems
    course = course_of(row["run_id"])
    changes.edit(course.id, values, course.version, WHO)


def withdraw(run_id: str) -> None:
    course = course_of(run_id)
    changes.withdraw(course.id, course.version, WHO)


@pytest.fixture
def edited(app: Flask, row: Make, course_file: Write) -> Path:
    """The file of courses a, b and c; a was edited on the site since, and b withdrawn."""
    file = course_file(row("a"), row("b"), row("c"))
    import_file(file, "test")
    edit(row("a", title="By hand"))
    withdraw("b")
    return file


def test_an_unchanged_file_leaves_what_was_edited(edited: Path) -> None:
    before = catalogue_state()
    assert str(import_file(edited, "test")) == "0 added, 0 changed, 0 withdrawn, 3 unchanged"
    assert catalogue_state() == before
    assert (course_of("a").title, course_of("b").withdrawn) == ("By hand", True)


def test_what_changed_on_both_sides_is_kept_and_counted(
    edited: Path, row: Make, course_file: Write
) -> None:
    newer = course_file(row("a", title="By file"), row("b", title="By file"), row("c"))
    report = import_file(newer, "test")
    assert str(report) == (
        "0 added, 0 changed, 0 withdrawn, 1 unchanged, 2 kept as edited on the site"
    )
    assert (course_of("a").title, course_of("b").withdrawn) == ("By hand", True)
    # Nobody has decided: it is said again.
    assert import_file(newer, "test").kept == 2


def test_an_edited_course_that_is_no_more_in_the_file_is_kept(
    edited: Path, row: Make, course_file: Write
) -> None:
    report = import_file(course_file(row("c")), "test")
    assert (report.withdrawn, report.kept) == (0, 1)
    assert not course_of("a").withdrawn


def test_the_file_replaces_what_was_edited_if_it_is_to(
    edited: Path, row: Make, course_file: Write, app: Flask
) -> None:
    newer = course_file(row("a", title="By file"), row("b", title="By file"), row("c"))
    command = ["courses", "import", str(newer), "--source", "test"]
    kept = app.test_cli_runner().invoke(args=command)
    assert kept.output.splitlines() == [
        "0 added, 0 changed, 0 withdrawn, 1 unchanged, 2 kept as edited on the site.",
        "a: edited on the site, kept",
        "b: edited on the site, kept",
    ]
    assert kept.exit_code == 0
    replaced = app.test_cli_runner().invoke(args=[*command, "--replace-edited"])
    assert replaced.output.strip() == "0 added, 2 changed, 0 withdrawn, 1 unchanged."
    assert (course_of("a").title, course_of("b").withdrawn) == ("By file", False)
    again = app.test_cli_runner().invoke(args=command)
    assert again.output.strip() == "0 added, 0 changed, 0 withdrawn, 3 unchanged."


def test_a_file_that_says_what_the_site_says_settles_it(edited: Path, tmp_path: Path) -> None:
    file = tmp_path / "exported.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        export_courses(text, "test")
    assert str(import_file(file, "test")) == "0 added, 0 changed, 0 withdrawn, 2 unchanged"
    assert str(import_file(file, "test")) == "0 added, 0 changed, 0 withdrawn, 2 unchanged"
    assert course_of("b").withdrawn


def test_a_partial_file_withdraws_nothing(app: Flask, row: Make, course_file: Write) -> None:
    import_file(course_file(row("a"), row("b"), row("c")), "test")
    part = str(course_file(row("b", title="New"), row("d")))
    command = ["courses", "import", part, "--source", "test", "--partial"]
    done = app.test_cli_runner().invoke(args=command)
    assert done.output.strip() == "1 added, 1 changed, 0 withdrawn, 0 unchanged."
    assert not course_of("c").withdrawn


def test_rows_say_which_courses_stay_as_edited(
    edited: Path, row: Make, course_file: Write, app: Flask
) -> None:
    newer = course_file(row("a", title="By file"), row("c"))
    command = ["courses", "import", str(newer), "--source", "test", "--rows", "--dry-run"]
    said = app.test_cli_runner().invoke(args=command).output
    assert "row 2: edited on the site, kept" in said
