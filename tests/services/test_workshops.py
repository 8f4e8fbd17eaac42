"""Workshops with dates: on the page, in a calendar and in a feed; and the page without any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from careers_site.content.library import holder
from careers_site.content.tables.listings import Workshop
from careers_site.services.workshops import coming, feed_values, workshops_calendar
from tests.checking import read_page, words

ATOM = "{http://www.w3.org/2005/Atom}"


def workshop(name: str, **changed: object) -> Workshop:
    one = Workshop(
        id=name,
        title=f"Workshop {name}",
        starts=date(2099, 1, 12),
        ends=date(2099, 1, 14),
        place="Leeds",
        postcode="",
        online=False,
        host="A Portage service",
        price=None,
        booking_url="",
        source="npa-registration",
        checked=date(2026, 11, 21),
    )
    return replace(one, **changed)  # type: ignore[arg-type]


SEVERAL = (
    workshop("leeds"),
    workshop("online", online=True, place="", price=0, starts=date(2099, 1, 1), ends=None),
    workshop("bristol", place="Bristol", price=250, booking_url="https://example.org/book"),
    workshop("past", starts=date(2020, 1, 1), ends=date(2020, 1, 2)),
)


@pytest.fixture
def several(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A site with three workshops to come, and one that is over."""
    library = replace(holder().get(), workshops=SEVERAL)
    monkeypatch.setattr("careers_site.services.views.library", lambda: library)
    return app.test_client()


def titles(client: FlaskClient, path: str) -> list[str]:
    return [words(one) for one in read_page(client.get(path).text).all("h3")]


def test_workshops_to_come_stand_in_the_order_of_their_dates(several: FlaskClient) -> None:
    wanted = ["Workshop online", "Workshop bristol", "Workshop leeds"]
    assert titles(several, "/workshops")[:3] == wanted


def test_for_who_says_where_they_are_the_nearest_stands_first_and_online_last(
    several: FlaskClient,
) -> None:
    wanted = ["Workshop leeds", "Workshop bristol", "Workshop online"]
    assert titles(several, "/workshops?near=York")[:3] == wanted
    text = several.get("/workshops?near=York").text
    assert "Leeds, about 22 miles away" in text


def test_a_workshop_says_when_where_and_what_it_costs(several: FlaskClient) -> None:
    page = read_page(several.get("/workshops").text)
    facts = [words(one) for one in page.all("dd")]
    assert facts == [
        *("1 January 2099", "Online", "free"),
        *("12 January 2099 to 14 January 2099", "Bristol", "£250"),
        *("12 January 2099 to 14 January 2099", "Leeds", "ask the host"),
    ]


def test_one_workshop_and_all_of_them_go_into_a_calendar(several: FlaskClient) -> None:
    one = several.get("/workshops/leeds/calendar.ics")
    assert one.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(one.data).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2099, 1, 12),
        date(2099, 1, 15),
    )
    assert event["location"] == "Leeds"
    every = Calendar.from_ical(several.get("/workshops/calendar.ics").data)
    assert len(every.walk("VEVENT")) == 3


@pytest.mark.parametrize("name", ["past", "nothing", "%00"])
def test_there_is_no_calendar_of_a_workshop_that_is_over_or_never_was(
    name: str, several: FlaskClient
) -> None:
    assert several.get(f"/workshops/{name}/calendar.ics").status_code == 404


def test_the_feed_has_each_workshop_with_its_own_address(several: FlaskClient) -> None:
    answer = several.get("/workshops/feed.atom")
    assert answer.mimetype == "application/atom+xml"
    entries = ElementTree.fromstring(answer.data).findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries][1] == (
        "Workshop bristol, 12 January 2099 to 14 January 2099"
    )
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 3


def test_without_dates_the_page_says_whom_to_ask_and_feed_and_calendar_are_empty(
    client: FlaskClient,
) -> None:
    assert "ask the" in client.get("/workshops").text.lower()
    feed = ElementTree.fromstring(client.get("/workshops/feed.atom").data)
    assert feed.findall(f"{ATOM}entry") == []
    assert Calendar.from_ical(client.get("/workshops/calendar.ics").data).walk("VEVENT") == []


@pytest.mark.parametrize("path", ["/workshops/feed.atom", "/workshops/calendar.ics"])
def test_the_files_take_no_settings(path: str, client: FlaskClient) -> None:
    assert client.get(f"{path}?near=Leeds").status_code == 400


def test_a_workshop_is_to_come_until_its_last_day() -> None:
    one = workshop("a")
    assert coming([one], date(2099, 1, 14)) == [one]
    assert coming([one], date(2099, 1, 15)) == []


def test_an_entry_changes_when_it_is_checked_again() -> None:
    before, after = (
        feed_values([workshop("a", checked=date(2026, month, 1))], "https://a.example")["updated"]
        for month in (1, 2)
    )
    assert (before, after) == ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")


def test_a_comma_in_a_title_is_no_end_of_it_in_a_calendar() -> None:
    file = workshops_calendar(
        [workshop("a", title="One, two; three")], "https://a.example", "a.example"
    )
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event["summary"] == "One, two; three"
