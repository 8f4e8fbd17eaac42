"""Workshops with dates are among the courses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.content.library import library
from careers_site.content.tables.listings import WORKSHOPS
from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.changes.edit import edit
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.importing import workshops
from careers_site.courses.importing.course_row import read_row
from careers_site.courses.models import Course
from careers_site.platform import clock
from careers_site.platform.extensions import db
from tests.courses.conftest import course_row

HEADING = "id,title,starts,ends,place,postcode,online,host,price,booking_url,source,checked\n"
ROW = (
    "made-up,Portage Workshop: small steps,2027-02-01,2027-02-03,Coventry,CV1 5RR,false,"
    "A made-up service,250,https://workshop.example/book,npa-visitor,2026-11-21\n"
)


def bring_in(text: str) -> None:
    here = library()
    rows, problems = WORKSHOPS.read(text, here.sources)
    assert problems == []
    workshops.import_workshops(rows, here.sources)
    catch_up()


def in_catalogue() -> list[Course]:
    return list(db.session.scalars(select(Course).where(Course.source == workshops.SOURCE)))


def test_a_workshop_that_an_editor_enters_can_be_searched(app: Flask) -> None:
    bring_in(HEADING + ROW)
    page = app.test_client().get("/courses?q=workshop&near=CV1&within=10").text
    assert "Portage Workshop: small steps" in page
    (course,) = in_catalogue()
    assert (course.step, course.duration, course.cost_pence) == (
        "portage-workshop",
        "3 days",
        25_000,
    )


def test_courses_of_workshops_are_not_undone_without_their_table(app: Flask) -> None:
    bring_in(HEADING + ROW)
    wanted = select(CatalogueChange).order_by(CatalogueChange.id.desc())
    change = db.session.scalars(wanted).first()
    assert change
    assert (change.source, change.touched, change.can_be_undone) == (workshops.SOURCE, 1, False)


def test_bringing_in_the_same_table_again_changes_nothing(app: Flask) -> None:
    bring_in(HEADING + ROW)
    before = [course.version for course in in_catalogue()]
    bring_in(HEADING + ROW)
    db.session.expire_all()
    assert [course.version for course in in_catalogue()] == before


def test_a_workshop_taken_out_of_the_table_is_withdrawn(app: Flask) -> None:
    bring_in(HEADING + ROW)
    bring_in(HEADING)
    db.session.expire_all()
    assert [course.withdrawn for course in in_catalogue()] == [True]


def test_the_table_counts_for_more_than_a_change_of_the_course(app: Flask) -> None:
    bring_in(HEADING + ROW)
    (course,) = in_catalogue()
    row, _ = read_row(course_row(course.run_id, title="By hand"))
    assert row
    edit(course.id, row, course.version, "editor@example.org")
    bring_in(HEADING + ROW.replace("250", "260"))
    db.session.expire_all()
    assert [one.title for one in in_catalogue()] == ["Portage Workshop: small steps"]


def test_the_empty_table_that_ships_leaves_no_trace(app: Flask) -> None:
    bring_in(HEADING)
    assert in_catalogue() == []
    assert list(Path(app.config["SETTINGS"].instance).glob("*.csv")) == []


def test_a_workshop_whose_last_day_is_over_is_not_searched_any_more(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(HEADING + ROW)
    client, (course,) = app.test_client(), in_catalogue()
    for now, is_listed in ((2, True), (3, True), (4, False)):
        catch_up()
        monkeypatch.setattr(clock, "now", lambda day=now: datetime(2027, 2, day, 12, tzinfo=UTC))
        found = client.get(f"/courses?step={workshops.STEP}").text
        assert ("Portage Workshop: small steps" in found) == is_listed
    assert "Was 1 to 3 February 2027" in client.get(f"/courses/{course.id}").text
