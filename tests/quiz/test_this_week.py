"""What the end of a plan gives to do: for who can apply, and for who has steps to take."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from careers_site.content.parsing import Library
from careers_site.quiz.this_week import interview
from tests.checking import read_page, words

READY = {
    **{"early_years": "level-3", "experience_0_to_4": "2-years", "send_experience": "2-years"},
    **{"family_work": "substantial", "send_knowledge": "working"},
}
BEGINNER = {"age": "24-plus", "early_years": "none", "gcse_maths": "4", "gcse_english": "4"}


def this_week(client: FlaskClient, route: str, **answers: str) -> Element:
    """The part "Do this week" of a plan; a plan has it once."""
    page = read_page(client.get(f"/routes/{route}/plan?{urlencode(answers)}").text)
    (found,) = [one for one in page.elements if one.attrib.get("aria-labelledby") == "week"]
    return found


def searches(week: Element) -> list[str]:
    links = (one.attrib.get("href", "") for one in week.iter() if one.tag == "a")
    return [link for link in links if "?" in link and link.startswith("https://")]


def folds(week: Element) -> list[str]:
    return [words(one) for one in week.iter() if one.tag == "summary"]


@pytest.mark.parametrize("route", ["college", "university", "volunteering", "apply-directly"])
def test_every_plan_ends_with_what_to_do_this_week(route: str, client: FlaskClient) -> None:
    week = this_week(client, route, **BEGINNER, near="Leeds")
    assert "You can do this now, before or during your first step." in words(week)
    assert "Portage in Leeds" in words(week)
    assert folds(week)[:2] == [
        "Job searches with the words filled in",
        "When you are ready to apply: statement, interview, checks and what to ask",
    ]


def test_who_is_ready_has_the_statement_interview_checks_and_questions_at_once(
    client: FlaskClient,
) -> None:
    assert folds(this_week(client, "apply-directly", **READY, near="Leeds")) == [
        "Job searches with the words filled in",
        "Questions to practise",
        "What is checked, and how long it takes",
        "What to ask about pay, hours and the workshop",
    ]


@pytest.mark.parametrize(
    ("near", "place"), [("Leeds", "Leeds"), ("LS7 4AB", "LS7"), ("Nowheresville", ""), ("", "")]
)
def test_searches_open_with_the_title_and_no_more_of_a_postcode_than_its_district(
    near: str, place: str, client: FlaskClient
) -> None:
    week = this_week(client, "apply-directly", **READY, near=near)
    first = urlsplit(searches(week)[0])
    assert (first.hostname, first.path) == ("findajob.dwp.gov.uk", "/search")
    asked = parse_qs(first.query, keep_blank_values=True)
    assert asked == {"q": ["Portage"], "w": [place]}


def test_a_job_site_is_offered_only_where_it_lists_posts(client: FlaskClient) -> None:
    def hosts(nation: str) -> set[str | None]:
        week = this_week(client, "apply-directly", **READY, nation=nation)
        return {urlsplit(link).hostname for link in searches(week)}

    assert "www.jobs.nhs.uk" in hosts("england")
    assert hosts("scotland") == {"findajob.dwp.gov.uk"}
    assert hosts("northern-ireland") == set()


def test_an_interview_is_practised_on_the_essential_points_of_a_real_post(
    shipped: Library,
) -> None:
    found = interview(shipped.rules.posts)
    assert found is not None
    assert not found.post.general
    asked = {words for _, points in found.questions for words in points}
    essential = {c.words: c.area for c in found.post.criteria if c.is_essential}
    assert asked == {w for w, area in essential.items() if area not in ("qualifications", "other")}


def test_without_essential_points_there_are_no_questions_to_practise() -> None:
    assert interview([]) is None


def test_where_no_post_is_near_a_plan_and_a_result_lead_to_related_jobs(
    client: FlaskClient,
) -> None:
    assert "See related jobs that your steps lead to as well" in words(
        this_week(client, "college", **BEGINNER)
    )
    result = client.get(f"/routes?{urlencode(READY)}").text
    assert '<a href="/related-jobs">See related jobs that your experience counts for</a>' in result
