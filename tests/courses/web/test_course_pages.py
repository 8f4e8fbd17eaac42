"""The finder's pages, as a reader meets them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.courses.conftest import Load, Make, course_of


def test_the_search_page_shows_filters_counts_and_courses(client: FlaskClient) -> None:
    page = client.get("/courses?near=Coventry&within=50&level=5").text
    assert "level 5 courses within 50 miles of Coventry" in page
    assert "miles away" in page
    assert "Remove </span>Level 5" in page
    assert "you could take from anywhere" in page


def test_a_search_is_private_and_the_bare_page_is_not(client: FlaskClient) -> None:
    assert client.get("/courses?q=early").headers["Cache-Control"] == "private, no-store"
    assert "public" in client.get("/courses").headers["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["%", "%ff=%ff", "q=%00", "&&&", "=", "q", "near=%F0%9F%98%80", "q=%ED%A0%80"]
)
def test_no_malformed_query_string_is_a_server_error(client: FlaskClient, query: str) -> None:
    assert client.get(f"/courses?{query}").status_code in {200, 400}


def test_unknown_values_are_refused_with_what_is_allowed(client: FlaskClient) -> None:
    answer = client.get("/courses?mode=telepathy")
    assert answer.status_code == 400
    assert "work-based" in answer.text


def test_an_unknown_place_is_said_and_the_search_goes_on(client: FlaskClient) -> None:
    answer = client.get("/courses?near=Coventy&level=3")
    assert answer.status_code == 200
    assert "near=Coventry" in answer.text
    assert "level 3 courses" in answer.text


def test_a_page_beyond_the_last_is_not_found_and_leads_back(client: FlaskClient) -> None:
    answer = client.get("/courses?page=99")
    assert answer.status_code == 404
    assert "The last page is 5" in answer.text


def test_a_course_page_says_how_it_was_confirmed(client: FlaskClient) -> None:
    page = client.get("/courses/1").text
    assert "Details not confirmed: from a dated list." in page
    assert "July 2026" in page
    assert "not confirmed" in page
    assert 'rel="noopener nofollow"' in page
    assert "/courses?step=degree" in page


@pytest.mark.parametrize("number", ["0", "999999", "2147483648", "9" * 400, "-1", "x"])
def test_a_course_that_never_was_is_not_found(client: FlaskClient, number: str) -> None:
    assert client.get(f"/courses/{number}").status_code == 404


def test_a_withdrawn_course_says_so_and_leads_to_similar_ones(
    app: Flask, load: Load, row: Make
) -> None:
    load(row("a", title="Gone", step="degree"), row("b"))
    load(row("b"))
    answer = app.test_client().get(f"/courses/{course_of('a').id}")
    assert answer.status_code == 410
    assert "no longer listed" in answer.text
    assert "/courses?step=degree" in answer.text


def test_what_an_import_brings_is_shown_as_text(app: Flask, load: Load, row: Make) -> None:
    load(row("a", title="<script>alert(1)</script>", description="<b>bold</b>"))
    client = app.test_client()
    for address in ("/courses?q=alert", f"/courses/{course_of('a').id}"):
        page = client.get(address).text
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
