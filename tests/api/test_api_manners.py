"""How the API behaves: methods, headers, errors, and the document about itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site.answers import read_month
from careers_site.api.parameters import MONTH
from careers_site.content.parsing import Library
from careers_site.eligibility.month import FIRST_YEAR, LAST_YEAR
from careers_site.platform.web.errors import BadQueryError
from tests.conftest import make_app

GOOD = ("openapi.json", "profile", "salaries", "scales", "routes", "courses", "courses/1")


@pytest.mark.parametrize("name", GOOD)
def test_an_answer_is_json_that_any_site_may_read_and_nobody_is_known_by(
    client: FlaskClient, name: str
) -> None:
    response = client.get(f"/api/v1/{name}")
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "public, max-age=60"
    head = client.head(f"/api/v1/{name}")
    assert (head.status_code, head.data, head.mimetype) == (200, b"", "application/json")


@pytest.mark.parametrize("address", ["routes?gcse_maths=4", "courses?near=Bath", "routes?x=y"])
def test_an_address_with_answers_is_kept_by_nobody(client: FlaskClient, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", GOOD)
def test_the_api_is_read_only(client: FlaskClient, name: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        response = client.open(f"/api/v1/{name}", method=method, json={})
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.get_json()["allowed"] == ["GET", "HEAD", "OPTIONS"]


@pytest.mark.parametrize("name", GOOD)
def test_a_browser_may_ask_first(client: FlaskClient, name: str) -> None:
    response = client.options(f"/api/v1/{name}", headers={"Origin": "https://example.org"})
    assert (response.status_code, response.data) == (204, b"")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "*"


@pytest.mark.parametrize(
    ("path", "method"),
    [("/api", "GET")]
    + [
        (path, method)
        for path in ("/api/", "/api/v1", "/api/v1/route", "/api/v2/routes")
        for method in ("GET", "POST", "OPTIONS")
    ],
)
def test_an_address_that_does_not_exist_is_a_404_in_json(
    client: FlaskClient, path: str, method: str
) -> None:
    response = client.open(path, method=method)
    assert response.status_code == 404
    assert response.get_json() == {
        "error": "There is nothing at this address; /api/v1/openapi.json lists what there is.",
        "allowed": [],
    }
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_are_not_open_to_other_sites(client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/about").headers


@pytest.mark.parametrize("name", ["openapi.json", "profile", "salaries", "scales", "courses/1"])
def test_an_address_that_takes_nothing_names_what_it_was_given(
    client: FlaskClient, name: str
) -> None:
    response = client.get(f"/api/v1/{name}?format=xml")
    assert response.status_code == 400
    assert response.get_json() == {"error": 'There is no parameter "format".', "allowed": []}


def test_a_failure_inside_says_nothing_of_the_inside(
    prepared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Flask = make_app(prepared)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    monkeypatch.setattr("careers_site.api.views.library", lambda: 1 / 0)
    response = app.test_client().get("/api/v1/scales")
    assert response.status_code == 500
    assert response.get_json() == {"error": "Internal Server Error", "allowed": []}


def test_the_document_takes_its_answers_from_the_scales(
    document: dict[str, Any], shipped: Library
) -> None:
    parameters = document["paths"]["/api/v1/routes"]["get"]["parameters"]
    by_name = {one["name"]: one["schema"] for one in parameters}
    context = {"others", "nation", "near", "from", "suppose"}
    funding = {question.id: question for question in shipped.rules.funding}
    assert set(by_name) == {*shipped.rules.scales, *funding, *context}
    for scale in shipped.rules.scales.values():
        assert by_name[scale.id]["enum"] == [*scale.level_ids, *scale.aliases, "unsure"]
    for name, question in funding.items():
        assert by_name[name]["enum"] == [*question.option_ids, "unsure"]


def test_the_document_names_every_filter_of_the_course_finder(
    document: dict[str, Any], client: FlaskClient
) -> None:
    parameters = document["paths"]["/api/v1/courses"]["get"]["parameters"]
    refused = client.get("/api/v1/courses?nothing=1").get_json()
    assert sorted(one["name"] for one in parameters) == sorted(refused["allowed"])


def test_the_document_allows_exactly_the_months_that_are_read() -> None:
    def is_read(text: str) -> bool:
        try:
            return bool(read_month(text))
        except BadQueryError:
            return False

    years = range(FIRST_YEAR - 25, LAST_YEAR + 25)
    texts = [f"{year}-{month:02d}" for year in years for month in range(14)]
    assert [t for t in texts if is_read(t)] == [t for t in texts if re.search(MONTH, t)] != []
