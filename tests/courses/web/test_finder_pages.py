"""A course for machines and calendars, a feed, a comparison, a shortlist and the map."""

from __future__ import annotations

import json
import re
from itertools import combinations
from math import dist
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers_site.courses.finder import shortlist
from careers_site.courses.finder.filters import VALUE_FILTERS
from careers_site.platform.web import assets
from tests.courses.conftest import LATER, Load, Make, course_of

ATOM = "{http://www.w3.org/2005/Atom}"


def data_block(page: str) -> dict[str, Any]:
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert text
    data: dict[str, Any] = json.loads(text[1])
    return data


def test_a_course_is_told_to_machines_without_what_is_not_confirmed(client: FlaskClient) -> None:
    data = data_block(client.get("/courses/1").text)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Course")
    assert data["provider"] == {"@type": "Organization", "name": "London Metropolitan University"}
    instance = data["hasCourseInstance"]
    assert instance["courseMode"] == "Onsite"
    assert instance["location"]["address"]["postalCode"] == "N7"
    # The length is marked "not confirmed" on the page.
    assert "duration" not in instance
    assert "offers" not in data


def test_a_known_start_length_and_cost_are_told_to_machines(
    app: Flask, load: Load, row: Make
) -> None:
    known = {"start_date": f"{LATER}-09-01", "duration": "2 years", "cost": "12.5", "hours": "7.5"}
    load(row("a", title="</script><script>alert(1)</script>", **known))
    number = course_of("a").id
    page = app.test_client().get(f"/courses/{number}").text
    assert "<script>alert" not in page
    data = data_block(page)
    assert data["name"] == "</script><script>alert(1)</script>"
    assert data["offers"]["price"] == "12.50"
    instance = data["hasCourseInstance"]
    assert instance["startDate"] == f"{LATER}-09-01"
    assert (instance["duration"], instance["courseWorkload"]) == ("P730D", "PT7.5H")


def test_a_course_page_says_what_the_course_leads_to_and_how_old_it_is(client: FlaskClient) -> None:
    page = client.get("/courses/1").text
    assert "What this leads to" in page
    assert "/portage-home-visitor/routes/university" in page
    assert re.search(r"We last checked this entry (today|[\w ]+ ago)", page)


def test_other_venues_and_dates_of_the_same_course_are_named(
    app: Flask, load: Load, row: Make
) -> None:
    load(
        row("a", title="Zebra", town="Leeds", start_date="2001-01-01"),
        row("b", title="Zebra", town="York", start_date=f"{LATER}-01-01"),
        row("c", title="Zebra", town="Hull"),
        row("d", title="Zebras", town="Bath"),
        row("e", title="Zebra", town="Ely", provider="Another College"),
    )
    a, b, c = (course_of(run_id).id for run_id in "abc")
    page = app.test_client().get(f"/courses/{a}").text
    _, _, part = page.partition("Other venues and dates")
    assert re.findall(r"/courses/(\d+)\"", part.partition("<h2")[0]) == [str(b), str(c)]


def test_a_dated_start_is_a_calendar_file(app: Flask, load: Load, row: Make) -> None:
    title = "Play, learn; grow \\ " + "é" * 60
    load(row("a", title=title, town="Leeds", postcode="LS1", start_date=f"{LATER}-12-31"))
    number = course_of("a").id
    assert f"/courses/{number}/calendar.ics" in app.test_client().get(f"/courses/{number}").text
    answer = app.test_client().get(f"/courses/{number}/calendar.ics")
    assert answer.mimetype == "text/calendar"
    assert f'filename="course-{number}.ics"' in answer.headers["Content-Disposition"]
    lines = answer.data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    whole = answer.data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert "SUMMARY:Course starts: Play\\, learn\\; grow \\\\ " + "é" * 60 in whole
    assert f"DTSTART;VALUE=DATE:{LATER}1231" in whole
    assert f"DTEND;VALUE=DATE:{LATER + 1}0101" in whole
    assert f"UID:course-{number}@localhost" in whole
    assert "LOCATION:Leeds\\, LS1" in whole
    assert any(re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", line) for line in whole)


def test_a_space_that_was_typed_ends_the_first_half_of_a_postcode(client: FlaskClient) -> None:
    assert "near B6 3XX" not in client.get("/courses?near=B63+XX").text
    assert "There is no place “B63 XX”" in client.get("/courses?near=B63+XX").text
    for typed in ("B6+3XX", "b63xx", "B6+3+XX"):
        assert "There is no place" not in client.get(f"/courses?near={typed}").text


def test_a_course_without_a_date_has_no_calendar_file(client: FlaskClient) -> None:
    assert client.get("/courses/1/calendar.ics").status_code == 404
    assert client.get("/courses/999999/calendar.ics").status_code == 404


def feed_of(client: FlaskClient, query: str) -> ET.Element:
    answer = client.get(f"/courses/feed.atom?{query}")
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.data)


def test_a_search_is_a_feed_with_what_changed_last_first(app: Flask, load: Load, row: Make) -> None:
    load(row("a", title="Zebra <one> & more"), row("b", title="Zebra two"))
    load(row("a", title="Zebra <one> & all"), row("b", title="Zebra two"))
    a, b = course_of("a").id, course_of("b").id
    feed = feed_of(app.test_client(), "q=zebra&page=9&sort=title")
    address = "http://localhost/courses/feed.atom?q=zebra"
    assert feed.findtext(f"{ATOM}id") == address
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": address, "alternate": "http://localhost/courses?q=zebra"}
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"http://localhost/courses/{number}" for number in (a, b)
    ]
    assert entries[0].findtext(f"{ATOM}title") == "Zebra <one> & all, A College"
    updated = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert feed.findtext(f"{ATOM}updated") == max(updated)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment) for moment in updated)


def test_a_feed_of_nothing_is_a_feed_and_a_wrong_one_is_refused(client: FlaskClient) -> None:
    assert not feed_of(client, "q=zzzz").findall(f"{ATOM}entry")
    assert client.get("/courses/feed.atom?colour=red").status_code == 400


def test_the_search_page_names_its_feed(client: FlaskClient) -> None:
    page = client.get("/courses?level=3&page=2").text
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/courses/feed.atom?level=3"' in page


def test_courses_are_compared_side_by_side(client: FlaskClient) -> None:
    page = client.get("/courses/compare?id=1&id=20").text
    assert page.count('role="columnheader"') == 2
    assert "What you need to get in" in page
    assert 'href="/courses/compare?id=20"' in page


def test_a_comparison_says_which_courses_are_gone_unknown_or_too_many(
    app: Flask, load: Load, row: Make
) -> None:
    load(row("gone", title="Gone"), row("b"))
    load(row("b"))
    gone = course_of("gone").id
    query = urlencode([("id", number) for number in (1, 2, 3, 4, 5, gone, 999_999)])
    page = app.test_client().get(f"/courses/compare?{query}").text
    assert "<strong>Gone</strong>, A College, is no longer listed" in page
    assert "There is no course with the number 999999 in our list" in page
    assert "You can compare up to 4 courses" in page
    assert 'href="/courses/compare?id=5"' in page
    assert page.count('role="columnheader"') == 4


@pytest.mark.parametrize("path", ["/courses/compare", "/courses/shortlist"])
def test_a_list_of_nothing_says_what_to_do(client: FlaskClient, path: str) -> None:
    assert "Find courses" in client.get(path).text
    assert client.get(f"{path}?id=abc").status_code == 400
    assert client.get(f"{path}?course=1").status_code == 400


def test_a_shortlist_in_the_address_goes_with_the_search(client: FlaskClient) -> None:
    page = client.get("/courses?level=6&shortlist=1&shortlist=77").text
    assert "/courses/shortlist?id=1&amp;id=77" in page
    assert "/courses/compare?id=1&amp;id=77" in page
    assert 'type="hidden" name="shortlist" value="77"' in page
    listed = client.get("/courses/shortlist?id=1&id=77").text
    assert 'href="/courses/shortlist?id=77"' in listed
    assert 'href="/courses?shortlist=1&amp;shortlist=77"' in listed


def test_a_shortlist_is_sorted_under_the_steps_of_a_plan(site: Flask) -> None:
    with site.app_context():
        found = shortlist.by_step([1, 2, 999_999])
        assert {step: [hit.course.id for hit in hits] for step, hits in found.items()} == {
            "degree": [1],
            "": [2],
        }


def drawing_of(client: FlaskClient, query: str) -> tuple[str, str]:
    """The page of a search, and of it the drawing."""
    page = client.get(f"/courses?{query}").text
    return page, page.partition('class="pc-map"')[2].partition("</svg>")[0]


def test_the_map_has_a_pin_for_each_place_and_the_list_its_numbers(client: FlaskClient) -> None:
    page, drawing = drawing_of(client, "near=Coventry&within=75&level=3")
    pins = re.findall(r'href="#(course-\d+)" aria-label="(\d+)\+?: ([^"]+)"', drawing)
    assert pins
    titles = dict(re.findall(r"<h3 .*?<b>(\d+)</b>.*?<a [^>]*>([^<]+)</a>", page))
    assert list(titles) == [str(number) for number in range(1, len(titles) + 1)]
    for place, number, name in pins:
        assert f'id="{place}"' in page
        assert name.startswith(titles[number])
    assert "75 miles" in drawing


@pytest.mark.parametrize("query", ["", "near=London&within=25", "near=Belfast&within=50"])
def test_pins_do_not_hide_each_other_nor_the_names_of_towns(
    client: FlaskClient, query: str
) -> None:
    _, drawing = drawing_of(client, query)
    found = re.findall(r'<circle cx="(\d+)" cy="(\d+)" r="13"', drawing)
    pins = [(int(x), int(y)) for x, y in found]
    assert all(dist(one, other) >= 26 for one, other in combinations(pins, 2))
    towns = re.findall(r'text-anchor="(\w+)"><circle cx="(\d+)" cy="(\d+)"', drawing)
    assert 1 <= len(towns) <= 6
    for _, x, y in towns:
        assert all(dist((int(x), int(y)), pin) > 13 for pin in pins)


def test_the_outline_of_the_country_is_one_small_file(client: FlaskClient) -> None:
    _, drawing = drawing_of(client, "")
    address = re.search(r'<use class="pc-map__uk" href="([^"]+)#uk"/>', drawing)
    assert address
    outline = (assets.BUILD / address[1].removeprefix(assets.URL)).read_bytes()
    assert len(outline) <= 4096
    assert b'id="uk"' in outline


def test_without_a_place_there_is_no_map(client: FlaskClient) -> None:
    assert "pc-map" not in client.get("/courses?mode=online").text


KEYS = st.sampled_from(
    ["q", "near", "within", "sort", "page", "id", "shortlist", "start", "cost", "early_years"]
) | st.sampled_from([*VALUE_FILTERS])
WORDS = ["3", "online", "Coventry", "20", "title", "-1", "99999", "2027-01", "free", "met"]
VALUES = st.text(max_size=30) | st.sampled_from(WORDS)
PATHS = st.sampled_from(["", "/compare", "/shortlist", "/feed.atom", "/1", "/1/calendar.ics"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=PATHS, pairs=st.lists(st.tuples(KEYS | st.text(max_size=8), VALUES), max_size=5))
def test_no_query_string_is_a_server_error_on_any_page_of_the_finder(
    client: FlaskClient, path: str, pairs: list[tuple[str, str]]
) -> None:
    answer = client.get(f"/courses{path}?{urlencode(pairs)}")
    assert answer.status_code in {200, 400, 404}


@pytest.mark.parametrize(
    "query",
    ["", "q=early", "near=London&within=75", "level=6&level=5&near=Leeds&within=75", "sort=cost"],
)
def test_a_page_of_results_is_at_most_40_kb(client: FlaskClient, query: str) -> None:
    answers = urlencode({"early_years": "level-3", "gcses_9_to_4": "5", "others": "none"})
    for more in ("", answers):
        assert len(client.get(f"/courses?{query}&{more}").data) <= 40_000


def test_an_unknown_place_is_told_in_the_title_and_in_a_summary_that_leads_to_it(
    client: FlaskClient,
) -> None:
    text = client.get("/courses?near=Nowheresville").text
    assert "<title>Error: Find a course" in text
    assert '<a href="#near">' in text


def test_a_search_page_is_named_after_its_search(client: FlaskClient) -> None:
    text = client.get("/courses?level=3&near=Leeds&within=75").text
    assert "<title>Level 3 courses near Leeds – Courses - Portage Careers</title>" in text
    assert "Level 3 courses near Leeds</h1>" in text


def test_a_few_courses_are_listed_without_a_map_and_orders(client: FlaskClient) -> None:
    few, many = (client.get(path).text for path in ("/courses?near=Leeds", "/courses"))
    assert ("Sort by:" in few, "Map of the courses" in few) == (False, False)
    assert "Sort by:" in many


def test_a_search_page_says_that_it_looked_further(client: FlaskClient) -> None:
    text = client.get("/courses?near=Hereford&within=5").text
    assert "No course fits within 5 miles, so we looked further" in text


def test_the_step_is_chosen_first_and_several_can_be_ticked(client: FlaskClient) -> None:
    text = client.get("/courses?step=degree").text
    assert text.index('name="step"') < text.index('name="near"')
    assert '<option value="degree" selected>' in text
    assert 'type="checkbox" name="step"' not in text
    several = client.get("/courses?step=degree&step=t-level").text
    assert several.count('type="checkbox" name="step"') > 1
    assert '<select class="govuk-select" id="step"' not in several


def test_a_course_in_a_list_has_its_facts_on_one_line(app: Flask, load: Load, row: Make) -> None:
    known = {"level": "3", "study_time": "full-time", "duration": "1 year", "town": "Leeds"}
    load(
        row("a", title="Zebra one", **known, start_date=f"{LATER}-09-07", cost="2450"),
        row("b", title="Zebra two", study_time="full-time", duration="3 years full time"),
        row("c", title="Zebra three", learning_mode="online"),
    )
    text = app.test_client().get("/courses?q=zebra").text
    lines = re.findall(r'pc-course__facts">(.*?)</p>', text)
    assert sorted(lines) == [
        "3 years full time",
        f"Level 3 · full-time · 1 year · Leeds · starts 7 September {LATER} · £2,450",
        "Online",
    ]
