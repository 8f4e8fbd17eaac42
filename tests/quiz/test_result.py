"""The result and the plans: what is open, why, and the way, from nothing but the address."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from careers_site.content.parsing import Library
from careers_site.eligibility.wording import Kind
from tests.checking import Page, read_page, words

NOTHING_YET = {
    **{"from": "2026-11", "nation": "england", "age": "16-18", "early_years": "none"},
    **{"professional": "none", "degree": "none", "experience_0_to_4": "none"},
    **{"send_experience": "none", "family_work": "none", "send_knowledge": "none"},
    **{"gcses_9_to_4": "5", "gcses_9_to_3": "5", "gcse_english": "5", "gcse_maths": "4"},
    **{"a_levels": "0", "others": "none"},
}
ADULT = {"age": "24-plus", "gcse_maths": "none"}
READY = {
    **{"early_years": "level-3", "experience_0_to_4": "2-years", "send_experience": "2-years"},
    **{"family_work": "substantial", "send_knowledge": "working"},
}


def url(path: str = "/routes", **changed: str) -> str:
    return f"{path}?{urlencode({**NOTHING_YET, **changed})}"


def rows(page: Page) -> dict[str, str]:
    """The result of each way in that is a row, by its title, in their order."""
    found = {}
    for row in page.elements:
        if row.get("class") == "pc-way":
            title = words(next(one for one in row.iter() if one.tag == "h3"))
            chips = (one for one in row.iter() if "pc-verdict" in (one.get("class") or ""))
            found[title] = words(next(chips))
    return found


def folded(page: Page) -> list[str]:
    return [words(one) for one in page.all("li") if one.get("class") == "pc-not-needed"]


def test_the_ways_in_are_shown_in_the_order_of_their_results(client: FlaskClient) -> None:
    for address in (url(), url(**ADULT)):
        shown = list(rows(read_page(client.get(address).text)).values())
        ranks = [Kind.of(one).rank for one in shown]
        assert ranks == sorted(ranks)


def test_every_example_person_sees_the_results_that_the_content_gives(
    client: FlaskClient, shipped: Library
) -> None:
    for example in shipped.examples[::6]:
        situation = example.situation
        query = {**example.answers, "from": situation.start.id, **situation.funding}
        query |= {"nation": situation.nation} if situation.nation else {}
        query |= {"others": "none"} if example.person.no_others else {}
        page = read_page(client.get(f"/routes?{urlencode(query)}").text)
        found = rows(page) | dict.fromkeys(folded(page), Kind.NOT_NEEDED.value)
        for route, expected in example.results.items():
            title = shipped.rules.route(route).title
            said = found.get(title, Kind.READY.value)
            assert Kind.of(said) == Kind.of(expected), (example.title, route)


def test_the_strip_counts_the_results(client: FlaskClient) -> None:
    page = read_page(client.get(url()).text)
    strip = next(words(one) for one in page.all("ul") if one.get("class") == "pc-strip")
    number = sum(int(word) for word in strip.split() if word.isdigit())
    assert number == len(rows(page)) + len(folded(page)) == 5
    opened = [one for one in rows(page).values() if one == Kind.START.value]
    assert f"{len(opened)} open now" in strip


def test_the_best_next_step_stands_before_every_way_in(client: FlaskClient) -> None:
    page = client.get(url()).text
    assert 0 < page.index("Your best next step") < page.index("Compare the ways in")


def test_answers_that_do_not_fit_are_shown_and_the_more_exact_ones_used(
    client: FlaskClient,
) -> None:
    page = client.get(url(gcses_9_to_4="0")).text
    assert "Two of your answers do not fit together" in page
    assert "You said “No GCSEs at grades 9 to 4”" in page
    assert "We used “2 GCSEs at grades 9 to 4”" in page


def test_the_question_that_would_tell_most_is_linked_with_the_answers(client: FlaskClient) -> None:
    page = read_page(client.get("/routes?age=16-18&nation=england").text)
    asked = next(one for one in page.all("p") if words(one).startswith("We could tell you more"))
    href = next(one.get("href") or "" for one in asked.iter() if one.tag == "a")
    assert href.startswith("/quiz/")
    assert href.endswith("?age=16-18&nation=england")
    assert client.get(href).status_code == 200


def test_nobody_is_asked_more_once_they_are_ready(client: FlaskClient) -> None:
    assert "We could tell you more" not in client.get(url(**ADULT, **READY)).text


def test_the_word_that_would_promise_too_much_is_nowhere(client: FlaskClient) -> None:
    for path in ("/quiz", "/routes", "/routes/college/plan", "/routes/university/plan"):
        assert "eligib" not in client.get(url(path)).text.lower()


def test_what_the_person_has_already_is_folded_and_has_no_plan(client: FlaskClient) -> None:
    page = read_page(client.get(url(**ADULT, **READY)).text)
    assert "A college course" in folded(page)
    plan = client.get(url("/routes/college/plan", **ADULT, **READY)).text
    assert "Do this week" in plan


@pytest.mark.parametrize("route", ["apply-directly", "volunteering", "college", "university"])
def test_each_way_in_has_a_plan_with_its_steps_dates_and_prices(
    client: FlaskClient, shipped: Library, route: str
) -> None:
    page = client.get(url(f"/routes/{route}/plan")).text
    assert f"Your plan: {shipped.rules.route(route).title}" in page
    assert "Step 1: " in page
    assert "pc-timeline__bar" in page
    assert "where the figures come from" in page


def test_what_hangs_on_an_employer_is_shown_as_quicker_if(client: FlaskClient) -> None:
    page = client.get(url("/routes/apprenticeship/plan")).text
    assert "if it works out" in page
    assert "You need an employer who takes you on" in page


def test_a_plan_has_the_courses_of_a_step_nearest_first(client: FlaskClient) -> None:
    page = client.get(url("/routes/college/plan", near="Crawley", age="24-plus")).text
    assert "Crawley College" in page
    assert "mile" in page


def test_the_price_form_asks_only_what_can_change_a_price(client: FlaskClient) -> None:
    young = client.get(url("/routes/college/plan")).text
    assert "Find your price" not in young
    adult = read_page(client.get(url("/routes/college/plan", **ADULT)).text)
    asked = {one.get("name") for one in adult.all("input") if one.get("type") == "radio"}
    assert asked
    assert asked <= {"earnings", "unemployed", "first_level_2", "first_level_3", "ehcp"}


def test_answers_about_money_leave_fewer_reasons_for_the_price(client: FlaskClient) -> None:
    def reasons(**funding: str) -> str:
        page = read_page(client.get(url("/routes/college/plan", **ADULT, **funding)).text)
        cards = [one for one in page.all("li") if "pc-path__step" in (one.get("class") or "")]
        return " ".join(map(words, cards))

    over = reasons(earnings="over", unemployed="no", first_level_2="no", first_level_3="no")
    assert "earn less than £26,800" in reasons()
    assert "earn less than £26,800" not in over
    assert len(over) < len(reasons())


@pytest.mark.parametrize("path", ["/routes", "/routes/college/plan"])
def test_a_place_that_is_not_known_is_said_on_the_page(client: FlaskClient, path: str) -> None:
    answer = client.get(url(path, near="Coventri"))
    assert answer.status_code == 200
    page = read_page(answer.text)
    errors = [one for one in page.all("p") if one.get("id") == "near-error"]
    assert len(errors) == 1
    assert "Coventri" in words(errors[0])
    assert "Did you mean" in answer.text


def test_a_route_that_does_not_exist_has_no_plan(client: FlaskClient) -> None:
    assert client.get("/routes/by-post/plan").status_code == 404


def test_a_ready_person_is_told_what_to_do_this_week(client: FlaskClient) -> None:
    page = client.get(url("/routes/apply-directly/plan", **ADULT, **READY, near="Leeds")).text
    assert "Do this week" in page
    assert "Portage in Leeds" in page


def test_a_plan_says_which_step_to_skip_for_what_is_not_known(client: FlaskClient) -> None:
    page = client.get("/routes/apply-directly/plan?experience_0_to_4=1-year&nation=england").text
    assert "Skip this step if you already have" in page


def test_plans_are_kept_by_nobody(client: FlaskClient) -> None:
    answer = client.get(url("/routes/college/plan"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_rows_that_are_kept_lead_to_the_question_with_the_answers_of_whoever_asks(
    client: FlaskClient,
) -> None:
    """Two people of the same answers in two places get the same rows, each with their own links."""
    for near in ("Leeds", "Durham", "Leeds"):
        page = read_page(client.get(url(near=near)).text)
        links = [a for a in page.all("a") if a.get("class") == "pc-finding__change"]
        assert links
        assert all(f"near={near}" in (a.get("href") or "") for a in links)
