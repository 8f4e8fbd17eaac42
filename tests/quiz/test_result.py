"""The result and the plans: what is open, why, and the way, from nothing but the address."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from careers_site.answers import UNSURE
from careers_site.content.parsing import Library
from careers_site.eligibility.wording import Result
from tests.checking import Page, read_page, words

NOTHING_YET = {
    **{"age": "16-18", "early_years": "none", "professional": "none", "experience_0_to_4": "none"},
    **{"send_knowledge": "none", "gcses_9_to_4": "5", "gcse_english": "5", "gcse_maths": "4"},
    **{"a_levels": "0", "others": "none"},
}


def url(path: str = "/routes", **changed: str) -> str:
    return f"{path}?{urlencode({**NOTHING_YET, **changed})}"


def results(page: Page) -> list[str]:
    found = [one for one in page.all("p") if "pc-result" in (one.get("class") or "").split()]
    return [words(one) for one in found]


def test_the_routes_are_shown_in_the_order_of_their_results(client: FlaskClient) -> None:
    order = [one.value for one in Result]
    for address in (url(), "/routes", "/routes?early_years=level-3&experience_0_to_4=2-years"):
        shown = results(read_page(client.get(address).text))
        assert len(shown) == 5
        assert shown == sorted(shown, key=order.index)


def test_every_example_person_sees_the_results_that_the_content_gives(
    client: FlaskClient, shipped: Library
) -> None:
    scales = shipped.rules.scales
    for example in shipped.examples:
        answers = {
            name: UNSURE if level is None else scales[name].level_ids[level]
            for name, level in example.person.answers.items()
        }
        if example.person.no_others:
            answers["others"] = "none"
        page = read_page(client.get(f"/routes?{urlencode(answers)}").text)
        titles = [words(h2) for h2 in page.all("h2")]
        for route, expected in example.results.items():
            at = titles.index(shipped.rules.route(route).title)
            assert results(page)[at] == expected, (example.title, route)


def test_answers_that_do_not_fit_are_shown_and_the_more_exact_ones_used(
    client: FlaskClient,
) -> None:
    page = client.get(url(gcses_9_to_4="0")).text
    assert "Two of your answers do not fit together" in page
    assert "You said “No GCSEs at grades 9 to 4”" in page
    assert "We used “2 GCSEs at grades 9 to 4”" in page


def test_the_question_that_would_tell_most_is_linked_with_the_answers(client: FlaskClient) -> None:
    page = read_page(client.get("/routes?age=19-plus").text)
    asked = [one for one in page.all("div") if "pc-ask" in (one.get("class") or "")]
    link = next(a for a in page.all("a") if a in list(asked[0].iter()))
    href = link.get("href") or ""
    assert href.startswith("/quiz/")
    assert href.endswith("?age=19-plus")
    assert client.get(href).status_code == 200


def test_nobody_is_asked_more_once_everything_is_settled(client: FlaskClient) -> None:
    assert "The question that would tell us most" not in client.get(url()).text


def test_the_word_that_would_promise_too_much_is_nowhere(client: FlaskClient) -> None:
    for path in ("/quiz", "/routes", "/routes/college/plan", "/routes/university/plan"):
        assert "eligib" not in client.get(url(path)).text.lower()


@pytest.mark.parametrize(
    "route", ["apply-directly", "volunteering", "college", "apprenticeship", "university"]
)
def test_each_route_has_a_plan_with_its_steps_months_and_figures(
    client: FlaskClient, shipped: Library, route: str
) -> None:
    page = client.get(url(f"/routes/{route}/plan")).text
    assert f"Your plan: {shipped.rules.route(route).title}" in page
    assert "Step 1: " in page
    assert "Where the figures come from" in page


def test_a_plan_lists_real_courses_nearest_first(client: FlaskClient) -> None:
    page = client.get(url("/routes/college/plan", near="CV1")).text
    assert "Real courses for these steps" in page
    assert "miles" in page
    assert "near=CV1" in page


@pytest.mark.parametrize("path", ["/routes", "/routes/college/plan"])
def test_a_place_that_is_not_known_is_said_on_the_page(client: FlaskClient, path: str) -> None:
    answer = client.get(url(path, near="Coventri"))
    assert answer.status_code == 200
    page = read_page(answer.text)
    errors = [one for one in page.all("p") if one.get("id") == "near-error"]
    assert len(errors) == 1
    assert "Coventri" in words(errors[0])
    assert "Did you mean" in answer.text


def test_what_is_known_of_one_nation_only_is_said_elsewhere(client: FlaskClient) -> None:
    assert "England’s only" not in client.get(url()).text
    elsewhere = client.get(url(nation="wales")).text
    assert "Not offered: " in elsewhere
    assert "holds for England only" in elsewhere


def test_a_t_level_is_not_offered_to_adults_and_the_page_says_why(client: FlaskClient) -> None:
    assert "it is for ages 16 to 18" in client.get(url(age="19-plus")).text


def test_a_route_that_does_not_exist_has_no_plan(client: FlaskClient) -> None:
    assert client.get("/routes/by-post/plan").status_code == 404


def test_who_is_ready_needs_no_more_steps(client: FlaskClient) -> None:
    ready = "early_years=level-3&experience_0_to_4=1-year&send_knowledge=working"
    page = client.get(f"/routes/apply-directly/plan?{ready}").text
    assert "No more steps are needed" in page


def test_a_plan_says_which_step_to_skip_for_what_is_not_known(client: FlaskClient) -> None:
    page = client.get("/routes/apply-directly/plan?experience_0_to_4=1-year").text
    assert "Skip this step if you already have" in page


def test_plans_are_kept_by_nobody(client: FlaskClient) -> None:
    answer = client.get(url("/routes/college/plan"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_who_has_experience_but_no_knowledge_of_send_can_volunteer_for_it(
    client: FlaskClient,
) -> None:
    page = client.get(url("/routes/volunteering/plan", experience_0_to_4="2-years")).text
    assert "Volunteer with a Portage service" in page
    assert "We know of no way" not in page
