"""The courses that ship with the site: links that lead somewhere, and nothing old first."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from tests.conftest import ROOT

WITH_DETAILS_ONLY_IN_A_LIST = "Department for Education list"
# Test servers, drafts, home pages and addresses with stray characters, seen in November 2026.
NOT_A_COURSE_PAGE = ["eetest.", "BETA", "?p=", "issuu.com", "$"]


def courses() -> list[dict[str, str]]:
    with (ROOT / "data" / "courses.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("fault", NOT_A_COURSE_PAGE)
def test_no_link_leads_to_a_test_server_a_draft_or_a_broken_address(fault: str) -> None:
    links = [course[column] for course in courses() for column in ("url", "source_url")]
    assert [link for link in links if fault in link] == []


def test_no_course_links_to_the_home_page_of_its_provider() -> None:
    links = [course["url"] for course in courses() if course["url"]]
    assert [link for link in links if link.count("/") <= 3 and link.endswith("/")] == []


def test_courses_without_an_address_come_last_and_those_only_in_a_list_at_the_end() -> None:
    have_address = [bool(course["url"]) for course in courses()]
    assert have_address == sorted(have_address, reverse=True)
    only_listed = [WITH_DETAILS_ONLY_IN_A_LIST in course["as_of"] for course in courses()]
    assert only_listed == sorted(only_listed)
    assert sum(only_listed) == 23


def test_no_shipped_start_was_past_when_its_row_was_mended() -> None:
    starts = [course["start_date"] for course in courses() if course["start_date"]]
    assert [start for start in starts if date.fromisoformat(start) < date(2026, 11, 25)] == []


def test_each_row_holds_one_course() -> None:
    titles = {course["run_id"]: course["title"] for course in courses()}
    assert titles["greenwich-early-years-ba"] == "BA (Hons) Early Years"
    assert titles["greenwich-early-years-top-up"] == "BA (Hons) Early Years (Top up)"


def test_a_degree_taught_only_at_partner_colleges_is_placed_at_none_of_them() -> None:
    kingston = next(c for c in courses() if c["run_id"] == "kingston-university-early-years-fd")
    assert (kingston["town"], kingston["postcode"], kingston["latitude"]) == ("", "", "")
    assert "partner colleges" in kingston["description"]
