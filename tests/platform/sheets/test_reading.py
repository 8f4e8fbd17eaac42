"""Tables as people send them: the same rows from any file, or a sentence that says why not."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from careers_site.platform.sheets.columns import Columns, SheetError
from careers_site.platform.sheets.reading import Limits, Line, read
from tests.platform.sheets.workbook import saved, workbook

COLUMNS = Columns(
    ("name", "start_date", "cost"), {"course": "name", "price": "cost"}, ("name",), 2, {"ERRORS"}
)
LIMITS = Limits(unpacked=20 * 1024 * 1024, cells=10_000)


def lines(data: bytes, notes: list[str] | None = None) -> list[Line]:
    return list(read(io.BytesIO(data), COLUMNS, LIMITS, [] if notes is None else notes))


def columns_of(data: bytes) -> list[dict[str, str]]:
    return [dict(line.by_column) for line in lines(data)]


ROWS = [{"name": "Café work", "start_date": "2026-11-21", "cost": "9250.5"}]


@pytest.mark.parametrize(
    "data",
    [
        "name,start_date,cost\nCafé work,2026-11-21,9250.5\n".encode(),
        "name;start_date;cost\r\nCafé work;2026-11-21;9250.5\r\n".encode("cp1252"),
        "sep=;\nCourse;Start date;Price (£)\nCafé work;2026-11-21;9250.5".encode(),
        "COST\tSTART DATE\tNAME\n9250.5\t2026-11-21\tCafé work\n".encode("utf-16"),
        "Our list,,\n\nname,start_date,cost,,\n,,\nCafé work,2026-11-21,9250.5,,\n".encode(),
        workbook(
            ["Our courses"],
            [],
            ["Name", "Start date", "Cost"],
            [None, "", None],
            ["Café work", datetime(2026, 11, 21), 9250.5],  # noqa: DTZ001
        ),
    ],
    ids=["commas", "semicolons", "sep=", "tabs", "title", "workbook"],
)
def test_a_table_reads_the_same_however_it_was_saved(data: bytes) -> None:
    assert columns_of(data) == ROWS


def test_own_columns_are_left_out_and_named_and_those_that_are_missing_are_not_there() -> None:
    notes: list[str] = []
    (line,) = lines("name,Our notes,cost\nA,x,5\n".encode("utf-8-sig"), notes)
    assert line.by_column == {"name": "A", "cost": "5"}
    assert line.number == 2
    assert notes == ['Left out, as this table has no such column: "Our notes"']


def test_a_month_typed_into_excel_is_still_a_month() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["name", "start_date"])
    sheet.append(["A", date(2025, 6, 1)])
    sheet["B2"].number_format = "mmm-yy"
    assert columns_of(saved(book))[0]["start_date"] == "2025-06"


def test_a_formula_without_a_result_and_an_error_are_named_by_their_column() -> None:
    notes: list[str] = []
    found = lines(workbook(["name", "cost"], ["A", "=1+1"], ["#REF!", 3]), notes)
    assert "cost: holds a formula without a saved result" in found[0].problems[0]
    assert found[1].problems == ["name: holds the error #REF!"]
    assert notes == ["Of formulas, the results that were saved with the file were read"]


def test_of_several_sheets_the_one_that_fits_is_read() -> None:
    notes: list[str] = []
    data = workbook(["Read me"], more=[("List", ["name", "cost"]), ("Empty", [])])
    assert lines(data, notes) == []
    assert notes == ['Of 2 sheets, only "List" was read']


def _empty_to_the_end() -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["name", "cost"])
    sheet.cell(1_048_576, 2, " ")
    return saved(book)


def _merged() -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["name", "cost"])
    sheet.append(["A", 5])
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B4")
    return saved(book)


def _packed(name: str, text: bytes) -> bytes:
    out = io.BytesIO(workbook(["name", "cost"]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("courses.csv", "name,cost\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n,,\n", "is empty"),
        (workbook(), "is empty"),
        (
            b"titel,cost\nA,1\n",
            'has no column "name"; its other headings are "titel"',
        ),
        (b"naem,cost\nA,1\n", 'has no column "name"; its other headings are "naem"'),
        (b"name,Course,cost\nA,A,1\n", 'has 2 columns for name ("name" and "Course"): keep one'),
        (b'name,cost\n"A,1\n', "is not CSV"),
        (b"name,cost\n" + b"A,1\n" * 5_001, "has more than 10,000 cells: send it in parts"),
        (b"\xd0\xcf\x11\xe0rest", "is an old workbook (.xls), or has a password"),
        (b"PK\x03\x04rest", "is a broken workbook"),
        (workbook(["name", "cost"])[:-100], "is a broken workbook"),
        (_zip(), "is a ZIP file and no workbook"),
        (_packed("xl/media/big.bin", b"0" * 30_000_000), "unpacks to 29 MB; at most 20 MB"),
        (_packed("xl/big.xml", b"0" * 17_000_000), "holds too much besides its rows"),
        (_merged(), "has merged cells (A2:A4 and 1 more): unmerge them"),
        (_empty_to_the_end(), "has more than 20,000 empty rows below row 1: copy the rows alone"),
        (
            workbook(["name", "cost"], more=[("Old", ["name", "cost"])]),
            'has 2 sheets ("Sheet", "Old") and more than one fits: keep one',
        ),
    ],
)
def test_what_is_wrong_with_a_whole_file_is_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(SheetError) as caught:
        lines(data)
    assert said in caught.value.words
