"""A plan shows the courses that the reader put aside."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careers_site.courses.models import Course
from careers_site.platform.extensions import db


def a_course(site: Flask, step: str) -> Course:
    with site.app_context():
        found = db.session.scalars(select(Course).where(Course.step == step)).first()
    assert found is not None
    return found


def test_a_course_of_the_shortlist_stands_on_the_plan(site: Flask, client: FlaskClient) -> None:
    course = a_course(site, "level-2-early-years")
    page = client.get(f"/routes/college/plan?gcses_9_to_4=5&shortlist={course.id}").text
    assert "On your shortlist" in page
    assert page.index("On your shortlist") < page.index(f'href="/courses/{course.id}"')


def test_the_shortlist_survives_saying_where_one_is(site: Flask, client: FlaskClient) -> None:
    course = a_course(site, "level-3-diploma")
    page = client.get(f"/routes/college/plan?gcses_9_to_4=5&shortlist={course.id}").text
    assert f'name="shortlist" value="{course.id}"' in page


def test_an_id_that_is_no_number_is_a_400(client: FlaskClient) -> None:
    assert client.get("/routes/college/plan?shortlist=x").status_code == 400


def test_the_shortlist_leads_to_a_plan(site: Flask, client: FlaskClient) -> None:
    course = a_course(site, "degree")
    page = client.get(f"/courses/shortlist?id={course.id}").text
    assert f"/routes/apply-directly/plan?shortlist={course.id}" in page
