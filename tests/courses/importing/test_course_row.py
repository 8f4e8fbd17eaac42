"""What a row of a course file may hold, and how a problem in it is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.courses.importing.course_row import COLUMNS, read_row, write_row
from careers_site.platform.clock import today

BAD_CELLS = [
    ("title", "", "title: is blank"),
    ("title", "x" * 256, "title: is 256 characters long; at most 255"),
    ("provider", "a\x00b", "provider: holds a character that cannot be shown"),
    ("level", "9", 'level: "9" is not one of entry'),
    ("learning_mode", "on line", '(did you mean "online"?)'),
    ("hours", "200", "hours: 200 is not between 0 and 168"),
    ("start_date", "31/02/2026", 'start_date: "31/02/2026" is not a date such as 2026-11-21'),
    ("start_date", "2026-02-31", 'start_date: "2026-02-31" is not a date such as 2026-11-21'),
    ("start_date", "0001-01-01", 'start_date: "0001-01-01" is not between 1990 and 2100'),
    ("start_date", "2072-09-06", 'start_date: "2072-09-06" is more than 5 years ahead'),
    ("checked", "2072-09-06", 'checked: "2072-09-06" is in the future'),
    ("cost", "-1", 'cost: "-1" is not between 0 and 60,000 pounds'),
    ("cost", "60000.01", 'cost: "60000.01" is not between 0 and 60,000 pounds'),
    ("cost", "1.2345", "cost: 1.2345 has more than 2 decimals"),
    ("cost", "NaN", 'cost: "NaN" is not a number of pounds'),
    ("cost", "1e3", 'cost: "1e3" is not a number of pounds'),
    ("cost", "1" * 5000, "is not a number of pounds"),
    ("latitude", "12", "latitude: 12 is outside the UK"),
    ("latitude", "nan", 'latitude: "nan" is not a number of degrees'),
    ("longitude", "-30.0", "longitude: -30.0 is outside the UK"),
    ("longitude", "-1.5", "latitude: is blank, but the other coordinate is given"),
    ("nation", "Cornwall", 'nation: "Cornwall" is not one of'),
    ("national", "perhaps", 'national: "perhaps" is not "true" or "false"'),
    ("url", "javascript:alert(1)", "is not a web address"),
    ("url", "ftp://example.org/x", "is not a web address"),
    ("url", "https://[bad", "is not a web address"),
    ("evidence", "hearsay", 'evidence: "hearsay" is not one of'),
    ("unconfirmed_fields", "durashun", 'column of this file (did you mean "duration"?)'),
    ("checked", "today", 'checked: "today" is not a date'),
]


@pytest.mark.parametrize(("column", "cell", "said"), BAD_CELLS)
def test_a_bad_cell_is_named_by_its_column(
    row: Callable[..., dict[str, str]], column: str, cell: str, said: str
) -> None:
    course, problems = read_row(row(**{column: cell}))
    assert course is None
    assert len(problems) == 1
    assert said in problems[0]


def test_a_course_may_start_5_years_from_today_and_be_checked_today(
    row: Callable[..., dict[str, str]],
) -> None:
    day = today()
    cells = row(start_date=f"{day.year + 5}-{day:%m}-01", checked=day.isoformat(), cost="60000")
    assert read_row(cells)[1] == []


def test_all_problems_of_a_row_are_told_at_once(row: Callable[..., dict[str, str]]) -> None:
    _, problems = read_row(row(title="", level="x", cost="free"))
    assert [problem.partition(":")[0] for problem in problems] == ["title", "level", "cost"]


def test_a_row_is_written_as_it_was_read(row: Callable[..., dict[str, str]]) -> None:
    cells = row(
        level="entry",
        learning_mode="work-based",
        hours="7.5",
        start_date="2026-09-01",
        cost="2450.05",
        latitude="52.380",
        longitude="-1.5012",
        nation="Northern Ireland",
        national="true",
        url="https://example.org/a?b=c",
        description="Two\nlines, and a comma",
        unconfirmed_fields="duration cost",
    )
    course, problems = read_row(cells)
    assert course, problems
    assert write_row(course.columns()) == [cells[column] for column in COLUMNS]


def test_a_cell_that_spreadsheets_would_run_is_written_guarded(
    row: Callable[..., dict[str, str]],
) -> None:
    course, _ = read_row(row(cost_note='=HYPERLINK("x")'))
    assert course
    written = dict(zip(COLUMNS, write_row(course.columns()), strict=True))
    assert written["cost_note"].startswith("'=")
    assert read_row(written)[0] == course


@given(st.sampled_from(COLUMNS), st.text(max_size=60))
def test_any_cell_is_read_and_written_as_the_same_or_refused(column: str, cell: str) -> None:
    cells = {**dict.fromkeys(COLUMNS, ""), "run_id": "r", "provider": "p", "title": "t"}
    course, problems = read_row({**cells, column: cell})
    assert bool(course) != bool(problems)
    if course:
        written = dict(zip(COLUMNS, write_row(course.columns()), strict=True))
        assert read_row(written)[0] == course
