"""`/api/v1/courses`: the same filters as the page, in JSON."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site.courses.models import Course
from careers_site.platform.extensions import db


def test_a_search_has_its_total_its_page_and_its_courses(client: FlaskClient) -> None:
    answer = client.get("/api/v1/courses?per_page=3&page=2").get_json()
    assert list(answer) == ["total", "page", "per_page", "did_you_mean", "sentence", "courses"]
    assert (answer["page"], answer["per_page"], len(answer["courses"])) == (2, 3, 3)
    assert answer["sentence"] == f"{answer['total']} courses"


@pytest.mark.parametrize(
    "query", ["", "q=early", "level=3&mode=classroom", "near=Coventry&within=20", "nation=wales"]
)
def test_a_filter_means_the_same_as_on_the_page(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/v1/courses?per_page=20&{query}").get_json()
    page = client.get(f"/courses?{query}").text
    assert answer["sentence"] in re.sub(r"\s+", " ", page)
    # The page goes on with courses that a distance cannot judge.
    shown = list(dict.fromkeys(re.findall(r'href="/courses/(\d+)[?"]', page)))
    found = [str(course["id"]) for course in answer["courses"]]
    assert found == shown[: len(found)]


def test_all_pages_together_are_all_courses_once(client: FlaskClient) -> None:
    total = client.get("/api/v1/courses").get_json()["total"]
    pages = range(1, total // 30 + 3)
    answers = [client.get(f"/api/v1/courses?per_page=30&page={page}").get_json() for page in pages]
    found = [course["id"] for answer in answers for course in answer["courses"]]
    assert answers[-1]["courses"] == []
    assert len(found) == len(set(found)) == total


def test_a_course_says_null_for_what_is_not_known(app: Flask) -> None:
    course = db.session.get(Course, 1)
    assert course
    course.cost_pence, course.venue, course.hours = 12345, "", None
    db.session.commit()
    answer = app.test_client().get("/api/v1/courses/1").get_json()
    assert (answer["id"], answer["cost"]) == (1, 123.45)
    assert (answer["venue"], answer["hours"], answer["miles"]) == (None, None, None)
    assert answer["page"] == "http://localhost/courses/1"


def test_a_withdrawn_course_is_gone(app: Flask) -> None:
    course = db.session.get(Course, 1)
    assert course
    course.withdrawn = True
    db.session.commit()
    response = app.test_client().get("/api/v1/courses/1")
    assert response.status_code == 410
    assert response.get_json()["error"] == "Course 1 was withdrawn by its provider."


def test_words_without_results_bring_a_suggestion(client: FlaskClient) -> None:
    answer = client.get("/api/v1/courses?q=childhod").get_json()
    assert (answer["total"], answer["did_you_mean"]) == (0, "childhood")


def test_courses_near_a_place_say_how_far(client: FlaskClient) -> None:
    answer = client.get("/api/v1/courses?near=Coventry&within=20").get_json()
    assert answer["total"] > 0
    assert all(0 <= course["miles"] <= 20 for course in answer["courses"])


def test_a_place_with_many_towns_is_refused_with_the_choices(client: FlaskClient) -> None:
    response = client.get("/api/v1/courses?near=Newport")
    assert response.status_code == 400
    assert len(response.get_json()["allowed"]) > 1


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("levle=3", 'There is no filter "levle" (did you mean "level"?).'),
        ("per_page=0", '"per_page" is one whole number from 1 to 100.'),
        ("per_page=101", '"per_page" is one whole number from 1 to 100.'),
        ("per_page=5&per_page=6", '"per_page" is one whole number from 1 to 100.'),
        ("near=Nowhereham", "There is no place “Nowhereham” that we know"),
    ],
)
def test_what_is_unknown_is_named(client: FlaskClient, query: str, error: str) -> None:
    response = client.get(f"/api/v1/courses?{query}")
    assert response.status_code == 400
    assert response.get_json()["error"].startswith(error)


@pytest.mark.parametrize("number", ["0", "99999", "2147483648", "-1", "one"])
def test_a_course_that_does_not_exist_is_a_404(client: FlaskClient, number: str) -> None:
    response = client.get(f"/api/v1/courses/{number}")
    assert response.status_code == 404
    assert response.get_json().keys() == {"error", "allowed"}
