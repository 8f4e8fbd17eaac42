"""England's open course data: read as published, joined, and kept to what leads to Portage."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from careers_site.courses.importing.dfe import COLUMNS, read_row
from careers_site.courses.models import Course, catalogue_state
from careers_site.platform.extensions import db
from tests.courses.open_data import open_row, write_open_data

Run = Callable[..., Result]

SAMPLE = [
    open_row(
        "eye",
        LEARN_AIM_REF="99900011",
        STUDY_MODE="2",
        ATTENDANCE_PATTERN="2",
        FLEXIBLE_STARTDATE="False",
        STARTDATE="14/09/2026",
        DURATION_UNIT="4",
        DURATION_VALUE="1",
        COST="2450.00",
        LOCATION_NAME="Exampleton College",
        LOCATION_ADDRESS1="1 Example Road",
        LOCATION_LATITUDE="50.7184",
        LOCATION_LONGITUDE="-3.5339",
        LOCATION_POSTCODE="EX1 1ZZ",
        LOCATION_TOWN="Exampleton",
        UPDATED_DATE="02/06/2026",
        ENTRY_REQUIREMENTS="GCSE English grade 4 &amp; maths",
    ),
    open_row(
        "send", COURSE_NAME="Understanding SEND Level 2", DELIVER_MODE="2", REGIONS="National"
    ),
    open_row("boat", COURSE_NAME="Boat building", EDUCATION_LEVEL="3", DELIVER_MODE="1"),
]


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    """Import rows, or a file, with the command."""

    def invoke(*rows: dict[str, str] | Path | str) -> Result:
        files = [row for row in rows if isinstance(row, Path)]
        cells = [row for row in rows if isinstance(row, dict)]
        options = [row for row in rows if isinstance(row, str)]
        file = files[0] if files else write_open_data(tmp_path / "open.csv", *cells)
        args = ["courses", "import", str(file), "--format", "dfe", *options]
        return app.test_cli_runner().invoke(args=args)

    return invoke


def course(run_id: str) -> Any:
    db.session.rollback()
    return db.session.scalars(select(Course).filter_by(source="dfe", run_id=run_id)).one()


def test_a_course_run_is_read_with_all_that_its_row_says(run: Run) -> None:
    done = run(*SAMPLE)
    assert done.exit_code == 0, done.output
    eye = course("eye")
    assert (eye.provider, eye.title) == ("provider UKPRN 10099991", "Early Years Educator Level 3")
    assert (eye.learning_mode, eye.study_time, eye.attendance) == (
        "classroom",
        "part-time",
        "evening",
    )
    assert (eye.start_date.isoformat(), eye.duration, eye.cost_pence) == (
        "2026-09-14",
        "1 year",
        245000,
    )
    assert (eye.venue, eye.town) == ("Exampleton College, 1 Example Road", "Exampleton")
    assert (eye.latitude, eye.longitude, eye.postcode) == (50.7184, -3.5339, "EX1 1ZZ")
    assert eye.entry_requirements == "GCSE English grade 4 & maths"
    assert (eye.step, eye.level, eye.as_of, eye.nation) == (
        "level-3-diploma",
        "",
        "2 June 2026",
        "England",
    )
    send = course("send")
    assert send.national
    assert (send.regions, send.step) == ("", "level-2-send-certificate")


def test_only_courses_that_serve_a_step_are_kept_and_the_others_are_counted(run: Run) -> None:
    assert run(*SAMPLE).stdout.splitlines()[:2] == [
        "2 added, 0 changed, 0 withdrawn, 0 unchanged.",
        "1 left out: leads to no step of a plan.",
    ]
    assert "1 added" in run(*SAMPLE, "--all").stdout
    assert course("boat").step == ""


def test_the_report_says_what_the_joins_would_have_told(run: Run) -> None:
    said = run(*SAMPLE).stdout
    assert "1 providers are known only by their number: a file of providers names them." in said
    assert "2 courses have no level: LARS gives" in said


def test_names_levels_and_qualifications_come_from_the_joined_files(
    run: Run, tmp_path: Path
) -> None:
    providers, lars = tmp_path / "providers.csv", tmp_path / "lars.csv"
    providers.write_text("PROVIDER_NAME,UKPRN\nExampleton &amp; District College,10099991\n")
    lars.write_text(
        "LearnAimRef,LearnAimRefTitle,NotionalNVQLevelv2,AwardOrgCode,Further\n"
        "99900011,Diploma for the Early Years Workforce,3,NCFE,x\n"
    )
    done = run(*SAMPLE, "--providers", str(providers), "--lars", str(lars))
    assert done.exit_code == 0, done.output
    eye = course("eye")
    assert (eye.provider, eye.level) == ("Exampleton & District College", "3")
    assert (eye.qualification, eye.awarding_body) == (
        "Diploma for the Early Years Workforce",
        "NCFE",
    )


def test_a_join_without_its_columns_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "joined.csv"
    file.write_text("A,B\n1,2\n")
    for option, said in (
        ("--providers", "PROVIDER_NAME"),
        ("--lars", 'has no column "LearnAimRef", "LearnAimRefTitle"'),
    ):
        done = run(*SAMPLE, option, str(file))
        assert done.exit_code == 1
        assert said in done.stderr


def test_loading_the_same_file_twice_changes_nothing(run: Run) -> None:
    run(*SAMPLE)
    before = catalogue_state()
    assert "0 added, 0 changed, 0 withdrawn, 2 unchanged." in run(*SAMPLE).stdout
    assert catalogue_state() == before


def test_a_dry_run_says_what_would_be_and_changes_nothing(run: Run) -> None:
    before = catalogue_state()
    assert "Would be: 2 added" in run(*SAMPLE, "--dry-run").stdout
    assert catalogue_state() == before


def test_what_becomes_of_each_row_is_said_where_asked(run: Run) -> None:
    run(SAMPLE[0])
    done = run(*SAMPLE, open_row("eye"), "--rows", "--skip-bad-rows")
    told = sorted(line for line in done.stdout.splitlines() if line.startswith("row"))
    assert told == [
        "row 2: unchanged",
        "row 3: added",
        "row 4: left out: leads to no step of a plan",
        'row 5: left out: COURSE_RUN_ID: "eye" stands in row 2 too',
    ]


def test_columns_may_stand_in_any_order(run: Run, tmp_path: Path) -> None:
    columns = list(COLUMNS)
    random.Random(4).shuffle(columns)
    file = write_open_data(tmp_path / "turned.csv", *SAMPLE, columns=tuple(columns))
    assert run(file).exit_code == 0
    assert course("eye").town == "Exampleton"


BAD_CELLS = [
    ("PROVIDER_UKPRN", "12", '"12" is not a number of 8 digits'),
    ("COURSE_NAME", "", "is blank"),
    ("COURSE_NAME", "x" * 256, "is 256 characters long; at most 255"),
    ("COURSE_NAME", "a\x01b", "holds a character that cannot be shown"),
    ("WHO_THIS_COURSE_IS_FOR", "x" * 10_000_000, "is 10,000,000 characters long; at most 5,000"),
    ("DELIVER_MODE", "", "is blank"),
    ("DELIVER_MODE", "9", '"9" is not one of 1, 2, 3, 4'),
    ("STARTDATE", "31/02/2026", '"31/02/2026" is not a date such as 14/09/2026'),
    ("STARTDATE", "2026-02-01", '"2026-02-01" is not a date such as 14/09/2026'),
    ("STARTDATE", "01/02/2026", "is given, but FLEXIBLE_STARTDATE is True"),
    ("FLEXIBLE_STARTDATE", "yes", '"yes" is not "true" or "false"'),
    ("STARTDATE", "01/02/2072", '"01/02/2072" is more than 5 years ahead'),
    ("COST", "-5.00", '"-5.00" is not between 0 and 60,000 pounds'),
    ("COST", "1.2345", "1.2345 has more than 2 decimals"),
    ("COST", "=1+1", '"=1+1" is not a number of pounds'),
    ("DURATION_VALUE", "0", '"0" is not a whole number from 1 to 999'),
    ("DURATION_UNIT", "4", "is blank, but the other part of the duration is given"),
    ("LOCATION_LATITUDE", "12.0", "12.0 is outside the UK"),
    ("LOCATION_LONGITUDE", "1.1", "is blank, but the other coordinate is given"),
    ("COURSE_URL", "javascript:alert(1)", "is not a web address"),
    ("COURSE_TYPE", "7", '"7" is not one of 1, 2, 3, 4, 5, 6'),
    ("EDUCATION_LEVEL", "8", '"8" is not one of 0, 1'),
]


@pytest.mark.parametrize(("column", "cell", "said"), BAD_CELLS)
def test_a_bad_cell_is_named_by_its_column(column: str, cell: str, said: str) -> None:
    course, (problem,) = read_row(open_row("bad", **{column: cell}))
    assert course is None
    assert problem.startswith(column.rpartition("_")[0])
    assert said in problem


def test_a_bad_row_is_named_and_nothing_is_loaded(run: Run) -> None:
    before = catalogue_state()
    done = run(SAMPLE[0], open_row("bad", COST="-5.00"))
    assert done.exit_code == 1
    assert done.stderr.startswith('row 3: COST: "-5.00" is not between 0')
    assert "1 problem; nothing was changed." in done.stderr
    assert catalogue_state() == before


def test_a_cell_in_another_encoding_is_named_by_row_and_column(run: Run, tmp_path: Path) -> None:
    file = write_open_data(tmp_path / "open.csv", SAMPLE[0], open_row("b", COURSE_NAME="é @"))
    file.write_bytes(file.read_bytes().replace(b"@", b"\xe9"))
    assert (
        'row 3: COURSE_NAME: is not UTF-8 (byte 0xE9): save the file as "CSV UTF-8"'
        in run(file).stderr
    )


def test_headings_that_are_missing_unknown_or_twice_are_named(run: Run, tmp_path: Path) -> None:
    columns = (*("SURPRISE" if name == "COST" else name for name in COLUMNS), "SECTOR")
    done = run(write_open_data(tmp_path / "open.csv", *SAMPLE, columns=columns))
    assert done.exit_code == 1
    assert 'row 1: has 2 columns for SECTOR ("SECTOR" and "SECTOR"): keep one' in done.stderr
    done = run(write_open_data(tmp_path / "open.csv", *SAMPLE, columns=columns[:-1]))
    assert 'row 1: has no column "COST"; its other headings are "SURPRISE"' in done.stderr


def test_the_wrong_format_is_pointed_out(app: Flask, tmp_path: Path) -> None:
    file = write_open_data(tmp_path / "open.csv", *SAMPLE)
    done = app.test_cli_runner().invoke(args=["courses", "import", str(file)])
    assert done.exit_code == 1
    assert "--format dfe reads it" in done.stderr


def test_cells_that_begin_like_formulas_are_texts(run: Run) -> None:
    assert run(open_row("a", COST_DESCRIPTION="=HYPERLINK(1)")).exit_code == 0
    assert course("a").cost_note == "=HYPERLINK(1)"


def test_bad_rows_are_skipped_written_out_and_leave_their_courses_as_they_were(
    run: Run, tmp_path: Path
) -> None:
    run(*SAMPLE)
    errors = tmp_path / "errors.csv"
    bad = open_row("eye", COURSE_NAME="=Changed", COST="-5.00", LOCATION_LONGITUDE="-3.5")
    done = run(bad, open_row("new"), SAMPLE[1], "--skip-bad-rows", "--errors", str(errors))
    assert done.exit_code == 1
    assert "1 added, 0 changed, 0 withdrawn, 1 unchanged." in done.stdout
    assert "1 left out: has problems." in done.stdout
    assert course("eye").title == "Early Years Educator Level 3"
    with errors.open(encoding="utf-8", newline="") as text:
        (row,) = csv.DictReader(text)
    assert row["ERRORS"].startswith('COST: "-5.00" is not between 0')
    assert (row["COURSE_NAME"], row["LOCATION_LONGITUDE"]) == ("'=Changed", "-3.5")
    # Put right, the file of bad rows can be loaded as it is.
    errors.write_text(errors.read_text().replace("-5.00", "5.00").replace(",-3.5", ","))
    assert run(errors, "--dry-run", "--allow-withdrawals").exit_code == 0


def test_a_course_that_no_longer_serves_a_step_is_withdrawn(run: Run) -> None:
    run(*SAMPLE)
    done = run(open_row("eye", COURSE_NAME="Boat building"), SAMPLE[1])
    assert "0 added, 0 changed, 1 withdrawn, 1 unchanged." in done.stdout
    assert course("eye").withdrawn


def test_options_of_the_open_data_go_with_its_format(app: Flask, tmp_path: Path) -> None:
    file = write_open_data(tmp_path / "open.csv", *SAMPLE)
    assert (
        app.test_cli_runner().invoke(args=["courses", "import", str(file), "--all"]).exit_code == 2
    )
