"""The pay calculator of the salary page: worked cases, and odd input told at its field."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checking import Page, read_page, words

# Full-time pay, hours, full-time hours, weeks -> pounds a year, a month.
WORKED = [
    ("28598", "37", "37", "", "£28,598", "£2,383"),
    ("28598", "18.5", "37", "", "£14,299", "£1,192"),
    ("28598", "18.5", "", "", "£14,299", "£1,192"),
    ("£28,598", "18.5", "37", "", "£14,299", "£1,192"),
    # 28598 x 44.6 / 52.143
    ("28598", "37", "37", "44.6", "£24,461", "£2,038"),
    # 30000 x 20 / 36 x 45 / 52.143
    ("30000", "20", "36", "45", "£14,384", "£1,199"),
]
BAD = [
    *("abc", "NaN", "sNaN", "-NaN", "Infinity", "-inf", "1e999", "1e-400", "-1", "0", "9" * 5000),
    *("3_0", "٣٧", "0x25", "37 38", "\0", "\x01", "37;", "'", "<b>", "１８"),
]


def ask(client: FlaskClient, **fields: str) -> tuple[int, Page]:
    response = client.get(f"/salary?{urlencode(fields)}")
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


def results(page: Page) -> list[str]:
    return [words(e) for e in page.elements if e.attrib.get("role") == "status"]


@pytest.mark.parametrize(("salary", "hours", "full", "weeks", "year", "month"), WORKED)
def test_the_calculator_gives_what_was_worked_out_by_hand(
    salary: str, hours: str, full: str, weeks: str, year: str, month: str, client: FlaskClient
) -> None:
    status, page = ask(client, salary=salary, hours=hours, full_time_hours=full, weeks=weeks)
    assert (status, errors(page)) == (200, [])
    assert results(page) == [f"About {year} a year, {month} a month before tax"]


def test_the_page_without_a_query_shows_an_empty_calculator_and_no_error(
    client: FlaskClient,
) -> None:
    page = read_page(client.get("/salary").text)
    assert (errors(page), results(page)) == ([], [])


def test_an_empty_form_says_at_each_field_what_to_enter(client: FlaskClient) -> None:
    status, page = ask(client, salary="", hours="", full_time_hours="", weeks="")
    assert status == 200
    assert errors(page) == ["salary", "hours"]
    assert results(page) == []


@pytest.mark.parametrize("name", ["salary", "hours", "full_time_hours", "weeks"])
@pytest.mark.parametrize("value", BAD)
def test_a_value_that_is_no_plain_number_is_told_at_its_field(
    name: str, value: str, client: FlaskClient
) -> None:
    good = {"salary": "28598", "hours": "20", "full_time_hours": "37", "weeks": "45"}
    status, page = ask(client, **{**good, name: value})
    assert status == 200
    # A value of nothing but characters that cannot be shown is an empty one.
    optional = name in {"full_time_hours", "weeks"} and value in {"\0", "\x01"}
    assert errors(page) == ([] if optional else [name])
    assert bool(results(page)) == optional


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("salary", value) for value in ("999", "200001")),
        *(("hours", value) for value in ("0.9", "48.1")),
        *(("full_time_hours", value) for value in ("29", "49")),
        *(("weeks", value) for value in ("0", "52.5")),
    ],
)
def test_a_figure_outside_the_possible_is_told_with_what_is_possible(
    name: str, value: str, client: FlaskClient
) -> None:
    good = {"salary": "28598", "hours": "20", "full_time_hours": "37", "weeks": "45"}
    _, page = ask(client, **{**good, name: value})
    assert errors(page) == [name]
    message = next(e for e in page.elements if e.attrib.get("id") == f"{name}-error")
    assert " from " in words(message)


def test_more_hours_than_full_time_are_told_at_the_hours(client: FlaskClient) -> None:
    _, page = ask(client, salary="28598", hours="40", full_time_hours="37", weeks="")
    assert errors(page) == ["hours"]


def test_an_unknown_setting_is_refused_by_name(client: FlaskClient) -> None:
    status, page = ask(client, salary="28598", hours="20", bonus="100")
    assert status == 400
    assert 'no setting "bonus"' in words(page.tree)


# Quick: the page is checked in the other tests; here the calculator must only not fall over.
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(["salary", "hours", "full_time_hours", "weeks"]), st.text()))
def test_no_input_at_all_breaks_the_page(client: FlaskClient, fields: dict[str, str]) -> None:
    encoded = {name: value.encode("utf-8", "replace") for name, value in fields.items()}
    assert client.get(f"/salary?{urlencode(encoded)}").status_code == 200
