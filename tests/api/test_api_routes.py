"""`/api/v1/routes` for people whose answers are known by heart."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from careers_site.answers import read
from careers_site.content.parsing import Library
from careers_site.eligibility import wording
from careers_site.eligibility.person import know
from careers_site.eligibility.plan import cheapest, fastest
from careers_site.eligibility.rules import age_of, judge

Json = dict[str, Any]

SCHOOL_LEAVER = {
    **{"age": "16-18", "nation": "england", "others": "none", "from": "2027-01"},
    **{"gcses_9_to_4": "5", "gcse_english": "4", "gcse_maths": "4"},
    **{"experience_0_to_4": "none", "send_knowledge": "none"},
    **{"early_years": "none", "professional": "none"},
}
NURSERY_NURSE = {
    "early_years": "level-3",
    "experience_0_to_4": "2-years",
    "send_knowledge": "working",
}


def ask(client: FlaskClient, **answers: str) -> Json:
    response = client.get("/api/v1/routes", query_string=answers)
    assert response.status_code == 200, response.text
    answer: Json = response.get_json()
    return answer


def route(answer: Json, name: str) -> Json:
    found: Json = next(one for one in answer["routes"] if one["id"] == name)
    return found


def verdicts(answer: Json) -> dict[str, str]:
    return {one["id"]: one["verdict"] for one in answer["routes"]}


def test_a_nursery_nurse_looks_ready_and_has_a_plan_without_steps(client: FlaskClient) -> None:
    goal = route(ask(client, **NURSERY_NURSE), "apply-directly")
    assert (goal["verdict"], goal["summary"]) == ("met", "You look ready to apply")
    assert goal["plans"] == {
        "fastest": {"months": 0, "pounds": 0, "pounds_unknown_for": [], "steps": []},
        "cheapest": None,
    }
    assert "options" not in goal
    assert goal["often_asked"]["parts"][1] == {
        "requirement": "An early years qualification at level 2 or above",
        "verdict": "met",
        "joined": "",
        "scale": "early_years",
        "met_by": None,
        "held": "An early years qualification at level 3",
        "source": None,
        "parts": [],
    }


def test_a_school_leaver_could_start_on_three_routes(client: FlaskClient) -> None:
    assert verdicts(ask(client, **SCHOOL_LEAVER)) == {
        "apply-directly": "unmet",
        "volunteering": "met",
        "college": "met",
        "apprenticeship": "met",
        "university": "unknown",
    }


def test_the_apprenticeship_of_a_school_leaver_is_planned_month_by_month(
    client: FlaskClient,
) -> None:
    plan = route(ask(client, **SCHOOL_LEAVER), "apprenticeship")["plans"]["fastest"]
    assert (plan["months"], plan["pounds"], plan["pounds_unknown_for"]) == (21, 0, [])
    keys = ("id", "track", "starts_after_months", "months", "pounds", "gives", "skip_if_held")
    assert [{key: step[key] for key in keys} for step in plan["steps"]] == [
        {
            "id": "apprenticeship-level-3",
            "track": "main",
            "starts_after_months": 0,
            "months": 21,
            "pounds": 0,
            "gives": {"early_years": "level-3", "experience_0_to_4": "1-year"},
            "skip_if_held": [],
        },
        {
            "id": "portage-volunteering",
            "track": "alongside",
            "starts_after_months": 0,
            "months": 6,
            "pounds": 0,
            "gives": {"experience_0_to_4": "6-months", "send_knowledge": "some"},
            "skip_if_held": [],
        },
    ]
    assert [(step["starts"], step["ends"]) for step in plan["steps"]] == [
        ("2027-01", "2028-10"),
        ("2027-01", "2027-07"),
    ]


def test_nobody_is_offered_what_is_for_another_age(client: FlaskClient) -> None:
    options = route(ask(client, age="19-plus"), "college")["options"]
    assert {one["step"]: one["offered"] for one in options} == {
        "level-2-send-certificate": True,
        "level-3-diploma": True,
        "t-level": False,
    }


def test_a_finding_names_the_equivalent_that_met_it_and_its_source(client: FlaskClient) -> None:
    answer = ask(client, functional_maths="level-2", gcse_maths="3")
    finding = route(answer, "apprenticeship")["options"][0]["finding"]
    maths = next(one for one in finding["parts"] if "maths" in one["requirement"])
    assert maths["verdict"] == "met"
    assert maths["joined"] == "equivalent"
    assert maths["met_by"] == "Functional Skills maths at level 2 counts as GCSE maths at grade 4"
    assert maths["held"] == "GCSE maths at grade 3"
    assert maths["source"] == "college-pages"


def test_a_step_without_a_known_price_says_so(client: FlaskClient) -> None:
    plan = route(ask(client, **SCHOOL_LEAVER), "college")["plans"]["fastest"]
    unknown = [step["title"] for step in plan["steps"] if step["pounds"] is None]
    assert plan["pounds_unknown_for"] == unknown != []


def test_a_step_that_adds_to_a_count_says_how_many(client: FlaskClient) -> None:
    plan = route(ask(client), "apprenticeship")["plans"]["fastest"]
    assert {"gcses_9_to_4": "+3"} in [step["gives"] for step in plan["steps"]]


def test_what_is_not_known_is_named_by_the_step_that_gives_it(client: FlaskClient) -> None:
    steps = route(ask(client), "apprenticeship")["plans"]["fastest"]["steps"]
    skips = {step["id"]: step["skip_if_held"] for step in steps}
    assert skips["apprenticeship-level-3"] == ["An early years qualification at level 3"]


def test_what_is_asked_for_next_was_not_answered_or_passed_over(client: FlaskClient) -> None:
    first = ask(client)["ask"]
    second = ask(client, **{first: "unsure"})["ask"]
    assert None not in (first, second)
    assert first != second


def test_answers_that_do_not_fit_together_are_named(client: FlaskClient) -> None:
    assert ask(client, gcses_9_to_4="0", gcse_maths="5")["contradictions"] == [
        {"scale": "gcses_9_to_4", "said": "0", "at_least": "1", "because": ["gcse_maths"]}
    ]


def test_the_answers_come_back_with_the_address_of_the_page(client: FlaskClient) -> None:
    answer = ask(client, gcse_maths="4", near="Bath", others="none")
    assert answer["answers"] == {"gcse_maths": "4", "near": "Bath", "others": "none"}
    assert answer["url"] == "http://localhost/routes?gcse_maths=4&near=Bath&others=none"


def test_what_is_supposed_counts_and_is_listed(client: FlaskClient) -> None:
    answer = ask(client, **SCHOOL_LEAVER, suppose="early_years.level-3")
    assert answer["suppose"] == ["early_years.level-3"]
    assert route(answer, "apply-directly")["often_asked"]["verdict"] == "met"
    assert "suppose" not in answer["answers"]


@pytest.mark.parametrize("answers", [{}, NURSERY_NURSE, SCHOOL_LEAVER])
def test_the_api_says_what_the_rules_say(
    client: FlaskClient, shipped: Library, answers: dict[str, str]
) -> None:
    rules = shipped.rules
    given = read(MultiDict(answers), rules)
    person = given.person(rules)
    known, age = know(person, rules.scales), age_of(person, rules)
    found = ask(client, **answers)["routes"]
    for one, judged in zip(found, judge(person, rules, given.situation), strict=True):
        asked = (known, judged.route, rules, age, given.nation or None)
        assert one["verdict"] == judged.verdict.word
        assert one["summary"] == wording.result(judged).value
        for name, made in (("fastest", fastest(*asked)), ("cheapest", cheapest(*asked))):
            plan = one["plans"][name]
            assert (plan is None) == (made is None)
            if made:
                assert plan["months"] == made.months
                assert plan["pounds"] == made.pounds
                assert [s["id"] for s in plan["steps"]] == [s.step.id for s in made.steps]


@pytest.mark.parametrize(
    ("answers", "error", "allowed"),
    [
        ({"gcse_math": "4"}, '"gcse_math" (did you mean "gcse_maths"?)', "gcse_maths"),
        ({"gcse_maths": "C"}, 'to "gcse_maths" called "C"', "4"),
        ({"gcse_maths": ""}, 'to "gcse_maths" called ""', "unsure"),
        ({"others": "all"}, 'to "others" called "all"', "none"),
        ({"nation": "france"}, 'to "nation" called "france"', "northern-ireland"),
        ({"suppose": "gcse_maths.10"}, 'called "10"', "9"),
    ],
)
def test_an_unknown_question_or_answer_is_named_with_what_is_allowed(
    client: FlaskClient, answers: dict[str, str], error: str, allowed: str
) -> None:
    response = client.get("/api/v1/routes", query_string=answers)
    assert response.status_code == 400
    assert error in response.get_json()["error"]
    assert allowed in response.get_json()["allowed"]


@pytest.mark.parametrize(
    "query", ["gcse_maths=4&gcse_maths=5", "from=January", "from=2027-13", "from=2027-%201"]
)
def test_an_address_that_makes_no_sense_is_refused(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/routes?{query}")
    assert response.status_code == 400
    assert response.get_json().keys() == {"error", "allowed"}
