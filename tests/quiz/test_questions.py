"""The questions of the quiz: asked one a page, answered in the address, and nothing lost."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from careers_site.content.parsing import Library
from tests.checking import read_page, words

TOLD = "age=19-plus&early_years=level-2&near=CV1"


def hidden(html: str) -> dict[str, str]:
    inputs = read_page(html.partition("</main>")[0]).all("input")
    return {
        one.get("name", ""): one.get("value", "") for one in inputs if one.get("type") == "hidden"
    }


def address(html: str, text: str) -> str:
    """Where the first link with these words leads."""
    return next(a.get("href", "") for a in read_page(html).all("a") if text in words(a))


def told(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def test_the_start_says_what_is_asked_and_leads_to_the_first_question(client: FlaskClient) -> None:
    page = client.get("/quiz").text
    assert "We keep nothing" in page
    assert client.get(address(page, "Start")).status_code == 200


def test_a_question_offers_each_level_of_its_scale_and_not_sure(
    client: FlaskClient, shipped: Library
) -> None:
    for scale in shipped.rules.scales.values():
        page = read_page(client.get(f"/quiz/{scale.id}").text)
        radios = [one.get("value") for one in page.all("input") if one.get("type") == "radio"]
        apart = [level.id for level in scale.levels if level.apart]
        others = [level.id for level in scale.levels if not level.apart]
        assert radios == [*others, *apart, "unsure"]
        assert words(page.all("h1")[0]) == scale.question


def test_an_answer_leads_on_and_every_other_answer_goes_with_it(client: FlaskClient) -> None:
    answer = client.get(f"/quiz/professional?{TOLD}&professional=none&go=on")
    assert answer.status_code == 303
    assert told(answer.location) == {
        "age": "19-plus", "early_years": "level-2", "near": "CV1", "professional": "none",
    }  # fmt: skip
    assert urlsplit(answer.location).path.startswith("/quiz/")


def test_a_question_holds_the_other_answers_in_its_form(client: FlaskClient) -> None:
    page = client.get(f"/quiz/professional?{TOLD}").text
    assert hidden(page) == {"age": "19-plus", "early_years": "level-2", "near": "CV1"}


@pytest.mark.parametrize("wrong", ["", "professional=perhaps&", "professional=&"])
def test_a_wrong_answer_is_shown_at_the_question_and_nothing_is_lost(
    client: FlaskClient, wrong: str
) -> None:
    answer = client.get(f"/quiz/professional?{TOLD}&{wrong}go=on")
    assert answer.status_code == 400
    page = read_page(answer.text)
    errors = [one for one in page.all("p") if "govuk-error-message" in (one.get("class") or "")]
    assert len(errors) == 1
    assert "There is a problem" in answer.text
    assert hidden(answer.text) == {"age": "19-plus", "early_years": "level-2", "near": "CV1"}


def test_not_sure_is_an_answer_and_is_not_asked_again(client: FlaskClient) -> None:
    answer = client.get("/quiz/early_years?early_years=unsure&go=on")
    assert told(answer.location) == {"early_years": "unsure"}
    assert urlsplit(answer.location).path != "/quiz/early_years"


COMMON = (
    "nation=england&age=24-plus&early_years=none&professional=none&degree=none"
    "&experience_0_to_4=some&send_knowledge=some&send_experience=none&family_work=none"
    "&gcses_9_to_4=1&gcses_9_to_3=1&gcse_english=none&gcse_maths=none&a_levels=0"
)


def test_none_of_the_rare_certificates_ends_the_questions_about_them(
    client: FlaskClient, shipped: Library
) -> None:
    none = client.get(f"/quiz/others?{COMMON}&others=none&go=on").location
    some = client.get(f"/quiz/others?{COMMON}&others=some&go=on").location
    assert urlsplit(none).path == "/quiz/check-answers"
    assert told(none)["others"] == "none"
    rare = {scale.id for scale in shipped.rules.scales.rare()}
    assert urlsplit(some).path.removeprefix("/quiz/") in rare


def test_the_others_question_names_each_rare_certificate(
    client: FlaskClient, shipped: Library
) -> None:
    page = client.get(f"/quiz/others?{COMMON}").text
    assert all(scale.label in page for scale in shipped.rules.scales.rare())


def test_check_your_answers_lists_each_one_with_a_way_to_change_it(client: FlaskClient) -> None:
    page = client.get(f"/quiz/check-answers?{TOLD}&gcse_maths=unsure&others=none").text
    for told_as in ("19 to 23, or 24 or over", "Level 2, such as", "I’m not sure", "None of those"):
        assert told_as in page
    change = re.findall(r'href="(/quiz/[^"?]+)\?[^"]*"[^>]*>\s*Change', page)
    questions = ["near", "age", "early_years", "gcse_maths", "others"]
    assert change == [f"/quiz/{question}" for question in questions]


def test_an_answer_that_is_changed_shows_what_was_said_and_then_replaces_it(
    client: FlaskClient,
) -> None:
    page = read_page(client.get(f"/quiz/early_years?{TOLD}").text)
    checked = [one.get("value") for one in page.all("input") if one.get("checked") is not None]
    assert checked == ["level-2"]
    location = client.get("/quiz/early_years?age=19-plus&early_years=level-3&go=on").location
    assert told(location)["early_years"] == "level-3"


def test_a_question_that_does_not_exist_is_a_page_not_found(client: FlaskClient) -> None:
    assert client.get("/quiz/shoe-size").status_code == 404


def test_the_place_is_asked_first_and_then_the_age(client: FlaskClient) -> None:
    page = client.get("/quiz").text
    assert urlsplit(address(page, "Start")).path == "/quiz/near"
    after = client.get("/quiz/near?near=Leeds&go=on").location
    assert urlsplit(after).path == "/quiz/age"
    assert told(after) == {"near": "Leeds"}


def test_a_nation_alone_answers_where_somebody_lives(client: FlaskClient) -> None:
    after = client.get("/quiz/near?near=&nation=wales&go=on").location
    assert told(after) == {"nation": "wales"}
    assert urlsplit(after).path == "/quiz/age"


@pytest.mark.parametrize(
    ("near", "said"),
    [("", "Enter a postcode or a town"), ("Leedz", "Leedz"), ("CH4", "on a border")],
)
def test_a_place_that_tells_no_nation_is_asked_again(
    client: FlaskClient, near: str, said: str
) -> None:
    answer = client.get(f"/quiz/near?near={near}&age=16-18&go=on")
    assert answer.status_code == 400
    assert said in answer.text
    assert hidden(answer.text) == {"age": "16-18"}


def test_northern_ireland_is_told_from_a_postcode_without_a_position(client: FlaskClient) -> None:
    after = client.get("/quiz/near?near=BT1+5GS&go=on")
    assert urlsplit(after.location).path == "/quiz/age"
    assert "Northern Ireland" in client.get("/routes/college/plan?near=BT1+5GS&age=24-plus").text


def test_a_nation_that_the_place_is_not_in_wins_and_is_said(client: FlaskClient) -> None:
    asked = client.get("/quiz/near?near=Glasgow&nation=wales&go=on")
    assert asked.status_code == 200
    assert "Glasgow is in Scotland" in asked.text
    assert client.get("/quiz/near?near=Glasgow&nation=wales&go=anyway").status_code == 303


def test_what_does_not_fit_is_shown_where_it_is_typed(client: FlaskClient) -> None:
    earlier = "nation=england&age=24-plus&gcse_english=5&gcse_maths=5"
    page = client.get(f"/quiz/gcses_9_to_4?{earlier}&gcses_9_to_4=0&go=on")
    assert page.status_code == 200
    assert "You said “No GCSEs at grades 9 to 4”" in page.text
    assert 'value="anyway"' in page.text
    on = client.get(f"/quiz/gcses_9_to_4?{earlier}&gcses_9_to_4=0&go=anyway")
    assert on.status_code == 303
    assert told(on.location)["gcses_9_to_4"] == "0"


def test_who_is_ready_is_told_at_once(client: FlaskClient) -> None:
    ready = (
        "nation=england&age=24-plus&early_years=level-3&experience_0_to_4=2-years"
        "&send_experience=2-years&send_knowledge=working"
    )
    after = client.get(f"/quiz/family_work?{ready}&family_work=substantial&go=on").location
    assert urlsplit(after).path == "/quiz/check-answers"
    page = client.get(after).text
    assert "You look ready to apply" in page
    assert "Answer the next question" not in page


@pytest.mark.parametrize("page", ["/quiz", "/quiz/age", "/quiz/check-answers", "/routes"])
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("shoe_size=9", ["shoe_size", "gcse_maths", "others", "nation", "near"]),
        ("gcse_maths=12", ["gcse_maths", "12", "9", "unsure"]),
        ("gcse_english=4&gcse_english=5", ["gcse_english", "more than once"]),
        ("others=all", ["others", "none", "some"]),
        ("nation=france", ["nation", "england", "northern-ireland"]),
    ],
)
def test_an_unknown_question_or_answer_is_named_with_what_is_allowed(
    client: FlaskClient, page: str, query: str, named: list[str]
) -> None:
    answer = client.get(f"{page}?{query}")
    assert answer.status_code == 400
    assert all(word in answer.text for word in named)


@pytest.mark.parametrize("path", ["/quiz", "/quiz/age", "/quiz/check-answers", "/routes"])
def test_answers_are_kept_by_nobody(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}?early_years=level-2")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_whoever_is_on_a_course_counts_it_and_plans_begin_when_it_ends(client: FlaskClient) -> None:
    page = client.get("/quiz/held?near=Leeds&age=16-18").text
    assert "On a course now, such as a T Level?" in page
    on = client.get("/quiz/held?near=Leeds&age=16-18&held=early_years&from=2030-07&go=on").location
    assert on.startswith("/quiz/early_years?")
    assert "from=2030-07" in on
    result = client.get(f"/routes?{urlsplit(on).query}&early_years=level-3").text
    assert "All of this is for July 2030, when you can start" in result
    refused = client.get("/quiz/held?near=Leeds&age=16-18&held=early_years&from=2047-01&go=on")
    assert refused.status_code == 400
