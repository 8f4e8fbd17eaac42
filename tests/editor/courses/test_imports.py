"""A file of courses: uploaded, checked, published and undone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from careers_site.courses.catalogue.catalogue import course_index
from careers_site.courses.changes import edit
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.importing.column_guidance import COLUMN
from careers_site.courses.importing.course_row import read_row
from careers_site.courses.importing.staging import STAGED
from careers_site.courses.models import Course, catalogue_state
from careers_site.courses.uploads import store
from careers_site.courses.uploads.models import Chunk, CourseImport
from careers_site.jobs.models import Job
from careers_site.platform.extensions import db
from tests.courses.open_data import open_row
from tests.editor.conftest import Browser, read_csrf
from tests.editor.courses.conftest import as_csv, press
from tests.platform.sheets.workbook import workbook

Row = dict[str, str]
Make = Callable[..., Row]
Checked = Callable[..., str]
Publish = Callable[..., TestResponse]
Work = Callable[[], None]
LIST = "/editor/imports"


def titles(source: str = "test") -> dict[str, str]:
    """Run id -> title of the courses that are listed."""
    db.session.rollback()
    listed = select(Course.run_id, Course.title).where(
        Course.source == source, Course.withdrawn.is_(False)
    )
    return {row.run_id: row.title for row in db.session.execute(listed)}


def undo(editor: Browser, work: Work) -> str:
    """Undo the newest change; the address of its page."""
    db.session.rollback()
    address = f"{LIST}/changes/{db.session.scalar(select(func.max(CatalogueChange.id)))}"
    assert press(editor, address, "undo").status_code == 303
    work()
    return address


def many(row: Make, count: int, **cells: str) -> list[Row]:
    return [row(f"run-{number}", **cells) for number in range(count)]


def edit_by_hand(row: Make, *run_ids: str) -> None:
    for run_id in run_ids:
        course = db.session.scalars(select(Course).filter_by(source="test", run_id=run_id)).one()
        values, _ = read_row(row(run_id, title="By hand"))
        assert values
        edit.edit(course.id, values, course.version, "editor@example.org")


def test_a_file_is_checked_published_and_undone(
    editor: Browser, row: Make, checked: Checked, publish: Publish, work: Work
) -> None:
    address = checked(as_csv(row("a", title="Zebra"), row("b")))
    page = editor.get(address).text
    assert "Ready for you to decide" in page
    assert titles() == {}
    publish(address)
    assert titles() == {"a": "Zebra", "b": "A course"}
    assert len(course_index().matches("zebra")[0]) == 1
    assert "2 added, 0 changed, 0 withdrawn, 0 unchanged" in editor.get(address).text
    change = undo(editor, work)
    assert titles() == {}
    assert "Undone by editor@example.org" in editor.get(change).text
    assert "Undone" in editor.get(LIST).text


def test_until_it_is_checked_the_page_says_how_far_it_is(
    editor: Browser, row: Make, upload: Callable[..., TestResponse], work: Work
) -> None:
    address = upload(as_csv(row("a"))).location
    page = editor.get(address).text
    assert "Being checked" in page
    assert 'id="state" data-poll' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    work()
    page = editor.get(address).text
    assert "data-poll" not in page
    assert "refresh" not in page


def test_what_would_change_is_shown_field_by_field(
    editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    publish(checked(as_csv(*many(row, 3))))
    new = row("new", start_date="3/4/2027", cost="£99.50")
    newer = as_csv(row("run-0", title="Okapi", cost="450"), row("run-1"), new)
    page = editor.get(checked(newer, extent="part")).text
    for words in ("<del>A course</del>", "<ins>Okapi</ins>", "<ins>450</ins>", "Added: 1"):
        assert words in page
    # Of a new course, how its start and its cost were understood.
    added = page.partition("Added: 1")[2]
    assert ("<ins>2027-04-03</ins>" in added, "<ins>99.50</ins>" in added) == (True, True)
    gone = editor.get(checked(newer)).text
    assert "Withdrawn: 1" in gone


def test_lists_are_shown_page_by_page(
    editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    publish(checked(as_csv(*many(row, 45))))
    address = checked(as_csv(*many(row, 45, title="New")))
    assert "All 45 changed" in editor.get(address).text
    assert editor.get(f"{address}/changed?page=3").text.count("<ins>New</ins>") == 5
    assert editor.get(f"{address}/changed?page=4").status_code == 400
    assert editor.get(f"{address}/changed?colour=red").status_code == 400
    assert editor.get(f"{address}/sorted").status_code == 404
    publish(address)
    number = db.session.scalar(select(func.max(CatalogueChange.id)))
    assert editor.get(f"{LIST}/changes/{number}?page=3").text.count("<ins>New</ins>") == 5


def test_the_good_rows_are_published_and_the_bad_ones_come_back_corrected(
    editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    publish(checked(as_csv(*many(row, 6))))
    rows = [row(f"run-{n}", title="New", cost="-1" if n < 2 else "5") for n in range(6)]
    address = checked(as_csv(*rows))
    page = editor.get(address).text
    assert "2 problems in 2 rows" in page
    assert 'row 2: cost: "-1" is not between 0 and 60,000 pounds' in unescape(page)
    assert "Publish the good rows" in page
    publish(address)
    assert list(titles().values()).count("New") == 4
    newest = db.session.scalar(select(func.max(CatalogueChange.id)))
    for page in (LIST, f"{LIST}/changes/{newest}"):
        assert f'2 bad rows were left out. <a href="{address}">' in editor.get(page).text
    bad = editor.get(f"{address}/bad-rows.csv").data.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(bad)))
    assert [line["ERRORS"].split(":")[0] for line in lines] == ["cost", "cost"]
    form = editor.get(f"/editor/imports/new?of={address.rpartition('/')[2]}").text
    assert 'value="part" checked' in form
    assert 'value="test" checked' in form
    corrected = bad.replace("'-1", "7").replace("-1", "7").encode().replace(b"run7", b"run-1")
    corrected = as_csv(*(row(line["run_id"], title="New", cost="7") for line in lines))
    again = checked(corrected, source="test", extent="part")
    publish(again)
    assert list(titles().values()) == ["New"] * 6


def test_a_file_without_a_good_row_is_not_called_published_already(
    editor: Browser, row: Make, checked: Checked
) -> None:
    for rows, said in [
        ([{"cost": "-1"}], "the only row is bad"),
        ([{"cost": "-1"}, {"cost": "a lot"}], "all 2 rows are bad"),
    ]:
        content = as_csv(*(row(f"run-{number}", **cells) for number, cells in enumerate(rows)))
        page = editor.get(checked(content)).text
        assert said in page
        assert "The site has all of this already" not in page


def test_a_file_with_errors_as_downloaded_can_be_uploaded_as_it_is(
    editor: Browser, row: Make, checked: Checked
) -> None:
    address = checked(as_csv(row("a", level="12"), row("b")))
    bad = editor.get(f"{address}/bad-rows.csv").data
    again = editor.get(checked(bad, source="test", extent="part")).text
    assert "1 problem in 1 row" in again


def test_withdrawing_more_than_a_tenth_has_to_be_ticked(
    editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    publish(checked(as_csv(*many(row, 30))))
    address = checked(as_csv(*many(row, 5)))
    refused = publish(address)
    assert refused.status_code == 400
    assert "Tick the box if these courses should be withdrawn" in refused.text
    assert len(titles()) == 30
    publish(address, withdraw="y")
    assert len(titles()) == 5


def test_what_was_edited_on_the_site_is_kept_and_named(
    editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    publish(checked(as_csv(row("a"), row("b"))))
    edit_by_hand(row, "a")
    newer = as_csv(row("a", title="By file"), row("b", title="By file"))
    page = editor.get(address := checked(newer)).text
    assert "Edited on the site, kept: 1" in page
    assert "By hand, A College" in page
    publish(address)
    assert titles() == {"a": "By hand", "b": "By file"}
    publish(checked(newer, replaces_edited="y"))
    assert titles() == {"a": "By file", "b": "By file"}


def test_for_each_course_that_is_kept_the_file_can_be_chosen(
    editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    publish(checked(as_csv(row("a"), row("b"), row("c"))))
    edit_by_hand(row, "a", "b", "c")
    address = checked(as_csv(row("a", title="By file"), row("b", title="By file")))
    listing = editor.get(f"{address}/kept").text
    assert listing.count("Use what the file says") == 2
    assert listing.count("Withdraw it, as the file does not have it") == 1
    form = {"csrf_token": read_csrf(editor, f"{address}/kept")}
    editor.post(f"{address}/replace", data=form | {"run_id": ["a", "c"]})
    assert "2 courses edited on the site will be as the file says" in editor.get(address).text
    editor.post(f"{address}/replace", data=form)
    assert "will be as the file says" not in editor.get(address).text
    editor.post(f"{address}/replace", data=form | {"run_id": ["a", "c"]})
    publish(address)
    assert titles() == {"a": "By file", "b": "By hand"}


def test_who_decides_on_old_numbers_is_shown_the_new_ones(
    editor: Browser, row: Make, checked: Checked, publish: Publish, work: Work
) -> None:
    """Somebody else publishes between the look and the button, and between button and worker."""
    publish(checked(as_csv(row("a"), row("b"))))
    newer = checked(as_csv(row("a", title="New"), row("b", title="New")))
    press(editor, newer, "publish")
    other = checked(as_csv(row("a", title="New"), row("b")))
    # The worker has published the first one before it checked the second.
    assert titles() == {"a": "New", "b": "New"}
    first = checked(as_csv(row("a"), row("b"), row("c")))
    publish(other)
    answer = publish(first)
    assert answer.status_code == 303
    page = editor.get(first).text
    assert "Somebody changed courses while you were deciding" in page
    assert "c" not in titles()
    assert press(editor, first, "publish", seen="something else").status_code == 409
    publish(first)
    assert "c" in titles()


def test_a_file_that_is_none_says_why(editor: Browser, checked: Checked) -> None:
    for content, said in [
        (b"", "The file: is empty"),
        (b"PK\x03\x04\xff", "is a broken workbook: save it anew"),
        (b"colour,age\nA,1\n", 'has no column "provider", "title"; its other headings are'),
        (as_csv(), "The file has headings and no rows."),
        (b"\x00\x01\x02", 'has no column "provider", "title"'),
        (as_csv() + b'"a', "is not CSV"),
    ]:
        before = catalogue_state()
        page = unescape(editor.get(address := checked(content)).text)
        assert "Cannot be read" in page
        assert said in page
        assert press(editor, address, "publish").status_code == 409
        assert catalogue_state() == before


def test_open_data_under_the_wrong_format_is_recognised(
    editor: Browser, checked: Checked, row: Make
) -> None:
    open_data = as_csv(open_row(), columns=tuple(open_row()))
    wrong = editor.get(checked(open_data)).text
    assert "These are the headings of the open data: choose that format" in wrong
    right = editor.get(checked(open_data, form="dfe")).text
    assert "Ready for you to decide" in right
    assert "1 providers are known only by their number" in right
    other = editor.get(checked(as_csv(row("a")), form="dfe")).text
    assert "These are the headings of a spreadsheet of courses" in other


def test_open_data_is_joined_with_the_names_of_providers(
    editor: Browser, checked: Checked, publish: Publish
) -> None:
    open_data = as_csv(open_row("x"), columns=tuple(open_row()))
    names = (io.BytesIO(b"UKPRN,NAME\n10099991,Newtown College\n"), "providers.csv")
    publish(checked(open_data, form="dfe", providers=names))
    course = db.session.scalars(select(Course).filter_by(source="test", run_id="x")).one()
    assert course.provider == "Newtown College"
    bad = (io.BytesIO(b"colour\nred\n"), "providers.csv")
    page = editor.get(checked(open_data, form="dfe", providers=bad)).text
    assert "providers.csv: row 1: needs the columns" in page


def test_the_form_says_what_is_missing_and_keeps_the_rest(
    editor: Browser, upload: Callable[..., TestResponse]
) -> None:
    answer = upload(b"", courses=(io.BytesIO(b""), ""), new_source="No Good", extent="part")
    assert answer.status_code == 400
    for words in ("Choose a file", "Use small letters", 'value="No Good"', 'value="part" checked'):
        assert words in answer.text
    assert "is not loaded from files" in upload(b"a", new_source="site").text
    assert upload(b"a", source="", form="xml").status_code == 400
    assert upload(b"a", token="none").status_code == 400
    assert db.session.scalar(select(func.count()).select_from(CourseImport)) == 0


def test_a_form_sent_twice_uploads_once_and_publishes_once(
    editor: Browser, row: Make, upload: Callable[..., TestResponse], work: Work
) -> None:
    token = "0" * 36
    first = upload(as_csv(row("a")), token=token)
    assert upload(as_csv(row("a")), token=token).location == first.location
    work()
    assert press(editor, first.location, "publish").status_code == 303
    again = press(editor, first.location, "publish", seen="old")
    assert again.status_code == 303
    work()
    press(editor, first.location, "publish")
    work()
    kinds = list(db.session.scalars(select(Job.kind)))
    assert kinds == ["check courses", "publish courses"]
    change = undo(editor, work)
    press(editor, change, "undo")
    work()
    assert db.session.scalar(select(func.count()).select_from(Job)) == 3


def test_a_file_is_thrown_away_with_all_its_rows(
    editor: Browser, row: Make, checked: Checked
) -> None:
    address = checked(as_csv(row("a"), row("b", level="12")))
    assert db.session.scalar(select(func.count()).select_from(STAGED)) == 2
    assert press(editor, address, "discard").status_code == 303
    db.session.rollback()
    for table in (STAGED, Chunk.__table__):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert "None of it was published" in editor.get(address).text
    assert press(editor, address, "publish").status_code == 409
    assert titles() == {}


def test_an_import_by_command_leaves_what_waits_for_a_decision(
    app: Flask, editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    address = checked(as_csv(row("a")))
    done = app.test_cli_runner().invoke(args=["courses", "import", "data/courses.csv"])
    assert done.exit_code == 0, done.output
    publish(address)
    assert titles() == {"a": "A course"}


def test_what_nobody_decides_on_is_forgotten_after_a_week(
    editor: Browser, row: Make, checked: Checked
) -> None:
    address = checked(as_csv(row("a"), row("b", level="12")))
    upload = db.session.scalars(select(CourseImport)).one()
    upload.at -= store.KEPT_FOR
    db.session.commit()
    store.delete_expired()
    assert db.session.scalar(select(func.count()).select_from(STAGED)) == 0
    assert "Thrown away" in editor.get(address).text


def test_the_template_imports_without_a_problem_and_names_every_column(
    editor: Browser, checked: Checked
) -> None:
    template = editor.get(f"{LIST}/template.csv").data
    assert csv.DictReader(io.StringIO(template.decode("utf-8-sig"))).fieldnames == list(COLUMN)
    page = editor.get(checked(template)).text
    assert "Added: 1" in page
    assert "problem" not in page
    guidance = editor.get(f"{LIST}/columns").text
    assert "Only the provider and the title are needed" in guidance
    for column in COLUMN.values():
        assert f"<code>{column.name}</code>" in guidance
        assert column.label in guidance
    assert "apprenticeship" in guidance or "classroom" in guidance


def test_what_does_not_exist_is_not_found(editor: Browser) -> None:
    for path in ("/999", "/999/added", "/999/bad-rows.csv", "/changes/999", "/99999999999"):
        assert editor.get(f"{LIST}{path}").status_code == 404
    for page in ("0", "1000000000", "000000001" + "9" * 20):
        assert editor.get(f"{LIST}?page={page}").status_code == 400
    assert editor.get(f"{LIST}?pages=1").status_code == 400


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    editor: Browser, browser: Browser
) -> None:
    large = {
        "input_stream": io.BytesIO(b"--x"),
        "content_type": "multipart/form-data; boundary=x",
        "environ_overrides": {"CONTENT_LENGTH": str(101 * 1024 * 1024)},
    }
    refused = editor.post("/editor/imports/new", **large)
    assert refused.status_code == 413
    assert "The files are larger than 100 MB together" in refused.text
    unread = large["input_stream"] = io.BytesIO(b"--x")
    assert browser.post("/editor/imports/new", **large).status_code == 401
    assert unread.tell() == 0


def test_a_spreadsheet_of_a_college_is_read_as_it_is(
    editor: Browser, checked: Checked, publish: Publish
) -> None:
    headings = ["College", "Course", "Start date", "Fee (£)", "Post code", "Mode", "Our contact"]
    data = workbook(
        headings,
        ["Leeds City College", "T Level", "06/09/2027", "£9,250.00", "ls2 8dd", "Classroom", "x"],
        [],
        ["Leeds City College", "Diploma", "06/09/2027", "free", "rubbish", "", ""],
        ["York College", "T Level", "06/09/2027", "", "YO1", "", ""],
        ["Hull College", "T Level", "06/09/2027", "", "HU1", "", ""],
    )
    address = checked(data, courses=(io.BytesIO(data), "our courses.xlsx"))
    page = unescape(editor.get(address).text)
    assert 'Left out, as this table has no such column: "Our contact".' in page
    assert 'row 4: postcode: "rubbish" is not a postcode such as LS2 8DD, or LS2' in page
    assert "Courses are known by their start date, place, provider and title." in page
    publish(address)
    courses = db.session.scalars(select(Course).filter_by(source="test").order_by(Course.id)).all()
    assert [one.provider for one in courses[1:]] == ["York College", "Hull College"]
    course = courses[0]
    assert (course.cost_pence, str(course.start_date)) == (925_000, "2027-09-06")
    assert (course.latitude, course.nation) == (pytest.approx(53.8, abs=0.1), "England")


def test_what_a_file_says_nothing_of_stays_as_it_is(
    editor: Browser, row: Make, checked: Checked, publish: Publish
) -> None:
    publish(checked(as_csv(row("a", description="Taught on campus.", cost="450"))))
    address = checked(b"run_id;provider;title;cost\na;A College;A course;500\n")
    page = unescape(editor.get(address).text)
    assert 'courses keep what they have there: "Level", "Qualification"' in page
    publish(address)
    course = db.session.scalars(select(Course).filter_by(source="test")).one()
    assert (course.description, course.cost_pence) == ("Taught on campus.", 50_000)
