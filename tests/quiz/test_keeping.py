"""A result and a plan to save, send and print, and the plan as a calendar file."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from careers_site.platform.web.qr_codes import qr_image
from tests.checking import read_page, words

QUERY = (
    "age=16-18&early_years=none&experience_0_to_4=none&from=2026-11&gcse_english=5&gcse_maths=4"
    "&gcses_9_to_4=5&nation=england"
)
READY = (
    "early_years=level-3&experience_0_to_4=2-years&send_knowledge=working"
    "&family_work=substantial&send_experience=2-years"
)
# A degree has its own day to apply by.
SCOTTISH = "age=16-18&from=2026-10&highers=5&nation=scotland"
PLAN = "/routes/college/plan"


@pytest.mark.parametrize("path", ["/routes", PLAN])
def test_the_link_stands_in_a_field_and_in_a_code_and_in_an_email(
    site: Flask, client: FlaskClient, path: str
) -> None:
    address = f"{site.config['SETTINGS'].site_url}{path}?{QUERY}"
    text = client.get(f"{path}?{QUERY}").text
    page = read_page(text)
    (field,) = [one for one in page.all("input") if one.get("id") == "link"]
    assert field.get("value") == address
    (code,) = [one for one in page.all("img") if one.get("class") == "pc-qr"]
    drawn = client.get(code.get("src") or "")
    assert drawn.mimetype == "image/svg+xml"
    assert drawn.headers["Cache-Control"] == "private, no-store"
    assert drawn.data == qr_image(address)
    assert f"body={address.replace('://', '%3A//').split('?')[0]}" in text


def test_a_link_too_long_for_a_code_is_given_alone(
    site: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = replace(site.config["SETTINGS"], site_url=f"https://example.org/{'a' * 3_000}")
    monkeypatch.setitem(site.config, "SETTINGS", long)
    page = client.get(f"/routes?{QUERY}").text
    assert f"{long.site_url}/routes?age=" in page
    assert "pc-qr" not in page
    assert "QR code" not in page
    assert client.get(f"/routes/code.svg?{QUERY}").status_code == 404


def events(client: FlaskClient, route: str, query: str) -> list[tuple[str, str]]:
    answer = client.get(f"/routes/{route}/plan.ics?{query}")
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "private, no-store"
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    assert all(not event.walk("VALARM") for event in found)
    assert all("is the month, not the exact day" in event["description"] for event in found)
    return [(str(one["summary"]), one["dtstart"].dt.isoformat()) for one in found]


def test_the_calendar_has_each_step_on_the_first_of_its_month(client: FlaskClient) -> None:
    page = html.unescape(client.get(f"{PLAN}?{QUERY}").text)
    steps = re.findall(r"Step \d+: </span>([^<]+)</h3>", page)
    found = events(client, "college", QUERY)
    started = [name for name, _ in found if name.startswith("Starts")]
    assert started
    assert {name.partition(": ")[2] for name in started} <= set(steps)
    assert all(day.endswith("-01") for _, day in found)


def test_what_is_applied_for_earlier_has_an_entry_of_its_own(client: FlaskClient) -> None:
    found = dict(events(client, "university", SCOTTISH))
    applied = {name: day for name, day in found.items() if name.startswith("Apply by")}
    assert applied
    for name, day in applied.items():
        assert day < found[name.replace("Apply by", "Starts")]


def test_the_page_of_the_plan_links_its_calendar(client: FlaskClient) -> None:
    page = read_page(client.get(f"{PLAN}?{QUERY}").text)
    (link,) = [one for one in page.all("a") if "plan.ics" in (one.get("href") or "")]
    assert words(link) == "Add the plan to your calendar"
    assert client.get(link.get("href") or "").status_code == 200


def test_a_plan_with_nothing_to_wait_for_has_no_calendar(client: FlaskClient) -> None:
    assert client.get(f"/routes/apply-directly/plan.ics?{READY}").status_code == 404
    assert "plan.ics" not in client.get(f"/routes/apply-directly/plan?{READY}").text
    assert client.get("/routes/by-post/plan.ics").status_code == 404
    assert client.get("/routes/college/plan.ics?gsce=4").status_code == 400
