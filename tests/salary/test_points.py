"""The pay point finder: one point year by year, and odd input told at its field."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.checking import read_page, words


def test_a_point_shows_its_pay_newest_year_first(client: FlaskClient) -> None:
    page = read_page(client.get("/salary?point=12").text)
    found = next(words(e) for e in page.elements if "pc-point" in e.attrib.get("class", ""))
    assert "Point 12, full time, outside London" in found
    assert found.index("2026-27: £29,542 a year") < found.index("2024-25: £27,711 a year")


@pytest.mark.parametrize("typed", ["SCP 12 to 17", "points 12-17", "17 to 12"])
def test_the_points_of_an_advert_show_the_lowest_and_the_highest_pay(
    client: FlaskClient, typed: str
) -> None:
    page = words(read_page(client.get("/salary", query_string={"point": typed}).text).tree)
    assert "Points 12 to 17, full time, outside London" in page
    assert "2026-27: £29,542 to £32,046 a year" in page


@pytest.mark.parametrize("typed", ["", "0", "500", "12.5", "12 to 500", "abc", "9" * 5000, "\0"])
def test_a_point_that_there_is_not_is_told_at_the_field_and_in_the_title(
    client: FlaskClient, typed: str
) -> None:
    response = client.get("/salary", query_string={"point": typed})
    assert response.status_code == 200
    assert "<title>Error: Pay" in response.text
    assert 'id="point-error"' in response.text
    assert 'class="govuk-error-summary"' in response.text


def test_the_finder_and_the_calculator_do_not_complain_of_each_other(client: FlaskClient) -> None:
    assert "There is a problem" not in client.get("/salary?point=12").text
    page = client.get("/salary?salary=28598&hours=37").text
    assert "There is a problem" not in page
    assert "£28,598" in page
