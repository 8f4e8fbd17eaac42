"""`/api/v1/routes` for people whose answers are known by heart."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from careers_site.answers import read
from careers_site.content.parsing import Library
from careers_site.eligibility.assessment import assess
from careers_site.platform.clock import today

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
    **{"family_work": "substantial", "send_experience": "2-years", "from": "2026-12"},
}


def ask(client: FlaskClient, **answers: str) -> Json:
    response = client.get("/api/v1/routes", query_string=answers)
    assert response.status_code == 200, response.text
    answer: Json = response.get_json()
    return answer


def route(answer: Json, name: str) -> Json:
    found: Json = next(one for one in answer["routes"] if one["id"] == name)
    return found


def leaves(finding: Json) -> list[Json]:
    return [leaf for part in finding["parts"] for leaf in leaves(part)] or [finding]


def verdicts(answer: Json) -> dict[str, str]:
    return {one["id"]: one["verdict"] for one in answer["routes"]}


def test_a_nursery_nurse_looks_ready_and_has_a_plan_without_steps(client: FlaskClient) -> None:
    goal = route(ask(client, **NURSERY_NURSE), "apply-directly")
    assert (goal["verdict"], goal["summary"]) == ("met", "You look ready to apply")
    assert goal["plans"] == {
        "fastest": {
            **{"starts": "2026-12", "ends": "2026-12", "months": 0, "steps": []},
            **{"pounds": 0, "pounds_from": 0, "loan": 0, "pounds_unknown_for": []},
        },
        **{"cheapest": None, "quicker_if": None},
    }
    assert "options" not in goal
    assert goal["often_asked"]["verdict"] == "met"


def test_who_is_ready_is_told_to_apply_and_asked_nothing(client: FlaskClient) -> None:
    answer = ask(client, **NURSERY_NURSE, near="Leeds")
    assert (answer["ready"], answer["ask"], answer["asks"]) == (True, None, [])
    best = answer["best"]
    assert (best["route"], best["step"], best["starts"], best["course"]) == (
        *("apply-directly", None),
        *(None, None),
    )
    assert best["service"]


def test_what_brings_nothing_new_is_not_needed_and_has_no_plan(client: FlaskClient) -> None:
    found = route(ask(client, **NURSERY_NURSE), "apprenticeship")
    assert (found["needed"], found["summary"]) == (False, "You do not need this")
    assert set(found["plans"].values()) == {None}
    assert route(ask(client, **NURSERY_NURSE), "apply-directly")["needed"] is True


def test_a_real_post_is_compared_point_by_point(client: FlaskClient) -> None:
    posts = {one["id"]: one for one in ask(client, **NURSERY_NURSE)["posts"]}
    essential = posts["coventry"]["essential"]
    points = [one for one in posts["coventry"]["criteria"] if one["importance"] == "essential"]
    assert essential.keys() == {"met", "unmet", "unknown", "self"}
    assert sum(essential.values()) == len(points)
    assert essential["self"] == sum(one["finding"] is None for one in points)
    assert (essential["unmet"], essential["unknown"]) == (0, 0)


@pytest.mark.parametrize(
    ("given", "nation", "nation_from"),
    [
        ({"nation": "wales"}, "wales", "given"),
        ({"near": "Glasgow"}, "scotland", "place"),
        ({"near": "Glasgow", "nation": "england"}, "england", "given"),
        ({}, "england", "assumed"),
    ],
)
def test_the_nation_is_given_or_told_by_the_place_or_assumed(
    client: FlaskClient, given: dict[str, str], nation: str, nation_from: str
) -> None:
    answer = ask(client, **NURSERY_NURSE, **given)
    assert (answer["nation"], answer["nation_from"]) == (nation, nation_from)


def test_plans_begin_this_month_unless_another_is_given(client: FlaskClient) -> None:
    ready = {key: value for key, value in NURSERY_NURSE.items() if key != "from"}
    assert ask(client, **ready)["from"] == f"{today():%Y-%m}"
    past = ask(client, **ready, **{"from": "2026-01"})
    assert past["from"] == "2026-01"
    assert any("has passed" in sentence for sentence in past["notes"])


def test_a_school_leaver_could_start_at_college_and_is_told_what_to_do_first(
    client: FlaskClient,
) -> None:
    answer = ask(client, **SCHOOL_LEAVER)
    found = verdicts(answer)
    assert (found["apply-directly"], found["college"], found["university"]) == (
        *("unmet", "met"),
        "unknown",
    )
    best = answer["best"]
    assert (best["step"], best["starts"], best["apply_by"]) == (
        *("level-3-diploma", "2027-09"),
        "2027-09",
    )
    assert isinstance(best["course"], int)


def test_a_plan_stands_on_the_calendar_with_its_waiting_and_its_price(
    client: FlaskClient,
) -> None:
    plan = route(ask(client, **SCHOOL_LEAVER), "college")["plans"]["fastest"]
    assert plan["starts"] == "2027-01"
    assert (plan["pounds_from"], plan["pounds"], plan["loan"]) == (0, 0, 0)
    for step in plan["steps"]:
        assert plan["starts"] <= step["apply_by"] <= step["starts"] < step["ends"] <= plan["ends"]
        assert months_between(plan["starts"], step["starts"]) == step["starts_after_months"]
        assert months_between(step["starts"], step["ends"]) == step["months"]
        assert step["price_reason"]
        assert step["depends"] is None
    assert max(step["ends"] for step in plan["steps"]) == plan["ends"]
    assert months_between(plan["starts"], plan["ends"]) == plan["months"]


def months_between(first: str, last: str) -> int:
    (year, month), (later, number) = (map(int, text.split("-")) for text in (first, last))
    return (later - year) * 12 + number - month


def test_what_hangs_on_finding_an_employer_is_only_a_quicker_way(client: FlaskClient) -> None:
    plans = route(ask(client, **SCHOOL_LEAVER), "apprenticeship")["plans"]
    assert (plans["fastest"], plans["cheapest"]) == (None, None)
    depends = [step["depends"] for step in plans["quicker_if"]["steps"]]
    assert any(depends)


def test_answers_about_money_change_the_price_and_are_asked_for(client: FlaskClient) -> None:
    adult = {**SCHOOL_LEAVER, "age": "19-23", "first_level_3": "unsure"}
    asked = ask(client, **adult)["price_asks"]
    assert "earnings" in asked
    told = ask(client, **adult, earnings="over", unemployed="no", ehcp="no", first_level_2="no")
    assert "earnings" not in told["price_asks"]


def test_nobody_is_offered_what_is_for_another_age(client: FlaskClient) -> None:
    options = route(ask(client, age="24-plus", nation="england"), "college")["options"]
    offered = {one["step"]: one["next_start"] for one in options if one["offered"]}
    assert {one["step"] for one in options} - offered.keys() >= {"t-level"}
    assert None not in offered.values()


def equivalents(finding: Json) -> list[Json]:
    own = [finding] if finding["joined"] == "equivalent" else []
    return own + [one for part in finding["parts"] for one in equivalents(part)]


def test_a_finding_names_the_equivalent_that_met_it_and_its_source(
    client: FlaskClient, shipped: Library
) -> None:
    answer = ask(client, functional_maths="level-2", gcse_maths="3")
    options = route(answer, "college")["options"]
    found = [one for option in options for one in equivalents(option["finding"])]
    maths = next(one for one in found if one["met_by"] and "maths" in one["met_by"])
    assert maths["verdict"] == "met"
    assert maths["met_by"] == "Functional Skills maths at level 2 counts as GCSE maths at grade 4"
    assert maths["held"] == "GCSE maths at grade 3"
    assert maths["source"] in shipped.sources


def test_a_step_without_a_known_price_says_so(client: FlaskClient) -> None:
    adult = {**SCHOOL_LEAVER, "age": "24-plus", "earnings": "over", "unemployed": "no"}
    plan = route(ask(client, **adult), "college")["plans"]["fastest"]
    unknown = [step["title"] for step in plan["steps"] if step["pounds"] is None]
    assert plan["pounds_unknown_for"] == unknown != []


def test_an_old_link_that_means_one_of_two_ages_is_still_read(client: FlaskClient) -> None:
    assert ask(client, **NURSERY_NURSE, age="19-plus")["answers"]["age"] == "19-plus"


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
    assert "level-3" not in answer["answers"].values()
    held = [one for one in leaves(route(answer, "apply-directly")["often_asked"]) if one["held"]]
    assert "An early years qualification at level 3" in {one["held"] for one in held}
    assert "suppose" not in answer["answers"]


@pytest.mark.parametrize("answers", [NURSERY_NURSE, SCHOOL_LEAVER])
def test_the_api_says_what_the_assessment_says(
    client: FlaskClient, shipped: Library, answers: dict[str, str]
) -> None:
    given = read(MultiDict(answers), shipped.rules)
    judged = assess(given.person(shipped.rules), given.situation, shipped.rules)
    answer = ask(client, **answers)
    assert (answer["ready"], tuple(answer["asks"])) == (judged.ready, judged.asks)
    for one, found in zip(answer["routes"], judged.routes, strict=True):
        assert one["verdict"] == found.finding.verdict.word
        assert (one["summary"], one["needed"]) == (found.result.words, found.needed)
        for name in ("fastest", "cheapest", "quicker_if"):
            plan, made = one["plans"][name], getattr(found, name)
            assert (plan is None) == (made is None)
            if made:
                assert (plan["ends"], plan["pounds"]) == (made.ends.id, made.price.known_high)
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
    "query",
    [
        *("gcse_maths=4&gcse_maths=5", "from=January", "from=2027-13", "from=2027-%201"),
        *("from=2019-12", "from=2036-01", "earnings=low", "ehcp=1"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/routes?{query}")
    assert response.status_code == 400
    assert response.get_json().keys() == {"error", "allowed"}
