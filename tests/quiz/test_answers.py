"""Answers and the situation that an address tells: the month, the nation, and who pays."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from careers_site.answers import Answers, read, this_month
from careers_site.content.parsing import Library
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Situation


def situation(site: Flask, shipped: Library, **query: str) -> Situation:
    query = {key.rstrip("_"): value for key, value in query.items()}
    with site.app_context():
        return read(MultiDict(query), shipped.rules).situation


def test_without_a_month_plans_begin_in_this_one(site: Flask, shipped: Library) -> None:
    found = situation(site, shipped)
    assert found.start == this_month()


def test_a_month_that_is_given_is_used(site: Flask, shipped: Library) -> None:
    assert situation(site, shipped, from_="2028-03").start == Month(2028, 3)


@pytest.mark.parametrize(
    ("query", "nation", "nation_from"),
    [
        ({}, None, "assumed"),
        ({"near": "Glasgow"}, "scotland", "place"),
        ({"near": "EH1 1AA"}, "scotland", "place"),
        ({"near": "BT1 5GS"}, "northern-ireland", "place"),
        ({"near": "CH4"}, None, "assumed"),
        ({"near": "CH4", "nation": "wales"}, "wales", "given"),
        ({"near": "Glasgow", "nation": "england"}, "england", "given"),
        ({"near": "nowhere at all"}, None, "assumed"),
    ],
)
def test_a_place_tells_the_nation_unless_it_is_given(
    site: Flask, shipped: Library, query: dict[str, str], nation: str | None, nation_from: str
) -> None:
    found = situation(site, shipped, **query)
    assert (found.nation, found.nation_from) == (nation, nation_from)


@pytest.mark.parametrize(("near", "devolved"), [("London", True), ("N1", True), ("Leeds", None)])
def test_only_of_london_it_is_known_who_pays_for_adults(
    site: Flask, shipped: Library, near: str, *, devolved: bool | None
) -> None:
    assert situation(site, shipped, near=near).devolved is devolved


def test_the_age_of_an_old_link_is_one_of_two(shipped: Library) -> None:
    person = Answers({"age": "19-plus"}).person(shipped.rules)
    assert person.answers["age"] == (2, 3)


def test_funding_answers_are_read_and_kept(shipped: Library) -> None:
    answers = read(MultiDict({"earnings": "under", "ehcp": "unsure"}), shipped.rules)
    assert answers.funding == {"earnings": "under", "ehcp": "unsure"}
    assert answers.query() == "?earnings=under&ehcp=unsure"


@pytest.mark.parametrize("month", ["soon", "2027-13", "2019-12", "2036-01", "2027"])
@pytest.mark.parametrize("path", ["/routes", "/routes/college/plan", "/quiz"])
def test_a_month_that_is_none_loses_no_other_answer(
    client: FlaskClient, path: str, month: str
) -> None:
    answer = client.get(f"{path}?age=16-18&from={month}&near=Leeds")
    assert answer.status_code == 400
    assert f'href="{path}?age=16-18&amp;near=Leeds"' in answer.text


def test_a_month_that_has_passed_is_used_and_said(client: FlaskClient) -> None:
    answer = client.get("/routes?age=16-18&nation=england&from=2024-01")
    assert answer.status_code == 200
    assert "January 2024 has passed" in answer.text


def test_a_nation_that_the_place_is_not_in_is_said(client: FlaskClient) -> None:
    page = client.get("/routes?age=24-plus&near=Glasgow&nation=wales").text
    assert "You chose Wales, and Glasgow is in Scotland" in page


def test_a_border_asks_for_the_nation(client: FlaskClient) -> None:
    assert "CH4 is on a border" in client.get("/routes?age=24-plus&near=CH4").text


def test_none_of_these_is_never_lost(client: FlaskClient) -> None:
    query = "age=24-plus&nation=england&others=none"
    for path in ("/quiz", "/quiz/degree", "/quiz/check-answers", "/routes", "/routes/college/plan"):
        page = client.get(f"{path}?{query}").text
        kept = page.count("others=none") + page.count('name="others" value="none"')
        assert kept > 0, path
    after = client.get(f"/quiz/degree?{query}&degree=none&go=on").location
    assert "others=none" in after
