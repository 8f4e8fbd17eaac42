"""A course file changes the catalogue as a whole, or not at all."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.courses.importing.course_row import COLUMNS
from careers_site.courses.importing.load import SHIPPED, check_shipped, import_file, load_shipped
from careers_site.courses.importing.native_format import export_courses
from careers_site.courses.importing.problems import ImportProblemsError
from careers_site.courses.models import Course, catalogue_state
from careers_site.platform.extensions import db
from tests.conftest import ROOT
from tests.courses.conftest import Make, Row, Write


def exported(source: str) -> str:
    text = io.StringIO()
    export_courses(text, source)
    return text.getvalue()


def problems_of(file: Path, **options: object) -> list[str]:
    with pytest.raises(ImportProblemsError) as caught:
        import_file(file, "test", **options)  # type: ignore[arg-type]
    return caught.value.problems


def many(row: Make, count: int) -> list[Row]:
    return [row(f"run-{number}") for number in range(count)]


def test_the_shipped_courses_have_no_problems() -> None:
    assert not check_shipped(ROOT, known_steps={*re.findall(r"[\w-]+", _steps())})


def _steps() -> str:
    return (ROOT / "content/portage-home-visitor/steps.toml").read_text(encoding="utf-8")


def test_import_then_export_gives_the_same_file(app: Flask) -> None:
    shipped = (ROOT / "data/courses.csv").read_text(encoding="utf-8")
    assert exported(SHIPPED) == shipped


def test_a_reordered_file_comes_back_in_its_new_order(
    app: Flask, row: Make, course_file: Write
) -> None:
    import_file(course_file(row("a"), row("b")), "test")
    turned = course_file(row("c"), row("b"), row("a"))
    import_file(turned, "test")
    assert exported("test") == turned.read_text(encoding="utf-8")


def test_loading_the_same_file_twice_changes_nothing(app: Flask) -> None:
    before = catalogue_state()
    report = load_shipped(ROOT)
    assert (report.added, report.changed, report.withdrawn) == (0, 0, 0)
    assert report.unchanged > 80
    assert catalogue_state() == before


def test_a_newer_file_adds_changes_and_withdraws(app: Flask, row: Make, course_file: Write) -> None:
    import_file(course_file(row("a"), row("b"), row("c")), "test")
    report = import_file(course_file(row("a"), row("b", title="Renamed"), row("d")), "test")
    assert str(report) == "1 added, 1 changed, 1 withdrawn, 1 unchanged"
    gone = db.session.scalars(select(Course).where(Course.run_id == "c")).one()
    assert gone.withdrawn
    report = import_file(course_file(row("a"), row("b"), row("c"), row("d")), "test")
    assert (report.changed, report.unchanged) == (2, 2)


def test_another_source_leaves_the_shipped_courses_alone(
    app: Flask, row: Make, course_file: Write
) -> None:
    before = exported(SHIPPED)
    import_file(course_file(row("a")), "test")
    assert exported(SHIPPED) == before


def test_withdrawing_more_than_a_tenth_must_be_allowed(
    app: Flask, row: Make, course_file: Write
) -> None:
    import_file(course_file(*many(row, 40)), "test")
    fewer = course_file(*many(row, 29))
    (problem,) = problems_of(fewer)
    assert "11 of 40 courses would be withdrawn" in problem
    assert exported("test").count("\n") == 41
    assert import_file(fewer, "test", allow_withdrawals=True).withdrawn == 11


def test_every_problem_is_named_by_row_and_nothing_is_changed(
    app: Flask, row: Make, course_file: Write
) -> None:
    before = catalogue_state()
    file = course_file(row("a"), row("b", cost="-1"), row("a"), row("c", step="level-3-diplom"))
    assert problems_of(file, known_steps=["level-3-diploma"]) == [
        'courses.csv: row 3: cost: "-1" is not between 0 and 60,000 pounds',
        'courses.csv: row 4: run_id: "a" stands in row 2 too',
        'courses.csv: row 5: step: there is no step "level-3-diplom" '
        '(did you mean "level-3-diploma"?)',
    ]
    assert catalogue_state() == before


def test_rows_without_a_run_id_are_told_apart_by_what_they_say(
    app: Flask, row: Make, course_file: Write
) -> None:
    rows = [row("", provider=f"{name} College", start_date="2027-09-06") for name in "ABC"]
    assert import_file(course_file(*rows), "test").added == 3
    unnumbered = tuple(name for name in COLUMNS if name != "run_id")
    assert import_file(course_file(*rows, columns=unnumbered), "test").unchanged == 3
    assert problems_of(course_file(*rows, rows[1], columns=unnumbered)) == [
        "courses.csv: row 5: run_id: row 3 has the same start date, place, provider and title, "
        "so number both"
    ]


def test_a_failure_in_the_middle_of_writing_changes_nothing(
    app: Flask, row: Make, course_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(course_file(row("a")), "test")
    before = catalogue_state(), exported("test")

    def fail() -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(db.session, "commit", fail)
    with pytest.raises(OSError, match="disk"):
        import_file(course_file(row("a", title="New"), row("b")), "test")
    assert (catalogue_state(), exported("test")) == before


def test_a_file_without_a_column_that_it_needs_says_what_it_has_instead(
    app: Flask, row: Make, course_file: Write
) -> None:
    columns = tuple("titel" if column == "title" else column for column in COLUMNS)
    assert problems_of(course_file(row(), columns=columns)) == [
        'courses.csv: row 1: has no column "title"; its other headings are "titel"',
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "courses.csv: is empty"),
        (",".join(COLUMNS).encode() + "\né".encode() + b"\xe9", "is not UTF-8 (byte 0xE9)"),
        (",".join(COLUMNS).encode() + b'\n"a"b,c\n', "row 2: is not CSV"),
        (",".join(COLUMNS).encode() + b"\na,b\n", "row 2: has 2 cells where the heading has 31"),
        (
            ",".join(COLUMNS).encode() + b'\n"a,b\n' + b"c\n" * 9,
            "row 2: is not CSV: unexp",
        ),
        (",".join(COLUMNS).encode() + b"\n" + b"x" * 10_000_000, "row 2: has 1 cells"),
        (b"PK\x03\x04\xff\xfe", "courses.csv: is a broken workbook: save it anew"),
    ],
)
def test_a_file_that_is_no_course_file_says_why(
    app: Flask, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "courses.csv"
    file.write_bytes(content)
    assert said in problems_of(file)[0]


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(
    app: Flask, row: Make, course_file: Write
) -> None:
    file = course_file(row("a"))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert import_file(file, "test").added == 1


def test_the_command_exits_with_1_for_problems_and_2_for_wrong_use(
    app: Flask, row: Make, course_file: Write, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()
    bad = runner.invoke(args=["courses", "import", str(course_file(row(level="12")))])
    assert bad.exit_code == 1
    assert "row 2: level:" in bad.output
    assert runner.invoke(args=["courses", "import", str(tmp_path / "none.csv")]).exit_code == 2
    wrong = ["courses", "import", str(course_file(row())), "--source", "No Good"]
    assert runner.invoke(args=wrong).exit_code == 2


def test_the_commands_import_and_export(
    app: Flask, row: Make, course_file: Write, tmp_path: Path
) -> None:
    runner, file = app.test_cli_runner(), course_file(row("a"), row("b"))
    done = runner.invoke(args=["courses", "import", str(file), "--source", "test"])
    assert (done.exit_code, done.output.strip()) == (
        0,
        "2 added, 0 changed, 0 withdrawn, 0 unchanged.",
    )
    out = tmp_path / "out.csv"
    runner.invoke(args=["courses", "export", str(out), "--source", "test"])
    assert out.read_bytes() == file.read_bytes()


def test_a_file_of_very_many_headings_is_refused(app: Flask, row: Make, course_file: Write) -> None:
    (problem,) = problems_of(course_file(columns=tuple(f"h{n}" for n in range(5_000))))
    assert "has 5,000 headings" in problem


def test_own_columns_are_left_out_and_named(app: Flask, row: Make, course_file: Write) -> None:
    file = course_file(row("a"), columns=(*COLUMNS, *(f"zz{n}" for n in range(40))))
    done = app.test_cli_runner().invoke(args=["courses", "import", str(file), "--source", "test"])
    assert 'no such column: "zz0", "zz1",' in done.output
    assert '"zz19" and 20 more.' in done.output
