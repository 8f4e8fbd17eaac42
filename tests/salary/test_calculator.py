"""The pay calculator of the salary page: worked cases, and odd input told at its field."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers_site.salary.part_time_pay import MINIMUM_WAGES
from tests.checking import Page, read_page, words
from tests.content.conftest import SHIPPED

# Pay, hours, full-time hours, weeks -> pounds a year, a month, an hour; all done by hand.
WORKED = [
    ("£28,598", "18.5", "", "", "£14,299 a year, £1,192 a month and £14.82 an hour"),
    # 25001 x 18.5 / 37 is half a pound more.
    ("25001", "18.5", "37", "52", "£12,501 a year, £1,042 a month and £12.96 an hour"),
    # 28598 x 44.6 / 52.143
    ("28598", "37", "37", "44.6", "£24,461 a year, £2,038 a month and £14.82 an hour"),
    # 30000 x 20 / 36 x 45 / 52.143
    ("30k", "20 hours", "36", "45 weeks", "£14,384 a year, £1,199 a month and £15.98 an hour"),
    # 27711 and 30060 x 18 / 37
    *(
        (
            typed,
            "18 hours",
            "37 hrs",
            "all year",
            "£13,481 to £14,624 a year, £1,123 to £1,219 a month and £14.36 to £15.58 an hour",
        )
        for typed in ("£27,711 to £30,060", "27,711 - 30,060 p.a.")
    ),
    # Point 22 in 2026-27: 34811
    ("SCP 22", "37 hours a week", "", "52", "£34,811 a year, £2,901 a month and £18.04 an hour"),
    # 29542 x 20 / 37 x 44 / 52.143 and 32046 x 20 / 37 x 46 / 52.143
    (
        "SCP 12-17",
        "20",
        "",
        "term time",
        "£13,475 to £15,281 a year, £1,123 to £1,273 a month and £15.31 to £16.61 an hour",
    ),
]
BAD = [
    *("abc", "NaN", "-inf", "1e999", "-1", "9" * 5000, "3_0", "٣٧", "0x25", "37 38", "37;"),
    *("<b>", "１８", "1 to 2 to 3", "to", "SCP", "SCP 1.5", "point 500", "0", "200001"),
]
FIELDS = ("salary", "hours", "full_time_hours", "weeks")


def ask(client: FlaskClient, *values: str) -> tuple[int, Page]:
    response = client.get(f"/salary?{urlencode(dict(zip(FIELDS, values, strict=False)))}")
    return response.status_code, read_page(response.text)


def errors(page: Page) -> list[str]:
    """The ids of the fields that show an error, from the message that each points to."""
    named = {e.attrib["id"] for e in page.elements if e.attrib.get("id", "").endswith("-error")}
    fields = [field for field in page.all("input") if field.attrib.get("aria-describedby")]
    return [
        field.attrib["id"]
        for field in fields
        if named & set(field.attrib["aria-describedby"].split())
    ]


def typed_in(page: Page) -> dict[str, str]:
    fields = [field.attrib for field in page.all("input")]
    return {field["id"]: field.get("value", "") for field in fields if "id" in field}


def results(page: Page) -> list[str]:
    return [words(e) for e in page.elements if e.attrib.get("role") == "status"]


@pytest.mark.parametrize(("salary", "hours", "full", "weeks", "result"), WORKED)
def test_the_calculator_gives_what_was_worked_out_by_hand(
    salary: str, hours: str, full: str, weeks: str, result: str, client: FlaskClient
) -> None:
    status, page = ask(client, salary, hours, full, weeks)
    assert (status, errors(page)) == (200, [])
    assert results(page) == [f"About {result}, before tax"]


def test_the_result_shows_its_sums_and_the_legal_minimum_for_the_same_hours(
    client: FlaskClient,
) -> None:
    page = words(ask(client, "SCP 22", "18.5", "37", "45")[1].tree)
    assert "Pay point 22 in 2026-27, outside London: £34,811 for a full-time year." in page
    assert "£34,811 × 18.5 ÷ 37 hours × 45 ÷ 52.143 weeks = £15,021" in page
    assert "£15,021 ÷ 12 = £1,252" in page
    assert "£15,021 ÷ 45 weeks ÷ 18.5 hours = £18.04" in page
    assert "The legal minimum from April 2026 for 18.5 hours a week, 45 paid weeks" in page
    # 12.71 x 18.5 x 45
    assert "21 and over: £12.71 an hour, £10,581 a year" in page
    assert "less than the legal minimum" not in page


def test_pay_below_the_legal_minimum_and_weeks_without_leave_are_remarked_on(
    client: FlaskClient,
) -> None:
    page = words(ask(client, "23000", "37", "37", "39")[1].tree)
    assert "is less than the legal minimum from age 21" in page
    assert "39 weeks may be the weeks you work." in page


def test_the_rates_are_those_of_the_page_of_changes() -> None:
    announced = SHIPPED["content/portage-home-visitor/changes.toml"]
    assert all(f"£{wage}" in announced for _, wage in MINIMUM_WAGES)


def test_the_page_without_a_query_shows_the_calculator_in_its_contents_and_no_error(
    client: FlaskClient,
) -> None:
    page = read_page(client.get("/salary").text)
    assert (errors(page), results(page)) == ([], [])
    assert typed_in(page)["full_time_hours"] == "37"
    contents = [link.attrib.get("href") for link in page.all("a")]
    assert {"#work-it-out", "#points"} <= set(contents)


def test_an_empty_form_says_at_each_field_what_to_enter(client: FlaskClient) -> None:
    status, page = ask(client, "", "", "", "")
    assert (status, errors(page), results(page)) == (200, ["salary", "hours"], [])


@pytest.mark.parametrize("value", BAD)
def test_a_value_that_is_no_amount_is_told_at_its_field_and_stays_there(
    value: str, client: FlaskClient
) -> None:
    response = client.get("/salary", query_string=dict.fromkeys(FIELDS, value))
    page = read_page(response.text)
    assert response.status_code == 200
    # The numbers of points are looked up when all else is right.
    asked = FIELDS[1:] if value == "point 500" else FIELDS
    assert errors(page) == list(asked)
    assert "<title>Error: Pay" in response.text
    assert {typed_in(page)[name] for name in FIELDS} == {value}


def test_a_point_that_there_is_not_is_told_with_those_that_there_are(client: FlaskClient) -> None:
    _, page = ask(client, "SCP 2", "37")
    assert errors(page) == ["salary"]
    assert "Enter a pay point from SCP 3 to 43" in words(page.tree)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("999", "20"), "salary"),
        (("28598", "48.1"), "hours"),
        (("28598", "16 to 20"), "hours"),
        (("28598", "20", "29"), "full_time_hours"),
        (("28598", "20", "37", "52.5"), "weeks"),
        (("28598", "40", "37"), "hours"),
    ],
)
def test_a_figure_outside_the_possible_is_told_at_its_field(
    values: tuple[str, ...], field: str, client: FlaskClient
) -> None:
    assert errors(ask(client, *values)[1]) == [field]


def test_an_unknown_setting_is_refused_by_name(client: FlaskClient) -> None:
    response = client.get("/salary?salary=28598&hours=20&bonus=100")
    assert response.status_code == 400
    assert 'no setting "bonus"' in words(read_page(response.text).tree)


# Quick: the page is checked in the other tests; here the calculator must only not fall over.
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from([*FIELDS, "point"]), st.text()))
def test_no_input_at_all_breaks_the_page(client: FlaskClient, fields: dict[str, str]) -> None:
    encoded = {name: value.encode("utf-8", "replace") for name, value in fields.items()}
    assert client.get(f"/salary?{urlencode(encoded)}").status_code == 200
