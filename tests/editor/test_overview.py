"""The overview: what needs attention, open drafts, and what was changed last."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.content.library import holder
from careers_site.content.store import documents
from careers_site.courses.models import Course, next_version
from careers_site.editor.courses import find
from careers_site.editor.drafts import drafts
from careers_site.editor.home import attention
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser

ABOUT = "content/pages/about.md"
OLD = "checked = 2024-02-03"


def publish(path: str, text: str) -> None:
    documents.lock()
    documents.publish({path: text}, "editor@example.org", "A reason & more", {})
    db.session.commit()


@pytest.fixture
def _old_page(app: Flask) -> None:
    text = documents.published()[ABOUT]
    line = next(line for line in text.split("\n") if line.startswith("checked = "))
    publish(ABOUT, text.replace(line, OLD))


@pytest.mark.usefixtures("_old_page")
def test_what_was_not_checked_for_a_year_is_counted_and_listed(editor: Browser) -> None:
    assert "1</span> thing not checked for 12 months" in editor.get("/editor").text
    listed = editor.get("/editor/to-check").text
    assert f'href="/editor/documents/{ABOUT}"' in listed
    assert "last checked 3 February 2024" in listed


def test_where_all_is_well_the_page_says_so(editor: Browser, app: Flask) -> None:
    overview = editor.get("/editor").text
    assert "not checked for" not in overview
    assert 'href="/editor/to-check"' in overview
    assert "Nothing: everything was checked" in editor.get("/editor/to-check").text


@pytest.mark.usefixtures("_old_page")
def test_the_newest_changes_say_who_when_and_why(editor: Browser) -> None:
    page = editor.get("/editor").text
    assert "A reason &amp; more" in page
    assert page.index("editor@example.org</dd>") < page.index("files</dd>")
    number = documents.current_revision()
    assert f'href="/editor/history/{number}">About this site</a>' in page


def test_a_revision_that_cannot_be_read_comes_first_with_its_problem(
    app: Flask, editor: Browser
) -> None:
    holder().get()
    publish(ABOUT, "no front matter")
    holder()._looked = 0.0
    page = editor.get("/editor").text
    assert "1</span> revision cannot be read" in page
    assert "front matter between two lines" in page


def test_open_drafts_are_named(app: Flask, editor: Browser) -> None:
    drafts.start("Pay: <Leeds>", "somebody@example.org")
    db.session.commit()
    assert "Pay: &lt;Leeds&gt;</a>, somebody@example.org" in editor.get("/editor").text


def test_a_workshop_that_is_over_is_named(app: Flask) -> None:
    row = "w,A workshop,2026-01-05,,Leeds,,false,A host,,,npa-visitor,2026-11-21\n"
    publish("data/workshops.csv", documents.published()["data/workshops.csv"] + row)
    matters = attention.matters(date(2026, 11, 22))
    assert (1, "workshop is over") in [(one.count, one.what) for one in matters]


def test_courses_that_want_attention_are_counted_as_the_list_shows_them(
    app: Flask, editor: Browser
) -> None:
    first, second, third = db.session.scalars(select(Course).limit(3))
    first.start_date = second.start_date = date(2020, 1, 6)
    second.url = third.url = ""
    db.session.commit()
    page = editor.get("/editor").text
    for wants in ("ended", "no-address"):
        found = re.search(rf'href="/editor/courses\?wants={wants}"><span[^>]*>([0-9]+)<', page)
        assert found, wants
        assert int(found[1]) > 1
        assert f"{found[1]} courses" in editor.get(f"/editor/courses?wants={wants}").text


def test_a_course_of_a_file_counts_as_checked_when_its_source_was_loaded(
    app: Flask, editor: Browser
) -> None:
    courses = list(db.session.scalars(select(Course).limit(2)))
    for course in courses:
        course.source, course.checked = "open-data", None
    db.session.commit()
    assert "not checked for" not in editor.get("/editor").text
    long_ago = now() - timedelta(days=400)
    for course in db.session.scalars(select(Course).where(Course.source == "open-data")):
        course.changed = long_ago
    db.session.commit()
    assert "2</span> courses were not checked for 12 months" in editor.get("/editor").text
    to_check = editor.get("/editor/to-check").text
    assert '<a href="/editor/courses?wants=unchecked">2 courses</a>' in to_check
    listed = editor.get("/editor/courses?wants=unchecked").text
    assert listed.count('govuk-tag--bad">Not checked for 12 months') == 2


def test_old_rows_of_a_table_are_checked_where_they_have_boxes(app: Flask, editor: Browser) -> None:
    path = "data/services.csv"
    publish(path, documents.published()[path].replace("2026-11-", "2024-11-"))
    to_check = editor.get("/editor/to-check").text
    assert 'href="/editor/tables/services?show=attention">Check Services' in to_check


@pytest.mark.parametrize(
    ("start", "duration", "is_over"),
    [
        (date(2026, 1, 5), "6 weeks", True),
        (date(2026, 1, 5), "2 years", False),
        (date(2026, 1, 5), "", False),
        (date(2025, 1, 5), "", True),
        (None, "6 weeks", False),
    ],
)
def test_a_course_ends_after_its_length_or_a_year(
    app: Flask, start: date | None, duration: str, is_over: bool
) -> None:
    course = db.session.get_one(Course, 1)
    course.start_date, course.duration = start, duration
    next_version()
    db.session.commit()
    assert find.has_ended(course, date(2026, 11, 22)) == is_over
    assert (1 in find.ended(date(2026, 11, 22))) == is_over
