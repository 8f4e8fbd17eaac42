"""Small tables as spreadsheets: downloaded, changed, and loaded back into a draft."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from careers_site.content.store import documents
from careers_site.content.tables import rows as table_rows
from careers_site.content.tables.labels import fields_of
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES
from careers_site.editor.drafts.drafts import Draft
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser, read_csrf
from tests.platform.sheets.workbook import saved, workbook

FILE = "/editor/tables/pay_points/file"


def send(editor: Browser, data: bytes, url: str = FILE, **fields: Any) -> TestResponse:
    form = {"file": (io.BytesIO(data), "pay.xlsx"), "extent": "part", "into": "new"}
    return editor.post(url, data={"csrf_token": read_csrf(editor, url), **form, **fields})


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def go_on(editor: Browser, answer: TestResponse, **typed: str) -> TestResponse:
    return editor.post(FILE, data={**hidden(answer.text), **typed})


def only_draft() -> Draft:
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(Draft).one()


def drafted() -> Mapping[tuple[str, ...], dict[str, str]]:
    text = only_draft().texts()[PAY_POINTS.path] or ""
    return {table_rows.key_of(PAY_POINTS, row): row for row in table_rows.rows(text, PAY_POINTS)}


def test_a_table_that_comes_back_as_it_was_changes_nothing(app: Flask, editor: Browser) -> None:
    for name in ("salaries", "pay_points", "services"):
        url = f"/editor/tables/{name}/file"
        back = send(editor, editor.get(f"{url}.xlsx").data, url, extent="whole")
        assert "The site has all of this already" in back.text, name


def test_rows_without_ids_are_those_of_the_table_that_say_the_same(
    app: Flask, editor: Browser
) -> None:
    url = "/editor/tables/salaries/file"
    book = load_workbook(io.BytesIO(editor.get(f"{url}.xlsx").data))
    sheet: Any = book.active
    headings = [cell.value for cell in sheet[1]]
    sheet.delete_cols(headings.index(fields_of(SALARIES)["id"].label) + 1)
    assert "The site has all of this already" in send(editor, saved(book), url).text
    new = [cell.value for cell in sheet[2]]
    new[0] = "A new post"
    sheet.append(new)
    sheet.append(new)
    said = f"says what row {sheet.max_row - 1} is about again"
    assert said in send(editor, saved(book), url).text


def test_a_changed_figure_asks_for_its_day_and_then_shows_the_difference_by_field(
    app: Flask, editor: Browser
) -> None:
    book = load_workbook(io.BytesIO(editor.get(f"{FILE}.xlsx").data))
    sheet: Any = book.active
    assert [cell.value for cell in sheet[1]][3] == "Pay"
    sheet["D2"] = "£23,700.00"
    asked = send(editor, saved(book))
    assert asked.status_code == 400
    assert "Figures changed. When did you compare them with their source?" in asked.text

    done = go_on(editor, asked, all_checked=today().strftime("%d/%m/%Y"))
    review = unescape(editor.get(done.headers["Location"]).text)
    assert "1 changed, 124 unchanged" in review
    for words in ("£23,656", "£23,700", "Checked on"):
        assert words in review
    assert drafted()["NJC", "2", "2024-25"]["checked"] == today().isoformat()


def test_what_a_spreadsheet_does_not_say_is_asked_once_for_all_its_rows(
    app: Flask, editor: Browser
) -> None:
    data = workbook(
        ["NJC pay from April"], ["SCP", "Salary", "Hourly"], [2, 25_000, 12.9], [3, "£25,400", 13]
    )
    asked = send(editor, data)
    for name in ("spine", "year", "hours", "confidence", "source", "checked"):
        assert f'name="all_{name}"' in asked.text
    assert "2 rows to compare with the table. First fill in: Pay spine, Pay year" in asked.text
    assert "0 added" not in asked.text
    assert 'Left out, as this table has no such column: "Hourly".' in unescape(asked.text)
    same = {"spine": "NJC", "year": "2031/32", "hours": "37", "confidence": "seen"}
    more = {"source": "leeds-advert", "checked": today().isoformat()}
    go_on(editor, asked, **{f"all_{name}": cell for name, cell in {**same, **more}.items()})
    row = drafted()["NJC", "3", "2031-32"]
    assert (row["annual"], row["source"]) == ("25400", "leeds-advert")


def test_bad_rows_are_put_right_or_left_out_one_by_one(app: Flask, editor: Browser) -> None:
    text = documents.published()[PAY_POINTS.path]
    heading = next(csv.reader(io.StringIO(text)))
    day = today().isoformat()
    rows = [
        ["NJC", "2", "2031-32", "lots", "37", "seen", "leeds-advert", day],
        ["NJC", "3", "2031-32", "25000", "37", "sean", "leeds-advert", day],
        ["NJC", "4", "2031-32", "25500", "37", "seen", "leeds-advert", day],
        ["NJC", "4", "2031-32", "25500", "37", "seen", "leeds-advert", day],
    ]
    asked = send(editor, workbook(heading, *rows))
    page = unescape(asked.text)
    assert "1 added" in page
    assert "Row 2: Pay: “lots” is not a whole number of pounds" in page
    assert "says what row 4 is about again" in page
    done = go_on(editor, asked, row2_annual="£24,000", leave3="y", leave5="y")
    said = editor.get(done.headers["Location"]).text
    assert "Left out: rows 3, 5." in said
    kept = drafted()
    assert kept["NJC", "2", "2031-32"]["annual"] == "24000"
    assert ("NJC", "3", "2031-32") not in kept


def test_rows_that_a_whole_file_does_not_name_are_removed(app: Flask, editor: Browser) -> None:
    text = documents.published()[PAY_POINTS.path]
    fewer = "".join(text.splitlines(keepends=True)[:-1])
    send(editor, fewer.encode(), extent="whole")
    assert only_draft().texts()[PAY_POINTS.path] == fewer


def test_a_file_that_is_no_such_table_and_a_form_that_broke_say_so(
    app: Flask, editor: Browser
) -> None:
    for data, said in (
        (b"", "The file is empty"),
        (b"colour,age\nred,3\n", "The file (row 1) has too few of the columns: it lacks"),
        (b"point,age\n2,3\n", "&#34;Pay year&#34;"),
        (workbook(["Point", "Pay"]), "The file has headings and no rows"),
    ):
        assert said in send(editor, data).text
    for broken in ("", "[1]", '[[1,{"annual":5},[]]]', "[[" * 9000):
        answer = send(editor, b"", rows=broken)
        assert answer.status_code == 400
        assert "The form was not complete" in answer.text
    assert "No file was chosen" in send(editor, b"", file=(io.BytesIO(b""), "")).text


def test_the_command_says_what_each_row_changes_and_makes_a_draft(
    app: Flask, tmp_path: Path
) -> None:
    runner, file = app.test_cli_runner(), str(tmp_path / "pay.xlsx")
    assert runner.invoke(args=["tables", "export", "pay_points", file]).exit_code == 0
    book = load_workbook(file)
    sheet: Any = book.active
    sheet["D2"] = 23_700
    book.save(file)
    load = ["tables", "load", "pay_points", file]
    refused = runner.invoke(args=load)
    assert refused.exit_code == 1
    assert "row 2: checked: the pay changed" in refused.output
    done = runner.invoke(args=[*load, "--set", f"checked={today().isoformat()}"])
    assert done.exit_code == 0, done.output
    assert "row 2: changed: NJC point 2, 2024-25\n  Pay: £23,656 -> £23,700" in done.output
    assert f"/editor/drafts/{only_draft().id}" in done.output
    assert runner.invoke(args=[*load[:3], str(tmp_path)]).exit_code == 2
