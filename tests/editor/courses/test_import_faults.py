"""A worker that is killed leaves the old courses or the new ones, and another takes its job up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from careers_site.courses.catalogue.catalogue import course_index
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.importing.staging import STAGED
from careers_site.courses.models import Course
from careers_site.courses.uploads.models import Chunk, CourseImport
from careers_site.jobs.models import Job
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser
from tests.editor.courses.conftest import as_csv, press
from tests.processes import Program

Row = dict[str, str]
Make = Callable[..., Row]
Checked = Callable[..., str]
Publish = Callable[..., TestResponse]
Upload = Callable[..., TestResponse]
Work = Callable[[], None]
Kill = Callable[..., None]
COURSES = 100
JOBS = "careers_site.courses.uploads.jobs"


@pytest.fixture
def kill(app: Flask, editor: Browser) -> Iterator[Kill]:
    """kill(place): a worker is killed where it comes to a place; its lease is over then.

    While it stands there, pages are answered.
    """
    begun: list[Program] = []

    def at(place: str) -> None:
        process = Program("-m", "tests.jobs.pausing", app.instance_path, place)
        begun.append(process)
        assert process.stdout.readline().strip() == "there"
        for page in ("/courses?q=zebra", "/editor/imports/1"):
            assert editor.get(page).status_code == 200
        process.kill()
        process.wait()
        over = update(Job).where(Job.state == "running").values(lease_until=now() - timedelta(1))
        db.session.execute(over)
        db.session.commit()

    yield at
    for process in begun:
        process.end()


def listed() -> Counter[str]:
    """Every title of the source and how many listed courses have it."""
    db.session.rollback()
    wanted = select(Course.title).where(Course.source == "test", Course.withdrawn.is_(False))
    return Counter(db.session.scalars(wanted))


def searchable(word: str) -> int:
    course_index().ensure_fresh(wait=True)
    return len(course_index().matches(word)[0])


def count(table: object) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def rows(row: Make, title: str) -> bytes:
    return as_csv(*(row(f"run-{number}", title=title) for number in range(COURSES)))


@pytest.fixture
def first(checked: Checked, publish: Callable[..., TestResponse], row: Make) -> None:
    """Courses called Zebra."""
    publish(checked(rows(row, "Zebra")))
    assert listed() == {"Zebra": COURSES}


def test_killed_in_the_middle_of_a_check_it_is_begun_anew(
    upload: Upload, row: Make, kill: Kill, work: Work, editor: Browser
) -> None:
    address = upload(rows(row, "Zebra")).location
    kill("careers_site.courses.importing.staging:Staging.flush")
    assert "Being checked" in editor.get(address).text
    work()
    page = editor.get(address).text
    assert "Ready for you to decide" in page
    assert f"Added: {COURSES}" in page
    assert (count(STAGED), count(Chunk)) == (COURSES, 0)


@pytest.mark.parametrize(
    ("place", "is_new"),
    [
        ("careers_site.courses.importing.catalogue_merge:Merge.swap", False),
        (f"{JOBS}:catch_up", True),
    ],
)
def test_killed_in_the_middle_of_publishing_the_courses_are_old_or_new(
    first: None,
    checked: Checked,
    row: Make,
    kill: Kill,
    work: Work,
    editor: Browser,
    place: str,
    is_new: bool,
) -> None:
    changes = count(CatalogueChange)
    address = checked(rows(row, "Okapi"))
    press(editor, address, "publish")
    kill(place)
    title = "Okapi" if is_new else "Zebra"
    assert listed() == {title: COURSES}
    assert searchable(title) == COURSES
    work()
    assert listed() == {"Okapi": COURSES}
    assert (searchable("okapi"), searchable("zebra")) == (COURSES, 0)
    assert "Readers see it" in editor.get(address).text
    assert (count(CatalogueChange), count(STAGED)) == (changes + 1, 0)


@pytest.mark.parametrize(
    ("place", "is_undone"),
    [
        ("careers_site.courses.changes.undo:_count", False),
        ("careers_site.courses.changes.undo:catch_up", True),
    ],
)
def test_killed_in_the_middle_of_undoing_the_courses_are_old_or_new(
    first: None, kill: Kill, work: Work, editor: Browser, place: str, is_undone: bool
) -> None:
    newest = db.session.scalar(select(func.max(CatalogueChange.id)))
    press(editor, f"/editor/imports/changes/{newest}", "undo")
    kill(place)
    assert listed() == ({} if is_undone else {"Zebra": COURSES})
    work()
    assert (listed(), searchable("zebra")) == ({}, 0)
    db.session.rollback()
    assert db.session.scalar(select(func.max(CatalogueChange.id))) == (newest or 0) + 1


def test_killed_three_times_it_is_given_up_and_can_be_published_again(
    checked: Checked,
    row: Make,
    kill: Kill,
    work: Work,
    editor: Browser,
) -> None:
    address = checked(rows(row, "Zebra"))
    press(editor, address, "publish")
    for _ in range(3):
        kill("careers_site.courses.importing.catalogue_merge:Merge.swap")
    work()
    page = editor.get(address).text
    assert "It was tried 3 times and broke off each time" in page
    assert listed() == {}
    press(editor, address, "publish")
    work()
    assert listed() == {"Zebra": COURSES}


def test_two_workers_do_two_files_and_each_is_done_once(
    app: Flask, upload: Upload, row: Make, kill: Kill, work: Work
) -> None:
    """One worker is stopped in the middle of its check, and the other does the second file."""
    upload(rows(row, "Zebra"))
    upload(rows(row, "Okapi"), new_source="other")
    kill(f"{JOBS}:read_joins")
    work()
    states = list(db.session.scalars(select(CourseImport.state)))
    assert states == ["ready", "ready"]
    assert count(STAGED) == 2 * COURSES
    attempts = list(db.session.scalars(select(Job.attempts).order_by(Job.id)))
    assert attempts == [2, 1]
